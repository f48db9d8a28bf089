#include "database.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace docmill::writer_sqlite {

namespace {

constexpr std::size_t piece_size = std::size_t{1} << 20;

void bind(sqlite3_stmt* statement, int at, std::string_view text) {
  sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}
void bind(sqlite3_stmt* statement, int at, std::optional<std::string_view> text) {
  if (text) bind(statement, at, *text);
  else sqlite3_bind_null(statement, at);
}
void bind(sqlite3_stmt* statement, int at, int64_t number) { sqlite3_bind_int64(statement, at, number); }

void bind_cell(sqlite3_stmt* statement, int at, const docmill_cell& cell, uint32_t type, const char* pool) {
  switch (type) {
    case DOCMILL_TYPE_BOOLEAN: return bind(statement, at, int64_t{cell.integer != 0});
    case DOCMILL_TYPE_INTEGER: return bind(statement, at, cell.integer);
    case DOCMILL_TYPE_NUMBER: sqlite3_bind_double(statement, at, cell.number); return;
    default: return bind(statement, at, std::string_view(pool + cell.string.offset, cell.string.size));
  }
}

void bind_place(sqlite3_stmt* statement, int at, bool known, uint64_t place) {
  if (known) bind(statement, at, static_cast<int64_t>(place));
  else sqlite3_bind_null(statement, at);
}

void bind_column(sqlite3_stmt* statement, int at, const writer::SpanColumn& column, const writer::PlacedSpan& span,
                 const char* pool) {
  using writer::SpanPart;
  switch (column.part) {
    case SpanPart::start: return bind(statement, at, int64_t{span.start});
    case SpanPart::end: return bind(statement, at, int64_t{span.end});
    case SpanPart::text: return bind(statement, at, span.text);
    case SpanPart::label: return bind(statement, at, span.row.label());
    case SpanPart::value: return bind(statement, at, span.row.value());
    case SpanPart::score:
      if (const std::optional<double> score = span.row.score()) sqlite3_bind_double(statement, at, *score);
      else sqlite3_bind_null(statement, at);
      return;
    case SpanPart::field:
      if (span.row.is_null(column.field)) sqlite3_bind_null(statement, at);
      else bind_cell(statement, at, span.row.cell(column.field), column.type, pool);
      return;
    case SpanPart::source_start: return bind_place(statement, at, span.has_source, span.source.start);
    case SpanPart::source_end: return bind_place(statement, at, span.has_source, span.source.end);
  }
}

}  // namespace

// No journal and no sync: a database whose run dies is thrown away with it. What is in the file hangs on these settings
// and on the version of SQLite.
Database::Database(const DatabasePlan& plan, const writer::Catalogue& catalogue, const TemporaryFiles& files,
                   Unit offsets)
    : plan_(plan),
      catalogue_(catalogue),
      files_(files),
      vfs_(files),
      insert_document_(nullptr, sqlite3_finalize),
      insert_search_(nullptr, sqlite3_finalize),
      positions_(catalogue.size(), offsets) {
  constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2("database", &connection_, flags, vfs_.name()) != SQLITE_OK)
    give_up("the database cannot be opened");
  for (const char* setting : {"PRAGMA page_size = 4096", "PRAGMA encoding = 'UTF-8'", "PRAGMA auto_vacuum = NONE",
                              "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF",
                              "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA temp_store = FILE"})
    run(setting);
  run("PRAGMA cache_size = -" + std::to_string(page_cache_kib));
  run("BEGIN");
  for (const std::string& sql : plan.before) run(sql);
  insert_document_ = prepare(plan.insert_document);
  for (const LayerTable& table : plan.tables) insert_rows_.push_back(prepare(table.insert));
  if (!plan.insert_search.empty()) insert_search_ = prepare(plan.insert_search);
}

Database::~Database() {
  insert_rows_.clear();
  insert_document_.reset();
  insert_search_.reset();
  sqlite3_close(connection_);
}

void Database::give_up(const char* what) {
  trouble_ = std::string(what) + ": " + (connection_ != nullptr ? sqlite3_errmsg(connection_) : "no memory");
  if (vfs_.last_error() != 0) trouble_ += std::string(" (") + std::strerror(vfs_.last_error()) + ")";
  trouble_ += "; it grows in " + files_.folder() + ", which TMPDIR chooses";
  throw std::runtime_error(trouble_);
}

void Database::run(const std::string& sql) {
  if (sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    give_up("the database cannot be written");
}

Database::Statement Database::prepare(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(connection_, sql.c_str(), static_cast<int>(sql.size()) + 1, SQLITE_PREPARE_PERSISTENT,
                         &statement, nullptr) != SQLITE_OK)
    give_up("the database cannot be written");
  return {statement, sqlite3_finalize};
}

void Database::step(sqlite3_stmt* statement) {
  const int status = sqlite3_step(statement);
  const bool is_done = status == SQLITE_DONE && sqlite3_reset(statement) == SQLITE_OK;
  if (!is_done) give_up("the database cannot be written");
}

