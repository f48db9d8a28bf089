// Rules for the words of plugins: codes and sentences.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "docmill/base/utf8.hpp"
#include "docmill/stage_abi.h"

namespace docmill::checker {

inline std::string_view view_of(docmill_str s) {
  return s.size != 0 ? std::string_view(s.data, s.size) : std::string_view();
}
inline std::string text_of(docmill_str s) { return std::string(view_of(s)); }

// kebab-case, at most 100 bytes.
inline bool is_code(std::string_view code) {
  const auto may_stand = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !code.empty() && code.size() <= 100 && code[0] >= 'a' && code[0] <= 'z' &&
         std::all_of(code.begin(), code.end(), may_stand);
}

// What is wrong with a sentence for people: "is empty"; empty: nothing.
inline std::string mistake_in_sentence(std::string_view sentence) {
  if (sentence.empty()) return "is empty";
  if (!utf8::is_valid(sentence)) return "is not valid UTF-8";
  return sentence.find('\n') != std::string_view::npos ? "has several lines" : "";
}

}  // namespace docmill::checker
