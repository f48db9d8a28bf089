#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <random>

#include "core/input/input_fixture.hpp"
#include "host/input/folder_walk.hpp"
#include "host/input/named_roots.hpp"
#include "support/run_program.hpp"

using namespace docmill::host;
using namespace docmill::host::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> mistakes(const PipelineFile& pipeline) {
  Diagnostics diagnostics;
  list_inputs(pipeline, diagnostics);
  std::vector<std::string> messages;
  for (const Diagnostic& diagnostic : diagnostics.all()) messages.push_back(diagnostic.message);
  return messages;
}

InputList list_skipping(const TemporaryFolder& folder, const std::vector<std::string>& skip) {
  PipelineFile pipeline = pipeline_from({"."}, folder.path());
  for (const std::string& glob : skip) pipeline.skip.push_back({glob, {}});
  Diagnostics diagnostics;
  return list_inputs(pipeline, diagnostics);
}

}  // namespace

TEST_CASE("list: a folder is read through, hidden files too, in byte order of the names") {
  TemporaryFolder folder;
  for (const char* name : {"b.txt", "a/z.md", "a.txt", "a/b/c.html", ".hidden/x.txt", "B.txt", "\xC3\xA4.txt"})
    folder.write(name, "x");
  CHECK(names_of(list_of({"."}, folder.path())) ==
        Lines{".hidden/x.txt", "B.txt", "a.txt", "a/b/c.html", "a/z.md", "b.txt", "\xC3\xA4.txt"});
}

TEST_CASE("list: the order in which the files were made does not show") {
  std::vector<std::string> names;
  for (int i = 0; i < 60; ++i)
    names.push_back((i % 3 ? "d" + std::to_string(i % 7) + "/" : "") + std::to_string(i) + ".txt");
  std::mt19937 random(1);
  std::vector<Lines> lists;
  for (int round = 0; round < 4; ++round) {
    TemporaryFolder folder;
    std::shuffle(names.begin(), names.end(), random);
    for (const std::string& name : names) folder.write(name, "x");
    lists.push_back(names_of(list_of({"."}, folder.path())));
  }
  CHECK(lists[0].size() == 60);
  for (const Lines& list : lists) CHECK(list == lists[0]);
}

TEST_CASE("list: a single file is named by its file name, whatever its folder") {
  TemporaryFolder folder;
  folder.write("x/y/a.txt", "12345");
  const InputList list = list_of({"x/y/a.txt"}, folder.path());
  CHECK(names_of(list) == Lines{"a.txt"});
  CHECK(list.files[0].size == 5);
  CHECK(list.files[0].path == folder.path() / "x/y/a.txt");
}

TEST_CASE("list: a path that is absolute, or ends in a slash, or goes up and down") {
  TemporaryFolder folder;
  folder.write("x/a.txt", "1");
  CHECK(names_of(list_of({folder.path().string() + "/x/"}, "/nowhere")) == Lines{"a.txt"});
  CHECK(names_of(list_of({"./x/../x//a.txt"}, folder.path())) == Lines{"a.txt"});
}

TEST_CASE("list: equal names of two roots stand in the order of the roots") {
  TemporaryFolder folder;
  folder.write("one/a.txt", "1");
  folder.write("two/a.txt", "22");
  folder.write("two/0.txt", "");
  const InputList list = list_of({"two", "one"}, folder.path());
  CHECK(names_of(list) == Lines{"0.txt", "a.txt", "a.txt"});
  CHECK(list.files[1].size == 2);
  CHECK(list.files[2].size == 1);
}

TEST_CASE("list: globs name files below their fixed folder") {
  TemporaryFolder folder;
  for (const char* name : {"d/a.txt", "d/b.md", "d/x/a.txt", "d/x/y/a.txt", "e/a.txt", "d/n.pdf"})
    folder.write(name, "x");
  CHECK(names_of(list_of({"d/*.txt"}, folder.path())) == Lines{"a.txt"});
  CHECK(names_of(list_of({"d/**/*.txt"}, folder.path())) == Lines{"a.txt", "x/a.txt", "x/y/a.txt"});
  CHECK(names_of(list_of({"*/a.txt"}, folder.path())) == Lines{"d/a.txt", "e/a.txt"});
  CHECK(names_of(list_of({"[d]/?.md"}, folder.path())) == Lines{"d/b.md"});
  CHECK(names_of(list_of({"d/../d/./*.md"}, folder.path())) == Lines{"b.md"});
}