// What cannot be written is found before the first row: a part of a document stays in no table.
void Database::add(Document document) {
  if (!trouble_.empty()) throw std::runtime_error(trouble_);
  positions_.next_document();
  for (const LayerTable& table : plan_.tables)
    if (table.layer.kind == DOCMILL_KIND_SPANS && document.has(table.layer.index))
      (void)writer::PlacedSpans(document, table.layer, positions_);
  ++n_documents_;
  add_row(document);
  for (std::size_t i = 0; i < plan_.tables.size(); ++i) add_table(i, document);
  add_search(document);
}

void Database::add_row(Document document) {
  sqlite3_stmt* row = insert_document_.get();
  int at = 0;
  bind(row, ++at, int64_t{n_documents_});
  const AttributesView place = document.attributes(catalogue_.place());
  if (catalogue_.shows("id")) bind(row, ++at, document.text(catalogue_.id()));
  if (catalogue_.shows("source")) bind(row, ++at, place.string(catalogue_.place_source()));
  if (catalogue_.shows("line")) {
    const std::optional<int64_t> line = place.integer(catalogue_.place_line());
    ++at;
    if (line) bind(row, at, *line);
    else sqlite3_bind_null(row, at);
  }
  std::string metadata, errors;
  if (catalogue_.shows("metadata")) {
    if (document.has(catalogue_.metadata()))
      writer::append_shown_json(metadata, document.text(catalogue_.metadata()), catalogue_.shown().in("metadata"),
                                "metadata");
    else metadata = "{}";
    bind(row, ++at, std::string_view(metadata));
  }
  if (catalogue_.shows("errors")) bind(row, ++at, document.text(catalogue_.errors()));
  std::vector<std::string> json(plan_.contents.size());
  for (std::size_t i = 0; i < plan_.contents.size(); ++i) {
    const writer::LayerInfo& layer = plan_.contents[i];
    ++at;
    if (!document.has(layer.index)) {
      sqlite3_bind_null(row, at);
    } else if (layer.kind == DOCMILL_KIND_JSON) {
      writer::append_shown_json(json[i], document.text(layer.index), layer.inside, layer.name);
      bind(row, at, std::string_view(json[i]));
    } else {
      bind(row, at, document.text(layer.index));
    }
  }
  step(row);
  sqlite3_clear_bindings(row);
}

void Database::add_table(std::size_t i, Document document) {
  const LayerTable& table = plan_.tables[i];
  if (!document.has(table.layer.index)) return;
  sqlite3_stmt* row = insert_rows_[i].get();
  const char* pool = document.layer(table.layer.index)->pool;
  bind(row, 1, int64_t{n_documents_});
  if (table.layer.kind == DOCMILL_KIND_ATTRIBUTES) {
    const AttributesView values = document.attributes(table.layer.index);
    int at = 1;
    for (const uint32_t key : table.keys) {
      ++at;
      if (values.is_null(key)) sqlite3_bind_null(row, at);
      else bind_cell(row, at, values.cell(key), table.layer.fields[key].type, pool);
    }
    return step(row);
  }
  writer::PlacedSpans spans(document, table.layer, positions_);
  for (uint32_t n = 0; n < spans.size(); ++n) {
    const writer::PlacedSpan span = spans[n];
    bind(row, 2, int64_t{n} + 1);
    int at = 2;
    for (const writer::SpanColumn& column : table.columns) bind_column(row, ++at, column, span, pool);
    step(row);
  }
}

void Database::add_search(Document document) {
  if (!insert_search_ || !plan_.searched || !document.has(*plan_.searched)) return;
  sqlite3_stmt* row = insert_search_.get();
  bind(row, 1, int64_t{n_documents_});
  bind(row, 2, writer::string_of(plan_.title, document));
  bind(row, 3, document.text(*plan_.searched));
  step(row);
}

void Database::finish(const std::function<void(std::string_view)>& take) {
  if (!trouble_.empty()) throw std::runtime_error(trouble_);
  for (const std::string& sql : plan_.after) run(sql);
  run("COMMIT");
  insert_rows_.clear();
  insert_document_.reset();
  insert_search_.reset();
  if (sqlite3_close(connection_) != SQLITE_OK) give_up("the database cannot be closed");
  connection_ = nullptr;
  std::string piece(piece_size, '\0');
  for (uint64_t at = 0; at < vfs_.database_size();) {
    const std::size_t want = std::min<uint64_t>(piece.size(), vfs_.database_size() - at);
    const ssize_t got = ::pread(files_.descriptor(0), piece.data(), want, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw std::runtime_error("the database cannot be read again from " + files_.folder());
    take(std::string_view(piece).substr(0, static_cast<std::size_t>(got)));
    at += static_cast<uint64_t>(got);
  }
}

}  // namespace docmill::writer_sqlite
