// Words, borders, cases, sentences and headings.
#include <doctest/doctest.h>

#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "mentions/name_evidence.hpp"
#include "text/ascii_stretch.hpp"
#include "text/ascii_words.hpp"
#include "text/capitalisation.hpp"
#include "text/case_match.hpp"
#include "text/short_words.hpp"
#include "text/tokens.hpp"
#include "text/word_lists.hpp"

using namespace docmill::linker;

namespace {

const CharacterTable& token_characters() {
  static const CharacterTable table;
  return table;
}
const WordLists& words() {
  static const WordLists lists(token_characters());
  return lists;
}

std::string cut(std::string_view text) {
  Tokens tokens;
  scan_tokens(token_characters(), text, tokens);
  std::string out;
  for (const Token& t : tokens) out += (out.empty() ? "" : "|") + std::string(text.substr(t.start, t.end - t.start));
  return out;
}

// The words that carry a flag after mark_capitalisation.
std::string flagged(std::string_view text, uint16_t flag) {
  Tokens tokens;
  scan_tokens(token_characters(), text, tokens);
  CapitalisationScratch scratch;
  mark_capitalisation(words(), tokens, scratch);
  std::string out;
  for (const Token& t : tokens)
    if (t.is_word() && t.is(flag)) out += (out.empty() ? "" : "|") + std::string(text.substr(t.start, t.end - t.start));
  return out;
}

CaseMatch match(std::string_view alias, std::string_view text, bool start = false) {
  return match_case(token_characters(), alias, text, start);
}

}  // namespace

TEST_CASE("letters, digits and marks are words; other characters stand alone") {
  CHECK(cut("GPT-4o, 7nm!") == "GPT|-|4o|,|7nm|!");
  CHECK(cut("Huawei’s") == "Huawei|’|s");
  CHECK(cut("naïve e\xCC\x81t\xC3\xA9") == "naïve|e\xCC\x81t\xC3\xA9");
  CHECK(cut("") == "");
  CHECK(cut(" \n\t ") == "");
}

TEST_CASE("the s of a plural of capitals or digits is left out") {
  CHECK(cut("GPUs A100s 1990s us Us is") == "GPU|A100|1990|us|Us|is");
  CHECK(cut("Teslas McDs") == "Teslas|McDs");
}

TEST_CASE("every character of Han, Kana and Thai and every Korean syllable is a token") {
  CHECK(cut("华为OpenAI") == "华|为|OpenAI");
  CHECK(cut("ソニー") == "ソ|ニ|ー");
  CHECK(cut("한국") == "한|국");
  CHECK(cut("ก็") == "ก็");
}

TEST_CASE("folding makes equal hashes, and punctuation has one form") {
  CHECK(word_hash(token_characters(), "NVIDIA") == word_hash(token_characters(), "nvidia"));
  CHECK(word_hash(token_characters(), "ÄÖ") == word_hash(token_characters(), "äö"));
  CHECK(word_hash(token_characters(), "Ma") != word_hash(token_characters(), "Mao"));
  Tokens tokens;
  scan_tokens(token_characters(), "’‑", tokens);
  CHECK(tokens[0].is_punctuation('\''));
  CHECK(tokens[1].is_punctuation('-'));
}

TEST_CASE("sentences begin after stops, at lines and in quotations, not after abbreviations") {
  using token_flag::sentence_start;
  CHECK(flagged("One two. Three! “Four five.” Six", sentence_start) == "One|Three|Four|Six");
  CHECK(flagged("The U.S. Army and Mr. Ma of Acme Inc. Today", sentence_start) == "The");
  CHECK(flagged("line one\nline two", sentence_start) == "line|line");
  CHECK(flagged("- item\n• item", sentence_start) == "item|item");
  CHECK(flagged("3.5 percent", sentence_start) == "3");
}

TEST_CASE("headings are lines of capitals, lead-ins and titles inside a line") {
  using token_flag::heading;
  CHECK(flagged("How China Builds Its Chips", heading) == "How|China|Builds|Its|Chips");
  CHECK(flagged("How China builds its chips in large factories", heading) == "");
  CHECK(flagged("The Road Ahead: nobody knows where it leads to", heading) == "The|Road|Ahead");
  CHECK(flagged("The Silicon Fairness Act in California does not.", heading) == "");
  CHECK(flagged("He wrote it in the long wet spring after the war. Rivers: How Great Deserts Built a City", heading) ==
        "How|Great|Deserts|Built|a|City");
}

