// What stands in the head of a mail as text: encoded words (RFC 2047).
#pragma once

#include <string>
#include <string_view>

namespace docmill::mail {

// "=?utf-8?Q?M=C3=BChle?= <a@b>" as "Mühle <a@b>": always valid UTF-8. White space between two encoded words does not
// count, and one character may be split over two. What is no encoded word stays as it is.
std::string decoded_words(std::string_view text);

}  // namespace docmill::mail
