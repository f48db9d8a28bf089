#include "text_edits/rewrite.hpp"

#include <algorithm>

#include "docmill/base/utf8.hpp"

namespace docmill::cleaner {

void EditList::clear() {
  edits_.clear();
  pool_.clear();
}

void EditList::replace(uint32_t start, uint32_t end, std::string_view with) {
  edits_.push_back({start, end, static_cast<uint32_t>(pool_.size()), static_cast<uint32_t>(with.size())});
  pool_.append(with);
}

void EditList::replace_difference(std::string_view source, uint32_t start, uint32_t end, std::string_view with) {
  std::string_view old = source.substr(start, end - start);
  // The borders found byte by byte are code point borders only where the bytes are ASCII; so stop at others.
  while (!old.empty() && !with.empty() && old.front() == with.front() &&
         static_cast<unsigned char>(old.front()) < 0x80) {
    old.remove_prefix(1);
    with.remove_prefix(1);
    ++start;
  }
  while (!old.empty() && !with.empty() && old.back() == with.back() && static_cast<unsigned char>(old.back()) < 0x80) {
    old.remove_suffix(1);
    with.remove_suffix(1);
    --end;
  }
  if (old != with) replace(start, end, with);
}

void EditList::drop_idle(std::string_view source) {
  const auto idle = [&](const Edit& e) { return source.substr(e.start, e.end - e.start) == replacement(e); };
  edits_.erase(std::remove_if(edits_.begin(), edits_.end(), idle), edits_.end());
}

void EditList::swap(EditList& other) noexcept {
  edits_.swap(other.edits_);
  pool_.swap(other.pool_);
}

void apply(std::string_view source, const EditList& edits, std::string& out) {
  out.clear();
  uint32_t at = 0;
  for (const Edit& e : edits.edits()) {
    out.append(source.substr(at, e.start - at));
    out.append(edits.replacement(e));
    at = e.end;
  }
  out.append(source.substr(at));
}

namespace {

// A stretch of the middle text and the source range it stands for.
struct Piece {
  uint32_t source_start, source_end;
  uint32_t start, end;  // in the middle text
  const Edit* edit;     // nullptr: copied
};

// Walks the pieces of the first rewrite together with the edits of the second.
class Composer {
 public:
  Composer(const EditList& first, const EditList& second, EditList& out) : first_(first), second_(second), out_(out) {}

  void piece(const Piece& p) {
    if (open_ && consumed_ <= p.start) close();
    if (p.edit == nullptr) copied(p);
    else if (p.start == p.end) deleted(p);
    else replaced(p);
  }
  // What the second rewrite puts in at the very end.
  void finish(uint32_t source_size) {
    if (open_) close();
    for (; next_ < second_.size(); ++next_) {
      const Edit& e = second_.edits()[next_];
      out_.replace(source_size, source_size, second_.replacement(e));
    }
  }

 private:
  bool second_starts_before(uint32_t end) const { return next_ < second_.size() && second_.edits()[next_].start < end; }
  void open(uint32_t source_start) {
    open_ = true;
    source_start_ = source_end_ = source_start;
    text_.clear();
  }
  void close() {
    out_.replace(source_start_, source_end_, text_);
    open_ = false;
  }
  void take_second() {
    const Edit& e = second_.edits()[next_++];
    text_.append(second_.replacement(e));
    consumed_ = e.end;
  }
  void copied(const Piece& p) {
    const auto source_of = [&](uint32_t middle) { return p.source_start + (std::min(middle, p.end) - p.start); };
    for (;;) {
      if (open_) {
        source_end_ = source_of(consumed_);
        if (consumed_ > p.end) return;
        close();
      }
      if (!second_starts_before(p.end)) return;
      open(source_of(second_.edits()[next_].start));
      take_second();
    }
  }
  void deleted(const Piece& p) {
    if (open_) source_end_ = p.source_end;  // an edit of the second spans the place
    else out_.replace(p.source_start, p.source_end, {});
  }
  void replaced(const Piece& p) {
    const std::string_view text = first_.replacement(*p.edit);
    if (!open_ && !second_starts_before(p.end)) {
      out_.replace(p.source_start, p.source_end, text);
      return;
    }
    uint32_t at = open_ ? consumed_ : p.start;
    if (!open_) open(p.source_start);
    source_end_ = p.source_end;
    while (second_starts_before(p.end)) {
      text_.append(text.substr(at - p.start, second_.edits()[next_].start - at));
      take_second();
      at = consumed_;
    }
    if (at < p.end) {
      text_.append(text.substr(at - p.start));
      consumed_ = p.end;
    }
    if (consumed_ <= p.end) close();
  }

  const EditList& first_;
  const EditList& second_;
  EditList& out_;
  std::size_t next_ = 0;  // edit of the second
  bool open_ = false;
  uint32_t consumed_ = 0;  // middle text that the open edit covers
  uint32_t source_start_ = 0, source_end_ = 0;
  std::string text_;
};

}  // namespace

void compose(const EditList& first, uint32_t source_size, const EditList& second, EditList& out) {
  out.clear();
  Composer composer(first, second, out);
  uint32_t source = 0, middle = 0;
  const auto copy_to = [&](uint32_t end) {
    if (end == source) return;
    composer.piece({source, end, middle, middle + (end - source), nullptr});
    middle += end - source;
    source = end;
  };
  for (const Edit& e : first.edits()) {
    copy_to(e.start);
    composer.piece({e.start, e.end, middle, middle + e.size, &e});
    middle += e.size;
    source = e.end;
  }
  copy_to(source_size);
  composer.finish(source_size);
}

std::string problem_with(std::string_view source, const EditList& edits) {
  uint32_t before = 0;
  for (const Edit& e : edits.edits()) {
    const std::string where = " at " + std::to_string(e.start);
    if (e.start < before) return "edits overlap or are not sorted" + where;
    if (e.end < e.start || e.end > source.size()) return "an edit leaves the text" + where;
    if (!utf8::is_border(source, e.start) || !utf8::is_border(source, e.end))
      return "an edit cuts a code point" + where;
    if (!utf8::is_valid(edits.replacement(e))) return "a replacement is not UTF-8" + where;
    if (source.substr(e.start, e.end - e.start) == edits.replacement(e)) return "an edit changes nothing" + where;
    before = e.end;
  }
  return "";
}

}  // namespace docmill::cleaner
