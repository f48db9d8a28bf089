// Trains the trees of the cleaner's model: cleaner_train LIST OUTPUT
//   LIST    a line for each page: its file, "text" or "snippets", the file of what is expected, its site, its type;
//   tabs between
//           (tools/train_model.py makes it). A file of snippets has lines that begin with + (must be there) or - (must
//           not).
//   OUTPUT  gets the lines of the models; numbers only, no word of the pages
// What is learned of whole pages is learned from blocks that were judged without their site: the pages are in three
// parts by site. Prints how well that does. The same pages give the same lines.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "classify/block_model.hpp"
#include "classify/unit_numbers.hpp"
#include "describe_units.hpp"
#include "tools/train/boosting.hpp"
#include "tools/train/labels.hpp"

namespace fs = std::filesystem;
using namespace docmill::cleaner;
using namespace docmill::cleaner::train;

namespace {

constexpr std::size_t n_parts = 3;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Page {
  std::string site, type;
  std::size_t part = 0;
  std::size_t first_row = 0, end_row = 0;  // of the table
  UnitList units;
  bool snippets = false, typed = false;
  double f1 = -1;  // of its blocks, judged without its site
};

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find('\t', at), line.size());
    fields.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return fields;
}

// FNV-1a: which part a site falls into is the same in all trainings.
uint64_t number_of_site(std::string_view site) {
  uint64_t h = 14695981039346656037u;
  for (const char c : site) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return h | 1;
}

class Trainer {
 public:
  Trainer() : table_(names_of_unit_numbers().size()) {
    for (const auto& entry : fs::directory_iterator(DOCMILL_CLEANER_CUES)) cues_.add(read(entry.path()));
    cues_.finish();
  }

  void read_list(const std::string& list) {
    std::ifstream in(list);
    for (std::string line; std::getline(in, line);) read_page(fields_of(line));
    scale_weights();
    std::printf("%zu pages, %zu blocks, %zu numbers\n", pages_.size(), table_.rows(), table_.columns());
  }

  // Trains with each of some variants, and prints how well they do on pages of other parts. A line of `list`: its name,
  // then what is another: trees=N, rate=X, depth=N, lambda=X, rows=X, columns=X, seed=N, weight=TYPE:X (of each page),
  // without=BEGINNING (of the names of numbers). Blocks alone; nothing is written.
  void try_variants(const std::string& list) {
    std::ifstream in(list);
    const std::vector<float> weight = weight_;
    for (std::string line; std::getline(in, line);) {
      BoostingOptions options;
      options.left_out.assign(table_.columns(), false);
      weight_ = weight;
      std::istringstream words(line);
      std::string word;
      while (words >> word) set(word, options);
      scale_weights();
      std::printf("%s\n  ", line.c_str());
      report(out_of_part(options));
      std::fflush(stdout);
    }
  }

  void train(const std::string& output) {
    const BoostingOptions options;
    const std::vector<int32_t> scores = out_of_part(options);
    report(scores);
    std::ofstream out(output, std::ios::binary);
    write(out, "block", grow(table_, target_, weight_, options), names_of_unit_numbers());
    train_pages(scores, out);
    if (const char* dump = std::getenv("CLEANER_TRAIN_DUMP")) {
      std::ofstream d(dump, std::ios::binary);
      for (std::size_t k = 0; k < pages_.size(); ++k)
        for (std::size_t r = pages_[k].first_row; r < pages_[k].end_row; ++r)
          d << k << ' ' << pages_[k].type << ' ' << words_[r] << ' ' << (weight_[r] > 0) << ' ' << target_[r] << ' '
            << (pages_[k].units[r - pages_[k].first_row].removed != nullptr) << ' ' << scores[r] << '\n';
    }
  }

