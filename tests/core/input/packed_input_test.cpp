#include <doctest/doctest.h>

#include <array>
#include <random>

#include "core/input/input_fixture.hpp"
#include "host/input/unpack.hpp"
#include "host/support/sha256.hpp"

using namespace docmill::host;
using namespace docmill::host::test;

namespace {

struct Unpacked {
  std::string bytes;
  std::string code;  // of the problem
  std::string message;
};

Unpacked unpack(Packing packing, std::string_view packed, std::size_t block_size) {
  static Unpacker unpacker;  // used again, also after problems
  Unpacked out;
  unpacker.start(packing);
  const auto drain = [&] {
    for (std::string_view block = unpacker.next(); !block.empty(); block = unpacker.next()) out.bytes += block;
  };
  for (std::size_t at = 0; at < packed.size() && !unpacker.problem(); at += block_size) {
    unpacker.feed(packed.substr(at, block_size));
    drain();
  }
  unpacker.end_of_file();
  if (unpacker.problem()) {
    out.code = unpacker.problem()->code;
    out.message = unpacker.problem()->message;
  }
  return out;
}

std::string some_text(std::size_t size) {
  std::mt19937 random(5);
  std::string text;
  while (text.size() < size) text += std::to_string(random() % 1000) + (random() % 9 == 0 ? "\n" : " ");
  return text;
}

std::string fmt_trailing(std::size_t at) {
  return "after the gzip data something else stands from byte " + std::to_string(at) + "; cut it off or pack it again";
}

constexpr std::array packings{Packing::gzip, Packing::zstd, Packing::bzip2, Packing::xz};

std::string pack(Packing packing, std::string_view text) {
  switch (packing) {
    case Packing::gzip: return gzipped(text);
    case Packing::zstd: return zstd(text);
    case Packing::bzip2: return bzip2(text);
    default: return xz(text);
  }
}

}  // namespace

TEST_CASE("unpack: zeros behind gzip data are padding, as gzipped(1) has it; something behind them is none") {
  const std::string padding(5000, '\0');
  for (const std::size_t block_size : {1u, 7u, 1u << 20}) {
    const Unpacked padded = unpack(Packing::gzip, gzipped("a") + gzipped("b") + padding, block_size);
    CHECK(padded.code == "");
    CHECK(padded.bytes == "ab");
    const Unpacked more = unpack(Packing::gzip, gzipped("a") + padding + "x", block_size);
    CHECK(more.bytes == "a");
    CHECK(more.message == fmt_trailing(gzipped("a").size()));
    CHECK(unpack(Packing::gzip, padding, block_size).code == "not-packed");
    CHECK(unpack(Packing::zstd, zstd("a") + padding, block_size).code == "trailing-bytes");
  }
}

TEST_CASE("unpack: one member or frame and several, from blocks of any size") {
  const std::string text = some_text(100000);
  for (const Packing packing : packings) {
    const std::string packed = pack(packing, text) + pack(packing, "") + pack(packing, "tail");
    for (const std::size_t block_size : {1u, 3u, 1000u, 1u << 20}) {
      const Unpacked out = unpack(packing, packed, block_size);
      CHECK(out.code == "");
      CHECK((out.bytes == text + "tail"));
    }
  }
}

TEST_CASE("unpack: highly packed data come out in many blocks") {
  const std::string text(5 << 20, 'a');
  for (const Packing packing : packings) CHECK((unpack(packing, pack(packing, text), 1 << 20).bytes == text));
}

TEST_CASE("unpack: data that break off anywhere say where") {
  const std::string text = some_text(3000);
  for (const Packing packing : packings) {
    const std::string packed = pack(packing, text);
    for (std::size_t size = 1; size < packed.size(); ++size) {
      const Unpacked out = unpack(packing, std::string_view(packed).substr(0, size), 512);
      REQUIRE(out.code == "truncated");
      REQUIRE(text.starts_with(out.bytes));
      REQUIRE(out.message.find("at byte " + std::to_string(size)) != std::string::npos);
    }
  }
}

TEST_CASE("unpack: other bytes behind the data are a problem, with their place") {
  for (const Packing packing : packings) {
    const std::string packed = pack(packing, "hello");
    for (const char* tail : {"\n", "xy", "garbage that is longer"}) {
      const Unpacked out = unpack(packing, packed + tail, 1000);
      CHECK(out.bytes == "hello");
      CHECK(out.code == "trailing-bytes");
      CHECK(out.message.find("from byte " + std::to_string(packed.size()) + ";") != std::string::npos);
      CHECK(unpack(packing, packed + tail, 1).message == out.message);
    }
  }
}

TEST_CASE("unpack: a member that breaks off behind a whole one is truncated") {
  const std::string packed = gzipped("hello");
  CHECK(unpack(Packing::gzip, packed + packed.substr(0, 15), 1000).code == "truncated");
}

TEST_CASE("unpack: files that are not packed at all") {
  for (const Packing packing : packings) {
    CHECK(unpack(packing, "plain text", 1000).code == "not-packed");
    for (const Packing other : packings)
      if (other != packing) CHECK(unpack(packing, pack(other, "x"), 1000).code == "not-packed");
  }
  CHECK(unpack(Packing::bzip2, "x", 1000).message ==
        "it does not begin like bzip2 data; take .bz2 off its name or pack it again");
}

TEST_CASE("unpack: one changed byte never passes unseen in gzip and xz, and never crashes") {
  const std::string text = some_text(5000);
  std::mt19937 random(11);
  for (const Packing packing : packings) {
    for (int round = 0; round < 400; ++round) {
      std::string packed = pack(packing, text);
      const std::size_t at = 10 + random() % (packed.size() - 10);
      packed[at] = static_cast<char>(packed[at] ^ (1 << random() % 8));
      const Unpacked out = unpack(packing, packed, 700);
      if (packing == Packing::gzip || packing == Packing::xz) REQUIRE(out.code != "");
    }
  }
}

