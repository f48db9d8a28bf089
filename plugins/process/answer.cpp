#include "answer.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "layer_values.hpp"
#include "programs/said_json.hpp"

namespace docmill::process {
namespace {

class Answer {
 public:
  Answer(const Ports& ports, Document document, Unit unit, Output& output)
      : ports_(ports),
        document_(document),
        unit_(unit),
        output_(output),
        given_(ports.outputs.size()),
        made_(ports.outputs.size()) {}

  void read(std::string_view line) {
    for (JsonParts parts(line); parts.next();) {
      const std::string key = key_of(parts);
      const JsonValue value(parts.value());
      if (key == "n") continue;
      if (key == "layers") collect(need(said, key, value, JsonKind::object, "an object"));
      else if (key == "drop" || key == "fail") verdicts_.emplace_back(key, value);
      else if (key == "notes") notes(need(said, key, value, JsonKind::array, "an array"));
      else unknown_key(said, key, {"n", "layers", "drop", "fail", "notes"});
    }
    if (verdicts_.size() + (has_layers_ ? 1 : 0) != 1) bad(said + " must have one of 'layers', 'drop' and 'fail'");
    if (has_layers_) put_layers();
    else judge(verdicts_.front().first, verdicts_.front().second);
  }

 private:
  inline static const std::string said = "the program's answer";

  void collect(JsonValue layers) {
    has_layers_ = true;
    for (JsonParts parts(layers.text()); parts.next();) {
      const std::string key = key_of(parts);
      std::vector<std::string> known;
      for (const PortShape& port : ports_.outputs) known.push_back(port.name);
      const auto found = std::find(known.begin(), known.end(), key);
      if (found == known.end())
        bad(said + " has a layer " + shown_line(key) +
            ", which is not among what the stage provides: " + joined(known));
      auto& given = given_[static_cast<std::size_t>(found - known.begin())];
      if (given) bad(said + " has the layer " + in_quotes(key) + " twice");
      given = parts.value();
    }
  }

  void put_layers() {
    for (std::size_t i = 0; i < given_.size(); ++i)
      if (!given_[i]) bad(said + " has no layer " + in_quotes(ports_.outputs[i].name) + "; null would leave it out");
    // Texts first: the spans of the same answer may lie over them.
    for (std::size_t i = 0; i < given_.size(); ++i)
      if (ports_.outputs[i].kind != DOCMILL_KIND_SPANS) put(i);
    for (std::size_t i = 0; i < given_.size(); ++i)
      if (ports_.outputs[i].kind == DOCMILL_KIND_SPANS) put(i);
  }

  void put(std::size_t i) {
    const PortShape& port = ports_.outputs[i];
    const auto n = static_cast<uint32_t>(i);
    const JsonValue value(*given_[i]);
    if (value.is(JsonKind::null)) return;
    const auto must_be = [&](JsonKind kind, const char* what) {
      if (!value.is(kind)) bad(in_quotes(port.name) + " must be " + what + " or null, not " + value.name());
    };
    switch (port.kind) {
      case DOCMILL_KIND_TEXT:
        must_be(JsonKind::string, "a string");
        made_[i] = value.string();
        output_.text(n, *made_[i]);
        return;
      case DOCMILL_KIND_SPANS:
        must_be(JsonKind::array, "an array of spans");
        read_spans(port, value, Places(text_below(port), unit_), output_.spans(n));
        return;
      case DOCMILL_KIND_ATTRIBUTES:
        must_be(JsonKind::object, "an object");
        read_attributes(port, value, output_.attributes(n));
        return;
      case DOCMILL_KIND_REWRITE:
        must_be(JsonKind::array, "an array of edits");
        made_[i] = read_edits(port, value, Places(text_below(port), unit_), output_.rewrite(n));
        return;
      default: {
        std::string minified;
        append_json_minified(minified, value.text());
        output_.json(n, minified);
      }
    }
  }

  std::string_view text_below(const PortShape& port) const {
    const std::size_t i = port.below.index;
    if (port.below.of == TextBelow::Of::input) {
      if (document_.has(static_cast<uint32_t>(i))) return document_.text(static_cast<uint32_t>(i));
    } else if (made_[i]) {
      return *made_[i];
    }
    bad(in_quotes(port.name) + " is given, but the document has no " + in_quotes(ports_.name_below(port)) +
        " over which it would lie");
  }

  // "why" or {"code": …, "message": …}
  void judge(const std::string& key, JsonValue value) {
    const bool drop = key == "drop";
    std::string code = drop ? "dropped-by-program" : "failed-by-program", message;
    read_reason(in_quotes(key) + " of the program's answer", value, code, message, nullptr);
    if (drop) output_.drop(code, message);
    else output_.fail(code, message);
  }

  void notes(JsonValue array) {
    for (JsonParts parts(array.text()); parts.next();) {
      std::string code = "note", message;
      uint32_t level = DOCMILL_LEVEL_INFO;
      read_reason("'notes' of the program's answer", JsonValue(parts.value()), code, message, &level);
      output_.note(code, message, level);
    }
  }

  const Ports& ports_;
  Document document_;
  Unit unit_;
  Output& output_;
  std::vector<std::optional<std::string_view>> given_;       // by output, as JSON
  std::vector<std::optional<std::string>> made_;             // texts of this answer
  std::vector<std::pair<std::string, JsonValue>> verdicts_;  // "drop" or "fail", and why
  bool has_layers_ = false;
};

}  // namespace

Unit read_ready(std::string_view line) {
  constexpr const char* what = "the program's first answer";
  constexpr const char* right = "; it must be {\"ready\": true}";
  JsonParts parts = object_of(line, what);
  bool ready = false;
  Unit unit = Unit::codepoint;
  while (parts.next()) {
    const std::string key = key_of(parts);
    const JsonValue value(parts.value());
    if (key == "ready") {
      ready = value.is_true();
    } else if (key == "offsets") {
      const std::string name = value.is(JsonKind::string) ? value.string() : std::string();
      unit = unit_named(name);
      if (name != name_of(unit))
        bad(std::string(what) + ": 'offsets' must be \"codepoint\", \"byte\" or \"utf16\", not " +
            shown_line(value.text()));
    } else {
      unknown_key(what, key, {"ready", "offsets"});
    }
  }
  if (!ready) bad(std::string(what) + " is " + shown_line(line) + right);
  return unit;
}

void check_envelope(std::string_view line, uint64_t n) {
  JsonParts parts = object_of(line, "the program's answer");
  std::optional<std::string_view> given;
  while (parts.next())
    if (parts.key_is("n")) given = parts.value();
  const std::string right = "; every line must be answered once, in order, with its n";
  if (!given) bad("the program's answer has no \"n\"" + right);
  if (*given != std::to_string(n))
    bad("the program answered n = " + std::string(utf8::prefix(*given, 40)) + " where n = " + std::to_string(n) +
        " was due" + right);
}

void read_answer(std::string_view line, const Ports& ports, Document document, Unit unit, Output& output) {
  Answer(ports, document, unit, output).read(line);
}

}  // namespace docmill::process
