// Two builds of docmill over the same corpora, pair by pair.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <string_view>

#include "bench/bench.hpp"
#include "bench/corpora.hpp"
#include "bench/cost.hpp"
#include "support/records.hpp"
#include "support/temp_folder.hpp"

namespace docmill::bench {
namespace {

namespace fs = std::filesystem;
using test::TempFolder;

constexpr int pairs = 7;
constexpr int short_pairs = 41;

// By how much the one differs from the other in processor time: the median over the pairs, each of which begins with
// the other one of the two.
void print_pairs(const std::string& what, int n, const std::vector<std::string>& one,
                 const std::vector<std::string>& other, std::string_view remark = {}) {
  std::vector<Cost> costs_of_one, costs_of_other;
  std::vector<double> ratios;
  for (int i = 0; i < n; ++i) {
    if (i % 2 == 0) costs_of_one.push_back(cost_of(one));
    costs_of_other.push_back(cost_of(other));
    if (i % 2 != 0) costs_of_one.push_back(cost_of(one));
    ratios.push_back(costs_of_one.back().processor / costs_of_other.back().processor);
  }
  const Cost a = median(costs_of_one), b = median(costs_of_other);
  fmt::print("  {:<28} {:9.1f} ms here, {:9.1f} there: {:.3f}; memory {:.0f} MB, {:.0f} MB{}{}\n", what,
             a.processor * 1e3, b.processor * 1e3, median(ratios), static_cast<double>(a.peak) / 1e6,
             static_cast<double>(b.peak) / 1e6, a.succeeded && b.succeeded ? "" : "; A RUN FAILED", remark);
}

// Are the records of two runs the same? What says which program made them stands beside those. In a child, for a
// process that is begun by a large one counts as large.
bool are_same(const fs::path& one, const fs::path& other) {
  return cost_of([&] {
           if (test::folder_content(one / "records") != test::folder_content(other / "records")) ::_exit(1);
         })
      .succeeded;
}

}  // namespace

void against(const std::string& other, double megabytes, const std::vector<std::string>& pipelines) {
  const TempFolder temp;
  fmt::print("processor time of this build beside that of {}, medians over pairs\n", other);
  print_pairs("--version", short_pairs, {DOCMILL_PROGRAM, "--version"}, {other, "--version"});
  std::vector<Corpus> corpora = make_corpora(temp, megabytes);
  corpora.insert(corpora.begin(), make_few(temp));
  for (const Corpus& corpus : corpora) {
    for (const std::string& pipeline : pipelines) {
      const auto one = run_command(DOCMILL_PROGRAM, pipeline, corpus.folder, temp / "one", {"--threads", "1"});
      const auto two = run_command(other, pipeline, corpus.folder, temp / "other", {"--threads", "1"});
      (void)cost_of(one);
      (void)cost_of(two);
      const bool same = are_same(temp / "one", temp / "other");
      print_pairs(corpus.name + ", " + fs::path(pipeline).stem().string(), corpus.name == "few" ? short_pairs : pairs,
                  one, two, same ? "; the same bytes" : "; OTHER BYTES");
    }
  }
}

}  // namespace docmill::bench
