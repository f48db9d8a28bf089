#include "scaffold/write_project.hpp"

#include <fmt/format.h>

#include <system_error>

#include "host/support/write_text.hpp"

namespace docmill::scaffold {
namespace {

namespace fs = std::filesystem;

Status write_file(const fs::path& path, const ProjectFile& file) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  if (error) return host::not_written(path.parent_path(), error.value());
  if (Status s = host::write_text(path, file.content); !s.ok()) return s;
  if (file.executable)
    fs::permissions(path, fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec, fs::perm_options::add,
                    error);
  return {};
}

}  // namespace

Status write_new_file(const fs::path& path, const std::string& content) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(path, error)))
    return {Trouble::usage, fmt::format("{} is there already and is left as it is", path.string())};
  return write_file(path, {path.string(), content, false});
}

Status write_project(const fs::path& where, const std::vector<ProjectFile>& files) {
  const fs::path folder = where.has_filename() ? where : where.parent_path();  // "x/" is x
  std::error_code error;
  if (folder.has_parent_path()) fs::create_directories(folder.parent_path(), error);
  // Only what this call has made may be removed again below: somebody else may make it at the same time.
  const bool is_new = !error && fs::create_directory(folder, error);
  std::error_code ignored;
  if (!is_new && fs::exists(fs::symlink_status(folder, ignored)))
    return {Trouble::usage,
            fmt::format("{} is there already and is left as it is; name another folder by --folder", folder.string())};
  if (!is_new) return host::not_written(folder, error.value());
  for (const ProjectFile& file : files)
    if (Status status = write_file(folder / file.path, file); !status.ok()) {
      fs::remove_all(folder, error);  // it was not there before; a half of it would be in the way of the next try
      return status;
    }
  return {};
}

}  // namespace docmill::scaffold
