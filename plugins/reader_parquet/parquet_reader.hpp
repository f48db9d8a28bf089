// The reader `parquet` as a struct of the SDK: a document for each row of a table.
#pragma once

#include <cstdint>
#include <docmill/sdk/reader.hpp>
#include <memory>
#include <string>

#include "columns.hpp"
#include "parquet_rows.hpp"
#include "temporary_files/temporary_files.hpp"

namespace docmill::parquet {

using csv::Media;

struct ParquetReader {
  static constexpr ReaderInfo info{"parquet", "1.0.0", "a document for each row of a Parquet file"};
  static constexpr auto suffixes = docmill::suffixes(".parquet");
  static constexpr auto first_bytes = docmill::first_bytes(docmill::bytes_at(0, "PAR1"));

  struct Config {
    std::string text, id;
    Media media_type = Media::text;
    uint64_t max_file = uint64_t{16} << 30;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::text>("text", "\"\"", csv::text_summary),
      docmill::option<&Config::id>("id", "\"\"", csv::id_summary),
      docmill::option<&Config::media_type>("media-type", "\"text\"", csv::media_type_summary)
          .one_of(docmill::choice("text", Media::text), docmill::choice("html", Media::html),
                  docmill::choice("markdown", Media::markdown)),
      docmill::option<&Config::max_file>("max-file", "17179869184",
                                         "bytes of a file, unpacked, at most: it is copied to the folder for temporary "
                                         "files")
          .between(1, 1e15));

  // A table that is open: a copy without a name, for its directory stands at its end.
  struct OpenTable {
    TemporaryFiles file{1};
    uint64_t size = 0;  // bytes
    std::unique_ptr<ParquetRows> rows;
    csv::Columns columns;
    uint64_t row = 0;    // that came out last, from 1
    std::string record;  // likewise
  };
  struct Cursor {
    std::unique_ptr<OpenTable> table;
    bool is_done = false;
  };

  ParquetReader(Config c, const Setup&) : config(std::move(c)) {}

  void next(Cursor& cursor, Source& file, Cut& cut) const;
  void decode(detail::Nothing&, CutRecord in, Record& out) const;

  Config config;

 private:
  bool open(Cursor& cursor, Source& file, Cut& cut) const;
  void cut_row(OpenTable& table, Source& file, Cut& cut) const;
};

}  // namespace docmill::parquet
