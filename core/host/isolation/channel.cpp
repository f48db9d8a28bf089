#include "host/isolation/channel.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace docmill::host {
namespace {

constexpr int look_every = 20;  // milliseconds

struct Head {
  uint64_t size;
  uint8_t kind;
  uint8_t unused[7];
};

}  // namespace

Channel::Channel(Channel&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

Channel::~Channel() {
  if (socket_ >= 0) ::close(socket_);
}

Channel::Outcome Channel::wait(short events, const Patience& patience) const {
  pollfd file{socket_, events, 0};
  for (;;) {
    const int n = ::poll(&file, 1, patience ? look_every : -1);
    if (n > 0) return Outcome::done;
    if (n < 0 && errno != EINTR) return Outcome::closed;
    if (patience && !patience()) return Outcome::given_up;
  }
}

Channel::Outcome Channel::send(FrameKind kind, std::string_view bytes, const Patience& patience) {
  Head head{bytes.size(), static_cast<uint8_t>(kind), {}};
  iovec parts[2] = {{&head, sizeof head}, {const_cast<char*>(bytes.data()), bytes.size()}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  while (message.msg_iovlen != 0) {
    const ssize_t n = ::sendmsg(socket_, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK) return Outcome::closed;
      if (const Outcome o = wait(POLLOUT, patience); o != Outcome::done) return o;
      continue;
    }
    auto left = static_cast<std::size_t>(n);
    while (message.msg_iovlen != 0 && left >= message.msg_iov->iov_len) {
      left -= message.msg_iov->iov_len;
      ++message.msg_iov;
      --message.msg_iovlen;
    }
    if (message.msg_iovlen != 0) {
      message.msg_iov->iov_base = static_cast<char*>(message.msg_iov->iov_base) + left;
      message.msg_iov->iov_len -= left;
    }
  }
  return Outcome::done;
}

Channel::Outcome Channel::take(char* to, uint64_t n, const Patience& patience) const {
  while (n != 0) {
    const ssize_t got = ::recv(socket_, to, n, MSG_DONTWAIT);
    if (got == 0) return Outcome::closed;
    if (got < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK) return Outcome::closed;
      if (const Outcome o = wait(POLLIN, patience); o != Outcome::done) return o;
      continue;
    }
    to += got;
    n -= static_cast<uint64_t>(got);
  }
  return Outcome::done;
}

Channel::Outcome Channel::receive(FrameKind& kind, std::string& bytes, uint64_t limit, const Patience& patience) {
  Head head{};
  if (const Outcome o = take(reinterpret_cast<char*>(&head), sizeof head, patience); o != Outcome::done) return o;
  if (head.size > limit) return Outcome::too_large;
  kind = static_cast<FrameKind>(head.kind);
  // Piece by piece: a size that is only claimed takes no memory.
  constexpr uint64_t piece = uint64_t{4} << 20;
  bytes.clear();
  while (bytes.size() < head.size) {
    const uint64_t at = bytes.size(), n = std::min(piece, head.size - at);
    bytes.resize(at + n);
    if (const Outcome o = take(bytes.data() + at, n, patience); o != Outcome::done) return o;
  }
  return Outcome::done;
}

}  // namespace docmill::host
