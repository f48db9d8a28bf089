// How good and how fast the tagger is, beside CLD2 alone; and what its numbers were chosen by.
//
//   language_bench FOLDER [TEXTS]   FOLDER: lingua-dev.jsonl and mixed-dev.jsonl. Prints accuracy by class and
//   language,
//                                   confusions, calibration, documents in several languages, speed (also on the texts
//                                   of the JSON Lines file TEXTS)
//   language_bench tune FOLDER      chooses the numbers of weights.hpp on one half of the sample (by a hash of the id)
//                                   and measures on the other, both ways round; then on the whole
#include <malloc.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "../tests/own_lines.hpp"
#include "made_documents.hpp"
#include "sample.hpp"
#include "scores.hpp"

namespace docmill::language {

std::shared_ptr<const NgramModel> model() {
  static const auto m = [] {
    std::ifstream file(DOCMILL_LANGUAGES_MODEL, std::ios::binary);
    static const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    return std::make_shared<const NgramModel>(bytes);
  }();
  return m;
}

void print(const char* what, const Scores& s) {
  std::printf("%-14s", what);
  for (const ClassScore& c : s.of_class) std::printf(" %6.2f", c.macro);
  std::printf("   ECE");
  for (const ClassScore& c : s.of_class) std::printf(" %.3f", c.calibration_error);
  std::printf("   mixed %.2f %% of bytes, a false language in %.1f %%; made %.2f, %.1f\n", s.mixed.bytes,
              s.mixed.invented, s.made.bytes, s.made.invented);
  std::fflush(stdout);
}

}  // namespace docmill::language

namespace {

using namespace docmill::language;

constexpr std::size_t made = 2000;  // documents

// ---- reporting

double megabytes(const std::vector<GoldText>& texts) {
  double bytes = 0;
  for (const GoldText& t : texts) bytes += static_cast<double>(t.text.size());
  return bytes / 1e6;
}

void print_speed(const char* what, const std::vector<GoldText>& texts, const Tagger& tagger, const Tagger& cld2) {
  std::array<double, 2> best{1e9, 1e9};
  for (int round = 0; round < 3; ++round) {
    for (const std::size_t which : {0u, 1u}) {
      double seconds = 0;
      answers(
          texts, which == 0 ? tagger : cld2, [](const GoldText&) { return true; }, &seconds);
      best[which] = std::min(best[which], seconds);
    }
  }
  const double size = megabytes(texts);
  std::printf("%-28s %6.1f MB  %7.1f  %7.1f MB/s\n", what, size, size / best[0], size / best[1]);
}

// The sentences of each language as documents of three paragraphs.
std::vector<GoldText> documents_of(const Sample& sample) {
  std::map<std::string, std::vector<const GoldText*>> by_language;
  for (const GoldText& g : sample.texts) {
    if (g.kind == "sentence") by_language[g.language].push_back(&g);
  }
  std::vector<GoldText> documents;
  for (const auto& [language, sentences] : by_language) {
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      if (i % 18 == 0) documents.emplace_back().language = language;
      documents.back().text += sentences[i]->text + (i % 6 == 5 ? "\n\n" : " ");
    }
  }
  return documents;
}

// What is written for tests/own_lines_test.cpp.
void print_own_lines(const Tagger& tagger, const Tagger& cld2) {
  const auto lines = read_own_lines(DOCMILL_OWN_LINES);
  std::printf("\nown lines (right of all; language-tagger, CLD2 alone)   seen half      held back\n");
  std::vector<std::string> kinds{""};
  for (const OwnLine& line : lines) {
    if (std::find(kinds.begin(), kinds.end(), line.kind) == kinds.end()) kinds.push_back(line.kind);
  }
  for (const std::string& kind : kinds) {
    std::printf("%-56s", kind.empty() ? "all" : kind.c_str());
    for (const bool held_back : {false, true}) {
      const OwnScore ours = score_own_lines(lines, tagger, kind, held_back);
      std::printf("%4d %3d of %3d ", ours.right, score_own_lines(lines, cld2, kind, held_back).right, ours.all);
    }
    std::printf("\n");
  }
}

void report(const Sample& sample, const std::string& texts) {
  const Tagger tagger({}, model()), cld2({});
  const auto all = [](const GoldText&) { return true; };
  const Scores ours = score(sample, answers_of(sample, tagger, all), all);
  const Scores theirs = score(sample, answers_of(sample, cld2, all), all);
  std::printf("%-14s %6s %6s %6s\n", "", classes[0], classes[1], classes[2]);
  print("language-tagger", ours);
  print("CLD2 alone", theirs);
  std::printf("\nlanguage   %-17s %-17s %-17s   (language-tagger, CLD2 alone; * worse than CLD2)\n", classes[0],
              classes[1], classes[2]);
  for (const auto& [language, unused] : ours.of_class[0].by_language) {
    std::printf("%-9s", language.c_str());
    for (std::size_t c = 0; c < classes.size(); ++c) {
      const auto [a, n] = ours.of_class[c].by_language.at(language);
      const int b = theirs.of_class[c].by_language.at(language).first;
      std::printf("  %5.1f %5.1f %c   ", 100.0 * a / n, 100.0 * b / n, a < b ? '*' : ' ');
    }
    std::printf("\n");
  }
  for (std::size_t c = 0; c < classes.size(); ++c) {
    std::vector<std::pair<int, std::pair<std::string, std::string>>> most;
    for (const auto& [pair, n] : ours.of_class[c].confusions) most.push_back({-n, pair});
    std::sort(most.begin(), most.end());
    std::printf("\n%s, confused most:", classes[c]);
    for (std::size_t i = 0; i < std::min<std::size_t>(25, most.size()); ++i)
      std::printf(" %s>%s %d", most[i].second.first.c_str(), most[i].second.second.c_str(), -most[i].first);
    std::printf("\n");
  }
  print_own_lines(tagger, cld2);
  std::printf("\nspeed, one core, best of three\n%-39s tagger     CLD2\n", "");
  print_speed("sentences as documents", documents_of(sample), tagger, cld2);
  print_speed("mixed documents", sample.documents, tagger, cld2);
  if (!texts.empty()) print_speed(texts.c_str(), read_sample(texts), tagger, cld2);
}

}  // namespace

int main(int argc, char** argv) {
  ::mallopt(M_MMAP_THRESHOLD, 16 << 20);  // as the program docmill does: CLD2 takes and frees large blocks
  ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
  const bool tuning = argc > 1 && std::string(argv[1]) == "tune";
  const int at = tuning ? 2 : 1;
  if (argc <= at) {
    std::fputs("language_bench [tune] FOLDER [TEXTS]\n", stderr);
    return 2;
  }
  const std::string trouble = trouble_with_tables();
  if (!trouble.empty()) {
    std::fprintf(stderr, "%s\n", trouble.c_str());
    return 1;
  }
  const std::string folder = argv[at];
  Sample sample{read_sample(folder + "/lingua-dev.jsonl"), read_sample(folder + "/mixed-dev.jsonl"), {}};
  sample.made = made_documents(sample.texts, made);
  if (tuning) tune(sample);
  else report(sample, argc > at + 1 ? argv[at + 1] : "");
  return 0;
}
