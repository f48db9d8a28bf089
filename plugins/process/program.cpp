#include "program.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>
#include <utility>

#include "answer.hpp"
#include "docmill/stage_abi.h"
#include "processes/pipe_io.hpp"

namespace docmill::process {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int starts_in_a_row = 3;
constexpr int tick = 100;  // milliseconds between looks at `stop`
constexpr std::size_t longest_err_line = 4096;
constexpr uint64_t err_lines_told = 1000;  // of one child: counted, so that a babbler does not fill the log

// Thrown where the program cannot be asked any further.
struct Lost {
  Trouble trouble;
};

std::string seconds(int milliseconds) {
  std::string s = std::to_string(milliseconds / 1000);
  if (milliseconds % 1000 != 0) s += "." + std::to_string(milliseconds % 1000 + 1000).substr(1);
  while (s.find('.') != std::string::npos && s.back() == '0') s.pop_back();
  return s + " s";
}

}  // namespace

Program::Program(Launcher& launcher, const ProgramSettings& settings, Language language)
    : launcher_(launcher), settings_(settings), language_(std::move(language)) {}

Program::~Program() { end_quietly(); }

std::optional<Trouble> Program::make_ready(const std::function<bool()>& stop) {
  if (child_) return std::nullopt;
  if (failed_starts_ >= starts_in_a_row) return start_trouble_;
  try {
    start(stop);
    failed_starts_ = 0;
    return std::nullopt;
  } catch (const Lost& lost) {
    start_trouble_ = lost.trouble;
  } catch (const BadAnswer& e) {
    start_trouble_ = {code_not_started, e.what()};
  } catch (const std::runtime_error& e) {
    start_trouble_ = {code_not_started, e.what()};
  }
  end_now();
  start_trouble_.code = code_not_started;
  if (++failed_starts_ == starts_in_a_row)
    settings_.log(DOCMILL_LEVEL_ERROR, "the program could not be started " + std::to_string(starts_in_a_row) +
                                           " times in a row and is not tried again: " + start_trouble_.message);
  return start_trouble_;
}

void Program::start(const std::function<bool()>& stop) {
  out_.clear();
  err_.clear();
  n_ = answered_ = err_lines_ = 0;
  last_err_line_.clear();
  child_ = launcher_.start(settings_.launch);
  out_is_open_ = true;
  std::string_view to_send = language_.greeting;
  language_.read_greeting(next_line(to_send, Wait::greeting, stop));
}

bool Program::ask(std::size_t n, const Question& question, std::vector<Reply>& replies,
                  const std::function<bool()>& stop) {
  replies.assign(n, {});
  bool one_by_one = false;
  std::size_t done = 0;
  try {
    while (done < n) {
      if (std::optional<Trouble> trouble = make_ready(stop)) {
        replies[done++].trouble = std::move(*trouble);
        continue;
      }
      const std::size_t to = one_by_one ? done + 1 : n;
      const bool judged_alone = to == done + 1 && answered_ == 0;
      try {
        done += exchange(question, done, to, replies, stop);
      } catch (Lost& lost) {
        end_now();
        while (done < to && replies[done].answered) ++done;
        if (judged_alone) {
          replies[done++].trouble = std::move(lost.trouble);
        } else {
          settings_.log(DOCMILL_LEVEL_INFO, lost.trouble.message + "; it is started again");
          one_by_one = true;
        }
      }
    }
  } catch (const Stopped&) {
    end_now();
    return false;
  }
  return true;
}

// Asks [from, to) and gives how many that are. Throws Lost; what was answered before stands in the replies.
std::size_t Program::exchange(const Question& question, std::size_t from, std::size_t to, std::vector<Reply>& replies,
                              const std::function<bool()>& stop) {
  std::string all;
  for (std::size_t i = from; i < to; ++i) all += language_.head(n_ + 1 + (i - from), i + 1 < to) + question(i);
  std::string_view to_send = all;
  for (std::size_t i = from; i < to; ++i) {
    std::string line = next_line(to_send, Wait::answer, stop);
    ++n_;
    try {
      language_.check_answer(line, n_);
    } catch (const std::runtime_error& e) {
      throw Lost{{code_answer, e.what()}};
    }
    ++answered_;
    replies[i].answered = true;
    replies[i].line = std::move(line);
  }
  return to - from;
}

