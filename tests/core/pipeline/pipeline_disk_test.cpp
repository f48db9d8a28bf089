// Files that cannot be read as a pipeline at all.
#include <sys/stat.h>
#include <unistd.h>

#include "core/pipeline/mistakes.hpp"
#include "core/pipeline/temp_folder.hpp"

using namespace docmill::host;
using test::TempFolder;

namespace {

std::string said(const TempFolder& folder, const std::string& name) {
  Diagnostics diagnostics;
  read_pipeline_file(folder.path() / name, {}, diagnostics);
  return folder.relative(test::rendered(diagnostics));
}

}  // namespace

TEST_CASE("mistake: a file that is not there") {
  const TempFolder folder("disk-missing");
  CHECK(said(folder, "articles.toml") == "articles.toml: no such file\n");
  folder.write("articles.toml", "");
  CHECK(said(folder, "articels.toml") == "articels.toml: no such file, did you mean 'articles.toml'?\n");
  CHECK(said(folder, "none/articles.toml") == "none/articles.toml: no such file\n");
}

TEST_CASE("mistake: no name at all") {
  Diagnostics diagnostics;
  read_pipeline_file("", {}, diagnostics);
  CHECK(test::rendered(diagnostics) == "the name of the pipeline file is empty\n");
}

TEST_CASE("mistake: a folder") {
  const TempFolder folder("disk-folder");
  std::filesystem::create_directories(folder.path() / "sub");
  CHECK(said(folder, "sub") == "sub: this is a folder; name a pipeline file\n");
  folder.write("sub/b.toml", "");
  folder.write("sub/a.toml", "");
  CHECK(said(folder, "sub") == "sub: this is a folder; name a pipeline file\n  pipeline files in it: a.toml, b.toml\n");
}

TEST_CASE("mistake: a pipe, without waiting for a writer") {
  const TempFolder folder("disk-pipe");
  REQUIRE(::mkfifo((folder.path() / "pipe.toml").c_str(), 0600) == 0);
  CHECK(said(folder, "pipe.toml") == "pipe.toml: this is no file of text (a pipe or a device)\n");
}

TEST_CASE("mistake: links in a circle, a link to nowhere, a name too long") {
  const TempFolder folder("disk-links");
  std::filesystem::create_symlink("b.toml", folder.path() / "a.toml");
  std::filesystem::create_symlink("a.toml", folder.path() / "b.toml");
  std::filesystem::create_symlink("nowhere", folder.path() / "dangling.toml");
  CHECK(said(folder, "a.toml") == "a.toml: cannot be read: the links lead in a circle\n");
  CHECK(said(folder, "dangling.toml").starts_with("dangling.toml: no such file"));
  const std::string name(300, 'x');
  CHECK(said(folder, name) == name + ": cannot be read: the name is too long\n");
}

TEST_CASE("mistake: a file without permission") {
  const TempFolder folder("disk-permission");
  const auto path = folder.write("p.toml", "[[stage]]\nuse = \"a\"\n");
  if (::geteuid() == 0) {
    MESSAGE("skipped: root may read everything");
    return;
  }
  std::filesystem::permissions(path, std::filesystem::perms::none);
  CHECK(said(folder, "p.toml") == "p.toml: cannot be read: permission denied\n");
}

TEST_CASE("mistake: a file that is not UTF-8, with byte, offset and place") {
  const TempFolder folder("disk-encoding");
  folder.write("p.toml", "[pipeline]\nname = \"caf\xE9\"\n");
  CHECK(said(folder, "p.toml") ==
        "p.toml:2:12: byte 0xE9 at 22 is not UTF-8; save the file as UTF-8\n    name = \"caf\uFFFD\"\n               "
        "^\n");
  folder.write("p.toml", std::string_view("\xFF\xFE[\0p\0", 6));
  CHECK(said(folder, "p.toml").starts_with("p.toml:1:1: byte 0xFF at 0 is not UTF-8 (looks like UTF-16); save"));
}

TEST_CASE("mistake: a file of megabytes") {
  const TempFolder folder("disk-large");
  folder.write("p.toml", std::string((1 << 20) + 1, '#'));
  CHECK(said(folder, "p.toml") == "p.toml: is larger than 1 MiB, the most that a pipeline file may have\n");
  folder.write("p.toml", std::string((1 << 20) - 30, '#') + "\n[[stage]]\nuse = \"a\"\n");
  CHECK(said(folder, "p.toml") == "");
}

TEST_CASE("a byte order mark is no part of the text") {
  const TempFolder folder("disk-mark");
  folder.write("p.toml", "\xEF\xBB\xBF[input]\nfrm = 1\n[[stage]]\nuse = \"a\"\n");
  CHECK(said(folder, "p.toml").starts_with("p.toml:2:1: unknown key 'frm' in [input]"));
}

TEST_CASE("the path is shown as it was given") {
  const TempFolder folder("disk-name");
  folder.write("sub/p.toml", "x = 1\n");
  CHECK(said(folder, "sub/../sub/./p.toml").starts_with("sub/../sub/./p.toml:1:1: "));
}
