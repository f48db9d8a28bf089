// The reader `parquet`: tables in Parquet, by DuckDB.
#include <docmill/sdk/reader.hpp>

#include "parquet_reader.hpp"

DOCMILL_READERS(docmill::parquet::ParquetReader);
