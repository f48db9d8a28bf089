#include "byte_kinds.hpp"

#include <array>
#include <cstring>

#include "byte_windows.hpp"

namespace docmill::language {

namespace {

// What is neither a letter nor a digit nor one of the signs of prose is rare, and looked up.
enum Rare : uint8_t { of_no_kind = 0, rare_mark = 1, rare_sign = 2, rare_control = 4 };
constexpr auto rare = [] {
  std::array<uint8_t, 128> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = rare_control;
  table[0x7F] = rare_control;
  for (const char c : std::string_view("#@/\\_={:(")) table[static_cast<std::size_t>(c)] |= rare_mark;
  for (const char c : std::string_view("{}[();=<>_$\\|&*+#/@")) table[static_cast<std::size_t>(c)] |= rare_sign;
  return table;
}();

// `bytes`: sixty-four.
template <class Windows>
[[gnu::always_inline]] inline void find_kinds(const char* bytes, ByteKinds& kinds) {
  using Bytes = typename Windows::Bytes;
  uint64_t letters = 0, capitals = 0, beyond = 0, blanks = 0, stops = 0, quotes = 0, dashes = 0, dots = 0, doubtful = 0;
  uint64_t brackets = 0, digits = 0, commas = 0;  // closing ones
  for (std::size_t i = 0; i < ByteKinds::size; i += sizeof(Bytes)) {
    Bytes b;
    std::memcpy(&b, bytes + i, sizeof b);
    const auto put = [i](uint64_t & kind, const auto& which) __attribute__((always_inline)) {
      kind |= uint64_t{Windows::high_bits(reinterpret_cast<const Bytes&>(which))} << i;
    };
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
void find_kinds_here(const char* bytes, ByteKinds& kinds) { find_kinds<OneWindow>(bytes, kinds); }
DOCMILL_FOR_WIDE_VECTORS void find_kinds_wide(const char* bytes, ByteKinds& kinds) {
  find_kinds<TwoWindows>(bytes, kinds);
}

}  // namespace

void read_kinds(std::string_view text, std::vector<ByteKinds>& kinds, bool by_wide_vectors) {
  const auto find = by_wide_vectors ? find_kinds_wide : find_kinds_here;
  const std::size_t before = kinds.size();
  kinds.resize(before + (text.size() + ByteKinds::size - 1) / ByteKinds::size);
  ByteKinds* next = kinds.data() + before;
  std::size_t at = 0;
  for (; at + ByteKinds::size <= text.size(); at += ByteKinds::size) find(text.data() + at, *next++);
  if (at == text.size()) return;
  std::array<char, ByteKinds::size> rest;
  rest.fill(',');
  std::memcpy(rest.data(), text.data() + at, text.size() - at);
  find(rest.data(), *next);
}

}  // namespace docmill::language
