// Files that shrink, grow, vanish or cannot be read while a run reads them, calls that are interrupted or do half of
// what they are asked, disks that break: what is good is written, what is not is listed, or the run ends with a
// sentence and goes on later.
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <map>
#include <string>

#include "restarts/restarts.hpp"

using namespace docmill::test;

namespace {

namespace fs = std::filesystem;

void write_small_input(const TempFolder& temp) {
  std::string lines;
  for (int i = 0; i < 20; ++i) lines += record("line" + std::to_string(i), good_text + std::to_string(i));
  temp.write("in/a.txt", good_text);
  temp.write("in/bad.jsonl", lines);
  temp.write("in/bad.txt", good_text + " " + good_text);
  temp.write("in/z.txt", good_text);
}

std::map<std::string, std::string> codes(const fs::path& out) {
  std::map<std::string, std::string> found;
  for (const auto& line : read_json_lines(out / "failures.jsonl")) found[str(line["id"])] = str(line["code"]);
  return found;
}

std::size_t n_written(const fs::path& out) { return read_json_lines(out / "records/documents.jsonl").size(); }

// A run with this fault, isolated or not, which must come to its end.
void run_through(const TempFolder& temp, const std::string& fault, bool isolated) {
  std::vector<std::string> more;
  if (isolated) more.emplace_back("--isolate");
  const ProgramResult result = run_in(temp, {"k", more, fault});
  REQUIRE_MESSAGE(result.status == 0, result.err);
}

}  // namespace

TEST_CASE("interrupted calls, short reads and short writes show in no byte, with worker processes and without") {
  const TempFolder temp;
  write_small_input(temp);
  write_pipeline(temp);
  const std::string expected = whole(temp);
  for (const bool isolated : {false, true}) {
    run_through(temp, "odd:", isolated);
    check_same(folder_content(temp / "k"), expected);
  }
}

TEST_CASE("a file that cannot be read to its end, shrinks, grows or vanishes is listed, and the others are written") {
  struct Fate {
    std::string fault, code;
  };
  for (const Fate& fate : {Fate{"unreadable:bad.txt", "read-error"}, Fate{"shrinks:bad.txt", "changed-while-read"},
                           Fate{"grows:bad.txt", "changed-while-read"}, Fate{"vanishes:bad.txt", "vanished"}})
    for (const bool isolated : {false, true}) {
      CAPTURE(fate.fault);
      const TempFolder temp;
      write_small_input(temp);
      write_pipeline(temp);
      run_through(temp, fate.fault, isolated);
      const auto failed = codes(temp / "k");
      REQUIRE(failed.size() == 1);
      CHECK(failed.begin()->first == "bad.txt");
      CHECK(failed.begin()->second == fate.code);
      CHECK(n_written(temp / "k") == 22);
    }
}

TEST_CASE("lines before the fault are written, and the rest of the file is listed") {
  for (const std::string fault : {"unreadable:bad.jsonl", "shrinks:bad.jsonl", "grows:bad.jsonl"}) {
    CAPTURE(fault);
    const TempFolder temp;
    write_small_input(temp);
    write_pipeline(temp);
    run_through(temp, fault, false);
    const auto failed = codes(temp / "k");
    // The line that is cut, and the file.
    CHECK(failed.size() >= 1);
    CHECK(failed.size() <= 2);
    for (const auto& [id, code] : failed) CHECK(id.find("bad.jsonl") == 0);
    CHECK(n_written(temp / "k") >= 3);
  }
}

TEST_CASE("a disk that breaks ends the run with a sentence, and it goes on when it is whole") {
  const TempFolder temp;
  write_small_input(temp);
  write_pipeline(temp);
  const std::string expected = whole(temp);
  int n_broken = 0;
  for (int write = 1;; ++write) {
    CAPTURE(write);
    remove_all_of(temp, "k");
    const ProgramResult broken = run_in(temp, {"k", {"--threads", "1"}, "io-error:" + std::to_string(write)});
    if (broken.status == 0) break;
    ++n_broken;
    CHECK(broken.status == 4);
    CHECK_MESSAGE(broken.err.find("Input/output error") != std::string::npos, broken.err);
    CHECK_FALSE(fs::exists(temp / "k"));
    REQUIRE(run_in(temp, {"k", {"--resume"}, ""}).status == 0);
    check_same(folder_content(temp / "k"), expected);
  }
  CHECK(n_broken > 4);
}

TEST_CASE("a read-only place for the output is a sentence, before anything is read") {
  const TempFolder temp;
  write_small_input(temp);
  write_pipeline(temp);
  for (const bool isolated : {false, true}) {
    std::vector<std::string> more;
    if (isolated) more.emplace_back("--isolate");
    const ProgramResult result = run_in(temp, {"k", more, "read-only:"});
    CHECK(result.status == 4);
    CHECK_MESSAGE(result.err.find("Read-only file system") != std::string::npos, result.err);
    CHECK_FALSE(fs::exists(temp / "k"));
  }
}

TEST_CASE("fifos, devices, sockets and links to nowhere are listed, links out of the folder are followed") {
  const TempFolder temp;
  write_small_input(temp);
  write_pipeline(temp);
  temp.write("elsewhere/far.txt", good_text);
  REQUIRE(::mkfifo((temp / "in/fifo.txt").c_str(), 0600) == 0);
  fs::create_symlink("/dev/zero", temp / "in/zeros.txt");
  fs::create_symlink("nowhere", temp / "in/dangling.txt");
  fs::create_symlink("../elsewhere/far.txt", temp / "in/far.txt");
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = (temp / "in/s.txt").string();
  const bool has_socket = path.size() < sizeof address.sun_path;
  if (has_socket) {
    std::memcpy(address.sun_path, path.c_str(), path.size());
    REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  run_through(temp, "", false);
  const auto failed = codes(temp / "k");
  for (const char* bad : {"fifo.txt", "zeros.txt", "dangling.txt"}) CHECK(failed.contains(bad));
  CHECK(failed.contains("s.txt") == has_socket);
  CHECK(read_file(temp / "k/records/documents.jsonl").find("\"far.txt\"") != std::string::npos);
  run_through(temp, "", true);
  CHECK(codes(temp / "k") == failed);
  ::close(socket);
}
