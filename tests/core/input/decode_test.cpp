#include "host/input/decode.hpp"

#include <doctest/doctest.h>
#include <unicode/ucnv.h>

#include <random>
#include <string>

#include "core/input/map_units.hpp"
#include "host/input/map_builder.hpp"

using namespace docmill;
using namespace docmill::host;
using namespace docmill::host::test;

namespace {

struct Decoded {
  std::string text;
  std::vector<docmill_map_run> map;
  DecodeOutcome outcome;
};

Decoder& decoder() {
  static Decoder decoder;
  return decoder;
}

Decoded decode(std::string_view encoding, std::string_view raw, OnBad on_bad = OnBad::stop, std::size_t from = 0) {
  Decoded out;
  out.outcome = decoder().decode(*find_encoding(encoding), raw, from, on_bad, out.text, out.map);
  return out;
}

std::string text_of(std::string_view encoding, std::string_view raw) {
  const Decoded out = decode(encoding, raw);
  return out.outcome.ok() ? out.text : "bad at " + std::to_string(out.outcome.bad_offset);
}

std::string replaced(std::string_view encoding, std::string_view raw) {
  return decode(encoding, raw, OnBad::replace).text;
}

std::string utf8_of(char32_t c) {
  std::string out;
  utf8::append(out, c);
  return out;
}

// ICU's bytes for one character; empty when it has none.
std::string encode(UConverter* converter, char32_t c) {
  UChar units[2];
  int32_t n = 0;
  U16_APPEND_UNSAFE(units, n, static_cast<UChar32>(c));
  char bytes[16];
  UErrorCode status = U_ZERO_ERROR;
  ucnv_resetFromUnicode(converter);
  const int32_t size = ucnv_fromUChars(converter, bytes, sizeof bytes, units, n, &status);
  return U_SUCCESS(status) ? std::string(bytes, static_cast<std::size_t>(size)) : "";
}

struct Letter {
  char32_t c;
  std::string bytes;
};

// The characters that go there and back.
std::vector<Letter> letters_of(const std::string& encoding, const char* icu_name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(icu_name, &status);
  REQUIRE(U_SUCCESS(status));
  ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::vector<Letter> letters;
  for (char32_t c = 0; c < 0x30000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string bytes = encode(converter, c);
    if (!bytes.empty() && text_of(encoding, bytes) == utf8_of(c)) letters.push_back({c, std::move(bytes)});
  }
  ucnv_close(converter);
  return letters;
}

struct Case {
  std::string encoding;
  const char* icu_name;
  std::size_t n_letters;  // at least
};

const std::vector<Case> stateless{{"windows-1252", "windows-1252", 250},
                                  {"iso-8859-2", "iso-8859-2", 250},
                                  {"windows-1251", "windows-1251", 250},
                                  {"koi8-r", "koi8-r", 250},
                                  {"windows-1256", "windows-1256", 250},
                                  {"windows-874", "windows-874", 220},
                                  {"macintosh", "macintosh", 250},
                                  {"ibm850", "ibm-850", 220},
                                  {"gbk", "gb18030", 100000},
                                  {"gb18030", "gb18030", 100000},
                                  {"big5", "big5-hkscs", 13000},
                                  {"shift_jis", "shift_jis", 7000},
                                  {"euc-jp", "euc-jp", 6500},
                                  {"euc-kr", "windows-949", 17000},
                                  {"utf-16le", "UTF-16LE", 190000},
                                  {"utf-16be", "UTF-16BE", 190000},
                                  {"utf-32le", "UTF-32LE", 190000},
                                  {"utf-32be", "UTF-32BE", 190000},
                                  {"utf-8", "UTF-8", 190000}};

}  // namespace

