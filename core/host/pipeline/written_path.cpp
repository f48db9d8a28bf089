#include "host/pipeline/pipeline_file.hpp"

namespace docmill::host {

std::filesystem::path WrittenPath::resolved() const {
  if (text == "-") return text;
  std::filesystem::path path = (base / text).lexically_normal();
  return path.empty() ? "." : path;  // a pipeline in the working folder has an empty base
}

}  // namespace docmill::host
