#include "letters.hpp"

#include <doctest/doctest.h>
#include <unicode/uchar.h>

using namespace docmill::language;

namespace {
LetterCount count(std::string_view text) {
  LetterCount c;
  c.add(text);
  return c;
}
}  // namespace

TEST_CASE("a text without letters has no script") {
  for (const char* s : {"", " ", "123 45.6", "!?…", "\xF0\x9F\x98\x80", "—", "\x01\x7F"}) {
    CAPTURE(s);
    CHECK(count(s).weight() == 0);
    CHECK(count(s).main_script() == USCRIPT_UNKNOWN);
  }
}

TEST_CASE("letters of each script are counted") {
  CHECK(count("abcé").weight(USCRIPT_LATIN) == 4);
  CHECK(count("привет").weight(USCRIPT_CYRILLIC) == 6);
  CHECK(count("καλά").main_script() == USCRIPT_GREEK);
  CHECK(count("مرحبا").main_script() == USCRIPT_ARABIC);
  CHECK(count("שלום").main_script() == USCRIPT_HEBREW);
  CHECK(count("สวัสดี").main_script() == USCRIPT_THAI);
  CHECK(count("नमस्ते").main_script() == USCRIPT_DEVANAGARI);
  CHECK(count("გამარჯობა").main_script() == USCRIPT_GEORGIAN);
}

TEST_CASE("an ideograph or a syllable weighs three letters") {
  CHECK(count("芯片").weight() == 6);
  CHECK(count("한국").weight() == 6);
  CHECK(count("芯片 chip").weight() == 10);
  CHECK(count("芯片 chip").main_script() == USCRIPT_HAN);
  CHECK(count("芯 chip").main_script() == USCRIPT_LATIN);
}

TEST_CASE("Han and kana count as one writing system") {
  CHECK(count("半導体の abcdefghijk").main_script() == USCRIPT_HAN);
  CHECK(count("これはペンです").main_script() == USCRIPT_HIRAGANA);
  CHECK(count("コンピュータ").main_script() == USCRIPT_KATAKANA);
}

TEST_CASE("counts add up and are cleared") {
  LetterCount c;
  c.add("ab");
  c.add("cd");
  CHECK(c.weight() == 4);
  c.clear();
  CHECK(c.weight() == 0);
  CHECK(c.main_script() == USCRIPT_UNKNOWN);
}

TEST_CASE("scripts have ISO 15924 codes") {
  CHECK(script_code(USCRIPT_LATIN) == "Latn");
  CHECK(script_code(USCRIPT_CYRILLIC) == "Cyrl");
  CHECK(script_code(USCRIPT_UNKNOWN) == "Zzzz");
}

TEST_CASE("the table of scripts is ICU's") {
  const LetterScripts& scripts = LetterScripts::get();
  std::size_t wrong = 0;
  for (char32_t c = 0; c < 0x10000; ++c) {
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
    if (script <= USCRIPT_INHERITED || script == USCRIPT_UNKNOWN || !u_isUAlphabetic(static_cast<UChar32>(c)))
      script = USCRIPT_COMMON;
    wrong += scripts[c] != script;
  }
  CHECK(wrong == 0);
}
