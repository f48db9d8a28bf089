// Catches what the process writes to its standard output and error, by their file descriptors.
#pragma once

#include <string>

namespace docmill::checker {

class CapturedOutput {
 public:
  CapturedOutput();
  ~CapturedOutput() { stop(); }
  CapturedOutput(const CapturedOutput&) = delete;
  CapturedOutput& operator=(const CapturedOutput&) = delete;
  // Puts the descriptors back and gives what was written.
  std::string stop();

 private:
  int file_ = -1;
  int saved_[2] = {-1, -1};
};

}  // namespace docmill::checker
