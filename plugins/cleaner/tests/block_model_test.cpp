// The file of weights, the features that they are for, and what the model may do.
#include "classify/block_model.hpp"

#include <doctest/doctest.h>

#include "cleaner.hpp"
#include "test_cues.hpp"

using namespace docmill::cleaner;

namespace {

std::string mistake(std::string_view file) {
  BlockModel model;
  const auto problem = model.read(file);
  if (!problem) return "";
  return std::to_string(problem->line) + ":" + std::to_string(problem->column) + ": " + problem->message;
}

Unit unit(std::string_view text) {
  std::vector<Line> lines;
  read_lines(text, lines);
  std::string folded;
  return unit_of(text, lines.at(0), test_cues(), folded);
}

std::string features(const UnitList& units, std::size_t i) {
  FeatureList list;
  units.features(i, list);
  std::string names;
  for (const uint16_t f : list) names += feature_name(f) + " ";
  return names;
}

bool has(const std::string& names, const std::string& name) {
  return (" " + names).find(" " + name + " ") != std::string::npos;
}

std::string clean(const std::string& page, const BlockModel& model, Options options = {}) {
  Cleaner cleaner;
  cleaner.clean(page, "text/html", test_cues(), model, options);
  std::string text;
  apply(page, cleaner.edits, text);
  return text;
}

const std::string paragraph =
    "The new foundry near the river has begun to make memory for the first time, its owners said.";
const std::string page = "<article><p>" + paragraph + "</p><p>A short line</p><p>" + paragraph +
                         " It had been planned for years.</p></article>";

}  // namespace

TEST_CASE("every feature has a name of its own that leads back to it") {
  for (std::size_t i = 0; i < n_features(); ++i) CHECK(feature_number(feature_name(i)) == i);
  CHECK(feature_number("words=a-lot") == n_features());
}

TEST_CASE("mistakes in a file of weights are told with their place") {
  CHECK(mistake("# a comment\n\npage\twords=1\t-120\r\n") == "");
  CHECK(mistake("") == "");
  CHECK(mistake("page words=1 5\n") == "1:1: a weight is three fields with tabs between them: model, feature, weight");
  CHECK(mistake("pages\twords=1\t5\n") == "1:1: no model 'pages'; it is page or text");
  CHECK(mistake("page\tword=1\t5\n") == "1:6: no feature 'word=1'; features are a group and a value, as in words=9-15");
  CHECK(mistake("#\npage\twords=1\t1.5\n") == "2:14: a weight is a whole number from -10000 to 10000");
  CHECK(mistake("page\twords=1\t10001\n") == "1:14: a weight is a whole number from -10000 to 10000");
  CHECK(mistake("page\twords=1\t\xFF\n") == "1:1: a file of weights is UTF-8 text");
}

TEST_CASE("the score is the sum of the weights of the features that hold") {
  BlockModel model;
  REQUIRE_FALSE(model.read("text\twords=3-4\t150\ntext\tends=none\t-70\ntext\twords=1\t9000\n"));
  CHECK(model.knows(BlockModel::text));
  CHECK_FALSE(model.knows(BlockModel::page));
  UnitList units;
  units.add(unit("three short words"));
  units.finish();
  FeatureList list;
  units.features(0, list);
  CHECK(model.score(BlockModel::text, list) == 80);
}

TEST_CASE("function words tell sentences from menus, in every language that has a list") {
  CHECK(unit("The owner of the hall said that it was not for sale at all").function_share >= 50);
  CHECK(unit("Der Besitzer sagte, dass die Halle nicht zu verkaufen ist und es auch nicht wird").function_share >= 50);
  CHECK(unit("Владелец сказал, что этот зал не для продажи и не был").function_share >= 40);
  CHECK(unit("Home News Politics Business Sports Culture").function_share == 0);
  CHECK(unit("Too short").function_share == Unit::unknown);
}

TEST_CASE("a unit knows its neighbours, whether it repeats another, and how far the next paragraph is") {
  UnitList units;
  for (const std::string& line : {std::string("Home"), paragraph, std::string("Comments"), std::string("Home")})
    units.add(unit(line));
  units.finish();
  CHECK(has(features(units, 0), "after=prose"));
  CHECK(has(features(units, 0), "before=edge"));
  CHECK(has(features(units, 0), "repeated=later"));
  CHECK(has(features(units, 3), "repeated=before"));
  CHECK(has(features(units, 0), "zone=before-prose"));
  CHECK(has(features(units, 3), "zone=after-prose"));
  CHECK(has(features(units, 3), "distance=2"));
  CHECK(has(features(units, 2), "cue-line=comments"));
  CHECK(has(features(units, 3), "comments-above=1"));
}

TEST_CASE("the model takes a block of a page where it is sure, and never with cut = nothing") {
  BlockModel model;
  CHECK(clean(page, model).find("A short line") != std::string::npos);
  REQUIRE_FALSE(model.read("page\twords=3-4\t-500\n"));
  CHECK(clean(page, model).find("A short line") == std::string::npos);
  Options nothing;
  nothing.cut = Cut::nothing;
  CHECK(clean(page, model, nothing).find("A short line") != std::string::npos);
}

TEST_CASE("a model that would take most of a page is not believed") {
  BlockModel model;
  REQUIRE_FALSE(model.read("page\tbias=all\t-1000\n"));
  CHECK(clean(page, model) == clean(page, BlockModel()));
}

TEST_CASE("the model brings back what the rules took out inside the article, but nothing hidden") {
  const std::string noisy =
      "<article><p>" + paragraph + "</p><div class=related><p>A sentence that belongs here.</p></div>" +
      "<div style='display:none'><p>A sentence that is hidden here.</p></div><p>" + paragraph + "</p></article>";
  BlockModel model;
  CHECK(clean(noisy, model).find("belongs here") == std::string::npos);
  REQUIRE_FALSE(model.read("page\trules=removed\t900\n"));
  CHECK(clean(noisy, model).find("belongs here") != std::string::npos);
  CHECK(clean(noisy, model).find("is hidden") == std::string::npos);
}
