// Posts of forums and items of listings, as places in the text.
#include <doctest/doctest.h>

#include "cleaner.hpp"
#include "test_cues.hpp"

using namespace docmill::cleaner;

namespace {

// All blocks stay, and every page is of one type.
BlockModel model_of(const std::string& type) {
  BlockModel model;
  std::string file = "block\ttree\twords>=1\t5000 5000\nconfidence\ttree\tpage-words>=1\t0 0\n";
  for (std::size_t t = 0; t < n_page_types; ++t) {
    const std::string name = name_of(static_cast<PageType>(t));
    file += name + "\ttree\tpage-words>=1\t" + (name == type ? "1 1\n" : "0 0\n");
  }
  CHECK_FALSE(model.read(file));
  return model;
}

struct Page {
  Page(const std::string& html, const std::string& type, bool structure = true) {
    Options options;
    options.structure = structure;
    cleaner.clean(html, "text/html", test_cues(), model_of(type), options);
    apply(html, cleaner.edits, text);
  }
  // "title|link|text" of each item, "author|date|text" of each post.
  std::string told() const {
    std::string all;
    const auto add = [&](const std::string& a, const std::string& b, TextRange r) {
      all += "[" + a + "|" + b + "|" + text.substr(r.start, r.end - r.start) + "]";
    };
    for (const Post& p : cleaner.posts) add(p.author, p.date, p.place);
    for (const Item& i : cleaner.items) add(i.title, i.link, i.place);
    return all;
  }

  Cleaner cleaner;
  std::string text;
};

std::string thread(const std::string& one, const std::string& two) {
  return "<html><body><div id=thread>" + one + two + "</div></body></html>";
}
const std::string first = "The wheel of the mill turns only when the tide runs out, who has seen it run in the winter?",
                  second = "It ran on two days in January, when the ice had gone from the gate and the pond was full.";

}  // namespace

TEST_CASE("posts with their authors and days, as forums and microdata mark them") {
  const auto with = [](const std::string& open, const std::string& middle, const std::string& close) {
    const auto post = [&](const std::string& name, const std::string& day, const std::string& words) {
      std::string head = middle;
      head.replace(head.find("NAME"), 4, name);
      head.replace(head.find("DAY"), 3, day);
      return open + head + "<div class=text><p>" + words + "</p></div>" + close;
    };
    return thread(post("Ada Tern", "2024-03-09", first), post("birk77", "2024-03-10", second));
  };
  const std::string expected = "[Ada Tern|2024-03-09|" + first + "][birk77|2024-03-10|" + second + "]";
  for (const std::string& html :
       {with("<article class=message>", "<a class=username>NAME</a><time datetime='DAYT10:00:00Z'></time>",
             "</article>"),
        with("<div class='post odd'>", "<b class=user-name>NAME</b><abbr class=published title='DAY'></abbr>",
             "</div>"),
        with("<li itemscope>", "<meta itemprop=dateCreated content='DAY'><i itemprop=author content=x>NAME</i>",
             "</li>")}) {
    std::string told = Page(html, "forum").told();
    // What shows the name is text too, if the page shows it.
    for (const std::string name : {"Ada Tern", "birk77"})
      for (std::size_t at = told.find("|" + name); at != std::string::npos; at = told.find("|" + name))
        told.erase(at + 1, told.find_first_not_of("\n ", at + 1 + name.size()) - at - 1);
    CHECK_MESSAGE(told == expected, html);
  }
}

TEST_CASE("a reply within a post is a post of its own") {
  const std::string html = thread("<div class=comment><time datetime=2024-03-09></time><p>" + first + "</p>" +
                                      "<div class=replies><div class=comment><time datetime=2024-03-10></time><p>" +
                                      second + "</p></div></div></div>",
                                  "");
  CHECK(Page(html, "forum").told() == "[|2024-03-09|" + first + "][|2024-03-10|" + second + "]");
}

TEST_CASE("items with title and link, whatever their class names alternate between") {
  std::string html = "<html><body><main><h1>Mills</h1><ul class=results>";
  for (const std::string n : {"1", "2", "3"})
    html += "<li class=" + std::string(n == "2" ? "even" : "odd") + "><a href=#top></a><h3><a href='/mill/" + n +
            "?a=1&amp;b=2'>Mill number " + n +
            "</a></h3><p>A mill by the sea that still grinds barley on most days.</p></li>";
  html += "</ul></main></body></html>";
  const std::string teaser = "\n\nA mill by the sea that still grinds barley on most days.]";
  const Page listing(html, "listing");
  CHECK(listing.cleaner.items.size() == 3);
  CHECK(listing.told().find("[Mill number 2|/mill/2?a=1&b=2|Mill number 2" + teaser) != std::string::npos);
  CHECK(Page(html, "collection").told() == listing.told());
  CHECK(Page(html, "article").told() == "");
  CHECK(Page(html, "listing", false).told() == "");
}

TEST_CASE("two sections of an article are no items, and paragraphs without author or day are no posts") {
  const std::string html = thread("<section><h2>One</h2><p>" + first + "</p></section>",
                                  "<section><h2>Two</h2><p>" + second + "</p></section>");
  CHECK(Page(html, "listing").told() == "");
  CHECK(Page(html, "forum").told() == "");
  CHECK(Page("", "forum").told() == "");
}
