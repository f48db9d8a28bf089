#include "host/isolation/sandbox.hpp"

#include <fmt/format.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "docmill/base/confinement.hpp"

namespace docmill::host {
namespace {

void enter_landlock(int abi) {
  const confinement::LandlockRules rules{confinement::landlock_changes(abi), confinement::landlock_tcp,
                                         confinement::landlock_abstract_sockets_and_signals};
  const int set = confinement::make_landlock_ruleset(abi, rules);
  if (set < 0) return;
  confinement::allow_beneath(set, "/dev/null", 0, LANDLOCK_ACCESS_FS_WRITE_FILE);
  ::syscall(SYS_landlock_restrict_self, set, 0);
  ::close(set);
}

// ---- seccomp

constexpr long deadly[] = {
    SYS_socket,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    SYS_accept4,
    SYS_execve,
    SYS_execveat,
    SYS_ptrace,
    SYS_process_vm_writev,
    SYS_fchmod,
    SYS_fchmodat,
    SYS_fchown,
    SYS_fchownat,
    SYS_utimensat,
    SYS_setxattr,
    SYS_lsetxattr,
    SYS_fsetxattr,
    SYS_removexattr,
    SYS_lremovexattr,
    SYS_fremovexattr,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_unshare,
    SYS_setns,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_keyctl,
    SYS_add_key,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_kexec_load,
    SYS_reboot,
    SYS_swapon,
    SYS_swapoff,
    SYS_settimeofday,
    SYS_clock_settime,
    SYS_adjtimex,
    SYS_sethostname,
    SYS_setdomainname,
    SYS_userfaultfd,
    SYS_process_madvise,
    SYS_pidfd_send_signal,
#ifdef SYS_chmod
    SYS_chmod,
    SYS_chown,
    SYS_lchown,
    SYS_utime,
    SYS_utimes,
    SYS_futimesat,
    SYS_accept,
#endif
#ifdef SYS_fork
    SYS_fork,
    SYS_vfork,
#endif
#ifdef SYS_io_uring_setup
    SYS_io_uring_setup,
#endif
};

// Signals to this process alone: abort() and raise() need them.
constexpr long to_self_only[] = {SYS_kill, SYS_tgkill, SYS_tkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo};

sock_filter load(std::size_t offset) { return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(offset)); }
sock_filter unless_equal(long value, uint8_t skip) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<uint32_t>(value), 0, skip);
}
sock_filter give(uint32_t verdict) { return BPF_STMT(BPF_RET | BPF_K, verdict); }

std::size_t argument(int n) { return offsetof(seccomp_data, args) + static_cast<std::size_t>(n) * 8; }

void enter_seccomp() {
  const sock_filter die = give(SECCOMP_RET_KILL_PROCESS), allow = give(SECCOMP_RET_ALLOW);
  const sock_filter number = load(offsetof(seccomp_data, nr));
  std::vector<sock_filter> program = {load(offsetof(seccomp_data, arch)),
                                      unless_equal(confinement::seccomp_architecture, 1),
                                      BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0), die, number};
#if defined(__x86_64__)
  program.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1));  // the x32 way in
  program.push_back(die);
#endif
  for (const long call : deadly) program.insert(program.end(), {unless_equal(call, 1), die});
  // Its flags cannot be looked at; without it the C library takes clone.
  program.insert(program.end(), {unless_equal(SYS_clone3, 1), give(SECCOMP_RET_ERRNO | ENOSYS)});
  program.insert(program.end(), {unless_equal(SYS_clone, 4), load(argument(0)),
                                 BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1), allow, die});
  const auto self = static_cast<long>(::getpid());
  for (const long call : to_self_only) {
    // tkill names a thread, which may be any of this process: only this one's first can be told.
    program.insert(program.end(), {unless_equal(call, 4), load(argument(0)), unless_equal(self, 1), allow, die});
  }
  program.push_back(allow);
  const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

bool has_seccomp() {
  if (confinement::seccomp_architecture == 0) return false;
  const uint32_t verdict = SECCOMP_RET_KILL_PROCESS;
  return ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &verdict) == 0;
}

}  // namespace

SandboxSupport sandbox_support() { return {confinement::landlock_abi(), has_seccomp()}; }

std::string describe(const SandboxSupport& support) {
  if (support.landlock == 0 && !support.seccomp) return "nothing: this kernel has neither Landlock nor seccomp";
  if (support.landlock == 0) return "seccomp (no Landlock in this kernel)";
  const std::string landlock = fmt::format("Landlock {}", support.landlock);
  return support.seccomp ? landlock + ", seccomp" : landlock + " (no seccomp in this kernel)";
}

void enter_sandbox() {
  const SandboxSupport support = sandbox_support();
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (support.landlock != 0) enter_landlock(support.landlock);
  if (support.seccomp) enter_seccomp();
}

}  // namespace docmill::host
