#include "host/support/file_system.hpp"

#include <sys/vfs.h>

#include <array>

#include "host/support/working_folder.hpp"

namespace docmill::host {

namespace fs = std::filesystem;

std::string_view network_file_system_of(uint64_t magic) {
  struct Kind {
    uint64_t magic;
    std::string_view name;
  };
  // Of statfs(2), linux/magic.h, and the file systems' own sources.
  static constexpr std::array kinds = {
      Kind{0x6969, "NFS"},          Kind{0xFF534D42, "CIFS"},  Kind{0xFE534D42, "SMB"},    Kind{0x517B, "SMB"},
      Kind{0x0BD00BD0, "Lustre"},   Kind{0x47504653, "GPFS"},  Kind{0x19830326, "BeeGFS"}, Kind{0x00C36400, "Ceph"},
      Kind{0x01021997, "9p"},       Kind{0x5346414F, "AFS"},   Kind{0x6B414653, "AFS"},    Kind{0x73757245, "Coda"},
      Kind{0x20030528, "OrangeFS"}, Kind{0xAAD7AAEA, "PanFS"}, Kind{0x7461636F, "OCFS2"},  Kind{0x01161970, "GFS2"},
      Kind{0x65735546, "FUSE"},     Kind{0x564C, "NCP"},
  };
  for (const Kind& kind : kinds)
    if (kind.magic == (magic & 0xFFFFFFFF)) return kind.name;
  return {};
}

std::string network_file_system(const fs::path& folder) {
  fs::path at = anchored(folder);
  struct statfs info {};
  while (::statfs(at.c_str(), &info) != 0) {
    if (!at.has_relative_path()) return {};
    at = at.parent_path();
  }
  return std::string(network_file_system_of(static_cast<uint64_t>(info.f_type)));
}

}  // namespace docmill::host
