// Writes an invented Wikidata dump, or a Wikipedia about its entities, to the standard output, for measuring what
// `docmill kb build` takes:
//
//   synthetic_dump ENTITIES | zstd > dump.json.zst
//   synthetic_dump --wikipedia ENTITIES | bzip2 > dump.xml.bz2
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tools/synthetic.hpp"

namespace {

using namespace docmill::linker;

void put(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void write_wikidata(uint64_t n) {
  put("[\n");
  for (uint64_t i = 0; i < n; ++i) put(wikidata_line(i, synthetic_entity(i, n)) + (i + 1 < n ? ",\n" : "\n"));
  put("]\n");
}

void write_wikipedia(uint64_t n) {
  put("<mediawiki>\n<siteinfo><dbname>enwiki</dbname></siteinfo>\n");
  for (uint64_t i = 0; i < n; ++i) put(wikipedia_page(i, n));
  put("</mediawiki>\n");
}

}  // namespace

int main(int argc, char** argv) {
  const bool wikipedia = argc == 3 && std::string_view(argv[1]) == "--wikipedia";
  const uint64_t n = argc == 2 || wikipedia ? std::strtoull(argv[argc - 1], nullptr, 10) : 0;
  if (n == 0) {
    std::fputs("usage: synthetic_dump [--wikipedia] ENTITIES\n", stderr);
    return 2;
  }
  if (wikipedia) write_wikipedia(n);
  else write_wikidata(n);
  return std::ferror(stdout) != 0;
}