TEST_CASE("decode: in every encoding, the bytes of each character of a random text are its bytes in the source") {
  std::mt19937 random(23);
  for (const Case& c : stateless) {
    INFO(c.encoding);
    const std::vector<Letter> letters = letters_of(c.encoding, c.icu_name);
    CHECK(letters.size() >= c.n_letters);
    for (int round = 0; round < 20; ++round) {
      std::string raw = std::string(random() % 5, '?'), text;
      const std::size_t from = raw.size();
      std::vector<const Letter*> chosen;
      for (std::size_t n = random() % 300; n > 0; --n) {
        // Stretches of one script, as texts have them, and now and then ASCII.
        const bool near = !chosen.empty() && random() % 4 != 0;
        std::size_t i = near ? static_cast<std::size_t>(chosen.back() - letters.data()) + random() % 30 : random();
        if (random() % 5 == 0) i = random() % 90;
        chosen.push_back(&letters[i % letters.size()]);
        raw += chosen.back()->bytes;
        text += utf8_of(chosen.back()->c);
      }
      const Decoded out = decode(c.encoding, raw, OnBad::stop, from);
      REQUIRE(out.outcome.ok());
      REQUIRE(out.text == text);
      REQUIRE(is_merged(out.map));
      std::string wrong;
      const std::vector<Unit> units = units_of(out.map, out.text.size(), raw.size(), wrong);
      REQUIRE(wrong == "");
      std::size_t at = from, unit = 0;
      for (const Letter* letter : chosen) {
        // A character may be several units (UTF-8 is copied byte by byte), never a part of one.
        const std::size_t begin = units[unit].source_start, text_begin = units[unit].start;
        while (units[unit].end < text_begin + utf8_of(letter->c).size()) ++unit;
        REQUIRE(begin == at);
        REQUIRE(units[unit].source_end == at + letter->bytes.size());
        REQUIRE(text_of(c.encoding, std::string_view(raw).substr(begin, units[unit].source_end - begin)) ==
                utf8_of(letter->c));
        at += letter->bytes.size();
        ++unit;
      }
      REQUIRE(unit == units.size());
    }
  }
}

TEST_CASE("decode: of random bytes with replacements, the units cover every byte") {
  std::mt19937 random(29);
  for (const Case& c : stateless) {
    INFO(c.encoding);
    for (int round = 0; round < 300; ++round) {
      std::string raw;
      for (std::size_t n = random() % 60; n > 0; --n)
        raw += static_cast<char>(random() % 3 == 0 ? 'a' + random() % 26 : random());
      const Decoded out = decode(c.encoding, raw, OnBad::replace);
      REQUIRE(utf8::is_valid(out.text));
      std::string wrong;
      const std::vector<Unit> units = units_of(out.map, out.text.size(), raw.size(), wrong);
      REQUIRE(wrong == "");
      std::size_t at = 0;
      for (const Unit& unit : units) {
        REQUIRE(unit.source_start == at);
        at = unit.source_end;
      }
      REQUIRE(at == raw.size());
      // Stopping instead finds the same first place.
      const Decoded stopped = decode(c.encoding, raw);
      REQUIRE(stopped.outcome.ok() == out.outcome.ok());
      if (!out.outcome.ok()) REQUIRE(stopped.outcome.bad_offset == out.outcome.bad_offset);
    }
  }
}

TEST_CASE("decode: encodings with shifts decode in order") {
  const std::string japanese = "a\x1B$B$\"$$\x1B(Bb\x1B$B4A\x1B(B";
  CHECK(text_of("iso-2022-jp", japanese) ==
        "a\xE3\x81\x82\xE3\x81\x84"
        "b\xE6\xBC\xA2");
  const Decoded out = decode("iso-2022-jp", japanese);
  std::string wrong;
  const std::vector<Unit> units = units_of(out.map, out.text.size(), japanese.size(), wrong);
  CHECK(wrong == "");
  REQUIRE(units.size() == 5);
  CHECK(japanese.substr(units[2].source_start, 2) == "$$");
  CHECK(text_of("hz-gb-2312", "x~{VPND~}y") == "x\xE4\xB8\xAD\xE6\x96\x87y");
  CHECK(text_of("utf-7", "A+AOQ-B") ==
        "A\xC3\xA4"
        "B");
}

