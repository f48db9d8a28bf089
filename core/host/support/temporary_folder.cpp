#include "host/support/temporary_folder.hpp"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace docmill::host {

Result<std::unique_ptr<TemporaryFolder>> TemporaryFolder::make(const std::string& prefix,
                                                               const std::filesystem::path& where) {
  std::error_code error;
  const std::filesystem::path parent = where.empty() ? std::filesystem::temp_directory_path(error) : where;
  if (error) return Status(Trouble::io, "no folder for temporary files (TMPDIR): " + error.message());
  std::string name = (parent / (prefix + "-XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr)
    return Status(Trouble::io, parent.string() + ": no temporary folder can be made there: " + std::strerror(errno));
  return std::unique_ptr<TemporaryFolder>(new TemporaryFolder(name));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!kept_) std::filesystem::remove_all(path_, ignored);
}

}  // namespace docmill::host