 private:
  void set(const std::string& word, BoostingOptions& options) {
    const std::size_t sign = word.find('=');
    if (sign == std::string::npos) return;
    const std::string name = word.substr(0, sign), value = word.substr(sign + 1);
    const double number = std::atof(value.c_str());
    if (name == "trees") options.trees = static_cast<int>(number);
    else if (name == "depth") options.depth = static_cast<int>(number);
    else if (name == "rate") options.rate = number;
    else if (name == "lambda") options.lambda = number;
    else if (name == "rows") options.rows = number;
    else if (name == "columns") options.columns = number;
    else if (name == "seed") options.seed = static_cast<uint64_t>(number);
    else if (name == "without") leave_out(value, options);
    else if (name == "weight") weigh(value.substr(0, value.find(':')), std::atof(value.c_str() + value.find(':') + 1));
    else throw std::runtime_error("no setting '" + name + "'");
  }
  static void leave_out(const std::string& beginning, BoostingOptions& options) {
    const std::vector<std::string>& names = names_of_unit_numbers();
    for (std::size_t c = 0; c < names.size(); ++c)
      if (names[c].compare(0, beginning.size(), beginning) == 0) options.left_out[c] = true;
  }
  void weigh(const std::string& type, double times) {
    for (const Page& p : pages_)
      for (std::size_t r = p.first_row; r < p.end_row && p.type == type; ++r)
        weight_[r] = static_cast<float>(weight_[r] * times);
  }

  void read_page(const std::vector<std::string>& fields) {
    DescribedPage described;
    describe_page(read(fields.at(0)), cues_, described);
    Page page;
    page.snippets = fields.at(1) == "snippets";
    page.site = fields.at(3);
    page.type = fields.at(4);
    for (std::size_t t = 0; t < n_page_types; ++t)
      page.typed = page.typed || page.type == name_of(static_cast<PageType>(t));
    page.part = number_of_site(page.site) / 7 % n_parts;
    const std::string expected = read(fields.at(2));
    std::vector<Label> labels;
    if (page.snippets) {
      std::vector<std::string> wanted, unwanted;
      for (std::size_t at = 0; at < expected.size();) {
        const std::size_t end = std::min(expected.find('\n', at), expected.size());
        if (end > at) (expected[at] == '+' ? wanted : unwanted).push_back(expected.substr(at + 1, end - at - 1));
        at = end + 1;
      }
      labels = labels_by_snippets(described.texts, wanted, unwanted);
    } else {
      labels = labels_by_text(described.texts, expected);
    }
    page.first_row = table_.rows();
    std::vector<int32_t> numbers(table_.columns());
    double sum = 0;
    for (std::size_t i = 0; i < described.units.size(); ++i) {
      unit_numbers(described.units, i, numbers.data());
      table_.add(numbers.data());
      const bool counts = labels[i] != Label::unknown && !described.units[i].title;
      target_.push_back(labels[i] == Label::content ? 1.0F : 0.0F);
      weight_.push_back(counts ? std::sqrt(std::min(std::max(described.units[i].words, 1u), 60u)) : 0.0F);
      words_.push_back(described.units[i].words);
      sum += weight_.back();
    }
    page.end_row = table_.rows();
    const bool any = std::any_of(labels.begin(), labels.end(), [](Label l) { return l == Label::content; });
    const double share = !any || sum == 0 ? 0 : (page.snippets ? 0.3 : page.typed ? 1.0 : 2.0) / sum;
    for (std::size_t r = page.first_row; r < page.end_row; ++r) weight_[r] = static_cast<float>(weight_[r] * share);
    page.units = std::move(described.units);
    pages_.push_back(std::move(page));
  }

  // Every page weighs the same; the mean of all rows is 1.
  void scale_weights() {
    double sum = 0;
    for (const float w : weight_) sum += w;
    for (float& w : weight_) w = static_cast<float>(w * static_cast<double>(weight_.size()) / sum);
  }

  static void write(std::ofstream& out, const std::string& model, const std::vector<GrownTree>& trees,
                    const std::vector<std::string>& names) {
    for (const GrownTree& t : trees) out << line_of(model, t, names);
  }
  static std::vector<GrownTree> grow(const Table& table, const std::vector<float>& target,
                                     const std::vector<float>& weight, const BoostingOptions& options) {
    return boost(table, target, weight, options);
  }

