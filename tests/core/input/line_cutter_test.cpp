#include "host/input/line_cutter.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using docmill::host::LineCutter;

namespace {

struct Line {
  uint64_t number, offset;
  bool too_long;
  std::string bytes;
  bool operator==(const Line&) const = default;
};

std::vector<Line> cut(std::string_view text, std::size_t block_size, uint64_t limit) {
  LineCutter cutter;
  cutter.start(limit);
  std::vector<Line> lines;
  std::string line;
  const auto came_out = [&](LineCutter::Cut cut) {
    if (cut != LineCutter::Cut::none)
      lines.push_back({cutter.number(), cutter.offset(), cut == LineCutter::Cut::too_long,
                       cut == LineCutter::Cut::line ? line : ""});
  };
  for (std::size_t at = 0; at < text.size(); at += block_size) {
    std::string_view block = text.substr(at, block_size);
    while (!block.empty()) came_out(cutter.next(block, line));
  }
  came_out(cutter.last(line));
  return lines;
}

std::vector<Line> naive(std::string_view text, uint64_t limit) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string bytes(text.substr(at, end - at));
    if (bytes.ends_with('\r')) bytes.pop_back();
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    const bool too_long = bytes.size() > limit;
    lines.push_back({lines.size() + 1, at, too_long, too_long ? "" : bytes});
    at = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("lines: ends, empty lines and a last line without an end") {
  const std::vector<Line> expected{{1, 0, false, "a"}, {2, 3, false, ""}, {3, 4, false, "b"}};
  CHECK(cut("a\r\n\nb", 100, 10) == expected);
  CHECK(cut("", 100, 10).empty());
  CHECK(cut("\n", 100, 10).size() == 1);
}

TEST_CASE("lines: a byte order mark at the begin of a line goes, and only there") {
  const std::string mark = "\xEF\xBB\xBF";
  const std::vector<Line> expected{{1, 0, false, "{}"}, {2, 6, false, "{}"}, {3, 12, false, "{" + mark + "}"}};
  CHECK(cut(mark + "{}\n" + mark + "{}\n{" + mark + "}", 100, 10) == expected);
}

TEST_CASE("lines: the limit counts the bytes of the line without its end") {
  CHECK_FALSE(cut("12345\r\n", 100, 5)[0].too_long);
  CHECK(cut("123456\n", 100, 5)[0].too_long);
  CHECK_FALSE(cut("\xEF\xBB\xBF"
                  "12345\r\n",
                  2, 5)[0]
                  .too_long);
}

TEST_CASE("lines: the same from blocks of any size") {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    std::string text = round % 3 == 0 ? "\xEF\xBB\xBF" : "";
    for (std::size_t n = random() % 40; n > 0; --n) {
      text += "ab\n\r"[random() % 4];
      if (text.back() == '\n' && random() % 3 == 0) text += "\xEF\xBB\xBF";
    }
    const uint64_t limit = random() % 6;
    for (const std::size_t block_size : {1u, 2u, 3u, 7u, 100u})
      REQUIRE(cut(text, block_size, limit) == naive(text, limit));
  }
}

TEST_CASE("lines: an endless line is not kept") {
  LineCutter cutter;
  cutter.start(1000);
  std::string line;
  const std::string block(1 << 20, 'x');
  for (int i = 0; i < 1000; ++i) {
    std::string_view view = block;
    REQUIRE(cutter.next(view, line) == LineCutter::Cut::none);
  }
  CHECK(cutter.last(line) == LineCutter::Cut::too_long);
  CHECK(cutter.size() == uint64_t{1000} << 20);
  CHECK(line.capacity() < 100000);
}
