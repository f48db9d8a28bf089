#include "text_edits/text_writer.hpp"

#include <doctest/doctest.h>

#include <iterator>

#include "docmill/base/utf8.hpp"
#include "text_edits/normalise.hpp"

using namespace docmill::cleaner;

namespace {

std::string written(const std::string& source, CharacterOptions options = {}, bool preformatted = false) {
  EditList edits;
  TextWriter writer(source, options, edits);
  if (preformatted) writer.keep_preformatted(0, static_cast<uint32_t>(source.size()));
  else writer.keep(0, static_cast<uint32_t>(source.size()));
  writer.finish();
  CHECK(problem_with(source, edits).empty());
  if (options.nfc) {
    NormaliserScratch scratch;
    normalise(source, edits, scratch);
    CHECK(problem_with(source, edits).empty());
  }
  std::string out;
  apply(source, edits, out);
  return out;
}

}  // namespace

TEST_CASE("clean text gives no edit") {
  EditList edits;
  const std::string source =
      "A clean line with words, \u201cquotes\u201d \u2014 and a dash; na\u00efve \u65e5\u672c\u8a9e.";
  TextWriter writer(source, {}, edits);
  writer.keep(0, static_cast<uint32_t>(source.size()));
  writer.finish();
  CHECK(edits.empty());
}

TEST_CASE("runs of spaces become one and lines are trimmed") { CHECK(written("  two   spaces  ") == "two spaces"); }

TEST_CASE("squeeze-spaces off leaves the number of spaces") {
  CharacterOptions options;
  options.squeeze_spaces = false;
  CHECK(written("two   spaces", options) == "two   spaces");
}

TEST_CASE("every kind of space becomes a space") {
  CHECK(written("a\tb\u00a0c\u2009d\u3000e\u202ff") == "a b c d e f");
}

TEST_CASE("plain-spaces off keeps a no-break space") {
  CharacterOptions options;
  options.plain_spaces = false;
  CHECK(written("10\u00a0km", options) == "10\u00a0km");
}

TEST_CASE("invisible characters go") {
  CHECK(written("soft\u00adhyphen zero\u200bwidth \ufeffmark \u200edirection\u202c bell\x07") ==
        "softhyphen zerowidth mark direction bell");
}

TEST_CASE("remove-invisible off keeps a soft hyphen but no NUL") {
  CharacterOptions options;
  options.remove_invisible = false;
  CHECK(written(std::string("so\u00adft") + std::string(1, '\0'), options) == "so\u00adft");
}

TEST_CASE("a zero-width non-joiner stays between Arabic letters and goes between Latin ones") {
  CHECK(written("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645") ==
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645");
  CHECK(written("ab\u200ccd") == "abcd");
}

TEST_CASE("emoji keep their joiners") { CHECK(written("\U0001F469\u200d\U0001F680") == "\U0001F469\u200d\U0001F680"); }

TEST_CASE("the text is brought into NFC, by edits on the letters alone") {
  const std::string source = "cafe\u0301 und ru\u0308ckwa\u0308rts";
  CHECK(written(source) == "caf\u00e9 und r\u00fcckw\u00e4rts");
  EditList edits;
  NormaliserScratch scratch;
  normalise(source, edits, scratch);
  REQUIRE(edits.size() == 3);
  CHECK(edits.edits()[0].start == 3);
  CHECK(edits.edits()[0].end == 6);
}

TEST_CASE("a letter with very many marks gets the normal form that Unicode says") {
  // Of every class, precomposed ones, vowels of Tibetan that decompose though their class is 0; alone and repeated.
  const char32_t marks[] = {0x301,  0x316, 0x344, 0x334, 0x323, 0x345,  0x35C,   0x93C,  0xF73,
                            0x3099, 0x5B4, 0x64B, 0xE38, 0xF71, 0x20D2, 0x1D165, 0x0F81, 0x302};
  uint32_t random = 1;
  for (const int n : {31, 32, 33, 34, 64, 65, 66, 300, 1000})
    for (int round = 0; round < 20; ++round) {
      std::string source(static_cast<std::size_t>(round), 'x');
      for (int i = 0; i < n; ++i) {
        random = random * 1664525 + 1013904223;
        docmill::utf8::append(source, marks[(random >> 16) % std::size(marks)]);
        if (random >> 24 == 7) source += "\u1ea5";
      }
      source += "e\u0301 z";
      UErrorCode error = U_ZERO_ERROR;
      std::string expected;
      nfc()->normalize(icu::UnicodeString::fromUTF8(source), error).toUTF8String(expected);
      EditList edits;
      NormaliserScratch scratch;
      normalise(source, edits, scratch);
      CHECK(problem_with(source, edits) == "");
      std::string out;
      apply(source, edits, out);
      CHECK(out == expected);
    }
}

TEST_CASE("nfc off leaves the letters as they are") {
  CharacterOptions options;
  options.nfc = false;
  CHECK(written("cafe\u0301", options) == "cafe\u0301");
}

TEST_CASE("letters that meet when what stood between has gone are composed") {
  CHECK(written("e\u200b\u0301") == "\u00e9");
}

TEST_CASE("preformatted text keeps indentation and lines") {
  CHECK(written("if x:\n    y()\n\n\n\nz()\n", {}, true) == "if x:\n    y()\n\nz()");
}

TEST_CASE("preformatted lines have no spaces at their end, whatever stands behind them") {
  CHECK(written("a  \nb \u200b \nc \a", {}, true) == "a\nb\nc");
  CHECK(written("a\n  \u200b  b", {}, true) == "a\n    b");
}

TEST_CASE("a megabyte of spaces takes linear time") {
  CHECK(written("a" + std::string(1000000, ' ') + "b", {}, true).size() == 1000002);
  CHECK(written("a" + std::string(1000000, ' '), {}, true) == "a");
  CHECK(written("a" + std::string(1000000, ' ') + "b") == "a b");
}

TEST_CASE("put writes what a character reference stands for") {
  const std::string source = "a&amp;b&nbsp;&shy;c";
  EditList edits;
  TextWriter writer(source, {}, edits);
  writer.keep(0, 1);
  writer.put(1, 6, "&");
  writer.keep(6, 7);
  writer.put(7, 13, "\u00a0");
  writer.put(13, 18, "\u00ad");
  writer.keep(18, 19);
  writer.finish();
  std::string out;
  apply(source, edits, out);
  CHECK(out == "a&b c");
  CHECK(problem_with(source, edits).empty());
}

TEST_CASE("breaks are kept only between text, the strongest one") {
  const std::string source = "a<p><br>b<p>";
  EditList edits;
  TextWriter writer(source, {}, edits);
  writer.paragraph_break();
  writer.keep(0, 1);
  writer.line_break();
  writer.paragraph_break();
  writer.line_break();
  writer.keep(8, 9);
  writer.paragraph_break();
  writer.finish();
  std::string out;
  apply(source, edits, out);
  CHECK(out == "a\n\nb");
}

TEST_CASE("every code point alone is written without breaking UTF-8") {
  for (char32_t c = 0; c < 0x30000; c += c < 0x3100 ? 1 : 97) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string source = ".";
    docmill::utf8::append(source, c);
    source += "b";
    const std::string out = written(source);
    CHECK(docmill::utf8::is_valid(out));
    CHECK(out.front() == '.');
    CHECK(out.back() == 'b');
  }
}

TEST_CASE("writing is a fixed point") {
  for (const std::string source : {"  a \u00a0 b\u200b c  ", "e\u0301\u00ad\u0301x", "\u3000\u65e5\u672c \u8a9e\u3000"})
    CHECK(written(written(source)) == written(source));
}
