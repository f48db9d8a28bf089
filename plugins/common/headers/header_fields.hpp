// Lines "Name: value", as WARC records, HTTP messages and mails have them (RFC 9112, 5; ISO 28500:2017, 4; RFC 5322).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace docmill {

// Where the head that `bytes` begin with ends, its empty line included; npos: it does not end in them. Line ends are CR
// LF or LF.
std::size_t end_of_head(std::string_view bytes);

class HeaderFields {
 public:
  // Reads the lines of a head behind its first line. A line that begins with white space goes on with the one before;
  // one without a colon is passed over.
  explicit HeaderFields(std::string_view lines);
  // The value of the first field of that name, case aside, without white space around it; empty: there is none.
  std::string_view get(std::string_view name) const;
  // Has no line told of a field?
  bool empty() const { return fields_.empty(); }

 private:
  std::vector<std::pair<std::string_view, std::string>> fields_;
};

// The next line without its end; takes it off.
std::string_view take_line(std::string_view& text);
// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);
// ASCII capitals made small.
std::string lowered(std::string_view text);

// "text/html; charset=UTF-8": both in lower case; empty where they are not said, or no words.
struct MediaType {
  std::string type, charset;
};
MediaType parse_media_type(std::string_view value);

}  // namespace docmill
