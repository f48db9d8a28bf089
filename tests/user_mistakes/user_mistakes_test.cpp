// What people read when they got something wrong. Each folder here is one mistake:
//
//   arguments             what was typed behind `docmill`, as a shell reads it; without the file: check pipeline.toml
//   pipeline.toml ...     the files that it is about
//   expected_stderr.txt   what is said, to the letter (DOCMILL_BLESS=1 rewrites it: ./dev golden)
//   expected_stdout.txt   likewise; without the file nothing may be said there
//   expected_status       the exit code
//
// The program runs in a copy of the folder, with a copy of input/ beside it. $TEST_PLUGINS and $BROKEN_PLUGINS are the
// folders of plugins that only tests have. In what is said, the paths of plugin folders are written as names and the
// list of the product's plugins as "...", so that no case hangs on where the tree lies or on what else it can do.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "support/golden.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace {

namespace fs = std::filesystem;
using docmill::test::compare_with_golden;
using docmill::test::ProgramResult;
using docmill::test::read_file;
using docmill::test::TempFolder;

const fs::path mistakes = DOCMILL_SOURCE_DIR "/tests/user_mistakes";

std::vector<fs::path> case_folders() {
  std::vector<fs::path> folders;
  for (const fs::directory_entry& entry : fs::directory_iterator(mistakes))
    if (entry.is_directory() && entry.path().filename() != "input") folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  return folders;
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
}

// "PLUGINS (installed with docmill)  has: cleaner, ..." changes with every plugin that is added.
void shorten_list(std::string& text) {
  const std::string opening = "(installed with docmill)  has: ";
  for (std::size_t at = 0; (at = text.find(opening, at)) != std::string::npos;) {
    at += opening.size();
    text.replace(at, text.find('\n', at) - at, "...");
  }
}

std::string normalised(std::string text) {
  replace_all(text, DOCMILL_TEST_PLUGIN_DIR, "TEST_PLUGINS");
  replace_all(text, DOCMILL_BROKEN_PLUGIN_DIR, "BROKEN_PLUGINS");
  replace_all(text, DOCMILL_PLUGIN_DIR, "PLUGINS");
  shorten_list(text);
  return text;
}

std::string arguments_of(const fs::path& folder) {
  std::string line = fs::exists(folder / "arguments") ? read_file(folder / "arguments") : "check pipeline.toml";
  while (!line.empty() && line.back() == '\n') line.pop_back();
  return line;
}

ProgramResult make_mistake(const fs::path& folder, const TempFolder& where) {
  const auto whole = fs::copy_options::recursive | fs::copy_options::copy_symlinks;
  fs::copy(mistakes / "input", where / "input", whole);
  fs::copy(folder, where / "case", whole);
  return docmill::test::run_program(
      {"sh", "-c", "exec \"$DOCMILL\" " + arguments_of(folder)},
      {where / "case",
       {"DOCMILL=" DOCMILL_PROGRAM, "DOCMILL_PLUGIN_PATH=", "TEST_PLUGINS=" DOCMILL_TEST_PLUGIN_DIR,
        "BROKEN_PLUGINS=" DOCMILL_BROKEN_PLUGIN_DIR},
       ""});
}

}  // namespace

TEST_CASE("what people read about each mistake") {
  for (const fs::path& folder : case_folders()) {
    const std::string name = folder.filename().string();
    CAPTURE(name);
    const TempFolder where;
    const ProgramResult result = make_mistake(folder, where);
    const std::string said = normalised(result.err), out = normalised(result.out);
    CHECK_MESSAGE(said.find(where.path().string()) == std::string::npos,
                  "a path in a message is longer than what the user wrote");
    if (const std::string trouble = compare_with_golden(folder / "expected_stderr.txt", said); !trouble.empty())
      FAIL_CHECK(trouble);
    if (const std::string trouble =
            compare_with_golden(folder / "expected_status", std::to_string(result.status) + "\n");
        !trouble.empty())
      FAIL_CHECK(trouble);
    if (fs::exists(folder / "expected_stdout.txt")) {
      if (const std::string trouble = compare_with_golden(folder / "expected_stdout.txt", out); !trouble.empty())
        FAIL_CHECK(trouble);
    } else {
      CHECK(out == "");
    }
  }
}

TEST_CASE("there are cases, and each is a mistake: no exit code 0, something said, no signal") {
  const std::vector<fs::path> folders = case_folders();
  CHECK(folders.size() >= 150);
  for (const fs::path& folder : folders) {
    CAPTURE(folder.filename().string());
    const int status = std::stoi(read_file(folder / "expected_status"));
    CHECK(status < 128);
    const bool is_warning = folder.filename().string().rfind("warning-", 0) == 0;
    CHECK((status == 0) == is_warning);
    const bool answers_in_json = fs::exists(folder / "expected_stdout.txt");
    CHECK((answers_in_json || !read_file(folder / "expected_stderr.txt").empty()));
  }
}

TEST_CASE("a message has no tab, no carriage return, no escape and no empty line") {
  for (const fs::path& folder : case_folders()) {
    CAPTURE(folder.filename().string());
    const std::string said = read_file(folder / "expected_stderr.txt");
    if (said.empty() || said.find("Usage: ") != std::string::npos) continue;  // --json, or the help
    for (const char* odd : {"\t", "\r", "\x1b", "\n\n"}) CHECK(said.find(odd) == std::string::npos);
    CHECK(said.back() == '\n');
  }
}

TEST_CASE("a pipeline file that is a fifo is refused without waiting") {
  const TempFolder where;
  REQUIRE(::mkfifo((where / "p.toml").c_str(), 0600) == 0);
  const ProgramResult result = docmill::test::run_docmill({"check", "p.toml"}, {where.path(), {}, ""});
  CHECK(result.status == 2);
  CHECK(result.err == "p.toml: this is no file of text (a pipe or a device)\np.toml: 1 mistake\n");
}

TEST_CASE("a resource that is a fifo is refused without waiting") {
  const TempFolder where;
  REQUIRE(::mkfifo((where / "kb.tsv").c_str(), 0600) == 0);
  where.write("in/a.txt", "text");
  where.write("p.toml",
              "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n"
              "[[stage]]\nuse = \"entity-linker\"\nknowledge = [\"kb.tsv\"]\n[[stage]]\nuse = \"writer\"\n");
  const ProgramResult result = docmill::test::run_docmill({"check", "p.toml"}, {where.path(), {}, ""});
  CHECK(result.status == 3);
  CHECK(result.err ==
        "p.toml:9:14: 'knowledge' of 'entity-linker': kb.tsv: not a regular file\n"
        "    knowledge = [\"kb.tsv\"]\n"
        "                 ^\n"
        "p.toml: 1 mistake\n");
}
