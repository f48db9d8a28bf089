#include "record_lines.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "docmill/stage_abi.h"
#include "programs/said_json.hpp"

namespace docmill::process {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int most_wait = 100;             // milliseconds of one
constexpr uint64_t most_err_lines = 1000;  // that are told

int milliseconds_since(Clock::time_point begin) {
  return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count());
}

}  // namespace

RecordLines::RecordLines(Launcher& launcher, const LaunchSettings& settings, int file, uint64_t size,
                         const LineLimits& limits, Log log)
    : child_(launcher.start(settings)), file_(file), size_(size), limits_(limits), log_(std::move(log)) {}

RecordLines::~RecordLines() { child_->kill(); }

RecordLines::Step RecordLines::next(std::string& line) {
  if (!code_.empty()) return Step::trouble;
  const Clock::time_point begin = Clock::now();
  for (;;) {
    if (const std::optional<Step> step = taken(line)) return *step;
    if (!out_is_open_) return at_end();
    int wait = most_wait;
    if (limits_.milliseconds != 0) {
      const int left = limits_.milliseconds - milliseconds_since(begin);
      if (left <= 0)
        return give_up("time-limit", "the program gave no record within " +
                                         std::to_string(limits_.milliseconds / 1000) + "." +
                                         std::to_string(limits_.milliseconds % 1000 / 100) +
                                         " seconds, and was ended; raise time-limit if it needs longer");
      wait = std::min(wait, left);
    }
    turn(wait);
  }
}

// What has arrived of lines. It hangs on the bytes alone and not on the pieces in which they came: lines are counted as
// they are taken, and a '\r' at the end of a piece may be half of a line end.
std::optional<RecordLines::Step> RecordLines::taken(std::string& line) {
  if (const std::optional<std::string_view> whole = out_.take()) {
    const bool was_in_long_line = std::exchange(is_in_long_line_, false);
    too_long_ = (was_in_long_line ? too_long_ : 0) + whole->size();
    n_taken_ += too_long_ + 1;
    if (n_taken_ > limits_.most_output) return too_much();
    if (was_in_long_line || too_long_ > limits_.longest_line) return Step::too_long;
    line = *whole;
    return Step::line;
  }
  const bool may_end = out_.rest().ends_with('\r');
  const uint64_t n = (is_in_long_line_ ? too_long_ : 0) + out_.rest().size() - (may_end ? 1 : 0);
  if (n_taken_ + n > limits_.most_output) return too_much();
  if (!is_in_long_line_ && n <= limits_.longest_line) return std::nullopt;
  too_long_ = n;
  is_in_long_line_ = true;
  out_.clear();
  if (may_end) out_.add("\r");
  return std::nullopt;
}

RecordLines::Step RecordLines::too_much() {
  return give_up("too-much-output", "the program has said more than " + std::to_string(limits_.most_output >> 20) +
                                        " MiB, which is 1000 times the file and more, and was ended");
}

void RecordLines::turn(int milliseconds) {
  if (in_is_open_ && to_send_.empty() && sent_ == size_) {
    child_->close_in();
    in_is_open_ = false;
  }
  std::array<pollfd, 3> ends{{{out_is_open_ ? child_->out() : -1, POLLIN, 0},
                              {err_is_open_ ? child_->err() : -1, POLLIN, 0},
                              {in_is_open_ ? child_->in() : -1, POLLOUT, 0}}};
  if (poll(ends.data(), ends.size(), milliseconds) <= 0) return;
  if ((ends[2].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) {
    child_->close_in();  // it wants no more
    in_is_open_ = false;
  } else if (ends[2].revents != 0) {
    send();
  }
  if (ends[1].revents != 0) read_err();
  if (ends[0].revents != 0) read_out();
}

void RecordLines::send() {
  if (to_send_.empty()) {
    const std::size_t wanted = std::min<uint64_t>(block_->size(), size_ - sent_);
    ssize_t n = 0;
    do n = pread(file_, block_->data(), wanted, static_cast<off_t>(sent_));
    while (n < 0 && errno == EINTR);
    if (n <= 0) throw std::runtime_error("the copy of the file cannot be read again");
    to_send_ = {block_->data(), static_cast<std::size_t>(n)};
    sent_ += static_cast<std::size_t>(n);
  }
  send_some(child_->in(), to_send_);
}

void RecordLines::read_out() {
  const ssize_t n = read_some(child_->out(), *piece_);
  if (n == 0) out_is_open_ = false;
  if (n <= 0) return;
  out_.add({piece_->data(), static_cast<std::size_t>(n)});
}

// Line by line into the log; the last is kept, for it often says why a program has ended.
void RecordLines::read_err() {
  const ssize_t n = read_some(child_->err(), *piece_);
  if (n == 0) err_is_open_ = false;
  if (n <= 0) return;
  err_.add({piece_->data(), static_cast<std::size_t>(n)});
  while (const std::optional<std::string_view> line = err_.take()) {
    last_err_line_ = line->substr(0, piece_->size());
    if (++n_err_lines_ <= most_err_lines) log_(DOCMILL_LEVEL_INFO, last_err_line_);
    else if (n_err_lines_ == most_err_lines + 1)
      log_(DOCMILL_LEVEL_WARNING, "the program has written " + std::to_string(most_err_lines) +
                                      " lines to standard error; further ones are left out");
  }
  if (err_.rest().size() > piece_->size()) err_.clear();
}

RecordLines::Step RecordLines::at_end() {
  const Clock::time_point begin = Clock::now();
  // What it says on standard error comes before its end.
  while (err_is_open_ && milliseconds_since(begin) < limits_.end_milliseconds) turn(most_wait);
  if (!child_->wait(limits_.end_milliseconds))
    return give_up("time-limit", "the program closed its standard output and did not end; it was ended");
  const std::string_view half = out_.rest();
  if (child_->signal() != 0 || child_->exit_status() != 0)
    return give_up("program-ended", "the program ended " + child_->end());
  if (!half.empty() || is_in_long_line_)
    return give_up("program-ended", "the program ended in the middle of a line: " + shown_line(half));
  return Step::end;
}

RecordLines::Step RecordLines::give_up(const char* code, std::string message) {
  child_->kill();
  code_ = code;
  message_ = std::move(message) + last_words();
  return Step::trouble;
}

std::string RecordLines::last_words() {
  const std::string& last = err_.rest().empty() ? last_err_line_ : (last_err_line_ = err_.rest());
  return last.empty() ? "" : "; it last said: " + shown_line(last);
}

}  // namespace docmill::process
