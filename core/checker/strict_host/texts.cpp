#include "checker/strict_host/texts.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "docmill/base/utf8.hpp"

namespace docmill::checker {
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
      {"10 MB of everything", repeated(mixed, (std::size_t{10} << 20) / mixed.size())},
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
  static const std::vector<NamedText> texts = {
      {"an article with its menu",
       "Home | News | Sport | About us\nThe ferry comes back\nBy Ann Example | 3 May 2024\n\nAfter eleven years the "
       "ferry "
       "between Hoek and Maasdam sails again. \xE2\x80\x9CWe sold 400 tickets before noon,\xE2\x80\x9D says the "
       "captain, Mr. J. de Vries. The ship runs on a battery of 2.4 MWh made in the U.S., and it needs 12 minutes.\n\n"
       "Related articles: Bridge closed | The river rises\nShare this article\n3 comments\n"},
      {"an article about chips",
       "Nvidia's A100 and H100 are made by TSMC. The A100 has 80 GB of memory; its price was $10,000 in 2023. Intel, "
       "AMD "
       "and Graphcore build accelerators too. Nvidia did not answer.\n\nThe export rules of October 2022 name the "
       "A100.\n"},
      {"German",
       "Stra\xC3\x9F"
       "e gesperrt\n\nDie Br\xC3\xBC"
       "cke \xC3\xBC"
       "ber die Elbe bleibt bis zum 3. Mai geschlossen. Herr Dr. "
       "M\xC3\xBCller sagt: \xE2\x80\x9EWir pr\xC3\xBC"
       "fen jeden Balken.\xE2\x80\x9C Das kostet 1.200,50 Euro.\n"},
      {"Chinese",
       "\xE6\xB8\xA1\xE8\xBD\xAE\xE5\x9B\x9E\xE6\x9D\xA5\xE4\xBA\x86\n\n\xE8\x8B\xB1\xE4\xBC\x9F\xE8\xBE\xBE\xE7\x9A"
       "\x84"
       "A100\xE5\xBE\x88\xE8\xB4\xB5\xE3\x80\x82\xE4\xBB\x96\xE8\xAF\xB4\xEF\xBC\x9A\xE2\x80\x9C\xE5\xA5\xBD\xE3\x80"
       "\x82\xE2\x80\x9D\n"},
      {"Arabic",
       "\xD8\xB9\xD8\xA7\xD8\xAF\xD8\xAA \xD8\xA7\xD9\x84\xD8\xB3\xD9\x81\xD9\x8A\xD9\x86\xD8\xA9. "
       "\xD9\x82\xD8\xA7\xD9\x84 "
       "\xD8\xA7\xD9\x84\xD9\x82\xD8\xA8\xD8\xB7\xD8\xA7\xD9\x86\xD8\x8C \xD9\x86\xD8\xB9\xD9\x85\xD8\x9F 12 "
       "Nvidia.\n"},
      {"Russian and Greek",
       "\xD0\x9F\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBC \xD0\xB2\xD0\xB5\xD1\x80\xD0\xBD\xD1\x83\xD0\xBB\xD1\x81\xD1\x8F. "
       "\xCE\xA4\xCE\xBF "
       "\xCF\x80\xCE\xBB\xCE\xBF\xCE\xAF\xCE\xBF \xCE\xB3\xCF\x8D\xCF\x81\xCE\xB9\xCF\x83\xCE\xB5.\n"},
      {"Markdown",
       "# The ferry\n\n*Ann Example*, 2024-05-03\n\n- [tickets](https://example.org/t?a=1&b=2)\n- `400` sold\n\n> It "
       "sails again.\n\n| day | tickets |\n|---|---|\n| Mon | 400 |\n"},
      {"a list of facts",
       "1. The ship: 31 m long.\n2. The crew: 4.\n3) The price: 2,50\xE2\x82\xAC\xE2\x80\x93"
       "3,00\xE2\x82\xAC.\n"},
      {"an HTML page",
       "<!DOCTYPE html><html lang=\"en\"><head><title>The ferry comes back - Example News</title><meta name=author "
       "content='Ann Example'></head><body><nav><a href=/>Home</a> <a href=/n>News</a></nav><article><h1>The ferry "
       "comes back</h1><p>After eleven years the ferry sails again. &ldquo;We sold 400 tickets&rdquo;, says "
       "the&nbsp;captain.</p><p>It needs 12 minutes &amp; a battery.</p></article><footer>&copy; "
       "2024</footer></body></html>"},
      {"dense plain text", std::string(dense_plain)},
      {"dense HTML", std::string(dense_html)},
  };
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

namespace {

// splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
struct Random {
  uint64_t state;
  uint64_t next() {
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
  }
  uint64_t below(uint64_t n) { return next() % n; }
};

void append_code_point(Random& random, std::string& text) {
  static constexpr char32_t limits[] = {0x80, 0x800, 0x10000, 0x110000};
  const auto c = static_cast<char32_t>(random.below(limits[random.below(4)]));
  utf8::append(text, c >= 0xD800 && c <= 0xDFFF ? U' ' : c);
}

void append_piece(Random& random, std::string& text) {
  using namespace std::string_view_literals;
  static constexpr std::string_view pieces[] = {"The "sv,
                                                "Nvidia "sv,
                                                "A100"sv,
                                                " of "sv,
                                                "and "sv,
                                                ". "sv,
                                                "? "sv,
                                                ", "sv,
                                                "\n"sv,
                                                "\n\n"sv,
                                                "\r\n"sv,
                                                "\t"sv,
                                                " "sv,
                                                "\0"sv,
                                                "<p>"sv,
                                                "</p>"sv,
                                                "<a href=\""sv,
                                                "\">"sv,
                                                "<!--"sv,
                                                "-->"sv,
                                                "<script>"sv,
                                                "&amp;"sv,
                                                "&#x"sv,
                                                ";"sv,
                                                "By "sv,
                                                "3 May 2024"sv,
                                                "2024-05-03"sv,
                                                "$1,000.50"sv,
                                                "http://"sv,
                                                "# "sv,
                                                "- "sv,
                                                "|"sv,
                                                "\""sv,
                                                "'"sv,
                                                "("sv,
                                                ")"sv,
                                                "\xE2\x80\x9C"sv,
                                                "\xE2\x80\x9D"sv,
                                                "\xC2\xA0"sv,
                                                "\xC2\xAD"sv,
                                                "\xE2\x80\x8B"sv,
                                                "\xE3\x80\x82"sv,
                                                "\xE8\x8B\xB1\xE4\xBC\x9F"sv,
                                                "\xD9\x85\xD8\xB1"sv,
                                                "\xCC\x81"sv,
                                                "\xF0\x9F\x98\x80"sv,
                                                "\xE2\x80\x8D"sv,
                                                "\xEF\xBB\xBF"sv,
                                                "\xC4\xB0"sv,
                                                "\xC3\x9F"sv};
  const uint64_t what = random.below(20);
  if (what == 0) return append_code_point(random, text);
  if (what == 1) {  // a word of letters
    for (uint64_t n = 1 + random.below(12); n > 0; --n) text += static_cast<char>('a' + random.below(26));
    return;
  }
  const std::string_view piece = pieces[random.below(std::size(pieces))];
  for (uint64_t n = what == 2 ? 1 + random.below(200) : 1; n > 0; --n) text += piece;
}

}  // namespace

std::vector<NamedText> made_up_texts(uint64_t seed, std::size_t n) {
  std::vector<NamedText> texts;
  Random random{seed};
  for (std::size_t i = 0; i < n; ++i) {
    std::string text;
    for (uint64_t pieces = 1 + random.below(uint64_t{1} << (3 + i % 7)); pieces > 0; --pieces)
      append_piece(random, text);
    texts.push_back({"made-up text " + std::to_string(i) + " of seed " + std::to_string(seed), std::move(text)});
  }
  return texts;
}

std::vector<NamedText> made_up_files(uint64_t seed, std::size_t n, const std::vector<NamedText>& files) {
  constexpr uint64_t longest_piece = 400;
  std::vector<NamedText> made;
  Random random{seed};
  for (std::size_t i = 0; i < n; ++i) {
    std::string bytes;
    for (uint64_t pieces = 1 + random.below(12); pieces > 0; --pieces) {
      const std::string& from = files[random.below(files.size())].text;
      const uint64_t size = random.below(longest_piece);
      if (random.below(4) == 0)
        for (uint64_t k = size / 8; k > 0; --k) bytes += static_cast<char>(random.below(256));
      else if (!from.empty()) bytes += from.substr(random.below(3) == 0 ? 0 : random.below(from.size()), size);
    }
    made.push_back({"made-up file " + std::to_string(i) + " of seed " + std::to_string(seed), std::move(bytes)});
  }
  return made;
}

namespace {

// The files that are named, and those of folders that are wanted, in byte order.
template <class F>
std::vector<std::filesystem::path> find_files(const std::vector<std::filesystem::path>& paths, F&& is_wanted) {
  std::vector<std::filesystem::path> files;
  for (const std::filesystem::path& path : paths) {
    if (!std::filesystem::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
      if (entry.is_regular_file() && is_wanted(entry.path())) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<NamedText> read_texts(const std::vector<std::filesystem::path>& paths) {
  std::vector<NamedText> texts;
  for (const std::filesystem::path& file : find_files(paths, [](const std::filesystem::path& path) {
         const std::string kind = path.extension().string();
         return kind == ".txt" || kind == ".md" || kind == ".html";
       })) {
    std::ifstream stream(file, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(stream), {});
    if (utf8::is_valid(text)) texts.push_back({file.filename().string(), std::move(text)});
  }
  return texts;
}

std::vector<NamedText> read_files(const std::vector<std::filesystem::path>& paths,
                                  const std::vector<std::string>& suffixes) {
  constexpr std::streamsize most = std::streamsize{1} << 20;
  std::vector<NamedText> files;
  for (const std::filesystem::path& path : find_files(paths, [&](const std::filesystem::path& found) {
         const std::string name = found.filename().string();
         return suffixes.empty() ||
                std::any_of(suffixes.begin(), suffixes.end(), [&](const std::string& s) { return name.ends_with(s); });
       })) {
    std::ifstream stream(path, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(most), '\0');
    stream.read(bytes.data(), most);
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    files.push_back({path.filename().string(), std::move(bytes)});
  }
  return files;
}

}  // namespace docmill::checker
