// What a finished run found, in figures: outcomes and their reasons, languages, spans, lengths, the work of the stages.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/formats/manifest.hpp"
#include "host/formats/timings.hpp"
#include "tooling/namespace.hpp"
#include "tooling/review/bounded_counts.hpp"

namespace docmill::tooling {

// Documents that were dropped or failed at one stage for one reason.
struct ReasonCount {
  std::string outcome, stage, code;
  std::string message;  // of the first of them
  uint64_t documents = 0;
};

// Lengths of texts in characters (code points), by classes whose borders are 1, 2 and 5 times powers of ten.
struct Lengths {
  static constexpr std::array<uint64_t, 13> borders = {100,    200,    500,     1'000,   2'000,   5'000,    10'000,
                                                       20'000, 50'000, 100'000, 200'000, 500'000, 1'000'000};
  std::array<uint64_t, borders.size() + 1> documents{};  // [i]: below borders[i], not below borders[i - 1]
  uint64_t texts = 0, total = 0, shortest = 0, longest = 0;

  void add(uint64_t characters);
};

// Of one spans layer.
struct SpanStatistics {
  uint64_t spans = 0, documents = 0;  // documents that have at least one
  BoundedCounts labels{1000};
  BoundedCounts values;  // "VALUE" of spans that have one
};

struct RunStatistics {
  std::string pipeline;
  DocumentTotals totals;
  std::vector<ReasonCount> reasons;              // in order of the stages, then the most frequent first
  uint64_t other_reasons = 0;                    // documents whose reason came behind the first 10,000 different ones
  BoundedCounts notes{1000};                     // documents by "STAGE CODE" of their remarks
  std::optional<std::filesystem::path> records;  // nothing: the run left none, and what follows is empty
  BoundedCounts languages;                       // language.tag
  std::map<std::string, Lengths> lengths;        // by text layer
  std::map<std::string, SpanStatistics> spans;   // by spans layer
  std::vector<StageTimings> work;                // from timings.json, the slowest first; empty when it is gone
};

// Reads manifest, index, records and timings of a finished run. Memory is bounded by the different words that are
// counted, not by the documents. The status is a sentence that begins with a path.
Result<RunStatistics> statistics_of(const std::filesystem::path& folder);

}  // namespace docmill::tooling
