#include "readable.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "letters.hpp"
#include "non_language.hpp"

namespace docmill::language {

namespace {

bool is_refused(char32_t c) {
  if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
  if (c >= 0x7F && c <= 0x9F) return true;
  return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

using ascii::is_space;

bool starts_with(std::string_view text, std::size_t at, std::string_view prefix) {
  return text.substr(at, prefix.size()) == prefix;
}

// Does an address stand around the sign at `at`, not reaching back before `done`?
bool is_address_mark(std::string_view text, std::size_t at, std::size_t done) {
  switch (text[at]) {
    case ':': return starts_with(text, at, "://");
    case '@': return at > 0 && at + 1 < text.size() && !is_space(text[at - 1]) && !is_space(text[at + 1]);
    case '.':
      return at >= done + 3 && starts_with(text, at - 3, "www.") &&
             (at == 3 || text[at - 4] == ' ' || text[at - 4] == '(');
    default: return false;
  }
}

// ASCII that may stand in an address: an address ends at what is not (in Chinese nothing else ends it).
bool in_address(char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != '"' && c != '|'; }

// Lends a copy of the text as soon as something is to be blanked.
class Copy {
 public:
  Copy(std::string_view text, Kinds kinds, std::string& scratch) : text_(text), kinds_(kinds), scratch_(scratch) {}
  void blank(std::size_t from, std::size_t to) {
    if (!made_) scratch_.assign(text_);
    made_ = true;
    std::fill(scratch_.begin() + static_cast<std::ptrdiff_t>(from), scratch_.begin() + static_cast<std::ptrdiff_t>(to),
              ' ');
    for (std::size_t block = from / ByteKinds::size; block * ByteKinds::size < to; ++block) {
      const uint64_t kept = ~bits_of_range(block, from, to);
      ByteKinds& k = kinds_[block];
      for (uint64_t ByteKinds::*kind :
           {&ByteKinds::letters, &ByteKinds::capitals, &ByteKinds::beyond, &ByteKinds::stops, &ByteKinds::closers,
            &ByteKinds::dashes, &ByteKinds::dots, &ByteKinds::marks, &ByteKinds::signs, &ByteKinds::doubtful})
        k.*kind &= kept;
      k.blanks |= ~kept;
    }
  }
  std::string_view result() const { return made_ ? std::string_view(scratch_) : text_; }

 private:
  std::string_view text_;
  Kinds kinds_;
  std::string& scratch_;
  bool made_ = false;
};

// Scripts without spaces between words, or whose little words are put right behind an address.
bool is_put_behind(UScriptCode script) {
  switch (script) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR: return true;
    default: return false;
  }
}

// The end of the address that goes on at `at`: letters beyond ASCII are of it, those of scripts that may stand right
// behind it only as a step of its path (`/wiki/水車`).
std::size_t end_of_address(std::string_view text, std::size_t at) {
  const LetterScripts& scripts = LetterScripts::get();
  std::size_t slashes = 0;
  bool in_step = false;
  while (at < text.size()) {
    if (in_address(text[at])) {
      slashes += text[at] == '/';
      in_step = slashes > 3 && (text[at] == '/' || (in_step && !ascii::is_letter(text[at])));
      ++at;
      continue;
    }
    std::size_t next = at;
    const UScriptCode script =
        static_cast<unsigned char>(text[at]) < 0x80 ? USCRIPT_COMMON : scripts[utf8::next(text, next)];
    if (script == USCRIPT_COMMON || (is_put_behind(script) && !in_step)) break;
    at = next;
  }
  return at;
}

// The beginning of the name before the @ at `at`, which letters beyond ASCII may be of, too.
std::size_t start_of_name(std::string_view text, std::size_t at, std::size_t done) {
  const LetterScripts& scripts = LetterScripts::get();
  while (at > done) {
    if (in_address(text[at - 1])) {
      --at;
      continue;
    }
    std::size_t before = at;
    const UScriptCode script =
        static_cast<unsigned char>(text[at - 1]) < 0x80 ? USCRIPT_COMMON : scripts[utf8::previous(text, before)];
    if (script == USCRIPT_COMMON || is_put_behind(script) || before < done) break;
    at = before;
  }
  return at;
}

// Blanks the address around `mark`, not going back before `done`; gives its end.
std::size_t blank_address(std::string_view text, std::size_t mark, std::size_t done, Copy& copy) {
  std::size_t from = mark;
  if (text[mark] == '@') from = start_of_name(text, mark, done);
  while (from > done && in_address(text[from - 1])) --from;
  const std::size_t to = end_of_address(text, mark);
  copy.blank(from, to);
  return to;
}

constexpr std::size_t long_token = 12;   // a token without a mark that is looked at nevertheless
constexpr uint64_t changes_of_case = 3;  // in such a token; see is_identifier
constexpr std::size_t long_run = 16;     // of letters, as only a longer token has that is looked at

// Where so many bits stand side by side, the first of them.
constexpr uint64_t starts_of_runs(uint64_t bits) {
#pragma GCC unroll 4
  for (std::size_t n = 1; n < long_run; n *= 2) bits &= bits >> n;
  return bits;
}

// Walks over the tokens of a text that may be no language, and blanks those that are not.
class Reader {
 public:
  Reader(std::string_view text, Kinds kinds, std::string& scratch)
      : text_(text), kinds_(kinds), copy_(text, kinds, scratch) {}

