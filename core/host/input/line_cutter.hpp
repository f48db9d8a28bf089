// Cuts blocks of bytes into lines. What it keeps is bounded by the limit, however long a line is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace docmill::host {

class LineCutter {
 public:
  // Begins a file. Lines above `limit` bytes (their end not counted) come out as too_long, without their bytes.
  // To begin inside the file, at a line: how many bytes and lines stand before it.
  void start(uint64_t limit, uint64_t bytes_before = 0, uint64_t lines_before = 0);

  enum class Cut { line, too_long, none };

  // Takes the next line off `block`; none: the block is used up and the line goes on in the next one.
  // `line` is overwritten when a line comes out: without "\n" or "\r\n", and without a UTF-8
  // byte order mark, which begins a later line where files were put together.
  Cut next(std::string_view& block, std::string& line);
  // At the end of the file: what stands behind the last line end, when there is something.
  Cut last(std::string& line);

  // Of the line that came out last, or that last() or a broken file cuts off.
  uint64_t number() const { return number_; }  // from 1
  uint64_t offset() const { return offset_; }  // of its first byte in the file
  uint64_t size() const { return size_; }      // in bytes with its end
  bool had_mark() const { return had_mark_; }  // it began with a byte order mark

  // Is there something behind the last line end?
  bool in_line() const { return open_ && size_ > 0; }
  // Number and offset of the line that is open, or would begin now.
  uint64_t open_number() const { return open_ ? number_ : number_ + 1; }
  uint64_t open_offset() const { return open_ ? offset_ : offset_ + size_; }

 private:
  void begin_line();
  void keep(std::string_view bytes);
  Cut finish(std::string& line);

  uint64_t limit_ = 0;
  uint64_t number_ = 0, offset_ = 0, size_ = 0;
  bool open_ = false;
  bool too_long_ = false;
  bool had_mark_ = false;
  std::string kept_;
};

}  // namespace docmill::host
