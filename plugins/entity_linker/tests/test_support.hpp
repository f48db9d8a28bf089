// Helpers of the linker's tests: bases out of a few lines, links as text that can be compared.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "compile/compile_tables.hpp"
#include "linker.hpp"

namespace docmill::linker {

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The project's own base.
inline const Linker& starter_linker() {
  static const std::string table = read_file(DOCMILL_SOURCE_DIR "/plugins/entity_linker/knowledge/ai-chips.tsv");
  static const Linker linker(base_of_tables({parse_knowledge_tsv(table)}), {});
  return linker;
}

// A base from lines "label|type|key|aliases, separated by ;|related|weight".
inline Linker small_linker(std::vector<std::string> lines, LinkerOptions options = {}) {
  std::string table = "label\ttype\tkey\taliases\trelated\tweight\n";
  for (const std::string& line : lines) {
    std::string row;
    for (const char c : line) row += c == '|' ? '\t' : c == ';' ? '|' : c;
    table += row + "\n";
  }
  return Linker(base_of_tables({parse_knowledge_tsv(table)}), options);
}

// What was found, as "surface>key surface>? ..." with ? for NIL.
inline std::string links(const Linker& linker, std::string_view text, std::string_view language = {}) {
  LinkerScratch scratch;
  linker.link(text, scratch, SIZE_MAX, language);
  std::string out;
  for (const Mention& m : scratch.analysis.mentions) {
    const uint32_t start = scratch.analysis.tokens[m.first_token].start,
                   end = scratch.analysis.tokens[m.last_token].end;
    if (!out.empty()) out += ' ';
    out += std::string(text.substr(start, end - start)) + ">" +
           std::string(m.entity == no_entity ? "?" : linker.base().entity(m.entity).key);
  }
  return out;
}

}  // namespace docmill::linker
