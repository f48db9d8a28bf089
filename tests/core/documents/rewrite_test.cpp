// The map of a rewrite against a naive one that keeps, for every byte of the text, the source range it stands for.
#include "host/documents/rewrite.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "docmill/base/source_map.hpp"
#include "docmill/base/utf8.hpp"

using namespace docmill;
using namespace docmill::host;

namespace {

struct NaiveText {
  std::string text;
  std::vector<SourceRange> ranges;  // of each byte
};

NaiveText identity(const std::string& source) {
  NaiveText naive{source, {}};
  for (uint64_t i = 0; i < source.size(); ++i) naive.ranges.push_back({i, i + 1});
  return naive;
}

struct Edit {
  uint32_t start, end;
  std::string with;
};

SourceRange naive_range(const NaiveText& t, uint32_t start, uint32_t end) {
  if (start == end) {
    if (start < t.ranges.size()) return {t.ranges[start].start, t.ranges[start].start};
    if (t.ranges.empty()) return {0, 0};
    return {t.ranges.back().end, t.ranges.back().end};
  }
  return {t.ranges[start].start, std::max(t.ranges[start].start, t.ranges[end - 1].end)};
}

NaiveText naive_apply(const NaiveText& old, const std::vector<Edit>& edits) {
  NaiveText out;
  uint32_t from = 0;
  const auto keep = [&](uint32_t end) {
    out.text += old.text.substr(from, end - from);
    out.ranges.insert(out.ranges.end(), old.ranges.begin() + from, old.ranges.begin() + end);
  };
  for (const Edit& e : edits) {
    keep(e.start);
    from = e.end;
    out.text += e.with;
    out.ranges.insert(out.ranges.end(), e.with.size(), naive_range(old, e.start, e.end));
  }
  keep(static_cast<uint32_t>(old.text.size()));
  return out;
}

TextView apply(const TextView& old, const std::vector<Edit>& edits, Arena& arena) {
  std::string pool;
  std::vector<docmill_edit> rows;
  for (const Edit& e : edits) {
    rows.push_back({e.start, e.end, {static_cast<uint32_t>(pool.size()), static_cast<uint32_t>(e.with.size())}});
    pool += e.with;
  }
  return apply_edits(old, rows, pool, arena);
}

TextView source_view(const std::string& source, std::vector<docmill_map_run>& map) {
  map.clear();
  if (!source.empty()) map.push_back({0, 0, 1, 1});
  return {source, map};
}

void check_same(const TextView& got, const NaiveText& expected) {
  REQUIRE(got.text == expected.text);
  for (uint32_t i = 0; i < expected.ranges.size(); ++i) {
    const SourceRange range = source_range(got.map.data(), got.map.size(), i, i + 1);
    REQUIRE_MESSAGE(range.start == expected.ranges[i].start, "byte " << i << " of '" << expected.text << "'");
    REQUIRE_MESSAGE(range.end == expected.ranges[i].end, "byte " << i << " of '" << expected.text << "'");
  }
}

}  // namespace

TEST_CASE("a rewrite without edits keeps text and map") {
  std::vector<docmill_map_run> map;
  const std::string source = "as it was";
  Arena arena;
  const TextView got = apply(source_view(source, map), {}, arena);
  check_same(got, identity(source));
  CHECK(got.map.size() == 1);
}

TEST_CASE("a removal leaves a gap in the map") {
  std::vector<docmill_map_run> map;
  const std::string source = "menu body tail";
  Arena arena;
  const TextView got = apply(source_view(source, map), {{0, 5, ""}, {9, 14, ""}}, arena);
  CHECK(got.text == "body");
  const SourceRange range = source_range(got.map.data(), got.map.size(), 0, 4);
  CHECK(range.start == 5);
  CHECK(range.end == 9);
}

TEST_CASE("every byte of a replacement stands for the whole range it replaced") {
  std::vector<docmill_map_run> map;
  const std::string source = "A&hellip;B";
  Arena arena;
  const TextView got = apply(source_view(source, map), {{1, 9, "..."}}, arena);
  CHECK(got.text == "A...B");
  for (uint32_t i = 1; i < 4; ++i) {
    const SourceRange range = source_range(got.map.data(), got.map.size(), i, i + 1);
    CHECK(range.start == 1);
    CHECK(range.end == 9);
  }
}

TEST_CASE("what is put in stands for the empty place where it was put") {
  std::vector<docmill_map_run> map;
  const std::string source = "ab";
  Arena arena;
  const TextView got = apply(source_view(source, map), {{1, 1, "--"}}, arena);
  CHECK(got.text == "a--b");
  const SourceRange range = source_range(got.map.data(), got.map.size(), 1, 3);
  CHECK(range.start == 1);
  CHECK(range.end == 1);
  const SourceRange around = source_range(got.map.data(), got.map.size(), 0, 4);
  CHECK(around.start == 0);
  CHECK(around.end == 2);
}

