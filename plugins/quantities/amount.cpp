#include "amount.hpp"

namespace docmill::quantities {

std::string Amount::text() const {
  std::string s = std::to_string(digits);
  if (digits == 0) return s;
  if (exponent >= 0) return s.append(static_cast<std::size_t>(exponent), '0');
  const auto decimals = static_cast<std::size_t>(-exponent);
  if (s.size() <= decimals) s.insert(0, decimals + 1 - s.size(), '0');
  s.insert(s.size() - decimals, 1, '.');
  while (s.back() == '0') s.pop_back();
  if (s.back() == '.') s.pop_back();
  return s;
}

}  // namespace docmill::quantities
