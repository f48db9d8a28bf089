// A sample of texts with the languages that people gave them, and how well a tagger does on it.
//
// Three classes of short texts (JSON Lines: "id" that begins with the class and "/", "text", "lang") and documents in
// several languages ("id", "kind", "text", "spans" of byte offsets with "lang"). Only primary subtags are compared.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "../tagger.hpp"

namespace docmill::language {

struct GoldSpan {
  uint32_t start, end;
  std::string language;
};

struct GoldText {
  std::string id, text;
  std::string kind;             // the class, or the kind of document
  std::string language;         // of a short text
  std::vector<GoldSpan> spans;  // of a document
  uint64_t fold = 0;            // a hash of the id
};

std::vector<GoldText> read_sample(const std::string& path);

struct Answer {
  std::string language;  // primary subtag
  double score = 0;
  std::vector<GoldSpan> spans;
};

// Tags every text for which `wanted` says true; the others get an empty answer. Adds to `seconds` of this thread's
// processor time, where it is not null.
template <class Wanted>
std::vector<Answer> answers(const std::vector<GoldText>& sample, const Tagger& tagger, Wanted&& wanted,
                            double* seconds = nullptr);

struct ClassScore {
  double macro = 0;                                               // accuracy, mean over languages, per cent
  double calibration_error = 0;                                   // expected, ten bins
  std::map<std::string, std::pair<int, int>> by_language;         // right, of
  std::map<std::pair<std::string, std::string>, int> confusions;  // gold, answer
};

struct MixedScore {
  double bytes = 0;     // of the gold spans, in the right language, per cent
  double invented = 0;  // documents with 2 % or more of their bytes in a language that is not there, per cent
};

// `items`: numbers of texts, which may come twice (bootstrap).
ClassScore score_class(const std::vector<GoldText>& sample, const std::vector<Answer>& answers,
                       const std::vector<std::size_t>& items);
MixedScore score_mixed(const std::vector<GoldText>& sample, const std::vector<Answer>& answers,
                       const std::vector<std::size_t>& items);

double processor_seconds();  // of this thread

template <class Wanted>
std::vector<Answer> answers(const std::vector<GoldText>& sample, const Tagger& tagger, Wanted&& wanted,
                            double* seconds) {
  std::vector<Answer> result(sample.size());
  TaggedText tagged;
  const TagTable& tags = tagger.tags();
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (!wanted(sample[i])) continue;
    const double before = seconds != nullptr ? processor_seconds() : 0;
    tagger.tag(sample[i].text, tagged);
    if (seconds != nullptr) *seconds += processor_seconds() - before;
    result[i].language = tags.primary(tagged.document.language);
    result[i].score = tagged.document.score;
    if (sample[i].spans.empty()) continue;
    for (const Paragraph& p : tagged.paragraphs)
      result[i].spans.push_back({p.range.start, p.range.end, std::string(tags.primary(p.judgement.language))});
  }
  return result;
}

}  // namespace docmill::language
