#include "language_tags.hpp"

#include <unicode/locid.h>

#include <cstdio>
// CLD2's headers are not self-contained: these two first.
#include <cld2/public/encodings.h>

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>

#include "letters.hpp"

namespace docmill::language {

namespace {

struct Renamed {
  std::string_view from, to;
};

constexpr std::array renamed{
    Renamed{"iw", "he"},      Renamed{"in", "id"},    Renamed{"ji", "yi"},   Renamed{"jw", "jv"},
    Renamed{"mo", "ro"},      Renamed{"no", "nb"},    Renamed{"sh", "sr"},   Renamed{"sr-ME", "sr"},
    Renamed{"zh-Hant", "zh"}, Renamed{"zh-TW", "zh"}, Renamed{"bh", "bho"},  Renamed{"tlh", "und"},
    Renamed{"zzb", "und"},    Renamed{"zze", "und"},  Renamed{"zzh", "und"}, Renamed{"zzp", "und"},
    Renamed{"un", "und"},     Renamed{"ut", "und"},   Renamed{"xxx", "und"},
};

// CLD2 has one Kurdish; in Arabic letters it is that of the centre.
constexpr std::string_view kurdish = "ku", central_kurdish = "ckb";

struct OfScript {
  UScriptCode script;
  ScriptLanguage language;
};

constexpr std::array of_script{
    OfScript{USCRIPT_GREEK, {"el", true}},       OfScript{USCRIPT_HANGUL, {"ko", true}},
    OfScript{USCRIPT_HIRAGANA, {"ja", true}},    OfScript{USCRIPT_KATAKANA, {"ja", true}},
    OfScript{USCRIPT_HAN, {"zh", false}},        OfScript{USCRIPT_BOPOMOFO, {"zh", true}},
    OfScript{USCRIPT_THAI, {"th", true}},        OfScript{USCRIPT_LAO, {"lo", true}},
    OfScript{USCRIPT_KHMER, {"km", true}},       OfScript{USCRIPT_MYANMAR, {"my", true}},
    OfScript{USCRIPT_HEBREW, {"he", false}},     OfScript{USCRIPT_ARMENIAN, {"hy", true}},
    OfScript{USCRIPT_GEORGIAN, {"ka", true}},    OfScript{USCRIPT_ETHIOPIC, {"am", false}},
    OfScript{USCRIPT_DEVANAGARI, {"hi", false}}, OfScript{USCRIPT_BENGALI, {"bn", false}},
    OfScript{USCRIPT_GURMUKHI, {"pa", true}},    OfScript{USCRIPT_GUJARATI, {"gu", true}},
    OfScript{USCRIPT_ORIYA, {"or", true}},       OfScript{USCRIPT_TAMIL, {"ta", true}},
    OfScript{USCRIPT_TELUGU, {"te", true}},      OfScript{USCRIPT_KANNADA, {"kn", true}},
    OfScript{USCRIPT_MALAYALAM, {"ml", true}},   OfScript{USCRIPT_SINHALA, {"si", true}},
    OfScript{USCRIPT_TIBETAN, {"bo", false}},    OfScript{USCRIPT_THAANA, {"dv", true}},
    OfScript{USCRIPT_CHEROKEE, {"chr", true}},   OfScript{USCRIPT_SYRIAC, {"syr", true}},
    OfScript{USCRIPT_LIMBU, {"lif", true}},      OfScript{USCRIPT_CANADIAN_ABORIGINAL, {"iu", false}},
};

// Of a primary subtag, by CLDR: "Latn" for "en".
std::string usual_script_of(std::string_view primary) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale(std::string(primary).c_str());
  locale.addLikelySubtags(status);
  return U_SUCCESS(status) ? locale.getScript() : "";
}

bool is_han_or_kana(UScriptCode script) {
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
         script == USCRIPT_BOPOMOFO;
}

}  // namespace

