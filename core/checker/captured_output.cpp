#include "checker/captured_output.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>

namespace docmill::checker {

CapturedOutput::CapturedOutput() {
  std::fflush(nullptr);
  file_ = ::memfd_create("captured", MFD_CLOEXEC);
  if (file_ < 0) throw std::runtime_error("no file to catch the output");
  for (const int which : {0, 1}) {
    saved_[which] = ::fcntl(which + 1, F_DUPFD_CLOEXEC, 3);
    if (saved_[which] < 0 || ::dup2(file_, which + 1) < 0) throw std::runtime_error("the output cannot be redirected");
  }
}

std::string CapturedOutput::stop() {
  if (file_ < 0) return {};
  std::fflush(nullptr);
  for (const int which : {0, 1}) {
    ::dup2(saved_[which], which + 1);
    ::close(saved_[which]);
  }
  std::string text(static_cast<std::size_t>(::lseek(file_, 0, SEEK_END)), '\0');
  const ssize_t got = ::pread(file_, text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  ::close(file_);
  file_ = -1;
  return text;
}

}  // namespace docmill::checker
