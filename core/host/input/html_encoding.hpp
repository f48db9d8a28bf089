// Which encoding a page declares in its first bytes.
#pragma once

#include <optional>
#include <string_view>

#include "host/input/encodings.hpp"

namespace docmill::host {

// "Prescan a byte stream to determine its encoding" of the HTML Standard (13.2.3.2): <meta charset>, <meta http-equiv>
// and the XML declaration in the first 1024 bytes. A declared UTF-16 is UTF-8 (the declaration itself was read as
// ASCII), x-user-defined is windows-1252.
std::optional<Encoding> find_declared_encoding(std::string_view page);

// The same of a page that is not UTF-8 and declares nothing there: browsers take a <meta> further down, too, when they
// come to it. Looks at 64 KiB; never UTF-8 or UTF-16.
std::optional<Encoding> find_late_encoding(std::string_view page);

}  // namespace docmill::host
