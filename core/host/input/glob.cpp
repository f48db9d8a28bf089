#include "host/input/glob.hpp"

#include <algorithm>

#include "docmill/base/utf8.hpp"

namespace docmill::host {
namespace {

// The character at `at`, also of bytes that are not UTF-8: those count above all code points, each for itself.
char32_t next_character(std::string_view text, std::size_t& at) {
  if (utf8::valid_length(text, at) == 0) return 0x110000 + static_cast<unsigned char>(text[at++]);
  return utf8::next(text, at);
}

}  // namespace

bool has_glob_characters(std::string_view text) { return text.find_first_of("*?[") != std::string_view::npos; }

Glob::Glob(std::string_view pattern) {
  read_pattern(pattern);
  if (mistake_) steps_.assign(1, Step{Kind::one_of});
}

void Glob::read_pattern(std::string_view pattern) {
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
      steps_.push_back({Kind::literal, false, next_character(pattern, at), {}});
    }
  }
}

// Reads "[...]" at `at`; a ']' directly behind the bracket (or the '!') is one of the characters.
std::size_t Glob::read_class(std::string_view pattern, std::size_t at) {
  Step step{Kind::one_of};
  ++at;
  if (at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^')) {
    step.negated = true;
    ++at;
  }
  for (bool first = true; at < pattern.size() && (first || pattern[at] != ']'); first = false) {
    const char32_t low = next_character(pattern, at);
    char32_t high = low;
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      ++at;
      high = next_character(pattern, at);
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

bool Glob::accepts(const Step& step, char32_t c) const {
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
void Glob::enter(std::vector<char>& states, std::size_t state) const {
  for (;;) {
    if (states[state]) return;
    states[state] = 1;
    if (state == steps_.size()) return;
    if (steps_[state].kind == Kind::run) ++state;
    else if (steps_[state].kind == Kind::parts) state += 2;
    else return;
  }
}

void Glob::advance(const std::vector<char>& from, std::vector<char>& to, char32_t c) const {
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

Glob::Reach Glob::reach(std::string_view path) const {
  std::vector<char> states(steps_.size() + 1), next(steps_.size() + 1);
  enter(states, 0);
  for (std::size_t at = 0; at < path.size();) {
    const char32_t c = next_character(path, at);
    if (c == '/' && states[steps_.size()]) return {true, true};
    advance(states, next, c);
    states.swap(next);
  }
  const bool matches = states[steps_.size()] != 0;
  advance(states, next, '/');
  return {matches, matches || std::find(next.begin(), next.end(), 1) != next.end()};
}

}  // namespace docmill::host
