// Whether this build, and so the programs that it runs, has AddressSanitizer: memory is then no measure (what is freed
// stays for a while), and what a plugin opens by dlopen is not looked for beside the plugin.
#pragma once

namespace docmill::test {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool has_address_sanitizer = true;
#else
inline constexpr bool has_address_sanitizer = false;
#endif

}  // namespace docmill::test
