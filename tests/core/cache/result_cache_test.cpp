// The cache of expensive stages: what is kept is found, what is damaged is not believed, and it stays within its size.
#include "tooling/cache/result_cache.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <thread>

#include "docmill/stage_abi.h"
#include "host/support/file_system.hpp"
#include "support/temp_folder.hpp"

using namespace docmill;
using namespace docmill::host;
using namespace docmill::tooling;

namespace {

constexpr uint64_t roomy = uint64_t{1} << 30;

Digest key_of(int n) { return sha256(std::to_string(n)); }

struct Cache {
  std::unique_ptr<ResultCache> cache;
  Document document;

  explicit Cache(const std::filesystem::path& folder, uint64_t limit = roomy) {
    Result<std::unique_ptr<ResultCache>> opened = ResultCache::open(folder, limit);
    REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.status().message()));
    cache = std::move(opened.value());
  }
  void keep(int n, std::string_view stage_result, uint32_t verdict = 0) {
    cache->store(key_of(n), document, verdict, stage_result);
  }
  // The result, or "-" when there is none.
  std::string find(int n) {
    std::string out;
    return cache->find(key_of(n), document, out) ? out : "-";
  }
};

}  // namespace

TEST_CASE("what one run keeps, the next finds") {
  const test::TempFolder temp;
  {
    Cache first(temp.path());
    CHECK(first.find(1) == "-");
    first.keep(1, "one");
    first.keep(2, std::string("\0two\xff", 5));
    first.keep(3, "");
  }
  Cache second(temp.path());
  CHECK(second.find(1) == "one");
  CHECK(second.find(2) == std::string("\0two\xff", 5));
  CHECK(second.find(3).empty());
  CHECK(second.find(4) == "-");
  CHECK(second.cache->table().trouble().empty());
}

TEST_CASE("a failure is not kept, as another cause than the document may have made it") {
  const test::TempFolder temp;
  {
    Cache cache(temp.path());
    cache.keep(1, "failed", DOCMILL_FAIL);
    cache.keep(2, "dropped", DOCMILL_DROP);
  }
  Cache cache(temp.path());
  CHECK(cache.find(1) == "-");
  CHECK(cache.find(2) == "dropped");
}

TEST_CASE("an entry whose bytes have changed is forgotten and can be made again") {
  const test::TempFolder temp;
  const std::string stage_result(3000, 'a');
  { Cache(temp.path()).keep(1, stage_result); }
  const std::filesystem::path file = temp / "results.sqlite";
  std::string bytes = test::read_file(file);
  const std::size_t inside = bytes.find("aaaaaaaaaaaaaaaa");
  REQUIRE(inside != std::string::npos);
  bytes[inside + 8] = 'b';
  std::ofstream(file, std::ios::binary) << bytes;
  {
    Cache cache(temp.path());
    CHECK(cache.find(1) == "-");
    CHECK(cache.cache->table().damaged() == 1);
    cache.keep(1, stage_result);
  }
  CHECK(Cache(temp.path()).find(1) == stage_result);
}

TEST_CASE("a file that is no database is begun anew, and that is said") {
  const test::TempFolder temp;
  for (const std::string content : {"this is no database, but long enough to look at", ""}) {
    temp.write("results.sqlite", content);
    Cache cache(temp.path());
    CHECK(cache.find(1) == "-");
    cache.keep(1, "one");
    CHECK(cache.cache->table().facts().stage_results == 1);
    CHECK(cache.cache->table().trouble().empty() == content.empty());  // an empty file is a new database to SQLite
  }
}

TEST_CASE("pages overwritten with noise lose answers, never give wrong ones") {
  const test::TempFolder temp;
  {
    Cache cache(temp.path());
    for (int n = 0; n < 400; ++n) cache.keep(n, std::string(500, static_cast<char>('a' + n % 26)));
  }
  const std::filesystem::path file = temp / "results.sqlite";
  std::string bytes = test::read_file(file);
  REQUIRE(bytes.size() > 20 * 4096);
  for (std::size_t page = 3; page < bytes.size() / 4096; page += 4)
    for (std::size_t i = 0; i < 4096; ++i) bytes[page * 4096 + i] = static_cast<char>(i * 7 + page);
  std::ofstream(file, std::ios::binary) << bytes;
  Cache cache(temp.path());
  for (int n = 0; n < 400; ++n) {
    const std::string found = cache.find(n);
    CHECK((found == "-" || found == std::string(500, static_cast<char>('a' + n % 26))));
  }
  cache.keep(1000, "after");
  CHECK(cache.cache->table().facts().stage_results >= 1);
  CHECK(cache.find(1000) == "after");
}

