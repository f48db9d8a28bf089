#include "offsets/offset_index.hpp"

#include <algorithm>
#include <cstring>

#include "docmill/base/bytes16.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill {

namespace {

using bytes16::Bytes;

constexpr uint32_t block = 64;
constexpr uint64_t ones = 0x0101010101010101u;

uint32_t count_byte(char c, Unit unit) {
  if (!utf8::is_start(c)) return 0;
  return unit == Unit::utf16 && static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1;
}

// The sum of sixteen numbers, which is below 256.
uint32_t sum_of(Bytes numbers) {
  uint64_t halves[2];
  std::memcpy(halves, &numbers, sizeof numbers);
  return static_cast<uint32_t>(((halves[0] + halves[1]) * ones) >> 56);
}

// Units that begin in at most `block` bytes: those that continue nothing, and for UTF-16 one more for each first byte
// of four.
uint32_t count_block(const char* at, std::size_t size, Unit unit) {
  uint32_t n = 0;
  if (size < bytes16::size) {
    for (std::size_t i = 0; i < size; ++i) n += count_byte(at[i], unit);
    return n;
  }
  Bytes continuing{}, of_four{};  // how many, by place in sixteen; what a comparison finds is -1
  const auto look_at = [&](Bytes bytes, Bytes which) {
    continuing -= bytes16::is_between(bytes, '\x80', '\xBF') & which;
    if (unit == Unit::utf16) of_four -= bytes16::is_between(bytes, '\xF0', '\xFF') & which;
  };
  std::size_t i = 0;
  for (; i + bytes16::size <= size; i += bytes16::size) look_at(bytes16::load(at + i), ~Bytes{});
  // Of the last sixteen bytes those that were not counted.
  constexpr char last_ones[] =
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF";
  if (i != size) look_at(bytes16::load(at + size - bytes16::size), bytes16::load(last_ones + (size - i)));
  return static_cast<uint32_t>(size) - sum_of(continuing) + sum_of(of_four);
}

uint32_t count(const char* at, std::size_t size, Unit unit) {
  uint32_t n = 0;
  for (; size > block; at += block, size -= block) n += count_block(at, block, unit);
  return n + count_block(at, size, unit);
}

// Bytes of ASCII at the start of the text.
std::size_t ascii_prefix(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    uint64_t w;
    std::memcpy(&w, text.data() + i, sizeof w);
    if ((w & (ones << 7)) != 0) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

}  // namespace

const char* name_of(Unit unit) {
  switch (unit) {
    case Unit::byte: return "byte";
    case Unit::utf16: return "utf16";
    default: return "codepoint";
  }
}

Unit unit_named(std::string_view name) {
  if (name == "byte") return Unit::byte;
  if (name == "utf16") return Unit::utf16;
  return Unit::codepoint;
}

uint32_t count_units(std::string_view text, Unit unit) {
  return unit == Unit::byte ? static_cast<uint32_t>(text.size()) : count(text.data(), text.size(), unit);
}

void OffsetIndex::reset(std::string_view text, Unit unit) {
  text_ = text;
  unit_ = unit;
  checkpoints_.clear();
  plain_ = static_cast<uint32_t>(unit == Unit::byte ? text.size() : ascii_prefix(text));
  if (plain_ == text.size()) return;
  first_block_ = plain_ / block;
  uint32_t units = first_block_ * block;
  for (std::size_t at = units; at < text.size(); at += block) {
    checkpoints_.push_back(units);
    units += count_block(text.data() + at, std::min<std::size_t>(block, text.size() - at), unit);
  }
  if (text.size() % block == 0) checkpoints_.push_back(units);  // the end of the text, which begins no block
}

uint32_t OffsetIndex::counted(uint32_t byte) const {
  const uint32_t in_block = byte % block;
  return checkpoints_[byte / block - first_block_] + count_block(text_.data() + byte - in_block, in_block, unit_);
}

std::optional<uint32_t> OffsetIndex::byte_at(uint64_t units) const {
  if (units > text_.size()) return std::nullopt;
  auto byte = static_cast<uint32_t>(units);
  if (byte <= plain_) return utf8::is_border(text_, byte) ? std::optional(byte) : std::nullopt;
  // The last block that begins at or before the place, then character by character.
  const auto after = std::upper_bound(checkpoints_.begin(), checkpoints_.end(), byte);
  const auto blocks = static_cast<uint32_t>(after - checkpoints_.begin() - 1);
  uint64_t counted = checkpoints_[blocks];
  for (byte = (first_block_ + blocks) * block; counted < units && byte < text_.size(); ++byte)
    counted += count_byte(text_[byte], unit_);
  while (byte < text_.size() && !utf8::is_start(text_[byte])) ++byte;  // the rest of the character
  return counted == units ? std::optional(byte) : std::nullopt;
}

}  // namespace docmill
