#include "sections.hpp"

#include <algorithm>

#include "docmill/base/utf8.hpp"

namespace docmill::sections {
namespace {

constexpr std::string_view white_space = " \t\r\n\f\v";

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(white_space);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(white_space) + 1 - from);
}

// How many of `mark` the text begins with.
std::size_t run_of(std::string_view text, char mark) { return std::min(text.find_first_not_of(mark), text.size()); }

// "## Title ##" -> 2; 0: no heading.
int level_of_line(std::string_view line) {
  const std::size_t n = run_of(line, '#');
  const bool ends_there = n == line.size() || line[n] == ' ' || line[n] == '\t';
  return n >= 1 && n <= 6 && ends_there ? static_cast<int>(n) : 0;
}

// What a line of Markdown or a heading of a page says, on one line.
std::string title_of(std::string_view text) {
  if (level_of_line(text) != 0) {
    text = trimmed(text.substr(run_of(text, '#')));
    const std::size_t last = text.find_last_not_of('#');
    if (last == std::string_view::npos) text = {};
    else if (text[last] == ' ' || text[last] == '\t') text = trimmed(text.substr(0, last));
  }
  std::string title(text);
  std::replace_if(
      title.begin(), title.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return title;
}

// Fewer than `minimum` code points?
bool is_short(std::string_view text, uint32_t minimum) {
  uint32_t n = 0;
  for (const char c : text)
    if (utf8::is_start(c) && ++n >= minimum) return false;
  return n < minimum;
}

class Finder {
 public:
  Finder(std::string_view text, const Rules& rules) : text_(text), rules_(rules) {}

  std::vector<Section> find(const std::vector<Heading>& headings) {
    std::vector<Heading> borders;
    for (const Heading& h : headings)
      if (h.level <= rules_.level && h.end > h.start) borders.push_back(h);
    if (borders.empty()) return {};
    add({0, borders.front().start, std::nullopt, {}, {}});
    for (std::size_t i = 0; i < borders.size(); ++i) {
      const uint32_t end = i + 1 < borders.size() ? borders[i + 1].start : static_cast<uint32_t>(text_.size());
      add(headed(borders[i], end));
    }
    join_last();
    return std::move(found_);
  }

 private:
  Section headed(const Heading& heading, uint32_t end) {
    std::erase_if(above_, [&](const auto& other) { return other.first >= heading.level; });
    Section section{
        heading.start, end, heading, title_of(text_.substr(heading.start, heading.end - heading.start)), {}};
    above_.emplace_back(heading.level, section.title);
    for (const auto& [level, title] : above_) section.path += (section.path.empty() ? "" : " > ") + title;
    return section;
  }

  bool is_short(const Section& s) const {
    return sections::is_short(text_.substr(s.start, s.end - s.start), rules_.minimum);
  }

  void add(Section section) {
    const std::string_view inside = trimmed(text_.substr(section.start, section.end - section.start));
    if (inside.empty()) return;
    section.start = static_cast<uint32_t>(inside.data() - text_.data());
    section.end = static_cast<uint32_t>(section.start + inside.size());
    if (found_.empty() || !is_short(found_.back())) return found_.push_back(std::move(section));
    Section& before = found_.back();
    if (before.heading) {
      before.end = section.end;
    } else {
      section.start = before.start;
      before = std::move(section);
    }
  }

  void join_last() {
    if (found_.size() < 2 || !is_short(found_.back())) return;
    found_[found_.size() - 2].end = found_.back().end;
    found_.pop_back();
  }

  std::string_view text_;
  const Rules& rules_;
  std::vector<std::pair<int, std::string>> above_;  // level and title
  std::vector<Section> found_;
};

}  // namespace

std::vector<Heading> markdown_headings(std::string_view text) {
  std::vector<Heading> headings;
  std::string_view fence;  // that is open
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    const std::size_t indent = run_of(line, ' ');
    line = trimmed(line);
    const char mark = line.empty() ? '\0' : line[0];
    const std::size_t marks = mark == '`' || mark == '~' ? run_of(line, mark) : 0;
    if (!fence.empty()) {
      if (marks >= fence.size() && mark == fence[0] && marks == line.size()) fence = {};
    } else if (marks >= 3) {
      fence = line.substr(0, marks);
    } else if (const int level = indent < 4 ? level_of_line(line) : 0; level != 0) {
      const auto start = static_cast<uint32_t>(line.data() - text.data());
      headings.push_back({start, static_cast<uint32_t>(start + line.size()), level});
    }
    at = end + 1;
  }
  return headings;
}

std::vector<Section> find_sections(std::string_view text, const std::vector<Heading>& headings, const Rules& rules) {
  return Finder(text, rules).find(headings);
}

}  // namespace docmill::sections
