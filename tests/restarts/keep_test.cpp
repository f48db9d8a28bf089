// run --keep: what the last run has found out is taken over where it would come out the same, and the folder is that of
// a run that took nothing.
#include <fstream>

#include "restarts.hpp"

using namespace docmill::test;

namespace {

// Runs into `k`, over the folder that stands there; how many documents were kept.
uint64_t keep(const TempFolder& temp, std::vector<std::string> more = {}) {
  more.emplace_back("--keep");
  const ProgramResult result = run_in(temp, {"k", more, ""});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  return read_json(temp / "k/timings.json")["kept_documents"].GetUint64();
}

uint64_t total(const TempFolder& temp) { return read_json(temp / "k/run.json")["documents"]["total"].GetUint64(); }

}  // namespace

TEST_CASE("of an unchanged input everything that did not fail is kept") {
  const TempFolder temp;
  write_input(temp, 4);
  write_pipeline(temp);
  const std::string expected = whole(temp);
  CHECK(keep(temp) == 0);
  const uint64_t failed = read_json(temp / "k/run.json")["documents"]["failed"].GetUint64();
  CHECK(failed == 6);  // four large lines, one that is no JSON, one empty file
  for (const char* threads : {"1", "2"}) {
    CHECK(keep(temp, {"--threads", threads}) == total(temp) - failed);
    check_same(folder_content(temp / "k"), expected);
  }
}

TEST_CASE("what is new or changed is worked on, the rest is kept, ids are looked at anew") {
  const TempFolder temp;
  write_input(temp, 4);
  write_pipeline(temp);
  CHECK(keep(temp) == 0);
  temp.write("in/b.txt", good_text + " New.");
  temp.write("in/a/d0.jsonl", record("d0", good_text));  // the id of a later document
  {
    std::ofstream file(temp / "in/large.jsonl", std::ios::app | std::ios::binary);
    file << "\n" << record("appended", good_text);
  }
  std::filesystem::remove(temp / "in/a.txt");
  const std::string expected = whole(temp);
  const uint64_t kept = keep(temp);
  CHECK(kept == total(temp) - 6 - 3);
  check_same(folder_content(temp / "k"), expected);
}

TEST_CASE("of a line counts what is read out of it, not how it is written") {
  const TempFolder temp;
  write_pipeline(temp);
  const std::string unchanged = record("other", good_text);
  temp.write("in/a.jsonl", unchanged + R"({"id":"x","text":"mill","n":1})");
  CHECK(keep(temp) == 0);
  const auto kept_with = [&](const std::string& line) {
    temp.write("in/a.jsonl", unchanged + line);
    const std::string expected = whole(temp);
    const uint64_t kept = keep(temp);
    check_same(folder_content(temp / "k"), expected);
    return kept;
  };
  CHECK(kept_with(R"( {"text" : "\u006dill", "n":1, "id":"x" })") == 2);
  CHECK(kept_with(R"({"id":"x","text":"mills","n":1})") == 1);
  CHECK(kept_with(R"({"id":"x","html":"mills","n":1})") == 1);
  CHECK(kept_with(R"({"id":"x","html":"mills","n": 1})") == 2);
  CHECK(kept_with(R"({"id":"x","html":"mills","n":2})") == 1);
  CHECK(kept_with(R"({"id":"xn","html":"mills","n":2})") == 1);
  CHECK(kept_with("\xEF\xBB\xBF"
                  R"({"id":"xn","html":"mills","n":2})") == 1);
  CHECK(kept_with("\xEF\xBB\xBF"
                  R"({"id":"xn","html":"mills","n":2})") == 2);
  CHECK(kept_with(R"({"id":"xn","html":"mills","n":2)") == 1);
  CHECK(kept_with(R"({"id":"xn","html":"mills","n":2)") == 1);
}

TEST_CASE("another pipeline, an ORDERED stage: nothing is kept") {
  const TempFolder temp;
  write_input(temp, 2);
  write_pipeline(temp);
  CHECK(keep(temp) == 0);
  const std::vector<std::string> more = {"--set", "input.max-document=99999"};
  const std::string expected = whole(temp, more);
  CHECK(keep(temp, more) == 0);
  check_same(folder_content(temp / "k"), expected);
  write_pipeline(temp, ordered_stage);
  CHECK(keep(temp) == 0);
  CHECK(keep(temp) == 0);
}

TEST_CASE("from where the last folder is damaged on, everything is made again") {
  const TempFolder temp;
  write_input(temp, 4);
  write_pipeline(temp);
  const std::string expected = whole(temp);
  for (const char* name : {"chunks.jsonl", "documents.jsonl.zst", "records/documents.jsonl", "records/table.csv.gz",
                           "records/markdown.sha256", "records/markdown/d10.md"}) {
    CAPTURE(name);
    remove_all_of(temp, "k");
    CHECK(keep(temp) == 0);
    const std::filesystem::path path = temp / ("k/" + std::string(name));
    std::string bytes = read_file(path);
    bytes[bytes.size() / 2] ^= 1;
    temp.write("k/" + std::string(name), bytes);
    CHECK(keep(temp) < total(temp) - 6);
    check_same(folder_content(temp / "k"), expected);
  }
}
