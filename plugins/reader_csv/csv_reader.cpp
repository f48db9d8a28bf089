// The reader `csv`: tables in text (RFC 4180).
#include <docmill/base/json_writer.hpp>
#include <docmill/base/utf8.hpp>
#include <docmill/sdk/reader.hpp>
#include <docmill/sdk/setup.hpp>

#include "csv_reader.hpp"

DOCMILL_READERS(docmill::csv::CsvReader);
