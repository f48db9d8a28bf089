// Random text for tests that compare two ways to one result.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"

namespace docmill::test {

// Random valid UTF-8 from every length of code point, with the characters that need care in JSON, CSV and Markdown.
inline std::string random_text(std::mt19937& random, std::size_t code_points) {
  constexpr std::string_view care = "\"\\,\n\r\t*_`#<&|[]-+1. ~";
  std::string text;
  for (std::size_t i = 0; i < code_points; ++i) {
    switch (random() % 8) {
      case 0: utf8::append(text, 0x80 + random() % 0x780); break;
      case 1: utf8::append(text, 0x800 + random() % 0xD000); break;
      case 2: utf8::append(text, 0xE000 + random() % 0x2000); break;
      case 3: utf8::append(text, 0x10000 + random() % 0x100000); break;
      case 4: text += care[random() % care.size()]; break;
      default: text += static_cast<char>('a' + random() % 26); break;
    }
  }
  return text;
}

}  // namespace docmill::test