TEST_CASE("list: a folder that a glob names is read through") {
  TemporaryFolder folder;
  for (const char* name : {"2024-01/a.txt", "2024-02/x/b.txt", "2023/c.txt"}) folder.write(name, "x");
  CHECK(names_of(list_of({"2024-*"}, folder.path())) == Lines{"2024-01/a.txt", "2024-02/x/b.txt"});
}

TEST_CASE("list: a file whose name has glob characters is found as it is") {
  TemporaryFolder folder;
  folder.write("[draft] a*.txt", "x");
  folder.write("[x]/b.txt", "x");
  CHECK(names_of(list_of({"[draft] a*.txt"}, folder.path())) == Lines{"[draft] a*.txt"});
  CHECK(names_of(list_of({"*.txt"}, folder.path() / "[x]")) == Lines{"b.txt"});
}

TEST_CASE("list: skip takes files and whole folders out and counts the files") {
  TemporaryFolder folder;
  for (const char* name :
       {"a.txt", "p_files/s.txt", "p_files/deep/t.txt", "x/q_files/u.pdf", "drafts/d.txt", "keep/drafts/e.txt"})
    folder.write(name, "x");
  const InputList list = list_skipping(folder, {"**/*_files/**", "drafts"});
  CHECK(names_of(list) == Lines{"a.txt", "keep/drafts/e.txt"});
  CHECK(list.skipped == 4);
  CHECK(list.not_read.empty());
}

TEST_CASE("list: files of other kinds are named, in order") {
  TemporaryFolder folder;
  for (const char* name : {"z.pdf", "a.txt", "LICENSE", "x/b.docx"}) folder.write(name, "x");
  CHECK(list_of({"."}, folder.path()).not_read == Lines{"LICENSE", "x/b.docx", "z.pdf"});
}

TEST_CASE("list: formats and packings come from the names") {
  TemporaryFolder folder;
  for (const char* name : {"a.txt.gz", "b.JSONL", "c.html.zst"}) folder.write(name, "x");
  const InputList list = list_of({"."}, folder.path());
  CHECK(list.files[0].packing == Packing::gzip);
  CHECK(list.files[1].format == InputFormat::jsonl);
  CHECK(list.files[2].format == InputFormat::html);
}

