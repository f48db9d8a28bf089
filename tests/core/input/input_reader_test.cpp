#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

#include "core/input/input_fixture.hpp"
#include "host/support/sha256.hpp"

using namespace docmill::host;
using namespace docmill::host::test;
namespace fs = std::filesystem;

namespace {

// Standard input is something else while it lives.
class StandardInput {
 public:
  explicit StandardInput(int descriptor) : saved_(dup(STDIN_FILENO)) {
    dup2(descriptor, STDIN_FILENO);
    close(descriptor);
  }
  ~StandardInput() {
    dup2(saved_, STDIN_FILENO);
    close(saved_);
  }

 private:
  int saved_;
};

InputList standard_input_list() {
  InputList list;
  list.files.push_back({"stdin", "-", InputFormat::jsonl, Packing::none, 0, {}});
  return list;
}

std::string problem_through_pipe(const std::string& content) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const StandardInput input(ends[0]);
  if (write(ends[1], content.data(), content.size()) < 0) return "the pipe is broken";
  close(ends[1]);
  const InputList list = standard_input_list();
  InputReader reader(list, 1000, "text");
  RawDocument raw;
  REQUIRE(reader.next(raw));
  return raw.problem ? raw.problem->message : "";
}

// What comes out of "-" when `content` goes in through a pipe, a few bytes at a time.
Lines through_pipe(const std::string& content, const std::string& format, uint64_t max_document = 1000) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const StandardInput input(ends[0]);
  std::thread writer([&] {
    for (std::size_t at = 0; at < content.size(); at += 7)
      if (write(ends[1], content.data() + at, std::min<std::size_t>(7, content.size() - at)) < 0) break;
    close(ends[1]);
  });
  const InputList list = standard_input_list();
  InputReader reader(list, max_document, format);
  const Lines lines = shown(list, read_all(reader));
  writer.join();
  return lines;
}

}  // namespace

