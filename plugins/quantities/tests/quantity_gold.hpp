// The gold of ../gold: sentences with their quantities in brackets, [text|kind|value] or [text|date|value|other].
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "finder.hpp"

namespace docmill::quantities::gold {

struct Expected {
  std::size_t start = 0, end = 0;
  std::string kind, value, other;
  bool operator==(const Expected&) const = default;
};

struct Sentence {
  std::string text;
  std::vector<Expected> quantities;
};

struct Text {
  std::string language;
  Date anchor;
  std::vector<Sentence> sentences;
};

// The languages of a part ("development", "held_out"), by name; throws std::runtime_error.
std::vector<Text> read(const std::string& part);

// Right is what has the same borders, kind, value and other value.
struct Score {
  std::size_t right = 0, missed = 0, wrong = 0;
  Score& operator+=(const Score& other);
  double f1() const;  // 1 where there is nothing to find and nothing found
};

inline constexpr std::array<const char*, 4> kinds{"date", "money", "percent", "count"};
struct Scores {
  std::array<Score, 4> of_kind;  // as `kinds`
  Score all() const;
};

using Report = std::function<void(const std::string& message)>;
Scores score(const Text& text, const Tables& tables, const Report& report = {});

// The tables of the plugin, as they are in the source tree.
const Tables& tables();

}  // namespace docmill::quantities::gold
