// Rows as a Parquet file, by DuckDB; nothing else here knows of it.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "parquet_plan.hpp"
#include "row_file.hpp"

namespace docmill::writer_parquet {

// Reads all rows and hands over the bytes of the file, piece by piece, on the caller's thread. The same rows are the
// same bytes. Opens no file (a worker process may not): DuckDB writes into a pipe. Throws std::runtime_error, and what
// `take` throws.
void copy_to_parquet(const std::vector<Column>& columns, RowFile& rows,
                     const std::function<void(std::string_view)>& take);

}  // namespace docmill::writer_parquet
