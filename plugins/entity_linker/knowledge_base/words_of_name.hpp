// A name as the words that stand between its spaces.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::linker {

using Words = std::vector<std::string_view>;

inline bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

inline bool is_one_of(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// The words of a text that stand between white space.
inline Words words_of(std::string_view text) {
  Words words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

inline std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

inline std::string without(std::string_view text, std::string_view marks) {
  std::string rest;
  for (const char c : text)
    if (marks.find(c) == std::string_view::npos) rest += c;
  return rest;
}

inline std::string plain(std::string_view word) {
  std::string text = without(word, ".,/");
  for (char& c : text)
    if (is_capital(c)) c = static_cast<char>(c - 'A' + 'a');
  return text;
}

}  // namespace docmill::linker
