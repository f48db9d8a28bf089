#include "words/cues.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"
#include "words/phrase_keys.hpp"

namespace docmill::cleaner {

namespace {

bool is_combining(char32_t c) {
  if (c < 0x300) return false;
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & U_GC_M_MASK) != 0;
}

bool is_word_character(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return u_isalnum(static_cast<UChar32>(c)) || is_combining(c);
}

bool border_at(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return true;
  if (is_ascii_word(text[at - 1]) && is_ascii_word(text[at])) return false;
  std::size_t before = at, behind = at;
  const char32_t left = utf8::previous(text, before), right = utf8::next(text, behind);
  return !is_word_character(left) || !is_word_character(right) || needs_no_border(left) || needs_no_border(right);
}

// Sixteen bytes of a text from `at` on, spaces behind its end.
detail::Bytes16 sixteen_at(std::string_view text, std::size_t at) {
  detail::Bytes16 bytes = detail::all(' ');
  if (at + scan_width <= text.size()) return detail::load(text.data() + at);
  if (at < text.size()) std::memcpy(&bytes, text.data() + at, text.size() - at);
  return bytes;
}
auto are_ascii_words(detail::Bytes16 bytes) {
  using detail::all;
  return (bytes - all('a') <= all('z' - 'a')) | (bytes - all('0') <= all('9' - '0'));
}

// Sixteen bytes of a folded text, a bit for each.
struct WordBits {
  uint32_t words = 0;   // letters and digits of ASCII
  uint32_t others = 0;  // neither those nor spaces
};
WordBits word_bits(std::string_view text, std::size_t at) {
  const detail::Bytes16 bytes = sixteen_at(text, at);
  const uint32_t words = bytes16::high_bits(are_ascii_words(bytes));
  return {words, bytes16::high_bits(bytes != detail::all(' ')) & ~words};
}
// Of the same the letters and digits of any script, and apostrophes.
uint32_t wide_word_bits(std::string_view text, std::size_t at) {
  using detail::all;
  const detail::Bytes16 bytes = sixteen_at(text, at);
  return bytes16::high_bits(are_ascii_words(bytes) | (bytes == all('\'')) | (bytes >= all(0x80)));
}

// "コメント" of "コメント12件", "댓글" of "댓글 3개".
std::string_view without_count(std::string_view line) {
  for (const std::string_view counter : {"件", "개", "条", "條"}) {
    if (!line.ends_with(counter)) continue;
    std::string_view before = line.substr(0, line.size() - counter.size());
    if (before.empty() || !ascii::is_digit(before.back())) return line;
    while (!before.empty() && (ascii::is_digit(before.back()) || before.back() == ' ')) before.remove_suffix(1);
    return before.empty() ? line : before;
  }
  return line;
}

}  // namespace

std::string_view bare_line(std::string_view folded) {
  const auto around = [](char32_t c) { return !is_word_character(c) && c != 0xA9; };
  std::size_t start = 0, end = folded.size();
  while (start < end) {
    std::size_t next = start;
    if (!around(utf8::next(folded, next))) break;
    start = next;
  }
  // "3 comments", "3条评论", "comments (12)"
  std::size_t digits = start;
  while (digits < end && ascii::is_digit(folded[digits])) ++digits;
  if (digits > start && digits < end && folded[digits] == ' ') start = digits + 1;
  else if (digits > start && digits < end && static_cast<uint8_t>(folded[digits]) >= 0x80) start = digits;
  while (end > start) {
    std::size_t before = end;
    if (!around(utf8::previous(folded, before))) break;
    end = before;
  }
  end = start + without_count(folded.substr(start, end - start)).size();
  const std::size_t open = folded.substr(start, end - start).rfind(" (");
  if (open != std::string_view::npos) {
    const std::string_view inside = folded.substr(start + open + 2, end - start - open - 2);
    if (inside.find_first_not_of("0123456789") == std::string_view::npos) end = start + open;
  }
  return folded.substr(start, end - start);
}

template <class Visit>
void CueTable::for_each_in(uint32_t bucket, std::string_view folded, std::size_t at, Visit visit) const {
  const std::size_t number = buckets_.number(bucket);
  for (uint32_t i = buckets_.first_row(number); i < buckets_.last_row(number); ++i) {
    const Phrase& p = phrases_[i];
    const std::size_t end = at + p.size;
    if (end > folded.size() || folded[end - 1] != p.last) continue;
    if (folded.compare(at, p.size, text_of(p)) == 0) visit(p);
  }
}

template <class Visit>
void CueTable::for_each_of_word(uint32_t bucket, std::string_view folded, std::size_t at, std::size_t size,
                                Visit visit) const {
  if ((follows_[buckets_.number(bucket)] >> follow_bit(folded, at + size) & 1) == 0) return;
  for_each_in(bucket, folded, at, visit);
}

