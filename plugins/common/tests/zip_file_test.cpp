#include "zip/zip_file.hpp"

#include <doctest/doctest.h>

#include <string>

#include "support/zip_files.hpp"

namespace zip = docmill::zip;

namespace {

docmill::test::ZipFile three_entries() {
  docmill::test::ZipFile file;
  file.add("a.txt", "The first.").add({"b.txt", "The second.", false}).add({"c.txt", "The third.", true, true});
  return file;
}

std::string mistake_of(const zip::ZipFile& file, const char* name, uint64_t most = 1000) {
  const zip::Entry* entry = file.find(name);
  REQUIRE(entry != nullptr);
  return file.read(*entry, most).mistake;
}

}  // namespace

TEST_CASE("zip: a file in memory is read by its directory") {
  const std::string bytes = three_entries().whole();
  const zip::ZipFile file(bytes);
  CHECK(file.is_whole());
  CHECK(file.entries().size() == 3);
  for (const auto& expected : {std::pair{"a.txt", "The first."}, {"b.txt", "The second."}, {"c.txt", "The third."}})
    CHECK(file.read(*file.find(expected.first), 1000).bytes == expected.second);
  CHECK(file.find("d.txt") == nullptr);
  CHECK(mistake_of(file, "a.txt", 5) == "unpacks to more than 5 bytes");
}

TEST_CASE("zip: entries are found by name, whatever their order; of several the last") {
  docmill::test::ZipFile file;
  for (const char* const name : {"m", "z", "a", "m", "b/m", "m0"})
    file.add(name, name + std::to_string(file.begins.size()));
  const std::string bytes = file.whole();
  const zip::ZipFile read(bytes);
  const auto content = [&](const char* name) {
    const zip::Entry* entry = read.find(name);
    return entry == nullptr ? "-" : read.read(*entry, 1000).bytes;
  };
  CHECK(content("m") == "m3");
  CHECK(content("z") == "z1");
  CHECK(content("a") == "a2");
  CHECK(content("b/m") == "b/m4");
  CHECK(content("m0") == "m05");
  for (const char* const none : {"", "aa", "m1", "zz", "b", "b/"}) CHECK(content(none) == "-");
}

TEST_CASE("zip: where no entry has the name, one that has it but for case, or with the separator of Windows") {
  docmill::test::ZipFile file;
  for (const char* const name : {"Text/One.xhtml", "text\\two.xhtml", "a", "A", "Text/ONE.xhtml"}) file.add(name, name);
  const std::string bytes = file.whole();
  const zip::ZipFile read(bytes);
  for (const auto& [name, found] : {std::pair{"a", "a"},
                                    {"A", "A"},
                                    {"Text/One.xhtml", "Text/One.xhtml"},
                                    {"text/one.xhtml", "Text/ONE.xhtml"},
                                    {"TEXT/two.xhtml", "text\\two.xhtml"}}) {
    REQUIRE(read.find(name) != nullptr);
    CHECK(read.find(name)->name == found);
  }
  CHECK(read.find("text/three.xhtml") == nullptr);
}

TEST_CASE("zip: entries that cannot be read say why") {
  docmill::test::ZipFile file;
  file.add({"secret", "x", false, false, 1}).add({"lzma", "x", false, false, 0, 14});
  docmill::test::ZipEntry wrong{"wrong", "x"};
  wrong.is_checksum_wrong = true;
  const std::string bytes = file.add(wrong).whole();
  const zip::ZipFile read(bytes);
  CHECK(mistake_of(read, "secret") == "is encrypted");
  CHECK(mistake_of(read, "lzma") == "is packed by lzma");
  CHECK(mistake_of(read, "wrong") == "is damaged");
}

TEST_CASE("zip: no byte that is changed or missing leads out of the file") {
  const std::string whole = three_entries().whole();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    CHECK_FALSE(zip::ZipFile(std::string_view(whole).substr(0, at)).is_whole());
    for (const char change : {'\xFF', '\x01'}) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ change);
      const zip::ZipFile file(bytes);
      for (const zip::Entry& entry : file.entries()) CHECK(file.read(entry, 1000).bytes.size() <= 1000);
    }
  }
}
