// Hosts older and newer than this one, as a stage sees them: structs of other sizes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "checker/strict_host/placement.hpp"
#include "docmill/stage_abi.h"

namespace docmill::checker {

// What a host of one minor hands over: how far each of its structs reaches. Functions that it lacks lie beyond the end.
struct HostShape {
  const char* name = "";  // "1.0"
  uint16_t minor = 0;
  uint32_t setup = 0, catalogue_entry = 0, field = 0, output = 0, batch = 0, document = 0, layer = 0;
  uint32_t source = 0, cut = 0, record = 0;  // of readers; 0: there were none
  bool operator==(const HostShape&) const = default;
};

// This host.
inline constexpr HostShape this_host = {"",
                                        DOCMILL_ABI_MINOR,
                                        sizeof(docmill_setup),
                                        sizeof(docmill_catalogue_entry),
                                        sizeof(docmill_field),
                                        sizeof(docmill_output),
                                        sizeof(docmill_batch),
                                        sizeof(docmill_document),
                                        sizeof(docmill_layer),
                                        sizeof(docmill_source),
                                        sizeof(docmill_cut),
                                        sizeof(docmill_record)};

// Every minor that was released, oldest first. The numbers are frozen: a new minor adds a row.
const std::vector<HostShape>& released_hosts();

// What a host of a minor to come may look like: everything is longer, and the tails hold what nobody knows yet.
HostShape host_to_come();

// `value` as that host has it: `size` bytes (what lies beyond T is filled with 0xDB), which the struct says of itself.
template <class T>
const T* place_as(const T& value, uint32_t size, Placement& placement) {
  if (size == sizeof(T)) return placement.place_array(&value, 1);
  std::vector<char> bytes(size, '\xDB');
  std::memcpy(bytes.data(), &value, std::min<std::size_t>(size, sizeof(T)));
  std::memcpy(bytes.data(), &size, sizeof size);  // `size` comes first in every struct that grows
  return static_cast<const T*>(placement.place(bytes.data(), bytes.size()));
}

}  // namespace docmill::checker
