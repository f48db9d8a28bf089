// A record laid out so that a difference between two runs can be read: a key a line, a span a line, a paragraph a line.
#pragma once

#include <string>
#include <string_view>

namespace docmill::test {

// One line of JSON Lines. Nothing is left out; the text is JSON with line ends put in.
std::string readable_record(std::string_view json_line);

}  // namespace docmill::test
