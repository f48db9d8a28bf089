#include "answer.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "json/json_value.hpp"
#include "json_reader.hpp"

namespace docmill::process {
namespace {

[[noreturn]] void bad(std::string message) { throw BadAnswer(std::move(message)); }

std::string in_quotes(std::string_view name) { return "'" + std::string(name) + "'"; }

std::string key_of(const JsonParts& parts) {
  std::string key;
  append_json_unescaped(key, parts.key());
  return key;
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

[[noreturn]] void unknown_key(const std::string& where, const std::string& key, const std::vector<std::string>& known) {
  bad(where + " has a key " + shown_line(key) + ", which is not known there; known: " + joined(known));
}

// `where` begins a sentence: "the program's answer", "span 3 of 'topics'".
JsonValue need(const std::string& where, std::string_view key, JsonValue value, JsonKind kind, const char* what) {
  if (!value.is(kind)) bad(where + ": " + in_quotes(key) + " must be " + what + ", not " + value.name());
  return value;
}

JsonParts object_of(std::string_view line, const char* what) {
  if (std::string trouble = trouble_with_json(line); !trouble.empty())
    bad(std::string(what) + " is not JSON (" + trouble + "): " + shown_line(line) +
        "; what it prints for people must go to standard error");
  const std::size_t first = std::min(line.find_first_not_of(" \t\r"), line.size());
  if (line.substr(first, 1) != "{") bad(std::string(what) + " is not a JSON object: " + shown_line(line));
  return JsonParts(line);
}

// ---- cells

struct Cell {
  bool null = true;
  std::string string;
  int64_t integer = 0;
  double number = 0;
};

Cell read_cell(const std::string& where, const FieldShape& field, JsonValue value) {
  Cell cell;
  if (value.is(JsonKind::null)) return cell;
  cell.null = false;
  switch (field.type) {
    case DOCMILL_TYPE_BOOLEAN:
      cell.integer = need(where, field.name, value, JsonKind::boolean, "true, false or null").is_true() ? 1 : 0;
      return cell;
    case DOCMILL_TYPE_INTEGER: {
      const auto integer = value.integer();
      if (!integer)
        bad(where + ": " + in_quotes(field.name) + " must be an integer or null, not " +
            (value.is(JsonKind::number) ? std::string(value.text().substr(0, 40)) : value.name()));
      cell.integer = *integer;
      return cell;
    }
    case DOCMILL_TYPE_NUMBER: {
      const auto number = value.number();
      if (!number)
        bad(where + ": " + in_quotes(field.name) + " must be a number or null, not " +
            (value.is(JsonKind::number) ? std::string(value.text().substr(0, 40)) : value.name()));
      cell.number = *number;
      return cell;
    }
    default: cell.string = need(where, field.name, value, JsonKind::string, "a string or null").string(); return cell;
  }
}

template <class Builder>
void give(Builder& to, uint32_t i, const Cell& cell, uint32_t type) {
  if (cell.null) return;
  if (type == DOCMILL_TYPE_BOOLEAN) to.boolean(i, cell.integer != 0);
  else if (type == DOCMILL_TYPE_INTEGER) to.integer(i, cell.integer);
  else if (type == DOCMILL_TYPE_NUMBER) to.number(i, cell.number);
  else to.string(i, cell.string);
}

// ---- places

// An offset of the program as a byte of the text.
class Places {
 public:
  Places(std::string_view text, Unit unit) : text_(text), unit_(unit) { index_.reset(text, unit); }
  std::string_view text() const { return text_; }

  uint32_t byte(const std::string& where, const char* key, JsonValue value) const {
    const auto offset = value.integer();
    if (!offset || *offset < 0)
      bad(where + ": " + in_quotes(key) + " must be a place in the text, not " +
          (value.is(JsonKind::number) ? std::string(value.text().substr(0, 40)) : value.name()));
    const auto byte = index_.byte_at(static_cast<uint64_t>(*offset));
    if (byte) return *byte;
    const uint32_t all = count_units(text_, unit_);
    if (static_cast<uint64_t>(*offset) <= all)
      bad(where + ": " + in_quotes(key) + " is " + std::to_string(*offset) + ", which lies inside a character");
    bad(where + ": " + in_quotes(key) + " is " + std::to_string(*offset) + ", but the text ends at " +
        std::to_string(all) + " (" + unit_words() + ")");
  }

 private:
  const char* unit_words() const {
    return unit_ == Unit::byte ? "bytes" : unit_ == Unit::utf16 ? "UTF-16 units" : "code points";
  }
  std::string_view text_;
  Unit unit_;
  OffsetIndex index_;
};

struct Range {
  std::optional<uint32_t> start, end;
  // True when the member was one of the two.
  bool take(const std::string& where, const std::string& key, JsonValue value, const Places& places) {
    if (key == "start") start = places.byte(where, "start", value);
    else if (key == "end") end = places.byte(where, "end", value);
    else return false;
    return true;
  }
  void check(const std::string& where) const {
    if (!start || !end) bad(where + " has no " + in_quotes(start ? "end" : "start"));
    if (*start > *end) bad(where + ": it ends before it starts");
  }
};

// ---- spans

struct ReadSpan {
  Range range;
  Cell label, value, score;
  std::vector<Cell> fields;
};

ReadSpan read_span(const std::string& where, const PortShape& port, std::string_view json, const Places& places) {
  static const FieldShape label{"label", DOCMILL_TYPE_STRING}, value{"value", DOCMILL_TYPE_STRING},
      score{"score", DOCMILL_TYPE_NUMBER};
  if (!JsonValue(json).is(JsonKind::object)) bad(where + " must be an object, not " + JsonValue(json).name());
  ReadSpan span;
  span.fields.resize(port.fields.size());
  for (JsonParts parts(json); parts.next();) {
    const std::string key = key_of(parts);
    const JsonValue v(parts.value());
    if (span.range.take(where, key, v, places)) continue;
    if (key == "label") span.label = read_cell(where, label, v);
    else if (key == "value") span.value = read_cell(where, value, v);
    else if (key == "score") span.score = read_cell(where, score, v);
    else {
      const auto field = std::find_if(port.fields.begin(), port.fields.end(),
                                      [&](const FieldShape& shape) { return shape.name == key; });
      if (field == port.fields.end()) {
        std::vector<std::string> known = {"start", "end", "label", "value", "score"};
        for (const FieldShape& shape : port.fields) known.push_back(shape.name);
        unknown_key(where, key, known);
      }
      span.fields[static_cast<std::size_t>(field - port.fields.begin())] = read_cell(where, *field, v);
    }
  }
  span.range.check(where);
  return span;
}

void read_spans(const PortShape& port, JsonValue value, const Places& places, Spans& out) {
  std::vector<ReadSpan> spans;
  for (JsonParts parts(value.text()); parts.next();)
    spans.push_back(
        read_span("span " + std::to_string(spans.size()) + " of " + in_quotes(port.name), port, parts.value(), places));
  std::stable_sort(spans.begin(), spans.end(), [](const ReadSpan& a, const ReadSpan& b) {
    return *a.range.start != *b.range.start ? *a.range.start < *b.range.start : *a.range.end < *b.range.end;
  });
  for (const ReadSpan& read : spans) {
    Span span{*read.range.start, *read.range.end};
    if (!read.label.null) span.label = read.label.string;
    if (!read.value.null) span.value = read.value.string;
    if (!read.score.null) span.score = read.score.number;
    out.add(span);
    for (uint32_t i = 0; i < read.fields.size(); ++i) give(out, i, read.fields[i], port.fields[i].type);
  }
}

// ---- attributes

void read_attributes(const PortShape& port, JsonValue value, Attributes& out) {
  const std::string where = in_quotes(port.name);
  std::vector<Cell> cells(port.fields.size());
  std::vector<std::string> known;
  for (const FieldShape& shape : port.fields) known.push_back(shape.name);
  for (JsonParts parts(value.text()); parts.next();) {
    const std::string key = key_of(parts);
    const auto found = std::find(known.begin(), known.end(), key);
    if (found == known.end()) unknown_key(where, key, known);
    const auto i = static_cast<std::size_t>(found - known.begin());
    cells[i] = read_cell(where, port.fields[i], JsonValue(parts.value()));
  }
  for (uint32_t i = 0; i < cells.size(); ++i) give(out, i, cells[i], port.fields[i].type);
}

// ---- edits

struct ReadEdit {
  Range range;
  std::string with;
};

ReadEdit read_edit(const std::string& where, std::string_view json, const Places& places) {
  if (!JsonValue(json).is(JsonKind::object)) bad(where + " must be an object, not " + JsonValue(json).name());
  ReadEdit edit;
  for (JsonParts parts(json); parts.next();) {
    const std::string key = key_of(parts);
    const JsonValue v(parts.value());
    if (edit.range.take(where, key, v, places)) continue;
    if (key != "with") unknown_key(where, key, {"start", "end", "with"});
    edit.with = need(where, "with", v, JsonKind::string, "a string").string();
  }
  edit.range.check(where);
  return edit;
}

// Gives the edits and the text that they make, in which spans of the same answer are counted.
std::string read_edits(const PortShape& port, JsonValue value, const Places& places, Edits& out) {
  std::vector<ReadEdit> edits;
  for (JsonParts parts(value.text()); parts.next();)
    edits.push_back(
        read_edit("edit " + std::to_string(edits.size()) + " of " + in_quotes(port.name), parts.value(), places));
  std::stable_sort(edits.begin(), edits.end(), [](const ReadEdit& a, const ReadEdit& b) {
    return *a.range.start != *b.range.start ? *a.range.start < *b.range.start : *a.range.end < *b.range.end;
  });
  const std::string_view old = places.text();
  std::string text;
  std::size_t at = 0;
  for (const ReadEdit& edit : edits) {
    if (*edit.range.start < at) bad("the edits of " + in_quotes(port.name) + " overlap");
    text += old.substr(at, *edit.range.start - at);
    text += edit.with;
    at = *edit.range.end;
    out.replace(*edit.range.start, *edit.range.end, edit.with);
  }
  text += old.substr(at);
  return text;
}

// ---- the answer

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
    read_reason(key, value, code, message, nullptr);
    if (drop) output_.drop(code, message);
    else output_.fail(code, message);
  }

