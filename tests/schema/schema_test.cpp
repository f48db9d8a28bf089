// The JSON Schema of pipeline files: it takes what docmill takes and refuses what docmill refuses.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "host/pipeline/pipeline_file.hpp"
#include "host/pipeline/pipeline_tables.hpp"
#include "host/pipeline/stage_entry.hpp"
#include "schema/pipeline_schema.hpp"
#include "support/golden.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill;
using namespace docmill::test;

namespace {

const std::filesystem::path source = DOCMILL_SOURCE_DIR;

// Each file with what the schema says of it; empty where Python cannot do it.
std::map<std::string, std::string> judge(const TempFolder& temp, const std::vector<std::string>& files) {
  const ProgramResult schema = run_docmill({"schema"});
  REQUIRE_MESSAGE(schema.status == 0, schema.err);
  std::vector<std::string> command = {"/usr/bin/python3", (source / "tests/schema/validate_pipelines.py").string(),
                                      temp.write("schema.json", schema.out).string()};
  command.insert(command.end(), files.begin(), files.end());
  const ProgramResult result = run_program(command);
  if (result.status == 77) {
    MESSAGE(result.out);
    return {};
  }
  REQUIRE_MESSAGE(result.status == 0, result.err);
  std::map<std::string, std::string> verdicts;
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.rfind(": ");
    verdicts[line.substr(0, colon)] = line.substr(colon + 2);
  }
  return verdicts;
}

std::vector<std::string> shipped() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(source / "pipelines"))
    if (entry.path().extension() == ".toml") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("pipelines/pipeline.schema.json is what docmill schema prints (./dev golden accepts another)") {
  const ProgramResult schema = run_docmill({"schema"});
  REQUIRE_MESSAGE(schema.status == 0, schema.err);
  const std::string difference = compare_with_golden(source / "pipelines/pipeline.schema.json", schema.out);
  CHECK_MESSAGE(difference.empty(), difference);
}

TEST_CASE("every shipped pipeline names the schema and is taken by it") {
  const TempFolder temp;
  for (const std::string& file : shipped())
    CHECK_MESSAGE(read_file(file).starts_with("#:schema pipeline.schema.json\n"), file << ": its first line");
  for (const auto& judged : judge(temp, shipped()))
    CHECK_MESSAGE(judged.second == "fine", judged.first << ": " << judged.second);
}

