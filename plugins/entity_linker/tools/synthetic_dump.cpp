// Writes an invented Wikidata dump to the standard output, for measuring what `docmill kb build` takes:
//
//   synthetic_dump ENTITIES | zstd > dump.json.zst
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tools/synthetic.hpp"

int main(int argc, char** argv) {
  const unsigned long long n = argc == 2 ? std::strtoull(argv[1], nullptr, 10) : 0;
  if (n == 0) {
    std::fputs("usage: synthetic_dump ENTITIES\n", stderr);
    return 2;
  }
  std::fputs("[\n", stdout);
  for (unsigned long long i = 0; i < n; ++i) {
    const std::string line = docmill::linker::wikidata_line(i, docmill::linker::synthetic_entity(i, n));
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputs(i + 1 < n ? ",\n" : "\n", stdout);
  }
  std::fputs("]\n", stdout);
  return std::ferror(stdout) != 0;
}
