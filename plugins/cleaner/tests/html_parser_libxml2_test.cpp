// A second opinion: on well-formed pages libxml2 must see the same elements and the same text, in the same order.
#include <doctest/doctest.h>
#include <libxml/HTMLparser.h>

#include <memory>
#include <random>

#include "html/parser.hpp"
#include "text_edits/character_references.hpp"

using namespace docmill::cleaner;

namespace {

std::string random_page(std::mt19937& random) {
  static const char* const blocks[] = {"div", "p", "ul", "table", "h2", "blockquote", "section"};
  static const char* const inlines[] = {"b", "em", "a", "span"};
  static const char* const texts[] = {"one two",  "&amp;",        "caf&eacute;", "&#8217;s",
                                      "x &lt; y", "\u65e5\u672c", "&copy; 2024", " "};
  std::string page = "<!DOCTYPE html><html><head><title>t &amp; t</title></head><body>";
  const auto words = [&] {
    std::string s;
    for (unsigned n = 1 + random() % 4; n > 0; --n) {
      const std::string t = texts[random() % std::size(texts)];
      const unsigned how = random() % 6;
      if (how < std::size(inlines))
        s += "<" + std::string(inlines[how]) + " class='c'>" + t + "</" + inlines[how] + ">";
      else if (how == 4) s += t + "<br>";
      else s += "<!-- no text -->" + t;
    }
    return s;
  };
  for (unsigned n = 1 + random() % 8; n > 0; --n) {
    const std::string tag = blocks[random() % std::size(blocks)];
    page += "<" + tag + ">";
    if (tag == "ul") page += "<li>" + words() + "<li>" + words() + "</li>";
    else if (tag == "table") page += "<tr><td>" + words() + "</td><td>" + words() + "</td></tr>";
    else if (tag == "div") page += "<p>" + words() + "<p>" + words();
    else page += words();
    page += "</" + tag + ">";
  }
  return page + "</body></html>";
}

std::string ours(const std::string& page) {
  HtmlTree tree;
  parse_html(page, {}, tree);
  std::string out, decoded;
  for (uint32_t i = 1; i < tree.nodes.size(); ++i) {
    const HtmlNode& n = tree.nodes[i];
    if (n.tag == Tag::text) {
      decode_character_references(std::string_view(page).substr(n.start, n.end - n.start), decoded);
      out += decoded;
    } else {
      std::size_t end = n.start + 1;
      while (page[end] != ' ' && page[end] != '>') ++end;
      out += "<" + page.substr(n.start + 1, end - n.start - 1) + ">";
    }
  }
  return out;
}

std::string libxml2s(const std::string& page) {
  const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document(
      htmlReadMemory(page.data(), static_cast<int>(page.size()), nullptr, "UTF-8",
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET),
      xmlFreeDoc);
  std::string out;
  const xmlNode* node = xmlDocGetRootElement(document.get());
  while (node != nullptr) {
    if (node->type == XML_ELEMENT_NODE && std::string_view(reinterpret_cast<const char*>(node->name)) != "html")
      out += "<" + std::string(reinterpret_cast<const char*>(node->name)) + ">";
    if (node->type == XML_TEXT_NODE) out += reinterpret_cast<const char*>(node->content);
    if (node->children != nullptr) {
      node = node->children;
      continue;
    }
    while (node != nullptr && node->next == nullptr) node = node->parent;
    if (node != nullptr) node = node->next;
  }
  return out;
}

}  // namespace

TEST_CASE("libxml2 sees the same elements and text on well-formed pages") {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    const std::string page = random_page(random);
    CAPTURE(page);
    CHECK(ours(page) == libxml2s(page));
  }
}
