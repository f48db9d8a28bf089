// Bytes of a named encoding as UTF-8, for what stands beside a document: titles, senders, columns. (The document itself
// is decoded by the host, which also looks at its bytes.)
#pragma once

#include <string>
#include <string_view>

namespace docmill {

// Always valid UTF-8: what cannot be read becomes U+FFFD. `charset`: a name as mails and pages have it, case aside.
// Where it is empty or unknown, valid UTF-8 is taken as it is and everything else as windows-1252.
std::string to_utf8(std::string_view bytes, std::string_view charset = {});

// Is it the name of an encoding?
bool is_known_charset(std::string_view charset);

}  // namespace docmill
