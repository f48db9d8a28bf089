// Reads a knowledge base from a table: UTF-8, the first line names the columns. Tab separated without any quoting, or
// CSV (RFC 4180: commas, cells in double quotes where needed).
//
//   label    required  canonical name; a bracket at the end tells homonyms apart and is no part of the name
//   type     required  company, person, place, ... (any word; organization, ORG, city and their like are understood)
//   key      required  stable identifier, unique in the file
//   aliases            other surface forms, case as written, separated by |
//   description        one line; its words are context
//   context            more such words, separated by |
//   qid                Wikidata item, only where it was checked
//   related            labels of connected entries, separated by |; read both ways
//   weight             1 to 5: how prominent the entry is; 1 where empty
//
// Other columns are allowed and ignored. Empty lines, a byte order mark and CR LF are tolerated.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::linker {

// One entry; the views borrow from the file, or from the table where a quoted cell had to be rewritten.
struct KnowledgeRow {
  std::string_view label, type, key, aliases, description, context, qid, related;
  int weight = 1;
  uint32_t line = 0;  // from 1
};

// A mistake in the file. Line and column count from 1, columns in code points; 0 where the whole is meant.
struct KnowledgeProblem {
  std::string message;
  uint32_t line = 0;
  uint32_t column = 0;
};

struct KnowledgeTable {
  std::deque<std::string> rewritten;
  std::vector<KnowledgeRow> rows;
  std::vector<KnowledgeProblem> problems;  // at most max_problems; where there is one, the rows are not to be used
};

inline constexpr std::size_t max_problems = 20;

KnowledgeTable parse_knowledge_tsv(std::string_view bytes);
KnowledgeTable parse_knowledge_csv(std::string_view bytes);

// Calls `take` for each part of a list between | that is not empty.
template <class F>
void for_each_part(std::string_view list, F&& take) {
  while (!list.empty()) {
    const std::size_t bar = list.find('|');
    const std::string_view part = list.substr(0, bar);
    if (!part.empty()) take(part);
    if (bar == std::string_view::npos) break;
    list.remove_prefix(bar + 1);
  }
}

}  // namespace docmill::linker
