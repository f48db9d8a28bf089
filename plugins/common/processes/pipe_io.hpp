// One read and one write over the pipes of a child that do not block.
#pragma once

#include <sys/types.h>

#include <array>
#include <csignal>
#include <string_view>

namespace docmill::process {

// Writing to a program that has ended raises SIGPIPE, which would end docmill; what the process as a whole does with
// the signal is not a plugin's to change. So it is held back for this thread, and taken away when it came from here.
class WithoutSigpipe {
 public:
  WithoutSigpipe();
  ~WithoutSigpipe();
  WithoutSigpipe(const WithoutSigpipe&) = delete;
  WithoutSigpipe& operator=(const WithoutSigpipe&) = delete;

 private:
  sigset_t pipe_, before_;
  bool was_pending_;
};

using PipeBuffer = std::array<char, 65536>;

// One read; -1: nothing there now, 0: the other end is closed.
ssize_t read_some(int descriptor, PipeBuffer& buffer);
// One write; what was taken goes from the front of `to_send`, and all of it when nobody reads it any more.
void send_some(int descriptor, std::string_view& to_send);

}  // namespace docmill::process
