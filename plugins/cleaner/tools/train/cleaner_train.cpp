// Trains the trees of the cleaner's model: cleaner_train LIST OUTPUT [SETTING=VALUE]...
//   LIST    a line for each page: its file, "text", "snippets" or "plain" (a plain text that is a whole page), the file
//           of what is expected, its site, its type; tabs between (tools/train_model.py makes it). A file of snippets
//           has lines that begin with + (must be there) or - (must not).
//   OUTPUT  gets the lines of the models; numbers only, no word of the pages
//   SETTING of the trees of blocks: trees, depth, rate, rows, columns, lambda, seed; without=BEGINNING of the names of
//           numbers that they may not ask for. Trees of lines are grown likewise, and never ask for what the page as a
//           whole is like ("page-"): on a page of another kind than those learned from, all lines would be doubted.
// What is learned of whole pages is learned from blocks that were judged without their site: the pages are in three
// parts by site. Prints how well that does. The same pages give the same lines.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "classify/block_model.hpp"
#include "classify/unit_numbers.hpp"
#include "tools/train/boosting.hpp"
#include "tools/train/pages.hpp"

namespace fs = std::filesystem;
using namespace docmill::cleaner;
using namespace docmill::cleaner::train;

namespace {

// What may be set, and between what bounds: a model file has trees of so many questions, and without a pull a leaf with
// no row has no value.
struct Setting {
  const char* name;
  double least, most;
  bool whole;
  void (*set)(BoostingOptions&, double);
};
constexpr Setting settings[] = {
    {"trees", 1, 100000, true, [](BoostingOptions& o, double v) { o.trees = static_cast<int>(v); }},
    {"depth", 1, deepest_tree, true, [](BoostingOptions& o, double v) { o.depth = static_cast<int>(v); }},
    {"rate", 0.0001, 1, false, [](BoostingOptions& o, double v) { o.rate = v; }},
    {"lambda", 0.0001, 1e9, false, [](BoostingOptions& o, double v) { o.lambda = v; }},
    {"rows", 0.0001, 1, false, [](BoostingOptions& o, double v) { o.rows = v; }},
    {"columns", 0.0001, 1, false, [](BoostingOptions& o, double v) { o.columns = v; }},
    {"seed", 0, 9007199254740992.0, true, [](BoostingOptions& o, double v) { o.seed = static_cast<uint64_t>(v); }}};

void set_number(BoostingOptions& options, const Setting& s, const std::string& value) {
  char* end = nullptr;
  const double number = std::strtod(value.c_str(), &end);
  if (value.empty() || *end != '\0' || !(number >= s.least && number <= s.most) ||
      (s.whole && number != std::floor(number))) {
    std::ostringstream message;
    message << std::setprecision(16) << s.name << "=" << value << ": " << s.name << " is a "
            << (s.whole ? "whole number" : "number") << " from " << s.least << " to " << s.most;
    throw std::runtime_error(message.str());
  }
  s.set(options, number);
}

void leave_out(BoostingOptions& options, const std::string& beginning) {
  const std::vector<std::string>& names = names_of_unit_numbers();
  options.left_out.resize(names.size());
  for (std::size_t c = 0; c < names.size(); ++c)
    if (names[c].compare(0, beginning.size(), beginning) == 0) options.left_out[c] = true;
}

void change(BoostingOptions& options, const std::string& setting) {
  const std::size_t sign = std::min(setting.find('='), setting.size());
  const std::string name = setting.substr(0, sign), value = setting.substr(std::min(sign + 1, setting.size()));
  const auto* const found =
      std::find_if(std::begin(settings), std::end(settings), [&](const Setting& s) { return name == s.name; });
  if (found != std::end(settings)) set_number(options, *found, value);
  else if (name == "without") leave_out(options, value);
  else {
    std::string names;
    for (const Setting& s : settings) names += std::string(s.name) + ", ";
    throw std::runtime_error("there is no setting '" + name + "'; there are " + names + "without");
  }
}

class Trainer {
 public:
  explicit Trainer(Pages& pages) : all_(pages), pages_(pages.pages), blocks_(pages.blocks) {}

  void train(const BoostingOptions& options, const std::string& output) {
    std::printf("%zu pages, %zu blocks, %zu lines, %zu numbers\n", pages_.size(), blocks_.table.rows(),
                all_.lines.table.rows(), blocks_.table.columns());
    const std::vector<int32_t> scores = out_of_part(options);
    report(scores);
    std::ofstream out(output, std::ios::binary);
    write(out, "block", boost(blocks_.table, blocks_.target, blocks_.weight, options), names_of_unit_numbers());
    BoostingOptions of_lines = options;
    leave_out(of_lines, "page-");
    write(out, "line", boost(all_.lines.table, all_.lines.target, all_.lines.weight, of_lines),
          names_of_unit_numbers());
    train_pages(scores, out);
  }

