// Many digests at once against one after the other.
#include "host/support/sha256_lanes.hpp"

#include <doctest/doctest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "host/support/shuffle.hpp"

using namespace docmill::host;

namespace {

std::string some_bytes(std::size_t n, uint64_t seed) {
  SplitMix64 random(seed);
  std::string bytes(n, '\0');
  for (char& c : bytes) c = static_cast<char>(random.below(256));
  return bytes;
}

// By the instructions of the processor, where it has them, and without.
std::vector<bool> ways() {
  return Sha256Lanes::can_use_lanes() ? std::vector<bool>{true, false} : std::vector<bool>{false};
}

}  // namespace

TEST_CASE("the digest of three letters is the published one") {
  for (const bool in_lanes : ways()) {
    Sha256Lanes hashes(in_lanes);
    Digest digest{};
    hashes.add(digest, "abc");
    hashes.finish();
    CHECK(to_hex(digest) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}

TEST_CASE("messages of every length to three blocks, wherever they begin, have the digests they have alone") {
  const std::string bytes = some_bytes(400, 1);
  for (const bool in_lanes : ways()) {
    Sha256Lanes hashes(in_lanes);
    std::vector<Digest> digests(200);
    for (std::size_t n = 0; n < digests.size(); ++n) hashes.add(digests[n], std::string_view(bytes).substr(n % 16, n));
    hashes.finish();
    for (std::size_t n = 0; n < digests.size(); ++n)
      CHECK_MESSAGE(digests[n] == sha256(std::string_view(bytes).substr(n % 16, n)), n, in_lanes);
  }
}

TEST_CASE("pieces are hashed as if they were one, wherever they meet") {
  const std::string bytes = some_bytes(300, 2);
  const std::string_view all = bytes;
  const Digest expected = sha256(all);
  for (const bool in_lanes : ways()) {
    std::vector<Digest> digests;
    digests.reserve(300 * 10);
    Sha256Lanes hashes(in_lanes);
    for (std::size_t first = 0; first <= all.size(); ++first) {
      for (std::size_t second = first; second <= all.size(); second += 31)
        hashes.add(digests.emplace_back(), all.substr(0, first), all.substr(first, second - first), all.substr(second));
    }
    hashes.finish();
    for (const Digest& digest : digests) REQUIRE(digest == expected);
  }
}

TEST_CASE("an odd number of messages, long beside short ones, and the same object again") {
  std::vector<Sha256Lanes> ones;
  for (const bool in_lanes : ways()) ones.emplace_back(in_lanes);
  for (uint64_t round = 0; round < 20; ++round) {
    Sha256Lanes& hashes = ones[round / 2 % ones.size()];
    SplitMix64 random(round);
    std::vector<std::string> messages(round);
    for (std::string& message : messages)
      message = some_bytes(random.below(4) == 0 ? random.below(100'000) : random.below(100), random.below(1000));
    std::vector<Digest> digests(messages.size());
    for (std::size_t i = 0; i < messages.size(); ++i) hashes.add(digests[i], messages[i]);
    hashes.finish();
    for (std::size_t i = 0; i < messages.size(); ++i) CHECK(digests[i] == sha256(messages[i]));
  }
}

namespace {

// A file of these bytes that is open.
class OpenFile {
 public:
  explicit OpenFile(std::string_view bytes) : file_(::memfd_create("hashed", MFD_CLOEXEC)) {
    REQUIRE(::write(file_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    size_ = bytes.size();
  }
  ~OpenFile() { ::close(file_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  FileToHash to_hash() const {
    FileToHash file;
    file.file = file_;
    file.size = size_;
    return file;
  }

 private:
  int file_;
  uint64_t size_;
};

}  // namespace

TEST_CASE("files have the digests of their bytes, beside each other and beside messages") {
  const std::string other = some_bytes(70'000, 3);
  for (const bool in_lanes : ways()) {
    for (const std::size_t size : {0, 1, 55, 56, 63, 64, 65, 1000, 65'535, 65'536, 65'537, 131'072, 300'001}) {
      const std::string bytes = some_bytes(size, size);
      const OpenFile file(bytes), longer(bytes + other);
      FileToHash first = file.to_hash(), second = longer.to_hash();
      Digest between;
      Sha256Lanes hashes(in_lanes);
      hashes.add(first);
      hashes.add(between, other);
      hashes.add(second);
      hashes.finish();
      CHECK(first.was_read);
      CHECK(first.digest == sha256(bytes));
      CHECK(between == sha256(other));
      CHECK(second.was_read);
      CHECK(second.digest == sha256(bytes + other));
    }
  }
}

TEST_CASE("a file that is shorter than was said, or cannot be read, is told") {
  for (const bool in_lanes : ways()) {
    const OpenFile file("short");
    FileToHash longer = file.to_hash(), none;
    ++longer.size;
    Digest digest;
    Sha256Lanes hashes(in_lanes);
    hashes.add(longer);
    hashes.add(none);
    hashes.add(digest, "abc");
    hashes.finish();
    CHECK_FALSE(longer.was_read);
    CHECK_FALSE(none.was_read);
    CHECK(digest == sha256("abc"));
  }
}

TEST_CASE("the file that fills a lane has the digest it has alone, however much of it found room") {
  for (uint64_t round = 0; round < 120; ++round) {
    const std::vector<bool> all = ways();
    const bool in_lanes = all[round % all.size()];
    SplitMix64 random(round);
    const std::string message = some_bytes(random.below(4) == 0 ? random.below(200) : random.below(200'000), round);
    const OpenFile file(message);
    Sha256Filler filler;
    for (uint64_t phase = random.below(4); phase != 0; --phase) {
      const std::string other = some_bytes(random.below(100'000), phase);
      std::vector<Digest> digests(random.below(4));
      Sha256Lanes hashes(in_lanes);
      for (Digest& digest : digests) hashes.add(digest, other, "behind it");
      hashes.finish(&filler, file.to_hash());
      for (const Digest& digest : digests) CHECK(digest == sha256(other + "behind it"));
    }
    FileToHash rest = file.to_hash();
    Digest other;
    Sha256Lanes hashes(in_lanes);
    hashes.add(other, "other");
    hashes.add_rest(rest, filler);
    hashes.finish();
    CHECK(rest.was_read);
    CHECK(rest.digest == sha256(message));
    CHECK(other == sha256("other"));
  }
}
