#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "docmill/base/printable.hpp"
#include "tooling/compare/record_lines.hpp"
#include "tooling/review/bounded_counts.hpp"
#include "tooling/review/finished_document.hpp"
#include "tooling/review/record_places.hpp"

namespace docmill::tooling {
namespace {

constexpr std::size_t values_told = 20;  // of each spans layer

using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;  // bytes, sorted, apart

Ranges joined(Ranges ranges) {
  std::sort(ranges.begin(), ranges.end());
  Ranges out;
  for (const auto& range : ranges)
    if (!out.empty() && range.first <= out.back().second) out.back().second = std::max(out.back().second, range.second);
    else out.push_back(range);
  return out;
}

class FinishedTeller {
 public:
  FinishedTeller(const FinishedDocument& document, const ExplainStyle& style)
      : entry_(document.entry), document_(document), style_(style) {}

  std::string tell() {
    head();
    if (!document_.record) return std::move(out_);
    record_ = document_.record->root();
    unit_ = string_of(record_, "offsets").value_or("codepoint");
    for (const JsonMember& m : record_.members()) member(std::string(m.name), m.value);
    return std::move(out_);
  }

 private:
  void line(std::size_t indent, const std::string& text) { out_ += std::string(indent, ' ') + text + '\n'; }

  void head() {
    const std::string outcome = name_of(entry_.outcome);
    line(0, style_.title(printable(entry_.id)) + style_.dim(fmt::format("  {}", printable(place()))) + "  " +
                (entry_.error ? style_.bad(outcome) : style_.added(outcome)));
    if (entry_.error) line(2, style_.bad(told(*entry_.error)));
    for (const IndexedError& error : entry_.survived) line(2, style_.bad("failed and kept: " + told(error)));
    for (const IndexedError& note : entry_.notes) line(2, style_.dim("note: " + told(note)));
    if (document_.namesakes != 0)
      line(2, style_.dim(fmt::format("{} more document{} this id; name one by FILE or FILE:LINE", document_.namesakes,
                                     document_.namesakes == 1 ? " has" : "s have")));
    if (!entry_.error && !document_.record) line(2, style_.dim("its record is not there under this id"));
  }

  // Of one that is not written the locator as well: of others it stands in the record.
  std::string place() const { return entry_.locator.empty() ? entry_.place() : entry_.place() + "  " + entry_.locator; }

  static std::string told(const IndexedError& e) {
    return fmt::format("{}: {} ({})", printable(e.stage), printable(e.message), printable(e.code));
  }

  bool is_layer(const std::string& name) const { return !record_["layers"][name].is_absent(); }

  void member(const std::string& name, JsonValue value) {
    const bool is_early_text = name.find('@') != std::string::npos;  // what a later stage rewrote
    if (name == "layers" || name == "errors" || is_early_text || value.is_null()) return;
    if (value.is_string() && is_layer(name)) text(name, value.string());
    else if (value.is_array()) spans(name, value);
    else if (value.is_object()) attributes(name, value);
  }

  void title(const std::string& name, const std::string& what) {
    line(0, "");
    line(0, style_.title(printable(name)) + style_.dim(what.empty() ? "" : "  " + what));
  }

  void attributes(const std::string& name, JsonValue values) {
    std::size_t told = 0;
    for (const JsonMember& m : values.members()) {
      if (m.value.is_null()) continue;
      if (told++ == 0) title(name, "");
      const std::string shown = m.value.is_string() ? std::string(m.value.string()) : m.value.json();
      line(2, style_.dim(printable(m.name) + ": ") + printable(shown));
    }
  }

  // A text, and marked in it what was linked to something: spans with a value.
  void text(const std::string& name, std::string_view text) {
    title(name, fmt::format("{} characters", utf8::count(text)));
    std::size_t at = 0;
    std::string shown;
    for (const auto& [start, end] : found_in(name, text)) {
      append_printable(shown, text.substr(at, start - at), Lines::keep);
      shown += style_.added(printable(text.substr(start, end - start), Lines::keep));
      at = end;
    }
    append_printable(shown, text.substr(at), Lines::keep);
    out_ += shown;
    if (!shown.ends_with('\n')) out_ += '\n';
  }

  Ranges found_in(const std::string& name, std::string_view text) const {
    Ranges ranges;
    PlaceReader places(text, unit_);
    for (const JsonMember& m : record_.members()) {
      if (!m.value.is_array() || text_below(record_, m.name) != name) continue;
      for (const JsonValue& span : m.value.items()) add_range(span, places, ranges);
    }
    return joined(std::move(ranges));
  }

  static void add_range(JsonValue span, PlaceReader& places, Ranges& ranges) {
    const auto start = integer_of(span, "start"), end = integer_of(span, "end");
    if (!start || !end || !string_of(span, "value")) return;
    const std::size_t from = places.byte_of(*start), to = places.byte_of(*end);
    if (from < to) ranges.emplace_back(from, to);
  }

  void spans(const std::string& name, JsonValue spans) {
    if (spans.size() == 0 || !spans.item(0).is_object()) return;
    title(name, fmt::format("{}", spans.size()));
    BoundedCounts counts;
    for (const JsonValue& span : spans.items()) counts.add(what_of(span));
    for (const auto& [what, n] : counts.top(values_told))
      line(2, printable(what) + style_.dim(n == 1 ? "" : fmt::format("  × {}", n)));
    if (counts.different() > values_told)
      line(2, style_.dim(fmt::format("… and {} more", counts.different() - values_told)));
  }

  // "LABEL  NAME  (VALUE)", as far as there is any.
  static std::string what_of(JsonValue span) {
    std::string what(string_of(span, "label").value_or("-"));
    const auto value = string_of(span, "value"), name = string_of(span, "name");
    if (name || value) what += fmt::format("  {}", name.value_or(*value));
    if (name && value) what += fmt::format("  ({})", *value);
    if (const auto reason = string_of(span, "reason")) what += fmt::format("  {}", *reason);
    return what;
  }

  const IndexEntry& entry_;
  const FinishedDocument& document_;
  const ExplainStyle& style_;
  JsonValue record_;
  std::string_view unit_;
  std::string out_;
};

}  // namespace

std::string finished_text(const FinishedDocument& document, const ExplainStyle& style) {
  return FinishedTeller(document, style).tell();
}

}  // namespace docmill::tooling
