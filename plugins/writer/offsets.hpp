// Offsets of a text in the unit that the reader counts in.
//
// Layers count bytes of UTF-8. Python, jq, SQLite and DuckDB slice by code points, JavaScript and Java by UTF-16 units.
// An index keeps the count at every 64th byte, made in one pass over the text; a look-up counts at most 63 bytes
// further, eight at a time. Spans may then end anywhere and overlap as they like without the cost growing.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "docmill/sdk/document.hpp"

namespace docmill::writer {

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

 private:
  uint32_t counted(uint32_t byte) const;

  std::string_view text_;
  Unit unit_ = Unit::byte;
  uint32_t plain_ = 0;                 // up to here bytes and units are the same
  uint32_t first_block_ = 0;           // the block that holds plain_: its count is checkpoints_[0]
  std::vector<uint32_t> checkpoints_;  // units before the block, for each block of 64 bytes from first_block_ on
};

// Ranges of a text as bytes of the source, like docmill::source_range, for spans that come sorted by start: the search
// goes on from where it was. Any other order is right too, only slower.
class SourceCursor {
 public:
  void reset(const docmill_map_run* map, uint64_t n_map);
  SourceRange range(uint32_t start, uint32_t end);

 private:
  uint64_t run_of(uint64_t from, uint32_t offset) const;

  const docmill_map_run* map_ = nullptr;
  uint64_t n_map_ = 0;
  uint64_t run_ = 0;  // of the last start
};

}  // namespace docmill::writer
