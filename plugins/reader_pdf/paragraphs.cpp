#include "paragraphs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <docmill/base/ascii.hpp>
#include <map>
#include <string_view>
#include <utility>

#include "item_marks.hpp"
#include "line_join.hpp"
#include "running_lines.hpp"

namespace docmill::pdf {
namespace {

// All in heights of a line.
constexpr double least_indent = 0.5, most_indent = 5;
constexpr double other_size = 0.12;           // by which two sizes differ that are not the same
constexpr double heading_size = 1.15;         // of that of the text
constexpr std::size_t longest_heading = 200;  // bytes
constexpr double full_line = 0.8;             // of the width of its block
constexpr std::size_t most_between = 8;       // notes and captions that a paragraph goes on behind

// The height that most of the text has.
double height_of_text(const std::vector<Page>& pages) {
  std::map<long, std::size_t> bytes;  // by height in quarters of a point
  for (const Page& page : pages)
    for (const Block& block : page.blocks)
      for (const Line& line : block.lines) bytes[std::lround(line.box.height() * 4)] += line.text.size();
  const auto most =
      std::max_element(bytes.begin(), bytes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == bytes.end() ? 0 : static_cast<double>(most->first) / 4;
}

bool is_same_size(double a, double b) { return std::abs(a - b) <= other_size * std::max(a, b); }

bool ends_sentence(std::string_view text) {
  constexpr std::array<std::string_view, 12> closing = {"\"",     "'",      ")",      "]",      "\u201D", "\u2019",
                                                        "\u00BB", "\u201C", "\u300D", "\u300F", "\uFF09", "\u2026"};
  constexpr std::array<std::string_view, 8> marks = {".", "!", "?", ":", "\u3002", "\uFF01", "\uFF1F", "\u2026"};
  const auto ends_with = [&](std::string_view mark) { return text.ends_with(mark); };
  while (std::none_of(marks.begin(), marks.end(), ends_with)) {
    const auto found = std::find_if(closing.begin(), closing.end(), ends_with);
    if (found == closing.end()) return false;
    text.remove_suffix(found->size());
  }
  return true;
}

bool begins_item(const Line& line) {
  constexpr std::array<std::string_view, 10> bullets = {"\u2022 ", "\u25AA ", "\u25CF ", "\u2023 ", "\u2013 ",
                                                        "\u25E6 ", "\u25CB ", "\u25A0 ", "\u27A2 ", "- "};
  const auto begins_with = [&](std::string_view bullet) { return line.text.starts_with(bullet); };
  return line.is_item || std::any_of(bullets.begin(), bullets.end(), begins_with);
}

// "3. x" and "c) x": number and sign; 0: the line begins with none. Letters count from 1001.
std::pair<int, char> number_of_item(std::string_view text) {
  text = text.substr(0, 5);  // of the longest, "100. "
  const std::size_t end = text.find_first_of(".)");
  if (end == 0 || end == std::string_view::npos || !text.substr(end + 1).starts_with(' ')) return {0, 0};
  const std::string_view mark = text.substr(0, end);
  if (std::all_of(mark.begin(), mark.end(), ascii::is_digit)) return {std::stoi(std::string(mark)), text[end]};
  return mark.size() == 1 && ascii::is_lower(mark[0]) ? std::pair(1001 + mark[0] - 'a', text[end])
                                                      : std::pair(0, char{0});
}

// Is it the item behind that which a paragraph begins with?
bool begins_next_item(std::string_view paragraph, std::string_view line) {
  const auto [number, sign] = number_of_item(paragraph);
  return number != 0 && number_of_item(line) == std::pair(number + 1, sign);
}

// Makes the paragraphs of one document, block by block.
class Builder {
 public:
  explicit Builder(const std::vector<Page>& pages) : words_(pages), text_height_(height_of_text(pages)) {}

  void block(std::size_t page, const Block& block) {
    Box all = block.lines.front().box;
    for (const Line& line : block.lines) all.add(line.box);
    bool in_item = false, was_first = false;
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
      const Line& line = block.lines[i];
      const bool begins =
          i == 0 ? !go_on(page, line)
                 : begins_paragraph({block.lines[i - 1], was_first, in_item, paragraphs_[current_].pieces.back().text},
                                    line, all);
      if (begins) {
        current_ = paragraphs_.size();
        paragraphs_.push_back({});
      }
      in_item = begins_item(line) || (in_item && !begins);
      was_first = begins;
      std::vector<Piece>& pieces = paragraphs_[current_].pieces;
      if (i == 0 || begins) pieces.push_back({page, line.box, {}});
      append(pieces, line);
      heights_.resize(paragraphs_.size(), line.box.height());
    }
  }

  std::vector<Paragraph> take() {
    bool has_title = false;
    const double tallest = tallest_on_first_page();
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      Paragraph& p = paragraphs_[i];
      if (heights_[i] < heading_size * text_height_ || p.pieces.size() != 1 ||
          p.pieces[0].text.size() > longest_heading)
        continue;
      const bool is_largest = p.pieces[0].page == 1 && heights_[i] >= tallest;
      p.role = is_largest && !has_title ? Role::title : Role::heading;
      has_title = has_title || p.role == Role::title;
    }
    return std::move(paragraphs_);
  }

