#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "docmill/base/json_text.hpp"
#include "host/run/index_entry.hpp"
#include "tooling/inspect/explain.hpp"
#include "tooling/inspect/explain_walk.hpp"
#include "tooling/inspect/layer_value.hpp"
#include "tooling/inspect/marked_text.hpp"
#include "tooling/inspect/page_assets.hpp"
#include "tooling/inspect/text_changes.hpp"

namespace docmill::tooling {
namespace {

constexpr std::size_t bytes_around = 48, bytes_inside = 400, bytes_in_hex = 24;

std::string html(std::string_view text) {
  std::string out;
  append_html(out, text);
  return out;
}

std::string script_json(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  // Inside <script> the text must not end it.
  for (std::size_t at = 0; (at = out.find('<', at)) != std::string::npos;) out.replace(at, 1, "\\u003c");
  return out;
}

// Colours far apart for neighbours: each label a golden angle on from the one before.
int hue(std::size_t n) { return static_cast<int>((210 + n * 137) % 360); }

class Page : ExplainWalk {
 public:
  Page(const PreparedPipeline& prepared, const Trace& trace, bool with_times)
      : ExplainWalk(prepared, trace, with_times) {}

  std::string write() {
    head();
    out_ += "<div class=\"layout\">\n";
    navigation();
    out_ += "<main>\n";
    walk();
    out_ +=
        "</main>\n<aside id=\"inspector\" aria-live=\"polite\" aria-label=\"The span that was chosen\"><h2>Source "
        "bytes</h2>"
        "<p class=\"note\">Click what is coloured or struck through, or go there with <kbd>Tab</kbd> and press "
        "<kbd>Enter</kbd>; <kbd>←</kbd> <kbd>→</kbd> go on from there, <kbd>Esc</kbd> closes.</p></aside>\n</div>\n";
    out_ += "<script type=\"application/json\" id=\"spans\">{" + data_ + "}</script>\n<script>" + page_script +
            "</script>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void head() {
    const SourceDocument& s = document_.source;
    out_ +=
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<title>" +
        html(s.id) + " · docmill explain</title>\n<style>" + page_style + "</style>\n</head>\n<body>\n<header>\n<h1>" +
        html(s.id) + "</h1>\n";
    out_ += fmt::format("<p class=\"facts\">{} · {} bytes · {} · {} · pipeline {}</p>\n", html(place()),
                        trace_.raw().size(), html(s.media_type), html(s.charset), html(plan_.file.name));
    if (s.problem)
      out_ += "<p class=\"bad\">not read: " + html(s.problem->message) + " (" + html(s.problem->code) + ")</p>\n";
    for (const Problem& note : s.notes) out_ += "<p class=\"note\">" + html(note.message) + "</p>\n";
    out_ += "</header>\n";
  }

  bool ran(std::size_t i) const { return trace_.stages[i].what == StageTrace::What::ran; }

  void navigation() {
    out_ += "<nav aria-label=\"Stages\"><ol>\n";
    for (std::size_t i = 0; i < plan_.stages.size(); ++i) {
      std::string layers;
      for (const int slot : trace_.stages[i].provided)
        layers += (layers.empty() ? "" : ", ") + plan_.layers[static_cast<std::size_t>(slot)].name;
      if (!ran(i)) layers = outcome_of(prepared_, trace_, i);
      out_ += fmt::format("<li{}><a href=\"#s{}\">{}<span>{}</span></a></li>\n", ran(i) ? "" : " class=\"idle\"", i + 1,
                          html(plan_.stages[i].name()), html(on_one_line(layers, 60)));
    }
    out_ += "</ol></nav>\n";
  }

  void begin_stage(std::size_t i) override {
    const PlannedStage& planned = plan_.stages[i];
    const StageTrace& seen = trace_.stages[i];
    out_ += fmt::format("<section class=\"stage\" id=\"s{0}\">\n<header><h2>{0}. {1} <small>{2} {3}{4}</small></h2>\n",
                        i + 1, html(planned.name()), html(planned.declaration.id), html(planned.declaration.version),
                        time_of(i, " · "));
    out_ += "<small>" + html(planned.declaration.summary) + "</small>\n";
    if (!ran(i)) {
      const bool idle = seen.what == StageTrace::What::skipped || seen.what == StageTrace::What::not_reached;
      out_ += fmt::format("<p class=\"{}\">{}</p>\n", idle ? "note" : "bad", html(outcome_of(prepared_, trace_, i)));
    }
    if (trace_.alone == &planned) out_ += fmt::format("<p class=\"note\">{}</p>\n", html(alone_of(trace_)));
  }
  void note(const DocumentNote& note) override {
    out_ += "<p class=\"note\">" + html(note.message) + " (" + html(note.code) + ")</p>\n";
  }
  void begin_layers(std::size_t i) override {
    options(plan_.stages[i]);
    out_ += "</header>\n";
  }
  void emitted(uint64_t bytes, const std::string& outputs) override {
    out_ += fmt::format("<p class=\"note\">{} bytes for {}</p>\n", bytes, html(outputs));
  }
  void end_stage() override { out_ += "</section>\n"; }

