#include "confinement.hpp"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace docmill::process {
namespace {

// The kernel's headers here may be older than the kernel.
struct Rules {
  uint64_t files;
  uint64_t net;  // from ABI 4 of Landlock
};
constexpr uint64_t refer = 1ULL << 13;     // from ABI 2
constexpr uint64_t truncate = 1ULL << 14;  // from ABI 3
constexpr uint64_t bind_and_connect_tcp = 3;
constexpr uint64_t change_of_file = LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr uint64_t changes_of_folders =
    LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
    LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;

// -1: none, with errno.
int make_rules(const std::vector<std::string>& writable) {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi <= 0) return -1;
  Rules rules{change_of_file | changes_of_folders | (abi >= 2 ? refer : 0) | (abi >= 3 ? truncate : 0),
              bind_and_connect_tcp};
  const std::size_t size = abi >= 4 ? sizeof rules : offsetof(Rules, net);
  const int set = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, size, 0));
  if (set < 0) return -1;
  for (const std::string& folder : writable) {
    landlock_path_beneath_attr beneath{};
    beneath.allowed_access = rules.files;
    beneath.parent_fd = ::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (beneath.parent_fd < 0) continue;
    ::syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    ::close(beneath.parent_fd);
  }
  return set;
}

#if defined(__x86_64__)
constexpr uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
constexpr uint32_t architecture = 0;  // no filter
#endif

// Sockets of any family but AF_UNIX fail with EACCES, which programs know from firewalls. io_uring would be a way
// around.
void forbid_sockets() {
  const uint32_t no_access = SECCOMP_RET_ERRNO | EACCES, none = SECCOMP_RET_ERRNO | ENOSYS;
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),  // the x32 way in
      BPF_STMT(BPF_RET | BPF_K, none),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_io_uring_setup, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, none),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, no_access),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter{sizeof program / sizeof *program, program};
  if (architecture != 0) ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

}  // namespace

Confinement::Confinement(const std::vector<std::string>& writable) : rules_(make_rules(writable)), is_wanted_(true) {}

Confinement::~Confinement() {
  if (rules_ >= 0) ::close(rules_);
}

Confinement::Confinement(Confinement&& other) noexcept
    : rules_(std::exchange(other.rules_, -1)), is_wanted_(other.is_wanted_) {}

Confinement& Confinement::operator=(Confinement&& other) noexcept {
  std::swap(rules_, other.rules_);
  std::swap(is_wanted_, other.is_wanted_);
  return *this;
}

void Confinement::enter() const {
  if (!is_wanted_) return;
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (rules_ >= 0) ::syscall(SYS_landlock_restrict_self, rules_, 0);
  forbid_sockets();
}

}  // namespace docmill::process
