#include "csv_record.hpp"

#include <algorithm>
#include <array>

namespace docmill::csv {
namespace {

constexpr std::size_t npos = std::string_view::npos;

class Scanner {
 public:
  Scanner(std::string_view bytes, bool is_end, Dialect dialect, std::vector<Field>& fields)
      : bytes_(bytes), is_end_(is_end), dialect_(dialect), fields_(fields) {}

  ScannedRecord run() {
    fields_.clear();
    for (;;) {
      const bool is_quoted = dialect_.quotes && at_ < bytes_.size() && bytes_[at_] == '"';
      const bool has_ended = is_quoted ? quoted_field() : plain_field();
      if (!has_ended)
        return is_end_ && is_quoted ? broken("a quote is opened in field " + number() + " and not closed")
                                    : unfinished();
      if (at_ == bytes_.size()) return whole();
      if (bytes_[at_] == '\n') return ++at_, whole();
      if (bytes_[at_] == dialect_.separator) {
        ++at_;
        continue;
      }
      if (bytes_.substr(at_).starts_with("\r\n")) return at_ += 2, whole();
      if (bytes_.substr(at_) == "\r") return is_end_ ? (++at_, whole()) : unfinished();
      return broken("behind the closing quote of field " + std::to_string(fields_.size()) + " stands more text");
    }
  }

 private:
  std::string number() const { return std::to_string(fields_.size() + 1); }
  ScannedRecord whole() const { return {ScannedRecord::State::whole, at_, {}}; }
  static ScannedRecord unfinished() { return {ScannedRecord::State::unfinished, 0, {}}; }
  ScannedRecord broken(const std::string& what) const {
    const std::size_t line_end = std::min(bytes_.find('\n'), bytes_.size() - 1);
    return {ScannedRecord::State::broken, line_end + 1, what + "; a quote within quotes is written twice"};
  }

  // Each goes to the byte behind the field. False: more bytes are needed to know where that is.
  bool quoted_field() {
    Field field{at_ + 1, 0, false};
    for (std::size_t from = field.begin;;) {
      const std::size_t quote = bytes_.find('"', from);
      if (quote == npos || (quote + 1 == bytes_.size() && !is_end_)) return false;
      if (quote + 1 < bytes_.size() && bytes_[quote + 1] == '"') {
        field.has_doubled = true;
        from = quote + 2;
        continue;
      }
      field.end = quote;
      at_ = quote + 1;
      fields_.push_back(field);
      return true;
    }
  }
  bool plain_field() {
    const char ends[] = {dialect_.separator, '\n'};
    std::size_t end = bytes_.find_first_of(std::string_view(ends, 2), at_);
    if (end == npos && !is_end_) return false;
    end = std::min(end, bytes_.size());
    const bool ends_line = end == bytes_.size() || bytes_[end] == '\n';
    const std::size_t text_end = ends_line && end > at_ && bytes_[end - 1] == '\r' ? end - 1 : end;
    fields_.push_back({at_, text_end, false});
    at_ = end;
    return true;
  }

  std::string_view bytes_;
  bool is_end_;
  Dialect dialect_;
  std::vector<Field>& fields_;
  std::size_t at_ = 0;
};

}  // namespace

ScannedRecord scan_record(std::string_view bytes, bool is_end, Dialect dialect, std::vector<Field>& fields) {
  return Scanner(bytes, is_end, dialect, fields).run();
}

std::string value_of(std::string_view record, const Field& field) {
  const std::string_view text = record.substr(field.begin, field.end - field.begin);
  if (!field.has_doubled) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] == '"') ++i;
  }
  return out;
}

std::size_t RecordSkipper::take(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (in_quotes_) {
      in_quotes_ = c != '"';
      has_closed_ = !in_quotes_;
      continue;
    }
    if (c == '\n') {
      has_ended_ = true;
      return i + 1;
    }
    in_quotes_ = dialect_.quotes && c == '"' && (at_begin_ || has_closed_);
    at_begin_ = c == dialect_.separator;
    has_closed_ = false;
  }
  return bytes.size();
}

char guess_separator(std::string_view first_line) {
  constexpr std::string_view candidates = ",;\t|";
  std::array<std::size_t, candidates.size()> counts{};
  bool in_quotes = false;
  for (const char c : first_line) {
    if (c == '"') in_quotes = !in_quotes;
    if (const std::size_t which = candidates.find(c); !in_quotes && which != npos) ++counts[which];
  }
  return candidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

}  // namespace docmill::csv
