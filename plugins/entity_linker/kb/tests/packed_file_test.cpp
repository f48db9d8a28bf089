// Files unpacked on the way: several members, damaged and cut short ones, lines.
#include <doctest/doctest.h>

#include <bzlib.h>
#include <zstd.h>

#include <stdexcept>
#include <string>

#include "kb/packed_file.hpp"
#include "support/deflated.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::linker;
using docmill::test::gzipped;
using docmill::test::TempFolder;

namespace {

std::string gzip(std::string text) { return gzipped(text); }
std::string bzip2(std::string text) {
  std::string out(text.size() + 1000, '\0');
  auto size = static_cast<unsigned>(out.size());
  BZ2_bzBuffToBuffCompress(out.data(), &size, text.data(), static_cast<unsigned>(text.size()), 1, 0, 0);
  out.resize(size);
  return out;
}
std::string zstd(std::string text) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress2(context, out.data(), out.size(), text.data(), text.size()));
  ZSTD_freeCCtx(context);
  return out;
}

std::string unpacked(const std::string& bytes) {
  const TempFolder folder;
  const std::string path = folder.write("f", bytes).string();
  try {
    return PackedFile(path).rest();
  } catch (const std::runtime_error& e) {
    return std::string(e.what()).substr(path.size());
  }
}

}  // namespace

TEST_CASE("every packing is unpacked, member after member") {
  const std::string a(300000, 'a'), b = "b\n";
  CHECK(unpacked(a + b) == a + b);
  CHECK(unpacked("") == "");
  for (auto pack : {gzip, bzip2, zstd}) {
    CHECK(unpacked(pack(a)) == a);
    CHECK(unpacked(pack(a) + pack(b)) == a + b);
    CHECK(unpacked(pack("")) == "");
  }
}

TEST_CASE("packed data that are cut short or damaged are told") {
  std::string text;
  for (int i = 0; i < 60000; ++i) text += std::to_string(i * 7919 % 10007);
  for (auto pack : {gzip, bzip2, zstd}) {
    const std::string packed = pack(text);
    CHECK(unpacked(packed.substr(0, packed.size() / 2)).substr(0, 80) ==
          ": the packed data end too early; the file is cut short");
    std::string bad = packed;
    for (std::size_t i = 100; i < 140; ++i) bad[i] = static_cast<char>(~bad[i]);
    CHECK(unpacked(bad).substr(0, 40) == ": the packed data are damaged");
  }
}

TEST_CASE("a missing file and a folder are told") {
  CHECK_THROWS_WITH(PackedFile("/no/such/file"), "/no/such/file: no such file");
  CHECK_THROWS_WITH(PackedFile("/tmp"), "/tmp: a folder, not a file");
}

TEST_CASE("lines end with LF or CR LF, the last one may have no end") {
  const TempFolder folder;
  PackedFile file(folder.write("f", "a\r\n\nb\nlast").string());
  LineReader lines(file);
  std::string all;
  for (std::string_view line; lines.next(line);) all += std::string(line) + "|";
  CHECK(all == "a||b|last|");
  CHECK(lines.number() == 4);
}
