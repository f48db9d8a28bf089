// Tables that DuckDB has written, through the whole program.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
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
  std::string stages = "[[stage]]\nuse = \"cleaner\"\n";  // before the writer

  void write(const std::string& name, const std::string& sql, const std::string& more = "") const {
    temp.write("in/keep", "");
    docmill::DuckdbEngine().run("COPY (" + sql + ") TO '" + (temp / ("in/" + name)).string() + "' (FORMAT parquet" +
                                more + ")");
  }
  ProgramResult run(const std::string& options, const std::vector<std::string>& more = {},
                    const std::string& out = "out", const ProgramSettings& settings = {}) const {
    temp.write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[reader]]\nuse = \"parquet\"\n" + options +
                             stages + "[[stage]]\nuse = \"writer\"\nschema = false\n");
    std::vector<std::string> arguments = {"run",          (temp / "p.toml").string(), "--output", (temp / out).string(),
                                          "--plugin-dir", DOCMILL_PLUGIN_DIR};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_docmill(arguments, settings);
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
  CHECK_MESSAGE(has(records, "\"text\":\"The mill stands at the bridge.\""), records);
  CHECK(has(records,
            "\"metadata\":{\"number\":7,\"is_good\":true,\"weight\":1.5,\"day\":\"2024-05-01\",\"list\":\"[1, 2]\"}"));
  CHECK(has(records, "\"metadata\":{\"number\":9,\"weight\":2.0,\"list\":\"[3]\"}"));
  CHECK(has(records, "\"source\":\"a.parquet\",\"line\":3,"));
  CHECK_FALSE(has(records, "\"two\""));
  CHECK(has(result.err, "no-text"));
}

TEST_CASE("parquet: a large table, also of rows that are all the same, is the same however it is run") {
  const Desk desk{{}, ""};
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

TEST_CASE("parquet: a table of one value, many thousand times, is read to its end") {
  const Desk desk{{}, ""};
  desk.write("a.parquet", "SELECT CASE WHEN i = 599999 THEN 'The mill.' END AS text FROM range(600000) r(i)",
             ", ROW_GROUP_SIZE 1000000");
  CHECK(read_file(desk.temp / "in/a.parquet").size() < 580);  // so that 1,024 rows for a byte would not be enough
  const ProgramResult result = desk.run("");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(desk.failures().empty());
  CHECK(has(desk.records(), "\"id\":\"a.parquet:600000\""));
}

TEST_CASE("parquet: points in time are written in UTC, in whatever zone the machine stands") {
  const Desk desk;
  desk.write("a.parquet", "SELECT 'The mill.' AS text, TIMESTAMPTZ '2024-05-01 12:00:00+02' AS at");
  for (const char* zone : {"UTC", "America/New_York"}) {
    CAPTURE(zone);
    REQUIRE(desk.run("", {}, "out", {.environment = {std::string("TZ=") + zone}}).status == 0);
    CHECK_MESSAGE(has(desk.records(), "\"metadata\":{\"at\":\"2024-05-01 10:00:00+00\"}"), desk.records());
  }
}

TEST_CASE("parquet: an id that is too long is kept in the metadata") {
  const Desk desk;
  desk.write("a.parquet",
             "SELECT 'The mill.' AS text, repeat('x', 2001) AS name UNION ALL SELECT 'Corn.', repeat('y', 2000)");
  REQUIRE(desk.run("id = \"name\"\n").status == 0);
  CHECK(has(desk.records(), "\"metadata\":{\"name\":\"" + std::string(2001, 'x') + "\"}"));
  CHECK(has(desk.records(), "\"id\":\"" + std::string(2000, 'y') + "\""));
}

TEST_CASE("parquet: a packed file that is cut off is listed once, one above max-file is not copied") {
  const Desk desk;
  desk.write("a.parquet", "SELECT i AS n, 'Text number ' || i * 7919 % 10007 AS text FROM range(10000) r(i)");
  REQUIRE(std::system(("gzip " + (desk.temp / "in/a.parquet").string()).c_str()) == 0);
  REQUIRE(desk.run("max-file = 1000\n").status == 0);
  CHECK(has(desk.failures(),
            "\"code\":\"too-large\",\"message\":\"it has more than 1000 bytes, unpacked; raise max-file"));
  const std::string packed = read_file(desk.temp / "in/a.parquet.gz");
  desk.temp.write("in/a.parquet.gz", packed.substr(0, packed.size() / 2));
  REQUIRE(desk.run("").status == 0);
  const std::string failures = desk.failures();
  CHECK_MESSAGE(std::count(failures.begin(), failures.end(), '\n') == 1, failures);
  CHECK_FALSE(has(failures, "as Parquet"));
}

TEST_CASE("parquet: without a folder for temporary files it says so") {
  const Desk desk;
  desk.write("a.parquet", "SELECT 'The mill.' AS text");
  CHECK(desk.run("", {}, "out", {.environment = {"TMPDIR=/nowhere/at-all"}}).status == 0);
  CHECK_MESSAGE(has(desk.failures(), "\"code\":\"no-temporary-file\",\"message\":\"no temporary file can be made: "),
                desk.failures());
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