// Sends what can be sent and reads what there is until a line has come.
std::string Program::next_line(std::string_view& to_send, Wait wait, const std::function<bool()>& stop) {
  const int limit = wait == Wait::greeting ? settings_.start_milliseconds : settings_.answer_milliseconds;
  const auto started = Clock::now();
  while (true) {
    if (const auto line = out_.take()) return std::string(*line);
    if (out_.rest().size() > settings_.longest_line)
      throw Lost{{code_answer, "the program's answer passes " + std::to_string(settings_.longest_line) +
                                   " bytes without a line end"}};
    if (!out_is_open_) ended();
    if (stop()) throw Stopped{};
    int pause = tick;
    if (limit != 0) {
      const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started).count();
      if (passed >= limit)
        throw Lost{{code_time, wait == Wait::greeting
                                   ? "the program was not ready within " + seconds(limit) +
                                         "; it must answer the first line with {\"ready\": true}" + last_words()
                                   : "the program did not answer within " + seconds(limit) + " and was ended"}};
      pause = static_cast<int>(std::min<int64_t>(pause, limit - passed + 1));
    }
    turn(to_send, pause);
  }
}

void Program::turn(std::string_view& to_send, int milliseconds) {
  std::array<pollfd, 3> ends{{{out_is_open_ ? child_->out() : -1, POLLIN, 0},  // -1 is not looked at
                              {child_->err(), POLLIN, 0},
                              {to_send.empty() ? -1 : child_->in(), POLLOUT, 0}}};
  if (poll(ends.data(), ends.size(), milliseconds) <= 0) return;
  if (ends[1].revents != 0) read_err();
  if (ends[0].revents != 0) read_out();
  if (ends[2].revents != 0) send(to_send);
}

void Program::send(std::string_view& to_send) {
  // When nobody reads it any more: what it still says is read; then its end is noticed.
  send_some(child_->in(), to_send);
}

void Program::read_out() {
  PipeBuffer buffer;
  const ssize_t n = read_some(child_->out(), buffer);
  if (n > 0) out_.add({buffer.data(), static_cast<std::size_t>(n)});
  else if (n == 0) out_is_open_ = false;
}

void Program::read_err() {
  PipeBuffer buffer;
  const ssize_t n = read_some(child_->err(), buffer);
  if (n == 0) {
    if (!err_.rest().empty()) log_err(err_.rest());
    err_.clear();
    child_->close_err();
  }
  if (n <= 0) return;
  err_.add({buffer.data(), static_cast<std::size_t>(n)});
  while (const auto line = err_.take()) log_err(*line);
  if (err_.rest().size() > longest_err_line) {
    log_err(err_.rest());
    err_.clear();
  }
}

void Program::log_err(std::string_view line) {
  line = line.substr(0, longest_err_line);
  if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
  // The private folder has another name in each run; a failure must read the same in all of them.
  std::string text(line);
  const std::string& folder = settings_.launch.folder;
  for (std::size_t at = 0; !folder.empty() && (at = text.find(folder, at)) != std::string::npos;)
    text.replace(at, folder.size(), ".");
  last_err_line_ = text;
  if (++err_lines_ <= err_lines_told) settings_.log(DOCMILL_LEVEL_INFO, text);
  else if (err_lines_ == err_lines_told + 1)
    settings_.log(DOCMILL_LEVEL_WARNING, "the program has written " + std::to_string(err_lines_told) +
                                             " lines to standard error; further ones are left out");
}

// The program has closed its standard output. Waits a little for its end, to say how it was.
void Program::ended() {
  const bool has_ended = child_->wait(settings_.end_milliseconds);
  if (!has_ended) throw Lost{{code_ended, "the program closed its standard output and did not end" + last_words()}};
  const std::string_view half = out_.rest();
  std::string message = "the program ended " + child_->end();
  if (!half.empty()) message += " in the middle of a line: " + shown_line(half);
  throw Lost{{code_ended, message + last_words()}};
}

std::string Program::last_words() {
  // What it wrote before its end is in the pipe by now.
  for (int turns = 0; turns < 64 && child_->err() >= 0; ++turns) {
    pollfd end{child_->err(), POLLIN, 0};
    if (poll(&end, 1, 0) <= 0) break;
    read_err();
  }
  if (last_err_line_.empty() && err_.rest().empty()) return {};
  if (!err_.rest().empty()) {
    log_err(err_.rest());
    err_.clear();
  }
  return "; it last said: " + shown_line(last_err_line_);
}

// At the end of the run: no more questions. What it still says on standard error is told.
void Program::end_quietly() {
  if (!child_) return;
  child_->close_in();
  const auto started = Clock::now();
  std::string_view nothing;
  while (!child_->wait(0) && Clock::now() - started < std::chrono::milliseconds(settings_.end_milliseconds)) {
    turn(nothing, 20);
    out_.clear();
  }
  if (!child_->wait(0))
    settings_.log(DOCMILL_LEVEL_WARNING, "the program did not end within " + seconds(settings_.end_milliseconds) +
                                             " after its standard input was closed, and was killed");
  last_words();
  end_now();
}

void Program::end_now() {
  if (child_) child_->kill();
  child_.reset();
}

}  // namespace docmill::process