TEST_CASE("list: what is no file is listed with its reason") {
  TemporaryFolder folder;
  folder.write("good.txt", "x");
  mkfifo((folder.path() / "pipe.txt").c_str(), 0600);
  mkfifo((folder.path() / "pipe").c_str(), 0600);
  fs::create_symlink("nothing-here", folder.path() / "dangling.txt");
  fs::create_symlink("self.txt", folder.path() / "self.txt");
  const int socket_file = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, (folder.path() / "sock.txt").c_str(), sizeof address.sun_path - 1);
  REQUIRE(bind(socket_file, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  close(socket_file);
  fs::create_symlink("/dev/null", folder.path() / "device.txt");

  const InputList list = list_of({"."}, folder.path());
  CHECK(problem_of(list, "good.txt") == "");
  CHECK(problem_of(list, "pipe.txt") == "not-a-file");
  CHECK(problem_of(list, "pipe") == "not-a-file");
  CHECK(problem_of(list, "dangling.txt") == "dangling-link");
  CHECK(problem_of(list, "self.txt") == "link-cycle");
  CHECK(problem_of(list, "sock.txt") == "not-a-file");
  CHECK(problem_of(list, "device.txt") == "not-a-file");
  CHECK(list.files.size() == 7);
}

TEST_CASE("list: a folder named like a file is listed, and read through") {
  TemporaryFolder folder;
  folder.write("x.txt/inside.txt", "x");
  fs::create_directories(folder.path() / "empty.jsonl");
  const InputList list = list_of({"."}, folder.path());
  CHECK(names_of(list) == Lines{"empty.jsonl", "x.txt", "x.txt/inside.txt"});
  CHECK(problem_of(list, "x.txt") == "folder-named-like-a-file");
  CHECK(problem_of(list, "x.txt/inside.txt") == "");
  CHECK(names_of(list_of({"x.txt"}, folder.path())) == Lines{"inside.txt"});
}

TEST_CASE("list: links to files and folders are followed") {
  TemporaryFolder folder, elsewhere;
  elsewhere.write("far/a.txt", "x");
  folder.write("b.txt", "x");
  fs::create_symlink(elsewhere.path() / "far", folder.path() / "linked");
  fs::create_symlink("b.txt", folder.path() / "c.md");
  CHECK(names_of(list_of({"."}, folder.path())) == Lines{"b.txt", "c.md", "linked/a.txt"});
}

TEST_CASE("list: a link to a folder above is a cycle, a link to a sibling is none") {
  TemporaryFolder folder;
  folder.write("a/b/x.txt", "x");
  fs::create_symlink("..", folder.path() / "a/b/up");
  fs::create_symlink(".", folder.path() / "here");
  fs::create_symlink("a/b", folder.path() / "side");
  const InputList list = list_of({"."}, folder.path());
  CHECK(names_of(list) == Lines{"a/b/up", "a/b/x.txt", "here", "side/up/b", "side/x.txt"});
  CHECK(problem_of(list, "a/b/up") == "link-cycle");
  CHECK(problem_of(list, "here") == "link-cycle");
  CHECK(problem_of(list, "side/up/b") == "link-cycle");
}

// Each folder holds two links to the next one: twice as many ways to it as to the one before.
TEST_CASE("list: folders linked into each other end, and what is not read is listed") {
  TemporaryFolder folder;
  constexpr int n = 30;
  for (int i = 0; i < n; ++i) {
    const std::string here = "all/" + std::to_string(100 + i);
    folder.write(here + "/x.txt", "x");
    if (i + 1 == n) continue;
    for (const char* name : {"/a", "/b"})
      fs::create_symlink("../" + std::to_string(101 + i), folder.path() / (here + name));
  }
  const InputList list = list_of({"all/100"}, folder.path());
  std::size_t n_read = 0, n_refused = 0;
  for (std::size_t i = 0; i < list.files.size(); ++i) {
    if (!list.files.has_problem(i)) ++n_read;
    else if (list.files[i].problem->code == "too-many-links") ++n_refused;
  }
  CHECK(n_read + n_refused == list.files.size());
  CHECK(n_read == 1 + 2 + 4 + 8 + 16 + 32 + 64 + 23 * 100);
  CHECK(n_refused == 28 + 22 * 100);
  CHECK(problem_of(list, "b/b/b/b/b/b/b") == "too-many-links");
  CHECK(problem_of(list, "a/a/a/a/a/a/a/x.txt") == "");
  Diagnostics diagnostics;
  const PipelineFile pipeline = pipeline_from({"all/100"}, folder.path());
  CHECK(names_of(list_inputs(pipeline, diagnostics, 5)) == names_of(list));
}

TEST_CASE("list: names with line ends, bytes that are not UTF-8, and as long as they can be") {
  TemporaryFolder folder;
  const std::string longest = std::string(251, 'n') + ".txt";
  for (const std::string& name : {std::string("a\nb.txt"), std::string("c\xFF.txt"), longest, std::string("-.txt")})
    folder.write(name, "x");
  const InputList list = list_of({"."}, folder.path());
  CHECK(names_of(list) == Lines{"-.txt", "a%0Ab.txt", "c%FF.txt", longest});
  CHECK(read_all(list).size() == 4);
  for (const RawDocument& document : read_all(list)) CHECK(document.bytes == "x");
}

TEST_CASE("list: a path longer than the system opens is listed") {
  TemporaryFolder folder;
  const int start = open(".", O_RDONLY | O_DIRECTORY);
  REQUIRE(chdir(folder.path().c_str()) == 0);
  const std::string part(200, 'd');
  for (int depth = 0; depth < 24; ++depth) {
    REQUIRE(mkdir(part.c_str(), 0700) == 0);
    REQUIRE(chdir(part.c_str()) == 0);
  }
  REQUIRE(fchdir(start) == 0);
  close(start);
  const InputList list = list_of({"."}, folder.path());
  REQUIRE(list.files.size() == 1);
  CHECK(list.files[0].problem->code == "name-too-long");
}

TEST_CASE("list: a thousand folders in one another are walked without recursion") {
  TemporaryFolder folder;
  fs::path deep = folder.path();
  for (int i = 0; i < 1000; ++i) deep /= "d";
  fs::create_directories(deep);
  std::ofstream(deep / "a.txt") << "x";
  const InputList list = list_of({"."}, folder.path());
  REQUIRE(list.files.size() == 1);
  CHECK(read_all(list)[0].bytes == "x");
}

TEST_CASE("list: the order in which the disk lists its folders does not matter") {
  TemporaryFolder folder;
  for (const char* name : {"b/2.txt", "b/1.txt", "a/3.txt", "c.txt", "a.txt", "a/b/x.txt"}) folder.write(name, "x");
  const PipelineFile pipeline = pipeline_from({"."}, folder.path());
  Diagnostics diagnostics;
  const Lines expected = {"a.txt", "a/3.txt", "a/b/x.txt", "b/1.txt", "b/2.txt", "c.txt"};
  for (uint64_t shuffle = 0; shuffle < 20; ++shuffle)
    CHECK(names_of(list_inputs(pipeline, diagnostics, shuffle)) == expected);
}

TEST_CASE("walk: a shuffle does change the order in which entries come") {
  TemporaryFolder folder;
  for (int i = 0; i < 8; ++i) folder.write(std::to_string(i) + ".txt", "x");
  const auto walked = [&](uint64_t shuffle) {
    Lines names;
    walk_folder(
        folder.path(), [&](const FoundEntry& e) { return names.push_back(e.relative), false; }, shuffle);
    return names;
  };
  CHECK(walked(1) != walked(2));
  CHECK(walked(1) == walked(1));
}

TEST_CASE("list: standard input has its name and the format of the pipeline") {
  PipelineFile pipeline = pipeline_from({"-"}, "/");
  pipeline.stdin_format = "html";
  Diagnostics diagnostics;
  const InputList list = list_inputs(pipeline, diagnostics);
  CHECK(names_of(list) == Lines{"stdin"});
  CHECK(list.files[0].path == "-");
  CHECK(list.files[0].format == InputFormat::html);
  CHECK(list.files[0].size == 0);
}

TEST_CASE("list: what is named twice is told; standard input can be read once") {
  TemporaryFolder folder;
  for (const char* name : {"a/b/x.txt", "a/y.txt", "ab/z.txt"}) folder.write(name, "x");
  fs::create_symlink("a", folder.path() / "link");
  const auto said = [&](const Lines& from) { return mistakes(pipeline_from(from, folder.path())); };
  CHECK(said({"a", "ab", "a/y.txt/../../ab/z.txt"}).size() == 1);
  CHECK(said({"a", "ab"}).empty());
  CHECK(said({"a/b", "a/y.txt"}).empty());
  CHECK(said({"a", "a/"}) == Lines{"'a' and 'a/' name the same 2 files, so they are read twice"});
  CHECK(said({"a", "link"}) == Lines{"'a' and 'link' name the same 2 files, so they are read twice"});
  CHECK(said({"a", "a/b/x.txt"}) == Lines{"'a' and 'a/b/x.txt' name the same file, so it is read twice"});
  CHECK(said({"a/b", "-", "ab", "a"}) == Lines{"'a/b' and 'a' name the same file, so it is read twice"});
  CHECK(said({"a", "a/*.txt"}) == Lines{"'a' and 'a/*.txt' name the same file, so it is read twice"});
  CHECK(said({"a/*.txt", "a/b/*.txt", "link/**/*.txt"}) ==
        Lines{"'a/*.txt' and 'link/**/*.txt' name the same 2 files, so they are read twice"});
  CHECK(said({"a/b/x.txt", "a/b/x.txt", "a/b/x.txt"}) ==
        Lines(2, "'a/b/x.txt' and 'a/b/x.txt' name the same file, so it is read twice"));
  CHECK(said({"-", "-"}) == Lines{"'-' stands a second time; standard input can be read once"});
  CHECK(names_of(list_of({"a/y.txt", "a/y.txt"}, folder.path())) == Lines{"y.txt", "y.txt"});
}

TEST_CASE("list: what lies in another root and is read once is not said to be read twice") {
  TemporaryFolder folder;
  for (const char* name : {"a/x.txt", "a/b/y.txt", "a/notes.xyz", "a/out/run.json", "a/out/records/z.txt"})
    folder.write(name, "x");
  folder.write("a/out/run.json", "{\n \"format\": \"docmill-run/1\"\n}\n");
  const auto said = [&](const Lines& from, const char* skip = nullptr) {
    PipelineFile pipeline = pipeline_from(from, folder.path());
    if (skip != nullptr) pipeline.skip.push_back({skip, {}});
    return mistakes(pipeline);
  };
  CHECK(said({"a", "a/out/records"}).empty());
  CHECK(said({"a/*.txt", "a/b"}).empty());
  CHECK(said({"a/*.txt", "a/*/*.txt"}).empty());
  CHECK(said({"a", "a/b"}, "b/**").empty());
  CHECK(said({"a", "a/b"}, "y.txt").empty());
  CHECK(said({"a", "a/notes.xyz"}) == Lines{"'a/notes.xyz' is of a kind that is not read"});
}

TEST_CASE("roots: the root of the file system is around all") {
  TemporaryFolder folder;
  folder.write("a.txt", "x");
  const std::string file = fs::canonical(folder.path() / "a.txt").string();
  const WrittenPath all{"/", {}, {}}, one{file, {}, {}};
  InputFiles files;
  NamedRoots roots;
  for (const WrittenPath* root : {&all, &one}) {
    roots.add(root->text, *root, files.size());
    InputFile listed;
    listed.name = "a.txt";
    listed.path = file;
    files.push_back(listed);
  }
  Diagnostics diagnostics;
  roots.warn_of_files_read_twice(files, diagnostics);
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all()[0].message == "'/' and '" + file + "' name the same file, so it is read twice");
}