  std::string_view read() {
    uint64_t doubtful = 0;
    for (std::size_t block = 0; block < kinds_.size(); ++block) {
      doubtful |= kinds_[block].doubtful;
      for (uint64_t bits = suspects(block); bits != 0; bits &= bits - 1) {
        const std::size_t at = block * ByteKinds::size + static_cast<std::size_t>(std::countr_zero(bits));
        if (at < next_) continue;
        const std::size_t from = behind_last(kinds_, &ByteKinds::blanks, at);
        next_ = std::min(find_kind(kinds_, &ByteKinds::blanks, at), text_.size());
        look_at_token(from, next_);
      }
    }
    if (doubtful != 0) blank_refused();
    return copy_.result();
  }

 private:
  // A bit for every mark in a token but for a full stop at its end (unless it may be that of "www."); and for what
  // makes a token without a mark an identifier: the case of its letters changes, or it is longer than words are.
  uint64_t suspects(std::size_t block) {
    const ByteKinds& k = kinds_[block];
    uint64_t at_end = k.blanks >> 1;
    if (block + 1 < kinds_.size()) at_end |= kinds_[block + 1].blanks << (ByteKinds::size - 1);
    else at_end |= uint64_t{1} << (text_.size() - 1) % ByteKinds::size;
    const uint64_t small = k.letters & ~k.capitals;
    const uint64_t changes = k.capitals & (small << 1 | small_before_);
    const uint64_t n_changes = changes == 0 ? 0 : count_bits(changes);
    uint64_t bits = (k.marks & ~(k.dots & at_end)) | starts_of_runs(k.letters);
    for (uint64_t stops = k.dots & at_end; stops != 0; stops &= stops - 1) {
      const std::size_t at = block * ByteKinds::size + static_cast<std::size_t>(std::countr_zero(stops));
      if (at > 0 && text_[at - 1] == 'w') bits |= stops & (~stops + 1);
    }
    if (n_changes + changes_before_ >= changes_of_case) bits |= changes;
    if (k.blanks == 0) bits |= 1;  // a token that is larger than a block
    small_before_ = small >> (ByteKinds::size - 1);
    changes_before_ = n_changes;
    return bits;
  }
  void look_at_token(std::size_t from, std::size_t to) {
    std::size_t marks = 0, last_mark = 0, done = from;  // `done`: end of the last address
    for (std::size_t at = find_kind(kinds_, &ByteKinds::marks, from); at < to;
         at = find_kind(kinds_, &ByteKinds::marks, std::max(at + 1, done))) {
      ++marks;
      last_mark = at;
      if (is_address_mark(text_, at, done_)) done = done_ = blank_address(text_, at, done_, copy_);
    }
    if (done > from) return;
    const std::string_view word = text_.substr(from, to - from);
    // Of a word with a full stop behind it no more is asked than of one without.
    const bool stop_only = marks == 1 && word.back() == '.' && last_mark + 1 == to;
    if (marks > 0 && !stop_only) {
      if (is_machine_token(word)) copy_.blank(from, to);
    } else if (word.size() >= long_token && is_identifier(word)) {
      copy_.blank(from, to);
    }
  }
  void blank_refused() {
    for (std::size_t at = find_kind(kinds_, &ByteKinds::doubtful, 0); at < text_.size();) {
      std::size_t next = at;
      if (is_refused(utf8::next(text_, next))) copy_.blank(at, next);
      at = find_kind(kinds_, &ByteKinds::doubtful, next);
    }
  }

  std::string_view text_;
  Kinds kinds_;
  Copy copy_;
  std::size_t next_ = 0;                            // end of the last token that was looked at
  std::size_t done_ = 0;                            // end of the last address
  uint64_t small_before_ = 0, changes_before_ = 0;  // in the block before: a small letter at its end; of case
};

}  // namespace

std::string_view readable(std::string_view text, Kinds kinds, std::string& scratch) {
  return Reader(text, kinds, scratch).read();
}

}  // namespace docmill::language
