// Plugins compiled from the released header in frozen/, with nothing else of this tree in sight, in the host of today.
// When one of these goes red, the host has broken its promise; the plugins are never what has to change.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "docmill/stage_abi.h"
#include "host/plugins/plugin_library.hpp"
#include "support/golden.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

const std::filesystem::path frozen = DOCMILL_SOURCE_DIR "/tests/abi/frozen";
const std::string plugins = DOCMILL_FROZEN_PLUGIN_DIR;

const std::string reader_keys =
    "[[stage]]\nuse = \"old-reader\"\nshortest = 3\nfactor = 0.25\nstyle = \"loud\"\ntags = [\"a\", \"b\"]\n"
    "list = \"list.txt\"\nlists = [\"list.txt\", \"list.txt\"]\n";

// The pipeline, run over documents that make every branch of the old stages do its work.
struct Workspace {
  TempFolder temp;
  std::string pipeline;

  explicit Workspace(const std::string& stages) {
    temp.write("in/a.txt",
               "CHIPS OF 2024 by NASA\n\nThe AMD chip of 2023 and the one of NVIDIA are older than the H100, and note "
               "this: it is sold.\n");
    temp.write("in/b.txt", "A text that says drop this, and is long enough to be kept as the body of an article.\n");
    temp.write("in/c.txt", "A text that says fail this, and is long enough to be kept as the body of an article.\n");
    temp.write("in/d.txt",
               "No word of this text stands in capitals, and it is long enough to be kept as a body of its own.\n");
    temp.write("list.txt", "abc");
    pipeline = temp.write("p.toml",
                          "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n" + stages +
                              "[[stage]]\nuse = \"writer\"\nomit = [\"article\", \"removed\"]\nschema = false\n")
                   .string();
  }
  ProgramResult docmill(const char* command, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {command, pipeline, "--plugin-dir", plugins};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_docmill(arguments);
  }
};

}  // namespace

TEST_CASE("a plugin built from the header of ABI 1.0 loads, and says so") {
  for (const char* name : {"old_reader", "old_writer"}) {
    const auto loaded = docmill::host::load_plugin(plugins + "/" + name + ".so");
    REQUIRE_MESSAGE(loaded.ok(), loaded.status().message());
    REQUIRE(loaded.value()->stages.size() == 1);
    CHECK(loaded.value()->stages[0].version == "1.0.0");
  }
  const auto* reader = docmill::host::load_plugin(plugins + "/old_reader.so").value()->find("old-reader");
  REQUIRE(reader != nullptr);
  CHECK(reader->required.size() == 2);
  CHECK(reader->required[1].optional);
  CHECK(reader->provided.size() == 4);
  CHECK(reader->provided[1].fields.size() == 4);
  CHECK(reader->options.size() == 7);
}

TEST_CASE("it runs in the host of today with the results it had on the first day") {
  const Workspace workspace(reader_keys + "[[stage]]\nuse = \"old-writer\"\nwith = \"##\"\n");
  const ProgramResult result = workspace.docmill("run");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(result.err.find("warning: a.txt: old-reader: the text asks for it [on-purpose]") != std::string::npos);
  CHECK(result.err.find("2 documents written, 1 dropped, 1 failed") != std::string::npos);
  std::string got = read_file(workspace.temp / "out/records/documents.jsonl");
  got += "== failures.jsonl\n" + read_file(workspace.temp / "out/failures.jsonl");
  got += "== records/old.txt\n" + read_file(workspace.temp / "out/records/old.txt");
  got += "== records/old/a.txt.old\n" + read_file(workspace.temp / "out/records/old/a.txt.old");
  const std::string difference = compare_with_golden(frozen / "expected.txt", got);
  CHECK_MESSAGE(difference.empty(), difference);
}

TEST_CASE("options that hang on others, and layers that nothing provides, are as they were") {
  const Workspace workspace("[[stage]]\nuse = \"old-reader\"\nwords = false\n");
  std::string text = read_file(workspace.pipeline);
  text.replace(text.find("[[stage]]\nuse = \"cleaner\"\n"), 26, "");
  text.replace(text.find("omit = "), std::string("omit = [\"article\", \"removed\"]\n").size(), "");
  const std::size_t at = text.find("use = \"old-reader\"\n");
  text.insert(at, "in = { text = \"source\" }\n");
  workspace.temp.write("p.toml", text);
  const ProgramResult result = workspace.docmill("run", {"--quiet"});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const std::string records = read_file(workspace.temp / "out/records/documents.jsonl");
  CHECK(records.find("\"old_words\"") == std::string::npos);
  CHECK(records.find("\"old_echo\":\"plain: no title: ") != std::string::npos);
}

