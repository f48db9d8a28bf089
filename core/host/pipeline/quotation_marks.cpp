#include "host/pipeline/quotation_marks.hpp"

#include <array>

namespace docmill::host {

std::size_t typographic_quote(std::string_view text) {
  static constexpr std::array<std::string_view, 16> marks = {"“", "”", "„", "‟", "‘",  "’",  "‚", "‛",
                                                             "«", "»", "‹", "›", "＂", "＇", "´", "`"};
  for (const std::string_view mark : marks)
    if (text.starts_with(mark)) return mark.size();
  return 0;
}

std::size_t find_typographic_quote(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at)
    if (typographic_quote(text.substr(at)) != 0) return at;
  return std::string_view::npos;
}

}  // namespace docmill::host
