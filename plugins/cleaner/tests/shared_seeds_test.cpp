// Our judgement on the four articles of ../shared/seeds: which lines are no body, and what they are. Line numbers only.
#include <doctest/doctest.h>

#include <map>

#include "cleaner.hpp"
#include "test_cues.hpp"

using namespace docmill::cleaner;

namespace {

struct Gold {
  const char* file;
  std::map<int, std::string> dropped;  // line -> label
  const char* byline;
  const char* date;
  bool title;
};

std::map<int, std::string> lines(int from, int to, const char* label, std::map<int, std::string> more = {}) {
  for (int i = from; i <= to; ++i) more[i] = label;
  return more;
}

const Gold golds[] = {
    {"000_912a04b697b386f3.txt", lines(27, 37, "related"), "", "", false},
    {"001_94e5f3cbd863e63d.txt",
     {{1, "title"},
      {2, "byline"},
      {5, "title"},
      {39, "references"},
      {40, "references"},
      {41, "references"},
      {42, "comments"}},
     "SpaceEyeNews",
     "",
     true},
    {"002_7257a2d0e5568d88.txt",
     {{1, "title"},
      {27, "credit"},
      {49, "credit"},
      {67, "credit"},
      {92, "newsletter"},
      {95, "comments"},
      {97, "comments"}},
     "",
     "",
     true},
    {"003_4e926281737d7633.txt",
     {{1, "navigation"}, {3, "title"}, {5, "date"}, {7, "language-menu"}, {20, "caption"}, {42, "copyright"}},
     "Xiong Chaoran",
     "2024-08-01",
     true},
};

}  // namespace

TEST_CASE("the seeds of the workplace: every body line kept, every other line labelled") {
  const std::filesystem::path folder = std::filesystem::path(DOCMILL_SHARED_DIR) / "seeds";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: there is no " << folder.string());
    return;
  }
  for (const Gold& gold : golds) {
    CAPTURE(gold.file);
    const std::string source = read_file(folder / gold.file);
    REQUIRE_FALSE(source.empty());
    Cleaner cleaner;
    cleaner.clean(source, "text/plain", test_cues(), test_model(), {});
    CHECK(problem_with(source, cleaner.edits) == "");
    std::size_t start = 0;
    for (int number = 1; start <= source.size(); ++number) {
      const std::size_t end = std::min(source.find('\n', start), source.size());
      std::string label;
      for (const Removed& r : cleaner.removed)
        if (r.start <= start && r.end >= end && end > start) label = r.why.label;
      const auto expected = gold.dropped.find(number);
      CAPTURE(number);
      CHECK(label == (expected == gold.dropped.end() ? "" : expected->second));
      start = end + 1;
    }
    CHECK(cleaner.article.byline == gold.byline);
    CHECK(cleaner.article.date == gold.date);
    CHECK(cleaner.article.title.empty() != gold.title);
  }
}