 private:
  struct Before {
    const Line& line;
    bool is_first, in_item;      // of its paragraph; of an item
    std::string_view paragraph;  // of this block, as far as it goes
  };

  // Of the same block.
  static bool begins_paragraph(const Before& before, const Line& line, const Box& block) {
    const double height = line.box.height();
    if (!is_same_size(height, before.line.box.height())) return true;
    if (begins_item(line) || begins_next_item(before.paragraph, line.text)) return true;
    const auto indent_of = [&](const Line& one) { return (one.box.left - block.left) / height; };
    const auto is_indented = [](double indent) { return indent >= least_indent && indent <= most_indent; };
    const double indent_before = indent_of(before.line);
    const bool was_short = before.line.box.right - block.left < full_line * (block.right - block.left);
    const bool has_ended = ends_sentence(before.line.text);
    // Of two indents one below the other the upper one is a paragraph of one line.
    const bool was_single =
        is_indented(indent_before) && before.is_first && !before.in_item && has_ended && !begins_small(line.text);
    if (is_indented(indent_of(line)) && (indent_before < least_indent || was_single)) return true;
    // Items often end without a full stop.
    return was_short && (before.in_item || has_ended) && !begins_small(line.text);
  }

  // Where the first line of a block goes on with a paragraph of another column or page, makes that the current one.
  // Notes at the foot of a column, and captions, stand between in smaller letters.
  bool go_on(std::size_t page, const Line& line) {
    for (std::size_t n = 1; n <= std::min(paragraphs_.size(), most_between + 1); ++n) {
      const std::size_t i = paragraphs_.size() - n;
      if (is_same_size(heights_[i], line.box.height())) {
        if (begins_item(line) || !goes_on(i, page, line)) return false;
        current_ = moved_behind_notes(i);
        return true;
      }
      if (heights_[i] > line.box.height() || !is_same_size(line.box.height(), text_height_)) return false;
    }
    return false;
  }

  // What stands between comes before the paragraph where it is of the page that the paragraph begins on; what is of a
  // later one stays behind it, so that the pages stay in their order. Says where the paragraph stands then.
  std::size_t moved_behind_notes(std::size_t i) {
    const std::size_t first_page = paragraphs_[i].pieces.front().page;
    for (; i + 1 < paragraphs_.size() && paragraphs_[i + 1].pieces.front().page <= first_page; ++i) {
      std::swap(paragraphs_[i], paragraphs_[i + 1]);
      std::swap(heights_[i], heights_[i + 1]);
    }
    return i;
  }

  bool goes_on(std::size_t i, std::size_t page, const Line& line) const {
    const Piece& last = paragraphs_[i].pieces.back();
    if (ends_sentence(last.text)) return false;
    if (std::max(heights_[i], line.box.height()) >= heading_size * text_height_) return false;
    const bool is_elsewhere = page != last.page || line.box.top < last.box.bottom - line.box.height();
    return is_elsewhere && (begins_small(line.text) || ends_with_hyphen(last.text));
  }

  void append(std::vector<Piece>& pieces, const Line& line) const {
    Piece& piece = pieces.back();
    Piece& end = piece.text.empty() && pieces.size() > 1 ? pieces[pieces.size() - 2] : piece;
    const Joint joint = joint_of(end.text, line.text, words_);
    end.text.resize(joint.keep);
    piece.text += joint.between;
    piece.text += line.text;
    piece.box.add(line.box);
  }

  double tallest_on_first_page() const {
    double tallest = 0;
    for (std::size_t i = 0; i < paragraphs_.size(); ++i)
      if (paragraphs_[i].pieces[0].page == 1) tallest = std::max(tallest, heights_[i]);
    return tallest;
  }

  const WordList words_;
  const double text_height_;
  std::vector<Paragraph> paragraphs_;
  std::size_t current_ = 0;      // that lines are added to: captions of its later pages stand behind it
  std::vector<double> heights_;  // of the first line of each
};

}  // namespace

Text text_of(std::vector<Page> pages) {
  Text text;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    std::vector<Block>& blocks = pages[i].blocks;
    for (Block& block : blocks) std::erase_if(block.lines, [](const Line& line) { return line.text.empty(); });
    if (std::all_of(blocks.begin(), blocks.end(), [](const Block& block) { return block.lines.empty(); }))
      text.empty_pages.push_back(i + 1);
  }
  const double text_height = height_of_text(pages);
  find_running_lines(pages);
  for (Page& page : pages) join_item_marks(page, text_height);
  text.running = take_running_lines(pages);
  Builder builder(pages);
  for (std::size_t i = 0; i < pages.size(); ++i)
    for (const Block& block : pages[i].blocks)
      if (!block.lines.empty()) builder.block(i + 1, block);
  text.paragraphs = builder.take();
  return text;
}

}  // namespace docmill::pdf
