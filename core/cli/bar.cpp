#include "cli/bar.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace docmill::cli {

std::string bar(double part, double most, std::size_t width) {
  static constexpr std::array<std::string_view, 8> eighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (!(part > 0) || !(most > 0)) return "";
  const auto length = static_cast<std::size_t>(std::min(part / most, 1.0) * static_cast<double>(8 * width));
  const std::size_t n = std::max<std::size_t>(length, 1);
  std::string out;
  for (std::size_t i = 0; i < n / 8; ++i) out += "█";
  return out += eighths[n % 8];
}

}  // namespace docmill::cli
