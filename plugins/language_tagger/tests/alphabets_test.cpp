#include "alphabets.hpp"

#include <doctest/doctest.h>
#include <unicode/uversion.h>

#include <string>

#include "../training/exemplars.hpp"
#include "alphabets_table.hpp"
#include "docmill/base/utf8.hpp"

using namespace docmill::language;

TEST_CASE("the table of alphabets is in order and names letters that are known") {
  std::string_view before;
  const TagTable tags;
  const Alphabets alphabets(tags);
  for (const Alphabet& a : alphabets_table()) {
    CAPTURE(std::string(a.language));
    CHECK(before < a.language);
    before = a.language;
    const LanguageNumber language = tags.find(a.language);
    REQUIRE(language != TagTable::none);
    CHECK_FALSE(alphabets.speak_against(language, a.letters));
  }
  CHECK(alphabets_table().size() > 80);
}

TEST_CASE("letters that a language does not have speak against it") {
  const TagTable tags;
  const Alphabets alphabets(tags);
  CHECK(alphabets.speak_against(tags.find("sr"), "їжа"));
  CHECK_FALSE(alphabets.speak_against(tags.find("uk"), "їжа"));
  CHECK(alphabets.speak_against(tags.find("de"), "łąka"));
  CHECK_FALSE(alphabets.speak_against(tags.find("pl"), "łąka"));
}

TEST_CASE("languages in Arabic letters are told by those that the others lack") {
  const TagTable tags;
  const Alphabets alphabets(tags);
  const auto against = [&](const char* language, const char* text) {
    return alphabets.speak_against(tags.find(language), text);
  };
  CHECK(against("fa", "سبەی دەچین بۆ گوندەکە"));
  CHECK_FALSE(against("ku", "سبەی دەچین بۆ گوندەکە"));
  CHECK(against("ar", "بىز ئەتە يېزىغا بارىمىز"));
  CHECK_FALSE(against("ug", "بىز ئەتە يېزىغا بارىمىز"));
  CHECK(against("fa", "پرندے گا رہے ہیں"));
  CHECK_FALSE(against("ur", "پرندے گا رہے ہیں"));
  CHECK_FALSE(against("fa", "پرنده‌ها روی درخت آواز می‌خوانند"));
  CHECK_FALSE(against("ar", "الطيور تغني على الشجرة"));
}

// Another release of ICU may carry another CLDR: then the table may differ, and is made anew when somebody wants it.
TEST_CASE("the table of alphabets is CLDR's") {
  if (U_ICU_VERSION_MAJOR_NUM != 72) {
    MESSAGE("skipped: the table was made with ICU 72");
    return;
  }
  std::u32string letters;
  for (const Alphabet& a : alphabets_table()) {
    CAPTURE(std::string(a.language));
    REQUIRE(exemplar_letters(a.language, letters));
    std::string text;
    for (const char32_t c : letters) docmill::utf8::append(text, c);
    CHECK(text == a.letters);
  }
}
