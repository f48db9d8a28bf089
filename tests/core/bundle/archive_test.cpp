// Archives with any names, in any locale; and what is said of one that cannot be written.
#include "tooling/bundle/archive.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <clocale>
#include <filesystem>

#include "support/temp_folder.hpp"

using docmill::test::TempFolder;
using docmill::tooling::PackedFile;
using Names = std::vector<std::string>;

namespace {

Names names_through_archive(const TempFolder& temp, const Names& names, const char* to) {
  std::vector<PackedFile> files;
  for (const std::string& name : names) files.push_back({name, {}, "of " + name, false});
  const docmill::Status written = docmill::tooling::write_archive(temp / "a.tar.zst", files);
  REQUIRE_MESSAGE(written.ok(), written.message());
  const auto unpacked = docmill::tooling::unpack_archive(temp / "a.tar.zst", temp / to);
  REQUIRE_MESSAGE(unpacked.ok(), unpacked.status().message());
  for (const std::string& name : names) CHECK(docmill::test::read_file(temp / to / name) == "of " + name);
  return unpacked.value();
}

}  // namespace

TEST_CASE("names beyond ASCII, and names that are no UTF-8, go through an archive, in whatever locale") {
  const TempFolder temp;
  const Names names{"inputs/a.txt", "inputs/m\xC3\xBChle.txt", "inputs/\xE6\xB0\xB4/\xF0\x9F\x8C\xB7.txt",
                    "inputs/\xFC"
                    "ber.txt",
                    "inputs/" + std::string(150, 'x') + "/\xC3\xA4.txt"};
  Names sorted = names;
  std::sort(sorted.begin(), sorted.end());
  CHECK(names_through_archive(temp, names, "c") == sorted);
  const std::string bytes = docmill::test::read_file(temp / "a.tar.zst");
  if (std::setlocale(LC_ALL, "C.UTF-8") == nullptr) return;
  const Names unpacked = names_through_archive(temp, names, "utf8");
  std::setlocale(LC_ALL, "C");
  CHECK(unpacked == sorted);
  CHECK(docmill::test::read_file(temp / "a.tar.zst") == bytes);
}

TEST_CASE("an archive that the system does not let be written says why") {
  const TempFolder temp;
  const std::string file = (temp / "nowhere/a.tar.zst").string();
  CHECK(docmill::tooling::write_archive(file, {{"a.txt", {}, "x", false}}).message() ==
        file + ".new: cannot be written: No such file or directory");
}

TEST_CASE("an archive is written through a link, and the link stays") {
  const TempFolder temp;
  temp.write("real.tar.zst", "old");
  std::filesystem::create_symlink("real.tar.zst", temp / "link.tar.zst");
  REQUIRE(docmill::tooling::write_archive(temp / "link.tar.zst", {{"a.txt", {}, "x", false}}).ok());
  CHECK(std::filesystem::is_symlink(temp / "link.tar.zst"));
  CHECK(docmill::tooling::unpack_archive(temp / "real.tar.zst", temp / "to").ok());
  CHECK(docmill::test::read_file(temp / "to/a.txt") == "x");
}