  void options(const PlannedStage& planned) {
    if (planned.options.empty()) return;
    const auto given = options_of(planned, true);
    std::string said;
    for (const auto& [name, value] : given) said += (said.empty() ? "" : ", ") + name + " = " + value;
    out_ += "<details><summary>" +
            (said.empty() ? "options: all by default" : "options: " + html(on_one_line(said, 120))) +
            "</summary><table>\n";
    for (const auto& [name, value] : given)
      out_ += "<tr><td>" + html(name) + "</td><td>" + html(value) + "</td></tr>\n";
    for (const auto& [name, value] : options_of(planned, false))
      out_ += "<tr class=\"default\"><td>" + html(name) + "</td><td>" + html(value) + " (default)</td></tr>\n";
    out_ += "</table></details>\n";
  }

  void open_layer(const std::string& name, const std::string& what) {
    out_ += "<article class=\"layer\"><h3>" + html(name) + " <small>" + html(what) + "</small></h3>\n";
  }

  void close_layer() { out_ += "</article>\n"; }

  void text(std::size_t slot) override {
    open_layer(layer_of(slot).name, fmt::format("text, {} bytes", content_of(slot).pool_size));
    out_ += "<div class=\"text\">" + html(pool_of(content_of(slot))) + "</div>\n";
    close_layer();
  }
  void json(std::size_t slot) override {
    open_layer(layer_of(slot).name, "JSON");
    out_ += "<pre>" + html(pool_of(content_of(slot))) + "</pre>\n";
    close_layer();
  }

  // ---- what the script knows of a span
  void begin_data(const std::string& key, const std::string& name, const std::string& over) {
    data_ += (data_.empty() ? "\n" : ",\n") + script_json(key) + ":{\"name\":" + script_json(name) +
             ",\"over\":" + script_json(over) + ",\"spans\":[";
  }
  void add_source(const SourceRange& source) {
    const Excerpt e = excerpt(trace_.raw(), source, bytes_around, bytes_inside);
    data_ += fmt::format(",\"source\":[{},{}],\"bytes\":[{},{},{}]{}", source.start, source.end, script_json(e.before),
                         script_json(e.inside), script_json(e.after), e.cut ? ",\"cut\":true" : "");
    std::string hex;
    const std::string_view raw = trace_.raw();
    const std::size_t end = std::min<std::size_t>({raw.size(), source.end, source.start + bytes_in_hex});
    for (std::size_t i = source.start; i < end; ++i) hex += fmt::format("{:02x} ", static_cast<unsigned char>(raw[i]));
    if (end < source.end) hex += "…";
    data_ += ",\"hex\":" + script_json(hex);
  }
  void add_span(const ToldSpan& span) {
    data_ += fmt::format("{}{{\"start\":{},\"end\":{},\"title\":{}", data_.back() == '[' ? "" : ",", span.start,
                         span.end, script_json(on_one_line(span.text, 60)));
    if (span.label) data_ += ",\"label\":" + script_json(*span.label);
    if (span.value) data_ += ",\"value\":" + script_json(*span.value);
    if (span.score) data_ += ",\"score\":" + toml_number(*span.score);
    data_ += ",\"fields\":{";
    for (const auto& [name, value] : span.fields)
      data_ += (data_.back() == '{' ? "" : ",") + script_json(name) + ":" + script_json(value);
    data_ += '}';
    if (span.source) add_source(*span.source);
    data_ += '}';
  }

  // Marks of a layer, their data, and how often each label is there.
  struct Marks {
    std::vector<Mark> marks;
    std::map<std::string, std::size_t> labels;
    std::size_t left_out = 0;
  };
  void marks_of(std::size_t slot, Marks& to) {
    const SpansOf spans(plan_, slot, document_);
    const PlannedLayer& planned = plan_.layers[slot];
    const std::string key = std::to_string(slot);
    begin_data(key, planned.name, plan_.layers[static_cast<std::size_t>(planned.over)].name);
    const std::size_t n = std::min(spans.size(), spans_on_page);
    to.left_out += spans.size() - n;
    for (std::size_t i = 0; i < n; ++i) {
      const ToldSpan span = spans.at(i);
      add_span(span);
      const std::string label = span.label ? std::string(*span.label) : planned.name;
      ++to.labels[label];
      to.marks.push_back({span.start, span.end, key + '.' + std::to_string(i), label, 0});
    }
    data_ += "]}";
  }
  static void colour(Marks& marks) {
    std::map<std::string, int> hues;
    for (const auto& [label, n] : marks.labels) hues.emplace(label, hue(hues.size()));
    for (Mark& mark : marks.marks) mark.hue = hues[mark.label];
    std::stable_sort(marks.marks.begin(), marks.marks.end(), [](const Mark& a, const Mark& b) {
      return a.start != b.start ? a.start < b.start : a.end > b.end;
    });
  }
  void legend(const Marks& marks) {
    if (marks.labels.empty()) return;
    out_ += "<ul class=\"legend\" aria-label=\"Labels\">";
    std::size_t i = 0;
    for (const auto& [label, n] : marks.labels)
      out_ += fmt::format(
          "<li><button type=\"button\" class=\"m\" style=\"--h:{}\" aria-pressed=\"true\" "
          "data-l=\"{}\">{}<b>{}</b></button></li>",
          hue(i++), html(label), html(label), n);
    out_ += "</ul>\n";
    if (marks.left_out != 0) out_ += fmt::format("<p class=\"note\">{} more are not shown</p>\n", marks.left_out);
  }

