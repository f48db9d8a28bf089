#include "readable.hpp"

#include <doctest/doctest.h>

#include "cld2_detector.hpp"
#include "docmill/base/utf8.hpp"
#include "kinds_of.hpp"

using namespace docmill::language;

namespace {
std::string blanked(std::string_view text) {
  std::string scratch;
  return std::string(readable(text, scratch));
}
}  // namespace

TEST_CASE("a clean text is handed through without a copy") {
  const std::string text = "Ein Text.\n\tMit Zeilen, 中文 und \xF0\x9F\x98\x80\r\n";
  std::string scratch;
  CHECK(readable(text, scratch).data() == text.data());
  CHECK(scratch.empty());
}

TEST_CASE("refused bytes become spaces of the same length") {
  CHECK(blanked(std::string_view("a\0b", 3)) == "a b");
  CHECK(blanked("a\x01\x1F\x7F"
                "b") == "a   b");
  CHECK(blanked("a\xC2\x85"
                "b") == "a  b");  // C1: next line
  CHECK(blanked("a\xEF\xBF\xBF"
                "b") == "a   b");  // U+FFFF
  CHECK(blanked("a\xEF\xB7\x90"
                "b") == "a   b");  // U+FDD0
  CHECK(blanked("a\xF4\x8F\xBF\xBE"
                "b") == "a    b");  // U+10FFFE
}

TEST_CASE("after blanking CLD2 refuses no code point") {
  // CLD2 stops at what it refuses, so one text with every code point would do; a block each tells which one it was.
  for (char32_t block = 0; block < 0x110000; block += 256) {
    std::string text = "the ";
    for (char32_t c = block; c < block + 256; ++c) {
      if (c < 0xD800 || c > 0xDFFF) docmill::utf8::append(text, c);
    }
    CAPTURE(static_cast<uint32_t>(block));
    std::string scratch;
    const std::string_view clean = readable(text, scratch);
    CHECK(clean.size() == text.size());
    CHECK(docmill::utf8::is_valid(clean));
    CHECK(is_accepted(clean));
  }
}

TEST_CASE("addresses are blanked") {
  CHECK(blanked("see http://a.b/c now") == "see              now");
  CHECK(blanked("(www.example.org) x") == "                  x");
  for (std::size_t n_words = 0; n_words < 24; ++n_words) {  // the full stop also at the borders of 64 bytes
    std::string words;
    for (std::size_t i = 0; i < n_words; ++i) words += "on ";
    CHECK(blanked(words + "www. for more") == words + "     for more");
    CHECK(blanked(words + "www.") == words + "    ");
    CHECK(blanked(words + "(www. for") == words + "      for");
  }
  CHECK(blanked("mail to me@example.org now") == "mail to                now");
  CHECK(blanked("参见https://a.example/b，谢谢") == "参见                   ，谢谢");
}

TEST_CASE("letters beyond ASCII are of an address, those of scripts without spaces in its path only") {
  const auto letters_left = [](std::string_view text) {
    std::string left = blanked(text);
    std::erase(left, ' ');
    return left;
  };
  CHECK(letters_left("https://el.example.org/Μύλος/νερό") == "");
  CHECK(letters_left("https://пример.рф/путь вот") == "вот");
  CHECK(letters_left("https://ja.example.org/wiki/水車") == "");
  CHECK(letters_left("почта@пример.рф") == "");
  CHECK(letters_left("请看https://example.org然后回来") == "请看然后回来");
  CHECK(letters_left("https://example.org/pathを開く") == "を開く");
  CHECK(letters_left("문서는https://example.org에서") == "문서는에서");
  CHECK(letters_left("«https://example.org/a»") == "«»");
}

TEST_CASE("what only looks a little like an address stays") {
  for (const char* s : {"a:b", "a :// b", "@ home", "home @", "www", "awww.x", "one: //", "@"}) {
    CAPTURE(s);
    if (std::string_view(s).find("://") == std::string_view::npos) CHECK(blanked(s) == s);
    CHECK(blanked(s).size() == std::string_view(s).size());
  }
}

TEST_CASE("a long run of address marks takes linear time") {
  std::string text;
  for (int i = 0; i < 300000; ++i) text += "a@";
  CHECK(blanked(text).size() == text.size());
  text.clear();
  for (int i = 0; i < 300000; ++i) text += "://";
  CHECK(blanked(text).find(':') == std::string::npos);
}
