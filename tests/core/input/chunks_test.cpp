// Chunks and shards: cut by the list alone, every document in exactly one of them, the same numbers everywhere.
#include "host/input/chunks.hpp"

#include <doctest/doctest.h>

#include <random>

#include "input_fixture.hpp"

using namespace docmill::host;
using namespace docmill::host::test;

namespace {

// What a reader gives, as text: everything of a document but the huge bytes.
std::vector<std::string> told(const InputList& list, uint64_t limit, InputRange range,
                              std::vector<FileDigest>* digests = nullptr) {
  InputReader reader(list, limit, "", range);
  std::vector<std::string> all;
  RawDocument d;
  while (reader.next(d))
    all.push_back(std::to_string(d.chunk) + " " + list.files[d.file].name + ":" + std::to_string(d.line) + "@" +
                  std::to_string(d.offset) + " " +
                  (d.problem ? "!" + d.problem->code : std::to_string(d.bytes.size())) + " " + d.bytes.substr(0, 20));
  if (digests != nullptr)
    for (std::size_t i = 0; i < list.files.size(); ++i)
      if (!reader.digest(static_cast<uint32_t>(i)).sha256.empty())
        (*digests)[i] = reader.digest(static_cast<uint32_t>(i));
  return all;
}

void check_shards(const InputList& list, uint64_t limit, uint64_t of) {
  CAPTURE(of);
  std::vector<FileDigest> whole_digests(list.files.size()), shard_digests(list.files.size());
  const std::vector<std::string> whole = told(list, limit, {}, &whole_digests);
  std::vector<std::string> together;
  for (uint64_t shard = 1; shard <= of; ++shard) {
    const ChunkShare share = share_of_shard(n_chunks(list), shard, of);
    for (std::string& document : told(list, limit, range_of(list, share), &shard_digests)) {
      const uint64_t chunk = std::stoull(document);
      CHECK((chunk >= share.begin && chunk < share.end));
      together.push_back(std::move(document));
    }
  }
  CHECK(together == whole);
  for (std::size_t i = 0; i < list.files.size(); ++i) CHECK(shard_digests[i].sha256 == whole_digests[i].sha256);
}

}  // namespace

TEST_CASE("chunks: a document's chunk is its position divided by the chunk size") {
  TemporaryFolder folder;
  const std::string line = "{\"x\":\"" + std::string(1 << 18, 'x') + "\"}\n";
  folder.write("a.txt", std::string(600000, 'x'));
  folder.write("b.txt", std::string(600000, 'x'));
  folder.write("c.txt", "x");
  std::string lines;
  for (int i = 0; i < 12; ++i) lines += line;
  folder.write("d.jsonl", lines);
  folder.write("e.jsonl.zst", zstd(lines));
  folder.write("f.txt", "x");
  const InputList list = list_of({"."}, folder.path());
  const auto documents = read_all(list);
  REQUIRE(documents.size() == 28);
  CHECK(documents[0].chunk == 0);
  CHECK(documents[1].chunk == 0);  // 600000 bytes before it
  CHECK(documents[2].chunk == 1);  // 1200000
  for (int i = 3; i < 15; ++i) CHECK(documents[i].chunk == (1201024 + (i - 3) * line.size()) / (1 << 20));
  for (int i = 16; i < 27; ++i) CHECK(documents[i].chunk == documents[15].chunk);  // packed: never split
  CHECK(n_chunks(list) == documents[27].chunk + 1);
}

TEST_CASE("chunks: of tiny files a thousand, whatever their bytes are, and shards agree") {
  TemporaryFolder folder;
  for (int i = 0; i < 2100; ++i) folder.write("f" + std::to_string(10000 + i) + ".txt", "x");
  folder.write("g.jsonl", "{}\n{}\n{}\n");  // the border of a chunk lies behind its last line
  folder.write("h.txt", "x");
  const InputList list = list_of({"."}, folder.path());
  const auto documents = read_all(list);
  REQUIRE(documents.size() == 2104);
  for (std::size_t i = 0; i < documents.size(); ++i) CHECK(documents[i].chunk == documents[i].file / 1024);
  CHECK(n_chunks(list) == 3);
  for (const uint64_t of : {1, 2, 3, 5}) check_shards(list, 1 << 20, of);
}

