#include "named_after.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>

#include "docmill/base/utf8.hpp"
#include "neighbours.hpp"

namespace docmill::sentences {

namespace {

// Stems, small: Russian and Ukrainian ones, then Polish ones.
constexpr auto bearers = std::to_array<std::string_view>(
    {"завод",    "театр",     "музе",     "парк",     "институт", "университет", "школ",   "библиотек", "площад",
     "стадион",  "академи",   "фонд",     "преми",    "конкурс",  "улиц",        "двор",   "центр",     "колхоз",
     "больниц",  "клуб",      "консерв",  "филармон", "станци",   "шахт",        "порт",   "училищ",    "лице",
     "гимнази",  "фабрик",    "комбинат", "нии",      "орден",    "медал",       "стипен", "кубок",     "кубк",
     "турнир",   "мемориал",  "метро",    "бульвар",  "сквер",    "лаборатор",   "кафедр", "обществ",   "полк",
     "дивизи",   "ансамбл",   "хор",      "оркестр",  "галере",   "кино",        "коллед", "техникум",  "госпитал",
     "лагер",    "верф",      "канал",    "гэс",      "аэс",      "тэц",         "дом",    "зал",       "ул.",
     "інститут", "університ", "бібліот",  "площ",     "стадіон",  "премі",       "вулиц",  "палац",     "лікарн",
     "філармон", "станці",    "гімназі",  "комбінат", "коледж",   "szkoł",       "szkol",  "teatr",     "muze",
     "park",     "instytut",  "uniwers",  "bibliot",  "plac",     "stadion",     "akadem", "fundacj",   "nagrod",
     "konkurs",  "ulic",      "szpital",  "klub",     "filharm",  "lotnisk",     "liceum", "gimnazj",   "fabryk",
     "politech", "centrum",   "zakład",   "hut",      "kopaln",   "stoczni",     "most",   "order",     "medal",
     "memori",   "turniej",   "puchar",   "rond",     "skwer",    "alej",        "osiedl", "przedszk",  "ośrod",
     "hal",      "dom",       "ul.",      "zesp",     "sal"});

}  // namespace

bool is_named_after(std::string_view word) { return word == "им" || word == "ім" || word == "im"; }

bool bears_name(std::string_view before) {
  if (is_shouted(last_word(before))) return true;  // МГУ им. Ломоносова
  constexpr std::size_t looked_at = 96;            // bytes
  std::size_t at = before.size() - std::min(before.size(), looked_at);
  while (at < before.size() && (static_cast<unsigned char>(before[at]) & 0xC0) == 0x80) ++at;
  std::string small;
  while (at < before.size())
    utf8::append(small, static_cast<char32_t>(u_tolower(static_cast<UChar32>(utf8::next(before, at)))));
  return std::any_of(bearers.begin(), bearers.end(),
                     [&](std::string_view stem) { return small.find(stem) != std::string::npos; });
}

}  // namespace docmill::sentences
