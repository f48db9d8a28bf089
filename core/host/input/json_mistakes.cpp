#include "host/input/json_mistakes.hpp"

#include <fmt/format.h>

namespace docmill::host {
namespace {

constexpr std::string_view mark_of_utf8 = "\xEF\xBB\xBF";

}  // namespace

Problem bad_json(std::size_t offset, std::string_view what) {
  return {"bad-json", fmt::format("byte column {}: {}", offset + 1, what)};
}

Problem explain_json(const JsonError& error, const std::string& line) {
  std::size_t offset = error.at;
  const bool at_end = offset >= line.size();
  // Inside a word that is no true, false or null: point at its begin.
  if (error.mistake == JsonMistake::no_value && !at_end)
    while (offset > 0 && line[offset - 1] >= 'a' && line[offset - 1] <= 'z') --offset;
  if (line.compare(offset, mark_of_utf8.size(), mark_of_utf8) == 0)
    return bad_json(offset,
                    "a byte order mark (BOM) stands within the line, where a file was joined to one without a "
                    "line end at its end; put a line end before it");
  const auto byte = at_end ? 0u : static_cast<unsigned char>(line[offset]);
  if (at_end)
    return bad_json(offset,
                    "the line ends in the middle of the object; write each object on one line of its own; where the "
                    "file ends here it is cut off: fetch it again");
  if (byte == 0 && error.mistake == JsonMistake::no_member_name)
    return bad_json(offset,
                    "a zero byte; a file of UTF-16 that does not begin with a byte order mark has one behind each "
                    "letter: write it as UTF-8");
  switch (error.mistake) {
    case JsonMistake::something_behind:
      if (offset > 0 && line[offset - 1] == '\r')
        return bad_json(offset,
                        "a carriage return alone ends no line, so that something stands after the object; end lines "
                        "with a line feed (tr '\\r' '\\n')");
      return bad_json(offset, "something stands after the object; a line holds one object");
    case JsonMistake::no_value: return bad_json(offset, "no value begins like this; text needs double quotes");
    case JsonMistake::no_member_name:
      return bad_json(offset, "the name of a member is missing; it needs double quotes");
    case JsonMistake::no_colon: return bad_json(offset, "a ':' is missing after the name of a member");
    case JsonMistake::no_comma_or_brace: return bad_json(offset, "a ',' or '}' is missing after a member");
    case JsonMistake::no_comma_or_bracket: return bad_json(offset, "a ',' or ']' is missing after an element");
    case JsonMistake::bad_hex_digits: return bad_json(offset, "\\u needs four hexadecimal digits");
    case JsonMistake::half_of_a_pair:
      return bad_json(offset, "half of a surrogate pair; characters above \\uffff need both halves");
    case JsonMistake::number_too_big: return bad_json(offset, "the number is above the range of a double; quote it");
    case JsonMistake::no_fraction: return bad_json(offset, "a digit is missing after the '.' of a number");
    case JsonMistake::no_exponent: return bad_json(offset, "a digit is missing in the exponent of a number");
    case JsonMistake::bad_escape:
    case JsonMistake::bad_string:
      if (byte < 0x20)
        return bad_json(offset,
                        fmt::format("control character 0x{:02X} in a string; write it as \\u{:04x}", byte, byte));
      return bad_json(offset, "no escape begins like this; a backslash itself is written \\\\");
    default: return bad_json(offset, "this is not JSON");
  }
}

}  // namespace docmill::host
