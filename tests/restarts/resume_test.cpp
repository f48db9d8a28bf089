// Killed at any moment, with a full disk, with a disk that does not sync: --resume ends with the bytes of an
// undisturbed run.
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>

#include <array>
#include <fstream>
#include <random>

#include "restarts.hpp"

using namespace docmill::test;

namespace {

constexpr int killed = 128 + SIGKILL;
constexpr int never = 1000000000;

// Kills the run, and the run that goes on with it, and so forth, each after so many changes of the disk as `next` says,
// until one gets through. How many were killed.
template <class Next>
int kill_until_done(const TempFolder& temp, Next&& next) {
  remove_all_of(temp, "k");
  for (int n_killed = 0;; ++n_killed) {
    const ProgramResult result = run_in(
        temp,
        {"k", {"--resume", "--threads", n_killed % 2 == 0 ? "1" : "2"}, "kill:" + std::to_string(next(n_killed))});
    if (result.status == 0) return n_killed;
    REQUIRE_MESSAGE(result.status == killed, result.err);
  }
}

}  // namespace

TEST_CASE("killed 200 times at moments that are counted, a run still ends with the same bytes") {
  const TempFolder temp;
  write_input(temp, 12);
  write_pipeline(temp);
  const std::string expected = whole(temp);
  std::mt19937 random(2024);
  constexpr int enough = 200;
  int n_killed = 0, n_runs = 0;
  while (n_killed < enough) {
    // Steps of different sizes: some runs die before they have written anything, some in the middle, some at the end.
    const int reach = std::array{40, 80, 160}[static_cast<std::size_t>(n_runs++ % 3)];
    n_killed += kill_until_done(temp, [&](int before) {
      return n_killed + before < enough ? 1 + static_cast<int>(random() % static_cast<uint32_t>(reach)) : never;
    });
    check_same(folder_content(temp / "k"), expected);
  }
  MESSAGE(n_killed << " killed, " << n_runs << " ended");
}

TEST_CASE("killed at every single change of the disk, over an older output folder") {
  const TempFolder temp;
  write_input(temp, 1);
  write_pipeline(temp);
  const std::string expected = whole(temp);
  for (int moment = 1;; ++moment) {
    CAPTURE(moment);
    remove_all_of(temp, "k");
    // OUT and OUT.previous are there: the end of the run moves both.
    std::filesystem::copy(temp / "whole", temp / "k", std::filesystem::copy_options::recursive);
    std::filesystem::copy(temp / "whole", temp / "k.previous", std::filesystem::copy_options::recursive);
    const ProgramResult first = run_in(temp, {"k", {"--threads", "1"}, "kill:" + std::to_string(moment)});
    if (first.status == 0) {
      CHECK(moment > 40);
      break;
    }
    REQUIRE(first.status == killed);
    const ProgramResult second = run_in(temp, {"k", {"--threads", "1", "--resume"}, ""});
    REQUIRE_MESSAGE(second.status == 0, second.err);
    check_same(folder_content(temp / "k"), expected);
    CHECK(!std::filesystem::exists(temp / "k.partial"));
  }
}

TEST_CASE("a packed file of many lines is gone on with in its middle, and shards cut it alike") {
  const TempFolder temp;
  std::string lines;
  for (int i = 0; i < 10000; ++i) lines += record("d" + std::to_string(i), "Text " + std::to_string(i) + ".");
  temp.write("in/b.jsonl", lines);
  REQUIRE(run_program({"gzip", "-n", (temp / "in/b.jsonl").string()}).status == 0);
  temp.write("in/a.txt", good_text);
  temp.write("in/c.txt", good_text);
  temp.write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"writer\"\n");
  const std::string expected = whole(temp);
  // What a line of the journal holds is bounded.
  std::ifstream journal(temp / "whole/chunks.jsonl");
  std::size_t n_lines = 0;
  for (std::string line; std::getline(journal, line); ++n_lines) CHECK(line.size() < 4096 * 60);
  CHECK(n_lines == 6);  // head, begin, three of the documents, end
  int n_killed = 0, n_in_middle = 0;
  for (int moment = 12;; moment += 3, ++n_killed) {
    CAPTURE(moment);
    remove_all_of(temp, "k");
    const ProgramResult first = run_in(temp, {"k", {"--threads", "2"}, "kill:" + std::to_string(moment)});
    if (first.status == 0) break;
    REQUIRE(first.status == killed);
    REQUIRE(run_in(temp, {"k", {"--resume"}, ""}).status == 0);
    check_same(folder_content(temp / "k"), expected);
    const double resumed = read_json(temp / "k/timings.json")["resumed_documents"].GetDouble();
    n_in_middle += resumed > 0 && resumed < 10002;
  }
  CHECK(n_killed > 5);
  CHECK(n_in_middle > 1);
  for (const char* shard : {"1/2", "2/2"}) REQUIRE(run_in(temp, {"s", {"--shard", shard}, ""}).status == 0);
  REQUIRE(run_docmill({"merge", (temp / "s").string(), "--quiet"}).status == 0);
  check_same(folder_content(temp / "s"), expected);
}

