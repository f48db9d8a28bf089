#include "parquet_rows.hpp"

#include <duckdb.h>

#include <stdexcept>
#include <utility>

#include "duckdb/duckdb_engine.hpp"

namespace docmill::parquet {
namespace {

ValueType type_of(duckdb_type type) {
  switch (type) {
    case DUCKDB_TYPE_BOOLEAN: return ValueType::boolean;
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER: return ValueType::integer;
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE: return ValueType::number;
    case DUCKDB_TYPE_BLOB: return ValueType::bytes;
    default: return ValueType::string;
  }
}

std::string quoted(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

}  // namespace

struct ParquetRows::State {
  explicit State(int descriptor) : file("/proc/self/fd/" + std::to_string(descriptor)) {}
  ~State() {
    duckdb_destroy_data_chunk(&chunk);
    duckdb_destroy_result(&result);
    duckdb_destroy_prepare(&statement);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // DuckDB's own sentence, which names the file by a number that is another one in each run.
  [[noreturn]] void fail(const char* reason) const {
    std::string why = reason != nullptr ? reason : "no reason given";
    for (const std::string& name : {"'" + file + "'", "\"" + file + "\"", file})
      for (std::size_t at; (at = why.find(name)) != std::string::npos;) why.replace(at, name.size(), "it");
    if (why.starts_with("Out of Memory Error"))
      throw OutOfMemory("it takes more than 2 GB of memory to read it; write it with smaller row groups");
    throw std::runtime_error(why.substr(0, why.find('\n')));
  }
  std::string source() const { return "read_parquet('" + file + "')"; }

  void take_columns() {
    duckdb_result names;
    const std::string sql = "SELECT * FROM " + source() + " LIMIT 0";
    const bool is_known = duckdb_query(engine.connection(), sql.c_str(), &names) == DuckDBSuccess;
    const std::string why = is_known || duckdb_result_error(&names) == nullptr ? "" : duckdb_result_error(&names);
    for (idx_t i = 0; is_known && i < duckdb_column_count(&names); ++i)
      columns.push_back({duckdb_column_name(&names, i), type_of(duckdb_column_type(&names, i))});
    duckdb_destroy_result(&names);
    if (!is_known) fail(why.c_str());
  }
  void count_rows() {
    duckdb_result count;
    const std::string sql = "SELECT count(*) FROM " + source();
    const bool is_known = duckdb_query(engine.connection(), sql.c_str(), &count) == DuckDBSuccess;
    const std::string why = is_known || duckdb_result_error(&count) == nullptr ? "" : duckdb_result_error(&count);
    if (is_known) n_rows = static_cast<uint64_t>(duckdb_value_int64(&count, 0, 0));
    duckdb_destroy_result(&count);
    if (!is_known) fail(why.empty() ? "its rows cannot be counted" : why.c_str());
  }
  // Every column as its text; those of bytes as nothing.
  void begin() {
    std::string sql;
    for (const TableColumn& column : columns)
      sql += (sql.empty() ? "SELECT " : ", ") +
             (column.type == ValueType::bytes ? "NULL::VARCHAR" : "CAST(" + quoted(column.name) + " AS VARCHAR)");
    sql += " FROM " + source();
    if (duckdb_prepare(engine.connection(), sql.c_str(), &statement) != DuckDBSuccess)
      fail(duckdb_prepare_error(statement));
    if (duckdb_execute_prepared_streaming(statement, &result) != DuckDBSuccess) fail(duckdb_result_error(&result));
  }
  bool next() {
    if (chunk != nullptr && ++row < duckdb_data_chunk_get_size(chunk)) return true;
    duckdb_destroy_data_chunk(&chunk);
    row = 0;
    do {
      duckdb_destroy_data_chunk(&chunk);
      chunk = duckdb_fetch_chunk(result);
    } while (chunk != nullptr && duckdb_data_chunk_get_size(chunk) == 0);
    if (chunk != nullptr) return true;
    if (const char* error = duckdb_result_error(&result); error != nullptr && *error != '\0') fail(error);
    return false;
  }

  const std::string file;
  DuckdbEngine engine{{"memory_limit", "2GB"}};
  std::vector<TableColumn> columns;
  uint64_t n_rows = 0;
  duckdb_prepared_statement statement = nullptr;
  duckdb_result result{};
  duckdb_data_chunk chunk = nullptr;
  idx_t row = 0;
};

ParquetRows::ParquetRows(int descriptor) : state_(std::make_unique<State>(descriptor)) {
  state_->take_columns();
  state_->count_rows();
  state_->begin();
}

ParquetRows::~ParquetRows() = default;

const std::vector<TableColumn>& ParquetRows::columns() const { return state_->columns; }
uint64_t ParquetRows::n_rows() const { return state_->n_rows; }
bool ParquetRows::next() { return state_->next(); }

std::optional<std::string_view> ParquetRows::value(std::size_t column) const {
  const duckdb_vector vector = duckdb_data_chunk_get_vector(state_->chunk, column);
  uint64_t* validity = duckdb_vector_get_validity(vector);
  if (validity != nullptr && !duckdb_validity_row_is_valid(validity, state_->row)) return std::nullopt;
  auto* strings = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector));
  duckdb_string_t* string = strings + state_->row;
  return std::string_view(duckdb_string_t_data(string), duckdb_string_t_length(*string));
}

}  // namespace docmill::parquet