TEST_CASE("chunks: a large file takes up the numbers of what it holds") {
  TemporaryFolder folder;
  folder.write("a.txt", "x");
  folder.write("b.txt", "x");
  folder.write("c.txt", "x");
  std::filesystem::resize_file(folder.path() / "b.txt", 10 << 20);
  const auto documents = read_all(list_of({"."}, folder.path()), 1000);
  CHECK(documents[0].chunk == 0);
  CHECK(documents[1].chunk == 0);
  CHECK(documents[2].chunk == 10);
}

TEST_CASE("shards: every chunk in exactly one, for any number") {
  for (const uint64_t n : {1ull, 2ull, 7ull, 100ull, 12345678901234567ull})
    for (const uint64_t of : {1ull, 2ull, 3ull, 16ull, 1000ull}) {
      uint64_t at = 0;
      for (uint64_t shard = 1; shard <= of; ++shard) {
        const ChunkShare share = share_of_shard(n, shard, of);
        CHECK(share.begin == at);
        CHECK(share.end >= share.begin);
        at = share.end;
      }
      CHECK(at == n);
    }
}

TEST_CASE("shards: together they read what one reader reads, also inside a large JSON Lines file") {
  TemporaryFolder folder;
  std::mt19937 random(11);
  std::string lines = "\xEF\xBB\xBF";
  while (lines.size() < (5u << 20)) {
    const std::size_t size = random() % 10 == 0 ? random() % 700000 : random() % 30000;
    lines += random() % 5 == 0 ? "\n" : "{" + std::string(size, 'a' + static_cast<char>(random() % 26)) + "}\r\n";
  }
  folder.write("b.jsonl", lines + "{the last line has no end}");
  folder.write("a-empty.txt", "");
  folder.write("c-empty.jsonl", "");
  folder.write("d-blank.jsonl", std::string(2 << 20, '\n'));
  folder.write("e.jsonl.gz", gzipped(lines));
  folder.write("f.txt", std::string(1 << 20, 'f'));
  folder.write("g-exactly-one-chunk.jsonl", std::string((1 << 20) - 1, 'g') + "\n");
  folder.write("h-empty.txt", "");
  folder.write("i.txt", "the end");
  const InputList list = list_of({"."}, folder.path());
  for (const uint64_t of : {1, 2, 3, 7, 16, 40}) {
    check_shards(list, 1 << 20, of);
    check_shards(list, 500000, of);  // some lines are too large
  }
}

TEST_CASE("shards: a line border exactly on a chunk border belongs to the later chunk") {
  TemporaryFolder folder;
  const std::string half((1 << 19) - 1, 'x');
  folder.write("a.jsonl", half + "\n" + half + "\n" + half + "\n" + half + "\n");
  const InputList list = list_of({"."}, folder.path());
  check_shards(list, 1 << 20, 3);
  CHECK(told(list, 1 << 20, range_of(list, {1, 2})).size() == 2);
}

TEST_CASE("reading goes on from any line, with its number and the digest of the whole file") {
  TemporaryFolder folder;
  folder.write("a.jsonl", "{\"a\":1}\n\n{\"b\":2}\n{\"c\":3}");
  folder.write("b.txt", "b");
  const InputList list = list_of({"."}, folder.path());
  const std::vector<std::string> whole = told(list, 1000, {});
  std::vector<FileDigest> digests(list.files.size()), all(list.files.size());
  told(list, 1000, {}, &all);
  CHECK(told(list, 1000, {{0, 9}, std::nullopt}, &digests) == std::vector<std::string>(whole.begin() + 1, whole.end()));
  CHECK(digests[0].sha256 == all[0].sha256);
  CHECK(told(list, 1000, {{0, 17}, std::nullopt}) == std::vector<std::string>(whole.begin() + 2, whole.end()));
  CHECK(told(list, 1000, {{1, 0}, std::nullopt}) == std::vector<std::string>(whole.begin() + 3, whole.end()));
  CHECK(told(list, 1000, {{2, 0}, std::nullopt}).empty());
}

TEST_CASE("the digest of a list changes with every file's name, size and kind") {
  TemporaryFolder folder;
  folder.write("a.jsonl", "{}\n");
  folder.write("b.txt", "b");
  const std::string before = list_digest(list_of({"."}, folder.path()));
  CHECK(list_digest(list_of({"."}, folder.path())) == before);
  folder.write("b.txt", "bb");
  const std::string larger = list_digest(list_of({"."}, folder.path()));
  CHECK(larger != before);
  folder.write("b.txt", "b");
  CHECK(list_digest(list_of({"."}, folder.path())) == before);
  folder.write("c.txt", "c");
  CHECK(list_digest(list_of({"."}, folder.path())) != before);
}
