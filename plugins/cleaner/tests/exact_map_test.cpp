// The promise of the map: every word of the text leads back to the very bytes of the source that it was made of. Words
// are written into a random document in every way that a document can write them, each with a number of its own, and
// their places are remembered; then each is looked up in the clean text and followed back.
#include <doctest/doctest.h>

#include <map>
#include <random>

#include "cleaner.hpp"
#include "docmill/base/utf8.hpp"
#include "test_cues.hpp"

using namespace docmill::cleaner;

namespace {

// For each byte of the text the range of the source that it stands for, by replaying the edits.
std::vector<std::pair<uint32_t, uint32_t>> places(std::string_view source, const EditList& edits) {
  std::vector<std::pair<uint32_t, uint32_t>> of;
  uint32_t at = 0;
  const auto keep = [&](uint32_t end) {
    for (; at < end; ++at) of.emplace_back(at, at + 1);
  };
  for (const Edit& e : edits.edits()) {
    keep(e.start);
    for (uint32_t i = 0; i < e.size; ++i) of.emplace_back(e.start, e.end);
    at = e.end;
  }
  keep(static_cast<uint32_t>(source.size()));
  return of;
}

struct Document {
  std::string source;
  std::map<std::string, std::pair<uint32_t, uint32_t>> words;  // as the text should have them: where they stand
};

class Writer {
 public:
  Writer(unsigned seed, bool html) : random_(seed), html_(html) {}

  Document write() {
    if (html_) out_.source = "<html><head><title>x</title></head><body><div class=menu><a>Home</a></div><article>";
    for (int p = 0; p < 6; ++p) paragraph();
    if (html_) out_.source += "</article></body></html>";
    return out_;
  }

 private:
  bool one_in(unsigned n) { return random_() % n == 0; }

  void paragraph() {
    if (html_) out_.source += "<p>\n";
    for (int w = 0; w < 25; ++w) {
      if (w > 0) space();
      word();
      if (w % 8 == 7) out_.source += ". The";
    }
    out_.source += html_ ? ".</p>" : ".\n\n";
  }
  void space() {
    static const std::vector<std::string> plain = {" ", " ", "  ", "\u00a0", " \u200b", "\t"};
    static const std::vector<std::string> page = {" ", "\n", "&nbsp;", " <!-- x --> ", " <b> ", "&#32;", "</b> "};
    const auto& all = html_ ? page : plain;
    out_.source += all[random_() % all.size()];
  }
  void word() {
    const std::string name = "word" + std::to_string(out_.words.size() + 100);
    const auto start = static_cast<uint32_t>(out_.source.size());
    std::string text = name;
    out_.source += name.substr(0, 2);
    if (one_in(6)) out_.source += html_ ? "&shy;" : "\u00ad";
    if (html_ && one_in(6)) out_.source += "<i></i>";
    out_.source += name.substr(2);
    text += letter();
    out_.words[text] = {start, static_cast<uint32_t>(out_.source.size())};
  }
  // An accented letter as one writes it, and as it should be read.
  std::string letter() {
    struct Form {
      const char* source;
      const char* text;
    };
    static const std::vector<Form> plain = {
        {"", ""},         {"\u00e9", "\u00e9"}, {"e\u0301", "\u00e9"}, {"&eacute;", "\u00e9"}, {"&#x2019;s", "\u2019s"},
        {"Ã¼", "\u00fc"}, {"â€™s", "\u2019s"},  {"\u6f22", "\u6f22"}};
    static const std::vector<Form> page = {{"&eacute", "\u00e9"}, {"e&#769;", "\u00e9"}, {"<b>&amp;</b>c", "&c"}};
    const std::size_t n = plain.size() + (html_ ? page.size() : 0), i = random_() % n;
    const Form& form = i < plain.size() ? plain[i] : page[i - plain.size()];
    out_.source += form.source;
    return form.text;
  }

  std::mt19937 random_;
  bool html_;
  Document out_;
};

void check(unsigned seed, bool html, const Options& options) {
  const Document document = Writer(seed, html).write();
  Cleaner cleaner;
  cleaner.clean(document.source, html ? "text/html" : "text/plain", test_cues(), test_model(), options);
  REQUIRE(problem_with(document.source, cleaner.edits) == "");
  std::string text;
  apply(document.source, cleaner.edits, text);
  const auto of = places(document.source, cleaner.edits);
  REQUIRE(of.size() == text.size());
  std::size_t found = 0;
  for (const auto& placed : document.words) {
    const std::string& word = placed.first;
    const std::pair<uint32_t, uint32_t>& place = placed.second;
    const std::size_t at = text.find(word);
    if (at == std::string::npos) continue;
    ++found;
    uint32_t start = static_cast<uint32_t>(document.source.size()), end = 0;
    for (std::size_t i = at; i < at + word.size(); ++i) {
      start = std::min(start, of[i].first);
      end = std::max(end, of[i].second);
    }
    CAPTURE(word);
    CAPTURE(seed);
    CHECK(start == place.first);
    CHECK(end <= place.second);
    CHECK(end > place.first);
    // What is left over at the end is markup that belongs to the word but shows nothing.
    const std::string rest = document.source.substr(end, place.second - end);
    const bool shows_nothing = rest.empty() || rest == "</b>";
    CHECK(shows_nothing);
  }
  CHECK(found >= document.words.size() * 9 / 10);
}

}  // namespace

TEST_CASE("every word of a plain text leads back to its own bytes") {
  for (unsigned seed = 0; seed < 60; ++seed) check(seed, false, {});
}

TEST_CASE("every word of a page leads back to its own bytes") {
  for (unsigned seed = 0; seed < 60; ++seed) check(seed, true, {});
}
