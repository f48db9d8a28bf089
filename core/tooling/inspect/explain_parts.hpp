// What the two forms of `explain` both tell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/source_map.hpp"
#include "host/documents/pool.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "tooling/inspect/trace.hpp"

namespace docmill::tooling {

// One span of a layer, read out of its row.
struct ToldSpan {
  uint32_t start = 0, end = 0;
  std::string_view text;
  std::optional<std::string_view> label, value;
  std::optional<double> score;
  std::vector<std::pair<std::string, std::string>> fields;  // name and value as TOML; null ones left out
  std::optional<SourceRange> source;                        // bytes of `raw`
};

class SpansOf {
 public:
  SpansOf(const Plan& plan, std::size_t slot, const Document& document);
  std::size_t size() const;
  ToldSpan at(std::size_t i) const;
  std::string_view text() const { return text_; }

 private:
  const PlannedLayer& planned_;
  const docmill_layer* layer_;
  const docmill_layer* over_;
  std::string_view text_;
};

// "seen alone: …" where an ORDERED stage would have seen other documents before; "" otherwise.
std::string alone_of(const Trace& trace);
// "ran", "skipped: 'summary' is absent", "failed: … (code)".
std::string outcome_of(const PreparedPipeline& prepared, const Trace& trace, std::size_t stage);
// NAME = VALUE of the options; `given`: those that the pipeline file says, or the others.
std::vector<std::pair<std::string, std::string>> options_of(const PlannedStage& stage, bool given);
// Where a rewrite of this stage lies over a text, the spans layers that the same stage gave over that text: what it
// says about what it took away.
std::vector<std::size_t> reasons_for(const PreparedPipeline& prepared, const StageTrace& seen, std::size_t rewrite);

// Bytes of a source around a range, to be shown: what is not valid UTF-8, and controls, as \xNN.
struct Excerpt {
  std::string before, inside, after;
  bool cut = false;  // `inside` is only the beginning
};
Excerpt excerpt(std::string_view raw, SourceRange range, std::size_t around, std::size_t most);
// On one line: line breaks as ⏎.
std::string on_one_line(std::string_view text, std::size_t most);

}  // namespace docmill::tooling
