// Runs over the seeds: the same bytes however it is run, and the README says what is so.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <string>

#include "duckdb_reader.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using docmill::test::read_file;
using docmill::test::TempFolder;

namespace {

namespace fs = std::filesystem;

const std::string readme = DOCMILL_SOURCE_DIR "/plugins/writer_parquet/README.md";

void run(const TempFolder& temp, const std::string& out, std::vector<std::string> more) {
  const std::string source = DOCMILL_SOURCE_DIR;
  temp.write("p.toml", "[input]\nfrom = [\"" + source + "/seeds\"]\nskip = [\"README.md\"]\n[output]\nto = \"out\"\n" +
                           "[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"language-tagger\"\n" +
                           "[[stage]]\nuse = \"entity-linker\"\nknowledge = [\"" + source +
                           "/plugins/entity_linker/knowledge/ai-chips.tsv\"]\n[[stage]]\nuse = \"summarizer-stub\"\n" +
                           "[[stage]]\nuse = \"writer-parquet\"\n");
  std::vector<std::string> arguments = {"run", "p.toml", "--output", out, "--plugin-dir", DOCMILL_PLUGIN_DIR};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const auto result = docmill::test::run_docmill(arguments, {temp.path(), {}, ""});
  REQUIRE_MESSAGE(result.status == 0, result.err);
}

std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& file : fs::directory_iterator(folder)) files[file.path().filename()] = read_file(file.path());
  return files;
}

// What stands in the fenced block of this language.
std::string block(const std::string& text, const std::string& language) {
  const std::string open = "```" + language + "\n";
  const std::size_t from = text.find(open);
  REQUIRE(from != std::string::npos);
  return text.substr(from + open.size(), text.find("```\n", from + open.size()) - from - open.size());
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

}  // namespace

TEST_CASE(
    "runs over the seeds: the same bytes for any number of threads and in processes; the README's answer is true") {
  const TempFolder temp;
  run(temp, "one", {"--threads", "1"});
  run(temp, "four", {"--threads", "4"});
  run(temp, "isolated", {"--isolate"});
  const auto files = files_of(temp / "one/records");
  CHECK(files.count("documents.parquet") == 1);
  CHECK(files.count("entities.parquet") == 1);
  CHECK((files == files_of(temp / "four/records")));
  CHECK((files == files_of(temp / "isolated/records")));
  const std::string text = read_file(readme);
  const std::string sql = replaced(block(text, "sql"), "out/parquet/records", (temp / "one/records").string());
  CHECK(DuckdbReader().ask(sql, " | ", true) == block(text, "text"));
}

TEST_CASE("the README has the options as the stage declares them") {
  const auto result =
      docmill::test::run_docmill({"describe", "writer-parquet", "--markdown", "--plugin-dir", DOCMILL_PLUGIN_DIR});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  REQUIRE(result.out.starts_with("| name | type | default | meaning |\n"));
  CHECK(read_file(readme).find("\n" + result.out.substr(0, result.out.find_last_not_of('\n') + 1) + "\n") !=
        std::string::npos);
}

TEST_CASE("what every stage must do: check-stage finds nothing") {
  const auto result = docmill::test::run_docmill({"check-stage", DOCMILL_PLUGIN_DIR "/writer_parquet.so", "--document",
                                                  DOCMILL_SOURCE_DIR "/seeds", "--time-limit", "300"});
  CHECK_MESSAGE(result.status == 0, result.out << result.err);
}
