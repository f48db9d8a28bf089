#include "parquet_copy.hpp"

#include <duckdb.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

#include "duckdb/duckdb_engine.hpp"

namespace docmill::writer_parquet {

namespace {

// A row group ends behind this many rows, or this many bytes: DuckDB keeps it in memory, with what it packs.
constexpr const char* row_group = "ROW_GROUP_SIZE 16384, ROW_GROUP_SIZE_BYTES 16777216";
// A piece of rows ends behind this many bytes of text, so that a group cannot be much larger than it should.
constexpr std::size_t piece_bytes = std::size_t{1} << 20;

struct Source {
  const std::vector<Column>* columns;
  RowFile* rows;
  int64_t n_left;
};

// ---- the rows as a table function

duckdb_type duckdb_type_of(ColumnType type) {
  switch (type) {
    case ColumnType::boolean: return DUCKDB_TYPE_BOOLEAN;
    case ColumnType::integer: return DUCKDB_TYPE_BIGINT;
    case ColumnType::number: return DUCKDB_TYPE_DOUBLE;
    default: return DUCKDB_TYPE_VARCHAR;
  }
}

void bind_rows(duckdb_bind_info info) {
  const auto& source = *static_cast<const Source*>(duckdb_bind_get_extra_info(info));
  for (const Column& column : *source.columns) {
    duckdb_logical_type type = duckdb_create_logical_type(duckdb_type_of(column.type));
    duckdb_bind_add_result_column(info, column.name.c_str(), type);
    duckdb_destroy_logical_type(&type);
  }
}

void init_rows(duckdb_init_info info) { duckdb_init_set_max_threads(info, 1); }

template <class Stored>
bool read_number(RowFile& rows, duckdb_vector vector, idx_t row) {
  std::conditional_t<std::is_same_v<Stored, double>, double, int64_t> value{};
  if (!rows.read(value)) return false;
  static_cast<Stored*>(duckdb_vector_get_data(vector))[row] = static_cast<Stored>(value);
  return true;
}

bool read_text(RowFile& rows, duckdb_vector vector, idx_t row, std::size_t& n_bytes) {
  std::string_view value;
  if (!rows.read(value)) return false;
  duckdb_vector_assign_string_element_len(vector, row, value.data(), value.size());
  n_bytes += value.size();
  return true;
}

bool read_value(const Column& column, RowFile& rows, duckdb_vector vector, idx_t row, std::size_t& n_bytes) {
  switch (column.type) {
    case ColumnType::boolean: return read_number<bool>(rows, vector, row);
    case ColumnType::integer: return read_number<int64_t>(rows, vector, row);
    case ColumnType::number: return read_number<double>(rows, vector, row);
    default: return read_text(rows, vector, row, n_bytes);
  }
}

void read_row(Source& source, duckdb_data_chunk chunk, idx_t row, std::size_t& n_bytes) {
  for (idx_t i = 0; i < source.columns->size(); ++i) {
    duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, i);
    if (read_value((*source.columns)[i], *source.rows, vector, row, n_bytes)) continue;
    duckdb_vector_ensure_validity_writable(vector);
    duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), row);
  }
}

void read_rows(duckdb_function_info info, duckdb_data_chunk chunk) try {
  auto& source = *static_cast<Source*>(duckdb_function_get_extra_info(info));
  idx_t n = 0;
  for (std::size_t n_bytes = 0; source.n_left > 0 && n < duckdb_vector_size() && n_bytes < piece_bytes; --source.n_left)
    read_row(source, chunk, n++, n_bytes);
  duckdb_data_chunk_set_size(chunk, n);
} catch (const std::exception& e) {
  duckdb_function_set_error(info, e.what());
}

// ---- DuckDB

void add_rows_function(const DuckdbEngine& engine, Source& source) {
  duckdb_table_function function = duckdb_create_table_function();
  duckdb_table_function_set_name(function, "kept_rows");
  duckdb_table_function_set_extra_info(function, &source, nullptr);
  duckdb_table_function_set_bind(function, bind_rows);
  duckdb_table_function_set_init(function, init_rows);
  duckdb_table_function_set_function(function, read_rows);
  const bool is_known = duckdb_register_table_function(engine.connection(), function) == DuckDBSuccess;
  duckdb_destroy_table_function(&function);
  if (!is_known) throw std::runtime_error("DuckDB takes no table function");
}

// ---- the pipe

class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_, O_CLOEXEC) != 0) throw std::runtime_error(std::string("no pipe: ") + std::strerror(errno));
  }
  ~Pipe() {
    close_writer();
    ::close(ends_[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  // A name under which this process can open the end to write to.
  std::string writer_name() const { return "/proc/self/fd/" + std::to_string(ends_[1]); }
  void close_writer() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }
  // What has come; empty at the end.
  std::string_view read(std::string& buffer) {
    for (;;) {
      const ssize_t got = ::read(ends_[0], buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      return std::string_view(buffer).substr(0, static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    }
  }

 private:
  int ends_[2] = {-1, -1};
};

// Hands on all that comes. What cannot be handed on is read all the same: the writer waits for it.
std::exception_ptr hand_on(Pipe& pipe, const std::function<void(std::string_view)>& take) {
  std::exception_ptr error;
  std::string buffer(std::size_t{1} << 18, '\0');
  for (std::string_view bytes = pipe.read(buffer); !bytes.empty(); bytes = pipe.read(buffer)) try {
      if (!error) take(bytes);
    } catch (...) {
      error = std::current_exception();
    }
  return error;
}

}  // namespace

void copy_to_parquet(const std::vector<Column>& columns, RowFile& rows,
                     const std::function<void(std::string_view)>& take) {
  Source source{&columns, &rows, rows.size()};
  // One thread keeps the order by itself; where DuckDB is told to keep it, it counts rows only, and a row group has no
  // limit in bytes.
  DuckdbEngine engine({{"preserve_insertion_order", "false"}});
  add_rows_function(engine, source);
  Pipe pipe;
  const std::string sql = "COPY (SELECT * FROM kept_rows()) TO '" + pipe.writer_name() +
                          "' (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false, " + row_group + ")";
  std::exception_ptr copy_error;
  std::thread copy([&] {
    try {
      engine.run(sql);
    } catch (...) {
      copy_error = std::current_exception();
    }
    pipe.close_writer();
  });
  const std::exception_ptr take_error = hand_on(pipe, take);
  copy.join();
  if (copy_error) std::rethrow_exception(copy_error);
  if (take_error) std::rethrow_exception(take_error);
}

}  // namespace docmill::writer_parquet
