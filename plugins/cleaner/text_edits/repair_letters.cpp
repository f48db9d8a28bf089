#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/code_pages.hpp"
#include "text_edits/repair_alphabet.hpp"

namespace docmill::cleaner {

namespace {

struct Letter {
  char32_t read, was;
};
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

void repair_turkish(std::string_view source, EditList& edits) {
  constexpr std::size_t fewest = 2;
  std::size_t dotless = 0, thorns = 0, rounded = 0, icelandic = 0;
  for_each_high(source, [&](std::size_t, std::size_t, char32_t c) {
    dotless += c == U'ý' || c == U'Ý';
    thorns += c == U'þ' || c == U'ð' || c == U'Þ' || c == U'Ð';
    rounded += c == U'ç' || c == U'ü' || c == U'Ç' || c == U'Ü';
    icelandic += c == U'á' || c == U'í' || c == U'ó' || c == U'ú' || c == U'é' || c == U'æ';
  });
  if (dotless < fewest || thorns < fewest || rounded == 0 || icelandic != 0) return;
  for_each_high(source, [&](std::size_t start, std::size_t end, char32_t c) {
    for (const Letter& letter : turkish) {
      if (letter.read != c) continue;
      std::string text;
      utf8::append(text, letter.was);
      edits.replace(static_cast<uint32_t>(start), static_cast<uint32_t>(end), text);
    }
  });
}

// The letters beyond ASCII of those whose text has no others in Windows-1252.
constexpr std::array<std::u32string_view, 25> western{
    {U"àâçéèêëîïôœùûüÿ", U"äöüßé",      U"áéíñóúü",          U"áâãàçéêíóôõúü",     U"àèéìíîòóùú",
     U"åäöéàü",          U"åæøéäöü",    U"åæøéòôó",          U"áðéíóúýþæö",        U"áðíóúýæø",
     U"åäöšž",           U"äõöüšž",     U"éëïöüèêáó",        U"àçèéíïòóúü",        U"âêîôûáéëïö",
     U"àèìòùéáó",        U"ëç",         U"âêîôûùüñé",        U"äëéöüâêîôû",        U"åéèêëûîôçà",
     U"çöüâîû",          U"àáèéìíòóùú", U"àáâãèéêìíòóôõùúý", U"àâäèéêëìîòóôöùûåñ", U"àèéìòóùâêîôûæçñöü"}};

bool has(std::u32string_view letters, char32_t c) { return letters.find(c) != std::u32string_view::npos; }
char32_t small(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }
bool is_letter(char32_t c) { return c != U'ª' && c != U'º' && c != U'µ' && u_isalpha(static_cast<UChar32>(c)) != 0; }

// What stands around a character beyond ASCII.
enum Around : uint8_t {
  letter_before = 1,
  letter_behind = 2,
  small_before = 4,
  vowel_beside = 8,  // where Polish "ą" never stands
  in_name = 16,      // a capital begins the word
};
constexpr std::size_t surroundings = 32;

// Does a capital begin the word, before the character at that byte, and not a sentence with it?
bool is_in_name(std::string_view source, std::size_t at) {
  constexpr std::size_t longest = 40;  // bytes
  std::size_t first = at;
  while (first > 0 && at - first < longest) {
    if (ascii::is_letter(source[first - 1])) --first;
    else if (first > 1 && source[first - 2] == '\xC3') first -= 2;
    else break;
  }
  const bool begins_text = first == 0 || source[first - 1] == '\n' || source[first - 1] == '>';
  if (begins_text || (first > 1 && source[first - 1] == ' ' && source[first - 2] == '.')) return false;
  return first != at && (ascii::is_upper(source[first]) ||
                         (source[first] == '\xC3' && static_cast<unsigned char>(source[first + 1]) < 0x9F));
}

// Each of them, with its surroundings.
template <class Visit>
void for_each_around(std::string_view source, Visit visit) {
  const auto is_one_of = [](char letter, std::string_view some) { return some.find(letter) != std::string_view::npos; };
  std::size_t last_start = 0, last_end = 0;
  char32_t last = 0;
  unsigned last_around = 0;
  for_each_high(source, [&](std::size_t start, std::size_t end, char32_t c) {
    const char before = start != 0 ? source[start - 1] : ' ', behind = end < source.size() ? source[end] : ' ';
    unsigned around = ascii::is_letter(before) ? letter_before : 0;
    if (ascii::is_letter(behind)) around |= letter_behind;
    if (ascii::is_lower(before)) around |= small_before;
    if (is_in_name(source, start)) around |= in_name;
    if (is_one_of(before, "aeouy") || is_one_of(behind, "aeiouy")) around |= vowel_beside;
    if (last_end == start && last_end != 0) {
      if (is_letter(last)) {
        around |= letter_before | (small(last) == last ? small_before : 0);
      } else {  // a sign within a word, too
        around |= last_around & (letter_before | small_before);
      }
      last_around |= letter_behind;
    }
    if (last_end != 0) visit(last_start, last_end, last, last_around);
    last_start = start, last_end = end, last = c, last_around = around;
  });
  if (last_end != 0) visit(last_start, last_end, last, last_around);
}

// A character in some surroundings, and how often.
struct Kind {
  char32_t c;
  unsigned around;
  std::size_t count;
  bool is_letter;
  std::bitset<western.size()> of;  // languages of the West that have it
  bool is_within() const { return (around & letter_before) != 0 && (around & letter_behind) != 0; }
  bool touches() const { return (around & (letter_before | letter_behind)) != 0; }
};

// Empty: too many letters that Windows-1252 does not have.
std::vector<Kind> kinds_of(std::string_view source) {
  constexpr std::size_t bytes = 128;
  std::array<std::array<uint32_t, surroundings>, bytes> counts{};
  std::array<char32_t, bytes> characters{};
  std::size_t all = 0, others = 0;
  for_each_around(source, [&](std::size_t, std::size_t, char32_t c, unsigned around) {
    const int byte = byte_in_windows_1252(c);
    ++all;
    if (byte < 0) {
      others += is_letter(c);
      return;
    }
    characters[static_cast<std::size_t>(byte) - bytes] = c;
    ++counts[static_cast<std::size_t>(byte) - bytes][around];
  });
  std::vector<Kind> kinds;
  if (others * 30 > all) return kinds;
  if (others != 0) kinds.push_back({U'\u0411', 0, others, true, {}});  // a letter of no one here
  for (std::size_t i = 0; i < bytes; ++i)
    for (std::size_t around = 0; around < surroundings; ++around) {
      if (counts[i][around] == 0) continue;
      const char32_t c = characters[i];
      Kind kind{c, static_cast<unsigned>(around), counts[i][around], is_letter(c), {}};
      const bool ends = (kind.around & letter_before) != 0 && has(U"¾¼±¶", c);
      const bool aside = !kind.is_letter && !kind.is_within() && !ends;
      for (std::size_t w = 0; w < western.size(); ++w)
        // Names are of many languages.
        kind.of.set(w, kind.is_letter ? (around & in_name) != 0 || has(western[w], small(c)) : aside);
      kinds.push_back(kind);
    }
  return kinds;
}

// How well a language in a page fits what a text has beyond ASCII; signs such as "¹" count where they touch a word.
struct Fit {
  std::size_t all = 0, fitting = 0;
  std::size_t changed = 0;        // that are letters of it, and another character than the text has
  std::bitset<0x100> which;       // of those
  bool tells = false;             // others of those than formulas and measures have
  std::size_t within_words = 0;   // signs with letters on both sides
  std::size_t before_others = 0;  // changed ones with a letter behind, unlike the "è" of Italian
  std::array<std::size_t, western.size()> of_western{};

