// A value of a pipeline file with its place: what is left of TOML once pipeline_file.cpp has read it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"

namespace docmill::host {

struct Value;
struct Entry;
using Array = std::vector<Value>;
using Table = std::vector<Entry>;  // in the order of the file

struct Value {
  std::variant<bool, int64_t, double, std::string, Array, Table> data;
  Place place;  // of the value

  // "a boolean", "an integer", "a number", "a string", "an array", "a table": for messages.
  const char* type_name() const;
};

struct Entry {
  std::string key;
  Place key_place;
  Value value;
};

}  // namespace docmill::host
