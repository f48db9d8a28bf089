#include "html_builder.hpp"

#include <algorithm>
#include <utility>

#include "xml/escaped_text.hpp"

namespace docmill::office {

// Bold is the outermost, and stays open where what is in it changes.
void Inline::set_emphasis(const Emphasis& emphasis) {
  if (emphasis == open_) return;
  if (open_.height != Height::line) html_ += open_.height == Height::raised ? "</sup>" : "</sub>";
  if (open_.is_italic) html_ += "</em>";
  if (open_.is_bold != emphasis.is_bold) html_ += emphasis.is_bold ? "<strong>" : "</strong>";
  if (emphasis.is_italic) html_ += "<em>";
  if (emphasis.height != Height::line) html_ += emphasis.height == Height::raised ? "<sup>" : "<sub>";
  open_ = emphasis;
}

void Inline::text(std::string_view text) {
  if (text.empty()) return;
  const bool is_white = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
  if (!is_white) set_emphasis(wanted_);  // blanks alone need none
  has_text_ = has_text_ || !is_white;
  append_html_text(html_, text);
}

void Inline::tags(std::string_view html) {
  set_emphasis({});
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
  set_emphasis({});
  has_text_ = false;
  wanted_ = {};
  return std::exchange(html_, {});
}

void Blocks::block(const char* tag, Inline& content, std::size_t item_depth) {
  const bool is_blank = content.is_blank();
  const std::string inside = content.take();
  if (is_blank) return;
  close_lists(item_depth);
  (html_ += "<") += tag;
  ((html_ += ">") += inside) += "</";
  (html_ += tag) += ">\n";
}

void Blocks::code(Inline& content, std::size_t item_depth) {
  const bool is_blank = content.is_blank();
  const std::string inside = content.take();
  if (is_blank) {
    n_blank_lines_ += is_code_;
    return;
  }
  if (!is_code_ || lists_.size() > item_depth) {
    close_lists(item_depth);
    html_ += "<pre>";
    is_code_ = true;
  } else {
    html_.append(n_blank_lines_ + 1, '\n');
  }
  n_blank_lines_ = 0;
  html_ += inside;
}

void Blocks::heading(int level, Inline& content) {
  const char tag[] = {'h', static_cast<char>('0' + std::clamp(level, 1, 6)), '\0'};
  block(tag, content);
}

void Blocks::close_code() {
  n_blank_lines_ = 0;
  if (std::exchange(is_code_, false)) html_ += "</pre>\n";
}

// Closes lists until so many are open.
void Blocks::close_lists(std::size_t depth) {
  close_code();
  for (; lists_.size() > depth; lists_.pop_back()) html_ += lists_.back().is_ordered ? "</li></ol>\n" : "</li></ul>\n";
}

void Blocks::list_item(const ListPlace& place, Inline& content) {
  constexpr std::size_t deepest = 8;
  const bool is_blank = content.is_blank();
  const std::string inside = content.take();
  if (is_blank) return;
  const std::size_t n = std::min(place.depth, deepest) + 1;
  close_lists(n);
  const auto is_another = [&](const OpenList& list) {
    return list.is_ordered != place.is_ordered || (!list.id.empty() && !place.id.empty() && list.id != place.id);
  };
  if (lists_.size() == n && is_another(lists_.back())) close_lists(n - 1);
  if (lists_.size() == n) html_ += "</li>\n";
  while (lists_.size() < n) {
    html_ += place.is_ordered ? "<ol>" : "<ul>";
    if (lists_.size() + 1 < n) html_ += "<li>";
    lists_.push_back({place.is_ordered, {}});
  }
  if (!place.id.empty()) lists_.back().id = place.id;
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

void Table::begin_row(bool is_head) {
  if (std::exchange(has_row_, true)) html_ += "</tr>\n";
  html_ += "<tr>";
  is_head_ = is_head;
}

void Table::cell(std::string_view html, std::size_t width) {
  has_content_ = has_content_ || !html.empty();
  // A cell of one paragraph is its text.
  constexpr std::string_view begin = "<p>", end = "</p>\n";
  if (html.starts_with(begin) && html.find("</p>") == html.size() - end.size())
    html = html.substr(begin.size(), html.size() - begin.size() - end.size());
  for (std::size_t i = 0; i < width; ++i) {
    html_ += is_head_ ? "<th>" : "<td>";
    if (i == 0) html_ += html;
    html_ += is_head_ ? "</th>" : "</td>";
  }
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
  (out += "</title></head>\n<body><article>\n") += body;
  if (!notes.empty()) out += "<hr>\n";
  for (std::size_t i = 0; i < notes.size(); ++i) {
    const std::string mark = "[" + std::to_string(i + 1) + "] ";
    if (notes[i].starts_with("<p>")) out += "<p>" + mark + notes[i].substr(notes[i].find_first_not_of(" \t", 3));
    else out += "<p>" + mark + "</p>\n" + notes[i];
  }
  return out += "</article></body></html>\n";
}

}  // namespace docmill::office