TEST_CASE("list: mistakes in `from` and `skip` are told, all of them") {
  TemporaryFolder folder;
  folder.write("seeds/a.txt", "x");
  folder.write("b.pdf", "x");
  fs::create_symlink("nothing", folder.path() / "link.txt");
  PipelineFile pipeline =
      pipeline_from({"sedes", "b.pdf", "seeds/*.md", "nowhere/*.txt", "link.txt", "x[.txt"}, folder.path());
  pipeline.skip.push_back({"[z-a]", {}});
  const std::string at = folder.path().string();
  CHECK(mistakes(pipeline) == Lines{
                                  "'[z-a]' is no glob: a range in '[...]' runs backwards",
                                  "'sedes' does not exist, did you mean 'seeds'?",
                                  "'b.pdf' is of a kind that is not read",
                                  "'seeds/*.md' finds nothing in '" + at + "/seeds'",
                                  "'nowhere/*.txt' finds nothing: its folder '" + at + "/nowhere' does not exist",
                                  "'link.txt' is a link that leads nowhere",
                                  "'x[.txt' is no glob: a '[' without its ']'; a bracket itself is written \"[[]\"",
                              });
}

TEST_CASE("list: diagnostics carry the place of the root") {
  PipelineFile pipeline = pipeline_from({"nothing-here"}, "/");
  pipeline.from[0].place = {nullptr, 7, 9};
  Diagnostics diagnostics;
  list_inputs(pipeline, diagnostics);
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all()[0].place.line == 7);
  CHECK(diagnostics.all()[0].place.column == 9);
}

