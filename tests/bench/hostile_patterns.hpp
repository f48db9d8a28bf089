// Documents made to cost: a piece that is repeated until the document has the size that is asked for.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/input/input.hpp"

namespace docmill::bench {

struct HostilePattern {
  const char* name;
  host::InputFormat format;
  std::string head;    // once, before
  std::string piece;   // again and again
  std::string middle;  // once, behind the pieces
  std::string close;   // as often as `piece`
};

const std::vector<HostilePattern>& hostile_patterns();

// About `bytes` long.
std::string document_of(const HostilePattern& pattern, std::size_t bytes);

}  // namespace docmill::bench
