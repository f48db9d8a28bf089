// A program that is given a file on its standard input and gives lines on its standard output, taken as they come.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "processes/child.hpp"
#include "processes/pipe_io.hpp"
#include "programs/line_buffer.hpp"

namespace docmill::process {

struct LineLimits {
  int milliseconds = 0;               // from its start, or from a line that was taken, to the next; 0: no limit
  int end_milliseconds = 10000;       // to end when it has closed its output; then it is killed
  std::size_t longest_line = 0;       // bytes
  uint64_t most_output = UINT64_MAX;  // bytes of lines with their '\n'; the line that passes it is not taken
};

// For one thread.
class RecordLines {
 public:
  using Log = std::function<void(uint32_t level, std::string_view message)>;

  // Starts it. `file`: `size` bytes of it are its standard input; it must stay open. Throws std::runtime_error with a
  // sentence.
  RecordLines(Launcher& launcher, const LaunchSettings& settings, int file, uint64_t size, const LineLimits& limits,
              Log log);
  ~RecordLines();
  RecordLines(const RecordLines&) = delete;
  RecordLines& operator=(const RecordLines&) = delete;

  enum class Step {
    line,      // over `line`, without its end
    too_long,  // a line that is, and was passed over: see too_long_size()
    end,       // it has ended well
    trouble,   // it has not, and has been ended: see code() and message()
  };
  Step next(std::string& line);
  uint64_t too_long_size() const { return too_long_; }
  const std::string& code() const { return code_; }
  const std::string& message() const { return message_; }

 private:
  std::optional<Step> taken(std::string& line);
  void turn(int milliseconds);
  void send();
  void read_out();
  void read_err();
  Step at_end();
  Step too_much();
  Step give_up(const char* code, std::string message);
  std::string last_words();

  const std::unique_ptr<Child> child_;
  const int file_;
  const uint64_t size_;
  const LineLimits limits_;
  const Log log_;
  uint64_t sent_ = 0;  // of the file, read into `block_`
  std::unique_ptr<PipeBuffer> block_ = std::make_unique<PipeBuffer>(), piece_ = std::make_unique<PipeBuffer>();
  std::string_view to_send_;
  LineBuffer out_, err_;
  bool in_is_open_ = true, out_is_open_ = true, err_is_open_ = true;
  uint64_t n_taken_ = 0, n_err_lines_ = 0;  // bytes of lines, and their ends; lines
  uint64_t too_long_ = 0;                   // bytes of the line that is or was too long
  bool is_in_long_line_ = false;
  std::string last_err_line_, code_, message_;
};

}  // namespace docmill::process
