// What lines around a date say of it.
#include <algorithm>
#include <iterator>

#include "docmill/base/ascii.hpp"
#include "words/dates.hpp"

namespace docmill::cleaner {

bool says_changed(std::string_view folded) {
  // Beginnings of the words for it, of Europe and beyond.
  static constexpr std::string_view beginnings[] = {
      "updat",       "edited",      "modif",           "revis",           "reviewed",   "amended",  "aktualisier",
      "geandert",    "geändert",    "letzte anderung", "letzte änderung", "uppdater",   "ändrad",   "ändrat",
      "opdater",     "ændret",      "oppdater",        "endret",          "päivitet",   "muokat",   "bijgewerkt",
      "gewijzigd",   "mise a jour", "mis a jour",      "mise à jour",     "mis à jour", "actualis", "actualiza",
      "actualitz",   "atualiza",    "aggiorna",        "aktualiz",        "zaktualiz",  "upraven",  "zmieni",
      "ažurir",      "posodob",     "frissít",         "módosít",         "обновл",     "изменен",  "изменён",
      "оновлен",     "актуализ",    "ажурира",         "ενημερ",          "guncelle",   "güncelle", "diperbarui",
      "dikemas kini"};
  static constexpr std::string_view further[] = {"تحديث", "به\u200cروز", "به روز", "بهروز", "بروزرسانی", "ویرایش",
                                                 "עודכן", "עדכון",       "अपडेट",   "अद्यतन", "cập nhật",  "อัปเดต",
                                                 "อัพเดต", "ปรับปรุง",      "更新",   "修改",  "수정",      "업데이트"};
  // Behind a letter of ASCII none begins ("credited").
  const auto stands = [&](std::string_view word) {
    for (std::size_t at = folded.find(word); at != std::string_view::npos; at = folded.find(word, at + 1))
      if (at == 0 || !ascii::is_lower(folded[at - 1])) return true;
    return false;
  };
  return std::any_of(std::begin(beginnings), std::end(beginnings), stands) ||
         std::any_of(std::begin(further), std::end(further), stands);
}

bool is_date_line(std::string_view folded, const FoundDate& date, const CueHits& hits, const FoundDate* second) {
  const bool cue = hits.start(Cue::date);
  std::size_t words = 0, digits = 0;
  bool inside = false;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if ((i >= date.start && i < date.end) || (second && i >= second->start && i < second->end)) {
      inside = false;
      continue;
    }
    const bool letter = ascii::is_lower(folded[i]) || static_cast<unsigned char>(folded[i]) >= 0x80;
    words += letter && !inside;
    digits += ascii::is_digit(folded[i]);
    inside = letter;
  }
  return words <= (cue ? 9u : second ? 7u : 5u) && digits <= 12;
}

}  // namespace docmill::cleaner
