// What a worker process may not do, enforced by the kernel: for stages that are a function of their documents, which
// need nothing of it.
//
//   Landlock   changes nothing in any file or folder (/dev/null apart): such calls fail with EACCES. From ABI 4 of
//              Landlock on no TCP, from 6 on no signals to processes outside.
//   seccomp    no sockets, no programs, no child processes (threads are allowed), no changes of modes, owners, times;
//   the
//              process dies of SIGSYS.
//
// It may read what docmill may read, and use processor and memory up to its limits. It is no wall against an attacker
// with a hole in the kernel, nor against what a plugin does while it is loaded and created, which happens before.
#pragma once

#include <string>

namespace docmill::host {

struct SandboxSupport {
  int landlock = 0;  // its ABI; 0: the kernel has none, or it is switched off
  bool seccomp = false;
};
// What this kernel gives to this process.
SandboxSupport sandbox_support();

// "Landlock 7, seccomp"; "seccomp (no Landlock in this kernel)"; "nothing: ...".
std::string describe(const SandboxSupport& support);

// Shuts this process in, as far as the kernel can. For good, and for all threads that are begun from now on.
void enter_sandbox();

}  // namespace docmill::host
