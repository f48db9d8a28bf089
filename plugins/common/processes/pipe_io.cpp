#include "pipe_io.hpp"

#include <unistd.h>

#include <cerrno>
#include <ctime>

namespace docmill::process {

WithoutSigpipe::WithoutSigpipe() {
  sigemptyset(&pipe_);
  sigaddset(&pipe_, SIGPIPE);
  sigset_t pending;
  sigpending(&pending);
  was_pending_ = sigismember(&pending, SIGPIPE) == 1;
  pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
}

WithoutSigpipe::~WithoutSigpipe() {
  const timespec at_once{};
  if (!was_pending_) sigtimedwait(&pipe_, nullptr, &at_once);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

ssize_t read_some(int descriptor, PipeBuffer& buffer) {
  ssize_t n;
  do n = read(descriptor, buffer.data(), buffer.size());
  while (n < 0 && errno == EINTR);
  return n < 0 && errno != EAGAIN ? 0 : n;
}

void send_some(int descriptor, std::string_view& to_send) {
  const WithoutSigpipe guard;
  const ssize_t n = write(descriptor, to_send.data(), to_send.size());
  if (n > 0) to_send.remove_prefix(static_cast<std::size_t>(n));
  else if (n < 0 && errno != EAGAIN && errno != EINTR) to_send = {};
}

}  // namespace docmill::process
