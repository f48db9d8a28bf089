#include <fmt/format.h>

#include "docmill/base/printable.hpp"
#include "tooling/inspect/explain.hpp"
#include "tooling/inspect/explain_walk.hpp"
#include "tooling/inspect/layer_value.hpp"
#include "tooling/inspect/text_changes.hpp"

namespace docmill::tooling {
namespace {

constexpr std::size_t line_width = 100;  // code points of a text that are shown

class Teller : ExplainWalk {
 public:
  Teller(const PreparedPipeline& prepared, const Trace& trace, const ExplainStyle& style, bool with_times)
      : ExplainWalk(prepared, trace, with_times), style_(style) {}

  std::string tell() {
    head();
    walk();
    if (document_.outcome == Outcome::split)
      line(0, style_.dim(fmt::format("split into {0} part{1}; docmill explain of {2}#1 shows the first", trace_.n_parts,
                                     trace_.n_parts == 1 ? "" : "s", printable(document_.source.id))));
    if (document_.outcome == Outcome::written)
      line(0, style_.dim("written" + (trace_.alone != nullptr ? ", " + alone_of(trace_) : "")));
    return std::move(out_);
  }

 private:
  void line(std::size_t indent, const std::string& text) { out_ += std::string(indent, ' ') + text + '\n'; }

  void head() {
    const SourceDocument& s = document_.source;
    line(0, style_.title(printable(s.id)) + style_.dim(fmt::format("  {}, {} bytes, {}, {}", printable(place()),
                                                                   trace_.raw().size(), s.media_type, s.charset)));
    if (s.problem)
      return line(2, style_.bad("not read: " + printable(s.problem->message) + " (" + s.problem->code + ")"));
    for (const Problem& note : s.notes) line(2, style_.dim(printable(note.message)));
  }

  void begin_stage(std::size_t i) override {
    const PlannedStage& planned = plan_.stages[i];
    const StageTrace& seen = trace_.stages[i];
    out_ += '\n';
    std::string title = style_.title(fmt::format("{}. {}", i + 1, planned.credit()));
    if (const std::string time = time_of(i, "  "); !time.empty()) title += style_.dim(time);
    line(0, title);
    options(planned);
    const std::string outcome = printable(outcome_of(prepared_, trace_, i));
    using What = StageTrace::What;
    if (seen.what == What::failed || seen.what == What::dropped || seen.what == What::kept)
      line(3, style_.bad(outcome));
    else if (seen.what != What::ran) line(3, style_.dim(outcome));
  }
  void note(const DocumentNote& note) override {
    line(3, style_.dim("note: " + printable(note.message) + " (" + printable(note.code) + ")"));
  }
  void begin_layers(std::size_t) override {}
  void emitted(uint64_t bytes, const std::string& outputs) override {
    line(3, fmt::format("{} bytes for {}", bytes, outputs));
  }
  void end_stage() override {}

  void options(const PlannedStage& planned) {
    std::string given, others;
    for (const auto& [name, value] : options_of(planned, true))
      given += (given.empty() ? "" : ", ") + name + " = " + value;
    for (const auto& [name, value] : options_of(planned, false))
      others += (others.empty() ? "" : ", ") + name + " = " + value;
    if (!given.empty()) line(3, "options: " + given);
    if (!others.empty()) line(3, style_.dim("defaults: " + on_one_line(others, 2 * line_width)));
  }

  void text(std::size_t slot) override {
    line(3, style_.added(layer_of(slot).name) + ": " + on_one_line(pool_of(content_of(slot)), line_width * 3));
  }
  void json(std::size_t slot) override { text(slot); }

  void rewrite(std::size_t slot, const std::vector<std::size_t>& reasons) override {
    const docmill_layer& rewritten = content_of(slot);
    const docmill_layer& below = content_of(static_cast<std::size_t>(layer_of(slot).over));
    std::size_t removed = 0, replaced = 0;
    const std::vector<TextChange> changes = text_changes(below, rewritten);
    for (const TextChange& c : changes) {
      if (c.kind == TextChange::Kind::kept) continue;
      ++(c.kind == TextChange::Kind::removed ? removed : replaced);
    }
    line(3,
         fmt::format("{}: {} bytes out of the {} of {}; {} taken out, {} replaced", style_.added(layer_of(slot).name),
                     rewritten.pool_size, below.pool_size, over(slot).name, removed, replaced));
    for (const std::size_t reason : reasons) told_spans(reason, style_.removed);
    if (reasons.empty()) {
      std::size_t told = 0;
      for (const TextChange& c : changes) {
        if (c.kind == TextChange::Kind::kept) continue;
        if (++told > spans_told) break;
        const std::string_view was = pool_of(below).substr(c.old_start, c.old_end - c.old_start);
        const std::string_view is = pool_of(rewritten).substr(c.new_start, c.new_end - c.new_start);
        std::string what = style_.removed("-" + on_one_line(was, 60));
        if (!is.empty()) what += " " + style_.added("+" + on_one_line(is, 60));
        line(5, what + style_.dim(fmt::format("  {}–{}", c.old_start, c.old_end)));
      }
      if (told > spans_told) line(5, style_.dim("…"));
    }
    line(5, style_.dim(on_one_line(pool_of(rewritten), line_width)));
  }

  void spans(std::size_t slot) override { told_spans(slot, style_.added); }
  void told_spans(std::size_t slot, const std::function<std::string(std::string_view)>& colour) {
    const SpansOf spans(plan_, slot, document_);
    line(3, fmt::format("{}: {} over {}", colour(layer_of(slot).name), spans.size(), over(slot).name));
    for (std::size_t i = 0; i < std::min(spans.size(), spans_told); ++i) {
      const ToldSpan span = spans.at(i);
      std::string text = colour(on_one_line(span.text, 50));
      if (span.label) text += "  " + std::string(*span.label);
      if (span.value) text += "  " + std::string(*span.value);
      if (span.score) text += "  " + toml_number(*span.score);
      std::string rest;
      for (const auto& [name, value] : span.fields) rest += "  " + name + " = " + value;
      rest += fmt::format("  {}–{}", span.start, span.end);
      if (span.source) rest += fmt::format(", source {}–{}", span.source->start, span.source->end);
      line(5, text + style_.dim(rest));
    }
    if (spans.size() > spans_told) line(5, style_.dim(fmt::format("… and {} more", spans.size() - spans_told)));
  }

  void attributes(std::size_t slot) override {
    const Value value = layer_value(plan_, slot, document_);
    std::string keys;
    for (const Entry& entry : std::get<Table>(value.data)) {
      const auto* text = std::get_if<std::string>(&entry.value.data);
      keys += (keys.empty() ? "" : ", ") + entry.key + " = " +
              (text != nullptr ? '"' + on_one_line(*text, line_width) + '"' : to_toml(entry.value));
    }
    line(3, style_.added(layer_of(slot).name) + ": " + (keys.empty() ? "all null" : keys));
  }

  const ExplainStyle& style_;
  std::string out_;
};

}  // namespace

std::string explain_text(const PreparedPipeline& prepared, const Trace& trace, const ExplainStyle& style,
                         bool with_times) {
  return Teller(prepared, trace, style, with_times).tell();
}

}  // namespace docmill::tooling
