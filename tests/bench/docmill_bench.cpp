// docmill_bench [boundary] [whole [MEGABYTES [PIPELINE]]]; without arguments: everything, 100 MB,
// pipelines/articles.toml.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "bench/bench.hpp"

int main(int argc, char** argv) {
  using namespace docmill::bench;
  const bool all = argc == 1;
  if (!all && std::strcmp(argv[1], "boundary") != 0 && std::strcmp(argv[1], "whole") != 0) {
    std::fputs("docmill_bench [boundary] [whole [MEGABYTES [PIPELINE]]]\n", stderr);
    return 2;
  }
  if (all || std::strcmp(argv[1], "boundary") == 0) boundary();
  if (all || std::strcmp(argv[1], "whole") == 0)
    whole(argc > 2 ? std::atoi(argv[2]) : 100, argc > 3 ? argv[3] : DOCMILL_SOURCE_DIR "/pipelines/articles.toml");
  return 0;
}
