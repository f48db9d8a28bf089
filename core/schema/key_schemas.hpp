// What the schema says of each key of the host. One line a key: name, schema.
#pragma once

#include <span>

namespace docmill::schema {

struct KeySchema {
  const char* table;
  const char* name;
  const char* schema;  // JSON
};

std::span<const KeySchema> key_schemas();

}  // namespace docmill::schema
