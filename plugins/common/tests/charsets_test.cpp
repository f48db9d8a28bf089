#include <doctest/doctest.h>

#include <string>

#include <docmill/base/utf8.hpp>

#include "charsets/charsets.hpp"

using docmill::to_utf8;

TEST_CASE("bytes are read by the name of their encoding, case aside") {
  CHECK(to_utf8("M\xFChle", "ISO-8859-1") == "Mühle");
  CHECK(to_utf8("M\xC3\xBChle", "utf-8") == "Mühle");
  CHECK(to_utf8("\x80 5", "iso-8859-1") == "€ 5");  // as browsers read it
  CHECK(to_utf8("\xCD\xC5\xCC\xD8\xCE\xC9\xC3\xC1", "koi8-r") == "мельница");
  CHECK(to_utf8("\x93\xFA", "shift_jis") == "日");
  CHECK(to_utf8("\xD6\xD0", "GB2312") == "中");
}

TEST_CASE("without a name, or with one that nobody knows: UTF-8 or windows-1252") {
  for (const char* none : {"", "x-nobody", "a b", "-"}) {
    CAPTURE(none);
    CHECK(to_utf8("Mühle", none) == "Mühle");
    CHECK(to_utf8("M\xFChle", none) == "Mühle");
    CHECK_FALSE(docmill::is_known_charset(none));
  }
  CHECK(docmill::is_known_charset("Windows-1251"));
  CHECK_FALSE(docmill::is_known_charset(std::string(100'000, 'a')));
}

TEST_CASE("what comes out is UTF-8, whatever goes in") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  for (const char* charset : {"", "utf-8", "utf-16", "utf-7", "iso-2022-jp", "gb18030", "big5", "windows-1252", "scsu"})
    CHECK_MESSAGE(docmill::utf8::is_valid(to_utf8(bytes, charset)), charset);
  CHECK(to_utf8("a\xFF", "utf-8") == "a\xEF\xBF\xBD");
}
