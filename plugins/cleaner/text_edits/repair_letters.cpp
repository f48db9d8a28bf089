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
bool is_letter(char32_t c) { return c != U'ª' && c != U'º' && u_isalpha(static_cast<UChar32>(c)) != 0; }

// A character beyond ASCII of a text, and what stands around it.
struct High {
  uint32_t start, end;
  char32_t c;
  bool letter_before, letter_behind, small_before;
  bool beside_vowel;  // where Polish "ą" never stands
};

std::vector<High> find_high(std::string_view source) {
  std::vector<High> all;
  for_each_high(source, [&](std::size_t start, std::size_t end, char32_t c) {
    const auto is_one_of = [](char letter, std::string_view some) {
      return some.find(letter) != std::string_view::npos;
    };
    const char before_it = start != 0 ? source[start - 1] : ' ', behind_it = end < source.size() ? source[end] : ' ';
    High high{.start = static_cast<uint32_t>(start),
              .end = static_cast<uint32_t>(end),
              .c = c,
              .letter_before = ascii::is_letter(before_it),
              .letter_behind = ascii::is_letter(behind_it),
              .small_before = ascii::is_lower(before_it),
              .beside_vowel = is_one_of(before_it, "aeouy") || is_one_of(behind_it, "aeiouy")};
    if (!all.empty() && all.back().end == start) {
      High& before = all.back();
      high.letter_before = before.letter_before || is_letter(before.c);  // of a sign within a word, too
      high.small_before = is_letter(before.c) ? u_islower(static_cast<UChar32>(before.c)) != 0 : before.small_before;
      before.letter_behind = true;
    }
    all.push_back(high);
  });
  return all;
}

// How well a language in a page fits what a text has beyond ASCII; signs such as "¹" count where they touch a word.
struct Fit {
  std::size_t all = 0, fitting = 0;
  std::size_t changed = 0;        // that are letters of it, and another character than the text has
  std::bitset<0x100> which;       // of those
  std::size_t within_words = 0;   // signs with letters on both sides
  std::size_t before_others = 0;  // changed ones with a letter behind, unlike the "è" of Italian
  std::array<std::size_t, western.size()> of_western{};

  bool is_enough() const {
    constexpr std::size_t fewest = 3;
    if (all < fewest || (all - fitting) * 30 > all) return false;
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

Fit fit_of(const std::vector<High>& text, const LetterPage& page, std::u32string_view letters) {
  Fit fit;
  for (const High& h : text) {
    const bool own_letter = is_letter(h.c);
    const char32_t was = page.character_of(h.c);
    if (!own_letter && (!is_letter(was) || (!h.letter_before && !h.letter_behind))) continue;
    ++fit.all;
    const bool within = h.letter_before && h.letter_behind;
    const bool is_upper = small(was) != was;
    const bool is_nasal = (was == U'ą' || was == U'ę') && has(letters, U'ł');
    const bool fits =
        is_letter(was) && has(letters, small(was)) && !(is_upper && h.small_before) && !(is_nasal && h.beside_vowel);
    fit.fitting += fits;
    const bool begins = h.letter_behind && has(U"¾¼±¶", h.c);
    if (fits && was != h.c && (own_letter || within || begins)) {
      ++fit.changed;
      fit.before_others += h.letter_behind;
      if (small(h.c) < fit.which.size()) fit.which.set(small(h.c));
    }
    fit.within_words += fits && !own_letter && within;
    for (std::size_t w = 0; w < western.size(); ++w)
      fit.of_western[w] += own_letter ? has(western[w], small(h.c)) : !within && !has(U"¾¼±¶", h.c);
  }
  return fit;
}

void repair_by_page(std::string_view source, EditList& edits) {
  const std::vector<High> text = find_high(source);
  const LetterPage* best = nullptr;
  std::size_t most = 0;
  for (const LetterPage& page : letter_pages())
    for (const std::u32string_view letters : page.languages) {
      const Fit fit = fit_of(text, page, letters);
      if (!fit.is_enough() || fit.fitting <= most) continue;
      most = fit.fitting;
      best = &page;
    }
  if (best == nullptr) return;
  for (const High& h : text) {
    const char32_t was = best->character_of(h.c);
    if (was == h.c || !is_letter(was)) continue;
    if (!is_letter(h.c) && !h.letter_before && !h.letter_behind) continue;
    std::string with;
    utf8::append(with, was);
    edits.replace(h.start, h.end, with);
  }
}

}  // namespace

bool repair_letters(std::string_view source, EditList& edits) {
  edits.clear();
  repair_turkish(source, edits);
  if (edits.empty()) repair_by_page(source, edits);
  return !edits.empty();
}

}  // namespace docmill::cleaner
