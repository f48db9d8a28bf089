#include "scaffold/template.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace docmill::scaffold {
namespace {

using Words = std::vector<std::string>;

struct Line {
  std::string_view text;  // without its end
  std::size_t number;     // from 1
  Words words;            // of a "%%" line, without the mark
};

Words words_of(std::string_view text) {
  Words words;
  for (std::size_t at = 0; (at = text.find_first_not_of(' ', at)) != std::string_view::npos;) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    Line line{text.substr(at, end - at), lines.size() + 1, {}};
    const std::size_t first = line.text.find_first_not_of(' ');
    if (first != std::string_view::npos && line.text.substr(first).starts_with("%%"))
      line.words = words_of(line.text.substr(first + 2));
    lines.push_back(std::move(line));
    at = end + 1;
  }
  return lines;
}

class Filler {
 public:
  explicit Filler(const Names& names) : names_(names), values_(names.values) {}

  // Lines [from, to).
  void fill(const std::vector<Line>& lines, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to;) {
      const Line& line = lines[i];
      if (line.words.empty()) {
        copy(line);
        ++i;
        continue;
      }
      const std::size_t end = end_of_block(lines, i, to);
      if (line.words[0] == "for") repeat(lines, i, end);
      else if (line.words[0] == "if") choose(lines, i, end);
      else fail(line, "'" + line.words[0] + "' stands outside a block");
      i = end + 1;
    }
  }
  std::string take() { return std::move(out_); }

 private:
  [[noreturn]] static void fail(const Line& line, const std::string& what) {
    throw TemplateError(fmt::format("line {}: {}", line.number, what));
  }

  const std::string& value(const Line& line, const std::string& name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) fail(line, "no value for '" + name + "'");
    return found->second;
  }

  void copy(const Line& line) {
    std::string_view rest = line.text;
    for (std::size_t open; (open = rest.find("@{")) != std::string_view::npos;) {
      const std::size_t close = rest.find('}', open);
      if (close == std::string_view::npos) fail(line, "'@{' without '}'");
      out_ += rest.substr(0, open);
      out_ += value(line, std::string(rest.substr(open + 2, close - open - 2)));
      rest.remove_prefix(close + 1);
    }
    out_ += rest;
    out_ += '\n';
  }

  // The "%% end" of the block that begins at `at`.
  static std::size_t end_of_block(const std::vector<Line>& lines, std::size_t at, std::size_t to) {
    int depth = 0;
    for (std::size_t i = at; i < to; ++i) {
      if (lines[i].words.empty()) continue;
      const std::string& word = lines[i].words[0];
      if (word == "if" || word == "for") ++depth;
      else if (word == "end" && --depth == 0) return i;
    }
    fail(lines[at], "this block has no end");
  }

  // %% for p in LIST
  void repeat(const std::vector<Line>& lines, std::size_t at, std::size_t end) {
    const Words& words = lines[at].words;
    if (words.size() != 4 || words[2] != "in") fail(lines[at], "write %% for NAME in LIST");
    const auto list = names_.lists.find(words[3]);
    if (list == names_.lists.end()) fail(lines[at], "no list '" + words[3] + "'");
    for (const Item& item : list->second) {
      const Item outside = values_;
      for (const auto& [key, v] : item) values_[words[1] + "." + key] = v;
      fill(lines, at + 1, end);
      values_ = outside;
    }
  }

  bool holds(const Line& line) const {
    const Words& words = line.words;  // if NAME [== WORD...]
    if (words.size() < 2) fail(line, "a condition is missing");
    const std::string& v = value(line, words[1]);
    if (words.size() == 2) return !v.empty() && v != "false";
    if (words.size() < 4 || (words[2] != "==" && words[2] != "!=")) fail(line, "write NAME == WORD");
    const bool found = std::find(words.begin() + 3, words.end(), v) != words.end();
    return found == (words[2] == "==");
  }

  // The first branch whose condition holds.
  void choose(const std::vector<Line>& lines, std::size_t at, std::size_t end) {
    for (std::size_t branch = at; branch < end;) {
      const std::size_t next = next_branch(lines, branch, end);
      if (lines[branch].words[0] == "else" || holds(lines[branch])) {
        fill(lines, branch + 1, next);
        return;
      }
      branch = next;
    }
  }

  // The elif or else of this very block behind `at`, or its end.
  static std::size_t next_branch(const std::vector<Line>& lines, std::size_t at, std::size_t end) {
    int depth = 0;
    for (std::size_t i = at + 1; i < end; ++i) {
      if (lines[i].words.empty()) continue;
      const std::string& word = lines[i].words[0];
      if (word == "if" || word == "for") ++depth;
      else if (word == "end") --depth;
      else if (depth == 0 && (word == "elif" || word == "else")) return i;
    }
    return end;
  }

  const Names& names_;
  Item values_;
  std::string out_;
};

}  // namespace

std::string fill_in(std::string_view text, const Names& names) {
  const std::vector<Line> lines = lines_of(text);
  Filler filler(names);
  filler.fill(lines, 0, lines.size());
  return filler.take();
}

}  // namespace docmill::scaffold