TEST_CASE("above the limit the answers that no run has used for longest go") {
  const test::TempFolder temp;
  const std::string large(1000, 'x');
  {
    Cache cache(temp.path());
    for (int n = 0; n < 300; ++n) cache.keep(n, large);
  }
  {
    Cache cache(temp.path());
    for (int n = 0; n < 50; ++n) CHECK((cache.find(n) == large));
  }
  { Cache small(temp.path(), 100 * 1000); }
  Cache cache(temp.path());
  CHECK(cache.cache->table().facts().bytes <= 100 * 1000);
  for (int n = 0; n < 50; ++n) CHECK((cache.find(n) == large));  // used by the run before
}

TEST_CASE("two runs at once, each in a thread, share the file") {
  const test::TempFolder temp;
  Cache a(temp.path()), b(temp.path());
  std::vector<std::thread> threads;
  for (Cache* cache : {&a, &b})
    threads.emplace_back([cache] {
      Document document;
      for (int n = 0; n < 600; ++n) cache->cache->store(key_of(n), document, 0, "answer " + std::to_string(n));
    });
  for (std::thread& thread : threads) thread.join();
  (void)a.cache->table().facts();  // writes what waits
  (void)b.cache->table().facts();
  for (int n = 0; n < 600; ++n) CHECK(b.find(n) == "answer " + std::to_string(n));
  CHECK(a.cache->table().trouble().empty());
  CHECK(b.cache->table().trouble().empty());
}

TEST_CASE("clear forgets everything") {
  const test::TempFolder temp;
  Cache cache(temp.path());
  cache.keep(1, "one");
  (void)cache.cache->table().facts();
  REQUIRE(cache.cache->table().clear().ok());
  CHECK(cache.cache->table().facts().stage_results == 0);
  CHECK(cache.find(1) == "-");
}

TEST_CASE("a folder that cannot be made is a sentence") {
  const test::TempFolder temp;
  temp.write("file", "");
  const auto opened = ResultCache::open(temp / "file/below", roomy);
  REQUIRE(!opened.ok());
  CHECK(opened.status().message() ==
        "the cache cannot be used: " + (temp / "file/below").string() + ": Not a directory");
}

TEST_CASE("without a write-ahead log, as on a network file system, two processes keep and find in one file") {
  const test::TempFolder temp;
  const std::filesystem::path file = temp / "a.sqlite";
  const auto open = [&] {
    Result<std::unique_ptr<StageResultTable>> table =
        StageResultTable::open(file, roomy, TableSharing::several_machines);
    REQUIRE_MESSAGE(table.ok(), (table.ok() ? "" : table.status().message()));
    return std::move(table.value());
  };
  const auto first = open(), second = open();
  std::string out;
  for (int n = 0; n < 20; ++n) {
    StageResultTable& writer = n % 2 == 0 ? *first : *second;
    StageResultTable& reader = n % 2 == 0 ? *second : *first;
    writer.insert(key_of(n), "answer " + std::to_string(n));
    writer.flush();
    CHECK(reader.find(key_of(n), out));
    CHECK(out == "answer " + std::to_string(n));
  }
  CHECK(!std::filesystem::exists(file.string() + "-wal"));
  CHECK(!std::filesystem::exists(file.string() + "-shm"));
  CHECK(first->trouble().empty());
  CHECK(first->clear().ok());
  CHECK(!second->find(key_of(1), out));
}

TEST_CASE("which file systems other machines may see") {
  CHECK(network_file_system_of(0x6969) == "NFS");
  CHECK(network_file_system_of(0x0BD00BD0) == "Lustre");
  CHECK(network_file_system_of(0xFFFFFFFFFF534D42) == "CIFS");  // as a signed word that was widened
  CHECK(network_file_system_of(0xEF53).empty());                // ext4
  CHECK(network_file_system_of(0x01021994).empty());            // tmpfs
  CHECK(network_file_system_of(0x794C7630).empty());            // overlayfs
  CHECK(network_file_system("/proc/self").empty());
  const test::TempFolder temp;
  CHECK(network_file_system(temp / "not/yet/there") == network_file_system(temp.path()));
}
