// The one way from the program to standard output and standard error: nothing else here or in cli/ writes there (a test
// reads the sources). Whatever is printed goes through docmill/base/printable.hpp, so that no id, path or text of a
// stranger steers the terminal. Colour passes: see paint.hpp.
//
// A stage may keep the lock of standard output or error for ever (flockfile): it is waited for for a second, once, and
// what is said from then on goes past the stream.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string_view>

namespace docmill::cli::terminal {

// Text of one or several lines.
void put(std::FILE* to, std::string_view text);
// JSON: what must not reach a terminal is escaped, which changes no value.
void put_json(std::string_view json);
void flush();
// Whether all that was printed to standard output has been taken; otherwise errno says why, or is 0.
bool flush_whole();
// The only one that a signal handler may call: `text` to standard error, as it is. Nothing foreign may stand in it.
void put_in_signal_handler(std::string_view text) noexcept;
// A line on standard error that the next one overwrites; empty: takes it away. For a terminal only.
void show_passing(std::string_view line);

template <class... T>
void print(std::FILE* to, fmt::format_string<T...> format, T&&... values) {
  put(to, fmt::format(format, std::forward<T>(values)...));
}
template <class... T>
void print(fmt::format_string<T...> format, T&&... values) {
  put(stdout, fmt::format(format, std::forward<T>(values)...));
}

}  // namespace docmill::cli::terminal
