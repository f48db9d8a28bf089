// Reading JSON text just far enough to write it again: the members of an object, the elements of an array, strings
// without their escapes, white space left out. No recursion, no tree, no copies.
//
// The text is a valid JSON value (the host has checked it); on anything else the results mean nothing, but every
// function stays inside the text and ends.
#pragma once

#include <string>
#include <string_view>

namespace docmill {

// Appends the value without the white space between its parts, so that it stands on one line. An empty text is null.
void append_json_minified(std::string& out, std::string_view json);

// Appends what a string stands for. `inside` is what stands between its quotation marks. Half of a surrogate pair
// stands for nothing that UTF-8 can say and becomes U+FFFD.
void append_json_unescaped(std::string& out, std::string_view inside);

inline bool is_json_string(std::string_view value) { return !value.empty() && value.front() == '"'; }
// What stands between the quotation marks of a string value.
inline std::string_view inside_json_string(std::string_view value) {
  return value.size() >= 2 ? value.substr(1, value.size() - 2) : std::string_view();
}

// The parts of an object or of an array, one after another; none for any other value.
class JsonParts {
 public:
  explicit JsonParts(std::string_view json);
  // Goes to the next part; false at the end.
  bool next();
  // Of an object: the name of the member as it is written, without its quotation marks.
  std::string_view key() const { return key_; }
  std::string_view value() const { return value_; }
  // Is the name of the member `name`, escapes undone?
  bool key_is(std::string_view name) const;

 private:
  std::string_view json_;
  std::size_t at_ = 0;
  bool object_ = false, array_ = false;
  std::string_view key_, value_;
};

}  // namespace docmill
