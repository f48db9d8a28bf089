// The day of a page: places that tell it, and days that are those of something else.
#include <doctest/doctest.h>

#include "article_of.hpp"
#include "words/dates.hpp"

using namespace docmill::cleaner;

namespace {

std::string date(const std::string& beside, const std::string& head = "") {
  return article("<html lang=en><title>The hall</title>" + head + "<h1>The hall</h1>" + beside + "<p>It stands.</p>")
      .date;
}

}  // namespace

TEST_CASE("a day within a sentence is not that of the page") {
  const std::string day = "<time datetime=1987-06-04>4 June 1987</time>";
  CHECK(date("<p>The hall was opened on " + day + " by a bishop who was not asked again.</p>") == "");
  CHECK(date("<p>On " + day + " the hall was opened by a bishop who was not asked by anybody to come.</p>") == "");
  CHECK(date("<p>The feast of the hall is on 4 June 1987, and all of us are asked to come.</p>") == "");
  CHECK(date("<p>The hall was opened on " + day +
             " by a bishop who was not asked again.</p>"
             "<p class=meta>9 March 2024</p>") == "2024-03-09");
  CHECK(date("<p>by Ada Tern on " + day + " at 3:00 am with one comment so far by one</p>") == "1987-06-04");
  CHECK(date("<p>The hall was opened on <time class=published datetime=2024-03-09>9 March</time> by a bishop who was "
             "not asked again.</p>") == "2024-03-09");
}

TEST_CASE("the day of a change is told in the words of many languages") {
  for (const std::string word : {"Edited", "Aktualizov\u00e1no", "Uppdaterad", "P\u00e4ivitetty", "Friss\u00edtve",
                                 "Opdateret", "Letzte \u00c4nderung:", "\u05e2\u05d5\u05d3\u05db\u05df:",
                                 "C\u1eadp nh\u1eadt", "\u0e2d\u0e31\u0e1b\u0e40\u0e14\u0e15"})
    CHECK_MESSAGE(date("<p>" + word + " 2023-06-01</p><p>2023-05-04</p>") == "2023-05-04", word);
  CHECK(says_changed("last edited on"));
  CHECK(!says_changed("credited on"));
}

TEST_CASE("days that only scripts and pointers read") {
  CHECK(date("<time datetime=1683184500>3 months ago</time>") == "2023-05-04");
  CHECK(date("<span class=date data-timestamp=1683184500>3 months ago</span>") == "2023-05-04");
  CHECK(date("<time title='9 March 2024, 10:00'>3 months ago</time>") == "2024-03-09");
  CHECK(date("<time title='9 March 2024'>updated 3 months ago</time><time datetime=2024-02-01>1 Feb</time>") ==
        "2024-02-01");
}

TEST_CASE("Drupal says day and name in RDFa") {
  const Article a = article(
      "<h1>The hall</h1><span property='dc:date dc:created' content='2023-05-04T09:00:00+02:00' "
      "rel='sioc:has_creator'>Submitted by <span property='foaf:name'>una</span> on Thu, 05/04/2023</span>");
  CHECK(a.date == "2023-05-04");
  CHECK(a.byline == "una");
}

TEST_CASE("names of meta elements with any mark between their words") {
  for (const std::string name : {"dc:date", "dc.date", "article:published", "article:post_date", "og:release_date",
                                 "pdate", "displaydate", "citation_publication_date"})
    CHECK_MESSAGE(article("<meta name='" + name + "' content=2023-05-04>").date == "2023-05-04", name);
  for (const std::string name : {"article:modified", "article:expiration_time", "validate"})
    CHECK_MESSAGE(article("<meta name='" + name + "' content=2023-05-04>").date == "", name);
}

TEST_CASE("years of Japanese eras") {
  CHECK(date("<p class=date>\u4ee4\u548c6\u5e743\u67089\u65e5</p>") == "2024-03-09");
  CHECK(date("<p class=date>\u5e73\u6210\u5143\u5e743\u67089\u65e5</p>") == "1989-03-09");
  CHECK(date("<p class=date>\u4ee4\u548c\u306e\u6642\u4ee3</p>") == "");
}

TEST_CASE("a line beside the headline is measured in characters") {
  CHECK(date("<p>Originally published on Thursday, May 4, 2023 at 9:15 AM | Last revised on June 1, 2023</p>") ==
        "2023-05-04");
  CHECK(
      date("<p>\u0395\u03bd\u03b7\u03bc\u03ad\u03c1\u03c9\u03c3\u03b7: 1 \u0399\u03bf\u03c5\u03bd\u03af\u03bf\u03c5 "
           "2023 | "
           "\u0394\u03b7\u03bc\u03bf\u03c3\u03af\u03b5\u03c5\u03c3\u03b7: 4 \u039c\u03b1\u0390\u03bf\u03c5 2023</p>") ==
      "2023-05-04");
}

TEST_CASE("a paragraph that begins with its day tells it") {
  CHECK(
      date("<p>April 17, 2015 -- Imagine that <b>the hall of the foundry</b> is not there and nobody is in it.</p>") ==
      "2015-04-17");
  CHECK(date("<p>Berlin, <time datetime=2015-04-17>17 April 2015</time> | The hall of the foundry is not there and "
             "nobody is in it.</p>") == "2015-04-17");
}
