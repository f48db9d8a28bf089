#include "html_builder.hpp"

#include <algorithm>
#include <utility>

#include "xml/escaped_text.hpp"

namespace docmill::office {

void Inline::emphasis(bool is_bold, bool is_italic) {
  wants_bold_ = is_bold;
  wants_italic_ = is_italic;
}

void Inline::set_emphasis(bool is_bold, bool is_italic) {
  if (is_bold == is_bold_ && is_italic == is_italic_) return;
  if (is_italic_) html_ += "</em>";
  if (is_bold_ != is_bold) html_ += is_bold ? "<strong>" : "</strong>";
  if (is_italic) html_ += "<em>";
  is_bold_ = is_bold;
  is_italic_ = is_italic;
}

void Inline::text(std::string_view text) {
  if (text.empty()) return;
  const bool is_white = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
  if (!is_white) set_emphasis(wants_bold_, wants_italic_);  // blanks alone need none
  has_text_ = has_text_ || !is_white;
  append_html_text(html_, text);
}

void Inline::tags(std::string_view html) {
  set_emphasis(false, false);
  html_ += html;
}

void Inline::begin_link(std::string_view address) {
  if (is_link_ || address.empty()) return;
  std::string tag = "<a href=\"";
  append_html_text(tag, address);
  tags(tag += "\">");
  is_link_ = true;
}

void Inline::end_link() {
  if (std::exchange(is_link_, false)) tags("</a>");
}

void Inline::note_mark(std::size_t number) {
  tags("<sup>[" + std::to_string(number) + "]</sup>");
  has_text_ = true;
}

std::string Inline::take() {
  end_link();
  set_emphasis(false, false);
  has_text_ = wants_bold_ = wants_italic_ = false;
  return std::exchange(html_, {});
}

void Blocks::block(const char* tag, Inline& content) {
  const bool is_blank = content.is_blank();
  const std::string inside = content.take();
  if (is_blank) return;
  close_lists(0);
  (html_ += "<") += tag;
  ((html_ += ">") += inside) += "</";
  (html_ += tag) += ">\n";
}

void Blocks::heading(int level, Inline& content) {
  const char tag[] = {'h', static_cast<char>('0' + std::clamp(level, 1, 6)), '\0'};
  block(tag, content);
}

// Closes lists until so many are open.
void Blocks::close_lists(std::size_t depth) {
  for (; lists_.size() > depth; lists_.pop_back()) html_ += lists_.back() ? "</li></ol>\n" : "</li></ul>\n";
}

void Blocks::list_item(std::size_t depth, bool is_ordered, Inline& content) {
  constexpr std::size_t deepest = 8;
  const bool is_blank = content.is_blank();
  const std::string inside = content.take();
  if (is_blank) return;
  const std::size_t n = std::min(depth, deepest) + 1;
  close_lists(n);
  if (lists_.size() == n && lists_.back() != is_ordered) close_lists(n - 1);
  if (lists_.size() == n) html_ += "</li>\n";
  for (; lists_.size() < n; lists_.push_back(is_ordered)) {
    html_ += is_ordered ? "<ol>" : "<ul>";
    if (lists_.size() + 1 < n) html_ += "<li>";
  }
  (html_ += "<li>") += inside;
}

void Blocks::html(std::string_view html) {
  if (html.empty()) return;
  close_lists(0);
  html_ += html;
}

std::string Blocks::take() {
  close_lists(0);
  return std::exchange(html_, {});
}

void Table::begin_row() {
  if (std::exchange(has_row_, true)) html_ += "</tr>\n";
  html_ += "<tr>";
}

void Table::cell(std::string_view html) {
  has_content_ = has_content_ || !html.empty();
  // A cell of one paragraph is its text.
  constexpr std::string_view begin = "<p>", end = "</p>\n";
  if (html.starts_with(begin) && html.find("</p>") == html.size() - end.size())
    html = html.substr(begin.size(), html.size() - begin.size() - end.size());
  ((html_ += "<td>") += html) += "</td>";
}

std::string Table::take() {
  std::string out = has_content_ ? "<table>\n" + html_ + (has_row_ ? "</tr>\n" : "") + "</table>\n" : "";
  *this = {};
  return out;
}

std::string html_page(std::string_view title, std::string_view language, std::string_view body,
                      const std::vector<std::string>& notes) {
  std::string out = "<!DOCTYPE html>\n<html";
  if (!language.empty()) {
    out += " lang=\"";
    append_html_text(out, language);
    out += '"';
  }
  out += "><head><meta charset=\"utf-8\"><title>";
  append_html_text(out, title);
  (out += "</title></head>\n<body>\n") += body;
  if (!notes.empty()) out += "<hr>\n";
  for (std::size_t i = 0; i < notes.size(); ++i) {
    const std::string mark = "[" + std::to_string(i + 1) + "] ";
    if (notes[i].starts_with("<p>")) out += "<p>" + mark + notes[i].substr(3);
    else out += "<p>" + mark + "</p>\n" + notes[i];
  }
  return out += "</body></html>\n";
}

}  // namespace docmill::office
