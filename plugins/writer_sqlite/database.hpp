// A database that grows by documents, in the order in which they come.
#pragma once

#include <sqlite3.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "database_plan.hpp"
#include "descriptor_vfs.hpp"
#include "docmill/sdk/document.hpp"

namespace docmill::writer_sqlite {

// Pages that SQLite keeps in memory, in KiB; the rest is in the file.
inline constexpr int page_cache_kib = 32 * 1024;

// One thread at a time. After an error nothing more is believed: every further call throws the same sentence.
class Database {
 public:
  // Both must outlive it; the first of the files becomes the database. Throws std::runtime_error.
  Database(const DatabasePlan& plan, const writer::Catalogue& catalogue, const TemporaryFiles& files, Unit offsets);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Adds a document. Throws std::runtime_error: the document cannot be a record (then the database is as before), or
  // the file cannot be written.
  void add(Document document);
  // Makes indexes and views, and hands over the bytes of the whole file, piece by piece. No call may follow. Throws
  // std::runtime_error.
  void finish(const std::function<void(std::string_view)>& take);

 private:
  using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;
  void run(const std::string& sql);
  Statement prepare(const std::string& sql);
  void step(sqlite3_stmt* statement);
  [[noreturn]] void give_up(const char* what);
  void add_row(Document document);
  void add_table(std::size_t i, Document document);
  void add_search(Document document);

  const DatabasePlan& plan_;
  const writer::Catalogue& catalogue_;
  const TemporaryFiles& files_;
  DescriptorVfs vfs_;
  sqlite3* connection_ = nullptr;
  Statement insert_document_, insert_search_;
  std::vector<Statement> insert_rows_;  // by table
  writer::Positions positions_;
  sqlite3_int64 n_documents_ = 0;
  std::string trouble_;  // why nothing more is believed
};

}  // namespace docmill::writer_sqlite
