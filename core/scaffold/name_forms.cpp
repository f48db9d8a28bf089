#include "scaffold/name_forms.hpp"

#include <algorithm>

namespace docmill::scaffold {

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

std::string with_underscores(std::string text) {
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

std::string in_camel_case(const std::string& name) {
  std::string out;
  bool begins = true;
  for (const char c : name) {
    if (c != '-') out += begins ? upper(std::string(1, c)) : std::string(1, c);
    begins = c == '-';
  }
  return out;
}

}  // namespace docmill::scaffold
