// A stage that no writer knows: finds words such as A100 and B52 (a capital letter, then two or three digits).
#include <docmill/sdk/stage.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
// Bytes of other alphabets count as letters, so that a name inside a longer word is left alone.
bool is_word(char c) {
  return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80) != 0;
}

// The length of the chip name that begins at `at`, or 0.
std::size_t chip_at(std::string_view text, std::size_t at) {
  if (!is_capital(text[at]) || (at != 0 && is_word(text[at - 1]))) return 0;
  std::size_t end = at + 1;
  while (end < text.size() && is_digit(text[end])) ++end;
  const std::size_t digits = end - at - 1;
  const bool closed = end == text.size() || !is_word(text[end]);
  return closed && (digits == 2 || digits == 3) ? end - at : 0;
}

std::optional<std::string_view> vendor_of(char series) {
  switch (series) {
    case 'A':
    case 'B':
    case 'H': return "Nvidia";
    case 'M': return "AMD";
    default: return std::nullopt;
  }
}

struct ChipFinder {
  static constexpr docmill::Info info{"chip-finder", "1.0.0", "finds words of a capital letter and two or three digits",
                                      docmill::pure};
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the clean text"));
  static constexpr auto provided = docmill::ports(docmill::port::spans(
      "chips", "text", "names that look like chips", docmill::field::string("vendor", "who makes it, by the letter")));

  void process(docmill::Document in, docmill::Output& out) const {
    const std::string_view text = in.text(0);
    docmill::Spans& chips = out.spans(0);
    for (std::size_t at = 0; at < text.size(); ++at) {
      const std::size_t length = chip_at(text, at);
      if (length == 0) continue;
      const auto start = static_cast<uint32_t>(at), end = static_cast<uint32_t>(at + length);
      chips.add({start, end, "chip", text.substr(at, length), 1.0});
      if (const auto vendor = vendor_of(text[at])) chips.string(0, *vendor);
      at += length - 1;
    }
  }
};

}  // namespace

DOCMILL_STAGES(ChipFinder);
