// How parts of mails are written for their way (RFC 2045, 6), and how flowed text is (RFC 3676). Lenient as mail
// programs are: what cannot be read is passed over or taken as it is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace docmill::mail {

// Where base64 ends: behind its padding, or before a line of dashes, as footers of lists begin.
std::size_t end_of_base64(std::string_view text);
// Base64 with line ends, blanks and other characters between, which are passed over; to that end.
std::string from_base64_lines(std::string_view text);
// Quoted-printable: soft line ends joined, blanks before line ends taken away.
std::string from_quoted_printable(std::string_view text);
// The Q of RFC 2047, where a blank is written _.
std::string from_q_encoding(std::string_view text);

// By the name of a Content-Transfer-Encoding; nothing: it is none that is read.
std::optional<std::string> from_transfer_encoding(std::string_view body, std::string_view encoding);

// Text of format=flowed with its soft line ends joined: a line for each paragraph, "> " before quoted ones. `delsp`:
// the blank of a soft line end does not belong to the text.
std::string unflowed(std::string_view text, bool delsp);

}  // namespace docmill::mail