TEST_CASE("decode: single bytes as the Encoding Standard has them") {
  CHECK(text_of("iso-8859-1", "\x80\x92\x93\xE9") == "\xE2\x82\xAC\xE2\x80\x99\xE2\x80\x9C\xC3\xA9");
  CHECK(text_of("windows-1252", "\x81") == "\xC2\x81");
  CHECK(text_of("iso-8859-9", "\xDD\xFD") == "\xC4\xB0\xC4\xB1");
  CHECK(text_of("windows-1251", "\xCF\xF0") == "\xD0\x9F\xD1\x80");
  CHECK(text_of("koi8-r", "\xF0\xD2") == "\xD0\x9F\xD1\x80");
  CHECK(text_of("iso-8859-16", "\xA4\xAA\xDE") == "\xE2\x82\xAC\xC8\x98\xC8\x9A");
  CHECK(text_of("x-user-defined", "a\x80\xFF") == "a\xEF\x9E\x80\xEF\x9F\xBF");
  CHECK(text_of("ibm866", "\x1A\x1C\x7F\x80") == "\x1A\x1C\x7F\xD0\x90");
}

TEST_CASE("decode: control characters keep their places in every encoding that has ASCII") {
  std::string controls;
  for (char c = 0; c < 0x20; ++c) controls += c;
  for (const char* encoding : {"windows-1252", "shift_jis", "gbk", "big5", "euc-jp", "euc-kr", "koi8-u", "iso-8859-6"})
    CHECK(text_of(encoding, controls + "\x7F") == controls + "\x7F");
}

TEST_CASE("decode: the usual words of East Asia") {
  CHECK(text_of("gb2312", "\xD6\xD0\xCE\xC4") == "\xE4\xB8\xAD\xE6\x96\x87");
  CHECK(text_of("gbk", "\x80") == "\xE2\x82\xAC");
  CHECK(text_of("gb18030", "\x81\x30\x81\x30") == "\xC2\x80");
  CHECK(text_of("big5", "\xA4\xA4\xA4\xE5") == "\xE4\xB8\xAD\xE6\x96\x87");
  CHECK(text_of("shift_jis", "\x93\xFA\x96\x7B\xB1\x81\x60\\~") ==
        "\xE6\x97\xA5\xE6\x9C\xAC\xEF\xBD\xB1\xEF\xBD\x9E\\~");
  CHECK(text_of("euc-jp", "\xC6\xFC\xCB\xDC\x8E\xB1") == "\xE6\x97\xA5\xE6\x9C\xAC\xEF\xBD\xB1");
  CHECK(text_of("euc-kr", "\xC7\xD1\xB1\xDB\x81\x41") == "\xED\x95\x9C\xEA\xB8\x80\xEA\xB0\x82");
}

TEST_CASE("decode: bytes that stand for nothing are bad, not private characters") {
  CHECK(text_of("euc-kr", "a\xFF") == "bad at 1");
  CHECK(text_of("euc-kr", "\xC9\xA1") == "bad at 0");
  CHECK(text_of("big5", "ab\x80") == "bad at 2");
  CHECK(text_of("shift_jis", "\xA0") == "bad at 0");
  CHECK(text_of("gbk", "a\xD6") == "bad at 1");
  CHECK(text_of("utf-8", "abc\x92") == "bad at 3");
}

TEST_CASE("decode: an ASCII byte behind a stray lead byte stays") {
  CHECK(replaced("gbk", "\xD6\"x") == "\xEF\xBF\xBD\"x");
  CHECK(replaced("shift_jis", "\x81\"x") == "\xEF\xBF\xBD\"x");
  CHECK(replaced("euc-kr", "\xB0<p>") == "\xEF\xBF\xBD<p>");
  CHECK(replaced("big5", "\xA4 x") == "\xEF\xBF\xBD x");
}

