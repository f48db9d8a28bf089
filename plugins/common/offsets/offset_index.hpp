// Offsets of a text in the unit that the reader counts in.
//
// Layers count bytes of UTF-8. Python, jq, SQLite and DuckDB slice by code points, JavaScript and Java by UTF-16 units.
// An index keeps the count at every 64th byte, made in one pass over the text; a look-up counts at most 63 bytes
// further, eight at a time. Spans may then end anywhere and overlap as they like without the cost growing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace docmill {

enum class Unit { codepoint, byte, utf16 };

// "codepoint", "byte", "utf16"
const char* name_of(Unit unit);
// The inverse; Unit::codepoint for anything else.
Unit unit_named(std::string_view name);

// Units that begin in valid UTF-8 text (a surrogate pair begins two). text.size() for Unit::byte.
uint32_t count_units(std::string_view text, Unit unit);

class OffsetIndex {
 public:
  // Forgets the text before; the new one is borrowed until the next call. Keeps its memory.
  void reset(std::string_view text, Unit unit);
  // Units in text[0, byte), byte <= text.size() on a code point border.
  uint32_t at(uint32_t byte) const {
    if (byte <= plain_) return byte;
    return counted(byte);
  }
  // The inverse: the byte before which `units` units stand. Nothing beyond the end of the text, or where the place lies
  // inside a character (between the two UTF-16 units of one, or the bytes of one).
  std::optional<uint32_t> byte_at(uint64_t units) const;

 private:
  uint32_t counted(uint32_t byte) const;

  std::string_view text_;
  Unit unit_ = Unit::byte;
  uint32_t plain_ = 0;                 // up to here bytes and units are the same
  uint32_t first_block_ = 0;           // the block that holds plain_: its count is checkpoints_[0]
  std::vector<uint32_t> checkpoints_;  // units before the block, for each block of 64 bytes from first_block_ on
};

}  // namespace docmill
