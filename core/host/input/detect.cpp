#include "host/input/detect.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

#include "docmill/base/utf8.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t looked_at_for_controls = 64 << 10;
constexpr std::size_t sample_size = 8000;
constexpr std::size_t looked_at_for_language = 1024;
constexpr std::size_t context = 40;  // bytes kept on each side of one that is not ASCII

bool is_binary_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1B) || byte == 0x7F;
}

// What is not ASCII, with its surroundings: a long English page with one French name must not look like English.
std::string sample_of(std::string_view bytes) {
  std::string sample;
  std::size_t taken = 0;  // bytes before it are in the sample or left out
  for (std::size_t i = 0; i < bytes.size() && sample.size() < sample_size; ++i) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) continue;
    const std::size_t begin = std::max(taken, i > context ? i - context : 0);
    const std::size_t end = std::min(bytes.size(), i + context);
    if (end <= begin) continue;
    // Between two pieces that do not touch: a byte that ends any sequence.
    if (begin > taken && !sample.empty()) sample += '\n';
    sample += bytes.substr(begin, end - begin);
    taken = end;
  }
  sample.resize(std::min(sample.size(), sample_size));
  return sample;
}

}  // namespace

bool looks_binary(std::string_view bytes) {
  bytes = bytes.substr(0, looked_at_for_controls);
  const auto n = static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), is_binary_byte));
  return n > bytes.size() / 20 && !find_unmarked_utf16(bytes);
}

std::optional<Encoding> find_unmarked_utf16(std::string_view bytes) {
  const std::size_t size = bytes.size();
  bytes = bytes.substr(0, looked_at_for_controls);
  if (size % 2 != 0 || size < 8 || std::memchr(bytes.data(), '\0', bytes.size()) == nullptr) return std::nullopt;
  std::size_t zeros[2] = {0, 0}, controls[2] = {0, 0};  // at even and at odd places
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    zeros[i % 2] += bytes[i] == '\0';
    controls[i % 2] += is_binary_byte(bytes[i]);
  }
  const std::size_t places = bytes.size() / 2;
  const bool is_utf8 = utf8::is_valid(bytes);
  for (const int high : {1, 0}) {
    const int low = 1 - high;
    // Of most alphabets all high bytes are below U+1000, so that the text is valid ASCII, of a kind that nobody writes.
    const bool alphabetic = controls[high] * 10 >= places * 8 && controls[high] > 3 * controls[low];
    // East Asian text has few characters below U+0100; no other text has NULs at one kind of place only.
    const bool ideographic = !is_utf8 && zeros[high] > bytes.size() / 100 && zeros[high] > 8 * zeros[low];
    if (alphabetic || ideographic) return find_encoding(high == 1 ? "utf-16le" : "utf-16be");
  }
  return std::nullopt;
}

std::optional<Encoding> find_iso_2022(std::string_view bytes) {
  struct Escape {
    std::string_view bytes, encoding;
  };
  static constexpr std::array<Escape, 7> escapes{{{"\x1B$B", "iso-2022-jp"},
                                                  {"\x1B$@", "iso-2022-jp"},
                                                  {"\x1B(J", "iso-2022-jp"},
                                                  {"\x1B(I", "iso-2022-jp"},
                                                  {"\x1B$)C", "iso-2022-kr"},
                                                  {"\x1B$)A", "iso-2022-cn"},
                                                  {"\x1B$)G", "iso-2022-cn"}}};
  const std::size_t first = bytes.find('\x1B');
  if (first == std::string_view::npos) return std::nullopt;
  for (const Escape& escape : escapes)
    if (bytes.substr(first).starts_with(escape.bytes)) return find_encoding(escape.encoding);
  return std::nullopt;
}

std::string declared_language(std::string_view page) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  page = page.substr(0, looked_at_for_language);
  for (std::size_t at = 0; (at = page.find("lang", at)) != std::string_view::npos; ++at) {
    // xml:lang, lang; within the first tags, so that neither text nor hreflang is meant.
    const char before = at == 0 ? 'x' : page[at - 1];
    std::size_t i = at + 4;
    if ((before != ' ' && before != ':' && before != '\n' && before != '\t') || i + 3 >= page.size() || page[i] != '=')
      continue;
    ++i;
    if (page[i] == '"' || page[i] == '\'') ++i;
    const std::string language{lower(page[i]), lower(page[i + 1])};
    const bool is_language = language[0] >= 'a' && language[0] <= 'z' && language[1] >= 'a' && language[1] <= 'z';
    const bool ends = i + 2 >= page.size() || !std::isalpha(static_cast<unsigned char>(page[i + 2]));
    return ends && is_language ? language : "";
  }
  return "";
}

EncodingDetector::EncodingDetector() = default;
EncodingDetector::~EncodingDetector() = default;
EncodingDetector::EncodingDetector(EncodingDetector&&) noexcept = default;

const PlausibilityJudge& EncodingDetector::plausibility() {
  if (!plausibility_) plausibility_ = std::make_unique<PlausibilityJudge>();
  return *plausibility_;
}

std::vector<Plausibility> EncodingDetector::guess(std::string_view bytes, std::string_view language) {
  return plausibility().judge(sample_of(bytes), language);
}

std::optional<int64_t> EncodingDetector::judge(const Encoding& encoding, std::string_view bytes) {
  return plausibility().judge(encoding, sample_of(bytes));
}

}  // namespace docmill::host
