// What a program may not do, enforced by the kernel as far as it can: no network (Landlock for TCP, a seccomp filter
// for sockets of every kind but local ones), and no change of files but below some folders. Reading and starting other
// programs stay free: a program is made of files.
#pragma once

#include <string>
#include <vector>

namespace docmill::process {

class Confinement {
 public:
  // Nothing is confined.
  Confinement() = default;
  // `writable`: folders below which files may be changed; those that are not there are left out. Never throws: what
  // this kernel lacks is not enforced.
  explicit Confinement(const std::vector<std::string>& writable);
  ~Confinement();
  Confinement(Confinement&& other) noexcept;
  Confinement& operator=(Confinement&& other) noexcept;

  // Confines this process, for good, and all that it starts. Between fork and exec: takes no memory and no lock.
  void enter() const;

 private:
  int rules_ = -1;  // of Landlock; -1: there is none
  bool is_wanted_ = false;
};

}  // namespace docmill::process
