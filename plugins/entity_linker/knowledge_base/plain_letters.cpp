#include "knowledge_base/plain_letters.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include <docmill/base/utf8.hpp>

#include "text/characters.hpp"

namespace docmill::linker {
namespace {

constexpr std::size_t fewest_letters = 4;  // Lodz; "Hue" is a word

// Letters that do not fall into a letter and an accent.
std::string_view instead_of(char32_t c) {
  static constexpr std::pair<char32_t, std::string_view> letters[] = {
      {0xDF, "ss"}, {0x1E9E, "SS"}, {0xC6, "AE"}, {0xE6, "ae"}, {0x152, "OE"}, {0x153, "oe"},
      {0xD8, "O"},  {0xF8, "o"},    {0xD0, "D"},  {0xF0, "d"},  {0xDE, "Th"},  {0xFE, "th"},
      {0x110, "D"}, {0x111, "d"},   {0x126, "H"}, {0x127, "h"}, {0x131, "i"},  {0x141, "L"},
      {0x142, "l"}, {0x166, "T"},   {0x167, "t"}, {0x18F, "A"}, {0x259, "a"}};
  const auto at = std::find_if(std::begin(letters), std::end(letters), [c](const auto& l) { return l.first == c; });
  return at != std::end(letters) ? at->second : std::string_view();
}

std::string_view german_instead_of(char32_t c) {
  switch (c) {
    case 0xC4: return "Ae";
    case 0xE4: return "ae";
    case 0xD6: return "Oe";
    case 0xF6: return "oe";
    case 0xDC: return "Ue";
    case 0xFC: return "ue";
    case 0xDF: return "ss";
    default: return {};
  }
}

// The letter under all its accents, where it is an ASCII letter; 0 where it is not.
char base_letter(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString decomposed;
  if (U_FAILURE(status) != 0 || nfd->getDecomposition(static_cast<UChar32>(c), decomposed) == 0) return 0;
  const UChar32 base = decomposed.char32At(0);
  return base < 0x80 && u_isalpha(base) ? static_cast<char>(base) : '\0';
}

bool is_other_letter(char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0; }

}  // namespace

std::vector<std::string> in_plain_letters(std::string_view name) {
  if (is_all_ascii(name)) return {};
  std::string plain, german;
  bool any = false, any_upper = false, all_german = true;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t start = at;
    const char32_t c = utf8::next(name, at);
    any_upper |= u_isupper(static_cast<UChar32>(c)) != 0;
    if (c < 0x80 || !is_other_letter(c)) {
      plain += name.substr(start, at - start);
      german += name.substr(start, at - start);
      continue;
    }
    std::string_view letters = instead_of(c);
    const char base = letters.empty() ? base_letter(c) : '\0';
    if (base != '\0') letters = std::string_view(&base, 1);
    if (letters.empty()) return {};   // of another script
    any |= c != 0xDF && c != 0x1E9E;  // which folds to ss anyway
    plain += letters;
    all_german &= !german_instead_of(c).empty();
    german += german_instead_of(c);
  }
  const auto letters = std::count_if(plain.begin(), plain.end(),
                                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
  if (!any || !any_upper || static_cast<std::size_t>(letters) < fewest_letters) return {};
  std::vector<std::string> ways{std::move(plain)};
  if (all_german) ways.push_back(std::move(german));
  return ways;
}

std::string in_other_romanian_letters(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> letters[] = {
      {"ș", "ş"}, {"ț", "ţ"}, {"Ș", "Ş"}, {"Ț", "Ţ"}};  // with a comma, with a cedilla
  const auto has = [&](std::string_view letter) { return name.find(letter) != std::string_view::npos; };
  const bool comma = std::any_of(std::begin(letters), std::end(letters), [&](const auto& l) { return has(l.first); });
  if (!comma && !has("ţ") && !has("Ţ")) return {};
  std::string other(name);
  for (const auto& [with_comma, with_cedilla] : letters) {
    const std::string_view from = comma ? with_comma : with_cedilla, to = comma ? with_cedilla : with_comma;
    for (std::size_t at = 0; (at = other.find(from, at)) != std::string::npos; at += to.size())
      other.replace(at, from.size(), to);
  }
  return other;
}

}  // namespace docmill::linker