  // What trees say of each block that were grown without its part.
  std::vector<int32_t> out_of_part(const BoostingOptions& options) {
    std::vector<int32_t> scores(table_.rows());
    for (std::size_t part = 0; part < n_parts; ++part) {
      std::vector<float> weight = weight_;
      for (const Page& p : pages_)
        if (p.part == part) std::fill(&weight[p.first_row], &weight[p.end_row - 1] + 1, 0.0F);
      const TreeSet trees = as_set(grow(table_, target_, weight, options));
      for (const Page& p : pages_)
        if (p.part == part)
          for (std::size_t r = p.first_row; r < p.end_row; ++r) scores[r] = trees.sum(table_.row(r));
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
      const std::vector<int32_t> own = scores_of(p, scores);
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
    write(out, "confidence", grow(table, good, std::vector<float>(good.size(), 1), options), names_of_page_numbers());
    std::vector<int32_t> sums(table.rows() * n_page_types);
    for (std::size_t t = 0; t < n_page_types; ++t) {
      std::vector<float> target, weight;
      for (const std::size_t k : page_of) {
        target.push_back(pages_[k].type == name_of(static_cast<PageType>(t)) ? 1.0F : 0.0F);
        weight.push_back(pages_[k].typed ? 1.0F : 0.0F);
      }
      for (std::size_t part = 0; part < n_parts; ++part) {
        const TreeSet trees = as_set(grow(table, target, without(part, page_of, weight), options));
        for (std::size_t r = 0; r < table.rows(); ++r)
          if (pages_[page_of[r]].part == part) sums[r * n_page_types + t] = trees.sum(table.row(r));
      }
      write(out, name_of(static_cast<PageType>(t)), grow(table, target, weight, options), names_of_page_numbers());
    }
    report_types(sums, page_of);
  }

  std::vector<float> without(std::size_t part, const std::vector<std::size_t>& page_of,
                             std::vector<float> weight) const {
    for (std::size_t r = 0; r < page_of.size(); ++r)
      if (pages_[page_of[r]].part == part) weight[r] = 0;
    return weight;
  }

  static std::vector<int32_t> scores_of(const Page& p, const std::vector<int32_t>& scores) {
    return {scores.begin() + static_cast<std::ptrdiff_t>(p.first_row),
            scores.begin() + static_cast<std::ptrdiff_t>(p.end_row)};
  }

  // How often F1 is above .9 by what the confidence was, on pages of other parts.
  void calibrate(const Table& table, const std::vector<float>& good, const std::vector<std::size_t>& page_of,
                 const BoostingOptions& options) const {
    std::array<double, 5> said{}, was{}, pages{};
    double brier = 0, base = 0, mean = 0;
    for (const float g : good) mean += g / static_cast<double>(good.size());
    for (std::size_t part = 0; part < n_parts; ++part) {
      const TreeSet trees =
          as_set(grow(table, good, without(part, page_of, std::vector<float>(good.size(), 1)), options));
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
      const Bound bound = best_bound(p.units, scores_of(p, scores));
      double both = 0, kept = 0, wanted = 0;
      for (std::size_t r = p.first_row; r < p.end_row; ++r) {
        if (weight_[r] == 0) continue;
        const double words = words_[r];
        kept += scores[r] >= bound.score ? words : 0;
        wanted += target_[r] > 0 ? words : 0;
        both += scores[r] >= bound.score && target_[r] > 0 ? words : 0;
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
    std::printf("  snippets %.3f\n", right / (right + wrong / 2));
  }
  void count_snippets(const Page& p, const std::vector<int32_t>& scores, double& right, double& wrong) const {
    const Bound bound = best_bound(p.units, scores_of(p, scores));
    for (std::size_t r = p.first_row; r < p.end_row; ++r) {
      if (weight_[r] == 0) continue;
      const bool keeps = scores[r] >= bound.score, wanted = target_[r] > 0;
      right += keeps && wanted;
      wrong += keeps != wanted;
    }
  }

  CueTable cues_;
  Table table_;
  std::vector<Page> pages_;
  std::vector<float> target_, weight_;
  std::vector<uint32_t> words_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && !(argc == 4 && std::string(argv[2]) == "--try")) {
    std::fprintf(stderr, "usage: cleaner_train LIST OUTPUT, or cleaner_train LIST --try VARIANTS\n");
    return 2;
  }
  Trainer trainer;
  trainer.read_list(argv[1]);
  if (argc == 4) trainer.try_variants(argv[3]);
  else trainer.train(argv[2]);
}
