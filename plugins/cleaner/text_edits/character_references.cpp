#include "text_edits/character_references.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::cleaner {

namespace {

struct Listed {
  std::string_view name;  // with its semicolon, where it has one
  std::string_view text;
};

consteval auto listed_names() {
  return std::to_array<Listed>({
#include "text_edits/entity_names.inc"
  });
}

consteval std::size_t size_of_row() {
  std::size_t size = 0;
  for (const Listed& one : listed_names()) size += one.name.size() + one.text.size();
  return size;
}
static_assert(size_of_row() <= UINT16_MAX);

// Where a name and, behind it, its text lie in the row of all of them.
struct Name {
  uint16_t at;
  uint8_t name_size, text_size;
};

// Without addresses: the loader would put 4,462 of them right at every start.
class Names {
 public:
  consteval Names() {
    std::size_t at = 0, i = 0;
    for (const Listed& one : listed_names()) {
      places_[i++] = {static_cast<uint16_t>(at), static_cast<uint8_t>(one.name.size()),
                      static_cast<uint8_t>(one.text.size())};
      for (const char c : one.name) row_[at++] = c;
      for (const char c : one.text) row_[at++] = c;
    }
  }

  // The text of a name; nullopt where there is no such name.
  std::optional<std::string_view> find(std::string_view name) const {
    const auto it = std::lower_bound(places_.begin(), places_.end(), name,
                                     [&](const Name& n, std::string_view s) { return name_of(n) < s; });
    if (it == places_.end() || name_of(*it) != name) return std::nullopt;
    return std::string_view(row_.data() + it->at + it->name_size, it->text_size);
  }

 private:
  std::string_view name_of(const Name& name) const { return {row_.data() + name.at, name.name_size}; }

  std::array<Name, listed_names().size()> places_{};
  std::array<char, size_of_row()> row_{};
};

constexpr Names names;

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

}  // namespace

uint32_t read_character_reference(std::string_view text, uint32_t at, std::string& out) {
  constexpr uint32_t longest_name = 33, longest_old_name = 6;
  if (at + 1 < text.size() && text[at + 1] == '#') return read_number(text, at, out);
  uint32_t end = at + 1;
  while (end < text.size() && end - at <= longest_name && is_alphanumeric(text[end])) ++end;
  if (end < text.size() && text[end] == ';') {
    if (const auto stands_for = names.find(text.substr(at + 1, end - at))) {
      out.append(*stands_for);
      return end - at + 1;
    }
  }
  for (uint32_t size = std::min(end - at - 1, longest_old_name); size >= 2; --size)
    if (const auto stands_for = names.find(text.substr(at + 1, size))) {
      out.append(*stands_for);
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
