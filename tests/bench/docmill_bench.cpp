// docmill_bench [boundary | sentences | whole [MEGABYTES [PIPELINE]] | growth [KIBIBYTES [PATTERN]]]; without
// arguments: everything, 100 MB, pipelines/articles.toml, documents up to 1 MiB.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "bench/bench.hpp"

int main(int argc, char** argv) {
  using namespace docmill::bench;
  const std::string what = argc > 1 ? argv[1] : "all";
  if (what != "all" && what != "boundary" && what != "sentences" && what != "whole" && what != "growth") {
    std::fputs("docmill_bench [boundary | sentences | whole [MEGABYTES [PIPELINE]] | growth [KIBIBYTES [PATTERN]]]\n",
               stderr);
    return 2;
  }
  if (what == "all" || what == "boundary") boundary();
  if (what == "all" || what == "sentences") sentence_ends();
  if (what == "all" || what == "whole")
    whole(argc > 2 ? std::atoi(argv[2]) : 100, argc > 3 ? argv[3] : DOCMILL_SOURCE_DIR "/pipelines/articles.toml");
  if (what == "all" || what == "growth")
    growth(static_cast<std::size_t>(argc > 2 ? std::atoi(argv[2]) : 1024) << 10, argc > 3 ? argv[3] : "");
  return 0;
}
