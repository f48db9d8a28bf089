// docmill_bench [boundary | sentences | whole [MEGABYTES [PIPELINE]] | against PROGRAM [MEGABYTES [PIPELINE]] |
// readers [PAGES | ARCHIVE] | growth [KIBIBYTES [PATTERN]]]; without arguments: everything but against, 100 MB, the
// shipped pipelines, documents up to 1 MiB.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "bench/bench.hpp"

namespace {

constexpr const char* usage =
    "docmill_bench [boundary | sentences | whole [MEGABYTES [PIPELINE]] | against PROGRAM [MEGABYTES [PIPELINE]] |\n"
    "               readers [PAGES | ARCHIVE] | growth [KIBIBYTES [PATTERN]]]\n";

std::vector<std::string> pipelines_of(const char* given) {
  return given != nullptr ? std::vector<std::string>{given} : docmill::bench::shipped_pipelines();
}

}  // namespace

int main(int argc, char** argv) {
  using namespace docmill::bench;
  const std::string what = argc > 1 ? argv[1] : "all";
  const auto argument = [&](int i) { return i < argc ? argv[i] : nullptr; };
  const auto number = [&](int i, double otherwise) { return i < argc ? std::atof(argv[i]) : otherwise; };
  if (what == "against" && argc > 2) {
    against(argv[2], number(3, 10), pipelines_of(argument(4)));
    return 0;
  }
  if (what != "all" && what != "boundary" && what != "sentences" && what != "whole" && what != "readers" &&
      what != "growth") {
    std::fputs(usage, stderr);
    return 2;
  }
  if (what == "all" || what == "boundary") boundary();
  if (what == "all" || what == "sentences") sentence_ends();
  if (what == "all" || what == "whole") whole(number(2, 100), pipelines_of(argument(3)));
  if (what == "readers" && argc > 2 && std::atof(argv[2]) == 0) readers_of(argv[2]);
  else if (what == "all" || what == "readers") readers(static_cast<std::size_t>(number(2, 2000)));
  if (what == "all" || what == "growth")
    growth(static_cast<std::size_t>(number(2, 1024)) << 10, argc > 3 ? argv[3] : "");
  return 0;
}
