// The list of input files: what goes in comes out, in order, and a million of them do not fill the memory.
#include "host/input/input_files.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "input_fixture.hpp"

using namespace docmill::host;

namespace {

InputFile file(std::string name, std::string path, uint64_t size = 0) {
  InputFile f;
  f.name = std::move(name);
  f.path = std::move(path);
  f.size = size;
  return f;
}

}  // namespace

TEST_CASE("a file comes out of the list as it went in") {
  InputFiles files;
  InputFile odd = file("a%01/b%FF.txt", std::string("/in/a\x01/b\xFF.txt"), 7);
  odd.format = InputFormat::jsonl;
  odd.packing = Packing::zstd;
  InputFile unread = file("x/y.md", "/in/x/y.md");
  unread.problem = Problem{"no-permission", "it may not be read"};
  files.push_back(file("stdin", "-"));
  files.push_back(odd);
  files.push_back(unread);
  files.push_back(file("top.txt", "top.txt", uint64_t{5} << 40));
  files.push_back(file("c/d/e.txt", "/in/c/d/e.txt", 3));
  files.push_back(file("d/e.txt", "/in/c/d/e.txt", 3));  // the same file by another root
  files.push_back(file("d/e.txt", "/other/d/f.txt", 4));
  REQUIRE(files.size() == 7);
  CHECK(files[0].name == "stdin");
  CHECK(files[0].path == "-");
  CHECK(files[1].name == "a%01/b%FF.txt");
  CHECK(files[1].path == std::string("/in/a\x01/b\xFF.txt"));
  CHECK(files[1].format == InputFormat::jsonl);
  CHECK(files[1].packing == Packing::zstd);
  CHECK_FALSE(files.has_problem(1));
  CHECK(files[2].problem->code == "no-permission");
  CHECK(files[2].path == "/in/x/y.md");
  CHECK(files.has_problem(2));
  CHECK(files[3].path == "top.txt");
  CHECK(files.size_of(3) == uint64_t{5} << 40);
  CHECK(files[4].name == "c/d/e.txt");
  CHECK(files[5].name == "d/e.txt");
  CHECK(files[5].path == "/in/c/d/e.txt");
  CHECK(files[6].path == "/other/d/f.txt");
}

TEST_CASE("names are sorted as bytes across folders, equal ones in the order in which they came") {
  std::vector<std::string> names = {"a/b.txt", "a.txt", "a/", "a", "a/b/c.txt", "a/b-c.txt", "b", "a0", "a/b.txt"};
  std::mt19937 random(1);
  for (int i = 0; i < 500; ++i) {
    std::string name;
    for (uint32_t n = random() % 9; n > 0; --n) name += "ab./-~"[random() % 6];
    names.push_back(name);
  }
  InputFiles files;
  for (std::size_t i = 0; i < names.size(); ++i) files.push_back(file(names[i], "/in/" + names[i], i));
  files.sort();
  std::vector<std::pair<std::string, uint64_t>> got, expected;
  for (const InputFile& f : files) got.emplace_back(f.name, f.size);
  for (std::size_t i = 0; i < names.size(); ++i) expected.emplace_back(names[i], i);
  std::sort(expected.begin(), expected.end());
  CHECK(got == expected);
}

TEST_CASE("a file takes less than 0.15 KiB, in one folder or each in one of its own") {
  constexpr std::size_t n = 200000;
  for (const std::size_t in_a_folder : {n, std::size_t{1000}, std::size_t{1}}) {
    InputFiles files;
    for (std::size_t i = 0; i < n; ++i) {
      const std::string name = "news/" + std::to_string(i / in_a_folder) + "/article-" + std::to_string(i) + ".html";
      files.push_back(file(name, "/srv/data/collected/" + name, 4000));
    }
    files.sort();
    CHECK(files.memory() / n < 154);
  }
}