  void notes(JsonValue array) {
    for (JsonParts parts(array.text()); parts.next();) {
      std::string code = "note", message;
      uint32_t level = DOCMILL_LEVEL_INFO;
      read_reason("notes", JsonValue(parts.value()), code, message, &level);
      output_.note(code, message, level);
    }
  }

  static void read_reason(const std::string& key, JsonValue value, std::string& code, std::string& message,
                          uint32_t* level) {
    if (value.is(JsonKind::string)) {
      message = value.string();
      return;
    }
    const std::string where = in_quotes(key) + " of the program's answer";
    if (!value.is(JsonKind::object)) bad(where + " must be a string or an object, not " + value.name());
    for (JsonParts parts(value.text()); parts.next();) {
      const std::string part = key_of(parts);
      const JsonValue v(parts.value());
      if (part == "code") code = need(where, part, v, JsonKind::string, "a string").string();
      else if (part == "message") message = need(where, part, v, JsonKind::string, "a string").string();
      else if (part == "level" && level != nullptr) *level = level_named(where, v);
      else
        unknown_key(where, part,
                    level != nullptr ? std::vector<std::string>{"code", "level", "message"}
                                     : std::vector<std::string>{"code", "message"});
    }
  }

  static uint32_t level_named(const std::string& where, JsonValue value) {
    const std::string name = value.is(JsonKind::string) ? value.string() : std::string();
    if (name == "debug") return DOCMILL_LEVEL_DEBUG;
    if (name == "info") return DOCMILL_LEVEL_INFO;
    if (name == "warning") return DOCMILL_LEVEL_WARNING;
    if (name == "error") return DOCMILL_LEVEL_ERROR;
    bad(where + ": 'level' must be \"debug\", \"info\", \"warning\" or \"error\"");
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
    bad("the program answered n = " + std::string(given->substr(0, 40)) + " where n = " + std::to_string(n) +
        " was due" + right);
}

void read_answer(std::string_view line, const Ports& ports, Document document, Unit unit, Output& output) {
  Answer(ports, document, unit, output).read(line);
}

std::string shown_line(std::string_view said) {
  constexpr std::size_t limit = 80;
  std::string out = "'";
  std::size_t at = 0;
  while (at < said.size() && at < limit) {
    const std::size_t length = utf8::valid_length(said, at);
    const auto byte = static_cast<unsigned char>(said[at]);
    if (length == 0) out += "?";
    else if (length == 1 && (byte < 0x20 || byte == 0x7F)) out += ' ';
    else out += said.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  out += at < said.size() ? "…'" : "'";
  return out;
}

}  // namespace docmill::process
