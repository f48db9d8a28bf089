// What Linux can take from a process for good: Landlock's rules and what a seccomp filter must know of the machine.
// What the sandbox of worker processes and that of a stage's programs have in common; each says for itself what it
// forbids. The kernel's headers may be older than the kernel, so its newer rights have their numbers here.
#pragma once

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

// Landlock and seccomp, as far as several parts need them. Calls of the kernel; any thread.
namespace docmill::confinement {

// What `seccomp_data::arch` is for the calls of this program; 0: no filter is known for this machine.
inline constexpr uint32_t seccomp_architecture =
#if defined(__x86_64__)
    AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
    AUDIT_ARCH_AARCH64;
#else
    0;
#endif

// What a ruleset takes away: the kernel's `landlock_ruleset_attr` as it is from ABI 6 on.
struct LandlockRules {
  uint64_t files = 0;   // LANDLOCK_ACCESS_FS_*
  uint64_t net = 0;     // heeded from ABI 4 on
  uint64_t scoped = 0;  // heeded from ABI 6 on
};

// For LandlockRules::net: binding and connecting TCP sockets.
inline constexpr uint64_t landlock_tcp = 3;
// For LandlockRules::scoped: abstract Unix sockets of, and signals to, processes outside.
inline constexpr uint64_t landlock_abstract_sockets_and_signals = 3;

// The ABI of the kernel's Landlock; 0: it has none, or it is switched off.
inline int landlock_abi() {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return abi > 0 ? static_cast<int>(abi) : 0;
}

// Every change of a file or folder that this ABI can forbid; for LandlockRules::files.
inline uint64_t landlock_changes(int abi) {
  constexpr uint64_t refer = 1ULL << 13, truncate = 1ULL << 14;
  constexpr uint64_t changes = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                               LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                               LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                               LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                               LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
  return changes | (abi >= 2 ? refer : 0) | (abi >= 3 ? truncate : 0);
}

// A new ruleset, as a descriptor that the caller closes; -1 with errno: none. `abi` is that of landlock_abi().
inline int make_landlock_ruleset(int abi, const LandlockRules& rules) {
  const std::size_t size = abi >= 6   ? sizeof rules
                           : abi >= 4 ? offsetof(LandlockRules, scoped)
                                      : offsetof(LandlockRules, net);
  return static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, size, 0));
}

/** Leaves out of the ruleset what `files` says, at this path and below. `kind`: 0, or O_DIRECTORY for a folder alone.
 */
inline void allow_beneath(int ruleset, const char* path, int kind, uint64_t files) {
  landlock_path_beneath_attr beneath{};
  beneath.allowed_access = files;
  beneath.parent_fd = ::open(path, O_PATH | O_CLOEXEC | kind);
  if (beneath.parent_fd < 0) return;
  ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
  ::close(beneath.parent_fd);
}

}  // namespace docmill::confinement
