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
#include <future>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "../tests/own_lines.hpp"
#include "made_documents.hpp"
#include "sample.hpp"

namespace {

using namespace docmill::language;

constexpr std::array<const char*, 3> classes{"word", "pair", "sentence"};

constexpr std::size_t made = 2000;  // documents

struct Sample {
  std::vector<GoldText> texts, documents, made;
};

struct Scores {
  std::array<ClassScore, 3> of_class;
  MixedScore mixed, made;
};

// What is made as large as can be: accuracy, and the aims that users feel when they are missed.
double worth(const Scores& s) {
  double sum = 0;
  for (const ClassScore& c : s.of_class) sum += c.macro / 3 - 100 * std::max(0.0, c.calibration_error - 0.02);
  return sum + (s.mixed.bytes - s.mixed.invented) / 8 + (s.made.bytes - s.made.invented) * 3 / 8;
}

std::shared_ptr<const NgramModel> model() {
  static const auto m = [] {
    std::ifstream file(DOCMILL_LANGUAGES_MODEL, std::ios::binary);
    return std::make_shared<const NgramModel>(
        std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>()));
  }();
  return m;
}

template <class Wanted>
std::vector<std::size_t> numbers(const std::vector<GoldText>& sample, Wanted&& wanted) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (wanted(sample[i])) result.push_back(i);
  }
  return result;
}

struct Answers {
  std::vector<Answer> texts, documents, made;
};

template <class Wanted>
Answers answers_of(const Sample& sample, const Tagger& tagger, Wanted&& wanted) {
  return {answers(sample.texts, tagger, wanted), answers(sample.documents, tagger, wanted),
          answers(sample.made, tagger, wanted)};
}

