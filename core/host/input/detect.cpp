#include "host/input/detect.hpp"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <new>

namespace docmill::host {
namespace {

constexpr std::size_t looked_at_for_controls = 64 << 10;
constexpr std::size_t sample_size = 8000;  // what ICU looks at
constexpr std::size_t context = 40;        // bytes kept on each side of one that is not ASCII

bool is_binary_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1B) || byte == 0x7F;
}

// UTF-16 without a mark: in text of most scripts every second byte of many characters is the same small one, NUL among
// ASCII. Counts NULs at even and odd places.
std::optional<Encoding> guess_utf16(std::string_view bytes) {
  bytes = bytes.substr(0, looked_at_for_controls);
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) (i % 2 == 0 ? even : odd) += bytes[i] == '\0';
  const std::size_t few = bytes.size() / 20;
  if (odd > few && odd > 8 * even) return find_encoding("utf-16le");
  if (even > few && even > 8 * odd) return find_encoding("utf-16be");
  return std::nullopt;
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
  return n > bytes.size() / 20 && !guess_utf16(bytes);
}

struct EncodingDetector::State {
  State() : detector(nullptr, ucsdet_close) {
    UErrorCode status = U_ZERO_ERROR;
    detector.reset(ucsdet_open(&status));
    if (U_FAILURE(status)) throw std::bad_alloc();
  }
  std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector;
};

EncodingDetector::EncodingDetector() = default;
EncodingDetector::~EncodingDetector() = default;
EncodingDetector::EncodingDetector(EncodingDetector&&) noexcept = default;

std::vector<Encoding> EncodingDetector::guess(std::string_view bytes) {
  if (!state_) state_ = std::make_unique<State>();
  std::vector<Encoding> guesses;
  if (auto utf16 = guess_utf16(bytes)) guesses.push_back(std::move(*utf16));
  const std::string sample = sample_of(bytes);
  UErrorCode status = U_ZERO_ERROR;
  int32_t n = 0;
  ucsdet_setText(state_->detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
  const UCharsetMatch** matches = ucsdet_detectAll(state_->detector.get(), &n, &status);
  for (int32_t i = 0; U_SUCCESS(status) && i < n; ++i) {
    const char* name = ucsdet_getName(matches[i], &status);
    auto encoding = U_SUCCESS(status) ? find_encoding(name) : std::nullopt;
    if (encoding && encoding->name != "utf-8") guesses.push_back(std::move(*encoding));
  }
  return guesses;
}

}  // namespace docmill::host
