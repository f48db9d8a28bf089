#include "item_marks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <docmill/base/ascii.hpp>
#include <map>
#include <string_view>
#include <vector>

#include "running_lines.hpp"

namespace docmill::pdf {
namespace {

// In heights of the line.
constexpr double farthest_mark = 4, farthest_number = 2.5;
constexpr double same_middle = 0.6;     // by which the middles of mark and line may differ
constexpr double small_letters = 0.95;  // of the text's height: those of notes
constexpr double strip = 6;             // points: lines are looked up by where their middle is
constexpr std::size_t most_looked_at = 8;

enum class Mark { none, item, number };

Mark mark_of(std::string_view text) {
  constexpr std::array<std::string_view, 17> bullets = {"\u2022", "\u25AA", "\u25CF", "\u2023", "\u2013", "-",
                                                        "\u25E6", "\u25CB", "\u25A0", "\u25A1", "\u27A2", "\u2713",
                                                        "\u00B7", "\u2219", "*",      "\u2756", "\uF0B7"};
  if (std::find(bullets.begin(), bullets.end(), text) != bullets.end()) return Mark::item;
  if (text.empty() || text.size() > 6) return Mark::none;
  const bool is_number = std::all_of(text.begin(), text.end(), ascii::is_digit);
  if (is_number) return text.size() <= 3 ? Mark::number : Mark::none;
  if (text.back() != '.' && text.back() != ')') return Mark::none;
  if (text.front() == '(') text.remove_prefix(1);
  text.remove_suffix(std::min<std::size_t>(text.size(), 1));
  const bool are_digits = std::all_of(text.begin(), text.end(), ascii::is_digit);
  const bool is_roman = text.find_first_not_of("ivxlIVXL") == std::string_view::npos;
  const bool is_item =
      !text.empty() && text.size() <= 4 && (are_digits || is_roman || (text.size() == 1 && ascii::is_letter(text[0])));
  return is_item ? Mark::item : Mark::none;
}

double middle_of(const Box& box) { return (box.top + box.bottom) / 2; }
long strip_of(const Line& line) { return std::lround(middle_of(line.box) / strip); }

bool belongs(const Line& mark, Mark kind, const Line& line, double text_height) {
  const double height = line.box.height(), gap = line.box.left - mark.box.right;
  if (std::abs(middle_of(mark.box) - middle_of(line.box)) > same_middle * height) return false;
  if (kind == Mark::item) return gap <= farthest_mark * height;
  return gap <= farthest_number * height && height <= small_letters * text_height;
}

// By strip: the lines that are none but marks, from left to right.
using Lines = std::map<long, std::vector<Line*>>;

// Looks at few lines of each strip: a hostile PDF has all of them at one place.
Line* line_at_right(const Lines& lines, const Line& mark, double text_height) {
  const Mark kind = mark_of(mark.text);
  Line* nearest = nullptr;
  for (const long step : {-1L, 0L, 1L}) {
    const auto found = lines.find(strip_of(mark) + step);
    if (found == lines.end()) continue;
    const auto is_left = [](const Line* line, double at) { return line->box.left < at; };
    auto at = std::lower_bound(found->second.begin(), found->second.end(), mark.box.right - 1, is_left);
    for (std::size_t n = 0; at != found->second.end() && n < most_looked_at; ++at, ++n) {
      if (!belongs(mark, kind, **at, text_height) || (nearest != nullptr && nearest->box.left <= (*at)->box.left))
        continue;
      nearest = *at;
    }
  }
  return nearest;
}

}  // namespace

bool is_mark(std::string_view text) { return mark_of(text) != Mark::none; }

void join_item_marks(Page& page, double text_height) {
  Lines lines;
  std::vector<Line*> marks;
  for (Block& block : page.blocks)
    for (Line& line : block.lines) {
      const Mark mark = mark_of(line.text);
      if (mark == Mark::item || (mark == Mark::number && !is_at_head(line, page))) marks.push_back(&line);
      else if (mark == Mark::none && !line.text.empty() && !line.is_running) lines[strip_of(line)].push_back(&line);
    }
  if (marks.empty()) return;
  for (auto& [place, row] : lines)
    std::stable_sort(row.begin(), row.end(), [](const Line* a, const Line* b) { return a->box.left < b->box.left; });
  for (Line* mark : marks) {
    Line* line = line_at_right(lines, *mark, text_height);
    if (line == nullptr || line->is_item) continue;
    line->text = mark->text + " " + line->text;
    line->is_item = true;
    mark->text.clear();
  }
  for (Block& block : page.blocks) std::erase_if(block.lines, [](const Line& line) { return line.text.empty(); });
}

}  // namespace docmill::pdf
