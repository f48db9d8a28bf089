// Language and description of a page: where they are said, and which saying wins.
#include <doctest/doctest.h>

#include "main_content/metadata.hpp"
#include "test_cues.hpp"

using namespace docmill::cleaner;

namespace {

Article article(const std::string& source) {
  HtmlTree tree;
  parse_html(source, {}, tree);
  HtmlMetadata metadata;
  read_metadata(source, tree, test_cues(), metadata);
  return metadata.article;
}

std::string json_ld(const std::string& members) {
  return "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\"," + members + "}</script>";
}

}  // namespace

TEST_CASE("the language is what the page says, the element html first") {
  CHECK(article("<html lang=de><meta property=og:locale content=en_US>").language == "de");
  CHECK(article("<html xml:lang='pt-br'>").language == "pt-BR");
  CHECK(article("<meta http-equiv=Content-Language content=FR><meta property=og:locale content=en_US>").language ==
        "fr");
  CHECK(article(json_ld("\"inLanguage\":\"zh-hans-cn\"")).language == "zh-Hans-CN");
  CHECK(article("<meta property=og:locale content=en_US>").language == "en-US");
  CHECK(article("<p>no word of it").language == "");
}

TEST_CASE("what is no tag of a language is none") {
  for (const char* value : {"English", "en, de", "e", "-", "en-", "und", "12", "x y", ""})
    CHECK(article("<html lang=\"" + std::string(value) + "\">").language == "");
}

TEST_CASE("the description comes from OpenGraph, then JSON-LD, then meta") {
  const std::string og = "<meta property=og:description content='Chips &amp; more'>",
                    meta = "<meta name=description content='  The   foundry '>",
                    ld = json_ld("\"description\":\"Memory\"");
  CHECK(article(meta + ld + og).description == "Chips & more");
  CHECK(article(meta + ld).description == "Memory");
  CHECK(article(meta).description == "The foundry");
}

TEST_CASE("the address of an article in JSON-LD is the last resort") {
  const std::string ld = json_ld("\"url\":\"https://example.org/c\"");
  CHECK(article(ld).url == "https://example.org/c");
  CHECK(article(ld + "<link rel=canonical href=https://example.org/a>").url == "https://example.org/a");
}
