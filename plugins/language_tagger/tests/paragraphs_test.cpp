#include "paragraphs.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "kinds_of.hpp"
#include "pieces.hpp"

using namespace docmill::language;
using Texts = std::vector<std::string>;

namespace {

Texts lines(std::string_view text) {
  Texts result;
  Lines walker(text);
  while (const auto r = walker.next()) result.emplace_back(text.substr(r->start, r->end - r->start));
  return result;
}

Texts pieces(std::string_view paragraph) {
  std::vector<Piece> found;
  LetterCount letters;
  cut_pieces(paragraph, found, letters);
  Texts result;
  for (const Piece& p : found) result.emplace_back(paragraph.substr(p.range.start, p.range.end - p.range.start));
  return result;
}

}  // namespace

TEST_CASE("paragraphs are lines without the white space around") {
  CHECK(lines("one\n\n  two \t\nthree") == Texts{"one", "two", "three"});
  CHECK(lines("one\r\ntwo\rthree\xE2\x80\xA8"
              "four\xE2\x80\xA9"
              "five") == Texts{"one", "two", "three", "four", "five"});
  CHECK(lines("\xC2\xA0one\xE3\x80\x80\n") == Texts{"one"});
}

TEST_CASE("empty lines are no paragraphs") {
  CHECK(lines("").empty());
  CHECK(lines("\n\n \n\xC2\xA0\n").empty());
}

TEST_CASE("a line end is not seen inside other characters") {
  CHECK(lines("a…b “c” d") == Texts{"a…b “c” d"});
  CHECK(lines("x\xE2\x80").size() <= 1);
}

TEST_CASE("pieces end with sentences") {
  CHECK(pieces("This is the first sentence here. Und dies ist der zweite Satz davon.") ==
        Texts{"This is the first sentence here.", "Und dies ist der zweite Satz davon."});
}

TEST_CASE("pieces end where the script changes") {
  CHECK(pieces("This is what he had said to them Это он сказал им всем вчера вечером") ==
        Texts{"This is what he had said to them", "Это он сказал им всем вчера вечером"});
}

TEST_CASE("light pieces are joined to a neighbour") {
  CHECK(pieces("Er sagte dann laut das eine GPU Wort. Ja. Und dann ging er ganz schnell weg.").size() == 2);
  CHECK(pieces("Новый процессор Intel вышел на рынок вчера вечером").size() == 1);
  CHECK(pieces("Hi. Yo.") == Texts{"Hi. Yo."});
}

TEST_CASE("Chinese sentences need no space") {
  CHECK(pieces("这是一个新的芯片工厂。他们昨天在这里开始了工作。").size() == 2);
}

TEST_CASE("closing quotes stay with their sentence") {
  CHECK(pieces("“This is the first sentence of them.” Und dies ist der zweite Satz davon.").front().back() == '\x9D');
}

TEST_CASE("pieces cover the letters of a paragraph once") {
  for (const char* text :
       {"", "a", "....", "a. b. c. Дом. 一二三四五六七八九十。abc def ghi jkl mno pqr stu. ", "?!? »»» (((", " x "}) {
    std::vector<Piece> found;
    LetterCount letters;
    cut_pieces(text, found, letters);
    LetterCount all;
    all.add(text);
    uint64_t weight = 0;
    uint32_t end = 0;
    for (const Piece& p : found) {
      CHECK(p.range.start >= end);
      CHECK(p.range.end > p.range.start);
      end = p.range.end;
      weight += p.weight;
    }
    CAPTURE(text);
    CHECK(weight == all.weight());
  }
}
