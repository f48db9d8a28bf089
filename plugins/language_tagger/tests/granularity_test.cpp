// What has a language of its own: the document, a paragraph, a sentence, a quotation.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "our_model.hpp"
#include "tagger.hpp"

using namespace docmill::language;
using Texts = std::vector<std::string>;

namespace {

// "tag text" of every span.
Texts spans(std::string_view text, Granularity granularity) {
  const Tagger tagger({.granularity = granularity}, our_model());
  TaggedText result;
  tagger.tag(text, result);
  Texts found;
  for (const Paragraph& p : result.paragraphs)
    found.push_back(tagger.tags().tag(p.judgement.language, p.judgement.script).tag + " " +
                    std::string(text.substr(p.range.start, p.range.end - p.range.start)));
  return found;
}

Texts quotations(std::string_view text) {
  std::vector<Range> found;
  find_quotations(text, found);
  Texts result;
  for (const Range r : found) result.emplace_back(text.substr(r.start, r.end - r.start));
  return result;
}

constexpr std::string_view two_languages =
    "The old mill stands by the river. Its wheel has not turned for forty years.\n"
    "Der Müller hat das Rad im Frühling repariert. Seitdem mahlt es wieder jeden Tag.\n";

}  // namespace

TEST_CASE("document: one span from the first letter to the last") {
  const Texts found = spans(two_languages, Granularity::document);
  REQUIRE(found.size() == 1);
  CHECK(found[0].substr(3) == two_languages.substr(0, two_languages.size() - 1));
  CHECK(spans("123", Granularity::document).empty());
}

TEST_CASE("paragraph: a span for each") {
  CHECK(spans(two_languages, Granularity::paragraph) ==
        Texts{"en The old mill stands by the river. Its wheel has not turned for forty years.",
              "de Der Müller hat das Rad im Frühling repariert. Seitdem mahlt es wieder jeden Tag."});
}

TEST_CASE("sentence: a span for each, also of one language, headings too") {
  CHECK(spans(std::string("The mill\n") + std::string(two_languages), Granularity::sentence) ==
        Texts{"en The mill", "en The old mill stands by the river.", "en Its wheel has not turned for forty years.",
              "de Der Müller hat das Rad im Frühling repariert.", "de Seitdem mahlt es wieder jeden Tag."});
}

TEST_CASE("quote: quotations have their own language, what is around them keeps its own") {
  CHECK(spans("Der Müller las das Schild „The old mill is open every day from nine to five“ und lachte laut darüber.",
              Granularity::quote) == Texts{"de Der Müller las das Schild",
                                           "en „The old mill is open every day from nine to five“",
                                           "de und lachte laut darüber."});
  CHECK(spans("She read the sign «Le vieux moulin est ouvert tous les jours de neuf heures à cinq heures» and laughed.",
              Granularity::quote) ==
        Texts{"en She read the sign", "fr «Le vieux moulin est ouvert tous les jours de neuf heures à cinq heures»",
              "en and laughed."});
}

TEST_CASE("quotations of every kind are found, apostrophes are none") {
  CHECK(quotations("a “quotation of words” b") == Texts{"“quotation of words”"});
  CHECK(quotations("a „deutsches Zitat hier“ b „niderlands citaat hier” c") ==
        Texts{"„deutsches Zitat hier“", "„niderlands citaat hier”"});
  CHECK(quotations("a «citation en français» b »dänisches Zitat hier« c") ==
        Texts{"«citation en français»", "»dänisches Zitat hier«"});
  CHECK(quotations("he said \"straight quotation marks\" and left") == Texts{"\"straight quotation marks\""});
  CHECK(quotations("他说「这是一句话」然后走了") == Texts{"「这是一句话」"});
  CHECK(quotations("‘It isn’t the miller’s own mill,’ she said") == Texts{"‘It isn’t the miller’s own mill,’"});
  CHECK(quotations("the miller’s wheel isn't the mill's") == Texts{});
  CHECK(quotations("a “short” b") == Texts{});
  CHECK(quotations("a “quotation without an end").empty());
  CHECK(quotations("").empty());
}

TEST_CASE("marks that nothing closes take linear time") {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += " \xE2\x80\x9C \xC2\xAB 'word";
  CHECK(quotations(text).empty());
}

TEST_CASE("shares are of the letters, the largest first") {
  const Tagger tagger({}, our_model());
  TaggedText result;
  tagger.tag(two_languages, result);
  REQUIRE(result.shares.size() == 2);
  CHECK(tagger.tags().primary(result.shares[0].language) == "de");
  CHECK(tagger.tags().primary(result.shares[1].language) == "en");
  CHECK(result.shares[0].share + result.shares[1].share == doctest::Approx(1));
  CHECK(result.shares[0].share > result.shares[1].share);
  tagger.tag("123", result);
  CHECK(result.shares.empty());
}
