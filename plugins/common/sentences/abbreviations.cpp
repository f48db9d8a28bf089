#include "abbreviations.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "abbreviation_lists.hpp"
#include "docmill/base/utf8.hpp"
#include "related_languages.hpp"

namespace docmill::sentences {

namespace {

constexpr std::array exclaimed{
    std::string_view("Yahoo"),  std::string_view("Jeopardy"), std::string_view("Joomla"),
    std::string_view("Kahoot"), std::string_view("Guess"),    std::string_view("Bravo"),
    std::string_view("Wham"),   std::string_view("Jamba"),    std::string_view("Oliver"),
    std::string_view("Hola"),   std::string_view("Eton"),     std::string_view("Chips Ahoy"),
};

}  // namespace

Abbreviations::Abbreviations(std::string_view language) {
  const auto add = [&](std::string_view words, Abbreviation what) { table_.add(words, static_cast<uint8_t>(what)); };
  const auto add_all = [&](const AbbreviationList& list) {
    add(list.words, Abbreviation::word);
    add(list.never_last, Abbreviation::never_last);
    add(list.before_number, Abbreviation::before_number);
    add(list.may_be_last, Abbreviation::may_be_last);
    add(list.usually_last, Abbreviation::usually_last);
  };
  const auto add_language = [&](std::string_view wanted) {
    bool known = false;
    for (const AbbreviationList& list : abbreviation_lists) {
      if (list.language != wanted) continue;
      add_all(list);
      known = true;
    }
    return known;
  };
  const std::string_view relative = relative_of(language);
  const bool known = !language.empty() && (add_language(language) || (!relative.empty() && add_language(relative)));
  if (!known) add_language("en");
  add_language("");
  if (!language.empty()) return;
  for (const AbbreviationList& list : abbreviation_lists) {
    add(list.words, Abbreviation::word);
    add(list.never_last, Abbreviation::never_last);
  }
}

Abbreviation Abbreviations::find(std::string_view word) const {
  constexpr std::size_t longest_word = 24;  // bytes
  if (word.empty() || word.size() > std::min(longest_word, table_.longest())) return Abbreviation::none;
  if (const Abbreviation exact{table_.find(word)}; exact != Abbreviation::none)
    return exact == Abbreviation::word ? Abbreviation::none : exact;
  // "Approx.", "Проф."
  std::size_t behind = 0;
  const auto first = static_cast<UChar32>(utf8::next(word, behind));
  const UChar32 small = u_tolower(first);
  if (small == first || U8_LENGTH(small) != static_cast<int>(behind)) return Abbreviation::none;
  std::array<char, longest_word> letters;
  std::copy(word.begin(), word.end(), letters.begin());
  std::size_t n = 0;
  U8_APPEND_UNSAFE(letters.data(), n, small);
  return Abbreviation{table_.find({letters.data(), word.size()})};
}

bool Abbreviations::is_exclaimed_name(std::string_view word) {
  return std::find(exclaimed.begin(), exclaimed.end(), word) != exclaimed.end();
}

}  // namespace docmill::sentences
