#include "host/pipeline/pipeline_file.hpp"

namespace docmill::host {

std::filesystem::path WrittenPath::resolved() const {
  if (text == "-") return text;
  return (base / text).lexically_normal();
}

}  // namespace docmill::host
