// Files that wait to be on the disk: all are closed, and the first that could not be synced is told.
#include "host/output/unsynced_files.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "support/temp_folder.hpp"

using namespace docmill;
using namespace docmill::host;

namespace {

bool is_open(int descriptor) { return ::fcntl(descriptor, F_GETFD) != -1; }

int new_file(const docmill::test::TempFolder& folder, int number) {
  const std::string path = (folder.path() / std::to_string(number)).string();
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  REQUIRE(file >= 0);
  REQUIRE(::write(file, "text", 4) == 4);
  return file;
}

}  // namespace

TEST_CASE("files are synced and closed, at once and one after the other, and may be none") {
  for (const bool at_once : {false, true}) {
    const docmill::test::TempFolder folder;
    UnsyncedFiles files;
    CHECK(files.sync(at_once).ok());
    std::vector<int> descriptors;
    for (int i = 0; i < 9; ++i) files.add(descriptors.emplace_back(new_file(folder, i)), "file", 4);
    CHECK(files.sync(at_once).ok());
    for (const int descriptor : descriptors) CHECK(!is_open(descriptor));
    CHECK(files.sync(at_once).ok());
  }
}

TEST_CASE("the first that cannot be synced is told, and the others are synced and closed all the same") {
  for (const bool at_once : {false, true}) {
    const docmill::test::TempFolder folder;
    int ends[2], further[2];
    REQUIRE(::pipe(ends) == 0);  // nothing that can be synced
    REQUIRE(::pipe(further) == 0);
    UnsyncedFiles files;
    const int before = new_file(folder, 1), behind = new_file(folder, 2);
    files.add(before, "before", 4);
    files.add(ends[1], "pipe", 0);
    files.add(further[1], "further", 0);
    files.add(behind, "behind", 4);
    const Status status = files.sync(at_once);
    CHECK(status.trouble() == Trouble::io);
    CHECK(status.message().find("pipe: ") == 0);
    for (const int descriptor : {before, ends[1], further[1], behind}) CHECK(!is_open(descriptor));
    ::close(ends[0]);
    ::close(further[0]);
  }
}

TEST_CASE("what is given up is closed") {
  const docmill::test::TempFolder folder;
  auto files = std::make_unique<UnsyncedFiles>();
  const int file = new_file(folder, 1);
  files->add(file, "file", 4);
  CHECK(is_open(file));
  files.reset();
  CHECK(!is_open(file));
}
