// What is found sixteen bytes at a time must not hang on where the windows begin.
#include "byte_windows.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "kinds_of.hpp"
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
  for (int c = 0; c < 256; ++c) {
    const std::string text(window, static_cast<char>(c));
    CHECK((high_bits(is_from_to(window_at(text, 0), '.', '@')) == 0xFFFF) == (c >= '.' && c <= '@'));
    CHECK((high_bits(ascii_letters(window_at(text, 0))) == 0xFFFF) == is_ascii_letter(static_cast<char>(c)));
  }
}

TEST_CASE("the kinds of bytes are those of each byte, with windows of either width") {
  std::mt19937 random(9);
  const auto is_in = [](char c, std::string_view bytes) { return bytes.find(c) != std::string_view::npos; };
  for (int round = 0; round < 500; ++round) {
    std::string text(random() % 200, ' ');
    for (char& c : text) c = static_cast<char>(random() % (round % 2 == 0 ? 256 : 128));
    std::vector<ByteKinds> kinds(1), narrow(1);  // they are added
    read_kinds(text, kinds);
    read_kinds(text, narrow, false);
    REQUIRE(kinds.size() == 1 + (text.size() + 63) / 64);
    kinds.erase(kinds.begin());
    narrow.erase(narrow.begin());
    for (std::size_t at = 0; at < 64 * kinds.size(); ++at) {
      const bool is_there = at < text.size();
      const char c = is_there ? text[at] : 'x';
      const auto byte = static_cast<unsigned char>(c);
      const auto check = [&](Kind kind, bool expected) {
        CAPTURE(byte);
        REQUIRE(is_of(kinds, kind, at) == (is_there && expected));
        REQUIRE(is_of(narrow, kind, at) == (is_there && expected));
      };
      check(&ByteKinds::letters, is_ascii_letter(c));
      check(&ByteKinds::capitals, c >= 'A' && c <= 'Z');
      check(&ByteKinds::beyond, byte >= 0x80);
      check(&ByteKinds::blanks, is_in(c, " \t\r\n"));
      check(&ByteKinds::stops, is_in(c, ".!?"));
      check(&ByteKinds::closers, is_in(c, ")]\"'"));
      check(&ByteKinds::dashes, c == '-');
      check(&ByteKinds::dots, c == '.');
      check(&ByteKinds::marks, is_in(c, "#@/\\._={:(0123456789"));
      check(&ByteKinds::signs, is_in(c, "{}[]();=<>_$\\|&*+#/@"));
      check(&ByteKinds::doubtful, (byte < 0x20 && !is_in(c, "\t\r\n")) || byte == 0x7F || byte == 0xC2 || byte >= 0xEF);
    }
  }
}

TEST_CASE("bytes of a kind are found and counted across blocks") {
  std::string text(300, 'a');
  for (const std::size_t at : {0u, 1u, 63u, 64u, 127u, 200u, 255u, 256u, 299u}) text[at] = '-';
  const std::vector<ByteKinds> kinds = kinds_of(text);
  for (std::size_t from = 0; from <= text.size(); ++from) {
    const std::size_t found = find_kind(kinds, &ByteKinds::dashes, from);
    REQUIRE(found == std::min(text.find('-', from), std::size_t{320}));
    const std::size_t last = from == 0 ? std::string::npos : text.rfind('-', from - 1);
    REQUIRE(behind_last(kinds, &ByteKinds::dashes, from) == (last == std::string::npos ? 0 : last + 1));
    for (std::size_t to = from; to <= text.size(); to += 7) {
      const auto n = std::count(text.begin() + static_cast<std::ptrdiff_t>(from),
                                text.begin() + static_cast<std::ptrdiff_t>(to), '-');
      REQUIRE(count_kind(kinds, &ByteKinds::dashes, from, to) == static_cast<uint64_t>(n));
    }
  }
  CHECK(find_kind(kinds, &ByteKinds::dashes, 1000) == 320);
  CHECK(find_kind({}, &ByteKinds::dashes, 0) == 0);
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

TEST_CASE("what was made readable has the kinds of what it became") {
  for (const std::string& text : texts) {
    std::string scratch;
    std::vector<ByteKinds> kinds = kinds_of(text);
    const std::string_view clean = readable(text, kinds, scratch);
    const std::vector<ByteKinds> expected = kinds_of(clean);
    REQUIRE(kinds.size() == expected.size());
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      CHECK(kinds[i].letters == expected[i].letters);
      CHECK(kinds[i].beyond == expected[i].beyond);
      CHECK(kinds[i].blanks == expected[i].blanks);
      CHECK(kinds[i].marks == expected[i].marks);
      CHECK(kinds[i].stops == expected[i].stops);
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
