#include "duckdb/duckdb_engine.hpp"

#include <stdexcept>

namespace docmill {
namespace {

[[noreturn]] void fail(const char* why) {
  throw std::runtime_error(std::string("DuckDB: ") + (why != nullptr && *why != '\0' ? why : "no reason given"));
}

}  // namespace

DuckdbEngine::DuckdbEngine(std::initializer_list<std::pair<const char*, const char*>> settings) {
  duckdb_config config = nullptr;
  if (duckdb_create_config(&config) != DuckDBSuccess) fail("no memory");
  for (const auto& [name, value] : {std::pair("threads", "1"),
                                    {"autoinstall_known_extensions", "false"},
                                    {"autoload_known_extensions", "false"},
                                    {"temp_directory", ""}})
    duckdb_set_config(config, name, value);
  for (const auto& [name, value] : settings) duckdb_set_config(config, name, value);
  char* error = nullptr;
  const bool is_open = duckdb_open_ext(nullptr, &database_, config, &error) == DuckDBSuccess;
  duckdb_destroy_config(&config);
  const std::string why = error != nullptr ? error : "";
  duckdb_free(error);
  if (!is_open) fail(why.c_str());
  if (duckdb_connect(database_, &connection_) != DuckDBSuccess) {
    duckdb_close(&database_);
    fail("no connection");
  }
  // Points in time are written in it as text: that of the machine would be another one elsewhere. Without DuckDB's ICU
  // there is no such setting, and they are in UTC.
  (void)duckdb_query(connection_, "SET TimeZone = 'UTC'", nullptr);
}

DuckdbEngine::~DuckdbEngine() {
  duckdb_disconnect(&connection_);
  duckdb_close(&database_);
}

void DuckdbEngine::run(const std::string& sql) {
  duckdb_result result;
  const bool is_done = duckdb_query(connection_, sql.c_str(), &result) == DuckDBSuccess;
  const char* error = is_done ? nullptr : duckdb_result_error(&result);
  const std::string why = error != nullptr ? error : "";
  duckdb_destroy_result(&result);
  if (!is_done) fail(why.c_str());
}

}  // namespace docmill