template <class Wanted>
Scores score(const Sample& sample, const Answers& answers, Wanted&& wanted) {
  Scores s;
  for (std::size_t c = 0; c < classes.size(); ++c)
    s.of_class[c] =
        score_class(sample.texts, answers.texts,
                    numbers(sample.texts, [&](const GoldText& g) { return g.kind == classes[c] && wanted(g); }));
  s.mixed = score_mixed(sample.documents, answers.documents, numbers(sample.documents, wanted));
  s.made = score_mixed(sample.made, answers.made, numbers(sample.made, wanted));
  return s;
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

// ---- choosing

struct Knob {
  const char* name;
  int32_t Weights::*member;
  std::vector<int32_t> values;
  bool of_documents = false;  // single lines do not feel it
};

// Those that buy speed (sure, sure_letters, piece_letters, glance_letters, glance_lead) are not chosen here.
const std::vector<Knob>& knobs() {
  static const std::vector<Knob> all{
      {"cld2_vote", &Weights::cld2_vote, {1024, 1536, 2048, 2560}},
      {"cld2_letters", &Weights::cld2_letters, {40, 60, 80, 120}},
      {"poor", &Weights::poor, {1024, 1536, 2048}},
      {"unknown_lag", &Weights::unknown_lag, {2048, 2816, 3584, 4608}},
      {"seldom", &Weights::seldom, {2048, 3072, 4096, 5120}},
      {"serbian_latin", &Weights::serbian_latin, {0, 512, 1024}},
      {"least_odds", &Weights::least_odds, {640, 704, 768, 832}},
      {"most_odds", &Weights::most_odds, {640, 704, 768, 832}},
      {"clear_lead", &Weights::clear_lead, {1024, 1536, 2048, 2560, 3072}, true},
      {"sure_score", &Weights::sure_score, {7000, 8000, 9000, 9500}, true},
      {"context", &Weights::context, {1024, 1536, 2048, 2560, 3072, 4096}, true},
      {"close", &Weights::close, {3072, 4096, 5120, 6144, 8192}, true},
      {"established", &Weights::established, {30, 60, 90, 120, 200}, true},
      {"invention", &Weights::invention, {3072, 4096, 5120, 6144, 8192}, true},
  };
  return all;
}

template <class Wanted>
Scores scores_of(const Sample& sample, const Weights& weights, Wanted&& wanted) {
  return score(sample, answers_of(sample, Tagger({}, model(), weights), wanted), wanted);
}

// What the number changes in the documents alone; the scores of lines stay.
template <class Wanted>
Scores with_documents(const Sample& sample, const Weights& weights, Scores scores, Wanted&& wanted) {
  const Tagger tagger({}, model(), weights);
  const auto score_of = [&](const std::vector<GoldText>& texts) {
    return score_mixed(texts, answers(texts, tagger, wanted), numbers(texts, wanted));
  };
  scores.mixed = score_of(sample.documents);
  scores.made = score_of(sample.made);
  return scores;
}

constexpr double least_gain = 0.005;
constexpr double least_behind = 3;  // points, of the three classes together

// Where CLD2 alone tells a language better, its answer is tried with more weight.
template <class Wanted>
Weights choose_trust(const Sample& sample, Weights weights, Wanted&& wanted) {
  weights.trust.clear();
  const Scores ours = scores_of(sample, weights, wanted);
  const Scores theirs = score(sample, answers_of(sample, Tagger({}), wanted), wanted);
  double best = worth(ours);
  for (const auto& [language, unused] : ours.of_class[0].by_language) {
    double behind = 0;
    for (std::size_t c = 0; c < classes.size(); ++c) {
      const auto [right, n] = ours.of_class[c].by_language.at(language);
      behind += 100.0 * (theirs.of_class[c].by_language.at(language).first - right) / n;
    }
    if (behind < least_behind) continue;
    Weights tried = weights;
    tried.trust.push_back({language, 0});
    for (const int32_t bonus : {1024, 2048, 4096}) {
      tried.trust.back().bonus = bonus;
      const double w = worth(scores_of(sample, tried, wanted));
      if (w <= best + least_gain) continue;
      best = w;
      weights = tried;
    }
  }
  return weights;
}

// One number after the other, as long as the worth grows.
template <class Wanted>
Weights choose(const Sample& sample, Weights weights, Wanted&& wanted) {
  weights = choose_trust(sample, weights, wanted);
  Scores scores = scores_of(sample, weights, wanted);
  for (bool better = true; better;) {
    better = false;
    for (const Knob& knob : knobs()) {
      for (const int32_t value : knob.values) {
        Weights tried = weights;
        if (tried.*knob.member == value) continue;
        tried.*knob.member = value;
        const Scores s =
            knob.of_documents ? with_documents(sample, tried, scores, wanted) : scores_of(sample, tried, wanted);
        if (worth(s) <= worth(scores) + least_gain) continue;
        scores = s;
        weights = tried;
        better = true;
      }
    }
  }
  return weights;
}

void print(const Weights& chosen) {
  for (const Knob& knob : knobs()) std::printf(" %s=%d", knob.name, chosen.*knob.member);
  for (const Trust& t : chosen.trust) std::printf(" %s+%d", t.language.c_str(), t.bonus);
  std::printf("\n");
  std::fflush(stdout);
}

// 95 % of 1000 samples drawn with repetition from the sample.
template <class Score>
void print_interval(const char* what, std::vector<std::size_t> items, Score&& score) {
  uint64_t state = 20240901;
  const auto random = [&](std::size_t n) {
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    return static_cast<std::size_t>((z ^ (z >> 31)) % n);
  };
  const double whole = score(items);
  std::vector<double> drawn;
  for (int i = 0; i < 1000; ++i) {
    std::vector<std::size_t> again(items.size());
    for (std::size_t& x : again) x = items[random(items.size())];
    drawn.push_back(score(again));
  }
  std::sort(drawn.begin(), drawn.end());
  std::printf("%-24s %6.2f  (%.2f to %.2f)\n", what, whole, drawn[25], drawn[974]);
  std::fflush(stdout);
}

void print_intervals(const Sample& sample, const Answers& answers) {
  for (const char* name : classes)
    print_interval(name, numbers(sample.texts, [&](const GoldText& g) { return g.kind == name; }),
                   [&](const auto& items) { return score_class(sample.texts, answers.texts, items).macro; });
  const auto both = [](const char* what, const std::vector<GoldText>& texts, const std::vector<Answer>& given) {
    const auto all = numbers(texts, [](const GoldText&) { return true; });
    const std::string name = what;
    print_interval((name + ", bytes").c_str(), all, [&](const auto& i) { return score_mixed(texts, given, i).bytes; });
    print_interval((name + ", false language").c_str(), all,
                   [&](const auto& i) { return score_mixed(texts, given, i).invented; });
  };
  both("mixed", sample.documents, answers.documents);
  both("made", sample.made, answers.made);
}

void tune(const Sample& sample) {
  Answers out_of_fold{std::vector<Answer>(sample.texts.size()), std::vector<Answer>(sample.documents.size()),
                      std::vector<Answer>(sample.made.size())};
  const auto take = [](const std::vector<GoldText>& texts, const std::vector<Answer>& from, uint64_t half,
                       std::vector<Answer>& to) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i].fold % 2 != half) to[i] = from[i];
    }
  };
  const auto all = [](const GoldText&) { return true; };
  const auto choose_on = [&](uint64_t half) {
    return choose(sample, {}, [half](const GoldText& g) { return g.fold % 2 == half; });
  };
  std::array<std::future<Weights>, 3> choices{std::async(std::launch::async, choose_on, 0u),
                                              std::async(std::launch::async, choose_on, 1u),
                                              std::async(std::launch::async, [&] { return choose(sample, {}, all); })};
  for (const uint64_t half : {0u, 1u}) {
    const auto here = [half](const GoldText& g) { return g.fold % 2 == half; };
    const auto there = [half](const GoldText& g) { return g.fold % 2 != half; };
    const Weights chosen = choices.at(half).get();
    std::printf("chosen on half %d:", static_cast<int>(half));
    print(chosen);
    const Tagger tagger({}, model(), chosen);
    print("  there", score(sample, answers_of(sample, tagger, here), here));
    const Answers other = answers_of(sample, tagger, there);
    print("  elsewhere", score(sample, other, there));
    take(sample.texts, other.texts, half, out_of_fold.texts);
    take(sample.documents, other.documents, half, out_of_fold.documents);
    take(sample.made, other.made, half, out_of_fold.made);
  }
  print("out of fold", score(sample, out_of_fold, all));
  print_intervals(sample, out_of_fold);
  const Weights chosen = choices[2].get();
  std::printf("chosen on the whole:");
  print(chosen);
  print("  there", score(sample, answers_of(sample, Tagger({}, model(), chosen), all), all));
}

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
