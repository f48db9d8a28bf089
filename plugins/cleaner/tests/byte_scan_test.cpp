// Scans over many bytes at a time against the same thing byte by byte; the quick look for NFC against ICU.
#include "text_edits/byte_scan.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "docmill/base/utf8.hpp"
#include "docmill/base/wide_vectors.hpp"
#include "text_edits/normalise.hpp"
#include "text_edits/rewrite.hpp"
#include "text_edits/text_writer.hpp"

using namespace docmill::cleaner;

namespace {

std::string random_text(std::mt19937& random, std::string_view letters, std::size_t size) {
  std::string s;
  while (s.size() < size) s += letters[random() % letters.size()];
  return s;
}

AsciiCounts count_slowly(std::string_view text) {
  AsciiCounts n;
  const auto at = [&](std::size_t i, int back) {
    return i < static_cast<std::size_t>(back) ? ' ' : text[i - static_cast<std::size_t>(back)];
  };
  const auto space = [](char c) { return c >= 0 && c <= ' '; };
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char now = text[i], before = at(i, 1), before_that = at(i, 2);
    n.words += !space(now) && space(before);
    n.capitals += capital(now) && space(before);
    n.joints += capital(now) && before >= 'a' && before <= 'z';
    n.digits += now >= '0' && now <= '9';
    n.sentence_ends += space(now) && (before == '.' || before == '!' || before == '?') && !capital(before_that);
    n.separators += space(now) && (before == '|' || before == '/' || before == '>') && space(before_that);
    n.high = n.high || static_cast<unsigned char>(now) >= 0x80;
    n.odd = n.odd || (now >= 0 && now < ' ') || now == 0x7F || (space(now) && space(before));
  }
  return n;
}

}  // namespace

TEST_CASE("counting many bytes at a time counts the same, wherever they lie and whatever is around them") {
  std::mt19937 random(7);
  for (std::size_t size = 0; size < 1200; size += 1 + size / 20)
    for (int round = 0; round < 20; ++round) {
      const std::string_view letters = round % 4 == 0 ? "aB z.!|>/4 \tQ\x7F\xC3" : "aB z.!|>/4 Qcde";
      const std::string before = random_text(random, letters, random() % 40), text = random_text(random, letters, size),
                        behind = random_text(random, letters, random() % 40), all = before + text + behind;
      const AsciiCounts slow = count_slowly(text);
      for (const bool wide : {false, true}) {
        const AsciiCounts fast = count_ascii(all, before.size(), before.size() + size, wide);
        CAPTURE(all);
        CHECK(fast.words == slow.words);
        CHECK(fast.capitals == slow.capitals);
        CHECK(fast.joints == slow.joints);
        CHECK(fast.digits == slow.digits);
        CHECK(fast.sentence_ends == slow.sentence_ends);
        CHECK(fast.separators == slow.separators);
        CHECK(fast.high == slow.high);
        CHECK(fast.odd == slow.odd);
      }
    }
  const std::string many(20'000, ' ');
  CHECK(count_ascii("a" + many + "b").words == 2);
  if (!docmill::has_wide_vectors) MESSAGE("this processor has no vectors of 32 bytes");
}

TEST_CASE("the first byte of a size is found wherever it stands") {
  for (std::size_t at = 0; at < 50; ++at) {
    std::string text(50, 'a');
    text[at] = '\xCC';
    for (std::size_t from = 0; from < 50; ++from) CHECK(find_at_least(text, 0xCC, from) == (from <= at ? at : 50));
  }
  CHECK(find_at_least("", 1, 0) == 0);
}

TEST_CASE("a byte is counted in texts of every length, and in one with more of them than a lane can count") {
  for (std::size_t n = 0; n < 100; ++n) {
    const std::string text = std::string(n, 'x') + std::string(n / 2, 'y') + std::string(n, 'x');
    CHECK(count_byte(text, 'x') == 2 * n);
    CHECK(count_byte(text, 'y') == n / 2);
    CHECK(count_byte(text, 'z') == 0);
  }
  CHECK(count_byte(std::string(100'003, '\n'), '\n') == 100'003);
}

TEST_CASE("a plain stretch holds nothing that the writer of text would change, and ends where that may stand") {
  std::mt19937 random(11);
  const auto odd = [](unsigned char b) {
    return b < 0x20 || b == 0x7F || b == 0xC2 || (b >= 0xE1 && b <= 0xE3) || b == 0xEF;
  };
  for (int round = 0; round < 200000; ++round) {
    std::string bytes;
    while (bytes.size() < 17) bytes += static_cast<char>(random() % 8 == 0 ? random() % 256 : 'a' + random() % 26);
    if (random() % 2 == 0) bytes[random() % 17] = ' ';
    uint32_t expected = 0;
    for (; expected < 16; ++expected) {
      const auto here = static_cast<unsigned char>(bytes[expected]),
                 next = static_cast<unsigned char>(bytes[expected + 1]);
      if (odd(here) || (here == ' ' && (next == ' ' || odd(next)))) break;
    }
    CHECK(plain_stretch(bytes.data()) == expected);
  }
}

TEST_CASE("every code point beside every kind of neighbour: plainly normal is normal") {
  UErrorCode error = U_ZERO_ERROR;
  for (char32_t c = 1; c < 0x30000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string one;
    docmill::utf8::append(one, c);
    for (const std::string& text : {one, "a" + one, one + one, "\uAC00" + one, "\u0410" + one, one + "\u3042"}) {
      if (!is_plainly_normal(text)) continue;
      const bool normal =
          nfc()->isNormalizedUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), error);
      if (!normal) CAPTURE(static_cast<uint32_t>(c));
      if (!normal) CHECK(normal);
    }
  }
  CHECK(is_plainly_normal("plain “text” – Кириллица, Ελληνικά, 漢字かな, 한국어"));
  CHECK_FALSE(is_plainly_normal("e\u0301"));
  CHECK_FALSE(is_plainly_normal("\u212B"));
}

TEST_CASE("a word is found in the sixteen places where find would find it, whatever stands around") {
  const std::string_view word = "data-x=";
  for (std::size_t at = 0; at < 32; ++at) {
    std::string text(64, 'd');
    for (std::size_t k = 6; k < text.size(); k += 7) text[k] = '=';
    text.replace(at, word.size(), word);
    for (const std::size_t from : {std::size_t{0}, std::size_t{3}, std::size_t{16}}) {
      const std::size_t found = text.find(word, from);
      CHECK(find_word_here(text, word, from) == (found < from + scan_width ? found : std::string::npos));
    }
  }
}

TEST_CASE("every byte and the size of a text count in its hash") {
  for (std::size_t size = 1; size < 40; ++size) {
    const std::string text(size, 'x');
    CHECK(quick_hash(text) == quick_hash(std::string(text)));
    CHECK(quick_hash(text) != quick_hash(text.substr(1)));
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = text;
      other[at] = 'y';
      CHECK(quick_hash(other) != quick_hash(text));
    }
  }
}
