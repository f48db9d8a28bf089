// The choosers of the container each on the page that it is for.
#include "main_content/choosers.hpp"

#include <doctest/doctest.h>

#include "main_content/blocks.hpp"
#include "page.hpp"

using namespace docmill::cleaner;

namespace {

const std::string sentence =
    "The new foundry near the river has begun to make memory for the first time, its owners said. ";
std::string p(int sentences = 1) {
  std::string text;
  while (sentences-- > 0) text += sentence;
  return "<p>" + text + "</p>";
}

// Reads a page and asks the choosers; `chosen` is the id of the element that one names.
struct Asked {
  explicit Asked(const std::string& html) : source(html) {
    parse_html(source, {}, tree);
    read_blocks(source, tree, test_cues(), content);
    excluded.assign(tree.nodes.size(), false);
    for (const Block& b : content.blocks)
      if (b.good) content.nodes[b.element].good_words += b.words;
    for (auto i = static_cast<uint32_t>(tree.nodes.size()); i-- > 1;)
      content.nodes[tree.nodes[i].parent].good_words += content.nodes[i].good_words;
    choices = choose_containers(view());
  }
  PageView view() { return {tree.nodes, content.blocks, content.nodes, excluded}; }
  std::string id(uint32_t node) const {
    std::string value;
    if (node != 0) attribute(source, tree, node, AttributeName::id, value);
    return value;
  }
  std::string marked() const { return id(choices[0]); }
  std::string decayed() const { return id(choices[1]); }

  std::string source;
  HtmlTree tree;
  HtmlContent content;
  std::vector<bool> excluded;
  Choices choices{};
};

}  // namespace

TEST_CASE("paragraphs vote for what is around them") {
  Asked page("<body><ul><li><a>Home</a><li><a>News</a></ul><div id=a>" + p(2) + p(3) + p(2) +
             "</div><div id=foot>x</div>");
  CHECK(page.decayed() == "a");
  CHECK(page.marked() == "");
}

TEST_CASE("the choice climbs where the parent holds notably more") {
  CHECK(Asked("<body><div id=all><div id=a>" + p(4) + "</div><div id=b>" + p(4) + "</div></div>").decayed() == "all");
  CHECK(Asked("<body><div id=all><div id=a>" + p(4) + p(4) + p(4) + p(4) + "</div><div id=b>" + p(1) + "</div></div>")
            .decayed() == "a");
}

TEST_CASE("an element named as the body of an article is marked") {
  Asked page("<body><div id=all><div id=a class=article-body>" + p(2) + p(2) + "</div><div id=b>" + p(1) +
             "</div></div>");
  CHECK(page.marked() == "a");
}

TEST_CASE("an index with several whole posts keeps all of them, with their headings") {
  const std::string first = page_text.substr(0, page_text.find("\n\n"));
  std::string posts;
  for (const std::string name : {"The wheel", "The flour", "The owls"})
    posts += "<article class=\"post\"><h2 class=\"entry-title\"><a href=\"/p\">" + name +
             "</a></h2><div class=\"entry-content\"><p>" + first +
             "</p><p>On the last Saturday of the season those of " + name +
             " met on the bridge to watch the gates close, and nobody made a speech about the water that rose "
             "behind the boards until noon.</p></div></article>";
  const CleanedPage page = clean_page("<html><body><header><a href=\"/\">Courier</a></header>" + posts +
                                      "<footer><p>&copy; 2024 Courier</p></footer></body></html>");
  for (const std::string name :
       {"The flour", "The owls", "those of The wheel", "those of The flour", "those of The owls"})
    CHECK(page.has(name));
  CHECK(!page.has("2024 Courier"));
}
