// The gold of gold/README.md, and how well a splitter finds its borders.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::sentences::gold {

struct Paragraph {
  std::string text;
  std::vector<std::size_t> ends;  // of its sentences but the last, ascending
};

struct Text {
  std::string language;
  std::vector<Paragraph> paragraphs;
  std::size_t sentences = 0;
};

// The languages of a part ("development", "held_out"), in the order of their names; throws std::runtime_error.
std::vector<Text> read(const std::string& part);

struct Score {
  std::size_t right = 0, missed = 0, wrong = 0;
  std::size_t wrong_in_quotations = 0;  // of `wrong`: inside a quotation or bracket, where handbooks differ
  Score& operator+=(const Score& other);
  double f1() const;              // 0 to 1; 1 for a text without borders
  double f1_by_handbook() const;  // without those inside quotations
};

// Ends of the sentences of a paragraph, ascending, without the white space behind them; the last may be left out.
using Splitter = std::function<std::vector<std::size_t>(std::string_view text, std::string_view language)>;

// `report`, where given, is called with "missed" or "wrong" and the text around for each border that is not right.
using Report = std::function<void(std::string_view what, std::string_view before, std::string_view after)>;
Score score(const Text& text, const Splitter& splitter, const Report& report = {});

// Ours, and what ICU's plain sentence iterator (UAX #29) gives.
std::vector<std::size_t> ours(std::string_view text, std::string_view language);
std::vector<std::size_t> icu_alone(std::string_view text, std::string_view language);

}  // namespace docmill::sentences::gold
