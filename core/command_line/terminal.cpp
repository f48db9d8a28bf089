#include "command_line/terminal.hpp"

#include <stdio_ext.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <string>

#include "command_line/paint.hpp"
#include "docmill/base/printable.hpp"

namespace docmill::cli::terminal {
namespace {

// Of standard output, and of standard error.
std::array<std::atomic<bool>, 2> is_kept{};

// The lock of a stream, if it can be had.
class StreamLock {
 public:
  explicit StreamLock(std::FILE* stream) : stream_(stream) {
    std::atomic<bool>& kept = is_kept[stream == stderr ? 1 : 0];
    for (int i = 0; !(has_ = ::ftrylockfile(stream) == 0) && !kept && i < 1000; ++i) ::usleep(1000);
    kept = !has_;
  }
  ~StreamLock() {
    if (has_) ::funlockfile(stream_);
  }
  StreamLock(const StreamLock&) = delete;
  StreamLock& operator=(const StreamLock&) = delete;
  bool is_mine() const { return has_; }

 private:
  std::FILE* stream_;
  bool has_ = false;
};

bool write_past(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

// By which an error behind the stream is remembered, as the stream remembers its own.
std::atomic<bool> output_was_lost{false};

void write(std::FILE* to, std::string_view bytes) {
  const StreamLock lock(to);
  if (lock.is_mine()) std::fwrite(bytes.data(), 1, bytes.size(), to);
  else if (!write_past(::fileno(to), bytes) && to == stdout) output_was_lost = true;
}

// What waits in a stream whose lock cannot be had stays there.
bool flush(std::FILE* stream) {
  const StreamLock lock(stream);
  if (!lock.is_mine()) return ::__fpending(stream) == 0;
  return std::fflush(stream) == 0 && std::ferror(stream) == 0;
}

}  // namespace

void put(std::FILE* to, std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (;;) {
    const std::size_t mark = text.find_first_of(paint_marks);
    append_printable(out, text.substr(0, mark), Lines::keep);
    if (mark == std::string_view::npos) break;
    out += escape_of_mark(text[mark]);
    text.remove_prefix(mark + 1);
  }
  write(to, out);
}

void put_json(std::string_view json) { write(stdout, printable_json(json)); }

void show_passing(std::string_view line) {
  write(stderr, "\r" + printable(line) + "\x1b[K");
  flush(stderr);
}

void put_in_signal_handler(std::string_view text) noexcept { (void)!::write(STDERR_FILENO, text.data(), text.size()); }

void flush() { flush(stdout); }

bool flush_whole() {
  errno = 0;
  return flush(stdout) && !output_was_lost;
}

}  // namespace docmill::cli::terminal
