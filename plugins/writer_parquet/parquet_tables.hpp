// Documents as rows of tables, which grow in temporary files and become Parquet at the end.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "catalogue/placed_spans.hpp"
#include "docmill/sdk/document.hpp"
#include "parquet_plan.hpp"
#include "row_file.hpp"
#include "temporary_files/temporary_files.hpp"

namespace docmill::writer_parquet {

// One thread at a time. After an error of a file nothing more is believed: every further call throws the same sentence.
class ParquetTables {
 public:
  // All must outlive it; `files` has one for each table of the plan.
  ParquetTables(const ParquetPlan& plan, const writer::Catalogue& catalogue, const TemporaryFiles& files, Unit offsets);

  // Adds a document. Throws std::runtime_error: the document cannot be a record (then the tables are as before), or a
  // file cannot be written.
  void add(Document document);
  // Hands over the bytes of every table's file, table by table, piece by piece. No call may follow. Throws
  // std::runtime_error, and what `take` throws.
  void finish(const std::function<void(std::size_t table, std::string_view bytes)>& take);

 private:
  void add_document(Document document);
  void add_record_keys(RowFile& rows, Document document);
  void add_content(RowFile& rows, Document document, const writer::LayerInfo& layer);
  void add_attributes(const Table& table, RowFile& rows, Document document);
  void add_spans(const Table& table, RowFile& rows, Document document);

  const ParquetPlan& plan_;
  const writer::Catalogue& catalogue_;
  std::vector<RowFile> rows_;  // by table
  writer::Positions positions_;
  int64_t n_documents_ = 0;
  std::string trouble_;  // why nothing more is believed
};

}  // namespace docmill::writer_parquet
