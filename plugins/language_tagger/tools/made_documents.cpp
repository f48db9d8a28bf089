#include "made_documents.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <sstream>

namespace docmill::language {

namespace {

// What is found side by side in books and on pages, and hard to tell apart.
constexpr std::array<const char*, 15> neighbours{"id ms",       "da nb nn sv", "hi mr",    "lt lv",    "cs pl sk",
                                                 "bs hr sl sr", "az tr",       "af de nl", "ar fa ur", "st tn ts",
                                                 "xh zu",       "be ru uk",    "bg mk",    "ja zh",    "ca es fr pt"};

class Maker {
 public:
  Maker(const std::vector<GoldText>& texts, uint64_t half) : state_(20240901 + half) {
    for (const GoldText& g : texts) {
      if (g.kind == "sentence" && g.fold % 2 == half) sentences_[g.language].push_back(&g);
    }
    for (const auto& [language, unused] : sentences_) languages_.push_back(language);
  }

  GoldText make(std::size_t number) {
    static constexpr std::array<const char*, 4> kinds{"paragraph", "inline", "quote", "mono"};
    GoldText document;
    document.kind = kinds[number / 2 % 4];
    document.id = "made/" + document.kind + "/" + std::to_string(number);
    document.fold = number;
    const bool mono = document.kind == "mono", quote = document.kind == "quote";
    const auto chosen = choose(mono ? 1 : quote ? 2 : 2 + below(5) / 2);
    if (document.kind == "paragraph") add_paragraphs(document, chosen);
    else if (mono) add_paragraphs(document, {chosen.front()});
    else add_mixed(document, chosen, quote);
    return document;
  }

 private:
  std::size_t below(std::size_t n) {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return static_cast<std::size_t>((z ^ (z >> 31)) % n);
  }

  std::vector<std::string> choose(std::size_t n) {
    std::vector<std::string> from = languages_, chosen;
    const std::size_t way = below(5);
    if (way < 2) chosen.emplace_back("en");
    else if (way < 4) {
      std::istringstream words(neighbours[below(neighbours.size())]);
      from.assign(std::istream_iterator<std::string>(words), {});
    }
    n = std::min(n, from.size());
    while (chosen.size() < n) {
      const std::string& one = from[below(from.size())];
      if (sentences_.count(one) > 0 && std::find(chosen.begin(), chosen.end(), one) == chosen.end())
        chosen.push_back(one);
    }
    if (below(2) == 0) std::reverse(chosen.begin(), chosen.end());
    return chosen;
  }

  void add_span(GoldText& document, const std::string& language, const char* before) {
    if (!document.text.empty()) document.text += before;
    const auto start = static_cast<uint32_t>(document.text.size());
    const auto& sentences = sentences_.at(language);
    for (std::size_t n = 1 + below(4); n > 0; --n) {
      if (document.text.size() > start) document.text += ' ';
      document.text += sentences[below(sentences.size())]->text;
    }
    document.spans.push_back({start, static_cast<uint32_t>(document.text.size()), language});
  }

  void add_paragraphs(GoldText& document, const std::vector<std::string>& languages) {
    for (std::size_t i = 0; i < languages.size() * (2 + below(2)); ++i)
      add_span(document, languages[i % languages.size()], "\n\n");
  }

  void add_mixed(GoldText& document, const std::vector<std::string>& languages, bool quote) {
    for (std::size_t paragraphs = 2 + below(3); paragraphs > 0; --paragraphs) {
      for (const std::string& l : languages) add_span(document, l, &l == &languages.front() ? "\n\n" : " ");
      if (quote) add_span(document, languages.front(), " ");
    }
  }

  std::map<std::string, std::vector<const GoldText*>> sentences_;
  std::vector<std::string> languages_;
  uint64_t state_;
};

}  // namespace

std::vector<GoldText> made_documents(const std::vector<GoldText>& texts, std::size_t n) {
  Maker even(texts, 0), odd(texts, 1);
  std::vector<GoldText> documents;
  for (std::size_t i = 0; i < n; ++i) documents.push_back((i % 2 == 0 ? even : odd).make(i));
  return documents;
}

}  // namespace docmill::language
