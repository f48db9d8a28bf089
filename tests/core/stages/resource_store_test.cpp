// Resources: mapped, hashed, and the hash of a large one remembered as long as the file is the same.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <utime.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "host/stages/known_hashes.hpp"
#include "host/stages/resource_store.hpp"
#include "host/support/chunk_hashes.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::host;
using docmill::test::TempFolder;

namespace {

struct stat info_of(const std::filesystem::path& path) {
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info;
}

// What stat would say of a file that was changed an hour ago.
struct stat settled(struct stat info) {
  info.st_mtim.tv_sec -= 3600;
  info.st_ctim.tv_sec -= 3600;
  return info;
}

const std::string digest(64, 'a');

}  // namespace

TEST_CASE("a resource has its bytes and their hash") {
  const TempFolder folder;
  ResourceStore store(folder / "cache");
  const auto resource = store.open(folder.write("r", "abc"));
  REQUIRE(resource.ok());
  CHECK(resource.value()->bytes == "abc");
  CHECK(resource.value()->sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK_FALSE(std::filesystem::exists(folder / "cache"));  // small files are hashed each time
}

TEST_CASE("a hash is remembered for the same file only") {
  const TempFolder folder;
  const std::filesystem::path file = folder.write("r", "abc");
  const KnownHashes hashes(folder / "cache");
  const struct stat info = settled(info_of(file));
  CHECK_FALSE(hashes.find(file, info).has_value());
  hashes.remember(file, info, digest);
  CHECK(hashes.find(file, info).value_or("") == digest);
  CHECK_FALSE(hashes.find(folder / "other", info).has_value());
  for (int what = 0; what < 5; ++what) {
    struct stat changed = info;
    if (what == 0) ++changed.st_size;
    if (what == 1) ++changed.st_ino;
    if (what == 2) ++changed.st_dev;
    if (what == 3) ++changed.st_mtim.tv_nsec;
    if (what == 4) ++changed.st_ctim.tv_nsec;
    CHECK_FALSE(hashes.find(file, changed).has_value());
  }
}

TEST_CASE("a file that has just changed is not remembered") {
  const TempFolder folder;
  const std::filesystem::path file = folder.write("r", "abc");
  const KnownHashes hashes(folder / "cache");
  hashes.remember(file, info_of(file), digest);
  CHECK_FALSE(hashes.find(file, info_of(file)).has_value());
}

TEST_CASE("a damaged memory and a folder that cannot be made do no harm") {
  const TempFolder folder;
  const std::filesystem::path file = folder.write("r", "abc");
  const struct stat info = settled(info_of(file));
  const KnownHashes hashes(folder / "cache");
  hashes.remember(file, info, digest);
  for (const auto& entry : std::filesystem::directory_iterator(folder / "cache/hashes"))
    std::ofstream(entry.path()) << "nonsense\n" << std::string(64, 'x') << "\n";
  CHECK_FALSE(hashes.find(file, info).has_value());
  const KnownHashes nowhere("/proc/no/such");
  nowhere.remember(file, info, digest);
  CHECK_FALSE(nowhere.find(file, info).has_value());
  const KnownHashes none("");
  none.remember(file, info, digest);
  CHECK_FALSE(none.find(file, info).has_value());
}

TEST_CASE("the remembered hash of a large file is used, and no other") {
  const TempFolder folder;
  const std::filesystem::path file = folder.write("large", std::string(KnownHashes::worth_remembering, 'x'));
  const auto hash_with = [&](const char* cache) {
    ResourceStore store(folder / cache);
    return store.open(file).value()->sha256;
  };
  const std::string honest = hash_with("empty");
  const std::filesystem::path path = std::filesystem::canonical(file);
  KnownHashes(folder / "settled").remember(path, settled(info_of(path)), digest);
  CHECK(hash_with("settled") == honest);  // of an older state of the file
  struct utimbuf long_ago {
    1000000000, 1000000000
  };
  REQUIRE(::utime(path.c_str(), &long_ago) == 0);
  CHECK(hash_with("settled") == honest);
}

namespace {

// A large file of some chunks that differ, with its hashes beside it.
struct LargeFile {
  static constexpr std::size_t n_chunks = 34;
  TempFolder folder;
  std::filesystem::path path = folder.path() / "large";
  std::string bytes;

  LargeFile() {
    for (std::size_t i = 0; i < n_chunks; ++i)
      bytes += std::string(ChunkHashes::chunk_size, static_cast<char>('A' + i));
    write();
    REQUIRE(write_chunk_hashes(path).ok());
  }
  void write() const { std::ofstream(path, std::ios::binary) << bytes; }
  // Changes one byte of a chunk and leaves the time of the file as it was.
  void change(std::size_t chunk) {
    const struct stat before = info_of(path);
    bytes[chunk * ChunkHashes::chunk_size + 1000] = '!';
    write();
    struct utimbuf times {
      before.st_atim.tv_sec, before.st_mtim.tv_sec
    };
    REQUIRE(::utime(path.c_str(), &times) == 0);
  }
  std::string honest() const { return to_hex(sha256(bytes)); }
};

}  // namespace

TEST_CASE("hashes beside a large file are read and not computed, and checked in full on demand") {
  LargeFile file;
  ResourceStore store(file.folder.path() / "cache");
  CHECK(store.open(file.path).value()->sha256 == file.honest());
  CHECK(store.check_believed().ok());
  // That they are believed shows in a wrong one: the lines before the chunks are no part of the sample.
  ChunkHashes wrong = ChunkHashes::of(file.bytes);
  wrong.sha256 = digest;
  std::ofstream(ChunkHashes::path_for(file.path)) << wrong.text();
  ResourceStore believing(file.folder.path() / "another cache");
  CHECK(believing.open(file.path).value()->sha256 == digest);
  const std::string name = std::filesystem::canonical(file.path).string();
  CHECK(believing.check_believed().message() ==
        name + ": is not the file that " + name +
            ".hashes was written for, though its size and the 16 pieces looked at are; build or copy both again");
}

TEST_CASE(
    "a byte that has changed in a piece looked at is noticed when the file is opened, elsewhere when it is pinned") {
  for (const bool in_sample : {true, false}) {
    LargeFile file;
    const std::string before = file.honest();
    file.change(in_sample ? LargeFile::n_chunks - 1 : 1);
    ResourceStore store(file.folder.path() / "cache");
    CHECK(store.open(file.path).value()->sha256 == (in_sample ? file.honest() : before));
    CHECK(store.check_believed().ok() == in_sample);
  }
}

TEST_CASE("hashes of an older state, of another size or damaged ones are not believed") {
  LargeFile file;
  const auto sha256_here = [&] {
    ResourceStore store("");  // remembers nothing
    return store.open(file.path).value()->sha256;
  };
  const std::string text = ChunkHashes::of(file.bytes).text();
  REQUIRE(ChunkHashes::parse(text).has_value());
  for (const std::size_t at : {std::size_t{0}, std::size_t{20}, std::size_t{60}, text.size() / 2, text.size() - 3}) {
    std::string damaged = text;
    damaged[at] = damaged[at] == '0' ? '1' : '0';
    CHECK_FALSE(ChunkHashes::parse(damaged).has_value());
    CHECK_FALSE(ChunkHashes::parse(std::string_view(text).substr(0, at)).has_value());
  }
  CHECK_FALSE(ChunkHashes::parse(text + "\n").has_value());
  CHECK_FALSE(ChunkHashes::of("").sample_fits("a"));
  CHECK(ChunkHashes::of("").sample_fits(""));
  // Written into after the hashes: the time tells, wherever the byte is.
  ChunkHashes wrong = ChunkHashes::of(file.bytes);
  wrong.sha256 = digest;
  std::ofstream(ChunkHashes::path_for(file.path)) << wrong.text();
  struct utimbuf long_ago {
    1000000000, 1000000000
  };
  REQUIRE(::utime(ChunkHashes::path_for(file.path).c_str(), &long_ago) == 0);
  CHECK(sha256_here() == file.honest());
}