TEST_CASE("a journal that an older docmill has left is told of, not taken for nothing") {
  const TempFolder temp;
  write_input(temp, 2);
  write_pipeline(temp);
  REQUIRE(run_in(temp, {"k", {"--threads", "1"}, "kill:60"}).status == killed);
  std::string journal = read_file(temp / "k.partial/chunks.jsonl");
  const auto format = journal.find("docmill-chunks/5");
  REQUIRE(format != std::string::npos);
  journal.replace(format, 16, "docmill-chunks/1");
  const auto name = journal.find("\"fingerprint\":\"");
  REQUIRE(name != std::string::npos);
  journal.replace(name, 13, "\"recipe\"");
  const auto fingerprint = name + 10;  // an older program is part of it
  journal.replace(fingerprint, 4, journal.compare(fingerprint, 4, "0000") == 0 ? "1111" : "0000");
  temp.write("k.partial/chunks.jsonl", journal);
  const ProgramResult result = run_in(temp, {"k", {"--resume"}, ""});
  CHECK(result.status == 2);
  CHECK(result.err.find("k.partial is of another run, so it cannot be gone on with: ") != std::string::npos);
}

TEST_CASE("a full disk ends the run with a sentence, and it goes on when there is room") {
  const TempFolder temp;
  write_input(temp, 6);
  write_pipeline(temp);
  const std::string expected = whole(temp);
  int n_full = 0;
  for (int write = 1;; write += 1 + write / 6) {
    CAPTURE(write);
    remove_all_of(temp, "k");
    const ProgramResult full = run_in(temp, {"k", {"--threads", "1"}, "no-space:" + std::to_string(write)});
    if (full.status == 0) break;
    ++n_full;
    CHECK(full.status == 4);
    CHECK(full.err.find("no space left after") != std::string::npos);
    CHECK(full.err.find("free space, then run the same command with --resume") != std::string::npos);
    REQUIRE(run_in(temp, {"k", {"--resume"}, ""}).status == 0);
    check_same(folder_content(temp / "k"), expected);
  }
  CHECK(n_full > 8);
}

TEST_CASE("a sync that fails is no finished run") {
  const TempFolder temp;
  write_input(temp, 2);
  write_pipeline(temp);
  const std::string expected = whole(temp);
  for (int sync = 1;; ++sync) {
    CAPTURE(sync);
    remove_all_of(temp, "k");
    const ProgramResult result = run_in(temp, {"k", {"--threads", "1"}, "sync:" + std::to_string(sync)});
    if (result.status == 0) {
      CHECK(sync > 6);
      break;
    }
    CHECK(result.status == 4);
    const bool is_there = std::filesystem::exists(temp / "k");  // only the sync after the last rename may fail
    REQUIRE(run_in(temp, {"k", {"--resume"}, ""}).status == 0);
    check_same(folder_content(temp / "k"), expected);
    CHECK((!is_there || std::filesystem::exists(temp / "k.previous")));
  }
}

