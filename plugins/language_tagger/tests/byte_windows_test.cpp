// What is found sixteen bytes at a time must not hang on where the windows begin.
#include "byte_windows.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "log_odds.hpp"
#include "non_language.hpp"
#include "pieces.hpp"
#include "readable.hpp"

using namespace docmill::language;

namespace {

const std::vector<std::string> texts{
    "The mill stands by the river. Its wheel has turned since 1790! Who built it? Nobody knows (yet).",
    "Łódź leży nad rzeką Łódką. Młyn stoi tam od lat… Kto go zbudował?\t„Nikt nie wie”, mówi młynarz.",
    "He said «это совсем другое дело» and left. Then came rain.Then snow. 雨が降っていた。そして雪。 The end",
    "See https://mill.example/wheel?x=1, write to miller@mill.example or look into mill.conf; #wheel @miller a\x01"
    "b.",
    "One.Two. Three.) \"Four.\" Fiveeeeeeeeeeeeeeeeeeeeeeeeeeeeee internationalisation 0123abcd4567ef Dr. X",
    "No longer than aBcDeFgHiJk is a word, but aBcDeFgHiJkL is none, nor aBcDeFgHiJkLm or aB cDeFgHiJ kLmNoPqRsTuVw x",
};

struct Cut {
  std::vector<Piece> pieces;
  LetterCount letters;
};

Cut cut(const std::string& text) {
  Cut result;
  cut_pieces(text, result.pieces, result.letters);
  return result;
}

std::string made_readable(const std::string& text) {
  std::string scratch;
  return std::string(readable(text, scratch));
}

}  // namespace

TEST_CASE("bits of a window stand in the order of its bytes") {
  for (std::size_t i = 0; i < window; ++i) {
    std::string text(window, 'a');
    text[i] = '.';
    CHECK(high_bits(is(window_at(text, 0), '.')) == 1u << i);
    CHECK(high_bits(ascii_letters(window_at(text, 0))) == (0xFFFFu ^ 1u << i));
    text[i] = '\xC3';
    CHECK(high_bits(window_at(text, 0)) == 1u << i);
  }
  for (uint32_t bits = 0; bits < 0x10000; bits += 7) {
    uint32_t expected = 0;
    for (uint32_t rest = bits; rest != 0; rest /= 2) expected += rest % 2;
    REQUIRE(count_bits(bits) == expected);
  }
  for (int c = 0; c < 256; ++c) {
    const std::string text(window, static_cast<char>(c));
    CHECK((high_bits(is_from_to(window_at(text, 0), '.', '@')) == 0xFFFF) == (c >= '.' && c <= '@'));
    CHECK((high_bits(ascii_letters(window_at(text, 0))) == 0xFFFF) == is_ascii_letter(static_cast<char>(c)));
  }
}

TEST_CASE("a paragraph is cut at the same places wherever it begins and ends") {
  for (const std::string& text : texts) {
    const Cut expected = cut(text);
    for (std::size_t before = 0; before < 2 * window; ++before) {
      const Cut moved = cut(std::string(before, ' ') + text + std::string(before * 3 % 17, ' '));
      CHECK(moved.letters.weight() == expected.letters.weight());
      REQUIRE(moved.pieces.size() == expected.pieces.size());
      for (std::size_t i = 0; i < expected.pieces.size(); ++i) {
        CHECK(moved.pieces[i].range.start == expected.pieces[i].range.start + before);
        CHECK(moved.pieces[i].range.end == expected.pieces[i].range.end + before);
        CHECK(moved.pieces[i].weight == expected.pieces[i].weight);
        CHECK(moved.pieces[i].script == expected.pieces[i].script);
        CHECK(moved.pieces[i].pure == expected.pieces[i].pure);
      }
    }
  }
}

