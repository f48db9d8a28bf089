// One entry as every source of knowledge gives it, before it is compiled.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace docmill::linker {

// Lists are lines: parts that are not empty, '\n' between.
struct KnowledgeEntry {
  std::string key;          // required, at most 255 bytes; of two entries with one key the later one counts
  std::string label;        // required; a bracket at the end tells homonyms apart and is no part of the name
  std::string type;         // required in the end: a source may leave it to the classes
  std::string description;  // its words are context
  std::string wikidata;     // Q and a number, or empty
  std::string aliases, context;
  std::string related_labels, related_keys;  // connected entries, read both ways
  std::string linked;                        // forms of links: a class of share (link_share.hpp), a space, the form
  std::string classes;                       // keys of classes, from which a type can be told
  uint8_t weight = 1;                        // 1 to 5: how prominent
  uint8_t prior = 10;                        // the same in points, 10 to 50
  uint16_t sitelinks = 0;

  void clear() { *this = KnowledgeEntry(); }
};

inline void append_line(std::string& list, std::string_view part) {
  if (part.empty()) return;
  if (!list.empty()) list += '\n';
  const std::size_t from = list.size();
  list += part;
  for (std::size_t i = from; i < list.size(); ++i)
    if (list[i] == '\n' || list[i] == '\0') list[i] = ' ';
}

template <class F>
void for_each_line(std::string_view list, F&& take) {
  while (!list.empty()) {
    const std::size_t end = list.find('\n');
    if (end != 0) take(list.substr(0, end));
    if (end == std::string_view::npos) break;
    list.remove_prefix(end + 1);
  }
}

}  // namespace docmill::linker
