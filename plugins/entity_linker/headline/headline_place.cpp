#include "headline/headline_place.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "docmill/base/ascii.hpp"

#include "text/byte_windows.hpp"

namespace docmill::linker {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
using ascii::is_digit;
using ascii::is_letter;
std::size_t code_point_size(char c) {
  const auto lead = static_cast<unsigned char>(c);
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

// Bytes of the white space at the beginning of `s`: ASCII, no-break space, the spaces of U+2000, U+3000.
std::size_t space_size(std::string_view s) {
  if (s.empty()) return 0;
  if (is_ascii(s[0])) return s[0] == ' ' || (s[0] >= '\t' && s[0] <= '\r') ? 1 : 0;
  if (s.starts_with("\xC2\xA0")) return 2;
  const bool narrow = s.starts_with("\xE2\x80") && s.size() >= 3 &&
                      (static_cast<unsigned char>(s[2]) <= 0x8A || s[2] == '\xAF' || s[2] == '\xA8' || s[2] == '\xA9');
  return narrow || s.starts_with("\xE3\x80\x80") || s.starts_with("\xE2\x81\x9F") ? 3 : 0;
}

// Of a character that is not seen: soft hyphen, zero-width space and joiners, direction marks, byte order mark.
std::size_t invisible_size(std::string_view s) {
  if (s.empty() || is_ascii(s[0])) return 0;
  if (s.starts_with("\xC2\xAD")) return 2;
  const bool mark = s.starts_with("\xE2\x80") && s.size() >= 3 &&
                    ((s[2] >= '\x8B' && s[2] <= '\x8F') || (s[2] >= '\xAA' && s[2] <= '\xAE'));
  return mark || s.starts_with("\xEF\xBB\xBF") || s.starts_with("\xE2\x81\xA0") ? 3 : 0;
}

// Of a tag or comment; 0 where "<" is text, and of a tag that does not end.
std::size_t tag_size(std::string_view s) {
  if (s.size() < 3 || s[0] != '<' || !(is_letter(s[1]) || s[1] == '/' || s[1] == '!')) return 0;
  const std::size_t end = s.substr(0, 2000).find('>');
  return end == std::string_view::npos ? 0 : end + 1;
}

// Of a character reference with its semicolon: &amp; &#8217; &#x2019;
std::size_t reference_size(std::string_view s) {
  if (s.size() < 4 || s[0] != '&') return 0;
  std::size_t at = s[1] == '#' ? 2 : 1;
  while (at < std::min<std::size_t>(s.size(), 34) && (is_letter(s[at]) || is_digit(s[at]))) ++at;
  return at >= 3 && at < s.size() && s[at] == ';' ? at + 1 : 0;
}

// How much a place is like that of a headline.
enum Rank : int { nowhere, anywhere, whole_text, heading, first_heading };

class HeadlineFinder {
 public:
  HeadlineFinder(std::string_view source, std::string_view title, bool markup, std::vector<HeadlineEdit>& edits)
      : source_(source), title_(title), markup_(markup), edits_(edits), steps_left_(16 * (source.size() + 4096)) {}

  bool run() {
    const bool found = search(false) || search(true);
    if (!found) best_ = {{0, 0, title_}, {0, static_cast<uint32_t>(source_.size()), {}}};
    edits_.swap(best_);
    return found;
  }

 private:
  bool search(bool loose) {
    loose_ = loose;
    Rank found = nowhere;
    for (std::size_t at = 0; found != first_heading && (at = next_start(at)) < source_.size(); ++at) {
      edits_.clear();
      if (at != 0) edit(0, at, {});
      const std::size_t end = align(at);
      if (end == none) continue;
      const Rank rank = rank_of(at, end);
      if (rank <= found || (loose && rank < whole_text)) continue;
      found = rank;
      if (end < source_.size()) edit(end, source_.size(), {});
      best_ = edits_;
    }
    return found != nowhere;
  }

  // The first place from `at` on where the title may begin; the end of the source where there is none, or no steps are
  // left. Each byte is a step.
  std::size_t next_start(std::size_t at) {
    const std::size_t start = loose_ && !is_ascii(title_[0]) ? next_code_point(at) : next_first_sign(at);
    const std::size_t passed = start - at + 1;
    if (passed >= steps_left_) return source_.size();
    steps_left_ -= passed;
    return start;
  }
  std::size_t next_code_point(std::size_t at) const {
    while (at < source_.size() && (static_cast<unsigned char>(source_[at]) & 0xC0) == 0x80) ++at;
    return at;
  }
  // Where the title's first sign stands, or what may be a reference to it. Of that sign in a page are thousands: of two
  // in ASCII the second has to stand there, too, or what may be between the two.
  std::size_t next_first_sign(std::size_t at) const {
    if (has_wide_vectors && find_first_sign_wide(at)) return at;
    if (find_first_sign<NarrowWindow>(at)) return at;
    while (at < source_.size() && source_[at] != title_[0] && source_[at] != '&') ++at;
    return at;
  }
  // The same in windows as long as there are bytes behind them. True where it is found; all before `at` is passed.
  template <class Window>
  [[gnu::always_inline]] inline bool find_first_sign(std::size_t& at) const {
    using Bytes = typename Window::Bytes;
    const bool by_two = !loose_ && title_.size() > 1 && is_plain(title_[0]) && is_plain(title_[1]);
    const auto first = static_cast<uint8_t>(title_[0]), second = static_cast<uint8_t>(by_two ? title_[1] : 0);
    for (; at + sizeof(Bytes) < source_.size(); at += sizeof(Bytes)) {
      Bytes here, next;
      std::memcpy(&here, source_.data() + at, sizeof here);
      std::memcpy(&next, source_.data() + at + 1, sizeof next);
      auto starts = here == first;
      if (by_two)  // the highest bit is set of what is beyond ASCII
        starts &= (next == second) | (next == '&') | (next == '<') | reinterpret_cast<decltype(starts)>(next);
      if (const uint32_t bits = high_bits_of<Window>(starts | (here == '&')); bits != 0) {
        at += static_cast<std::size_t>(std::countr_zero(bits));
        return true;
      }
    }
    return false;
  }
  DOCMILL_FOR_WIDE_VECTORS bool find_first_sign_wide(std::size_t& at) const { return find_first_sign<WideWindow>(at); }
  // Of ASCII, no white space and no beginning of a reference.
  static bool is_plain(char c) { return is_ascii(c) && c > ' ' && c != '&'; }

  bool step() { return steps_left_ != 0 && --steps_left_ != 0; }
  std::string_view rest(std::size_t at) const { return source_.substr(at); }
  void edit(std::size_t start, std::size_t end, std::string_view with) {
    edits_.push_back({static_cast<uint32_t>(start), static_cast<uint32_t>(end), with});
  }

  // The end of the title that begins at `at`, its edits appended; none where it does not stand there.
  std::size_t align(std::size_t at) {
    std::size_t in_title = 0;
    while (in_title < title_.size()) {
      if (!step()) return none;
      if (at < source_.size() && is_plain(title_[in_title]) && is_plain(source_[at])) {  // most of them
        if (source_[at] == title_[in_title]) {
          ++at;
          ++in_title;
          continue;
        }
        if (!loose_ && source_[at] != '<') return step(), none;
      }
      const std::size_t size = code_point_size(title_[in_title]);
      const std::string_view wanted = title_.substr(in_title, size);
      std::size_t next = none, taken = size;
      if (const std::size_t spaces = space_size(wanted); spaces != 0) next = take_space(at, wanted);
      else if (const std::size_t reference = reference_at(at, in_title); reference != 0) {
        edit(at, at + reference, wanted);
        next = at + reference;
      } else if (rest(at).starts_with(wanted)) {
        next = at + size;
      } else if (const std::size_t skipped = skip_unseen(at, false); skipped != at && in_title != 0) {
        edit(at, skipped, {});
        next = skipped;
        taken = 0;
      } else if (loose_) {
        next = take_other_letters(at, in_title, taken);
      }
      if (next == none) return none;
      at = next;
      in_title += taken;
    }
    return at;
  }

  // A character reference, unless the title has it as it stands there.
  std::size_t reference_at(std::size_t at, std::size_t in_title) const {
    const std::size_t size = reference_size(rest(at));
    return size != 0 && title_.substr(in_title).starts_with(rest(at).substr(0, size)) ? 0 : size;
  }

  // Tags and what is not seen; `space`: white space as well.
  std::size_t skip_unseen(std::size_t at, bool space) {
    for (std::size_t size = 1; at < source_.size() && size != 0 && step(); at += size) {
      size = invisible_size(rest(at));
      if (size == 0 && markup_) size = tag_size(rest(at));
      if (size == 0 && space) size = space_size(rest(at));
      if (size == 0 && space && rest(at).starts_with("&nbsp;")) size = 6;
    }
    return at;
  }

  std::size_t take_space(std::size_t at, std::string_view wanted) {
    const std::size_t end = skip_unseen(at, true);
    if (end == at) return none;
    if (source_.substr(at, end - at) != wanted) edit(at, end, wanted);
    return end;
  }

  // Letters above ASCII may stand as others of their kind: "é" as "e" and an accent, "â€™" for an apostrophe.
  std::size_t take_other_letters(std::size_t at, std::size_t in_title, std::size_t& taken) {
    std::size_t end = at, of_title = in_title;
    while (of_title < title_.size() && !is_ascii(title_[of_title]) && space_size(title_.substr(of_title)) == 0)
      of_title += code_point_size(title_[of_title]);
    while (end < source_.size() && step()) {
      const std::size_t letter = is_letter(source_[end]) ? 1 : 0;
      if (end + letter >= source_.size() || is_ascii(source_[end + letter])) break;
      end += letter + code_point_size(source_[end + letter]);
    }
    const std::size_t wanted = of_title - in_title;
    if (wanted == 0 || end - at < wanted || end - at > 9 * wanted) return none;
    edit(at, end, title_.substr(in_title, wanted));
    taken = wanted;
    return end;
  }

  Rank rank_of(std::size_t start, std::size_t end) {
    if (!markup_) return is_line(start, end) ? first_heading : anywhere;
    Rank rank = anywhere;
    std::size_t at = start;
    for (int tags = 0; tags < 8; ++tags) {
      while (at > 0 && space_size(source_.substr(at - 1, 1)) != 0) --at;
      if (at == 0 || source_[at - 1] != '>') break;
      const std::size_t open = source_.rfind('<', at - 1);
      if (open == std::string_view::npos || at - open > 2000) break;
      steps_left_ -= std::min(steps_left_, at - open);
      rank = std::max(rank, rank_of_tag(source_.substr(open + 1, at - open - 2)));
      if (source_[open + 1] == '/') break;
      at = open;
    }
    const std::size_t behind = end + space_sizes(end);
    return rank == anywhere || (behind < source_.size() && source_[behind] != '<') ? anywhere : rank;
  }

  static Rank rank_of_tag(std::string_view tag) {
    const bool is_heading = tag.size() >= 2 && (tag[0] == 'h' || tag[0] == 'H') && tag[1] >= '1' && tag[1] <= '6' &&
                            (tag.size() == 2 || space_size(tag.substr(2)) != 0);
    if (!is_heading) return whole_text;
    return tag[1] == '1' ? first_heading : heading;
  }

  std::size_t space_sizes(std::size_t at) const {
    const std::size_t start = at;
    while (at < source_.size() && space_size(source_.substr(at, 1)) != 0) ++at;
    return at - start;
  }

  // Does a line hold nothing else, marks of Markdown and spaces aside?
  bool is_line(std::size_t start, std::size_t end) const {
    while (start > 0 && (source_[start - 1] == ' ' || source_[start - 1] == '#' || source_[start - 1] == '"')) --start;
    while (end < source_.size() && (source_[end] == ' ' || source_[end] == '#' || source_[end] == '"')) ++end;
    const bool begins = start == 0 || source_[start - 1] == '\n' || source_[start - 1] == '\r';
    return begins && (end == source_.size() || source_[end] == '\n' || source_[end] == '\r');
  }

  static constexpr std::size_t none = SIZE_MAX;
  std::string_view source_, title_;
  bool markup_;
  std::vector<HeadlineEdit>& edits_;
  uint64_t steps_left_;
  bool loose_ = false;
  std::vector<HeadlineEdit> best_;
};

}  // namespace

bool find_headline(std::string_view source, std::string_view title, bool markup, std::vector<HeadlineEdit>& edits) {
  return HeadlineFinder(source, title, markup, edits).run();
}

}  // namespace docmill::linker
