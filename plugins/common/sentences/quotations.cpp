#include "quotations.hpp"

#include <algorithm>

#include "docmill/base/utf8.hpp"

namespace docmill::sentences {

void Quotations::begin(std::string_view text) {
  text_ = text;
  searched_.fill({});
}

void Quotations::search(Searched& s, Closers closers, std::size_t limit) const {
  while (s.to < limit) {
    const std::size_t at = s.to;
    if (text_[at] == '\n') {  // a blank line ends the paragraph
      std::size_t next = at + 1;
      while (next < text_.size() && (text_[next] == ' ' || text_[next] == '\t' || text_[next] == '\r')) ++next;
      s.paragraph_ends = next < text_.size() && text_[next] == '\n';
      if (s.paragraph_ends) return;
    }
    if (closers.holds(utf8::next(text_, s.to))) {
      s.found = at;
      return;
    }
  }
}

std::size_t Quotations::closing(std::size_t at, char32_t opening) {
  auto* s = std::find_if(searched_.begin(), searched_.end(),
                         [&](const Searched& one) { return one.opening == opening || one.opening == 0; });
  if (s == searched_.end()) return none;
  s->opening = opening;
  std::size_t inside = at;
  utf8::next(text_, inside);
  if (s->found != none && s->found >= inside) return s->found - at <= longest_quotation ? s->found : none;
  if (s->to < inside || s->found != none) {
    s->to = std::max(s->to, inside);
    s->found = none;
    s->paragraph_ends = false;
  }
  if (s->paragraph_ends) return none;
  search(*s, closers_of(opening), std::min(text_.size(), at + longest_quotation));
  return s->found;
}

}  // namespace docmill::sentences