  bool is_enough() const {
    constexpr std::size_t fewest = 3;
    if (!tells || all < fewest || (all - fitting) * 30 > all) return false;
    const std::size_t best = *std::max_element(of_western.begin(), of_western.end());
    if (fitting < best + 2 || (fitting - best) * 8 < all) return false;
    // The more of its letters are other ones, the less it can be chance; signs within words are none.
    if (which.count() >= 3) return changed >= 3 && all >= 5;
    if (which.count() == 2) {
      const bool far = (fitting - best) * 4 >= all;
      return changed >= (within_words >= 1 ? 2 : far ? 3 : 4) && (within_words >= 2 || all >= 4);
    }
    return which.count() == 1 && before_others >= 3 && all >= 6 && (fitting - best) * 4 >= all;
  }
};

Fit fit_of(const std::vector<Kind>& text, const LetterPage& page, std::u32string_view letters) {
  Fit fit;
  for (const Kind& k : text) {
    const char32_t was = page.character_of(k.c);
    if (!k.is_letter && (!is_letter(was) || !k.touches())) continue;
    fit.all += k.count;
    for (std::size_t w = 0; w < western.size(); ++w) fit.of_western[w] += k.of[w] ? k.count : 0;
    const char32_t in_small = small(was);
    const bool is_nasal = (was == U'ą' || was == U'ę') && has(letters, U'ł');
    if (!is_letter(was) || !has(letters, in_small) || (in_small != was && (k.around & small_before) != 0) ||
        (is_nasal && (k.around & vowel_beside) != 0))
      continue;
    fit.fitting += k.count;
    if (!k.is_letter && k.is_within()) fit.within_words += k.count;
    const bool begins = (k.around & letter_behind) != 0 && has(U"¾¼±¶", k.c);
    if (was == k.c || (!k.is_letter && !k.is_within() && !begins)) continue;
    fit.changed += k.count;
    fit.tells = fit.tells || !has(U"³±¼¾µ", k.c);
    if ((k.around & letter_behind) != 0) fit.before_others += k.count;
    if (small(k.c) < fit.which.size()) fit.which.set(small(k.c));
  }
  return fit;
}

// English has few such letters, and those of names of many languages.
std::size_t count_english(std::string_view source) {
  std::size_t found = 0;
  for (const std::string_view word : {" the ", " of ", " and "})
    for (std::size_t at = source.find(word); at != std::string_view::npos; at = source.find(word, at + word.size()))
      ++found;
  return found;
}

void repair_by_page(std::string_view source, EditList& edits) {
  const std::vector<Kind> text = kinds_of(source);
  const LetterPage* best = nullptr;
  std::size_t most = 0;
  for (const LetterPage& page : letter_pages())
    for (const std::u32string_view letters : page.languages) {
      const Fit fit = fit_of(text, page, letters);
      if (!fit.is_enough() || fit.fitting <= most) continue;
      most = fit.fitting;
      best = &page;
    }
  if (best == nullptr || count_english(source) * 4 >= most) return;
  for_each_around(source, [&](std::size_t start, std::size_t end, char32_t c, unsigned around) {
    const char32_t was = best->character_of(c);
    if (was == c || !is_letter(was) || (!is_letter(c) && (around & (letter_before | letter_behind)) == 0)) return;
    std::string with;
    utf8::append(with, was);
    edits.replace(static_cast<uint32_t>(start), static_cast<uint32_t>(end), with);
  });
}

}  // namespace

bool repair_letters(std::string_view source, EditList& edits) {
  edits.clear();
  repair_turkish(source, edits);
  if (edits.empty()) repair_by_page(source, edits);
  return !edits.empty();
}

}  // namespace docmill::cleaner
