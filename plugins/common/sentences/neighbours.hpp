// The words beside a full stop, and what their form says.
#pragma once

#include <cstddef>
#include <string_view>

namespace docmill::sentences {

// The last word of the text, without brackets, quotation marks and ideographs before it, at most 64 bytes of it.
std::string_view last_word(std::string_view text);
// The letters and digits at the beginning of the text, at most so many bytes of them.
std::string_view first_word(std::string_view text);

// The part behind the first word and one blank; empty when something else follows the word.
std::string_view behind_word(std::string_view text, std::string_view word);
std::string_view without_blanks_behind(std::string_view text);
// 0 where there is none.
char32_t first_character(std::string_view text);
char32_t last_character(std::string_view text);

bool is_decimal(char32_t c);
// One letter (marks may follow): "J", the "z" of "z. B.", "А"; of Arabic, Hebrew and Indic letters, too.
bool is_initial(std::string_view word);
// Those of a double name, of one letter or two: "J.-J", "J-P", "Ch.-A", "Ж.-Ж".
bool is_joined_initials(std::string_view word);
// A double name whose second is cut: "Hans-J".
bool is_half_initial(std::string_view word);
// Two parts or more of at most three letters with dots between: "U.S", "Ph.D", "s.r.o", "т.д".
bool is_dotted(std::string_view word);
// A Latin letter's name in an Indic script, of a vowel and a consonant: आर, எம், ఎల్. (The others are one letter: बी.)
bool is_indic_letter_name(std::string_view word);
// I, XIV: at most 8 of the Roman numbers' letters.
bool is_roman(std::string_view word);
// Two letters or more, all capital.
bool is_shouted(std::string_view word);
bool is_number(std::string_view word, std::size_t most_digits);
// Two to five Latin, Cyrillic or Greek letters without a vowel, small but for the first: "Hrsg", "Дж", "Χρ".
bool is_without_vowels(std::string_view word);
// The part behind bullets, opening brackets and blanks.
std::string_view behind_bullets(std::string_view text);
// "1", "2.1", "a", "IV", "(3", "• 4": what numbers the items of a list, when nothing stands before it.
bool is_enumerator(std::string_view stretch);
// A small word of up to three letters, then a capital: iPhone, eBay, macOS.
bool is_camel_name(std::string_view text);
bool has_letter_or_digit(std::string_view text);

}  // namespace docmill::sentences
