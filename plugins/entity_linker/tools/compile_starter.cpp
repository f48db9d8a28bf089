// Run by the build: compiles a table and writes both, the table and the base, as a source file (shipped_base.hpp).
//
//   compile_starter TABLE.tsv SHIPPED_BASE.cpp
#include <algorithm>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "compile/compile_tables.hpp"

namespace {

using namespace docmill::linker;

void write_words(std::FILE* out, const char* name, std::string_view bytes) {
  std::fprintf(out, "const uint64_t %s[] = {", name);
  for (std::size_t at = 0; at < bytes.size() || at == 0; at += 8) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, std::min<std::size_t>(8, bytes.size() - at));
    std::fprintf(out, "%s0x%" PRIx64 "u,", at % 64 == 0 ? "\n" : "", word);
  }
  std::fputs("};\n", out);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("usage: compile_starter TABLE.tsv SHIPPED_BASE.cpp\n", stderr), 2;
  std::ifstream in(argv[1], std::ios::binary);
  const std::string table{std::istreambuf_iterator<char>(in), {}};
  if (table.empty()) return std::fprintf(stderr, "%s: cannot be read, or is empty\n", argv[1]), 1;
  const std::vector<KnowledgeTable> tables{parse_knowledge_tsv(table)};
  for (const KnowledgeProblem& p : tables[0].problems)
    std::fprintf(stderr, "%s:%u:%u: %s\n", argv[1], p.line, p.column, p.message.c_str());
  if (!tables[0].problems.empty()) return 1;
  const KnowledgeBase base = base_of_tables(tables);
  const std::string_view image = base.layers()[0].image.bytes();
  std::FILE* out = std::fopen(argv[2], "wb");
  if (out == nullptr) return std::perror(argv[2]), 1;
  std::fputs(
      "// Made by compile_starter.\n#include \"shipped_base.hpp\"\n\n#include <cstdint>\n\nnamespace docmill::linker "
      "{\nnamespace {\n\n",
      out);
  write_words(out, "table", table);
  write_words(out, "image", image);
  std::fprintf(
      out,
      "\n}  // namespace\n\nShippedBase shipped_base() {\n"
      "  return {{reinterpret_cast<const char*>(table), %zu}, {reinterpret_cast<const char*>(image), %zu}};\n}\n\n"
      "}  // namespace docmill::linker\n",
      table.size(), image.size());
  if (std::fclose(out) != 0) return std::perror(argv[2]), 1;
}
