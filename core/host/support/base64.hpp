// Base64 (RFC 4648, section 4) by OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace docmill::host {

// Appends the bytes in base64, with padding, without line ends.
void append_base64(std::string& out, std::string_view bytes);

// The bytes; false when the text is not base64 with padding.
bool from_base64(std::string_view text, std::string& out);

}  // namespace docmill::host
