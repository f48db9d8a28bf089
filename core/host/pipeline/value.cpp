#include "host/pipeline/value.hpp"

namespace docmill::host {

const char* Value::type_name() const {
  static constexpr const char* names[] = {"a boolean", "an integer", "a number", "a string", "an array", "a table"};
  static_assert(std::size(names) == std::variant_size_v<decltype(data)>);
  return names[data.index()];
}

}  // namespace docmill::host
