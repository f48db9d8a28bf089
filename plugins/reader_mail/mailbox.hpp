// Mailboxes: messages one behind the other, each after a line "From SENDER DATE" (mboxrd and mboxo, RFC 4155).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace docmill::mail {

// The longest line "From ..." that is looked at.
inline constexpr std::size_t longest_postmark = 1000;

// Do the bytes begin with a line "From ..." that has a time and a year, and seconds or a month, as programs write them?
// The line must be there to its end.
bool begins_message(std::string_view bytes);

// Where the next message begins at or behind `from`: a line "From ..." behind an empty line. npos: nowhere.
std::size_t find_message(std::string_view bytes, std::size_t from);

// The message behind its line "From ...", with the ">" taken off that were put before lines "From " and ">From " of its
// text.
std::string unquoted_message(std::string_view message);

}  // namespace docmill::mail
