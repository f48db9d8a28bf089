// The rows of a Parquet file, one after the other, by DuckDB behind this one file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::parquet {

enum class ValueType { boolean, integer, number, string, bytes };

struct TableColumn {
  std::string name;
  ValueType type = ValueType::string;  // dates, decimals, lists and structs are strings as DuckDB writes them
};

// It takes more memory than the reader may have. what(): a sentence.
struct OutOfMemory : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// For one thread at a time.
class ParquetRows {
 public:
  // `descriptor`: of a whole file; it must stay open. Throws OutOfMemory, and
  // std::runtime_error with a clause: it cannot be read.
  explicit ParquetRows(int descriptor);
  ~ParquetRows();
  ParquetRows(const ParquetRows&) = delete;
  ParquetRows& operator=(const ParquetRows&) = delete;

  const std::vector<TableColumn>& columns() const;
  uint64_t n_rows() const;
  // Goes to the next row; false behind the last. Throws like the constructor.
  bool next();
  // Of the row: its text; of bytes nothing is given. Nothing for null. Valid until next().
  std::optional<std::string_view> value(std::size_t column) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace docmill::parquet