template <class Visit>
void CueTable::for_each_of_others(std::string_view folded, std::size_t at, Visit visit) const {
  for (const std::size_t size : {std::size_t{4}, std::size_t{2}}) {
    if (at + size > folded.size()) continue;
    const uint32_t bucket = other_bucket(folded, at, size);
    if (buckets_.has(bucket)) for_each_in(bucket, folded, at, visit);
  }
}

template <class Visit>
void CueTable::for_each_at(std::string_view folded, std::size_t at, Visit visit) const {
  if (buckets_.empty()) return;
  if (is_ascii_word(folded[at])) {
    const std::size_t size = key_size(folded, at);
    if (const uint32_t bucket = word_bucket(folded, at, size); buckets_.has(bucket))
      for_each_of_word(bucket, folded, at, size, visit);
  } else if (begins_[static_cast<unsigned char>(folded[at])]) {
    for_each_of_others(folded, at, visit);
  }
}

// What stands in one folded line, place by place.
class CueTable::Matcher {
 public:
  Matcher(const CueTable& table, std::string_view folded) : table_(table), folded_(folded) {}

  // A word of ASCII begins there, whose filled bucket and size of key are given. Not inlined: few come here, and the
  // loop over all words stays in registers.
  __attribute__((noinline)) void word(uint32_t bucket, std::size_t at, std::size_t size) {
    table_.for_each_of_word(bucket, folded_, at, size, [&](const Phrase& p) { found(p, at); });
  }
  // Something else, which is in begins_.
  __attribute__((noinline)) void other(std::size_t at) {
    table_.for_each_of_others(folded_, at, [&](const Phrase& p) { found(p, at); });
  }
  void any(std::size_t at) {
    table_.for_each_at(folded_, at, [&](const Phrase& p) { found(p, at); });
  }

  // Where phrases may begin and end to be of the kinds line, start and end. Most lines hold none, and are not asked.
  struct Edges {
    std::size_t first, bare_start, bare_end;
  };
  const Edges& edges() {
    if (edges_) return *edges_;
    const std::string_view bare = bare_line(folded_);
    const std::size_t bare_start = bare.empty() ? 0 : static_cast<std::size_t>(bare.data() - folded_.data());
    // Marks and brackets before the first word do not hide a "start" cue.
    std::size_t first = 0;
    while (first < folded_.size()) {
      std::size_t next = first;
      if (is_word_character(utf8::next(folded_, next)) || folded_[first] == '@' || folded_[first] == '(') break;
      first = next;
    }
    return edges_.emplace(Edges{first, bare_start, bare_start + bare.size()});
  }

  const CueHits& hits() const { return hits_; }

 private:
  void found(const Phrase& p, std::size_t at) {
    const std::size_t end = at + p.size;
    if (!border_at(folded_, at) || (!p.borderless && !border_at(folded_, end))) return;
    const uint64_t cue = bit(p.label);
    const auto& [first, bare_start, bare_end] = edges();
    hits_.seen_ |= cue;
    if (at == bare_start && end == bare_end && (p.kind == line || p.kind == part)) hits_.line_ |= cue;
    if (p.kind == start && (at == 0 || at == first || at == bare_start)) {
      hits_.start_ |= cue;
      if (const std::size_t place = CueHits::place_of_length(p.label); place < CueHits::n_lengths)
        hits_.start_length_[place] = std::max(hits_.start_length_[place], static_cast<uint32_t>(end));
    }
    if (p.kind == CueTable::end && end >= bare_end) hits_.end_ |= cue;
    if (p.kind == part) hits_.part_ |= cue;
  }

  const CueTable& table_;
  std::string_view folded_;
  CueHits hits_;
  std::optional<Edges> edges_;
};

CueHits CueTable::match(std::string_view folded) const {
  Matcher matcher(*this, folded);
  if (buckets_.empty()) return {};
  WordBits behind = word_bits(folded, 0);
  uint32_t last = 0;  // is the byte before these one of a word?
  for (std::size_t at = 0; at < folded.size(); at += scan_width) {
    const WordBits here = behind;
    behind = word_bits(folded, at + scan_width);
    const uint32_t words = here.words | behind.words << scan_width;
    for (uint32_t starts = here.words & ~(here.words << 1 | last); starts != 0; starts &= starts - 1) {
      const auto place = static_cast<std::size_t>(std::countr_zero(starts));
      const auto size = static_cast<std::size_t>(std::countr_zero(~(words >> place) | 1u << longest_key));
      if (const uint32_t bucket = word_bucket(folded, at + place, size); buckets_.has(bucket))
        matcher.word(bucket, at + place, size);
    }
    for (uint32_t others = here.others; others != 0; others &= others - 1) {
      const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(others));
      if (begins_[static_cast<unsigned char>(folded[place])]) matcher.other(place);
    }
    last = here.words >> (scan_width - 1);
  }
  return matcher.hits();
}

