#include "host/output/output_places.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <system_error>

#include "host/support/links.hpp"
#include "host/support/working_folder.hpp"

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

// "out/", "out/.", "./out" are all "out"; empty when no folder can be made of it.
fs::path plain(const fs::path& out) {
  fs::path path = out.lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  return path.filename() == "." || path.filename() == ".." || path == path.root_path() ? fs::path() : path;
}

bool is_mount_point(const fs::path& folder) {
  struct statx info {};
  if (::statx(AT_FDCWD, folder.c_str(), 0, STATX_BASIC_STATS, &info) == 0 &&
      (info.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) != 0)
    return (info.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
  struct stat here, above;  // a kernel before 5.8: bind mounts of the same file system are not seen
  return ::stat(folder.c_str(), &here) == 0 && ::stat((folder / "..").c_str(), &above) == 0 &&
         here.st_dev != above.st_dev;
}

bool can_write(const fs::path& folder) { return ::faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) == 0; }

}  // namespace

fs::path plain_output_path(const fs::path& out) {
  const fs::path path = plain(out);
  return path.empty() ? out : path;
}

Result<OutputPlaces> places_of(const fs::path& out) {
  const fs::path typed = plain(out);
  if (typed.empty())
    return Status(Trouble::io,
                  fmt::format("'{}' cannot be an output folder; name one, such as out/articles", out.string()));
  std::error_code error;
  const std::optional<fs::path> followed = without_links(anchored(typed));
  if (!followed) return Status(Trouble::io, fmt::format("{}: is a link that leads in a circle", typed.string()));
  const fs::path& real = *followed;
  const bool is_link = real != anchored(typed);
  OutputPlaces places;
  places.out = {real, typed.string()};
  places.inside =
      fs::is_directory(real, error) && (is_mount_point(real) || fs::is_directory(real / inside_folder, error) ||
                                        (!can_write(real.parent_path()) && can_write(real)));
  const auto place = [&](const char* name) {
    if (places.inside) return NamedFolder{real / inside_folder / name, (typed / inside_folder / name).string()};
    const std::string end = std::string(".") + name;
    // Beside what the link leads to; there the user finds it.
    return NamedFolder{real.string() + end, (is_link ? real : typed).string() + end};
  };
  places.partial = place("partial");
  places.previous = place("previous");
  places.shards = place("shards");
  places.jobs = place("slurm");
  places.capsules = place("capsules");
  return places;
}

}  // namespace docmill::host
