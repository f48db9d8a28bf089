// Words that the rules of boundary_rules.hpp ask for beside a full stop: data.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace docmill::sentences {

inline constexpr auto languages_with_dotted_ordinals =
    std::to_array<std::string_view>({"de", "da", "nb", "nn", "no", "fi", "cs", "sk", "sl", "hr", "bs",
                                     "sr", "hu", "et", "lv", "lt", "is", "fo", "tr", "eu", "lb", "pl"});

// prst, krk, vlk
inline constexpr auto languages_with_words_of_consonants =
    std::to_array<std::string_view>({"cs", "sk", "sl", "hr", "bs", "sr", "mk"});

// Function words that stand in names with a capital: J. Van Dijk, A. La Russa. Behind an initial they begin no
// sentence.
inline constexpr auto particles = std::to_array<std::string_view>(
    {"van", "von", "de",  "der", "den", "del", "di", "da",  "dos", "das", "do",   "la",
     "le",  "lo",  "los", "el",  "al",  "des", "du", "ter", "zu",  "may", "will", "della"});

// Behind a time of day these go on: 5 p.m. Monday, 9 a.m. EST.
inline constexpr auto after_time = std::to_array<std::string_view>(
    {"Monday",   "Tuesday",  "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",  "January",
     "February", "March",    "April",     "May",      "June",   "July",     "August",  "September",
     "October",  "November", "December",  "EST",      "EDT",    "ET",       "PT",      "PST",
     "PDT",      "GMT",      "BST",       "CET",      "UTC",    "Eastern",  "Pacific", "Central"});

// Companies: a capital behind them is a role (Acme Inc. Chairman) or the next sentence (at Acme Inc. Shares fell).
inline constexpr auto companies =
    std::to_array<std::string_view>({"Inc", "Corp", "Ltd", "Co", "Bros", "Cie", "S.A", "S.p.A"});
inline constexpr auto roles =
    std::to_array<std::string_view>({"Chairman", "Chairwoman", "Chief", "President", "Director", "Founder", "Chair",
                                     "Vice", "Partner", "Analyst", "Manager", "Spokesman"});

// Written without a dot: the one behind them ends the sentence. Those with a vowel need no entry.
inline constexpr auto units = std::to_array<std::string_view>(
    {"km",  "cm", "mm", "nm", "dm",  "kg", "mg", "dg",  "ml",  "cl",  "dl",  "hl", "kn",
     "kt",  "kb", "mb", "gb", "tb",  "qm", "kr", "stk", "kpl", "tim", "hab", "Ft", "шт",
     "чел", "bn", "ms", "ns", "mph", "км", "см", "мм",  "дм",  "кг",  "мг",  "мл", "χλμ"});

// Of these none is the beginning of a word that somebody abbreviates: three euros a kg.
inline constexpr auto metric_units = std::to_array<std::string_view>({"km", "cm", "mm", "kg", "mg", "км", "кг"});

// Verbs at the end of a sentence that look like an initial or a letter's name; some languages write dots, not dandas.
inline constexpr auto indic_verbs =
    std::to_array<std::string_view>({"है", "हैं",  "था", "थे",  "थी", "थीं", "हो", "हूँ", "हूं",  "छ",  "दो", "दी",
                                     "दे", "ली", "लो", "जा", "છે",  "છો", "છું",  "ਹੈ", "ਸੀ", "না", "ആണ്", "වේ"});

// German puts what they measure behind them: 5 min. Fußweg.
inline constexpr auto units_of_time = std::to_array<std::string_view>({"min", "sec", "sek", "мин", "сек", "хв"});

// German writes nouns with a capital behind an ordinal: der 100. Besucher.
inline constexpr auto before_ordinals = std::to_array<std::string_view>(
    {"der", "die",  "das",   "den",   "dem",   "des",   "zum",  "zur",   "am",     "beim",
     "vom", "im",   "jeder", "jede",  "jedes", "jeden", "sein", "seine", "seinem", "seinen",
     "ihr", "ihre", "ihrem", "ihren", "Der",   "Die",   "Das",  "Zum",   "Beim"});

// States that are words as well; behind a comma they are states: He went to Mass. Lynn, Mass.
inline constexpr auto states_as_well = std::to_array<std::string_view>({"Mass", "Ill", "Ore", "Wash"});

inline constexpr auto before_squares = std::to_array<std::string_view>(
    {"na", "Na", "z", "ze", "zo", "k", "ke", "ku", "do", "od", "u", "přes", "cez", "kolem", "okolo", "a"});

// What a single letter names, so that it is nobody's initial: vitamin C, Plan B, Gruppe A.
inline constexpr auto named_by_letter = std::to_array<std::string_view>(
    {"vitamin",   "plan",      "hepatitis", "type",     "group",  "grade",  "class",  "option",  "appendix",
     "letter",    "category",  "vitamine",  "vitamina", "War",    "Part",   "Act",    "Phase",   "Book",
     "Chapter",   "Volume",    "Vitamin",   "Plan",     "Typ",    "Gruppe", "Klasse", "Anhang",  "Variante",
     "Buchstabe", "Hepatitis", "Vitamine",  "Group",    "Grade",  "Type",   "Class",  "Option",  "Appendix",
     "Category",  "groupe",    "classe",    "annexe",   "grupo",  "clase",  "tipo",   "gruppo",  "lettera",
     "letra",     "lettre",    "groep",     "bijlage",  "typ",    "grupp",  "gruppe", "grupa",   "skupina",
     "ryhmä",     "витамин",   "план",      "группа",   "группе", "тип",    "класс",  "вариант", "витамина",
     "группы",    "плана",     "план",      "група"});

// Abbreviations that are nouns as well, and what stands before the noun: quite a feat. Een eigen bv.
inline constexpr auto nouns_as_well = std::to_array<std::string_view>({"feat", "bv"});
inline constexpr auto determiners = std::to_array<std::string_view>(
    {"un", "fostul", "a",  "this", "that", "his",   "her",  "their", "its", "my",   "our",  "great",
     "no", "een",    "de", "deze", "die",  "eigen", "zijn", "haar",  "hun", "onze", "mijn", "uw"});

// In scripts without capitals: and, then; behind a quotation they go on.
inline constexpr auto conjunctions = std::to_array<std::string_view>({"و", "ثم", "اور", "और", "तथा", "एवं"});

// What a dot and a name of a file or host end with; letters with dots end otherwise: d.h, U.S.
inline constexpr auto file_endings = std::to_array<std::string_view>(
    {"txt", "pdf", "doc", "png", "jpg", "gif", "exe", "zip", "csv", "xml", "htm", "com", "org", "net", "edu", "gov"});

// Who speaks, behind what was said: "Why?" Smith asked.
inline constexpr auto speech_verbs =
    std::to_array<std::string_view>({"said", "says", "asked", "asks", "replied", "added", "cried", "shouted", "wrote",
                                     "exclaimed", "told", "answered", "wondered", "tweeted", "demanded", "joked"});

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace docmill::sentences