CueHits CueTable::match_start(std::string_view folded) const {
  Matcher matcher(*this, folded);
  if (!folded.empty() && folded.front() >= 'a' && folded.front() <= 'z') {  // all three are there
    matcher.any(0);
    return matcher.hits();
  }
  const auto [first, bare_start, bare_end] = matcher.edges();
  for (const std::size_t at : {std::size_t{0}, first, bare_start})
    if (at < folded.size()) matcher.any(at);
  return matcher.hits();
}

int CueTable::month_at(std::string_view folded, std::size_t at, std::size_t* length) const {
  int month = 0;
  if (!border_at(folded, at)) return 0;
  std::size_t longest = 0;
  for_each_at(folded, at, [&](const Phrase& p) {
    if (p.label < Cue::month_1 || !border_at(folded, at + p.size)) return;
    const int number = static_cast<int>(p.label) - static_cast<int>(Cue::month_1) + 1;
    if (p.size < longest || (p.size == longest && month <= number)) return;
    month = number;
    *length = longest = p.size;
  });
  return month;
}

CueTable::Words CueTable::words(std::string_view folded) const {
  Words found{0, 0};
  std::size_t start = 0;
  uint32_t inside = 0;  // is the byte before one of a word?
  const auto end_at = [&](std::size_t end) {
    ++found.all;
    found.function += function_words_.has(folded.substr(start, end - start));
  };
  for (std::size_t at = 0; at < folded.size(); at += scan_width) {
    const uint32_t words = wide_word_bits(folded, at);
    constexpr uint32_t here = (1u << scan_width) - 1;
    for (uint32_t edges = (words ^ (words << 1 | inside)) & here; edges != 0; edges &= edges - 1) {
      const auto place = static_cast<std::size_t>(std::countr_zero(edges));
      if ((words >> place & 1) != 0) start = at + place;
      else end_at(at + place);
    }
    inside = words >> (scan_width - 1);
  }
  if (inside != 0) end_at(folded.size());
  return found;
}

bool CueTable::ends_in_function_word(std::string_view folded) const {
  const std::size_t space = folded.rfind(' ');
  return function_words_.has(space == std::string_view::npos ? folded : folded.substr(space + 1));
}

CueTable::Languages CueTable::languages(std::string_view folded, std::size_t least_bytes) const {
  Languages found{0, 0};
  if (language_buckets_.empty()) return found;
  for (std::size_t at = 0; at < folded.size();) {
    // Nothing begins within a sequence, so every byte may be asked from which on there are as many as are missing.
    const std::size_t missing = least_bytes - std::min<std::size_t>(least_bytes, found.bytes);
    const std::size_t last = folded.size() - std::min(std::max<std::size_t>(missing, 2) - 1, folded.size());
    while (at < last && !language_buckets_.has(first_two(folded, at))) ++at;
    if (at >= last) return found;
    const std::size_t number = language_buckets_.number(first_two(folded, at));
    std::size_t covered = 0;
    if ((language_follows_[number] >> follow_bit(folded, at + 2) & 1) != 0)
      for (uint32_t i = language_buckets_.first_row(number); i < language_buckets_.last_row(number); ++i) {
        const Phrase& p = languages_[i];
        if (p.size > covered && folded.compare(at, p.size, text_of(p)) == 0) covered = p.size;
      }
    found.names += covered != 0;
    found.bytes += static_cast<uint32_t>(covered);
    at += std::max<std::size_t>(covered, 1);
  }
  return found;
}

CueTable::Coverage CueTable::interface(std::string_view folded, std::size_t most_others) const {
  static constexpr Cue labels[] = {Cue::share,      Cue::comments, Cue::navigation,  Cue::account,
                                   Cue::newsletter, Cue::menu,     Cue::reading_time};
  uint64_t wanted = 0;
  for (const Cue c : labels) wanted |= bit(c);
  Coverage found{0, 0, 0};
  for (std::size_t at = 0; at < folded.size() && found.others <= most_others;) {
    std::size_t covered = 0;
    if (border_at(folded, at))
      for_each_at(folded, at, [&](const Phrase& p) {
        if ((wanted & bit(p.label)) == 0 || p.kind == CueTable::end) return;
        if (border_at(folded, at + p.size)) covered = std::max<std::size_t>(covered, p.size);
      });
    if (covered != 0) {
      ++found.phrases;
      found.bytes += static_cast<uint32_t>(covered);
      at += covered;
      continue;
    }
    const std::size_t start = at;
    const char32_t c = utf8::next(folded, at);
    if (is_word_character(c) && !(c >= '0' && c <= '9')) found.others += static_cast<uint32_t>(at - start);
  }
  return found;
}

}  // namespace docmill::cleaner
