// Bytes that arrive in pieces, taken out as lines.
#pragma once

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace docmill::process {

class LineBuffer {
 public:
  void clear() { bytes_.clear(), at_ = seen_ = 0; }
  void add(std::string_view piece) {
    if (at_ == bytes_.size()) clear();
    bytes_ += piece;
  }
  // The next whole line without its "\n" (and a "\r" before it); nothing when none has arrived. The view holds until
  // the next call.
  std::optional<std::string_view> take() {
    if (at_ > 0 && at_ > bytes_.size() / 2) {
      bytes_.erase(0, at_);
      seen_ -= at_;
      at_ = 0;
    }
    const std::size_t end = bytes_.find('\n', seen_);
    if (end == std::string::npos) {
      seen_ = bytes_.size();
      return std::nullopt;
    }
    std::string_view line = std::string_view(bytes_).substr(at_, end - at_);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at_ = seen_ = end + 1;
    return line;
  }
  // What has arrived of a line without an end.
  std::string_view rest() const { return std::string_view(bytes_).substr(at_); }

 private:
  std::string bytes_;
  std::size_t at_ = 0;    // taken up to here
  std::size_t seen_ = 0;  // no line end before here
};

}  // namespace docmill::process
