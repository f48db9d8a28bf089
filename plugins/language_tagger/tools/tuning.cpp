#include <algorithm>
#include <cstdio>
#include <future>
#include <string>
#include <vector>

#include "scores.hpp"

namespace docmill::language {

namespace {

// What is made as large as can be: accuracy, and the aims that users feel when they are missed.
double worth(const Scores& s) {
  double sum = 0;
  for (const ClassScore& c : s.of_class) sum += c.macro / 3 - 100 * std::max(0.0, c.calibration_error - 0.02);
  return sum + (s.mixed.bytes - s.mixed.invented) / 8 + (s.made.bytes - s.made.invented) * 3 / 8;
}

struct Knob {
  const char* name;
  int32_t Weights::*member;
  std::vector<int32_t> values;
  bool of_documents = false;  // single lines do not feel it
};

// What buys speed, the cheapest value first. Those that were there before (sure, sure_letters, piece_letters,
// glance_letters, glance_lead) are not chosen here.
const std::vector<Knob>& knobs_of_speed() {
  static const std::vector<Knob> all{
      {"settled", &Weights::settled, {60, 120, 240}, true},
      {"settled_sure", &Weights::settled_sure, {1024, 2048, 3072}, true},
      {"settled_slack", &Weights::settled_slack, {2048, 1024, 0}, true},
      {"settled_letters", &Weights::settled_letters, {32, 48, 64}, true},
      {"settled_glance_letters", &Weights::settled_glance_letters, {20, 24, 32}, true},
      {"settled_glance", &Weights::settled_glance, {-1024, 0, 1024, 2048}, true},
  };
  return all;
}

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
constexpr double most_loss = 0.01;  // that is paid for the speed of one number
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

// The cheapest value of each number that loses next to nothing against the dearest one.
template <class Wanted>
Weights choose_speed(const Sample& sample, Weights weights, const Scores& of_lines, Wanted&& wanted) {
  for (const Knob& knob : knobs_of_speed()) {
    const auto worth_of = [&](int32_t value) {
      weights.*knob.member = value;
      return worth(with_documents(sample, weights, of_lines, wanted));
    };
    const double dearest = worth_of(knob.values.back());
    for (const int32_t value : knob.values) {
      if (worth_of(value) >= dearest - most_loss) break;
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
  return choose_speed(sample, weights, scores, wanted);
}

void print(const Weights& chosen) {
  for (const auto* all : {&knobs(), &knobs_of_speed()}) {
    for (const Knob& knob : *all) std::printf(" %s=%d", knob.name, chosen.*knob.member);
  }
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

}  // namespace

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

}  // namespace docmill::language
