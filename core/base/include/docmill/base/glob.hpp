// Globs over paths: what [input] from and skip say, and options of stages that choose files by name. A state machine
// stepped once for each code point of the path, so the time is bounded by pattern x path, whatever the pattern.
//   *       any run of characters in one part of the path, also an empty one
//   ?       one character, not '/'
//   [a-z]   one of these characters; [!a-z] and [^a-z] one of the others; never '/'
//   **      as a whole part: any number of parts, also none; elsewhere the same as *
// There is no escape: "[*]" is a star. Paths and patterns are compared character by character, case counts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docmill/base/utf8.hpp"

namespace docmill {

namespace detail {

// The character at `at`, also of bytes that are not UTF-8: those count above all code points, each for itself.
inline char32_t next_glob_character(std::string_view text, std::size_t& at) {
  if (utf8::valid_length(text, at) == 0) return 0x110000 + static_cast<unsigned char>(text[at++]);
  return utf8::next(text, at);
}

}  // namespace detail

// Does the text hold a character with a meaning in globs?
inline bool has_glob_characters(std::string_view text) { return text.find_first_of("*?[") != std::string_view::npos; }

// A pattern that was read. Matching changes nothing in it: any thread.
class Glob {
 public:
  // Both texts are UTF-8 with '/' between the parts (other bytes stand for themselves).
  explicit Glob(std::string_view pattern) {
    read_pattern(pattern);
    if (mistake_) steps_.assign(1, Step{Kind::one_of});
  }
  // What is wrong with the pattern: a '[' without its ']', a range that runs backwards; it then matches nothing.
  const std::optional<std::string>& mistake() const { return mistake_; }

  // What a path has to do with the pattern.
  struct Reach {
    bool matches = false;     // the path, or a folder above it, is what the pattern says
    bool goes_below = false;  // something below the path may still match
  };
  // Time and memory are bounded by pattern x path.
  inline Reach reach(std::string_view path) const;
  // Is the path, or a folder above it, what the pattern says?
  bool matches(std::string_view path) const { return reach(path).matches; }

 private:
  enum class Kind : uint8_t { literal, any, one_of, run, parts, inside_part, rest };
  struct Step {
    Kind kind;
    bool negated = false;
    char32_t literal = 0;
    std::vector<std::pair<char32_t, char32_t>> ranges;
  };

  inline void read_pattern(std::string_view pattern);
  inline std::size_t read_class(std::string_view pattern, std::size_t at);
  inline bool accepts(const Step& step, char32_t c) const;
  inline void enter(std::vector<char>& states, std::size_t state) const;
  inline void advance(const std::vector<char>& from, std::vector<char>& to, char32_t c) const;

  std::vector<Step> steps_;
  std::optional<std::string> mistake_;
};

inline void Glob::read_pattern(std::string_view pattern) {
  for (std::size_t at = 0; at < pattern.size() && !mistake_;) {
    const bool part_begins = at == 0 || pattern[at - 1] == '/';
    if (part_begins && pattern.substr(at) == "**") {
      steps_.push_back({Kind::rest});
      at += 2;
    } else if (part_begins && pattern.substr(at, 3) == "**/") {
      steps_.push_back({Kind::parts});
      steps_.push_back({Kind::inside_part});
      at += 3;
    } else if (pattern[at] == '*') {
      while (at < pattern.size() && pattern[at] == '*') ++at;
      steps_.push_back({Kind::run});
    } else if (pattern[at] == '?') {
      steps_.push_back({Kind::any});
      ++at;
    } else if (pattern[at] == '[') {
      at = read_class(pattern, at);
    } else {
      steps_.push_back({Kind::literal, false, detail::next_glob_character(pattern, at), {}});
    }
  }
}

// Reads "[...]" at `at`; a ']' directly behind the bracket (or the '!') is one of the characters.
inline std::size_t Glob::read_class(std::string_view pattern, std::size_t at) {
  Step step{Kind::one_of};
  ++at;
  if (at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^')) {
    step.negated = true;
    ++at;
  }
  for (bool first = true; at < pattern.size() && (first || pattern[at] != ']'); first = false) {
    const char32_t low = detail::next_glob_character(pattern, at);
    char32_t high = low;
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      ++at;
      high = detail::next_glob_character(pattern, at);
    }
    if (high < low) mistake_ = "a range in '[...]' runs backwards";
    step.ranges.emplace_back(low, high);
  }
  if (at >= pattern.size()) {
    mistake_ = "a '[' without its ']'; a bracket itself is written \"[[]\"";
    return at;
  }
  steps_.push_back(std::move(step));
  return at + 1;
}

inline bool Glob::accepts(const Step& step, char32_t c) const {
  switch (step.kind) {
    case Kind::literal: return c == step.literal;
    case Kind::any:
    case Kind::run:
    case Kind::parts:
    case Kind::inside_part: return c != '/';
    case Kind::rest: return true;
    case Kind::one_of: break;
  }
  const bool listed =
      std::any_of(step.ranges.begin(), step.ranges.end(), [c](const auto& r) { return r.first <= c && c <= r.second; });
  return c != '/' && listed != step.negated;
}

// Marks a state and those that are reached from it without a character.
inline void Glob::enter(std::vector<char>& states, std::size_t state) const {
  for (;;) {
    if (states[state]) return;
    states[state] = 1;
    if (state == steps_.size()) return;
    if (steps_[state].kind == Kind::run) ++state;
    else if (steps_[state].kind == Kind::parts) state += 2;
    else return;
  }
}

inline void Glob::advance(const std::vector<char>& from, std::vector<char>& to, char32_t c) const {
  std::fill(to.begin(), to.end(), 0);
  for (std::size_t state = 0; state < steps_.size(); ++state) {
    if (!from[state]) continue;
    const Step& step = steps_[state];
    if (step.kind == Kind::inside_part && c == '/') enter(to, state - 1);
    if (!accepts(step, c)) continue;
    switch (step.kind) {
      case Kind::run:
      case Kind::inside_part: enter(to, state); break;
      case Kind::parts: enter(to, state + 1); break;
      case Kind::rest:
        enter(to, state);
        enter(to, state + 1);
        break;
      default: enter(to, state + 1);
    }
  }
}

inline Glob::Reach Glob::reach(std::string_view path) const {
  std::vector<char> states(steps_.size() + 1), next(steps_.size() + 1);
  enter(states, 0);
  for (std::size_t at = 0; at < path.size();) {
    const char32_t c = detail::next_glob_character(path, at);
    if (c == '/' && states[steps_.size()]) return {true, true};
    advance(states, next, c);
    states.swap(next);
  }
  const bool matches = states[steps_.size()] != 0;
  advance(states, next, '/');
  return {matches, matches || std::find(next.begin(), next.end(), 1) != next.end()};
}

}  // namespace docmill
