#pragma once

#include <string>
#include <string_view>

namespace docmill {

// "Fri, 2 Jan 2026 03:04:05 +0100 (CET)" (RFC 5322, 3.3, and the older forms of 4.3; also that of ctime, "Fri Jan  2
// 03:04:05 2026") as "2026-01-02T03:04:05+01:00"; empty: it is no such date.
std::string iso_date(std::string_view text);

}  // namespace docmill
