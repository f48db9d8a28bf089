#include "tooling/inspect/marked_text.hpp"

#include <algorithm>

namespace docmill::tooling {
namespace {

bool is_space(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

class Marker {
 public:
  Marker(std::string_view text, const std::vector<Mark>& marks, const std::vector<TextChange>& changes,
         std::string_view after, const std::vector<std::string>& change_keys)
      : text_(text), marks_(marks), changes_(changes), after_(after), change_keys_(change_keys) {}

  std::string write() {
    const std::vector<uint32_t> cuts = borders();
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      const uint32_t from = cuts[i], to = i + 1 < cuts.size() ? cuts[i + 1] : from;
      points(from);
      insertions(from);
      std::erase_if(open_, [&](const Mark* m) { return m->end <= from; });
      while (next_ < marks_.size() && marks_[next_].start <= from) {
        if (marks_[next_].end > from) open_.push_back(&marks_[next_]);
        ++next_;
      }
      if (to > from) piece(from, to);
    }
    return std::move(out_);
  }

 private:
  std::vector<uint32_t> borders() const {
    std::vector<uint32_t> cuts = {0, static_cast<uint32_t>(text_.size())};
    for (const Mark& m : marks_) cuts.insert(cuts.end(), {m.start, m.end});
    for (const TextChange& c : changes_) cuts.insert(cuts.end(), {c.old_start, c.old_end});
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    return cuts;
  }

  // Spans of nothing, which stand between two characters.
  void points(uint32_t at) {
    for (std::size_t i = next_; i < marks_.size() && marks_[i].start <= at; ++i)
      if (marks_[i].start == at && marks_[i].end == at)
        open_tag(marks_[i], {&marks_[i]}, "m point", true), out_ += "</span>";
  }

  // What was put in where nothing stood.
  void insertions(uint32_t at) {
    for (; change_ < changes_.size() && changes_[change_].old_end <= at; ++change_) {
      const TextChange& c = changes_[change_];
      if (c.kind == TextChange::Kind::replaced && c.old_start == c.old_end) ins(c);
    }
  }

  void ins(const TextChange& c) {
    const std::string_view put_in = after_.substr(c.new_start, c.new_end - c.new_start);
    if (put_in.empty()) return;
    out_ += is_space(put_in) ? "<span>" : "<ins>";
    append_html(out_, put_in);
    out_ += is_space(put_in) ? "</span>" : "</ins>";
  }

  void open_tag(const Mark& top, const std::vector<const Mark*>& all, const char* name, bool first) {
    out_ += "<span class=\"";
    out_ += name;
    out_ += "\" style=\"--h:" + std::to_string(top.hue) + "\" data-k=\"";
    for (std::size_t i = 0; i < all.size(); ++i) (out_ += i == 0 ? "" : " ") += all[i]->key;
    out_ += "\" data-l=\"";
    append_html(out_, top.label);
    out_ += first ? "\" tabindex=\"0\" role=\"button\">" : "\">";
  }

  void piece(uint32_t from, uint32_t to) {
    const bool first = !open_.empty() && open_.back()->start == from;
    if (!open_.empty()) open_tag(*open_.back(), open_, "m", first);
    const TextChange* c =
        change_ < changes_.size() && changes_[change_].old_start <= from ? &changes_[change_] : nullptr;
    const std::string_view old = text_.substr(from, to - from);
    if (c == nullptr || c->kind == TextChange::Kind::kept) {
      append_html(out_, old);
    } else {
      changed(*c, old, from, to);
    }
    if (!open_.empty()) out_ += "</span>";
  }

  void changed(const TextChange& c, std::string_view old, uint32_t from, uint32_t to) {
    const std::string_view is = after_.substr(c.new_start, c.new_end - c.new_start);
    const bool whole = c.old_start == from && c.old_end == to;
    // White space for white space: only what is there now.
    if (whole && is_space(old) && is_space(is) && !is.empty()) {
      append_html(out_, is);
      return;
    }
    out_ += "<del";
    const std::string& key = change_keys_[static_cast<std::size_t>(&c - changes_.data())];
    if (open_.empty() && !key.empty()) {
      out_ += " data-k=\"" + key + '"';
      if (c.old_start == from && !is_space(old)) out_ += " tabindex=\"0\" role=\"button\"";
    }
    out_ += '>';
    append_html(out_, old);
    out_ += "</del>";
    if (c.kind == TextChange::Kind::replaced && c.old_end == to) ins(c);
  }

  std::string_view text_;
  const std::vector<Mark>& marks_;
  const std::vector<TextChange>& changes_;
  std::string_view after_;
  const std::vector<std::string>& change_keys_;
  std::vector<const Mark*> open_;
  std::size_t next_ = 0, change_ = 0;
  std::string out_;
};

}  // namespace

std::string marked_text(std::string_view text, const std::vector<Mark>& marks, const std::vector<TextChange>& changes,
                        std::string_view after, const std::vector<std::string>& change_keys) {
  return Marker(text, marks, changes, after, change_keys).write();
}

void append_html(std::string& out, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if ((byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7F) out += "\xEF\xBF\xBD";
        else out += c;
    }
  }
}

}  // namespace docmill::tooling
