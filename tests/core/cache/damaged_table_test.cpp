// The file of kept results, damaged in every way that comes to mind: what is found is what was kept, or nothing is
// found and the file is begun anew. Never an end of docmill, never another result.
#include "fuzz/fuzz_cache_file.cpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "support/corpus.hpp"
#include "support/mutation.hpp"
#include "support/temp_folder.hpp"
#include "tooling/cache/stage_result_table.hpp"

namespace {

using docmill::test::found_in_cache_file;
using docmill::test::kept_results;
using docmill::test::TempFolder;
using docmill::tooling::StageResultTable;
using docmill::tooling::TableSharing;

std::unique_ptr<StageResultTable> table_in(const std::filesystem::path& file) {
  auto table = StageResultTable::open(file, 1 << 20, TableSharing::several_machines);
  REQUIRE_MESSAGE(table.ok(), table.status().message());
  return std::move(table.value());
}

// A file with results; its bytes.
std::string good_file() {
  const TempFolder temp;
  const auto kept = kept_results();
  {
    const auto table = table_in(temp / "good.sqlite");
    for (const auto& [key, result] : kept) table->insert(key, result);
  }
  return docmill::test::read_file(temp / "good.sqlite");
}

void change(const std::filesystem::path& file, const char* sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
  CHECK_MESSAGE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sqlite3_errmsg(db));
  sqlite3_close(db);
}

}  // namespace

TEST_CASE("a damaged file of results gives what was kept or nothing") {
  std::vector<std::string> files = docmill::test::fuzz_corpus("cache_file");
  REQUIRE(files.size() >= 3);
  files.push_back(good_file());
  CHECK(found_in_cache_file(files.back()) == kept_results().size());
  CHECK(found_in_cache_file("") == 0);
  CHECK(found_in_cache_file(files.back().substr(0, files.back().size() / 2)) < kept_results().size());
  for (const std::string& file : files) (void)found_in_cache_file(file);
  std::mt19937 random(59);
  for (int i = 0; i < 60; ++i) (void)found_in_cache_file(docmill::test::mutation(files, random));
}

TEST_CASE("a file with views and triggers of somebody else is begun anew") {
  const TempFolder temp;
  const auto [key, result] = kept_results()[1];
  for (const char* sql :
       {"CREATE TRIGGER more AFTER UPDATE ON runs BEGIN INSERT INTO answers SELECT randomblob(9), 1, 1, 'a', 'b'; END",
        "DROP TABLE runs; CREATE VIEW runs AS WITH RECURSIVE n(number) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT "
        "* FROM n",
        "CREATE TABLE other (a)"}) {
    CAPTURE(sql);
    temp.write("t.sqlite", good_file());
    std::string out;
    CHECK(table_in(temp / "t.sqlite")->find(key, out));
    change(temp / "t.sqlite", sql);
    const auto table = table_in(temp / "t.sqlite");
    CHECK(table->trouble().ends_with("was damaged, or of another version; begun anew"));
    CHECK_FALSE(table->find(key, out));
    table->insert(key, result);
    table->flush();
    CHECK(table->find(key, out));
  }
}

TEST_CASE("a damaged file that cannot be begun anew gives nothing, and keeps nothing") {
  const TempFolder temp;
  temp.write("folder/t.sqlite", good_file());
  const auto table = table_in(temp / "folder/t.sqlite");
  temp.write("folder/t.sqlite", std::string(100000, 'x'));
  std::filesystem::rename(temp / "folder", temp / "moved");
  temp.write("folder", "a file");
  std::string out;
  for (const auto& [key, result] : kept_results()) {
    CHECK_FALSE(table->find(key, out));
    table->insert(key, result);
  }
  table->flush();
  CHECK(table->facts().stage_results == 0);
  CHECK_FALSE(table->clear().ok());
  CHECK(table->trouble().find("cannot be used: ") != std::string::npos);
}