 private:
  static void write(std::ofstream& out, const std::string& model, const std::vector<GrownTree>& trees,
                    const std::vector<std::string>& names) {
    for (const GrownTree& t : trees) out << line_of(model, t, names);
  }
  // What trees say of each block that were grown without its part.
  std::vector<int32_t> out_of_part(const BoostingOptions& options) {
    std::vector<int32_t> scores(blocks_.table.rows());
    for (std::size_t part = 0; part < n_parts; ++part) {
      std::vector<float> weight = blocks_.weight;
      for (const Page& p : pages_)
        if (p.part == part)
          std::fill(weight.begin() + static_cast<std::ptrdiff_t>(p.first_row),
                    weight.begin() + static_cast<std::ptrdiff_t>(p.end_row), 0.0F);
      const TreeSet trees = as_set(boost(blocks_.table, blocks_.target, weight, options));
      for (const Page& p : pages_)
        if (p.part == part)
          for (std::size_t r = p.first_row; r < p.end_row; ++r) scores[r] = trees.sum(blocks_.table.row(r));
    }
    return scores;
  }

  // Type and confidence of whole pages.
  void train_pages(const std::vector<int32_t>& scores, std::ofstream& out) {
    Table table(names_of_page_numbers().size());
    std::vector<float> good;
    std::vector<std::size_t> page_of;
    std::vector<int32_t> numbers(table.columns());
    for (std::size_t k = 0; k < pages_.size(); ++k) {
      const Page& p = pages_[k];
      if (p.snippets || p.f1 < 0) continue;
      const std::vector<int32_t> own = p.scores_of(scores);
      const Bound bound = best_bound(p.units, own);
      page_numbers(p.units, own, bound.score, bound.hope, numbers.data());
      table.add(numbers.data());
      good.push_back(p.f1 > 0.9 ? 1.0F : 0.0F);
      page_of.push_back(k);
    }
    BoostingOptions options;
    options.depth = 3;
    options.trees = 60;
    options.rate = 0.1;
    options.rows = 0.7;
    options.lambda = 10;
    calibrate(table, good, page_of, options);
    write(out, "confidence", boost(table, good, std::vector<float>(good.size(), 1), options), names_of_page_numbers());
    std::vector<int32_t> sums(table.rows() * n_page_types);
    for (std::size_t t = 0; t < n_page_types; ++t) {
      std::vector<float> target, weight;
      for (const std::size_t k : page_of) {
        target.push_back(pages_[k].type == name_of(static_cast<PageType>(t)) ? 1.0F : 0.0F);
        weight.push_back(pages_[k].typed ? 1.0F : 0.0F);
      }
      for (std::size_t part = 0; part < n_parts; ++part) {
        const TreeSet trees = as_set(boost(table, target, without(part, page_of, weight), options));
        for (std::size_t r = 0; r < table.rows(); ++r)
          if (pages_[page_of[r]].part == part) sums[r * n_page_types + t] = trees.sum(table.row(r));
      }
      write(out, name_of(static_cast<PageType>(t)), boost(table, target, weight, options), names_of_page_numbers());
    }
    report_types(sums, page_of);
  }

  std::vector<float> without(std::size_t part, const std::vector<std::size_t>& page_of,
                             std::vector<float> weight) const {
    for (std::size_t r = 0; r < page_of.size(); ++r)
      if (pages_[page_of[r]].part == part) weight[r] = 0;
    return weight;
  }

