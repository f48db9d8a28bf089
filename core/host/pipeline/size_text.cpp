#include "host/pipeline/size_text.hpp"

#include <array>
#include <charconv>

namespace docmill::host {
namespace {

struct Unit {
  std::string_view name;
  uint64_t bytes;
};
// In the order in which size_text tries them.
constexpr std::array units = {Unit{"GiB", uint64_t{1} << 30},
                              Unit{"MiB", uint64_t{1} << 20},
                              Unit{"KiB", uint64_t{1} << 10},
                              Unit{"GB", 1'000'000'000},
                              Unit{"MB", 1'000'000},
                              Unit{"KB", 1'000},
                              Unit{"B", 1}};

}  // namespace

std::optional<uint64_t> parse_size(std::string_view text) {
  uint64_t count = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc()) return std::nullopt;
  std::string_view name(rest, static_cast<std::size_t>(end - rest));
  if (name.empty()) return count;
  while (name.starts_with(' ')) name.remove_prefix(1);
  for (const Unit& unit : units) {
    uint64_t bytes = 0;
    if (name == unit.name && !__builtin_mul_overflow(count, unit.bytes, &bytes)) return bytes;
  }
  return std::nullopt;
}

std::string size_text(uint64_t bytes) {
  for (const Unit& unit : units) {
    if (bytes != 0 && bytes % unit.bytes == 0) return std::to_string(bytes / unit.bytes) + ' ' + std::string(unit.name);
  }
  return "0 B";
}

}  // namespace docmill::host
