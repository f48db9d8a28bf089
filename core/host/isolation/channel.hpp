// Frames between docmill and a worker process, over a socket. What comes is copied to memory of one's own before it is
// looked at.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace docmill::host {

enum class FrameKind : uint8_t {
  request = 1,  // to the worker
  reply,        // its reply
  trouble,      // instead of a reply: a sentence, of a mistake in docmill
  question,     // of the worker, while it works on a request
  answer,       // to the question
  remark        // of the worker; nobody answers
};

class Channel {
 public:
  explicit Channel(int socket) : socket_(socket) {}
  ~Channel();
  Channel(Channel&& other) noexcept;
  Channel& operator=(Channel&&) = delete;

  // Called every few milliseconds while nothing moves; false: give up.
  using Patience = std::function<bool()>;
  enum class Outcome { done, closed, given_up, too_large };

  Outcome send(FrameKind kind, std::string_view bytes, const Patience& patience = {});
  // A frame above `limit` bytes is not taken.
  Outcome receive(FrameKind& kind, std::string& bytes, uint64_t limit, const Patience& patience = {});
  int socket() const { return socket_; }

 private:
  Outcome wait(short events, const Patience& patience) const;
  Outcome take(char* to, uint64_t n, const Patience& patience) const;
  int socket_;
};

}  // namespace docmill::host
