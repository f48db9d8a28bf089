// Tables that DuckDB has written, through the whole program.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "duckdb/duckdb_engine.hpp"
#include "parquet_rows.hpp"
#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

const std::string three_rows =
    "SELECT * FROM (VALUES (7, 'one', 'The mill stands at the bridge.', true, 1.5, DATE '2024-05-01', [1, 2], "
    "'x'::BLOB),"
    "(8, 'two', NULL, false, 'nan'::DOUBLE, NULL, NULL, NULL),"
    "(9, 'three', 'It grinds no corn today.', NULL, 2.0, NULL, [3], NULL)) "
    "t(number, name, content, is_good, weight, day, list, picture)";

struct Desk {
  TempFolder temp;

  void write(const std::string& name, const std::string& sql) const {
    temp.write("in/keep", "");
    docmill::DuckdbEngine().run("COPY (" + sql + ") TO '" + (temp / ("in/" + name)).string() + "' (FORMAT parquet)");
  }
  ProgramResult run(const std::string& options, const std::vector<std::string>& more = {},
                    const std::string& out = "out") const {
    temp.write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[reader]]\nuse = \"parquet\"\n" + options +
                             "[[stage]]\nuse = \"writer\"\nschema = false\n");
    std::vector<std::string> arguments = {"run",          (temp / "p.toml").string(), "--output", (temp / out).string(),
                                          "--plugin-dir", DOCMILL_PLUGIN_DIR};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_docmill(arguments);
  }
  std::string records() const { return read_file(temp / "out/records/documents.jsonl"); }
  std::string failures() const { return read_file(temp / "out/failures.jsonl"); }
};

bool has(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("parquet: rows become documents, their columns metadata with their types") {
  const Desk desk;
  desk.write("a.parquet", three_rows);
  const ProgramResult result = desk.run("id = \"name\"\n");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const std::string records = desk.records();
  CHECK(has(records, "\"id\":\"one\""));
  CHECK(has(records, "\"text\":\"The mill stands at the bridge.\""));
  CHECK(has(records,
            "\"metadata\":{\"number\":7,\"is_good\":true,\"weight\":1.5,\"day\":\"2024-05-01\",\"list\":\"[1, 2]\"}"));
  CHECK(has(records, "\"metadata\":{\"number\":9,\"weight\":2.0,\"list\":\"[3]\"}"));
  CHECK(has(records, "\"locator\":\"row 3\""));
  CHECK_FALSE(has(records, "\"two\""));
  CHECK(has(result.err, "no-text"));
}

TEST_CASE("parquet: a large table, also of rows that are all the same, is the same however it is run") {
  const Desk desk;
  desk.write("a.parquet", "SELECT 'The mill stands at the bridge.' AS text FROM range(30000)");
  desk.write("b.parquet", "SELECT i AS n, 'Text number ' || i AS text FROM range(5000) r(i)");
  REQUIRE(desk.run("").status == 0);
  const std::string whole = folder_content(desk.temp / "out");
  REQUIRE(desk.run("", {"--isolate"}, "isolated").status == 0);
  CHECK(folder_content(desk.temp / "isolated") == whole);
  for (const char* shard : {"2/3", "1/3", "3/3"}) REQUIRE(desk.run("", {"--shard", shard}, "shared").status == 0);
  REQUIRE(run_docmill({"merge", (desk.temp / "shared").string(), "--plugin-dir", DOCMILL_PLUGIN_DIR}).status == 0);
  CHECK(folder_content(desk.temp / "shared") == whole);
}

TEST_CASE("parquet: what cannot be read is listed with what would be right") {
  const Desk desk;
  desk.write("whole.parquet", three_rows);
  const std::string whole = read_file(desk.temp / "in/whole.parquet");
  desk.temp.write("in/cut.parquet", whole.substr(0, whole.size() / 2));
  desk.temp.write("in/no.parquet", "no table");
  desk.write("names.parquet", "SELECT 1 AS a, 'x' AS b");
  desk.write("none.parquet", "SELECT 'x' AS text WHERE false");
  REQUIRE(desk.run("").status == 0);
  const std::string failures = desk.failures();
  CHECK(has(failures, "\"code\":\"damaged\",\"message\":\"it cannot be read as Parquet: "));
  CHECK_FALSE(has(failures, "/proc/self/fd"));
  CHECK(has(failures, "it does not begin like Parquet; take it off the files of this [[reader]]"));
  CHECK(has(failures, "say text = \\\"...\\\" with one of its columns: a, b"));
  CHECK(has(failures, "there is no row in it"));
  REQUIRE(desk.run("text = \"weight\"\n").status == 0);
  CHECK(has(desk.failures(), "it has no column 'weight' (text); its columns are: a, b"));
}

TEST_CASE("parquet: a damaged page ends a table behind the rows before it, and is told of") {
  const Desk desk;
  desk.write("a.parquet", "SELECT i AS n, 'Text number ' || i AS text FROM range(300000) r(i)");
  std::string bytes = read_file(desk.temp / "in/a.parquet");
  for (std::size_t at = bytes.size() / 2; at < bytes.size() / 2 + 2000; ++at) bytes[at] = '\xFF';
  desk.temp.write("in/a.parquet", bytes);
  const ProgramResult result = desk.run("");
  CHECK(result.status == 0);
  CHECK(has(desk.failures(), "fetch the file again"));
}