TEST_CASE("the same is blanked wherever a text begins and ends") {
  for (const std::string& text : texts) {
    for (std::size_t before = 0; before < 2 * window; ++before) {
      const std::string spaces(before, ' ');
      CHECK(made_readable(spaces + text + spaces) == spaces + made_readable(text) + spaces);
    }
  }
  CHECK(made_readable(texts[3]) ==
        "See                                 write to                     or look into                           a b.");
}

TEST_CASE("signs of code are counted wherever they stand") {
  for (std::size_t letters = 3; letters < 40; ++letters) {
    for (std::size_t at = 0; at <= letters; ++at) {
      const std::string line = std::string(at, 'a') + "[|]" + std::string(letters - at, 'b');
      CAPTURE(line);
      CHECK(is_code(line) == (letters <= 15));
    }
  }
}

TEST_CASE("the bits of a window are the same without an instruction for them") {
  std::mt19937 random(5);
  for (int round = 0; round < 2000; ++round) {
    std::string text(window, '\0');
    uint32_t expected = 0;
    for (std::size_t i = 0; i < window; ++i) {
      const auto byte = static_cast<uint8_t>(random());
      text[i] = static_cast<char>(byte);
      expected |= static_cast<uint32_t>(byte >> 7) << i;
    }
    REQUIRE(high_bits_by_words(window_at(text, 0)) == expected);
    REQUIRE(high_bits(window_at(text, 0)) == expected);
  }
}

TEST_CASE("the standing of log-odds is that of the sorted ones, with vectors of either width") {
  std::mt19937 random(8);
  for (int round = 0; round < 2000; ++round) {
    std::vector<int32_t> numbers(8 * (1 + random() % 12));
    const int32_t spread = 1 << (1 + random() % 27);  // with some that are the same
    for (int32_t& n : numbers) n = static_cast<int32_t>(random() % static_cast<uint32_t>(spread)) - spread / 2;
    const auto first = std::max_element(numbers.begin(), numbers.end());
    std::vector<int32_t> others(numbers.begin(), first);
    others.insert(others.end(), first + 1, numbers.end());
    for (const Standing& standing : {standing_of(numbers), standing_here(numbers)}) {
      REQUIRE(standing.top == *first);
      REQUIRE(standing.first == static_cast<std::size_t>(first - numbers.begin()));
      REQUIRE(standing.second == *std::max_element(others.begin(), others.end()));
      REQUIRE(standing.rest(standing.first) == standing.second);
      REQUIRE(standing.rest((standing.first + 1) % numbers.size()) == standing.top);
    }
  }
  const Standing nowhere = standing_of(std::vector<int32_t>(8, -2 * out_of_reach));
  CHECK(nowhere.top == -out_of_reach);
  CHECK(nowhere.first == 8);
}

TEST_CASE("the share of the highest log-odds is the same with vectors of either width") {
  std::mt19937 random(6);
  for (int round = 0; round < 2000; ++round) {
    std::vector<int32_t> logits(4 * (1 + random() % 30));
    for (int32_t& l : logits) l = static_cast<int32_t>(random() % 20000) - 15000;
    const double odds = 0.25 + static_cast<double>(random() % 1000) / 500;
    const int32_t top = *std::max_element(logits.begin(), logits.end());
    REQUIRE(share_of_top(logits, top, odds) == share_of_top_here(logits, top, odds));
  }
}

TEST_CASE("the share of the highest log-odds is that of its power of e") {
  const std::vector<int32_t> logits{0, -700, -3000, -9000, -30000, 500, -out_of_reach, -20};
  for (const double odds : {0.5, 0.75, 1.7}) {
    double total = 0;
    for (const int32_t l : logits) total += power_of_e(std::min(l - 500, 0) * odds);
    CHECK(share_of_top(logits, 500, odds) == doctest::Approx(1 / total).epsilon(1e-12));
    CHECK(share_of_top(logits, 500, odds) == share_of_top_here(logits, 500, odds));
  }
  CHECK(power_of_e(-1024) == doctest::Approx(0.36787944).epsilon(1e-6));
}