TEST_CASE("what the schema refuses, docmill check refuses, and the other way round") {
  const std::string head = "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n";
  const std::vector<std::pair<const char*, std::string>> mistakes = {
      {"unknown option", head + "cutt = \"light\"\n"},
      {"option of another type", head + "keep-title = \"yes\"\n"},
      {"not a choice", head + "cut = \"much\"\n"},
      {"below its bound", head + "max-nodes = 1\n"},
      {"above its bound", head + "[[stage]]\nuse = \"summarizer-stub\"\nsentences = 101\n"},
      {"a number for an integer", head + "[[stage]]\nuse = \"summarizer-stub\"\nsentences = 1.5\n"},
      {"a string for a list", head + "more-cues = \"a.tsv\"\n"},
      {"an option of another stage", head + "sentences = 3\n"},
      {"unknown host value", head + "on-error = \"skip\"\n"},
      {"when is no string", head + "when = true\n"},
      {"unknown kind of permission", head + "allow = [\"everything\"]\n"},
      {"a stage without use", head + "[[stage]]\nformat = \"jsonl\"\n"},
      {"a name with capitals", head + "name = \"Cleaner\"\n"},
      {"unknown key of input", "[input]\nform = [\"in\"]\n" + head.substr(head.find("[output]"))},
      {"nothing to read", "[input]\nfrom = []\n" + head.substr(head.find("[output]"))},
      {"unknown value of input",
       "[input]\nfrom = [\"in\"]\nduplicates = \"no\"\n" + head.substr(head.find("[output]"))},
      {"unknown key of run", head + "[run]\nmaximum-failures = 3\n"},
      {"a share that is none", head + "[run]\nmax-failures = \"many\"\n"},
      {"a negative number", head + "[run]\nmax-failures = -1\n"},
      {"unknown table", head + "[inputs]\nfrom = [\"in\"]\n"},
      {"a rate without a sign", head + "[run]\nmax-failure-rate = \"20\"\n"},
      {"a share above the whole", head + "[run]\nmax-failures = \"101%\"\n"},
      {"a size that is none",
       "[input]\nfrom = [\"in\"]\nmax-document = \"much\"\n" + head.substr(head.find("[output]"))},
      {"a size of another type",
       "[input]\nfrom = [\"in\"]\nmax-document = true\n" + head.substr(head.find("[output]"))},
      {"a table for an array of tables", "[stage]\nuse = \"cleaner\"\n"},
      {"a reader that knows no files, without any", head + "[[reader]]\nuse = \"program\"\ncommand = [\"cat\"]\n"},
      {"a required option of a reader is missing", head + "[[reader]]\nuse = \"program\"\nfiles = [\"*.abc\"]\n"},
      {"a required option is missing",
       head + "[[stage]]\nuse = \"process\"\nrequires = [\"text\"]\nprovides = { x = \"text\" }\npure = true\n"},
      {"a kind that is none", head + "[[stage]]\nuse = \"process\"\ncommand = [\"cat\"]\nrequires = "
                                     "[\"text\"]\nprovides = { x = \"span\" }\npure = true\n"},
  };
  const std::vector<std::pair<const char*, std::string>> right = {
      {"least", head},
      {"options", head + "cut = \"light\"\nkeep-title = true\nmax-nodes = 5000\nmore-cues = []\n"},
      {"host keys",
       head + "name = \"c\"\nwhen = \"format.media_type != null\"\non-error = \"keep\"\nout = { text = \"text_b\" }\n"},
      {"an integer for a number", head + "[[stage]]\nuse = \"entity-linker\"\nmargin = 1\n"},
      {"a reader with files", head + "[[reader]]\nuse = \"program\"\ncommand = [\"cat\"]\nfiles = [\"*.abc\"]\n"},
      {"a reader without files", head + "[[reader]]\nuse = \"warc\"\n"},
      {"a share", head + "[run]\nmax-failures = \"2.5%\"\n"},
      {"a rate", head + "[run]\nmax-failure-rate = \"20%\"\n"},
      {"shares at the ends", head + "[run]\nmax-failures = \"100%\"\n"},
      {"a number of failures", head + "[run]\nmax-failures = 0\n"},
      {"sizes", "[input]\nfrom = [\"in\"]\nmax-document = \"1 MiB\"\n" + head.substr(head.find("[output]"))},
  };
  const TempFolder temp;
  temp.write("in/a.txt", "A text.\n");
  std::vector<std::string> files;
  for (std::size_t i = 0; i < mistakes.size(); ++i)
    files.push_back(temp.write("wrong" + std::to_string(i) + ".toml", mistakes[i].second).string());
  for (std::size_t i = 0; i < right.size(); ++i)
    files.push_back(temp.write("right" + std::to_string(i) + ".toml", right[i].second).string());
  auto verdicts = judge(temp, files);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const bool is_wrong = i < mistakes.size();
    const std::string what = is_wrong ? mistakes[i].first : right[i - mistakes.size()].first;
    CHECK_MESSAGE(run_docmill({"check", files[i]}).status == (is_wrong ? 2 : 0), "docmill check: " << what);
    if (!verdicts.empty()) CHECK_MESSAGE((verdicts[files[i]] != "fine") == is_wrong, "the schema: " << what);
  }
}

TEST_CASE("a stage that nobody has is a mistake, unless the pipeline says where its plugin is") {
  const TempFolder temp;
  const std::string wrong = temp.write("wrong.toml", "[[stage]]\nuse = \"claner\"\n").string();
  const std::string other =
      temp.write("right.toml", "[[stage]]\nuse = \"cleaner\"\nplugin = \"my_cleaner.so\"\nof-mine = 1\n").string();
  auto verdicts = judge(temp, {wrong, other});
  if (verdicts.empty()) return;
  CHECK(verdicts[wrong] != "fine");
  CHECK(verdicts[other] == "fine");
}

TEST_CASE("a stage that is not installed may say what it likes, but to the host") {
  const std::string own = "[[stage]]\nuse = \"my-own\"\nplugin = \"my_own.so\"\nanything = [1, 2]\n";
  const TempFolder temp;
  const std::string right = temp.write("right.toml", own).string();
  const std::string wrong = temp.write("wrong.toml", own + "on-error = \"skip\"\n").string();
  auto verdicts = judge(temp, {right, wrong});
  if (verdicts.empty()) return;
  CHECK(verdicts[right] == "fine");
  CHECK(verdicts[wrong] != "fine");
}

TEST_CASE("the schema knows every key that the host reads, and no other (core/schema/key_schemas.cpp)") {
  CHECK(schema::described_keys("pipeline") == host::pipeline_keys());
  CHECK(schema::described_keys("input") == host::input_keys());
  CHECK(schema::described_keys("output") == host::output_keys());
  CHECK(schema::described_keys("run") == host::run_keys());
  CHECK(schema::described_keys("reader") == host::reader_keys());
  std::vector<std::string> stage = host::host_keys();
  std::erase_if(stage, host::is_key_of_run);
  CHECK(schema::described_keys("stage") == stage);
}