TEST_CASE("reader: whole files are read ahead, and come out one by one with their own bytes and digests") {
  TemporaryFolder folder;
  std::vector<std::string> contents;
  for (int i = 0; i < 40; ++i) {
    const bool is_large = i == 7 || i == 8 || i == 20;
    contents.emplace_back((is_large ? 700'000 : 0) + i * 37 % 41, static_cast<char>('a' + i % 26));
    const char* const suffix = i % 11 == 10 ? "b.jsonl" : i % 3 == 0 ? "b.html" : "b.txt";
    if (i % 11 == 10) contents.back() = "{\"text\":\"" + contents.back() + "\"}\n";
    folder.write(std::to_string(100 + i) + suffix, contents.back());
  }
  const InputList list = list_of({"."}, folder.path());
  fs::remove(folder.path() / "113b.txt");  // when it is listed already
  for (const std::size_t begin : {0, 5, 21}) {
    InputReader reader(list, 650'000, "", {{static_cast<uint32_t>(begin), 0, 0}, InputPosition{30, 0, 0}});
    RawDocument raw;
    uint64_t bytes_read = 0;
    for (std::size_t i = begin; i < 30; ++i) {
      CAPTURE(i);
      REQUIRE(reader.next(raw));
      CHECK(raw.file == i);
      const std::string& content = contents[i];
      const bool is_line = i % 11 == 10;
      if (i != 13 && (is_line || content.size() <= 650'000)) bytes_read += content.size();
      CHECK(reader.bytes_read() == bytes_read);  // not those of files that nobody has asked for yet
      if (i == 13) CHECK(raw.problem.value().code == "vanished");
      else if (content.empty()) CHECK(raw.problem.value().code == "empty");
      else if (content.size() > 650'000) CHECK(raw.problem.value().code == "too-large");
      else CHECK(raw.bytes + (is_line ? "\n" : "") == content);
      if (raw.digest) CHECK(*raw.digest == sha256(content));
      CHECK(raw.digest.has_value() == (!is_line && !raw.problem));
      if (!is_line)
        CHECK(reader.digest(raw.file).sha256 == (i == 13 || content.size() > 650'000 ? "" : to_hex(sha256(content))));
    }
    CHECK(!reader.next(raw));
  }
}

TEST_CASE("reader: a file of some blocks and a bit is all there") {
  constexpr std::size_t block = 64 << 10;
  TemporaryFolder folder;
  std::vector<std::string> contents;
  for (const std::size_t size :
       {block - 1, block, block + 1, 3 * block - 1, 3 * block, 3 * block + 1, std::size_t{1}}) {
    std::string& content = contents.emplace_back();
    while (content.size() < size) content += static_cast<char>('a' + content.size() % 23);
    folder.write(std::to_string(contents.size()) + ".txt", content);
  }
  const InputList list = list_of({"."}, folder.path());
  InputReader reader(list, 1'000'000, "");
  RawDocument raw;
  for (const std::string& content : contents) {
    REQUIRE(reader.next(raw));
    CHECK((raw.bytes == content));
    CHECK(raw.digest == sha256(content));
  }
}

TEST_CASE("reader: whole files and lines, in input order") {
  TemporaryFolder folder;
  folder.write("b.jsonl", "{\"a\":1}\n\n  \r\n{\"b\":2}");
  folder.write("a.txt", "one\ntwo\n");
  folder.write("c.html", "<p>");
  CHECK(read_shown(folder) == Lines{"a.txt one\ntwo\n", "b.jsonl:1 {\"a\":1}", "b.jsonl:4 {\"b\":2}", "c.html <p>"});
}

TEST_CASE("reader: CRLF lines lose both bytes, a lone CR stays") {
  TemporaryFolder folder;
  folder.write("a.jsonl", "{}\r\n{}\r{}\n");
  CHECK(read_shown(folder) == Lines{"a.jsonl:1 {}", "a.jsonl:2 {}\r{}"});
}

TEST_CASE("reader: an empty file of any kind is a problem") {
  TemporaryFolder folder;
  for (const char* name : {"a.txt", "b.jsonl", "c.jsonl.gz", "d.html"}) folder.write(name, "");
  folder.write("e.jsonl.gz", gzipped(""));
  folder.write("f.txt.zst", zstd(""));
  CHECK(read_shown(folder) == Lines{"a.txt !empty", "b.jsonl !empty", "c.jsonl.gz !empty", "d.html !empty",
                                    "e.jsonl.gz !empty", "f.txt.zst !empty"});
}

TEST_CASE("reader: white space alone is a document as a file, and none as a line") {
  TemporaryFolder folder;
  folder.write("a.txt", " \n");
  folder.write("b.jsonl", "\n \n");
  CHECK(read_shown(folder) == Lines{"a.txt  \n"});
}

TEST_CASE("reader: a file above the limit is not read, one at the limit is") {
  TemporaryFolder folder;
  folder.write("a.txt", std::string(10, 'x'));
  folder.write("b.txt", std::string(11, 'x'));
  const InputList list = list_of({"."}, folder.path());
  InputReader reader(list, 10, "jsonl");
  const auto documents = read_all(reader);
  CHECK(shown(list, documents) == Lines{"a.txt xxxxxxxxxx", "b.txt !too-large"});
  CHECK(documents[1].problem->message ==
        "it has 11 bytes, over the limit of 10 bytes; split it or raise [input] max-document");
  CHECK(reader.bytes_read() == 10);
  CHECK(reader.digest(1).sha256 == "");
}

TEST_CASE("reader: a line above the limit is read past, the others come out") {
  TemporaryFolder folder;
  folder.write("a.jsonl", "{}\n" + std::string(5000, 'x') + "\n[1]\n" + std::string(11, 'y'));
  CHECK(read_shown(folder, 10) ==
        Lines{"a.jsonl:1 {}", "a.jsonl:2 !too-large", "a.jsonl:3 [1]", "a.jsonl:4 !too-large"});
}

TEST_CASE("reader: 300 MB of one line are a problem and nothing more") {
  TemporaryFolder folder;
  const auto path = folder.write("a.jsonl", "{}\n");
  folder.write("b.txt", "");
  folder.write("c.txt", "good");
  // Without blocks on the disk: NUL bytes without an end of line.
  fs::resize_file(path, 300 << 20);
  fs::resize_file(folder.path() / "b.txt", 300 << 20);
  const InputList list = list_of({"."}, folder.path());
  InputReader reader(list, 32 << 20, "jsonl");
  const auto documents = read_all(reader);
  CHECK(shown(list, documents) == Lines{"a.jsonl:1 {}", "a.jsonl:2 !too-large", "b.txt !too-large", "c.txt good"});
  CHECK(documents[2].problem->message ==
        "it has 300 MiB, over the limit of 32 MiB; split it or raise [input] max-document");
  CHECK(documents[3].chunk > documents[0].chunk);
}

TEST_CASE("reader: digests are those of the files on the disk") {
  TemporaryFolder folder;
  const std::string packed = gzipped("{}\n{}\n");
  folder.write("a.txt", "abc");
  folder.write("b.jsonl.gz", packed);
  folder.write("c.jsonl", std::string(700000, ' ') + "{}");
  const InputList list = list_of({"."}, folder.path());
  InputReader reader(list, 1 << 20, "jsonl");
  read_all(reader);
  CHECK(reader.digest(0).sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(reader.digest(0).size == 3);
  CHECK(reader.digest(1).sha256 == to_hex(sha256(packed)));
  CHECK(reader.digest(1).size == packed.size());
  CHECK(reader.digest(2).sha256 == to_hex(sha256(std::string(700000, ' ') + "{}")));
  CHECK(reader.bytes_read() == 3 + packed.size() + 700002);
}

TEST_CASE("reader: a file that grows while it is read is a problem behind its lines") {
  TemporaryFolder folder;
  folder.write("a.jsonl", "{}\n{}\n");
  folder.write("b.txt", "good");
  const InputList list = list_of({"."}, folder.path());
  InputReader reader(list, 1000, "jsonl");
  RawDocument document;
  REQUIRE(reader.next(document));
  std::ofstream(folder.path() / "a.jsonl", std::ios::app) << "[1]\n";
  auto documents = read_all(reader);
  CHECK(shown(list, documents).back() == "b.txt good");
  CHECK(shown(list, documents)[documents.size() - 2] == "a.jsonl !changed-while-read");
  CHECK(reader.digest(0).sha256 == "");
}

TEST_CASE("reader: a file that went away since it was listed is a problem") {
  TemporaryFolder folder;
  folder.write("a.txt", "x");
  folder.write("b.txt", "good");
  const InputList list = list_of({"."}, folder.path());
  fs::remove(folder.path() / "a.txt");
  CHECK(shown(list, read_all(list)) == Lines{"a.txt !vanished", "b.txt good"});
}

TEST_CASE("reader: a file that became a fifo since it was listed does not block") {
  TemporaryFolder folder;
  folder.write("a.txt", "x");
  const InputList list = list_of({"."}, folder.path());
  fs::remove(folder.path() / "a.txt");
  mkfifo((folder.path() / "a.txt").c_str(), 0600);
  CHECK(shown(list, read_all(list)) == Lines{"a.txt !not-a-file"});
}

TEST_CASE("reader: problems of the list come out in their place") {
  TemporaryFolder folder;
  folder.write("a.txt", "x");
  fs::create_symlink("nothing", folder.path() / "b.txt");
  folder.write("c.txt", "y");
  CHECK(read_shown(folder) == Lines{"a.txt x", "b.txt !dangling-link", "c.txt y"});
}

TEST_CASE("reader: a buffer is used again") {
  TemporaryFolder folder;
  std::string content;
  for (int i = 0; i < 10000; ++i) content += "{\"id\":" + std::to_string(i) + "}\n";
  folder.write("a.jsonl", content);
  const InputList list = list_of({"."}, folder.path());
  InputReader reader(list, 1000, "jsonl");
  RawDocument document;
  document.bytes.reserve(100);
  std::size_t n = 0;
  while (reader.next(document)) {
    ++n;
    REQUIRE(document.bytes.capacity() <= 200);
  }
  CHECK(n == 10000);
}

TEST_CASE("reader: standard input as lines, whole, empty, too large") {
  CHECK(through_pipe("{\"a\":1}\n{\"b\":2}", "jsonl") == Lines{"stdin:1 {\"a\":1}", "stdin:2 {\"b\":2}"});
  CHECK(through_pipe("one\ntwo", "text") == Lines{"stdin one\ntwo"});
  CHECK(through_pipe("", "jsonl") == Lines{"stdin !empty"});
  CHECK(problem_through_pipe("") == "nothing came on standard input");
  CHECK(through_pipe("", "text") == Lines{"stdin !empty"});
  CHECK(through_pipe("0123456789\n{}", "jsonl", 5) == Lines{"stdin:1 !too-large", "stdin:2 {}"});
  CHECK(through_pipe("0123456789", "html", 5) == Lines{"stdin !too-large"});
}