  // How often F1 is above .9 by what the confidence was, on pages of other parts.
  void calibrate(const Table& table, const std::vector<float>& good, const std::vector<std::size_t>& page_of,
                 const BoostingOptions& options) const {
    std::array<double, 5> said{}, was{}, pages{};
    double brier = 0, base = 0, mean = 0;
    for (const float g : good) mean += g / static_cast<double>(good.size());
    for (std::size_t part = 0; part < n_parts; ++part) {
      const TreeSet trees =
          as_set(boost(table, good, without(part, page_of, std::vector<float>(good.size(), 1)), options));
      for (std::size_t r = 0; r < table.rows(); ++r) {
        if (pages_[page_of[r]].part != part) continue;
        const double chance = chance_of(trees.sum(table.row(r))) / 10000.0;
        const auto bin = std::min<std::size_t>(4, static_cast<std::size_t>(chance * 5));
        said[bin] += chance;
        was[bin] += good[r];
        ++pages[bin];
        brier += (chance - good[r]) * (chance - good[r]);
        base += (mean - good[r]) * (mean - good[r]);
      }
    }
    for (std::size_t b = 0; b < 5; ++b)
      if (pages[b] > 0)
        std::printf("confidence %.2f: F1 above .9 on %.2f of %.0f pages\n", said[b] / pages[b], was[b] / pages[b],
                    pages[b]);
    if (good.empty()) return;
    std::printf("Brier score %.3f (of the mean alone %.3f)\n", brier / static_cast<double>(good.size()),
                base / static_cast<double>(good.size()));
  }

  void report_types(const std::vector<int32_t>& sums, const std::vector<std::size_t>& page_of) const {
    std::map<std::string, std::pair<int, int>> right;
    for (std::size_t r = 0; r < page_of.size(); ++r) {
      const Page& p = pages_[page_of[r]];
      if (!p.typed) continue;
      const auto* first = &sums[r * n_page_types];
      const auto best = static_cast<PageType>(std::max_element(first, first + n_page_types) - first);
      for (const std::string& name : {p.type, std::string("all")}) {
        right[name].first += p.type == name_of(best);
        ++right[name].second;
      }
    }
    std::printf("types");
    for (const auto& [type, n] : right) std::printf("  %s %d/%d", type.c_str(), n.first, n.second);
    std::printf("\n");
  }

  // Mean F1 by words of blocks, of the pages with whole texts, by type.
  void report(const std::vector<int32_t>& scores) {
    std::map<std::string, std::pair<double, int>> by_type;
    double right = 0, wrong = 0;
    for (Page& p : pages_) {
      if (p.snippets) {
        count_snippets(p, scores, right, wrong);
        continue;
      }
      const Bound bound = best_bound(p.units, p.scores_of(scores));
      double both = 0, kept = 0, wanted = 0;
      for (std::size_t r = p.first_row; r < p.end_row; ++r) {
        if (blocks_.weight[r] == 0) continue;
        const double words = blocks_.words[r];
        kept += scores[r] >= bound.score ? words : 0;
        wanted += blocks_.target[r] > 0 ? words : 0;
        both += scores[r] >= bound.score && blocks_.target[r] > 0 ? words : 0;
      }
      if (wanted == 0) continue;
      p.f1 = 2 * both / (kept + wanted);
      for (const std::string& type : {p.type, std::string("all")}) {
        by_type[type].first += p.f1;
        ++by_type[type].second;
      }
    }
    std::printf("blocks");
    for (const auto& [type, sum] : by_type)
      std::printf("  %s %.3f (%d)", type.c_str(), sum.first / sum.second, sum.second);
    if (right + wrong > 0) std::printf("  snippets %.3f", right / (right + wrong / 2));
    std::printf("\n");
  }
  void count_snippets(const Page& p, const std::vector<int32_t>& scores, double& right, double& wrong) const {
    const Bound bound = best_bound(p.units, p.scores_of(scores));
    for (std::size_t r = p.first_row; r < p.end_row; ++r) {
      if (blocks_.weight[r] == 0) continue;
      const bool keeps = scores[r] >= bound.score, wanted = blocks_.target[r] > 0;
      right += keeps && wanted;
      wrong += keeps != wanted;
    }
  }

  const Pages& all_;
  std::vector<Page>& pages_;
  const Samples& blocks_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: cleaner_train LIST OUTPUT [SETTING=VALUE]...\n");
    return 2;
  }
  BoostingOptions options;
  try {
    for (int i = 3; i < argc; ++i) change(options, argv[i]);
  } catch (const std::runtime_error& e) {
    std::fprintf(stderr, "cleaner_train: %s\n", e.what());
    return 2;
  }
  CueTable cues;
  for (const auto& entry : fs::directory_iterator(DOCMILL_CLEANER_CUES)) {
    std::ifstream in(entry.path(), std::ios::binary);
    cues.add(std::string(std::istreambuf_iterator<char>(in), {}));
  }
  cues.finish();
  Pages pages;
  pages.read(argv[1], cues);
  if (pages.pages.empty()) {
    std::fprintf(stderr, "cleaner_train: %s: names no page to learn from\n", argv[1]);
    return 2;
  }
  Trainer(pages).train(options, argv[2]);
}
