#include "paragraphs.hpp"

#include <doctest/doctest.h>

#include <random>
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

TEST_CASE("paragraphs of Latin letters are cut by bits as they are letter by letter") {
  const Texts parts = {
      "a", "bee", "Wasserrad", "été", "Ł", "ß", "1", ",", "-", ".", ".", "!", "?",  "…", "؟",        "।",
      ")", "]",   "\"",        "'",   "”", "’", "»", "“", "«", " ", " ", " ", "\t", " ", "\xC2\xA0", "\xE3\x80\x80",
      "€", "–"};
  std::mt19937 random(21);
  for (int round = 0; round < 20'000; ++round) {
    std::string text = "x";
    const auto n = random() % 90;
    for (unsigned i = 0; i < n; ++i) text += parts[random() % parts.size()];
    text += 'x';
    std::vector<Piece> found, expected;
    LetterCount letters, expected_letters;
    cut_pieces(text, found, letters);
    cut_pieces_by_letters(text, expected, expected_letters);
    CAPTURE(text);
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      REQUIRE(found[i].range.start == expected[i].range.start);
      REQUIRE(found[i].range.end == expected[i].range.end);
      REQUIRE(found[i].weight == expected[i].weight);
      REQUIRE(found[i].script == expected[i].script);
      REQUIRE(found[i].quoted == expected[i].quoted);
      REQUIRE(found[i].pure == expected[i].pure);
    }
    REQUIRE(letters.weight() == expected_letters.weight());
  }
}