TEST_CASE("unpack: a zstd frame with a window of gigabytes is refused") {
  // Magic, a frame header with only a window descriptor: exponent 21, that is 2 GiB.
  const std::string packed("\x28\xB5\x2F\xFD\x00\xA8\x01\x00\x00", 9);
  CHECK(unpack(Packing::zstd, packed, 1000).code == "zstd-window");
}

TEST_CASE("unpack: xz data that need much memory are refused, zeros behind xz data are padding") {
  // The byte for the size of the dictionary, in the header of the first block: 3 GiB, and the header's checksum.
  std::string wide = xz("text");
  const std::size_t begin = 12, size = (static_cast<std::size_t>(wide[begin]) + 1) * 4;
  wide[wide.find("\x21\x01", begin) + 2] = 39;  // behind the filter LZMA2 and its one byte of properties
  const uint32_t sum = lzma_crc32(reinterpret_cast<const uint8_t*>(wide.data()) + begin, size - 4, 0);
  for (std::size_t i = 0; i < 4; ++i) wide[begin + size - 4 + i] = static_cast<char>(sum >> 8 * i);
  CHECK(unpack(Packing::xz, wide, 1000).code == "xz-memory");
  // A bit of the stream's flags that no xz sets yet, with the header's checksum.
  std::string unknown = xz("text");
  unknown[7] = static_cast<char>(unknown[7] | 0x10);
  const uint32_t flags = lzma_crc32(reinterpret_cast<const uint8_t*>(unknown.data()) + 6, 2, 0);
  for (std::size_t i = 0; i < 4; ++i) unknown[8 + i] = static_cast<char>(flags >> 8 * i);
  CHECK(unpack(Packing::xz, unknown, 1000).code == "xz-filter");
  for (const std::size_t block_size : {1u, 1000u})
    CHECK(unpack(Packing::xz, xz("a") + std::string(8, '\0') + xz("b") + std::string(4, '\0'), block_size).bytes ==
          "ab");
}

TEST_CASE("packed: JSON Lines up to a break come out, then the problem with its line") {
  TemporaryFolder folder;
  std::string lines;
  for (int i = 0; i < 20000; ++i) lines += "{\"id\":" + std::to_string(i * 7919 % 100003) + "}\n";
  const std::string packed = gzipped(lines);
  folder.write("a.jsonl.gz", packed.substr(0, packed.size() / 2));
  folder.write("b.txt", "good");
  const InputList list = list_of({"."}, folder.path());
  InputReader reader(list, 1000, "jsonl");
  const auto documents = read_all(reader);
  REQUIRE(documents.size() > 5000);
  const std::size_t n = documents.size() - 2;
  for (std::size_t i = 0; i < n; ++i) {
    REQUIRE(documents[i].line == i + 1);
    REQUIRE(documents[i].bytes == "{\"id\":" + std::to_string(i * 7919 % 100003) + "}");
  }
  CHECK(documents[n].problem->code == "truncated");
  CHECK(documents[n].line == n + 1);
  CHECK(documents[n].bytes.empty());
  CHECK(documents[n + 1].bytes == "good");
  CHECK(reader.digest(0).sha256 == to_hex(sha256(packed.substr(0, packed.size() / 2))));
}

TEST_CASE("packed: a whole file with a break, or with something behind it, is only a problem") {
  TemporaryFolder folder;
  const std::string packed = zstd(some_text(10000));
  std::string damaged = packed;
  for (std::size_t i = 0; i < 40; ++i) damaged[damaged.size() / 2 + i] ^= 0x55;
  folder.write("a.txt.zst", damaged);
  folder.write("b.html.gz", gzipped("<p>") + "more");
  folder.write("c.txt.gz", "plain");
  folder.write("d.md.zst", packed.substr(0, 100));
  folder.write("e.txt.gz", gzipped("fine"));
  folder.write("f.jsonl.bz2", bzip2("{}\n"));
  folder.write("g.txt.xz", xz("fine, too"));
  CHECK(read_shown(folder) == Lines{"a.txt.zst !corrupt", "b.html.gz !trailing-bytes", "c.txt.gz !not-packed",
                                    "d.md.zst !truncated", "e.txt.gz fine", "f.jsonl.bz2:1 {}", "g.txt.xz fine, too"});
}

TEST_CASE("packed: a bomb stops at the limit, and is hashed all the same") {
  TemporaryFolder folder;
  const std::string bomb = gzipped(std::string(200 << 20, '\0'));
  folder.write("a.txt.gz", bomb);
  folder.write("b.jsonl.gz", bomb);
  folder.write("d.txt.bz2", bzip2(std::string(8 << 20, '\0')));
  folder.write("e.txt.xz", xz(std::string(8 << 20, '\0')));
  folder.write("c.jsonl.zst", zstd(std::string(50 << 20, 'x') + "\n{}\n"));
  const InputList list = list_of({"."}, folder.path());
  InputReader reader(list, 1 << 20, "jsonl");
  const auto documents = read_all(reader);
  CHECK(shown(list, documents) == Lines{"a.txt.gz !too-large", "b.jsonl.gz:1 !too-large", "c.jsonl.zst:1 !too-large",
                                        "c.jsonl.zst:2 {}", "d.txt.bz2 !too-large", "e.txt.xz !too-large"});
  CHECK(documents[0].problem->message == "it is over the limit of 1 MiB; split it or raise [input] max-document");
  CHECK(reader.digest(0).sha256 == to_hex(sha256(bomb)));
}
