// Globs over paths: what [input] from and skip say. A state machine stepped once for each code point of the path, so
// the time is bounded by pattern x path, whatever the pattern.
//   *       any run of characters in one part of the path, also an empty one
//   ?       one character, not '/'
//   [a-z]   one of these characters; [!a-z] and [^a-z] one of the others; never '/'
//   **      as a whole part: any number of parts, also none; elsewhere the same as *
// There is no escape: "[*]" is a star. Paths and patterns are compared character by character, case counts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace docmill::host {

// Does the text hold a character with a meaning in globs?
bool has_glob_characters(std::string_view text);

class Glob {
 public:
  // Both texts are UTF-8 with '/' between the parts (other bytes stand for themselves).
  explicit Glob(std::string_view pattern);
  // What is wrong with the pattern: a '[' without its ']', a range that runs backwards; it then matches nothing.
  const std::optional<std::string>& mistake() const { return mistake_; }

  struct Reach {
    bool matches = false;     // the path, or a folder above it, is what the pattern says
    bool goes_below = false;  // something below the path may still match
  };
  Reach reach(std::string_view path) const;
  bool matches(std::string_view path) const { return reach(path).matches; }

 private:
  enum class Kind : uint8_t { literal, any, one_of, run, parts, inside_part, rest };
  struct Step {
    Kind kind;
    bool negated = false;
    char32_t literal = 0;
    std::vector<std::pair<char32_t, char32_t>> ranges;
  };

  void read_pattern(std::string_view pattern);
  std::size_t read_class(std::string_view pattern, std::size_t at);
  bool accepts(const Step& step, char32_t c) const;
  void enter(std::vector<char>& states, std::size_t state) const;
  void advance(const std::vector<char>& from, std::vector<char>& to, char32_t c) const;

  std::vector<Step> steps_;
  std::optional<std::string> mistake_;
};

}  // namespace docmill::host
