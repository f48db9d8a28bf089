// Writes the clean text as edits over the source: characters and white space.
//
// The caller walks the source from front to back and says what is text (keep, put) and where lines and paragraphs end;
// all else goes. The writer removes control and invisible characters, turns every kind of space into " ", squeezes runs
// of them, trims lines and keeps one blank line at most. Only bytes that change are edited, so clean text gives no edit
// at all. One thread at a time; nothing is allocated for clean text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text_edits/rewrite.hpp"

namespace docmill::cleaner {

struct CharacterOptions {
  bool nfc = true;               // canonical composition of the whole text
  bool remove_invisible = true;  // controls, soft hyphens, zero-width and direction marks
  bool plain_spaces = true;      // tabs, no-break and other Unicode spaces become " "
  bool squeeze_spaces = true;    // runs of spaces become one, lines are trimmed
  bool repair_controls = true;   // controls U+0080 to U+009F become what they were in Windows-1252
};

// What a code point is to the writer.
enum class CharacterClass : uint8_t { visible, space, odd_space, line_end, invisible, joiner };
CharacterClass classify(char32_t c);

class TextWriter {
 public:
  // Edits are appended to `edits`, which is emptied. Both views must outlive the writer.
  TextWriter(std::string_view source, const CharacterOptions& options, EditList& edits);

  // Bytes [start, end) of the source are text. Ranges come in ascending order. Line ends in it count as spaces.
  void keep(uint32_t start, uint32_t end) { keep_range(start, end, false); }
  // The same, but line ends and runs of spaces stay (code, verse).
  void keep_preformatted(uint32_t start, uint32_t end) { keep_range(start, end, true); }
  // Bytes that nothing is to be done about: they begin and end with something visible, and between that are
  // lone spaces only.
  void keep_plain(uint32_t start, uint32_t end) {
    if (start == end) return;
    if (gap_ != Gap::none || start != done_ || !started_) flush(start);
    done_ = end;
  }
  // Bytes [start, end) stand for `text`, 1 to 8 bytes (a character reference).
  void put(uint32_t start, uint32_t end, std::string_view text, bool preformatted = false);
  // At least a space, a line end, a blank line before what follows.
  void space() { want(Gap::space); }
  void line_break() { want(Gap::line); }
  void paragraph_break() { want(Gap::paragraph); }
  // Call once, at the end.
  void finish();

 private:
  enum class Gap : uint8_t { none, space, line, paragraph };

  // Spaces of preformatted text that stay if something visible follows in their line.
  struct Held {
    uint32_t start, end;
    bool odd;
  };

  void want(Gap gap) {
    if (gap > gap_) gap_ = gap;
    if (gap >= Gap::line) held_.clear();
  }
  void keep_range(uint32_t start, uint32_t end, bool preformatted);
  uint32_t keep_special(uint32_t at, bool preformatted);
  void keep_space(uint32_t at, uint32_t after, bool odd, bool preformatted);
  void break_preformatted() { want(gap_ >= Gap::line ? Gap::paragraph : Gap::line); }
  void edit_gap(uint32_t at, std::string_view text);
  void flush(uint32_t at);
  bool joins_letters(uint32_t at, uint32_t after) const;

  std::string_view source_;
  CharacterOptions options_;
  EditList& edits_;
  uint32_t done_ = 0;  // the source up to here is decided
  Gap gap_ = Gap::none;
  bool started_ = false;
  std::vector<Held> held_;
};

}  // namespace docmill::cleaner
