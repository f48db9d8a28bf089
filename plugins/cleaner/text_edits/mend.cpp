#include "text_edits/mend.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

namespace {

// The characters of the bytes 0x80 to 0x9F (Windows-1252) and 0x80 to 0xBF (Windows-1251); 0: none.
constexpr std::array<char16_t, 32> windows_1252_places = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
constexpr std::array<char16_t, 64> windows_1251 = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A,
    0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0,      0x2122,
    0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6,
    0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456,
    0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457};

template <std::size_t N>
int place_in(const std::array<char16_t, N>& table, char32_t c) {
  for (std::size_t i = 0; i < N; ++i)
    if (table[i] == c && c != 0) return static_cast<int>(0x80 + i);
  return -1;
}

// The byte that a character was, or -1.
int western_byte(char32_t c) {
  if (c >= 0x80 && c <= 0xFF) return static_cast<int>(c);  // Latin-1, and Windows-1252 from 0xA0 on
  return c > 0xFF && c <= 0x2122 ? place_in(windows_1252_places, c) : -1;
}
int cyrillic_byte(char32_t c) {
  if (c >= 0x410 && c <= 0x44F) return static_cast<int>(c - 0x410 + 0xC0);
  return c <= 0x2122 ? place_in(windows_1251, c) : -1;
}

struct Sequence {
  uint32_t start, end;  // in the source
  std::string text;     // what it was
};

// The bytes of a sequence of UTF-8, as characters of an encoding.
template <class ByteOf>
bool sequence_at(std::string_view source, std::size_t at, ByteOf byte_of, Sequence& found) {
  std::size_t next = at;
  const int lead = byte_of(utf8::next(source, next));
  if (lead < 0xC2 || lead > 0xF4) return false;
  const int size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::string bytes(1, static_cast<char>(lead));
  for (int i = 1; i < size; ++i) {
    if (next >= source.size()) return false;
    const int byte = byte_of(utf8::next(source, next));
    if (byte < 0x80 || byte > 0xBF) return false;
    bytes += static_cast<char>(byte);
  }
  if (!utf8::is_valid(bytes)) return false;
  found = {static_cast<uint32_t>(at), static_cast<uint32_t>(next), std::move(bytes)};
  return true;
}

struct Found {
  std::vector<Sequence> sequences;
  std::size_t others = 0;  // characters above U+007F that are in none
};

template <class ByteOf>
Found find_sequences(std::string_view source, ByteOf byte_of) {
  Found found;
  Sequence sequence;
  for (std::size_t at = find_at_least(source, 0x80, 0); at < source.size();) {
    if (sequence_at(source, at, byte_of, sequence)) {
      at = sequence.end;
      found.sequences.push_back(std::move(sequence));
    } else {
      utf8::next(source, at);
      ++found.others;
    }
    if (at < source.size() && static_cast<unsigned char>(source[at]) < 0x80) at = find_at_least(source, 0x80, at);
  }
  return found;
}

// Could there be a sequence at all? Its first character is one of U+00C0 to U+00FF with another above U+007F behind it;
// in Cyrillic "Р" or "С" with a sign behind it that is no letter of Russian, which is rare in real text.
struct Suspicion {
  bool western = false, cyrillic = false;
};
// Bytes, or vectors of them, that stand one behind the other.
template <class Byte>
auto begins_western(Byte b0, Byte b2) {
  return (b0 == 0xC3) & (b2 >= 0xC2);
}
template <class Byte>
auto begins_cyrillic(Byte b0, Byte b1, Byte b2, Byte b3) {
  const auto letter = ((b2 == 0xD0) & (b3 >= 0x90)) | ((b2 == 0xD1) & (b3 <= 0x8F));
  return (b0 == 0xD0) & ((b1 == 0xA0) | (b1 == 0xA1)) & (b2 >= 0xC2) & (letter == 0);
}

Suspicion suspect(std::string_view source) {
  using namespace detail;
  Suspicion found;
  std::size_t at = 0;
  for (; at + scan_width + 3 <= source.size(); at += scan_width) {
    const char* p = source.data() + at;
    const Bytes16 b0 = load(p), b1 = load(p + 1), b2 = load(p + 2), b3 = load(p + 3);
    found.western = found.western || any(begins_western(b0, b2));
    found.cyrillic = found.cyrillic || any(begins_cyrillic(b0, b1, b2, b3));
  }
  const auto byte = [&](std::size_t i) { return i < source.size() ? static_cast<uint8_t>(source[i]) : uint8_t{0}; };
  for (; at < source.size(); ++at) {
    found.western = found.western || begins_western(byte(at), byte(at + 2));
    found.cyrillic = found.cyrillic || begins_cyrillic(byte(at), byte(at + 1), byte(at + 2), byte(at + 3));
  }
  return found;
}

// "Ã©", "Â«", "â€™": letters and marks of the West. Others may be real: "MENÜ“" ends a quotation.
int strength(const Sequence& s) {
  if (s.text[0] == '\xC2' || s.text[0] == '\xC3') return 1;
  return s.text[0] == '\xE2' && (s.text[1] == '\x80' || s.text[1] == '\x82' || s.text[1] == '\x84') ? 2 : 0;
}

// Most of what is above U+007F.
bool is_most(const Found& found) { return found.sequences.size() >= 4 && found.sequences.size() >= found.others * 4; }

void take(const Found& found, bool all, EditList& edits) {
  for (const Sequence& s : found.sequences)
    if (all || strength(s) > 0) edits.replace(s.start, s.end, s.text);
}

}  // namespace

bool mend_encoding(std::string_view source, EditList& edits) {
  edits.clear();
  const Suspicion suspicion = suspect(source);
  if (suspicion.western) {
    const Found found = find_sequences(source, western_byte);
    int strong = 0;
    for (const Sequence& s : found.sequences) strong += strength(s);
    if (strong >= 2 || is_most(found)) take(found, is_most(found), edits);
  }
  if (suspicion.cyrillic && edits.empty()) {
    const Found found = find_sequences(source, cyrillic_byte);
    if (is_most(found)) take(found, true, edits);
  }
  return !edits.empty();
}

bool mend_references(std::string_view source, EditList& edits) {
  edits.clear();
  std::string text;
  for (std::size_t at = source.find('&'); at < source.size(); at = source.find('&', at)) {
    text.clear();
    const uint32_t length = read_character_reference(source, static_cast<uint32_t>(at), text);
    if (length != 0 && source[at + length - 1] == ';') {
      edits.replace(static_cast<uint32_t>(at), static_cast<uint32_t>(at) + length, text);
      at += length;
    } else {
      ++at;
    }
  }
  return !edits.empty();
}

}  // namespace docmill::cleaner