TEST_CASE("list: an empty folder, and one of other kinds only, are no mistakes") {
  TemporaryFolder folder;
  CHECK(mistakes(pipeline_from({"."}, folder.path())).empty());
  folder.write("a.pdf", "x");
  CHECK(mistakes(pipeline_from({"."}, folder.path())).empty());
  CHECK(mistakes(pipeline_from({"*.pdf"}, folder.path())).empty());
}

TEST_CASE("list: where there is nothing to read, a warning says why and what is read; else there is none") {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "empty");
  PipelineFile pipeline = pipeline_from({"empty"}, folder.path());
  const auto warning = [&] {
    Diagnostics diagnostics;
    const InputList list = list_inputs(pipeline, diagnostics);
    warn_of_no_input(pipeline, list, {}, diagnostics);
    CHECK_FALSE(diagnostics.has_errors());
    if (diagnostics.all().empty()) return std::string();
    CHECK(diagnostics.all()[0].details.at(0).find("read are .txt") == 0);
    return diagnostics.all()[0].message;
  };
  CHECK(warning() == "there is nothing to read here");
  folder.write("empty/a.png", "x");
  CHECK(warning() == "there is nothing to read here; 1 file not read: 1 .png");
  folder.write("empty/a.txt", "x");
  CHECK(warning().empty());
  pipeline.skip.push_back({"*.txt", {}});
  CHECK(warning() == "there is nothing to read here; 1 file not read: 1 .png; [input] skip leaves out 1 file");
}

TEST_CASE("list: files and folders without permission are listed, the others read") {
  TemporaryFolder folder;
  folder.write("good.txt", "x");
  folder.write("locked.txt", "x");
  folder.write("shut/a.txt", "x");
  chmod(folder.path().c_str(), 0755);
  chmod((folder.path() / "locked.txt").c_str(), 0);
  chmod((folder.path() / "shut").c_str(), 0);
  // Root may read everything: a child without the rights looks.
  const pid_t child = fork();
  if (child == 0) {
    if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(77);
    const InputList list = list_of({"."}, folder.path());
    const InputList by_glob = list_of({"**/*.txt"}, folder.path());
    const bool right = names_of(list) == Lines{"good.txt", "locked.txt", "shut"} &&
                       problem_of(list, "good.txt").empty() && problem_of(list, "locked.txt") == "no-permission" &&
                       problem_of(list, "shut") == "no-permission" && problem_of(by_glob, "shut") == "no-permission" &&
                       read_all(list).size() == 3;
    _exit(right ? 0 : 1);
  }
  const int status = docmill::test::wait_for_exit(child);
  chmod((folder.path() / "shut").c_str(), 0755);
  if (status == 77) MESSAGE("skipped: rights cannot be given up here");
  else CHECK(status == 0);
}
