// An amount as it is written: exact, in decimal.
#pragma once

#include <cstdint>
#include <string>

namespace docmill::quantities {

struct Amount {
  uint64_t digits = 0;  // the amount is digits × 10^exponent
  int exponent = 0;

  // "1200000000", "3.5", "0.05": no separators, no zeros at the end of a fraction. Exponents from -30 to 30.
  std::string text() const;
};

}  // namespace docmill::quantities
