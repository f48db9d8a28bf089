#include "words/cues.hpp"

#include <doctest/doctest.h>
#include <unicode/uchar.h>

#include <random>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "test_cues.hpp"

using namespace docmill::cleaner;

namespace {

CueHits hits(std::string_view line) {
  std::string folded;
  fold(line, folded);
  return test_cues().match(folded);
}

CueTable table_of(std::string_view file) {
  CueTable t;
  CHECK_FALSE(t.add(file).has_value());
  t.finish();
  return t;
}

}  // namespace

TEST_CASE("all cue files of the plugin are well formed") { CHECK(test_cues().size() > 4000); }

TEST_CASE("there is a cue file for each language that is promised") {
  for (const char* language :
       {"any", "en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "uk", "el", "tr", "ar", "zh", "ja", "ko"})
    CHECK(std::filesystem::exists(std::string(DOCMILL_SOURCE_DIR "/plugins/cleaner/cues/cleaner_cues_") + language +
                                  ".tsv"));
}

TEST_CASE("folding makes case, apostrophes and spaces alike") {
  std::string out;
  fold("Editors\u2019  PICKS\u00a0\u00c4\u00d6 \u0391\u0392", out);
  CHECK(out == "editors' picks \u00e4\u00f6 \u03b1\u03b2");
}

TEST_CASE("a letter folds as ICU says, wherever in Unicode its small one stands") {
  std::string letter, out, expected;
  for (char32_t c = 0x180; c < 0x3100; ++c) {
    if (u_charType(static_cast<UChar32>(c)) != U_UPPERCASE_LETTER || (c >= 0x370 && c < 0x400)) continue;
    letter.clear();
    expected.clear();
    docmill::utf8::append(letter, c);
    docmill::utf8::append(expected, static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
    fold(letter, out);
    CAPTURE(letter);
    CHECK(out == expected);
  }
  // Scripts without capitals, but for what is a digit, a mark or a space there.
  for (char32_t c = 0xE00; c < 0xD7A4; ++c) {
    if (u_charType(static_cast<UChar32>(c)) != U_OTHER_LETTER || (c > 0xE80 && c < 0x3040)) continue;
    letter.clear();
    docmill::utf8::append(letter, c);
    fold(letter, out);
    if (out != letter) FAIL(letter);
  }
}

TEST_CASE("places of a folded form are found in its text") {
  std::string scratch;
  const std::string_view text = "By  O\u2019NEIL, \u0130pek";  // "by o'neil, ipek"
  CHECK(end_of_folded(text, 2, scratch) == 2);
  CHECK(start_of_folded(text, 3, scratch) == 4);
  CHECK(end_of_folded(text, 9, scratch) == text.find(','));
  CHECK(start_of_folded(text, 11, scratch) == text.find("\u0130"));
  CHECK(end_of_folded(text, 15, scratch) == text.size());
  CHECK(start_of_folded(text, 15, scratch) == text.size());
}

TEST_CASE("folding gives the same wherever in the line it begins") {
  std::mt19937 random(5);
  const std::string_view pieces[] = {"a",      "B",      "Zq9",        " ",      "  ",     "\t",     "\n",
                                     "\x01",   "\x7F",   "\u2019",     "\u201c", "\u2014", "\u00c9", "\u0301",
                                     "\u00ad", "\u00a0", "\u3000",     "\u0130", "\u0958", "\u0661", "\u4e00",
                                     "\u0640", "\u023a", "\U0001F642", ".",      "(",      "word",   "Sentence"};
  for (int round = 0; round < 3000; ++round) {
    std::string text = "K", plain, shifted;
    for (std::size_t n = random() % 40; n-- > 0;) text += pieces[random() % std::size(pieces)];
    fold(text, plain);
    const std::string before(1 + random() % 40, 'x');
    fold(before + text, shifted);
    CAPTURE(text);
    CHECK(shifted == before + plain);
  }
}

namespace {

bool needs_no_border(char32_t c) { return c >= 0x2E80 && c < 0xAC00; }
bool is_border(std::string_view text, std::size_t at) {
  if (at == 0 || at == text.size()) return true;
  std::size_t before = at, behind = at;
  const char32_t left = docmill::utf8::previous(text, before), right = docmill::utf8::next(text, behind);
  const auto in_word = [](char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0 && !needs_no_border(c); };
  return !in_word(left) || !in_word(right);
}
bool is_found_slowly(std::string_view text, std::string_view phrase) {
  std::size_t last = phrase.size();
  const bool borderless = needs_no_border(docmill::utf8::previous(phrase, last));
  for (std::size_t at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1))
    if (is_border(text, at) && (borderless || is_border(text, at + phrase.size()))) return true;
  return false;
}

}  // namespace

TEST_CASE("phrases are found where a search byte by byte finds them") {
  const std::string_view phrases[] = {"by",
                                      "by:",
                                      "more",
                                      "more from",
                                      "more on this",
                                      "e-mail",
                                      "(c) all",
                                      "@us",
                                      "[x]",
                                      "cdef",
                                      "abcdefgh",
                                      "abcdefghi",
                                      "abcdefgh i",
                                      "\u00e9cran",
                                      ".august",
                                      "g\u00e9o",
                                      "9 more",
                                      "a b",
                                      "share\u5206",
                                      "\u5206\u4eab",
                                      "abcdefghijklmnop",
                                      "\u0442\u0435\u043c\u0430"};
  std::vector<CueTable> alone;
  std::string file;
  for (const std::string_view p : phrases) {
    const std::string row = "share\tpart\t" + std::string(p) + "\n";
    alone.push_back(table_of(row));
    file += row;
  }
  const CueTable all = table_of(file);
  const std::string_view between[] = {" ", "", "x", "-", "\u00e9", "\u4e00", "."};
  std::mt19937 random(3);
  for (int round = 0; round < 5000; ++round) {
    std::string text, folded;
    for (std::size_t n = 1 + random() % 9; n-- > 0;) {
      text += phrases[random() % std::size(phrases)];
      text += between[random() % std::size(between)];
    }
    fold(text, folded);
    CAPTURE(folded);
    bool any = false;
    for (std::size_t i = 0; i < std::size(phrases); ++i) {
      const bool expected = is_found_slowly(folded, phrases[i]);
      any = any || expected;
      CAPTURE(phrases[i]);
      CHECK(alone[i].match(folded).seen(Cue::share) == expected);
    }
    CHECK(all.match(folded).seen(Cue::share) == any);
  }
}

TEST_CASE("a line cue fills the line, marks and counts aside") {
  CHECK(hits("Comments").line(Cue::comments));
  CHECK(hits("3 Comments:").line(Cue::comments));
  CHECK(hits("\u00bb Comments (12)").line(Cue::comments));
  CHECK_FALSE(hits("Comments were mixed").line(Cue::comments));
}

TEST_CASE("a start cue needs a word border behind it") {
  CHECK(hits("By Jane Doe").start(Cue::byline));
  CHECK_FALSE(hits("Bystanders saw it").start(Cue::byline));
}

TEST_CASE("the length of a start cue tells where the rest begins") {
  CHECK(hits("Written by Jane").start_length(Cue::byline) == 10);
}

TEST_CASE("part cues are found anywhere between word borders") {
  CHECK(hits("All texts \u00a9, all rights reserved by us").part(Cue::copyright));
  CHECK_FALSE(hits("inyourinbox").part(Cue::newsletter));
}

TEST_CASE("ideographs need no word borders") {
  CHECK(hits("\u672a\u7ecf\u6388\u6743\u4e0d\u5f97\u8f6c\u8f7d\u672c\u6587").part(Cue::copyright));
}

TEST_CASE("months are known in many languages") {
  std::size_t length = 0;
  CHECK(test_cues().month_at("august", 0, &length) == 8);
  CHECK(length == 6);
  CHECK(test_cues().month_at("\u0430\u0432\u0433\u0443\u0441\u0442\u0430", 0, &length) == 8);
  CHECK(test_cues().month_at("augustus", 0, &length) == 8);
  CHECK(test_cues().month_at("augustine", 0, &length) == 0);
}

TEST_CASE("language names are counted without borders") {
  std::string folded;
  fold("DeutschFran\u00e7aisEspa\u00f1ol\u65e5\u672c\u8a9e", folded);
  const auto found = test_cues().languages(folded);
  CHECK(found.names == 4);
  CHECK(found.bytes == folded.size());
}

TEST_CASE("comments, blank lines, CRLF and a byte order mark are fine in a cue file") {
  const CueTable t = table_of("\xEF\xBB\xBF# a comment\r\n\r\nshare\tline\tpass it on\r\n");
  CHECK(t.size() == 1);
  CHECK(t.match("pass it on").line(Cue::share));
}

TEST_CASE("mistakes in a cue file are told with their place") {
  CueTable t;
  auto problem = t.add("share\tline\tx y\nshare line x\n");
  REQUIRE(problem);
  CHECK(problem->line == 2);
  CHECK(problem->message == "a cue is three fields with tabs between them: label, kind, phrase");
  problem = t.add("shrae\tline\tx y\n");
  REQUIRE(problem);
  CHECK(problem->message.find("no cue label 'shrae'") == 0);
  problem = t.add("\n\nshare\tlines\tx y\n");
  REQUIRE(problem);
  CHECK(problem->line == 3);
  CHECK(problem->column == 7);
  CHECK(problem->message == "no cue kind 'lines'; it is line, start, end or part");
  problem = t.add("share\tline\t \n");
  REQUIRE(problem);
  CHECK(problem->message == "a phrase has at least two bytes");
  problem = t.add("share\tline\t\xff\xff\n");
  REQUIRE(problem);
  CHECK(problem->message == "a cue file is UTF-8 text");
}

TEST_CASE("an empty table finds nothing") {
  CueTable t;
  t.finish();
  CHECK_FALSE(t.match("share").line(Cue::share));
  CHECK_FALSE(t.match("").line(Cue::share));
}

TEST_CASE("the order of the files does not matter") {
  CueTable a, b;
  a.add("share\tline\tx y\n");
  a.add("menu\tline\tx y\n");
  b.add("menu\tline\tx y\n");
  b.add("share\tline\tx y\n");
  a.finish();
  b.finish();
  for (const CueTable* t : {&a, &b}) {
    CHECK(t->match("x y").line(Cue::share));
    CHECK(t->match("x y").line(Cue::menu));
  }
}

TEST_CASE("what a line is and how it begins is found without looking at the rest") {
  const CueTable& t = test_cues();
  std::string folded;
  for (const char* const line : {"By Jane Doe", "by:", "Published on May 3, 2024", "(Updated: 3 May)", "3 comments",
                                 "comments (12)", "* Share this", "Photo: somebody", "\u00bbVon Jane Doe\u00ab",
                                 "Updated", "", "-", "@jane", "Read more", "Share", "\u5206\u4eab"}) {
    CAPTURE(line);
    fold(line, folded);
    const CueHits whole = t.match(folded), start = t.match_start(folded);
    CHECK(start.lines() == whole.lines());
    CHECK(start.starts() == whole.starts());
    for (const Cue c : {Cue::byline, Cue::editor, Cue::related, Cue::credit})
      CHECK(start.start_length(c) == whole.start_length(c));
  }
}
