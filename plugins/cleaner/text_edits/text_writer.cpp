#include "text_edits/text_writer.hpp"

#include <algorithm>
#include <array>

#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/repair.hpp"

namespace docmill::cleaner {

CharacterClass classify(char32_t c) {
  using C = CharacterClass;
  if (c == ' ') return C::space;
  if (c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029) return C::line_end;
  if (c == '\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
      c == 0x3000)
    return C::odd_space;
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return C::invisible;
  if (c == 0x200C || c == 0x200D) return C::joiner;
  if (c == 0xAD || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
      (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB))
    return C::invisible;
  return C::visible;
}

namespace {

// First bytes of code points that may be anything but visible. All others are passed over at full speed.
constexpr std::array<bool, 256> suspicious = [] {
  std::array<bool, 256> t{};
  for (int b = 0; b < 0x21; ++b) t[b] = true;
  t[0x7F] = true;
  for (const int lead : {0xC2, 0xE1, 0xE2, 0xE3, 0xEF}) t[lead] = true;
  return t;
}();

bool is_suspicious(char c) { return suspicious[static_cast<unsigned char>(c)]; }

// The same for a whole code point, exact where the lead bytes are common in plain text: accented letters, typographic
// quotes and dashes, kana.
bool is_special(std::string_view text, uint32_t at) {
  const auto byte = [&](uint32_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
  switch (byte(0)) {
    case 0xC2: return byte(1) <= 0xA0 || byte(1) == 0xAD;
    case 0xE2: return byte(1) <= 0x81 && !(byte(1) == 0x80 && byte(2) >= 0x90 && byte(2) <= 0xA7);
    case 0xE3: return byte(1) == 0x80 && byte(2) == 0x80;
    default: return is_suspicious(text[at]);
  }
}

constexpr std::string_view gap_texts[] = {"", " ", "\n", "\n\n"};

}  // namespace

TextWriter::TextWriter(std::string_view source, const CharacterOptions& options, EditList& edits)
    : source_(source), options_(options), edits_(edits) {
  edits_.clear();
}

void TextWriter::edit_gap(uint32_t at, std::string_view text) {
  if (at - done_ == text.size() && source_.compare(done_, text.size(), text) == 0) {  // most line ends
    done_ = at;
    return;
  }
  if (at != done_ || !text.empty()) edits_.replace_difference(source_, done_, at, text);
  done_ = at;
}

// A visible character follows at `at`: what lies between is decided.
void TextWriter::flush(uint32_t at) {
  std::string_view gap = started_ ? gap_texts[static_cast<int>(gap_)] : std::string_view();
  for (const Held& h : held_) {
    edit_gap(h.start, gap);
    gap = {};
    if (h.odd) edits_.replace(h.start, h.end, " ");
    done_ = h.end;
  }
  held_.clear();
  edit_gap(at, gap);
  gap_ = Gap::none;
  started_ = true;
}

void TextWriter::keep_range(uint32_t start, uint32_t end, bool preformatted) {
  uint32_t at = start;
  while (at < end) {
    uint32_t stop = at;
    // Words with single spaces between them need no decision; a space counts when a visible character follows it.
    while (stop < end) {
      if (stop > at && stop + 1 < end && stop + scan_width < source_.size()) {
        const uint32_t plain = std::min(plain_stretch(source_.data() + stop), end - 1 - stop);
        stop += plain;
        if (plain == scan_width) continue;
      }
      if (!is_suspicious(source_[stop])) ++stop;
      else if (source_[stop] == ' ' && stop > at && stop + 1 < end && !is_special(source_, stop + 1)) stop += 2;
      else if (is_special(source_, stop)) break;
      else ++stop;  // the bytes that follow the lead are passed over like letters
    }
    keep_plain(at, stop);
    at = stop;
    if (at < end) at = keep_special(at, preformatted);
  }
}

// The code point at `at` is not plainly visible; gives the offset behind what was dealt with.
uint32_t TextWriter::keep_special(uint32_t at, bool preformatted) {
  std::size_t next = at;
  const char32_t c = utf8::next(source_, next);
  const auto after = static_cast<uint32_t>(next);
  switch (classify(c)) {
    case CharacterClass::space: keep_space(at, after, false, preformatted); return after;
    case CharacterClass::odd_space: keep_space(at, after, options_.plain_spaces, preformatted); return after;
    case CharacterClass::line_end:
      if (c == '\r' && after < source_.size() && source_[after] == '\n') return after;
      if (preformatted) break_preformatted();
      else want(Gap::space);
      return after;
    case CharacterClass::joiner:
      if (options_.remove_invisible && !joins_letters(at, after)) return after;
      break;
    case CharacterClass::invisible:
      if (const char32_t was = character_of_control(c); options_.repair_controls && was != 0) {
        flush(at);
        std::string bytes;
        utf8::append(bytes, was);
        edits_.replace(at, after, bytes);
        done_ = after;
        return after;
      }
      // NUL goes in any case: what reads the text after us may end there.
      if (options_.remove_invisible || c == 0) return after;
      break;
    case CharacterClass::visible: break;
  }
  flush(at);
  done_ = after;
  return after;
}

void TextWriter::keep_space(uint32_t at, uint32_t after, bool odd, bool preformatted) {
  if (!options_.squeeze_spaces) {
    flush(at);
    if (odd) edits_.replace(at, after, " ");
    done_ = after;
    return;
  }
  if (preformatted) {
    if (!started_) return;
    if (!held_.empty() && held_.back().end == at && !odd && !held_.back().odd) held_.back().end = after;
    else held_.push_back({at, after, odd});
    return;
  }
  want(Gap::space);
  if (!odd && source_[at] != ' ' && gap_ == Gap::space && started_ && done_ == at) {
    done_ = after;  // a lone odd space that is to stay
    gap_ = Gap::none;
  }
}

// A zero-width joiner or non-joiner has a meaning in Arabic, the scripts of India and emoji only.
bool TextWriter::joins_letters(uint32_t at, uint32_t after) const {
  if (at == 0 || after >= source_.size()) return false;
  std::size_t before = at, behind = after;
  const char32_t left = utf8::previous(source_, before), right = utf8::next(source_, behind);
  const auto joinable = [](char32_t c) {
    return (c >= 0x0600 && c < 0x1000) || (c >= 0x2600 && c < 0x2800) || c >= 0xFE00;
  };
  return joinable(left) && joinable(right);
}

void TextWriter::put(uint32_t start, uint32_t end, std::string_view text, bool preformatted) {
  std::size_t at = 0;
  const char32_t c = text.empty() ? 0 : utf8::next(text, at);
  const CharacterClass kind = classify(c);
  const bool invisible = kind == CharacterClass::invisible || kind == CharacterClass::joiner;
  if (text.empty() || c == 0 || (invisible && options_.remove_invisible)) return;
  const bool space = kind == CharacterClass::space || kind == CharacterClass::odd_space;
  if (kind == CharacterClass::line_end || (space && options_.squeeze_spaces && !preformatted)) {
    if (kind == CharacterClass::line_end && preformatted) break_preformatted();
    else want(Gap::space);
    return;
  }
  if (space && options_.squeeze_spaces && options_.plain_spaces) {
    if (started_) held_.push_back({start, end, true});
    return;
  }
  flush(start);
  edits_.replace_difference(source_, start, end, space && options_.plain_spaces ? " " : text);
  done_ = end;
}

void TextWriter::finish() {
  const auto size = static_cast<uint32_t>(source_.size());
  if (done_ < size) edits_.replace(done_, size, {});
  done_ = size;
}

}  // namespace docmill::cleaner
