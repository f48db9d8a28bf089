// The fuzz target over its saved corpus and mutations of it; and by name what it has found.
#include "fuzz/fuzz_own_files.cpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "support/corpus.hpp"
#include "support/mutation.hpp"

using namespace docmill;
using namespace docmill::host;

TEST_CASE("docmill's own files, made of anything") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("own_files");
  REQUIRE(inputs.size() >= 20);
  const auto run = [](const std::string& input) {
    host::test::fuzz_own_files(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  };
  for (const std::string& input : inputs) run(input);
  std::mt19937 random(47);
  for (int i = 0; i < 6000; ++i) {
    std::string input = docmill::test::mutation(inputs, random);
    if (!input.empty() && random() % 2 == 0) input[0] = inputs[random() % inputs.size()][0];
    run(input);
  }
}

TEST_CASE("what is saved as right is taken") {
  const std::string lock = docmill::test::read_file(DOCMILL_SOURCE_DIR "/tests/fuzz/corpus/own_files/lock").substr(1);
  const docmill::test::TempFolder temp;
  const Result<tooling::Lock> read = tooling::read_lock(temp.write("p.lock", sealed(lock)));
  REQUIRE_MESSAGE(read.ok(), read.status().message());
  CHECK(read.value().pipeline.stages.size() == 1);
}

TEST_CASE("options nested deeper than the stack are read, compared and written") {
  constexpr std::size_t depth = 200000;
  const std::string deep = std::string(depth, '[') + std::string(depth, ']');
  std::string lock = docmill::test::read_file(DOCMILL_SOURCE_DIR "/tests/fuzz/corpus/own_files/lock").substr(1);
  const std::string_view option = "\"keep-title\": false";
  const auto at = lock.find(option);
  REQUIRE(at != std::string::npos);
  lock.replace(at, option.size(), "\"keep-title\": " + deep);
  const docmill::test::TempFolder temp;
  const Result<tooling::Lock> read = tooling::read_lock(temp.write("p.lock", sealed(lock)));
  REQUIRE_MESSAGE(read.ok(), read.status().message());
  CHECK(read.value().pipeline.stages[0].options.at("keep-title") == deep);
}

TEST_CASE("a row of the journal holds letters that can stand in the next one") {
  const std::string good =
      R"({"kind":"chunk","chunk":0,"next":[1,0],"files":[],"ranges":[],"documents":[["00ff","ps-",0,7]]})";
  ChunkLine line;
  CHECK(parse_chunk_line(good, line, LineSums::if_there));
  for (const auto& [from, to] : {std::pair("00ff", "00\\\"f"), std::pair("00ff", "XYZ"), std::pair("ps-", "p\\\",")}) {
    std::string bad = good;
    bad.replace(bad.find(from), std::string_view(from).size(), to);
    CHECK_FALSE_MESSAGE(parse_chunk_line(bad, line, LineSums::if_there), bad);
  }
}

TEST_CASE("a line of the journal in which one bit is another is none") {
  ChunkLine line, again;
  line.chunk = 3;
  line.files.emplace_back().name = "a.txt";
  line.files.back().digest.size = 17;
  line.files.back().digest.sha256 = std::string(64, 'a');
  line.ranges.push_back({498, 410331137});
  line.rows.push_back({"00ff", "ps-", {{2, 498}, {4, 498}}});
  std::string text;
  append_json(text, line);
  REQUIRE(parse_chunk_line(text, again));
  text.pop_back();  // the line end
  for (std::size_t at = 0; at < text.size(); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = text;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      CHECK_FALSE_MESSAGE(parse_chunk_line(damaged, again), damaged);
    }
  const std::string without = text.substr(0, text.rfind(",\"crc\"")) + "}";
  CHECK_FALSE(parse_chunk_line(without, again));
  CHECK(parse_chunk_line(without, again, LineSums::if_there));  // of an older docmill
}

TEST_CASE("a line of the journal can be read without its documents, whatever a file is called") {
  ChunkLine line, all, without;
  line.chunk = 3;
  line.next = {2, 0};
  for (const char* const name : {"a.txt", ",\"documents\":[", "\\\",\"documents\":[]}"}) {
    line.files.emplace_back().name = name;
    line.files.back().digest = {std::string(64, 'a'), 17};
  }
  line.ranges.push_back({498, 410331137});
  line.rows.push_back({"00ff", "ps-", {{2, 498}}});
  std::string text;
  append_json(text, line);
  REQUIRE(parse_chunk_line(text, all));
  REQUIRE(parse_chunk_line(text, without, LineSums::wanted, LineRows::passed_over));
  CHECK(all.rows.size() == 1);
  CHECK(without.rows.empty());
  CHECK(without.kind == all.kind);
  CHECK(without.chunk == 3);
  CHECK(without.next == line.next);
  CHECK(without.ranges == line.ranges);
  REQUIRE(without.files.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(without.files[i].name == line.files[i].name);
    CHECK(without.files[i].digest.sha256 == line.files[i].digest.sha256);
    CHECK(without.files[i].digest.size == 17);
  }
  text[text.find("00ff")] = '1';  // the checksum is of the documents, too
  CHECK_FALSE(parse_chunk_line(text, without, LineSums::wanted, LineRows::passed_over));
}

TEST_CASE("sizes above 2^63 stay what they are") {
  ChunkLine line, again;
  line.ranges.push_back({UINT64_MAX, 7});
  std::string text;
  append_json(text, line);
  REQUIRE(parse_chunk_line(text, again));
  CHECK(again.ranges[0].size == UINT64_MAX);
}

TEST_CASE("a journal of no files is none") {
  JournalHead head;
  CHECK_FALSE(parse_journal_head(
      R"({"format":"docmill-chunks/5","fingerprint":"a","list":"b","limit":null,"names":[]})", head));
}

TEST_CASE("a pipe or a folder in the place of a lock is told, not waited for") {
  const docmill::test::TempFolder temp;
  REQUIRE(::mkfifo((temp / "p.lock").c_str(), 0600) == 0);
  CHECK(tooling::read_lock(temp / "p.lock").status().message() == (temp / "p.lock").string() + ": is no file");
  std::filesystem::create_directory(temp / "q.lock");
  CHECK(tooling::read_lock(temp / "q.lock").status().message() == (temp / "q.lock").string() + ": is no file");
}