TEST_CASE("everything may be removed") {
  std::vector<docmill_map_run> map;
  const std::string source = "gone";
  Arena arena;
  const TextView got = apply(source_view(source, map), {{0, 4, ""}}, arena);
  CHECK(got.text.empty());
}

TEST_CASE("a text that does not come from the source keeps no map") {
  Arena arena;
  const TextView got = apply({"made up", {}}, {{0, 4, "thought"}}, arena);
  CHECK(got.text == "thought up");
  CHECK(got.map.empty());
}

TEST_CASE("a removal inside a replacement cuts its unit but not its range") {
  std::vector<docmill_map_run> map;
  const std::string source = "x&#8230;y";
  Arena arena;
  const TextView first = apply(source_view(source, map), {{1, 8, "[...]"}}, arena);
  const TextView second = apply(first, {{2, 5, ""}}, arena);
  CHECK(second.text == "x[]y");
  const SourceRange open = source_range(second.map.data(), second.map.size(), 1, 2);
  const SourceRange close = source_range(second.map.data(), second.map.size(), 2, 3);
  CHECK(open.start == 1);
  CHECK(open.end == 8);
  CHECK(close.start == 1);
  CHECK(close.end == 8);
}

TEST_CASE("a part keeps what its bytes stand for; an empty one, or one of a text without a map, has none") {
  std::vector<docmill_map_run> map;
  const std::string source = "a&#8230;b and more";
  Arena arena;
  const TextView text = apply(source_view(source, map), {{1, 8, "\xE2\x80\xA6"}}, arena);
  const TextView part = cut_text(text, 1, 5, arena);
  CHECK(part.text ==
        "\xE2\x80\xA6"
        "b");
  check_same(part, {"\xE2\x80\xA6"
                    "b",
                    {{1, 8}, {1, 8}, {1, 8}, {8, 9}}});
  CHECK(cut_text(text, 3, 3, arena).map.empty());
  CHECK(cut_text({"made up", {}}, 5, 7, arena).text == "up");
}

TEST_CASE("three random rewrites on top of one another have the map of the naive way") {
  std::mt19937 random(20241105);
  const auto below = [&](std::size_t n) { return static_cast<uint32_t>(random() % n); };
  const std::vector<std::string> pieces = {"", "", "", " ", "a", "xyz", "--long replacement--", "\xC3\xA9"};
  for (int round = 0; round < 3000; ++round) {
    std::string source;
    for (uint32_t n = below(60); n > 0; --n) source += static_cast<char>('a' + below(26));
    std::vector<docmill_map_run> map;
    Arena arena;
    TextView text = source_view(source, map);
    NaiveText naive = identity(source);
    for (int level = 0; level < 3; ++level) {
      std::vector<Edit> edits;
      for (uint32_t at = 0; at <= naive.text.size();) {
        const auto start = at + below(8);
        const auto end = start + below(6);
        if (end > naive.text.size()) break;
        if (utf8::is_border(naive.text, start) && utf8::is_border(naive.text, end))
          edits.push_back({start, end, pieces[below(pieces.size())]});
        at = end + 1;
      }
      text = apply(text, edits, arena);
      naive = naive_apply(naive, edits);
      if (!source.empty()) check_same(text, naive);
    }
    if (source.empty()) continue;
    // And a part cut out of what came of it.
    uint32_t start = below(naive.text.size() + 1), end = start + below(naive.text.size() - start + 1);
    while (!utf8::is_border(naive.text, start)) --start;
    while (!utf8::is_border(naive.text, end)) ++end;
    const TextView part = cut_text(text, start, end, arena);
    check_same(part,
               {naive.text.substr(start, end - start), {naive.ranges.begin() + start, naive.ranges.begin() + end}});
    if (start < end) CHECK(part.map[0].start == 0);
  }
}

TEST_CASE("units of other lengths survive being cut and shifted") {
  // UTF-16: every ASCII letter is two bytes of the source; then three-byte text units out of two-byte source units.
  const std::string text = "abcdef\xE4\xB8\xAD\xE5\x9B\xBD\xE4\xBA\xBA";
  const std::vector<docmill_map_run> map = {{0, 2, 1, 2}, {6, 14, 3, 2}};
  Arena arena;
  const TextView got = apply({text, map}, {{1, 3, ""}, {9, 12, ""}}, arena);
  CHECK(got.text == "adef\xE4\xB8\xAD\xE4\xBA\xBA");
  const auto range = [&](uint32_t start, uint32_t end) {
    return source_range(got.map.data(), got.map.size(), start, end);
  };
  CHECK(range(0, 1).start == 2);
  CHECK(range(0, 1).end == 4);
  CHECK(range(1, 2).start == 8);
  CHECK(range(4, 7).start == 14);
  CHECK(range(4, 7).end == 16);
  CHECK(range(7, 10).start == 18);
  CHECK(range(7, 10).end == 20);
}
