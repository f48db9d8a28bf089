#include "filter_run.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <utility>

#include "pipe_io.hpp"

namespace docmill::process {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_messages = 4096;  // bytes of the first messages, and of the last
constexpr int tick = 100;                    // milliseconds of a wait at most
constexpr int end_patience = 5000;           // milliseconds for a program to end that has closed its output

// Milliseconds that are left, at most a tick; 0: none.
int pause_before(Clock::time_point started, int limit) {
  if (limit == 0) return tick;
  const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started).count();
  return static_cast<int>(std::clamp<int64_t>(limit - passed, 0, tick));
}

// The beginning and the end of what a program says: why it gave up stands at the end.
class Messages {
 public:
  void add(std::string_view piece) {
    const std::size_t n = std::min(piece.size(), most_messages - first_.size());
    first_ += piece.substr(0, n);
    last_ += piece.substr(n);
    if (last_.size() <= 2 * most_messages) return;
    last_.erase(0, last_.size() - most_messages);
    is_cut_ = true;
  }
  std::string take() {
    if (last_.size() > most_messages) {
      last_.erase(0, last_.size() - most_messages);
      is_cut_ = true;
    }
    if (is_cut_) {
      first_.resize(std::min(first_.size(), first_.rfind('\n')));
      last_.erase(0, last_.find('\n') + 1);
      first_ += '\n';
    }
    return std::move(first_) + last_;
  }

 private:
  std::string first_, last_;
  bool is_cut_ = false;  // between the two
};

}  // namespace

FilterResult run_filter(Launcher& launcher, const LaunchSettings& settings, std::string_view input,
                        const FilterLimits& limits, const std::function<bool(std::string_view)>& take) {
  const std::unique_ptr<Child> child = launcher.start(settings);
  const auto started = Clock::now();
  FilterResult result;
  Messages messages;
  PipeBuffer buffer;
  std::size_t n_taken = 0;
  if (input.empty()) child->close_in();
  const auto ended_early = [&](FilterEnd how) {
    child->kill();
    result.how = how;
    result.end = child->end();
    result.messages = messages.take();
    return result;
  };
  for (bool out_is_open = true, err_is_open = true; out_is_open || err_is_open;) {
    const int pause = pause_before(started, limits.milliseconds);
    if (pause == 0) return ended_early(FilterEnd::out_of_time);
    std::array<pollfd, 3> ends{{{out_is_open ? child->out() : -1, POLLIN, 0},
                                {err_is_open ? child->err() : -1, POLLIN, 0},
                                {input.empty() ? -1 : child->in(), POLLOUT, 0}}};
    if (poll(ends.data(), ends.size(), pause) <= 0) continue;
    if (ends[2].revents != 0) {
      send_some(child->in(), input);
      if (input.empty()) child->close_in();
    }
    if (ends[1].revents != 0) {
      const ssize_t n = read_some(child->err(), buffer);
      if (n == 0) err_is_open = false;
      if (n > 0) messages.add({buffer.data(), static_cast<std::size_t>(n)});
    }
    if (ends[0].revents == 0) continue;
    const ssize_t n = read_some(child->out(), buffer);
    if (n == 0) out_is_open = false;
    if (n <= 0) continue;
    // Up to the limit, in whatever pieces it comes.
    const std::string_view said(buffer.data(), static_cast<std::size_t>(n));
    const std::string_view piece = said.substr(0, limits.most_output != 0 ? limits.most_output - n_taken : said.size());
    n_taken += piece.size();
    if (!piece.empty() && !take(piece)) return ended_early(FilterEnd::stopped);
    if (piece.size() < said.size()) return ended_early(FilterEnd::too_much_output);
  }
  if (!child->wait(end_patience)) return ended_early(FilterEnd::out_of_time);
  result.status = child->exit_status();
  result.signal = child->signal();
  result.how = result.signal != 0 ? FilterEnd::killed_by_signal : FilterEnd::ended;
  result.end = child->end();
  result.messages = messages.take();
  return result;
}

}  // namespace docmill::process