TEST_CASE("what it diagnoses in create is shown at the option") {
  const Workspace workspace("[[stage]]\nuse = \"old-reader\"\nshortest = 13\n");
  const ProgramResult result = workspace.docmill("check");
  CHECK(result.status == 3);
  CHECK_MESSAGE(result.err.find("p.toml:9:12: 'shortest' of 'old-reader': 13 brings bad luck") != std::string::npos,
                result.err);
}

TEST_CASE("a reader built from the header of ABI 1.1 loads and reads as it did on the first day") {
  const TempFolder temp;
  temp.write("in/a.lines", "first line\nskip\nbad\nodd\nab\nlast line");
  const std::string pipeline =
      temp.write("p.toml",
                 "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[reader]]\nuse = \"old-lines\"\nupper = true\n"
                 "plugin = \"" +
                     plugins + "/old_lines.so\"\n[[stage]]\nuse = \"writer\"\nschema = false\n")
          .string();
  const ProgramResult result = run_docmill({"run", pipeline});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const auto has = [](const std::string& text, const std::string& what) {
    CHECK_MESSAGE(text.find(what) != std::string::npos, what << " is not in " << text);
  };
  has(result.err, "3 documents written, 2 failed");
  has(result.err, "1 record passed over by reader 'old-lines': 1 not-wanted");
  const std::string records = read_file(temp / "out/records/documents.jsonl");
  has(records, "{\"id\":\"first line\",\"source\":\"a.lines\",\"line\":1,\"metadata\":{\"by\":\"old-lines\"}");
  has(records, "{\"id\":\"a.lines:5\",\"source\":\"a.lines\",\"line\":5");
  has(records, "{\"id\":\"last line\",\"source\":\"a.lines\",\"line\":6");
  const std::string failures = read_file(temp / "out/failures.jsonl");
  has(failures, "this line is bad");
  has(failures, "this line is odd");
  const ProgramResult shown = run_docmill({"explain", pipeline, (temp / "in/a.lines").string() + ":6"});
  has(shown.out, "last line  a.lines:6, 9 bytes, text/plain, utf-8");
  has(shown.out, "the reader has seen it");
}

namespace {

// The `#define`s of a header, each with what it stands for, in one line.
std::vector<std::pair<std::string, std::string>> constants(const std::filesystem::path& header) {
  const std::string text = read_file(header);
  std::vector<std::pair<std::string, std::string>> found;
  for (std::size_t at = text.find("\n#define "); at != std::string::npos; at = text.find("\n#define ", at + 1)) {
    const std::size_t name = at + 9, end = text.find_first_of(" (\n", name);
    std::size_t stop = text.find('\n', end);
    while (text[stop - 1] == '\\') stop = text.find('\n', stop + 1);
    std::string value;
    const std::string body = text.substr(end, stop - end);
    for (const char c : body.substr(0, body.find("/*")))
      if (c != ' ' && c != '\\' && c != '\n') value += c;
    found.emplace_back(text.substr(name, end - name), value);
  }
  return found;
}

}  // namespace

TEST_CASE("a constant of a released header keeps its name and its value") {
  const auto now = constants(DOCMILL_SOURCE_DIR "/core/abi/include/docmill/stage_abi.h");
  const auto then = constants(frozen / "stage_abi_v1_0.h");
  REQUIRE(then.size() > 50);
  for (const auto& released : then) {
    const std::string &name = released.first, &value = released.second;
    if (name == "DOCMILL_ABI_MINOR") continue;
    const auto same = [&](const auto& constant) { return constant.first == name && constant.second == value; };
    CHECK_MESSAGE(std::any_of(now.begin(), now.end(), same), name << " is no longer " << value);
  }
}

TEST_CASE("the header of each minor is frozen, and the changelog tells plugin authors about it") {
  const std::string changelog = read_file(DOCMILL_SOURCE_DIR "/core/CHANGELOG.md");
  for (int minor = 0; minor <= DOCMILL_ABI_MINOR; ++minor) {
    const std::string version = "1." + std::to_string(minor);
    CHECK_MESSAGE(std::filesystem::exists(frozen / ("stage_abi_v1_" + std::to_string(minor) + ".h")),
                  "tests/abi/frozen lacks the header of ABI " << version);
    CHECK_MESSAGE(changelog.find("Stage ABI " + version) != std::string::npos,
                  "core/CHANGELOG.md has no entry that says \"Stage ABI " << version << "\"");
  }
  // Each release of the changelog says what it means for plugins that exist.
  std::size_t releases = 0, paragraphs = 0;
  for (std::size_t at = changelog.find("\n## "); at != std::string::npos; at = changelog.find("\n## ", at + 1))
    ++releases;
  for (std::size_t at = changelog.find("**ABI compatibility.**"); at != std::string::npos;
       at = changelog.find("**ABI compatibility.**", at + 1))
    ++paragraphs;
  CHECK(releases == paragraphs);
}
