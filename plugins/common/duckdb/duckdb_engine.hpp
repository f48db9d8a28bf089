// DuckDB as a function: in memory, one thread, and it fetches nothing: no clock, no chance, no network.
#pragma once

#include <duckdb.h>

#include <initializer_list>
#include <string>
#include <utility>

namespace docmill {

// For one thread at a time. Starts none.
class DuckdbEngine {
 public:
  // `settings`: what DuckDB is told beside that. Throws std::runtime_error with DuckDB's reason.
  explicit DuckdbEngine(std::initializer_list<std::pair<const char*, const char*>> settings = {});
  ~DuckdbEngine();
  DuckdbEngine(const DuckdbEngine&) = delete;
  DuckdbEngine& operator=(const DuckdbEngine&) = delete;

  duckdb_connection connection() const { return connection_; }
  // A statement whose result is of no interest. Throws likewise.
  void run(const std::string& sql);

 private:
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

}  // namespace docmill
