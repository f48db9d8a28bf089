// Rows of one table, kept in a file that is open already until they are asked for again, first to last.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace docmill::writer_parquet {

// One thread at a time. Every write and read throws std::runtime_error when the file does not do it.
class RowFile {
 public:
  // `descriptor` is the caller's, as is what stands in it, which is written over. `folder` is for messages.
  RowFile(int descriptor, std::string folder) : descriptor_(descriptor), folder_(std::move(folder)) {}

  // The values of a row one by one, in the order of its columns.
  void add_null();
  void add(int64_t value);
  void add(double value);
  void add(std::string_view value);
  // Behind the last value of each row.
  void end_row();
  int64_t size() const { return n_rows_; }

  // From the first row on; no add may follow.
  void begin_reading();
  // The next value, with the type it was added with; false: null. The text holds until the next call.
  bool read(int64_t& value) { return read_fixed(&value, sizeof value); }
  bool read(double& value) { return read_fixed(&value, sizeof value); }
  bool read(std::string_view& value);

 private:
  void flush();
  void fill(std::size_t n);
  const char* take(std::size_t n);
  bool read_fixed(void* value, std::size_t n);

  int descriptor_;
  std::string folder_;
  std::string buffer_;
  std::size_t at_ = 0;        // in the buffer, when reading
  uint64_t file_offset_ = 0;  // bytes written, or read
  uint64_t file_size_ = 0;
  int64_t n_rows_ = 0;
};

}  // namespace docmill::writer_parquet