TEST_CASE("bytes that a crash of the machine tore or left as zeros are made again") {
  const TempFolder temp;
  write_input(temp, 6);
  write_pipeline(temp);
  const std::string expected = whole(temp);
  const auto damage = [&](const std::string& file, auto&& how) {
    CAPTURE(file);
    remove_all_of(temp, "k");
    REQUIRE(run_in(temp, {"k", {"--threads", "1"}, "kill:60"}).status == killed);
    const std::filesystem::path path = temp / ("k.partial/" + file);
    REQUIRE(std::filesystem::exists(path));
    how(path);
    const ProgramResult result = run_in(temp, {"k", {"--resume"}, ""});
    REQUIRE_MESSAGE(result.status == 0, result.err);
    check_same(folder_content(temp / "k"), expected);
  };
  const auto cut = [](const std::filesystem::path& path) {
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  };
  const auto zero = [](const std::filesystem::path& path) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(path) / 2));
    file << std::string(16, '\0');
  };
  for (const char* file : {"chunks.jsonl", "documents.jsonl.zst", "failures.jsonl", "records/documents.jsonl",
                           "records/packed.jsonl.zst", "records/table.csv.gz", "records/markdown/d0.md"}) {
    damage(file, cut);
    damage(file, zero);
  }
  damage("records/markdown/d0.md", [](const std::filesystem::path& path) { std::filesystem::remove(path); });
}

TEST_CASE("a run of other documents is not gone on with; the sentence says what differs") {
  const TempFolder temp;
  write_input(temp, 2);
  write_pipeline(temp);
  const auto refused = [&](std::vector<std::string> more) {
    remove_all_of(temp, "k");
    REQUIRE(run_in(temp, {"k", {"--threads", "1"}, "kill:40"}).status == killed);
    const std::string before = read_file(temp / "k.partial/chunks.jsonl");
    more.emplace_back("--resume");
    const ProgramResult result = run_in(temp, {"k", more, ""});
    CHECK(result.status == 2);
    CHECK(result.err.find("k.partial is of another run, so it cannot be gone on with: ") != std::string::npos);
    CHECK(result.err.find("; run without --resume to begin anew") != std::string::npos);
    CHECK(read_file(temp / "k.partial/chunks.jsonl") == before);
    return result.err;
  };
  CHECK(refused({"--set", "input.max-document=50000"}).find("[input] max-document is 50000 now, 100000 before") !=
        std::string::npos);
  CHECK(refused({"--set", "table.columns=[\"id\"]"})
            .find(R"(table: option 'columns' is ["id"] now, ["id","text"] before)") != std::string::npos);
  CHECK(refused({"--limit", "5"}).find("--limit is another") != std::string::npos);
  temp.write("in/new.txt", good_text);
  remove_all_of(temp, "k");
  REQUIRE(run_in(temp, {"k", {"--threads", "1"}, "kill:40"}).status == killed);
  std::filesystem::remove(temp / "in/new.txt");
  CHECK(run_in(temp, {"k", {"--resume"}, ""}).err.find("the list of input files is another") != std::string::npos);
}

TEST_CASE("a run that ended at too many failures goes on when more are allowed") {
  const TempFolder temp;
  write_input(temp, 6);
  write_pipeline(temp);
  const std::vector<std::string> more = {"--set", "run.max-failures=20"};
  const std::string expected = whole(temp, more);
  CHECK(run_in(temp, {"k", {"--set", "run.max-failures=4"}, ""}).status == 5);
  CHECK(run_in(temp, {"k", {"--resume", "--set", "run.max-failures=20"}, ""}).status == 0);
  check_same(folder_content(temp / "k"), expected);
}

TEST_CASE("with an ORDERED stage a resumed run begins anew and ends with the same bytes") {
  const TempFolder temp;
  write_input(temp, 4);
  write_pipeline(temp, ordered_stage);
  const std::string expected = whole(temp);
  for (const int moment : {20, 45, 70}) {
    kill_until_done(temp, [&](int before) { return moment + 20 * before; });
    check_same(folder_content(temp / "k"), expected);
  }
}

TEST_CASE("--resume with nothing to go on with is a run, and so is one over leftovers") {
  const TempFolder temp;
  write_input(temp, 1);
  write_pipeline(temp);
  const std::string expected = whole(temp);
  const ProgramResult first = run_in(temp, {"k", {"--resume"}, ""});
  CHECK(first.status == 0);
  CHECK(first.err.find("--resume") == std::string::npos);
  check_same(folder_content(temp / "k"), expected);
  const std::string ended =
      "k: the run that wrote it came to its end, so --resume has nothing to go on with: all documents are worked on "
      "again (--keep takes over what has not changed)";
  CHECK(run_in(temp, {"k", {"--resume"}, ""}).err.find(ended) != std::string::npos);
  CHECK(run_in(temp, {"k", {"--resume", "--keep"}, ""}).err.find(ended) == std::string::npos);
  CHECK(run_in(temp, {"k", {}, ""}).err.find(ended) == std::string::npos);
  check_same(folder_content(temp / "k"), expected);
  std::filesystem::create_directories(temp / "k.partial");
  temp.write("k.partial/.docmill-run", "");
  temp.write("k.partial/chunks.jsonl", "rubbish\n");
  temp.write("k.partial/records/rubbish", "rubbish");
  CHECK(run_in(temp, {"k", {"--resume"}, ""}).status == 0);
  check_same(folder_content(temp / "k"), expected);
}

