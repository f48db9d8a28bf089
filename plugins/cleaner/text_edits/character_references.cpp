#include "text_edits/character_references.hpp"

#include <algorithm>
#include <array>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::cleaner {

namespace {

struct Name {
  std::string_view name;  // with its semicolon, where it has one
  std::string_view text;
};

constexpr Name names[] = {
#include "text_edits/entity_names.inc"
};

using ascii::is_digit;
bool is_alphanumeric(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hexadecimal(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// What browsers make of the C1 controls: the characters of Windows-1252.
constexpr std::array<char16_t, 32> windows_1252 = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                   0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

char32_t character_of(uint32_t number) {
  if (number >= 0x80 && number < 0xA0) return windows_1252[number - 0x80];
  if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)) return 0xFFFD;
  return number;
}

uint32_t read_number(std::string_view text, uint32_t at, std::string& out) {
  uint32_t i = at + 2, number = 0;
  const bool hex = i < text.size() && (text[i] == 'x' || text[i] == 'X');
  if (hex) ++i;
  const uint32_t first = i;
  for (; i < text.size(); ++i) {
    const int digit = hex ? hexadecimal(text[i]) : is_digit(text[i]) ? text[i] - '0' : -1;
    if (digit < 0) break;
    // Larger numbers are no character; what they are exactly does not matter.
    if (number <= 0x10FFFF) number = number * (hex ? 16 : 10) + static_cast<uint32_t>(digit);
  }
  if (i == first) return 0;
  if (i < text.size() && text[i] == ';') ++i;
  utf8::append(out, character_of(number));
  return i - at;
}

const Name* find(std::string_view name) {
  const Name* const end = names + std::size(names);
  const Name* const it =
      std::lower_bound(names, end, name, [](const Name& n, std::string_view s) { return n.name < s; });
  return it != end && it->name == name ? it : nullptr;
}

}  // namespace

uint32_t read_character_reference(std::string_view text, uint32_t at, std::string& out) {
  constexpr uint32_t longest_name = 33, longest_old_name = 6;
  if (at + 1 < text.size() && text[at + 1] == '#') return read_number(text, at, out);
  uint32_t end = at + 1;
  while (end < text.size() && end - at <= longest_name && is_alphanumeric(text[end])) ++end;
  if (end < text.size() && text[end] == ';') {
    if (const Name* name = find(text.substr(at + 1, end - at))) {
      out.append(name->text);
      return end - at + 1;
    }
  }
  for (uint32_t size = std::min(end - at - 1, longest_old_name); size >= 2; --size)
    if (const Name* name = find(text.substr(at + 1, size))) {
      out.append(name->text);
      return size + 1;
    }
  return 0;
}

void decode_character_references(std::string_view text, std::string& out) {
  out.clear();
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t mark = std::min(text.find('&', at), text.size());
    out.append(text.substr(at, mark - at));
    at = mark;
    if (at == text.size()) return;
    const uint32_t length = read_character_reference(text, static_cast<uint32_t>(at), out);
    if (length == 0) out += '&';
    at += std::max<uint32_t>(length, 1);
  }
}

}  // namespace docmill::cleaner
