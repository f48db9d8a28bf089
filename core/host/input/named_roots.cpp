#include "host/input/named_roots.hpp"

#include <fmt/format.h>

#include <system_error>

namespace docmill::host {

// Of a folder around it, or of one in it.
const std::string* NamedRoots::around_or_in(const std::string& place) const {
  for (std::size_t slash = place.rfind('/'); slash != std::string::npos && slash != 0;
       slash = place.rfind('/', slash - 1))
    if (const auto around = roots_.find(place.substr(0, slash)); around != roots_.end()) return &around->second;
  const std::string below = place + '/';
  const auto in_it = roots_.lower_bound(below);
  return in_it != roots_.end() && in_it->first.starts_with(below) ? &in_it->second : nullptr;
}

std::optional<std::string> NamedRoots::add(const std::filesystem::path& root, const std::string& written) {
  std::error_code error;
  const std::string place = std::filesystem::canonical(root, error).string();
  if (error) return std::nullopt;
  std::optional<std::string> said;
  const auto [same, is_new] = roots_.emplace(place, written);
  if (!is_new) said = fmt::format("'{}' is named twice, so it is read twice", written);
  else if (const std::string* other = around_or_in(place))
    said = fmt::format("of '{}' and '{}' one lies in the other, so it is read twice", *other, written);
  return said;
}

}  // namespace docmill::host
