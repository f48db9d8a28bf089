// What docmill-kb prints. Names and keys come from strangers: see docmill/base/printable.hpp.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "docmill/base/printable.hpp"

namespace docmill::linker {

// Text of one or several lines.
inline void say(std::FILE* to, std::string_view text) {
  const std::string shown = printable(text, Lines::keep);
  std::fwrite(shown.data(), 1, shown.size(), to);
}

// JSON, to standard output; its values stay what they are.
inline void say_json(std::string_view json) {
  const std::string shown = printable_json(json);
  std::fwrite(shown.data(), 1, shown.size(), stdout);
}

}  // namespace docmill::linker
