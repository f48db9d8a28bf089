#include "highlights.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace docmill::summary;

namespace {

SummaryOptions options_of(Method method) {
  SummaryOptions options;
  options.method = method;
  return options;
}

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("there are enough articles with highlights, in several languages, of both kinds") {
  std::size_t articles = 0, late = 0;
  std::set<std::string> languages;
  for (const char* part : {"development", "held_out"}) {
    for (const gold::Article& a : gold::read(part)) {
      CAPTURE(a.name);
      ++articles;
      late += !a.lead;
      languages.insert(a.language);
      CHECK(lines(a.highlights) >= 2);
      CHECK(lines(a.highlights) <= 3);
      docmill::sentences::SentenceSplitter splitter;
      std::vector<docmill::sentences::Sentence> found;
      splitter.split(a.text, a.language, 0, found);
      CHECK(found.size() >= 8);
      CHECK(found.size() <= 16);
    }
  }
  CHECK(articles >= 40);
  CHECK(late >= 15);
  CHECK(languages.size() >= 10);
}

TEST_CASE("the summary is above the lead on articles that were held out") {
  const std::vector<gold::Article> articles = gold::read("held_out");
  const std::vector<gold::Scores> lead = gold::score(articles, options_of(Method::lead));
  const std::vector<gold::Scores> ours = gold::score(articles, options_of(Method::lexrank));
  const gold::Scores a = gold::mean(lead), b = gold::mean(ours);
  MESSAGE("lead ", a.one, " ", a.two, " ", a.l, ", lexrank ", b.one, " ", b.two, " ", b.l);
  CHECK(b.one >= 0.39);
  CHECK(b.two >= 0.19);
  CHECK(b.l >= 0.30);
  CHECK(b.one > a.one);
  CHECK(gold::difference(lead, ours).low > 0);
}

TEST_CASE("where the beginning says it, the lead is hard to beat, and no more than a little is lost") {
  std::vector<gold::Article> articles;
  for (const gold::Article& a : gold::read("held_out"))
    if (a.lead) articles.push_back(a);
  const double lead = gold::mean(gold::score(articles, options_of(Method::lead))).one;
  CHECK(gold::mean(gold::score(articles, options_of(Method::lexrank))).one >= lead - 0.1);
}