TEST_CASE("standard input cannot be gone on with") {
  const TempFolder temp;
  write_input(temp, 1);
  write_pipeline(temp);
  const ProgramResult result = run_in(temp, {"k", {"--resume", "--input", "-"}, ""});
  CHECK(result.status == 2);
  CHECK(result.err.find("--resume cannot go on with standard input, which cannot be read again") != std::string::npos);
}

TEST_CASE("a second run into the same folder is refused and disturbs nothing") {
  const TempFolder temp;
  write_input(temp, 1);
  write_pipeline(temp);
  std::filesystem::create_directories(temp / "k.partial");
  const std::filesystem::path marker = temp.write("k.partial/.docmill-run", "theirs");
  const int file = ::open(marker.c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(::flock(file, LOCK_EX) == 0);
  for (const char* flag : {"--strict", "--resume"}) {
    const ProgramResult result = run_in(temp, {"k", {flag}, ""});
    CHECK(result.status == 4);
    CHECK(result.err.find("k.partial: another run is writing there; wait for it, or choose another output folder") !=
          std::string::npos);
    CHECK(read_file(marker) == "theirs");
  }
  ::close(file);
  CHECK(run_in(temp, {"k", {}, ""}).status == 0);
}

TEST_CASE("a run that begins anew says what a killed one has left and it throws away, and how to go on") {
  const TempFolder temp;
  write_input(temp, 6);
  write_pipeline(temp);
  const auto run = [&](const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"run",         "p.toml", "--output",     "k",
                                          "--log-level", "error",  "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_docmill(arguments, {temp.path(), {}, ""});
  };
  const std::string lost = " that a run before had worked on without coming to its end are thrown away";
  // A run, or a shard, that is killed when some chunks are in the journal.
  const auto leave = [&](const std::vector<std::string>& more, const std::string& partial) {
    for (int moment = 6; moment < 300; moment += 2) {
      remove_all_of(temp, "k");
      REQUIRE(run_in(temp, {"k", more, "kill:" + std::to_string(moment)}).status == 128 + 9);
      if (!std::filesystem::exists(temp / (partial + "/chunks.jsonl"))) continue;
      const std::string journal = read_file(temp / (partial + "/chunks.jsonl"));
      if (std::count(journal.begin(), journal.end(), '\n') >= 3) return;
    }
    FAIL("never killed between two chunks");
  };
  leave({}, "k.partial");
  const ProgramResult anew = run({});
  CHECK(anew.status == 0);
  CHECK(anew.err.find("k.partial: ") == 0);
  CHECK(anew.err.find(lost + "; the same command with --resume goes on with such a run instead\n") !=
        std::string::npos);
  CHECK(run({}).err.find(lost) == std::string::npos);  // nothing is left

  leave({}, "k.partial");
  // No error, but nobody may miss it.
  CHECK(run({"--quiet"}).err.starts_with(anew.err.substr(0, anew.err.find('\n') + 1)));

  leave({}, "k.partial");
  CHECK(run({"--resume"}).err.find(lost) == std::string::npos);
  leave({}, "k.partial");
  const ProgramResult other = run({"--set", "input.max-document=99999"});
  CHECK(other.status == 0);
  CHECK(other.err.find(lost + "; they are of another run, with which this one could not go on\n") != std::string::npos);

  leave({"--shard", "1/1"}, "k.shards/1-of-1.partial");
  const ProgramResult shard = run({"--shard", "1/1"});
  CHECK(shard.status == 0);
  CHECK(shard.err.find("k.shards/1-of-1.partial: ") == 0);
  CHECK(shard.err.find(lost + "; the same command with --resume") != std::string::npos);
}
