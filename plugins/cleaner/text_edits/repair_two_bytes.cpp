#include "text_edits/repair_two_bytes.hpp"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

namespace {

// The likely ones first: of two that explain as much the first is taken.
constexpr std::array<const char*, 5> encodings{"gb18030", "shift_jis", "big5-hkscs", "windows-949", "euc-jp"};
constexpr std::size_t lines_of_real_text = 4;  // are enough to give up

// The bytes of a character in an encoding.
class Encoder {
 public:
  explicit Encoder(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    converter_.reset(ucnv_open(name, &status));
    if (converter_ == nullptr) return;
    ucnv_setFromUCallBack(converter_.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  }
  // Empty: it has none.
  std::string_view bytes_of(char32_t c) {
    if (c < 0x80) {
      bytes_[0] = static_cast<char>(c);
      return {bytes_.data(), 1};
    }
    // What Windows makes of bytes that are no character there: 0x80 in GBK, 0xA0 in Shift_JIS.
    if (c == 0x20AC || c == 0xF8F0) {
      bytes_[0] = c == 0x20AC ? '\x80' : '\xA0';
      return {bytes_.data(), 1};
    }
    if (c > 0xFFFF || converter_ == nullptr) return {};
    const auto unit = static_cast<UChar>(c);
    UErrorCode status = U_ZERO_ERROR;
    const int32_t size =
        ucnv_fromUChars(converter_.get(), bytes_.data(), static_cast<int32_t>(bytes_.size()), &unit, 1, &status);
    if (U_FAILURE(status) || size <= 0 || size > static_cast<int32_t>(bytes_.size())) return {};
    return {bytes_.data(), static_cast<std::size_t>(size)};
  }

 private:
  struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
  };
  std::unique_ptr<UConverter, Close> converter_;
  std::array<char, 8> bytes_{};
};

bool is_mark(char32_t c) { return c >= 0x2010 && c <= 0x2026; }
bool is_latin_letter(char32_t c) {
  return (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x1F00);
}
// Letters on both sides, or two on one; one will do where the word goes on ("j盲盲").
bool touches_word(std::string_view source, std::size_t start, std::size_t end, std::size_t sequences) {
  const auto letter = [&](std::size_t at) { return at < source.size() && ascii::is_letter(source[at]); };
  const bool before = start >= 1 && letter(start - 1), behind = letter(end);
  if ((before || behind) && sequences > 1) return true;
  return (before && behind) || (before && start >= 2 && letter(start - 2)) || (behind && letter(end + 1));
}

struct Stretch {
  std::size_t start, end;  // in the source
  std::string text;        // what it was
};

// What comes of some lines in an encoding.
struct Reading {
  std::vector<Stretch> stretches;
  std::size_t sequences = 0, lost = 0;
  std::size_t telling = 0;     // sequences: letters and marks within words, characters in a row
  std::size_t good_lines = 0;  // that can have been UTF-8
  std::size_t real_lines = 0;  // that cannot

  bool is_enough() const {
    return telling >= 2 && telling * 3 >= sequences && lost * 3 <= sequences && good_lines >= 4 * real_lines;
  }
};

// Reads a line as the bytes that it was. The borders of its characters are not those of the sequences: a stretch ends
// where a character and a sequence end together.
class LineReader {
 public:
  // The line begins at `begin` and ends where `source` does.
  LineReader(std::string_view source, std::size_t begin, Encoder& encoder, Reading& reading)
      : source_(source), begin_(begin), encoder_(encoder), reading_(reading) {}

  void read() {
    const std::size_t before = reading_.stretches.size();
    if (can_be_utf8()) {
      ++reading_.good_lines;
      reading_.sequences += sequences_;
      reading_.lost += lost_;
      reading_.telling += telling_;
    } else {
      ++reading_.real_lines;
      reading_.stretches.resize(before);
    }
  }

