#include "tooling/cache/stage_result_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <utility>
#include <vector>

#include "tooling/cache/sqlite_library.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

constexpr int busy_milliseconds = 5000;  // how long another process may hold the file; then a result is not kept
constexpr std::size_t waiting_bytes = std::size_t{1} << 20;  // results are written in transactions of about this size
constexpr std::size_t waiting_results = 256;

// `seen` is the number of the last run that used the result. The sum is over key and answer: SQLite checks its pages'
// structure, not their content.
constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS answers (
  key BLOB NOT NULL UNIQUE, seen INTEGER NOT NULL, size INTEGER NOT NULL, sum BLOB NOT NULL, answer BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS answers_seen ON answers (seen, size);
CREATE TABLE IF NOT EXISTS runs (number INTEGER NOT NULL);
INSERT INTO runs SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM runs);
)";
constexpr int format = 1;  // PRAGMA user_version; another one for each other text of `schema`

// Every table was opened with it.
const SqliteLibrary& sqlite() { return *sqlite_library().value(); }

class Statement {
 public:
  Statement(sqlite3* db, const char* sql) {
    sqlite().prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
  }
  ~Statement() { sqlite().finalize(handle_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(int at, std::string_view bytes) {
    sqlite().bind_blob64(handle_, at, bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
  }
  Statement& bind(int at, int64_t number) {
    sqlite().bind_int64(handle_, at, number);
    return *this;
  }
  int step() { return handle_ != nullptr ? sqlite().step(handle_) : SQLITE_ERROR; }
  void reset() {
    sqlite().reset(handle_);
    sqlite().clear_bindings(handle_);
  }
  // One step of a statement that gives no rows.
  int run() {
    const int status = step();
    reset();
    return status;
  }
  std::string_view blob(int column) {
    const void* bytes = sqlite().column_blob(handle_, column);
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite().column_bytes(handle_, column))};
  }
  int64_t number(int column) { return sqlite().column_int64(handle_, column); }

 private:
  sqlite3_stmt* handle_ = nullptr;
};

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Digest sum_of(const Digest& key, std::string_view stage_result, Sha256& hash) {
  hash.update(bytes_of(key));
  hash.update(stage_result);
  return hash.finish();
}

// All that a file holds beside rows, as text. A view or a trigger that somebody has put there could do anything, and
// for ever.
constexpr const char* shape_of_file =
    "SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10)) FROM (SELECT * FROM sqlite_master "
    "ORDER BY name)";

std::string text_of(sqlite3* db, const char* sql) {
  Statement statement(db, sql);
  return statement.step() == SQLITE_ROW ? std::string(statement.blob(0)) : std::string();
}

// Of a file as it is made here.
const std::string& own_shape() {
  static const std::string shape = [] {
    sqlite3* db = nullptr;
    std::string text;
    if (sqlite().open(":memory:", &db) == SQLITE_OK &&
        sqlite().exec(db, schema, nullptr, nullptr, nullptr) == SQLITE_OK)
      text = text_of(db, shape_of_file);
    sqlite().close(db);
    return text;
  }();
  return shape;
}

bool is_damage(int status) {
  const int kind = status & 0xFF;
  return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB;
}

}  // namespace

struct StageResultTable::State {
  fs::path file;
  uint64_t limit = 0;
  TableSharing sharing = TableSharing::one_machine;
  sqlite3* db = nullptr;
  std::unique_ptr<Statement> select, insert, touch, forget;
  int64_t run = 0;
  uint64_t damaged = 0;
  std::string trouble;
  uint64_t written_since_sweep = 0;

  struct Waiting {
    Digest key;
    std::string stage_result;
  };
  std::vector<Waiting> waiting;
  std::size_t waiting_size = 0;
  std::vector<int64_t> used;  // rows that this run has found for the first time
  Sha256 hash;
  std::mutex mutex;

  ~State() { close(); }

  void close() {
    for (std::unique_ptr<Statement>* statement : {&select, &insert, &touch, &forget}) statement->reset();
    sqlite().close(db);
    db = nullptr;
  }

  int execute(const char* sql) { return sqlite().exec(db, sql, nullptr, nullptr, nullptr); }

  int64_t single(const char* sql) {
    Statement statement(db, sql);
    return statement.step() == SQLITE_ROW ? statement.number(0) : 0;
  }

