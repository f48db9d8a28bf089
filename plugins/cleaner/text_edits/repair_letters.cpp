#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/repair_alphabet.hpp"

namespace docmill::cleaner {

namespace {

struct Letter {
  char32_t read, was;
};
constexpr std::array<Letter, 17> polish{{{U'¹', U'ą'},
                                         {U'æ', U'ć'},
                                         {U'ê', U'ę'},
                                         {U'³', U'ł'},
                                         {U'ñ', U'ń'},
                                         {U'œ', U'ś'},
                                         {U'Ÿ', U'ź'},
                                         {U'¿', U'ż'},
                                         {U'¥', U'Ą'},
                                         {U'Æ', U'Ć'},
                                         {U'Ê', U'Ę'},
                                         {U'£', U'Ł'},
                                         {U'Ñ', U'Ń'},
                                         {U'Œ', U'Ś'},
                                         {U'\u008F', U'Ź'},
                                         {U'¯', U'Ż'},
                                         {U'\u009F', U'ź'}}};
constexpr std::array<Letter, 6> turkish{
    {{U'ð', U'ğ'}, {U'ý', U'ı'}, {U'þ', U'ş'}, {U'Ð', U'Ğ'}, {U'Ý', U'İ'}, {U'Þ', U'Ş'}}};

template <class Visit>
void for_each_high(std::string_view source, Visit visit) {
  for (std::size_t at = find_at_least(source, 0x80, 0); at < source.size(); at = find_at_least(source, 0x80, at)) {
    const std::size_t start = at;
    const char32_t c = utf8::next(source, at);
    visit(start, at, c);
  }
}

template <std::size_t N>
void replace_letters(std::string_view source, const std::array<Letter, N>& letters, EditList& edits) {
  for_each_high(source, [&](std::size_t start, std::size_t end, char32_t c) {
    for (const Letter& letter : letters) {
      if (letter.read != c) continue;
      std::string text;
      utf8::append(text, letter.was);
      edits.replace(static_cast<uint32_t>(start), static_cast<uint32_t>(end), text);
    }
  });
}

}  // namespace

bool repair_letters(std::string_view source, EditList& edits) {
  constexpr std::size_t fewest = 2;
  edits.clear();
  const auto is_letter = [&](std::size_t at) { return at < source.size() && ascii::is_letter(source[at]); };
  std::size_t threes = 0, tails = 0;                                // of Polish
  std::size_t dotless = 0, thorns = 0, rounded = 0, icelandic = 0;  // of Turkish
  for_each_high(source, [&](std::size_t start, std::size_t end, char32_t c) {
    threes += c == U'³' && start != 0 && is_letter(start - 1) && is_letter(end);
    tails += c == U'ê' || c == U'¹' || c == U'¿' || c == U'œ';
    dotless += c == U'ý' || c == U'Ý';
    thorns += c == U'þ' || c == U'ð' || c == U'Þ' || c == U'Ð';
    rounded += c == U'ç' || c == U'ü' || c == U'Ç' || c == U'Ü';
    icelandic += c == U'á' || c == U'í' || c == U'ó' || c == U'ú' || c == U'é' || c == U'æ';
  });
  if (threes >= fewest && tails >= fewest) replace_letters(source, polish, edits);
  else if (dotless >= fewest && thorns >= fewest && rounded != 0 && icelandic == 0)
    replace_letters(source, turkish, edits);
  return !edits.empty();
}

}  // namespace docmill::cleaner
