#include "confinement.hpp"

#include <fcntl.h>
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

#include "docmill/base/confinement.hpp"

namespace docmill::process {
namespace {

// -1: none, with errno.
int make_rules(const std::vector<std::string>& writable) {
  const int abi = confinement::landlock_abi();
  if (abi == 0) return -1;
  const confinement::LandlockRules rules{confinement::landlock_changes(abi), confinement::landlock_tcp, 0};
  const int set = confinement::make_landlock_ruleset(abi, rules);
  if (set < 0) return -1;
  for (const std::string& folder : writable) confinement::allow_beneath(set, folder.c_str(), O_DIRECTORY, rules.files);
  return set;
}

// Sockets of any family but AF_UNIX fail with EACCES, which programs know from firewalls. io_uring would be a way
// around.
void forbid_sockets() {
  const uint32_t no_access = SECCOMP_RET_ERRNO | EACCES, none = SECCOMP_RET_ERRNO | ENOSYS;
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, confinement::seccomp_architecture, 1, 0),
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
  if (confinement::seccomp_architecture != 0) ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
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