  int open_file() {
    int status =
        sqlite().open_v2(file.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    if (status != SQLITE_OK) return status;
    sqlite().busy_timeout(db, busy_milliseconds);
    // Set before the first table: it lets the file shrink again.
    execute("PRAGMA auto_vacuum = INCREMENTAL");
    // NORMAL keeps a file with a write-ahead log whole after a loss of power; a rollback journal needs FULL for that.
    const bool alone = sharing == TableSharing::one_machine;
    status = execute(alone ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = DELETE");
    if (status != SQLITE_OK) return status;
    execute(alone ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
    const int64_t found = single("PRAGMA user_version");
    if (found != 0 && found != format) return SQLITE_NOTADB;  // of another version of docmill: made anew
    if (status = begin_run(found == 0); status != SQLITE_OK) return status;
    run = single("SELECT number FROM runs");
    select = std::make_unique<Statement>(db, "SELECT rowid, seen, sum, answer FROM answers WHERE key = ?1");
    insert = std::make_unique<Statement>(
        db, "INSERT OR IGNORE INTO answers (key, seen, size, sum, answer) VALUES (?1, ?2, ?3, ?4, ?5)");
    touch = std::make_unique<Statement>(db, "UPDATE answers SET seen = ?2 WHERE rowid = ?1");
    forget = std::make_unique<Statement>(db, "DELETE FROM answers WHERE key = ?1");
    return SQLITE_OK;
  }

  // At once, so that no other process finds half of the tables.
  int begin_run(bool is_new) {
    int status = execute("BEGIN IMMEDIATE");
    if (status != SQLITE_OK) return status;
    const std::string shape = text_of(db, shape_of_file);
    if (!shape.empty() && shape != own_shape()) status = SQLITE_NOTADB;
    if (status == SQLITE_OK) status = execute(schema);
    if (status == SQLITE_OK && is_new) status = execute(fmt::format("PRAGMA user_version = {}", format).c_str());
    if (status == SQLITE_OK) status = execute("UPDATE runs SET number = number + 1");
    if (status == SQLITE_OK) status = execute("COMMIT");
    if (status != SQLITE_OK) execute("ROLLBACK");
    return status;
  }

  Status open() {
    const int status = open_file();
    if (!is_damage(status)) return why_not(status);
    close();
    return open_anew();
  }

  // Not when a damaged file could not be begun anew: then nothing is found, and nothing kept.
  bool is_open() const { return forget != nullptr; }

  // A damaged file is begun anew, also in the middle of a run; anything else is said once.
  void mend(int status) {
    if (!is_damage(status)) {
      if (trouble.empty())
        trouble = fmt::format("{}: answers could not be kept: {}", file.string(), sqlite().errstr(status));
      return;
    }
    used.clear();
    close();
    if (const Status s = open_anew(); !s.ok()) trouble = s.message();
  }

  Status open_anew() {
    std::error_code error;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(file.string() + suffix, error);
    trouble = fmt::format("{}: was damaged, or of another version; begun anew", file.string());
    return why_not(open_file());
  }

  Status why_not(int status) const {
    if (status == SQLITE_OK) return {};
    const std::string why = db != nullptr ? sqlite().errmsg(db) : "out of memory";
    return {Trouble::io, fmt::format("{}: cannot be used: {}", file.string(), why)};
  }

  void flush() {
    if (!is_open()) return waiting.clear();
    if (waiting.empty()) return;
    int status = execute("BEGIN IMMEDIATE");
    if (status == SQLITE_OK) {
      for (const Waiting& w : waiting) {
        const Digest sum = sum_of(w.key, w.stage_result, hash);
        status = insert->bind(1, bytes_of(w.key))
                     .bind(2, run)
                     .bind(3, static_cast<int64_t>(w.stage_result.size()))
                     .bind(4, bytes_of(sum))
                     .bind(5, w.stage_result)
                     .run();
        if (status != SQLITE_DONE) break;
        written_since_sweep += w.stage_result.size();
        status = SQLITE_OK;
      }
      if (status == SQLITE_OK) status = execute("COMMIT");
      if (status != SQLITE_OK) execute("ROLLBACK");
    }
    if (status != SQLITE_OK) mend(status);
    waiting.clear();
    waiting_size = 0;
    // A run that makes more than the table may hold must not fill the disk before it ends.
    if (written_since_sweep > limit / 8) sweep();
  }

  void forget_above_limit(uint64_t bytes) {
    if (bytes <= limit) return;
    std::vector<int64_t> rows;
    Statement oldest(db, "SELECT rowid, size FROM answers ORDER BY seen, rowid");
    while (bytes > limit && oldest.step() == SQLITE_ROW) {
      rows.push_back(oldest.number(0));
      bytes -= std::min(bytes, static_cast<uint64_t>(oldest.number(1)));
    }
    oldest.reset();
    Statement remove(db, "DELETE FROM answers WHERE rowid = ?1");
    for (const int64_t row : rows) remove.bind(1, row).run();
  }

  // Marks what this run has used, then forgets the least recently used above the limit.
  void sweep() {
    written_since_sweep = 0;
    if (!is_open() || execute("BEGIN IMMEDIATE") != SQLITE_OK) return;
    for (const int64_t row : used) touch->bind(1, row).bind(2, run).run();
    used.clear();
    forget_above_limit(static_cast<uint64_t>(single("SELECT total(size) FROM answers")));
    execute("COMMIT");
    execute("PRAGMA incremental_vacuum");
  }
};

StageResultTable::StageResultTable(std::unique_ptr<State> state) : state_(std::move(state)) {}

StageResultTable::~StageResultTable() {
  const std::lock_guard lock(state_->mutex);
  state_->flush();
  state_->sweep();
}

Result<std::unique_ptr<StageResultTable>> StageResultTable::open(const fs::path& file, uint64_t limit,
                                                                 TableSharing sharing) {
  if (const auto library = sqlite_library(); !library.ok()) return library.status();
  auto state = std::make_unique<State>();
  state->sharing = sharing;
  state->file = file;
  state->limit = limit;
  if (Status s = state->open(); !s.ok()) return s;
  return std::unique_ptr<StageResultTable>(new StageResultTable(std::move(state)));
}

void StageResultTable::flush() {
  const std::lock_guard lock(state_->mutex);
  state_->flush();
}

bool StageResultTable::find(const Digest& key, std::string& out) {
  State& s = *state_;
  const std::lock_guard lock(s.mutex);
  if (!s.is_open()) return false;
  s.select->bind(1, bytes_of(key));
  bool found = false, wrong = false;
  const int status = s.select->step();
  if (status == SQLITE_ROW) {
    out = s.select->blob(3);
    found = s.select->blob(2) == bytes_of(sum_of(key, out, s.hash));
    wrong = !found;
    if (found && s.select->number(1) != s.run) s.used.push_back(s.select->number(0));
  }
  s.select->reset();
  if (is_damage(status)) s.mend(status);
  if (wrong) {
    ++s.damaged;
    if (s.is_open()) s.forget->bind(1, bytes_of(key)).run();
  }
  return found;
}

void StageResultTable::insert(const Digest& key, std::string_view stage_result) {
  State& s = *state_;
  if (stage_result.size() > s.limit / 2) return;
  const std::lock_guard lock(s.mutex);
  s.waiting.push_back({key, std::string(stage_result)});
  s.waiting_size += stage_result.size();
  if (s.waiting_size >= waiting_bytes || s.waiting.size() >= waiting_results) s.flush();
}

StageResultTableFacts StageResultTable::facts() {
  State& s = *state_;
  const std::lock_guard lock(s.mutex);
  s.flush();
  StageResultTableFacts facts;
  facts.stage_results = static_cast<uint64_t>(s.single("SELECT count(*) FROM answers"));
  facts.bytes = static_cast<uint64_t>(s.single("SELECT total(size) FROM answers"));
  std::error_code error;
  for (const char* suffix : {"", "-wal"}) {
    const uint64_t size = fs::file_size(s.file.string() + suffix, error);
    if (!error) facts.file_bytes += size;
  }
  facts.limit = s.limit;
  return facts;
}

Status StageResultTable::clear() {
  State& s = *state_;
  const std::lock_guard lock(s.mutex);
  s.waiting.clear();
  s.waiting_size = 0;
  int status = s.execute("DELETE FROM answers");
  if (status == SQLITE_OK) status = s.execute("PRAGMA incremental_vacuum");
  if (status == SQLITE_OK) status = s.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  if (status == SQLITE_OK) return {};
  return {Trouble::io, fmt::format("{}: cannot be emptied: {}", s.file.string(), sqlite().errstr(status))};
}

uint64_t StageResultTable::damaged() const {
  const std::lock_guard lock(state_->mutex);
  return state_->damaged;
}

std::string StageResultTable::trouble() const {
  const std::lock_guard lock(state_->mutex);
  return state_->trouble;
}

}  // namespace docmill::tooling
