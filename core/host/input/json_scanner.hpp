// JSON as nearly every line has it, checked and passed over many bytes at a time. What is wrong, and what is rare (an
// exponent, a number of many digits, deep nesting), is left to the reader that can explain it: "no" means only that.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace docmill::host {

class JsonScanner {
 public:
  enum class Type { null, boolean, number, integer, string, array, object };

  // Over valid UTF-8, which must stay where it is.
  explicit JsonScanner(std::string_view text) : begin_(text.data()), at_(begin_), end_(begin_ + text.size()) {}

  std::size_t at() const { return static_cast<std::size_t>(at_ - begin_); }
  bool is_at_end() const { return at_ == end_; }
  void skip_space();
  // Passes over white space, then over `c` if that is what stands there.
  bool take(char c);
  bool is_at(char c) const { return at_ != end_ && *at_ == c; }

  // Each passes over a whole value that begins here; false: it does not, or it is not plain. A string is decoded into
  // `out` (what was there is gone), or only checked where `out` is null.
  bool string(std::string* out);
  bool number(Type& type);
  bool value(Type& type);

 private:
  bool check();
  bool decode(std::string& out);
  std::size_t escape(char* to);
  bool unit(unsigned& value);
  bool word(std::string_view expected);
  bool items(char last, bool named);

  const char* begin_;
  const char* at_;
  const char* end_;
  int depth_ = 0;
};

}  // namespace docmill::host
