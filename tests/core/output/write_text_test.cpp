// Files that a user asked for: whole, or what was there before.
#include "host/support/write_text.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

#include "support/temp_folder.hpp"

using docmill::Status;
using docmill::host::write_text;
using docmill::test::read_file;
using docmill::test::TempFolder;
namespace fs = std::filesystem;

namespace {

// As on a full disk: no file gets beyond so many bytes.
class ShortFiles {
 public:
  explicit ShortFiles(rlim_t longest) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
    const rlimit small{longest, before_.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  }
  ~ShortFiles() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit before_{};
};

Status write_on_a_full_disk(const fs::path& path) {
  const ShortFiles short_files(10);
  return write_text(path, std::string(1000, 'n'));
}

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

mode_t mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status.st_mode;
}

}  // namespace

TEST_CASE("a text that cannot be written whole leaves what was there, and nothing else") {
  const TempFolder temp;
  const fs::path page = temp.write("page.html", "the old page");
  for (int i = 0; i < 2; ++i)
    CHECK(write_on_a_full_disk(page).message() == page.string() + ": cannot be written: File too large");
  CHECK(read_file(page) == "the old page");
  const fs::path fresh = temp / "new.html";
  CHECK(write_on_a_full_disk(fresh).message() == fresh.string() + ": cannot be written: File too large");
  CHECK(entries(temp.path()) == 1);
}

TEST_CASE("a text takes the place of an older one and has its permissions") {
  const TempFolder temp;
  const fs::path page = temp.write("page.html", "the old page");
  REQUIRE(::chmod(page.c_str(), 0750) == 0);
  REQUIRE(write_text(page, "new").ok());
  CHECK(read_file(page) == "new");
  CHECK(mode_of(page) == (S_IFREG | 0750));
  const fs::path plain = temp.write("plain.html", "");
  REQUIRE(write_text(temp / "fresh.html", "fresh").ok());
  CHECK(mode_of(temp / "fresh.html") == mode_of(plain));
  CHECK(entries(temp.path()) == 3);
}

TEST_CASE("links go on leading where they do, and devices stay devices") {
  const TempFolder temp;
  temp.write("a/page.html", "the old page");
  fs::create_symlink("a/page.html", temp / "link");
  fs::create_symlink("a/none.html", temp / "open");
  fs::create_hard_link(temp / "a/page.html", temp / "twin");
  REQUIRE(write_text(temp / "link", "by a link").ok());
  CHECK(fs::is_symlink(temp / "link"));
  CHECK(read_file(temp / "a/page.html") == "by a link");
  REQUIRE(write_text(temp / "twin", "by a twin").ok());
  CHECK(read_file(temp / "a/page.html") == "by a twin");
  REQUIRE(write_text(temp / "open", "made").ok());
  CHECK(read_file(temp / "a/none.html") == "made");
  CHECK(write_text("/dev/null", "x").ok());
  CHECK(S_ISCHR(mode_of("/dev/null")));
  CHECK(write_text("/dev/full", "x").message() == "/dev/full: cannot be written: No space left on device");
}

TEST_CASE("where a text cannot be written at all, the sentence names the file") {
  const TempFolder temp;
  CHECK(write_text(temp / "none/page.html", "x").message() ==
        (temp / "none/page.html").string() + ": cannot be written: No such file or directory");
  CHECK(write_text(temp.path(), "x").message() == temp.path().string() + ": cannot be written: Is a directory");
}
