#include "layer_values.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "programs/said_json.hpp"

namespace docmill::process {
namespace {

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
        bad(where + ": " + in_quotes(field.name) + " must be an integer or null, not " + name_to_refuse(value));
      cell.integer = *integer;
      return cell;
    }
    case DOCMILL_TYPE_NUMBER: {
      const auto number = value.number();
      if (!number)
        bad(where + ": " + in_quotes(field.name) + " must be a number or null, not " + name_to_refuse(value));
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

const char* unit_words(Unit unit) {
  return unit == Unit::byte ? "bytes" : unit == Unit::utf16 ? "UTF-16 units" : "code points";
}

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

template <class Item>
void sort_by_place(std::vector<Item>& items) {
  std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    return *a.range.start != *b.range.start ? *a.range.start < *b.range.start : *a.range.end < *b.range.end;
  });
}

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

}  // namespace

uint32_t Places::byte(const std::string& where, const char* key, JsonValue value) const {
  const auto offset = value.integer();
  if (!offset || *offset < 0)
    bad(where + ": " + in_quotes(key) + " must be a place in the text, not " + name_to_refuse(value));
  const auto byte = index_.byte_at(static_cast<uint64_t>(*offset));
  if (byte) return *byte;
  const uint32_t all = count_units(text_, unit_);
  if (static_cast<uint64_t>(*offset) <= all)
    bad(where + ": " + in_quotes(key) + " is " + std::to_string(*offset) + ", which lies inside a character");
  bad(where + ": " + in_quotes(key) + " is " + std::to_string(*offset) + ", but the text ends at " +
      std::to_string(all) + " (" + unit_words(unit_) + ")");
}

void read_spans(const PortShape& port, JsonValue array, const Places& places, Spans& out) {
  std::vector<ReadSpan> spans;
  for (JsonParts parts(array.text()); parts.next();)
    spans.push_back(
        read_span("span " + std::to_string(spans.size()) + " of " + in_quotes(port.name), port, parts.value(), places));
  sort_by_place(spans);
  for (const ReadSpan& read : spans) {
    Span span{*read.range.start, *read.range.end};
    if (!read.label.null) span.label = read.label.string;
    if (!read.value.null) span.value = read.value.string;
    if (!read.score.null) span.score = read.score.number;
    out.add(span);
    for (uint32_t i = 0; i < read.fields.size(); ++i) give(out, i, read.fields[i], port.fields[i].type);
  }
}

void read_attributes(const PortShape& port, JsonValue object, Attributes& out) {
  const std::string where = in_quotes(port.name);
  std::vector<Cell> cells(port.fields.size());
  std::vector<std::string> known;
  for (const FieldShape& shape : port.fields) known.push_back(shape.name);
  for (JsonParts parts(object.text()); parts.next();) {
    const std::string key = key_of(parts);
    const auto found = std::find(known.begin(), known.end(), key);
    if (found == known.end()) unknown_key(where, key, known);
    const auto i = static_cast<std::size_t>(found - known.begin());
    cells[i] = read_cell(where, port.fields[i], JsonValue(parts.value()));
  }
  for (uint32_t i = 0; i < cells.size(); ++i) give(out, i, cells[i], port.fields[i].type);
}

std::string read_edits(const PortShape& port, JsonValue array, const Places& places, Edits& out) {
  std::vector<ReadEdit> edits;
  for (JsonParts parts(array.text()); parts.next();)
    edits.push_back(
        read_edit("edit " + std::to_string(edits.size()) + " of " + in_quotes(port.name), parts.value(), places));
  sort_by_place(edits);
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

}  // namespace docmill::process
