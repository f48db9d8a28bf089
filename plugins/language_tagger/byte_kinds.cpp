#include "byte_kinds.hpp"

#include <array>
#include <cstring>

#include "byte_windows.hpp"

namespace docmill::language {

namespace {

constexpr std::string_view blanks_of_ascii = " \t\n\r";
constexpr std::string_view rare_marks = "#@/\\_={:(", rare_signs = "{}[();=<>_$\\|&*+#/@";
constexpr bool is_control(std::size_t c) { return c < 0x20 || c == 0x7F; }

// What is neither a letter nor a digit nor one of the signs of prose is rare, and looked up.
enum Rare : uint8_t { of_no_kind = 0, rare_mark = 1, rare_sign = 2, rare_control = 4 };
constexpr auto rare = [] {
  std::array<uint8_t, 128> table{};
  for (std::size_t c = 0; c < table.size(); ++c) table[c] = is_control(c) ? rare_control : of_no_kind;
  for (const char c : rare_marks) table[static_cast<std::size_t>(c)] |= rare_mark;
  for (const char c : rare_signs) table[static_cast<std::size_t>(c)] |= rare_sign;
  return table;
}();

// `bytes`: sixty-four.
inline void find_kinds(const char* bytes, ByteKinds& kinds) {
  uint64_t letters = 0, capitals = 0, beyond = 0, blanks = 0, stops = 0, quotes = 0, dashes = 0, dots = 0, doubtful = 0;
  uint64_t brackets = 0, digits = 0, commas = 0;  // closing ones
  for (std::size_t i = 0; i < ByteKinds::size; i += window) {
    const WindowBytes b = bytes16::load(bytes + i);
    const auto put = [i](uint64_t& kind, const auto& which) { kind |= uint64_t{high_bits(which)} << i; };
    const auto of_letters = (b | 0x20) - 'a' <= 'z' - 'a';
    put(letters, of_letters);
    put(capitals, of_letters & (b < 'a'));
    put(beyond, b);
    put(blanks, (b == ' ') | (b == '\t') | (b == '\n') | (b == '\r'));
    put(dots, b == '.');
    put(stops, (b == '.') | (b == '!') | (b == '?'));
    put(brackets, (b == ')') | (b == ']'));
    put(quotes, (b == '"') | (b == '\''));
    put(dashes, b == '-');
    put(digits, b - '0' <= '9' - '0');
    put(commas, b == ',');
    put(doubtful, (b == 0xC2) | (b >= 0xEF));
  }
  uint64_t marks = digits | dots, signs = brackets;
  uint64_t rest = ~(letters | beyond | blanks | stops | brackets | quotes | dashes | digits | commas);
  for (; rest != 0; rest &= rest - 1) {
    const int at = std::countr_zero(rest);
    const uint8_t sort = rare[static_cast<std::size_t>(bytes[at])];
    marks |= uint64_t{(sort & rare_mark) != 0} << at;
    signs |= uint64_t{(sort & rare_sign) != 0} << at;
    doubtful |= uint64_t{(sort & rare_control) != 0} << at;
  }
  kinds = {letters, capitals, beyond, blanks, stops, brackets | quotes, dashes, dots, marks, signs, doubtful};
}
void find_kinds_here(const char* bytes, std::size_t n, ByteKinds* kinds) {
  for (std::size_t i = 0; i < n; ++i) find_kinds(bytes + i * ByteKinds::size, kinds[i]);
}

// Which bytes are of a kind: for each lower half a bit for each of the upper halves that ASCII has; all twice.
using Halves = std::array<uint8_t, 32>;
template <class F>
constexpr Halves halves_of(F&& is_of) {
  Halves halves{};
  for (std::size_t c = 0; c < 128; ++c) {
    for (const std::size_t place : {c % 16, c % 16 + 16})
      halves[place] |= static_cast<uint8_t>(is_of(static_cast<char>(c)) << c / 16);
  }
  return halves;
}
constexpr bool is_in(std::string_view bytes, char c) { return bytes.find(c) != std::string_view::npos; }
constexpr Halves blanks_by_half = halves_of([](char c) { return is_in(blanks_of_ascii, c); });
constexpr Halves stops_by_half = halves_of([](char c) { return is_in(".!?", c); });
constexpr Halves closers_by_half = halves_of([](char c) { return is_in(")]\"'", c); });
constexpr Halves marks_by_half =
    halves_of([](char c) { return is_in(rare_marks, c) || c == '.' || (c >= '0' && c <= '9'); });
constexpr Halves signs_by_half = halves_of([](char c) { return is_in(rare_signs, c) || c == ')' || c == ']'; });
constexpr Halves controls_by_half =
    halves_of([](char c) { return is_control(static_cast<std::size_t>(c)) && !is_in(blanks_of_ascii, c); });
// For each upper half its bit; no byte beyond ASCII has all of them.
constexpr Halves bits_of_halves = [] {
  Halves bits{};
  for (std::size_t i = 0; i < bits.size(); ++i) bits[i] = i % 16 < 8 ? static_cast<uint8_t>(1 << i % 16) : 0xFF;
  return bits;
}();

// Of `n` times sixty-four.
DOCMILL_FOR_WIDE_VECTORS void find_kinds_wide(const char* bytes, std::size_t n, ByteKinds* kinds) {
  using Bytes = bytes32::Bytes;
  for (; n > 0; --n, ++kinds) {
    ByteKinds found;
#pragma GCC unroll 2
    for (std::size_t i = 0; i < ByteKinds::size; i += sizeof(Bytes), bytes += sizeof(Bytes)) {
      Bytes b, bits;
      std::memcpy(&b, bytes, sizeof b);
      std::memcpy(&bits, bits_of_halves.data(), sizeof bits);
      bits = bytes32::look_up(bits, b >> 4);
      const auto put = [&](uint64_t& kind, const auto& which) DOCMILL_WITHIN_WIDE_VECTORS {
        kind |= uint64_t{bytes32::high_bits(reinterpret_cast<const Bytes&>(which))} << i;
      };
      const auto is_of = [&](const Halves& kind) DOCMILL_WITHIN_WIDE_VECTORS {
        Bytes halves;
        std::memcpy(&halves, kind.data(), sizeof halves);
        return (bytes32::look_up(halves, b) & bits) == bits;
      };
      const auto of_letters = (b | 0x20) - 'a' <= 'z' - 'a';
      put(found.letters, of_letters);
      put(found.capitals, of_letters & (b < 'a'));
      put(found.beyond, b);
      put(found.blanks, is_of(blanks_by_half));
      put(found.stops, is_of(stops_by_half));
      put(found.closers, is_of(closers_by_half));
      put(found.dashes, b == '-');
      put(found.dots, b == '.');
      put(found.marks, is_of(marks_by_half));
      put(found.signs, is_of(signs_by_half));
      put(found.doubtful, is_of(controls_by_half) | (b == 0xC2) | (b >= 0xEF));
    }
    *kinds = found;
  }
}

}  // namespace

void read_kinds(std::string_view text, std::vector<ByteKinds>& kinds, bool by_wide_vectors) {
  const auto find = by_wide_vectors ? find_kinds_wide : find_kinds_here;
  const std::size_t before = kinds.size(), whole = text.size() / ByteKinds::size, rest = text.size() % ByteKinds::size;
  kinds.resize(before + whole + (rest > 0));
  if (whole > 0) find(text.data(), whole, kinds.data() + before);
  if (rest == 0) return;
  std::array<char, ByteKinds::size> end;
  end.fill(',');
  std::memcpy(end.data(), text.data() + text.size() - rest, rest);
  find(end.data(), 1, &kinds.back());
}

}  // namespace docmill::language
