// Parquet files, asked with SQL as anybody would.
#pragma once

#include <doctest/doctest.h>
#include <duckdb.h>

#include <string>

class DuckdbReader {
 public:
  DuckdbReader() {
    REQUIRE(duckdb_open(nullptr, &database_) == DuckDBSuccess);
    REQUIRE(duckdb_connect(database_, &connection_) == DuckDBSuccess);
  }
  ~DuckdbReader() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }
  DuckdbReader(const DuckdbReader&) = delete;
  DuckdbReader& operator=(const DuckdbReader&) = delete;

  // A line a row, columns parted by `separator`; with the names of the columns before them, if wanted.
  std::string ask(const std::string& sql, const std::string& separator = "|", bool names = false) {
    duckdb_result result;
    std::string out;
    if (duckdb_query(connection_, sql.c_str(), &result) != DuckDBSuccess) {
      out = std::string("error: ") + duckdb_result_error(&result);
    } else {
      const idx_t n = duckdb_column_count(&result);
      for (idx_t i = 0; names && i < n; ++i)
        out += duckdb_column_name(&result, i) + (i + 1 < n ? separator : std::string("\n"));
      for (idx_t row = 0; row < duckdb_row_count(&result); ++row)
        for (idx_t i = 0; i < n; ++i) out += cell(result, i, row) + (i + 1 < n ? separator : std::string("\n"));
    }
    duckdb_destroy_result(&result);
    return out;
  }

 private:
  static std::string cell(duckdb_result& result, idx_t column, idx_t row) {
    char* text = duckdb_value_varchar(&result, column, row);
    const std::string out = text != nullptr ? text : "NULL";
    duckdb_free(text);
    return out;
  }
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};