 private:
  bool can_be_utf8() {
    for (std::size_t at = find_at_least(source_, 0x80, begin_); at < source_.size();
         at = find_at_least(source_, 0x80, at)) {
      const std::size_t start = at, sequences_before = sequences_;
      text_.clear();
      least_lead_ = 0xFF;
      most_lead_ = 0;
      do {
        if (!feed(utf8::next(source_, at))) return false;
      } while (at < source_.size() && (wanted_ != 0 || static_cast<unsigned char>(source_[at]) >= 0x80));
      if (wanted_ != 0) lose();  // the last byte fell off with the end of the line
      is_lost_ = false;
      end_stretch(start, at, sequences_ - sequences_before);
    }
    return true;
  }
  bool feed(char32_t c) {
    if (c == 0xFFFD || (c == '?' && wanted_ != 0)) {
      lose();
      return true;
    }
    const std::string_view bytes = encoder_.bytes_of(c);
    if (bytes.empty()) return false;
    return std::all_of(bytes.begin(), bytes.end(), [&](char b) { return feed_byte(static_cast<unsigned char>(b)); });
  }
  bool feed_byte(unsigned char byte) {
    const bool goes_on = byte >= 0x80 && byte < 0xC0;
    if (wanted_ != 0) {
      if (!goes_on) return false;
      sequence_ += static_cast<char>(byte);
      return --wanted_ != 0 || end_sequence();
    }
    if (goes_on && is_lost_) return true;  // of the same character
    is_lost_ = false;
    if (byte < 0x80) {
      text_ += static_cast<char>(byte);
      return true;
    }
    if (byte < 0xC2 || byte > 0xF4) return false;
    wanted_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    sequence_.assign(1, static_cast<char>(byte));
    least_lead_ = std::min(least_lead_, byte);
    most_lead_ = std::max(most_lead_, byte);
    return true;
  }
  bool end_sequence() {
    if (!utf8::is_valid(sequence_)) return false;
    std::size_t at = 0;
    last_ = utf8::next(sequence_, at);
    const auto type = u_charType(static_cast<UChar32>(last_));
    if (type == U_UNASSIGNED || type == U_CONTROL_CHAR || type == U_PRIVATE_USE_CHAR) return false;
    text_ += sequence_;
    ++sequences_;
    return true;
  }
  void lose() {
    if (!is_lost_) {
      text_ += "\uFFFD";
      ++lost_;
    }
    wanted_ = 0;
    is_lost_ = true;
  }
  void end_stretch(std::size_t start, std::size_t end, std::size_t sequences) {
    constexpr std::size_t in_a_row = 4;
    const bool within_word = touches_word(source_, start, end, sequences) || ascii::is_letter(text_.back());
    // Short ones are of one alphabet beyond Latin: "为什么要" would be "ΪʲôҪ".
    const bool row = most_lead_ >= 0xE0 || (least_lead_ >= 0xCE && most_lead_ - least_lead_ <= 3);
    if ((row && sequences >= in_a_row) || (within_word && (is_latin_letter(last_) || is_mark(last_))))
      telling_ += sequences;
    reading_.stretches.push_back({start, end, text_});
  }

  std::string_view source_;
  std::size_t begin_;
  Encoder& encoder_;
  Reading& reading_;
  std::string text_, sequence_;
  std::size_t sequences_ = 0, lost_ = 0, telling_ = 0;
  int wanted_ = 0;                                   // bytes that the sequence lacks
  unsigned char least_lead_ = 0xFF, most_lead_ = 0;  // of the sequences of a stretch
  bool is_lost_ = false;
  char32_t last_ = 0;  // of the sequences
};

constexpr uint8_t first_wide = 0xE3;  // begins the characters of East Asia, and few others

Reading read_lines(std::string_view source, const char* encoding) {
  Reading reading;
  Encoder encoder(encoding);
  for (std::size_t at = find_at_least(source, first_wide, 0); at < source.size();) {
    const std::size_t end = std::min(source.find('\n', at), source.size());
    const std::size_t before = source.rfind('\n', at);
    LineReader(source.substr(0, end), before == std::string_view::npos ? 0 : before + 1, encoder, reading).read();
    if (reading.real_lines == lines_of_real_text && reading.good_lines < 4 * reading.real_lines) break;
    at = find_at_least(source, first_wide, end);
  }
  return reading;
}

}  // namespace

bool repair_two_bytes(std::string_view source, EditList& edits) {
  edits.clear();
  if (find_at_least(source, first_wide, 0) == source.size()) return false;
  Reading best;
  for (const char* const encoding : encodings) {
    Reading reading = read_lines(source, encoding);
    if (reading.is_enough() && reading.sequences > best.sequences) best = std::move(reading);
  }
  for (const Stretch& s : best.stretches)
    edits.replace(static_cast<uint32_t>(s.start), static_cast<uint32_t>(s.end), s.text);
  return !edits.empty();
}

}  // namespace docmill::cleaner
