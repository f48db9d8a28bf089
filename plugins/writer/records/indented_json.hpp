// JSON to be read by people: two spaces a level. Strings are escaped; what is `raw` must be JSON.
#pragma once

#include <string>
#include <string_view>

#include "docmill/base/json_text.hpp"

namespace docmill::writer {

class Indented {
 public:
  void open(std::string_view key = {}) { begin(key), text_ += '{', first_ = true, ++depth_; }
  void close() { end('}'); }
  void open_list(std::string_view key) { begin(key), text_ += '[', first_ = true, ++depth_; }
  void close_list() { end(']'); }
  void string(std::string_view key, std::string_view value) { begin(key), append_json_string(text_, value); }
  void raw(std::string_view key, std::string_view value) { begin(key), text_ += value; }
  void item(std::string_view value) { begin({}), append_json_string(text_, value); }
  std::string take() { return std::move(text_) + "\n"; }

 private:
  void begin(std::string_view key) {
    if (depth_ != 0) line();
    if (key.empty()) return;
    append_json_string(text_, key);
    text_ += ": ";
  }
  void line() {
    text_ += first_ ? "\n" : ",\n";
    text_.append(2 * depth_, ' ');
    first_ = false;
  }
  void end(char bracket) {
    --depth_;
    if (!first_) text_ += '\n', text_.append(2 * depth_, ' ');
    text_ += bracket;
    first_ = false;
  }
  std::string text_;
  std::size_t depth_ = 0;
  bool first_ = true;
};

}  // namespace docmill::writer
