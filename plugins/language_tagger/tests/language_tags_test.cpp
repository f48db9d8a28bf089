#include "language_tags.hpp"

#include <doctest/doctest.h>

#include "letters.hpp"

using namespace docmill::language;

namespace {
const TagTable& tag_table() {
  static const TagTable t;
  return t;
}
Tag tag(std::string_view primary, UScriptCode script) { return tag_table().tag(tag_table().find(primary), script); }
}  // namespace

TEST_CASE("old codes become new ones") {
  CHECK(primary_subtag("iw") == "he");
  CHECK(primary_subtag("jw") == "jv");
  CHECK(primary_subtag("in") == "id");
  CHECK(primary_subtag("mo") == "ro");
  CHECK(primary_subtag("no") == "nb");
  CHECK(primary_subtag("nn") == "nn");
  CHECK(primary_subtag("sr-ME") == "sr");
  CHECK(primary_subtag("zh-Hant") == "zh");
  CHECK(primary_subtag("en") == "en");
  CHECK(primary_subtag("ceb") == "ceb");
}

TEST_CASE("what is no language is und") {
  for (const char* code : {"un", "xxx", "xx-Latn", "xx-Qaai", "x-pig", "zzp", "zzb", "zze", "zzh", "tlh", ""}) {
    CAPTURE(code);
    CHECK(primary_subtag(code) == "und");
  }
}

TEST_CASE("no code of CLD2 comes through that BCP 47 does not know") {
  for (LanguageNumber l = 0; l < tag_table().size(); ++l) {
    const std::string_view p = tag_table().primary(l);
    CAPTURE(std::string(p));
    CHECK((p.size() == 2 || p.size() == 3));
    for (const char c : p) CHECK((c >= 'a' && c <= 'z'));
    for (const char* old : {"iw", "in", "ji", "jw", "mo", "no", "sh", "un"}) CHECK(p != old);
  }
}

TEST_CASE("a script subtag stands only where it tells something") {
  CHECK(tag("en", USCRIPT_LATIN).tag == "en");
  CHECK(tag("ru", USCRIPT_CYRILLIC).tag == "ru");
  CHECK(tag("uz", USCRIPT_LATIN).tag == "uz");
  CHECK(tag("uz", USCRIPT_CYRILLIC).tag == "uz-Cyrl");
  CHECK(tag("kk", USCRIPT_CYRILLIC).tag == "kk");
  CHECK(tag("kk", USCRIPT_LATIN).tag == "kk-Latn");
  CHECK(tag("az", USCRIPT_ARABIC).tag == "az-Arab");
}

TEST_CASE("Kurdish in Arabic letters is Central Kurdish") {
  CHECK(tag("ku", USCRIPT_ARABIC).tag == "ckb");
  CHECK(tag("ku", USCRIPT_ARABIC).script == "Arab");
  CHECK(tag("ku", USCRIPT_LATIN).tag == "ku");
  CHECK(tag_table().find("ckb") == tag_table().find("ku"));
}

TEST_CASE("Serbian always says its script") {
  CHECK(tag("sr", USCRIPT_LATIN).tag == "sr-Latn");
  CHECK(tag("sr", USCRIPT_CYRILLIC).tag == "sr-Cyrl");
}

TEST_CASE("Chinese always says its script") {
  CHECK(tag("zh", USCRIPT_HAN).tag == "zh-Hans");
  CHECK(tag("zh", USCRIPT_HAN).script == "Hans");
  CHECK(tag_table().tag(tag_table().traditional_chinese(), USCRIPT_HAN).tag == "zh-Hant");
  CHECK(tag_table().tag(tag_table().traditional_chinese(), USCRIPT_HAN).script == "Hant");
}

TEST_CASE("Japanese and Korean have scripts that name their mixture") {
  CHECK(tag("ja", USCRIPT_HAN).tag == "ja");
  CHECK(tag("ja", USCRIPT_HAN).script == "Jpan");
  CHECK(tag("ja", USCRIPT_KATAKANA).script == "Jpan");
  CHECK(tag("ko", USCRIPT_HANGUL).tag == "ko");
  CHECK(tag("ko", USCRIPT_HANGUL).script == "Kore");
}

TEST_CASE("a script that the language is not written in makes no subtag") {
  CHECK(tag("en", USCRIPT_GREEK).tag == "en");
  CHECK(tag("en", USCRIPT_GREEK).script == "Grek");
}

TEST_CASE("without a language the tag is und, the script may be known") {
  CHECK(tag_table().tag(TagTable::none, USCRIPT_UNKNOWN).tag == "und");
  CHECK(tag_table().tag(TagTable::none, USCRIPT_UNKNOWN).script.empty());
  CHECK(tag_table().tag(TagTable::none, USCRIPT_RUNIC).tag == "und");
  CHECK(tag_table().tag(TagTable::none, USCRIPT_RUNIC).script == "Runr");
  CHECK(tag_table().primary(-1) == "und");
  CHECK(tag_table().primary(1000000) == "und");
  CHECK(tag_table().cld2_code(-1) == "un");
}

TEST_CASE("every script's language is known to CLD2") {
  for (int s = 0; s < 200; ++s) {
    const ScriptLanguage l = language_of_script(static_cast<UScriptCode>(s));
    if (l.language.empty()) continue;
    CAPTURE(std::string(l.language));
    CHECK(tag_table().find(l.language) != TagTable::none);
  }
  CHECK(language_of_script(USCRIPT_LATIN).language.empty());
  CHECK(language_of_script(USCRIPT_GREEK).certain);
  CHECK_FALSE(language_of_script(USCRIPT_DEVANAGARI).certain);
}

TEST_CASE("a language is found by its new code only") {
  CHECK(tag_table().find("he") != TagTable::none);
  CHECK(tag_table().find("iw") == TagTable::none);
  CHECK(tag_table().find("und") == TagTable::none);
  CHECK(tag_table().find("") == TagTable::none);
  CHECK(tag_table().cld2_code(tag_table().find("he")) == "iw");
}