TEST_CASE("a lead-in is judged as a whole, whatever its sentences are") {
  const std::string_view shout = "STOP THE WAR NOW. And then they all went away from here";
  CHECK(flagged(std::string(shout) + ".", token_flag::shouting) == "STOP|THE|WAR|NOW");
  CHECK(flagged(std::string(shout) + ": nobody knows", token_flag::shouting) == "");
  CHECK(flagged(std::string(shout) + ":nobody knows", token_flag::shouting) == "STOP|THE|WAR|NOW");
  CHECK(flagged("The Long Way: a Great Day: nobody knows where it leads to", token_flag::heading) == "The|Long|Way");
  // Of 24 tokens at most, with the colon.
  const auto has_lead_in = [](std::size_t n_commas) {
    const std::string text = "The" + std::string(n_commas, ',') + " Way: nobody knows where it leads to";
    return !flagged(text, token_flag::heading).empty();
  };
  CHECK(has_lead_in(21));
  CHECK_FALSE(has_lead_in(22));
}

TEST_CASE("lines of capitals shout") {
  CHECK(flagged("TELL US MORE NOW", token_flag::shouting) == "TELL|US|MORE|NOW");
  CHECK(flagged("The US and the EU met", token_flag::shouting) == "");
}

TEST_CASE("an alias matches as it is written") {
  CHECK(match("Apple", "Apple") == CaseMatch::exact);
  CHECK(match("Apple", "apple") == CaseMatch::none);
  CHECK(match("US", "us") == CaseMatch::none);
  CHECK(match("US", "Us") == CaseMatch::none);
  CHECK(match("MOST", "Most", true) == CaseMatch::none);
  CHECK(match("OpenAI", "Openai") == CaseMatch::title);
  CHECK(match("iPhone", "Iphone") == CaseMatch::title);
  CHECK(match("Ahmed Al-Sharaa", "Ahmed al-Sharaa") != CaseMatch::none);
  CHECK(match("Bank Of China", "Bank of China") != CaseMatch::none);
  CHECK(match("Hong Kong", "Hong kong") == CaseMatch::none);
  CHECK(match("OpenAI", "openai") == CaseMatch::none);
  CHECK(match("LaTeX", "Latex") == CaseMatch::none);
  CHECK(match("YouTube", "YouTuBe") == CaseMatch::none);
}

TEST_CASE("four capitals or more stand for a name in mixed case") {
  CHECK(match("Huawei", "HUAWEI") == CaseMatch::capitals);
  CHECK(match("OpenAI", "OPENAI") == CaseMatch::capitals);
  CHECK(match("Arm", "ARM") == CaseMatch::none);
}

TEST_CASE("lower-case aliases take the capital of a sentence, several words those of a title") {
  CHECK(match("chips", "Chips", true) == CaseMatch::initial);
  CHECK(match("chips", "Chips", false) == CaseMatch::none);
  CHECK(match("quantum computing", "Quantum Computing") == CaseMatch::title);
  CHECK(match("iFlytek", "IFlytek", true) == CaseMatch::initial);
  CHECK(match("xAI", "XAI") == CaseMatch::none);
}

TEST_CASE("apostrophes, dashes and white space are equal in all their forms") {
  CHECK(match("Zhang Ping'an", "Zhang Ping’an") == CaseMatch::exact);
  CHECK(match("TP-Link", "TP‑Link") == CaseMatch::exact);
  CHECK(match("Hong Kong", "Hong \n Kong") == CaseMatch::exact);
  CHECK(match("Hong Kong", "HongKong") == CaseMatch::none);
}

// As many tokens of random words, marks and blanks as fit into some bytes.
std::string random_text(std::string_view alphabet, std::size_t size, uint32_t& dice) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i)
    text += alphabet[((dice = dice * 1664525 + 1013904223) >> 16) % alphabet.size()];
  return text;
}

bool are_same(const Token& x, const Token& y) {
  return x.start == y.start && x.end == y.end && x.hash == y.hash && x.stem == y.stem && x.flags == y.flags &&
         x.kind == y.kind && x.gap == y.gap;
}

