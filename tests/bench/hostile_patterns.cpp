#include "bench/hostile_patterns.hpp"

namespace docmill::bench {

using host::InputFormat;

const std::vector<HostilePattern>& hostile_patterns() {
  constexpr InputFormat text = InputFormat::text, markdown = InputFormat::markdown, html = InputFormat::html;
  static const std::vector<HostilePattern> patterns = {
      // characters: normalisation, scripts, what cannot be seen
      {"marks of two classes on one letter", text, "a", "\u0301\u0316", "", ""},
      {"one mark again and again", text, "a", "\u0301", "", ""},
      {"marks and letters with marks", text, "a", "\u0316\u1ea5\u0323\u0316", "", ""},
      {"vowels of Tibetan that decompose", text, "\u0f40", "\u0f73", "", ""},
      {"vowels that may join a letter", text, "\u0995", "\u09be", "", ""},
      {"vowels of Hangul without a consonant", text, "", "\u1161", "", ""},
      {"Thai without a space", text, "", "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22", "", ""},
      {"Khmer without a space", text, "", "\u1797\u17b6\u179f\u17b6\u1781\u17d2\u1798\u17c2\u179a", "", ""},
      {"Chinese without a mark", text, "", "\u4e2d\u6587\u82af\u7247\u516c\u53f8", "", ""},
      {"kana without a mark", text, "", "\u304b\u306a\u30ab\u30ca", "", ""},
      {"a script for each letter", text, "", "a\u044f\u03b1\u05d0", "", ""},
      {"a language for each word", text, "", "the und les \u044d\u0442\u043e \u03ba\u03b1\u03b9 ", "", ""},
      {"emoji joined without end", text, "", "\U0001F469\u200d", "", ""},
      {"marks of direction", text, "x", "\u202e\u2066", "", ""},
      {"spaces of every kind", text, "x", " \t\u00a0\u3000", "x", ""},
      {"UTF-8 read as Windows-1252", text, "", "\u00c3\u00a9 ", "", ""},
      // words and sentences
      {"one word without end", text, "", "abcdefgh", "", ""},
      {"one number without end", text, "", "1,234.5", "", ""},
      {"full stops", text, "x", ".", "", ""},
      {"full stops with spaces", text, "x", ". ", "", ""},
      {"numbers with full stops", text, "", "1. 2) ", "", ""},
      {"abbreviations", text, "", "Dr. U.S. St. e.g. ", "", ""},
      {"initials", text, "", "J. ", "", ""},
      {"opening quotes", text, "", "\u201c\u00ab\"", "", ""},
      {"opening brackets", text, "", "([{", "", ""},
      {"names that are known", text, "", "Nvidia Huawei SMIC ", "", ""},
      {"names that are not known", text, "", "Kalor Miten met Savi Donu. ", "", ""},
      {"one name of many words", text, "They met ", "Kalor ", ".", ""},
      {"one name of many known words", text, "They met ", "Nvidia-", ".", ""},
      {"names joined by \"of the\"", text, "They met ", "Bank of the ", ".", ""},
      {"abbreviations in brackets", text, "", "Bank of Kalor Miten (BKM) and BKM. ", "", ""},
      {"capitals", text, "", "AB CD ", "", ""},
      {"model numbers", text, "", "Llama 3.2 H100-80 ", "", ""},
      {"addresses", text, "", "http://a.example/b?c=d&e#f@g.example ", "", ""},
      {"apostrophes", text, "", "a'b's ", "", ""},
      {"hyphens", text, "", "a-b-", "", ""},
      // lines
      {"line ends", text, "x", "\n", "x", ""},
      {"paragraphs of one letter", text, "", "a\n\n", "", ""},
      {"parted words", text, "", "The line is broken at a width and goes on at the hy-\nphen and has ", "", ""},
      {"headings of references", text, "", "- References\n", "", ""},
      {"bylines", text, "", "By Kalor Miten\n", "", ""},
      {"dates", text, "", "May 5, 2024\n", "", ""},
      {"lines of a menu", text, "", "Home\nShare\nRelated articles\n", "", ""},
      {"references to characters", text, "", "&amp;&#65;&nbsp;", "", ""},
      {"ampersands", text, "", "&", "", ""},
      {"quotations of Markdown", markdown, "", "> ", "x", ""},
      {"links of Markdown", markdown, "", "[a](b", "", ""},
      {"fences of Markdown", markdown, "", "```\n", "", ""},
      {"tables of Markdown", markdown, "", "|a|b|\n|-|-|\n", "", ""},
      {"stars of Markdown", markdown, "", "*a**_", "", ""},
      // pages
      {"elements nested", html, "", "<div>", "x", "</div>"},
      {"inline elements nested", html, "", "<b><i>x", "", ""},
      {"paragraphs", html, "", "<p>Some words of a page.", "", ""},
      {"paragraphs in misnested formatting", html, "", "<b><p>x</b>", "", ""},
      {"lists nested", html, "", "<ul><li>x", "", ""},
      {"items below what hides their list", html, "<li><div><div><div><div>", "<li>x</li>", "", ""},
      {"tables nested", html, "", "<table><tr><td>x", "", ""},
      {"cells of one row", html, "<table><tr>", "<td>x</td>", "", ""},
      {"cells without a table", html, "", "<td><tr><th>", "", ""},
      {"links", html, "", "<a href=x>Kalor Miten</a> ", "", ""},
      {"links in items", html, "<article><p>Some words of a page.</p><ul>", "<li><a href=x>More</a>", "", ""},
      {"paragraphs of one footnote", html, "<div class=\"footnotes\"><li>", "<p>x", "", ""},
      {"brackets in linked data", html,
       "<script type=\"application/ld+json\">{\"@type\":\"Article\",\"articleBody\":\"The wall between the hall and "
       "the gardens is two metres high, and the owners of the foundry will plant ivy along the whole of it in spring. "
       "The children of the two schools will help them, as they did when the gate was built. ",
       "<a", "\"}</script>", ""},
      {"headings", html, "", "<h2>Kalor</h2>", "", ""},
      {"titles", html, "", "<title>Kalor</title><h1>Kalor</h1>", "", ""},
      {"attributes of one element", html, "<div ", "a=b ", ">x</div>", ""},
      {"one class without end", html, "<div class=\"", "article body ", "\">x</div>", ""},
      {"quotes without an end", html, "", "<a b=\"'", "", ""},
      {"comments without an end", html, "", "<!--<!-", "", ""},
      {"less-than signs", html, "", "<a<<", "", ""},
      {"ends without a start", html, "<div><div><div>", "</span></b></td></x>", "", ""},
      {"scripts without an end", html, "", "<script><!--<script>", "", ""},
      {"metadata", html, "<head>", "<meta property=\"article:author\" content=\"Kalor Miten\">", "", ""},
      {"linked data nested", html, "<script type=\"application/ld+json\">", "{\"a\":[", "", ""},
      {"captions", html, "", "<figure><img alt=x><figcaption>Photo: Kalor</figcaption></figure>", "", ""},
      {"line breaks", html, "<p>", "x<br>", "", ""},
      {"preformatted spaces", html, "<pre>", " x\t\n", "", ""},
      {"one text without end", html, "<p>", "Some words of a page. ", "", ""},
      {"marks on one letter of a page", html, "<p>a", "\u0301\u0316", "", ""},
      {"references to characters in a page", html, "<p>", "&amp;&#65;&notit;&ampersand", "", ""},
      {"options", html, "<select>", "<option>a<optgroup>", "", ""},
      {"titles in marks", html, "<title>a", "\u0301\u0316", "</title><p>Some words of a page.</p>", ""},
  };
  return patterns;
}

std::string document_of(const HostilePattern& pattern, std::size_t bytes) {
  const std::size_t n = bytes / (pattern.piece.size() + pattern.close.size());
  std::string document = pattern.head;
  document.reserve(bytes + pattern.head.size() + pattern.middle.size() + 1);
  for (std::size_t i = 0; i < n; ++i) document += pattern.piece;
  document += pattern.middle;
  for (std::size_t i = 0; i < n; ++i) document += pattern.close;
  return document += '\n';
}

}  // namespace docmill::bench