TEST_CASE("decode: UTF-8 that breaks off is replaced by maximal subparts") {
  const std::string r = "\xEF\xBF\xBD";
  CHECK(replaced("utf-8", "a\x92z") == "a" + r + "z");
  CHECK(replaced("utf-8", "\xE4\xBDz") == r + "z");
  CHECK(replaced("utf-8", "\xF0\x9F\x98") == r);
  CHECK(replaced("utf-8", "\xC0\x80") == r + r);
  CHECK(replaced("utf-8", "\xED\xA0\x80") == r + r + r);
  CHECK(replaced("utf-8", "\xF0\x80\x80\x80") == r + r + r + r);
  CHECK(replaced("utf-8", "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41") == r + r + r + r + "A");
  CHECK(decode("utf-8", "\xE1\x80\xE2", OnBad::replace).outcome.n_bad == 2);
}

TEST_CASE("decode: UTF-16 and UTF-32 by hand") {
  CHECK(text_of("utf-16le", std::string_view("A\0\x3D\xD8\x00\xDE", 6)) == "A\xF0\x9F\x98\x80");
  CHECK(text_of("utf-16be", std::string_view("\0A\xD8\x3D\xDE\x00", 6)) == "A\xF0\x9F\x98\x80");
  CHECK(text_of("utf-16le", std::string_view("A\0\x3D\xD8", 4)) == "bad at 2");
  CHECK(text_of("utf-16le", std::string_view("\x00\xDE", 2)) == "bad at 0");
  CHECK(text_of("utf-16le", std::string_view("A\0B", 3)) == "bad at 2");
  CHECK(text_of("utf-32le", std::string_view("\x00\xF6\x01\0", 4)) == "\xF0\x9F\x98\x80");
  CHECK(text_of("utf-32be", std::string_view("\x00\x11\0\0", 4)) == "bad at 0");
  CHECK(text_of("utf-32le", std::string_view("A\0\0\0B", 5)) == "bad at 4");
}

TEST_CASE("decode: equal shapes are one run") {
  const auto runs = [](std::string_view encoding, std::string_view raw) { return decode(encoding, raw).map; };
  const auto is = [](const docmill_map_run& run, uint32_t start, uint32_t source, uint32_t unit, uint32_t source_unit) {
    return run.start == start && run.source_start == source && run.unit == unit && run.source_unit == source_unit;
  };
  const auto latin = runs("windows-1252", "abc\xE9\xE9xy");
  REQUIRE(latin.size() == 3);
  CHECK(is(latin[0], 0, 0, 1, 1));
  CHECK(is(latin[1], 3, 3, 2, 1));
  CHECK(is(latin[2], 7, 5, 1, 1));
  const auto chinese = runs("gbk", "\xD6\xD0\xCE\xC4\xD6\xD0");
  REQUIRE(chinese.size() == 1);
  CHECK(is(chinese[0], 0, 0, 3, 2));
  const auto wide = runs("utf-16le", std::string_view("a\0b\0c\0", 6));
  REQUIRE(wide.size() == 1);
  CHECK(is(wide[0], 0, 0, 1, 2));
  CHECK(runs("windows-1252", "").empty());
}

TEST_CASE("map builder: a character that joins the unit before takes it out of its run") {
  std::vector<docmill_map_run> runs;
  MapBuilder builder(runs);
  builder.add(3, 2, 0);
  builder.add(3, 2, 2);
  builder.widen_last(2);
  builder.add(3, 2, 4);
  std::string wrong;
  const std::vector<Unit> units = units_of(runs, 11, 6, wrong);
  CHECK(wrong == "");
  REQUIRE(units.size() == 3);
  CHECK(units[1].start == 3);
  CHECK(units[1].end == 8);
  CHECK(units[1].source_start == 2);
  CHECK(units[1].source_end == 4);
  CHECK(units[2].source_start == 4);
}
