#include "conformance/texts.hpp"

#include <algorithm>
#include <filesystem>

#include "docmill/base/utf8.hpp"
#include "support/temp_folder.hpp"

namespace docmill::conformance {
namespace {

std::string repeated(std::string_view what, std::size_t n) {
  std::string out;
  out.reserve(what.size() * n);
  for (std::size_t i = 0; i < n; ++i) out += what;
  return out;
}

constexpr std::string_view dense_plain =
    "Chip A100 costs $10,000.\nBy Ann Example | 3 May 2024\n\n\"Nvidia's H100\" (80 GB) \xE2\x80\x94 TSMC\xE2\x80\x99s "
    "5nm.\n"
    "\xE2\x80\xA2 \xE8\x8B\xB1\xE4\xBC\x9F\xE8\xBE\xBE \xE3\x80\x82 \xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 e\xCC\x81 "
    "\xF0\x9F\x98\x80 https://example.org/a?b=c [1]";
constexpr std::string_view dense_html =
    "<!doctype html><html lang=\"en\"><head><title>A &amp; B</title><meta name=\"author\" content=\"Ann\">"
    "<script type=\"application/ld+json\">{\"headline\":\"A\\u0041\",\"datePublished\":\"2024-05-03\"}</script></head>"
    "<body><!-- x --><nav><a href=\"/\">Home</a></nav><p>One &lt; two &#x41; &eacute; "
    "<b>bold</b>.</p><ul><li>x</ul></body>";

std::vector<NamedText> read_seeds() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(DOCMILL_SOURCE_DIR "/seeds")) {
    const std::string kind = entry.path().extension().string();
    if (kind == ".txt" || kind == ".md" || kind == ".html") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<NamedText> texts;
  for (const auto& file : files) {
    std::string text = test::read_file(file);
    if (utf8::is_valid(text)) texts.push_back({file.filename().string(), std::move(text)});
  }
  return texts;
}

// First, last and some other code points of every plane, the surrogates left out; noncharacters and private ones too.
std::string every_plane() {
  std::string text;
  for (char32_t plane = 0; plane <= 16; ++plane) {
    for (char32_t c = 0; c < 0x10000; c += 251)
      if (plane != 0 || c < 0xD800 || c > 0xDFFF) utf8::append(text, plane << 16 | c);
    for (const char32_t c : {0xFDD0u, 0xFFFDu, 0xFFFEu, 0xFFFFu}) utf8::append(text, plane << 16 | c);
    text += '\n';
  }
  return text;
}

std::string every_ascii() {
  std::string text;
  for (char c = 1; c != 127; ++c) text += std::string(1, c) + " x" + c + "y. ";
  return text + '\x7F';
}

std::vector<NamedText> make_odd_texts() {
  using namespace std::string_literals;
  return {
      {"empty", ""},
      {"one letter", "x"},
      {"one ideograph", "\xE4\xB8\xAD"},
      {"one line end", "\n"},
      {"only NUL bytes", std::string(100, '\0')},
      {"NUL bytes in between", "One\0 sentence. By\0 Ann\n\0\nThe A100\0 chip.\0"s},
      {"CRLF", "A title\r\n\r\nBy Ann Example\r\n\r\nThe first sentence. The second one.\r\nA line.\r\n"},
      {"only carriage returns", "A title\r\rThe first sentence.\rThe second.\r"},
      {"line and paragraph separators",
       "A title\xE2\x80\xA8"
       "A line\xE2\x80\xA9"
       "A paragraph\xC2\x85The end\x0B\x0C"},
      {"right to left",
       "\xE2\x80\x8F\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 \xD8\xA8\xD9\x83. \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D Nvidia "
       "\xE2\x80\xAE"
       "abc\xE2\x80\xAC\xD8\x9F"},
      {"every plane", every_plane()},
      {"every ASCII character", every_ascii()},
      {"combining marks", "e\xCC\x81 a" + repeated("\xCC\x81\xCC\xA7", 2000) +
                              " \xCC\x88 \xE0\xBD\xB1\xE0\xBD\xB2 \xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8"},
      {"only spaces", "  \t \xC2\xA0\xE3\x80\x80\xE2\x80\x83\xE2\x80\xAF\xE1\x9A\x80 \n \n\t"},
      {"only invisible characters", "\xC2\xAD\xE2\x80\x8B\xE2\x80\x8D\xEF\xBB\xBF\xE2\x81\xA0\xF3\xA0\x80\x81"},
      {"byte order marks", "\xEF\xBB\xBFThe \xEF\xBB\xBFtext.\xEF\xBB\xBF"},
      {"replacement characters", repeated("\xEF\xBF\xBD", 300)},
      {"emoji with joiners",
       repeated(
           "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 \xF0\x9F\x87\xA9\xF0\x9F\x87\xAA",
           50)},
      {"Turkish i",
       "I\xC4\xB1\xC4\xB0i \xC4\xB0STANBUL INVIDIA nv\xC4\xB1"
       "dia"},
      {"letters that fold to several", "\xC3\x9F \xEF\xAC\x83 \xC5\x89 \xC7\xB0 \xCE\x90 \xE1\xBA\x9E STRASSE"},
      {"digits and points", repeated("1.2.3 ... 4,5 ?! ", 200)},
      {"open brackets and quotes", repeated("([{<\"'\xE2\x80\x9C\xC2\xAB", 300)},
      {"words of markup", "<<p><!--<script>]]>&#0;&#x110000;&#xD800;&amp&notin;</p <a href='\" x=>&"},
      {"something like Markdown", "# A\n=\n- [x](y)\n```\n<b>\n|a|b|\n|-|-|\n***\n> > q\n[1]: z"},
  };
}

std::vector<NamedText> make_huge_texts() {
  const std::string mixed = std::string(dense_plain) + "\n\n" + std::string(dense_html) + "\n";
  return {
      {"2 MB of everything", repeated(mixed, (std::size_t{2} << 20) / mixed.size())},
      {"100,000 line ends", std::string(100000, '\n')},
      {"100,000 short lines", repeated("Ann x.\n", 100000)},
      {"a word of 1 MB", std::string(std::size_t{1} << 20, 'a')},
      {"1 MB of capitals with spaces", repeated("Ann B ", (std::size_t{1} << 20) / 6)},
      {"1 MB of ideographs", repeated("\xE8\x8B\xB1\xE4\xBC\x9F\xE8\xBE\xBE", (std::size_t{1} << 20) / 9)},
      {"100,000 combining marks", "a" + repeated("\xCC\x81", 100000)},
      {"1 MB of spaces", std::string(std::size_t{1} << 20, ' ')},
      {"50,000 open elements", repeated("<div>", 50000) + "x"},
      {"100,000 open angles", std::string(100000, '<')},
      {"100,000 open comments", repeated("<!--", 100000)},
      {"100,000 ampersands", std::string(100000, '&')},
      {"100,000 open brackets", std::string(100000, '(') + std::string(100000, '[')},
  };
}

}  // namespace

const std::vector<NamedText>& ordinary_texts() {
  static const std::vector<NamedText> texts = [] {
    std::vector<NamedText> all = read_seeds();
    all.push_back({"dense plain text", std::string(dense_plain)});
    all.push_back({"dense HTML", std::string(dense_html)});
    return all;
  }();
  return texts;
}

const std::vector<NamedText>& odd_texts() {
  static const std::vector<NamedText> texts = make_odd_texts();
  return texts;
}

const std::vector<NamedText>& huge_texts() {
  static const std::vector<NamedText> texts = make_huge_texts();
  return texts;
}

std::vector<NamedText> beginnings() {
  std::vector<NamedText> texts;
  for (const std::string_view whole : {dense_plain, dense_html})
    for (std::size_t n = 1; n < whole.size(); ++n)
      if (utf8::is_border(whole, n))
        texts.push_back({"the first " + std::to_string(n) + " bytes of \"" + std::string(whole.substr(0, 8)) + "...\"",
                         std::string(whole.substr(0, n))});
  return texts;
}

}  // namespace docmill::conformance
