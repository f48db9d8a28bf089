#include "classify/block_model.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>

#include "docmill/base/utf8.hpp"

namespace docmill::cleaner {

std::optional<CueProblem> BlockModel::read(std::string_view file) {
  static constexpr std::string_view uses[] = {"page", "text"};
  for (auto& w : weights_) w.clear();
  if (!utf8::is_valid(file)) return CueProblem{1, 1, "a file of weights is UTF-8 text"};
  for (uint32_t number = 1; !file.empty(); ++number) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    std::string_view row = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (row.empty() || row.front() == '#') continue;
    const std::size_t tab = row.find('\t');
    const std::size_t second = tab == std::string_view::npos ? tab : row.find('\t', tab + 1);
    if (second == std::string_view::npos || row.find('\t', second + 1) != std::string_view::npos)
      return CueProblem{number, 1, "a weight is three fields with tabs between them: model, feature, weight"};
    const std::string_view use = row.substr(0, tab), name = row.substr(tab + 1, second - tab - 1),
                           weight = row.substr(second + 1);
    const auto* const use_at = std::find(std::begin(uses), std::end(uses), use);
    if (use_at == std::end(uses))
      return CueProblem{number, 1, "no model '" + std::string(use) + "'; it is page or text"};
    const std::size_t feature = feature_number(name);
    if (feature == n_features())
      return CueProblem{number, static_cast<uint32_t>(tab + 2),
                        "no feature '" + std::string(name) + "'; features are a group and a value, as in words=9-15"};
    int32_t value = 0;
    const auto read = std::from_chars(weight.data(), weight.data() + weight.size(), value);
    if (read.ec != std::errc() || read.ptr != weight.data() + weight.size() || value < -10000 || value > 10000)
      return CueProblem{number, static_cast<uint32_t>(second + 2), "a weight is a whole number from -10000 to 10000"};
    auto& weights = weights_[static_cast<std::size_t>(use_at - std::begin(uses))];
    if (weights.empty()) weights.assign(n_features(), 0);
    weights[feature] = value;
  }
  return std::nullopt;
}

int32_t BlockModel::score(Use use, const FeatureList& features) const {
  int32_t sum = 0;
  for (const uint16_t f : features) sum += weights_[use][f];
  return sum;
}

}  // namespace docmill::cleaner