  void spans(std::size_t slot) override {
    const SpansOf spans(plan_, slot, document_);
    open_layer(layer_of(slot).name,
               fmt::format("{} span{} over {}", spans.size(), spans.size() == 1 ? "" : "s", over(slot).name));
    if (spans.size() == 0) return close_layer();
    Marks marks;
    marks_of(slot, marks);
    colour(marks);
    legend(marks);
    out_ += "<div class=\"text\">" + marked_text(spans.text(), marks.marks, {}, {}, {}) + "</div>\n";
    close_layer();
  }

  void rewrite(std::size_t slot, const std::vector<std::size_t>& reasons) override {
    const docmill_layer& rewritten = content_of(slot);
    const docmill_layer& below = content_of(static_cast<std::size_t>(layer_of(slot).over));
    open_layer(layer_of(slot).name, fmt::format("rewritten from {}: {} bytes of {} are left", over(slot).name,
                                                rewritten.pool_size, below.pool_size));
    Marks marks;
    std::string names;
    for (const std::size_t reason : reasons) {
      marks_of(reason, marks);
      names += (names.empty() ? "" : ", ") + layer_of(reason).name;
    }
    if (!names.empty()) out_ += "<p class=\"note\">struck through: taken out; coloured: " + html(names) + "</p>\n";
    colour(marks);
    legend(marks);
    const std::vector<TextChange> changes = text_changes(below, rewritten);
    const std::vector<std::string> keys = change_data(slot, changes, below);
    out_ += "<div class=\"text\">" + marked_text(pool_of(below), marks.marks, changes, pool_of(rewritten), keys) +
            "</div>\n";
    close_layer();
  }

  // What was taken out can be asked for its bytes, too.
  std::vector<std::string> change_data(std::size_t slot, const std::vector<TextChange>& changes,
                                       const docmill_layer& below) {
    std::vector<std::string> keys(changes.size());
    const std::string key = "c" + std::to_string(slot);
    const PlannedLayer& planned = plan_.layers[slot];
    begin_data(key, "taken out by " + credit_of(plan_, document_, slot),
               plan_.layers[static_cast<std::size_t>(planned.over)].name);
    std::size_t n = 0;
    for (std::size_t i = 0; i < changes.size() && n < spans_on_page; ++i) {
      const TextChange& c = changes[i];
      if (c.kind == TextChange::Kind::kept || c.old_start == c.old_end) continue;
      ToldSpan span;
      span.start = c.old_start;
      span.end = c.old_end;
      span.text = pool_of(below).substr(c.old_start, c.old_end - c.old_start);
      if (below.map != nullptr) span.source = source_range(below.map, below.n_map, c.old_start, c.old_end);
      add_span(span);
      keys[i] = key + '.' + std::to_string(n++);
    }
    data_ += "]}";
    return keys;
  }

  void attributes(std::size_t slot) override {
    const PlannedLayer& planned = plan_.layers[slot];
    const Value value = layer_value(plan_, slot, document_);
    const Table& table = std::get<Table>(value.data);
    open_layer(planned.name, "attributes");
    out_ += "<dl>";
    for (const FieldDeclaration& field : planned.fields) {
      const auto entry = std::find_if(table.begin(), table.end(), [&](const Entry& e) { return e.key == field.name; });
      out_ += "<dt>" + html(field.name) + "</dt>";
      if (entry == table.end()) out_ += "<dd class=\"null\">null</dd>";
      else if (const auto* text = std::get_if<std::string>(&entry->value.data)) out_ += "<dd>" + html(*text) + "</dd>";
      else out_ += "<dd>" + html(to_toml(entry->value)) + "</dd>";
    }
    out_ += "</dl>\n";
    close_layer();
  }

  std::string out_, data_;
};

}  // namespace

std::string explain_html(const PreparedPipeline& prepared, const Trace& trace, bool with_times) {
  return Page(prepared, trace, with_times).write();
}

}  // namespace docmill::tooling