TEST_CASE("words of ASCII have the hash that they have character by character") {
  static const CharacterTable characters;
  uint32_t dice = 12345;
  Tokens tokens;
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text("abcsSXYZ019's-.s", 1 + (dice >> 8) % 21, dice);
    scan_tokens(characters, text, tokens);
    for (const Token& t : tokens) {
      if (!t.is_word()) continue;
      REQUIRE(t.hash == word_hash(characters, text.substr(t.start, t.size())));
      const bool has_stem = t.size() >= 4 && text[t.end - 1] == 's';
      REQUIRE(t.stem == word_hash(characters, text.substr(t.start, t.size() - std::size_t{has_stem})));
      REQUIRE(t.is(token_flag::plural) == (text.substr(t.end, 1) == "s"));
    }
  }
}

TEST_CASE("words of ASCII are described at once as they are singly") {
  static const CharacterTable characters;
  uint32_t dice = 99;
  Tokens tokens;
  for (int round = 0; round < 500; ++round) {
    std::string text = random_text("abcsSXYZ019's-.s  ", 1 + (dice >> 8) % 200, dice);
    scan_tokens(characters, text, tokens);
    // As they are before they are described; words that are too long are none of those.
    std::erase_if(tokens, [](const Token& t) { return t.size() >= longest_ascii_word; });
    for (Token& t : tokens) {
      t.end += uint32_t{t.is(token_flag::plural)};
      t.hash = t.stem = t.flags = 0;
    }
    Tokens singly = tokens;
    text.append(16, 'S');
    describe_ascii_words(text.data(), 0, tokens.data(), tokens.size());
    describe_ascii_words_singly(text.data(), 0, singly.data(), singly.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) REQUIRE(are_same(tokens[i], singly[i]));
  }
}

TEST_CASE("tokens are the same wherever in a text they stand") {
  static const CharacterTable characters;
  uint32_t dice = 7;
  Tokens expected, tokens;
  for (int round = 0; round < 300; ++round) {
    std::string text;
    while (text.size() < 300) {  // pieces of whole characters
      static constexpr std::string_view others[] = {"é",    "Ж",    "’",   "\xC2\xA0",  "\n", "\n\n",
                                                    "华为", "한국", "-\n", "e\xCC\x81", "İs"};
      text += random_text("abcsSXZ09's-. s  \t", 1 + (dice >> 8) % 40, dice);
      text += others[(dice >> 20) % std::size(others)];
    }
    scan_tokens(characters, text, expected);
    const std::size_t before = (dice >> 8) % 2 == 0 ? (dice >> 12) % 200 : 3700 + (dice >> 12) % 500;
    scan_tokens(characters, std::string(before, '\n') + text, tokens);
    REQUIRE(tokens.size() == expected.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      tokens[i].start -= static_cast<uint32_t>(before);
      tokens[i].end -= static_cast<uint32_t>(before);
      REQUIRE(are_same(tokens[i], expected[i]));
    }
  }
}

TEST_CASE("a table of words finds each of them, and no other") {
  std::vector<WordTable<12>::Word> list;
  uint32_t hash = 1;
  for (uint32_t i = 0; i < 3000; ++i) list.push_back({hash = hash * 1664525 + 1013904223, 1 + i % 2000});
  WordTable<12> table;
  table.fill(list);
  for (const auto& word : list) REQUIRE(table.find(word.hash) == word.number);
  for (uint32_t i = 0; i < 3000; ++i) REQUIRE(table.find(hash = hash * 1664525 + 1013904223) == 0);
  CHECK(table.find(0) == 0);
}

TEST_CASE("a handful of words has its words and no others of their length and letter") {
  static constexpr ShortWords few("of", "VfB", "spokeswoman");
  for (const char* word : {"of", "VfB", "spokeswoman"}) CHECK(few.has(word));
  for (const char* word : {"", "o", "or", "Of", "Vfb", "spokeswomen", "a word that is longer than all"})
    CHECK_FALSE(few.has(word));
}

TEST_CASE("a capital is found wherever it stands in a word") {
  for (std::size_t n = 4; n <= 24; ++n) {
    CHECK_FALSE(has_ascii_capital(std::string(n, 'z')));
    CHECK_FALSE(has_ascii_capital(std::string(n, '[')));
    CHECK_FALSE(has_ascii_capital(std::string(n, '\xC3')));
    for (std::size_t at = 0; at < n; ++at) {
      for (const char c : {'A', 'Z'}) {
        std::string word(n, 'a');
        word[at] = c;
        CHECK(has_ascii_capital(word));
      }
    }
  }
}
