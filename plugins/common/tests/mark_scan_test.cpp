#include "sentences/mark_scan.hpp"

#include <doctest/doctest.h>
#include <unicode/uchar.h>

#include <string>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "sentences/marks.hpp"

using namespace docmill::sentences;

namespace {

std::vector<std::size_t> places(std::string_view text, LocalMarks local = LocalMarks::none) {
  MarkScan scan(text, local);
  std::vector<std::size_t> result;
  for (std::size_t at = scan.next(); at != MarkScan::none; at = scan.next()) result.push_back(at);
  return result;
}

}  // namespace

TEST_CASE("marks are found at every place of a block and behind its end") {
  for (std::size_t at = 0; at < 70; ++at) {
    CAPTURE(at);
    std::string text(70, 'x');
    text[at] = '?';
    CHECK(places(text) == std::vector<std::size_t>{at});
    CHECK(places(text.substr(0, at + 1)) == std::vector<std::size_t>{at});
    const std::string wide = std::string(at, 'x') + "。" + "y";
    CHECK(places(wide) == std::vector<std::size_t>{at});
  }
}

TEST_CASE("nothing is found behind the end") {
  const std::string text = "abc.....................................";
  CHECK(places(std::string_view(text).substr(0, 3)).empty());
  CHECK(places("").empty());
}

TEST_CASE("a semicolon is found where it is a question mark") {
  CHECK(places("a; b").empty());
  CHECK(places("a; b", LocalMarks::greek).size() == 1);
}

TEST_CASE("no character that ends a sentence, opens a quotation or ends a line is missed") {
  for (char32_t c = 1; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const bool wanted = mark_of(c, LocalMarks::none) != Mark::none || closers_of(c).first != 0;
    if (!wanted) continue;
    std::string text = "ab";
    docmill::utf8::append(text, c);
    text += "cd";
    if (places(text) != std::vector<std::size_t>{2}) FAIL_CHECK("code point ", static_cast<unsigned>(c));
  }
}

TEST_CASE("letters of the common scripts are passed over") {
  CHECK(places("plain words, and numbers 12,5 {x} - it's").empty());
  CHECK(places("Ελληνικά, Русский текст, français œuvre, Tiếng Việt, العربية، हिन्दी, 日本語、カタカナひらがな, 한국어")
            .empty());
  CHECK(places("\xF0\x9F\x98\x80 it’s – a dash — here").empty());
}
