// JSON written value by value into a string: commas, nesting and line ends are looked after here. Scalars have the one
// form of json_text.hpp. For files that docmill writes for itself and for `--json`; records, which are written by the
// million, use json_text.hpp directly.
//
//   std::string out;
//   JsonWriter w(out, 1);
//   w.object().member("name", name).key("sizes").array().value(1).value(2).end().end();
//
// Not for several threads. Keys and strings must be valid UTF-8.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/json_text.hpp"

namespace docmill {

// Writes one JSON text; each function appends at once and gives the writer itself. Nothing checks that keys stand in
// objects only.
class JsonWriter {
 public:
  // Appends to `out`, which must outlive it and may be emptied between two calls. `indent`: spaces a level, each value
  // on a line of its own; -1: no white space.
  explicit JsonWriter(std::string& out, int indent = -1) : out_(out), indent_(indent) {}
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  // Opens an object: keys with values follow, then end().
  JsonWriter& object() { return open('{'); }
  // Opens an array: values follow, then end().
  JsonWriter& array() { return open('['); }
  // Ends the object or array that was opened last.
  JsonWriter& end() {
    const Level level = levels_.back();
    levels_.pop_back();
    if (level.has_values) new_line();
    if (level.has_breaks) out_ += '\n';
    out_ += level.bracket == '{' ? '}' : ']';
    return *this;
  }
  // The name of the next value, inside an object.
  JsonWriter& key(std::string_view name) {
    separate();
    append_json_string(out_, name);
    out_ += indent_ < 0 ? ":" : ": ";
    after_key_ = true;
    return *this;
  }

  // A string.
  JsonWriter& value(std::string_view s) {
    separate();
    append_json_string(out_, s);
    return *this;
  }
  // A string that ends at its NUL; not null.
  JsonWriter& value(const char* s) { return value(std::string_view(s)); }
  // A string.
  JsonWriter& value(const std::string& s) { return value(std::string_view(s)); }
  // true or false.
  JsonWriter& value(bool b) { return raw(b ? "true" : "false"); }
  // An integer of any width.
  template <std::integral T>
  JsonWriter& value(T n) {
    separate();
    append_json_integer(out_, n);
    return *this;
  }
  // A number; null where it is not finite.
  JsonWriter& value(double d) {
    separate();
    append_json_number(out_, d);
    return *this;
  }
  // null.
  JsonWriter& null() { return raw("null"); }
  // Null where there is none.
  template <class T>
  JsonWriter& value(const std::optional<T>& v) {
    return v ? value(*v) : null();
  }
  // An array of strings.
  JsonWriter& value(const std::vector<std::string>& list) {
    array();
    for (const std::string& s : list) value(s);
    return end();
  }
  // An object of strings, in the order of the map.
  JsonWriter& value(const std::map<std::string, std::string>& members) {
    object();
    for (const auto& [name, v] : members) member(name, v);
    return end();
  }
  // A value that is JSON text already.
  JsonWriter& raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
  }
  // A value that is JSON text without white space, laid out as if it were written here value by value.
  JsonWriter& json(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const char c = text[at];
      if (c == '{') object();
      else if (c == '[') array();
      else if (c == '}' || c == ']') end();
      if (c == ',' || std::string_view("{}[]").find(c) != std::string_view::npos) {
        ++at;
        continue;
      }
      const std::size_t end = end_of_scalar(text, at);
      if (end < text.size() && text[end] == ':') raw_key(text.substr(at, end - at)), at = end + 1;
      else raw(text.substr(at, end - at)), at = end;
    }
    return *this;
  }
  // A key and its value.
  template <class T>
  JsonWriter& member(std::string_view name, const T& v) {
    return key(name).value(v);
  }
  // Without indent: the next value begins on a line of its own, and so does the end of what it stands in.
  JsonWriter& on_new_line() {
    breaks_ = true;
    return *this;
  }

 private:
  struct Level {
    char bracket;
    bool has_values = false, has_breaks = false;
  };
  // Behind the string, number or word that begins at `at`.
  static std::size_t end_of_scalar(std::string_view text, std::size_t at) {
    if (text[at] != '"') return std::min(text.find_first_of(",:]}", at), text.size());
    for (++at; at < text.size() && text[at] != '"'; ++at)
      if (text[at] == '\\') ++at;
    return std::min(at + 1, text.size());
  }
  void raw_key(std::string_view quoted) {
    separate();
    out_ += quoted;
    out_ += indent_ < 0 ? ":" : ": ";
    after_key_ = true;
  }
  JsonWriter& open(char bracket) {
    separate();
    out_ += bracket;
    levels_.push_back({bracket});
    return *this;
  }
  // What stands between the value before and this one.
  void separate() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (levels_.empty()) return;
    if (levels_.back().has_values) out_ += ',';
    levels_.back().has_values = true;
    new_line();
    if (breaks_) {
      out_ += "\n ";
      levels_.back().has_breaks = true;
      breaks_ = false;
    }
  }
  void new_line() {
    if (indent_ < 0) return;
    out_ += '\n';
    out_.append(levels_.size() * static_cast<std::size_t>(indent_), ' ');
  }

  std::string& out_;
  const int indent_;
  std::vector<Level> levels_;
  bool after_key_ = false, breaks_ = false;
};

}  // namespace docmill
