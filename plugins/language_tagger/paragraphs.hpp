// Cuts a text into paragraphs: its lines, without the white space around them. A line without letters is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace docmill::language {

struct Range {
  uint32_t start;
  uint32_t end;
};

inline std::string_view slice(std::string_view text, Range r) { return text.substr(r.start, r.end - r.start); }

// Walks over the lines of a text: what is between line ends (LF, CR, U+2028, U+2029), trimmed of ASCII white space,
// no-break space and ideographic space. Empty lines are left out. Offsets are bytes.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  std::optional<Range> next();

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace docmill::language
