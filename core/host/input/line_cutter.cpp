#include "host/input/line_cutter.hpp"

#include <cstring>

namespace docmill::host {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr uint64_t room_for_ends = byte_order_mark.size() + 2;  // bytes of a line that do not count

}  // namespace

void LineCutter::start(uint64_t limit, uint64_t bytes_before, uint64_t lines_before) {
  limit_ = limit;
  number_ = lines_before;
  offset_ = bytes_before;
  size_ = 0;
  open_ = too_long_ = had_mark_ = false;
  kept_.clear();
}

LineCutter::Cut LineCutter::next(std::string_view& block, std::string& line) {
  if (block.empty()) return Cut::none;
  begin_line();
  const void* end = std::memchr(block.data(), '\n', block.size());
  if (end == nullptr) {
    keep(block);
    block = {};
    return Cut::none;
  }
  const std::size_t n = static_cast<const char*>(end) - block.data() + 1;
  keep(block.substr(0, n));
  block.remove_prefix(n);
  return finish(line);
}

LineCutter::Cut LineCutter::last(std::string& line) { return in_line() ? finish(line) : Cut::none; }

void LineCutter::begin_line() {
  if (open_) return;
  open_ = true;
  too_long_ = had_mark_ = false;
  kept_.clear();
  offset_ += size_;
  size_ = 0;
  ++number_;
}

void LineCutter::keep(std::string_view bytes) {
  size_ += bytes.size();
  if (size_ > limit_ + room_for_ends) too_long_ = true;
  if (!too_long_) kept_ += bytes;
}

LineCutter::Cut LineCutter::finish(std::string& line) {
  open_ = false;
  if (!too_long_) {
    if (kept_.ends_with('\n')) kept_.pop_back();
    if (kept_.ends_with('\r')) kept_.pop_back();
    had_mark_ = kept_.starts_with(byte_order_mark);
    if (had_mark_) kept_.erase(0, byte_order_mark.size());
    too_long_ = kept_.size() > limit_;
  }
  if (too_long_) return Cut::too_long;
  line.swap(kept_);
  return Cut::line;
}

}  // namespace docmill::host