std::string_view primary_subtag(std::string_view cld2_code) {
  for (const Renamed& r : renamed) {
    if (r.from == cld2_code) return r.to;
  }
  if (cld2_code.substr(0, 3) == "xx-" || cld2_code.substr(0, 2) == "x-" || cld2_code.empty()) return "und";
  return cld2_code.substr(0, cld2_code.find('-'));
}

ScriptLanguage language_of_script(UScriptCode script) {
  for (const OfScript& row : of_script) {
    if (row.script == script) return row.language;
  }
  return {"", false};
}

TagTable::TagTable() : rows_(CLD2::NUM_LANGUAGES) {
  for (LanguageNumber i = 0; i < size(); ++i) {
    Row& row = rows_[static_cast<std::size_t>(i)];
    row.cld2_code = CLD2::LanguageCode(static_cast<CLD2::Language>(i));
    const std::string_view primary = primary_subtag(row.cld2_code);
    if (primary == "und") continue;
    row.primary = primary;
    for (std::size_t k = 0; k < row.scripts.size(); ++k) {
      const CLD2::ULScript script = CLD2::LanguageRecognizedScript(static_cast<CLD2::Language>(i), static_cast<int>(k));
      if (script != CLD2::ULScript_Common) row.scripts[k] = CLD2::ULScriptCode(script);
    }
    if (row.cld2_code == "zh-Hant") traditional_ = i;
  }
}

LanguageNumber TagTable::find(std::string_view primary) const {
  if (primary == central_kurdish) primary = kurdish;
  for (LanguageNumber i = 0; i < size(); ++i) {
    if (rows_[static_cast<std::size_t>(i)].primary == primary && i != traditional_ && !primary.empty()) return i;
  }
  return none;
}

std::string_view TagTable::primary(LanguageNumber language) const {
  if (language < 0 || language >= size()) return "und";
  const Row& row = rows_[static_cast<std::size_t>(language)];
  return row.primary.empty() ? std::string_view("und") : row.primary;
}

std::string_view TagTable::cld2_code(LanguageNumber language) const {
  return language < 0 || language >= size() ? "un" : rows_[static_cast<std::size_t>(language)].cld2_code;
}

Tag TagTable::tag(LanguageNumber language, UScriptCode main_script) const {
  Tag result{std::string(primary(language)), ""};
  if (main_script == USCRIPT_UNKNOWN) return result;
  result.script = script_code(main_script);
  if (result.tag == "und") return result;
  if (result.tag == kurdish && main_script == USCRIPT_ARABIC) {
    result.tag = central_kurdish;
  } else if (result.tag == "ja" && is_han_or_kana(main_script)) {
    result.script = "Jpan";
  } else if (result.tag == "ko" && (main_script == USCRIPT_HANGUL || main_script == USCRIPT_HAN)) {
    result.script = "Kore";
  } else if (result.tag == "zh" && is_han_or_kana(main_script)) {
    result.script = language == traditional_ ? "Hant" : "Hans";
    result.tag += "-" + result.script;
  } else if ((is_written_in(language, result.script) &&
              (result.tag == "sr" || !is_usual_script(language, result.script))) ||
             (result.script == "Latn" && !is_usual_script(language, result.script))) {
    result.tag += "-" + result.script;
    if (cld2_code(language) == "sr-ME") result.tag += "-ME";
  }
  return result;
}

bool TagTable::is_written_in(LanguageNumber language, std::string_view script) const {
  const auto& scripts = rows_[static_cast<std::size_t>(language)].scripts;
  return std::find(scripts.begin(), scripts.end(), script) != scripts.end();
}

bool TagTable::is_usual_script(LanguageNumber language, std::string_view script) const {
  const Row& row = rows_[static_cast<std::size_t>(language)];
  std::call_once(row.is_asked, [&] { row.usual_script = usual_script_of(row.primary); });
  return row.usual_script.empty() || row.usual_script == script;
}

}  // namespace docmill::language
