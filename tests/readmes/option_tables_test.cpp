// What READMEs say of options is what the stages declare; what `docmill describe` gives to copy can be copied.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include "readmes/option_table.hpp"
#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

namespace fs = std::filesystem;

// The README of each stage: by its title.
std::map<std::string, fs::path> readmes() {
  std::map<std::string, fs::path> found;
  for (const auto& folder : fs::directory_iterator(DOCMILL_SOURCE_DIR "/plugins")) {
    const fs::path readme = folder.path() / "README.md";
    if (!fs::exists(readme)) continue;
    const std::string text = read_file(readme);
    found[text.substr(2, text.find('\n') - 2)] = readme;  // "# NAME"
  }
  return found;
}

std::vector<std::string> stages() {
  const ProgramResult result = run_docmill({"stages", "--json"});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  rapidjson::Document list;
  list.Parse(result.out.c_str());
  std::vector<std::string> ids;
  for (const auto& stage : list.GetArray()) ids.push_back(str(stage["id"]));
  return ids;
}

std::vector<OptionRow> declared(const std::string& stage) {
  const ProgramResult result = run_docmill({"describe", stage, "--markdown"});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  return option_rows(result.out);
}

// The lines that describe prints to copy, as they are.
std::string sample(const std::string& stage) {
  const std::string out = run_docmill({"describe", stage}).out;
  const std::size_t at = out.find("sample, to copy into a pipeline\n");
  REQUIRE(at != std::string::npos);
  return out.substr(out.find('\n', at) + 1);
}

}  // namespace

TEST_CASE("the options table of each README is what the stage declares") {
  const auto known = readmes();
  for (const std::string& stage : stages()) {
    REQUIRE_MESSAGE(known.contains(stage), "no plugins/*/README.md has the title '# " << stage << "'");
    const std::vector<OptionRow> options = declared(stage);
    const std::string found = differences(option_rows(read_file(known.at(stage))), options);
    CHECK_MESSAGE(found.empty(), known.at(stage).string() << ":\n" << found);
  }
}

TEST_CASE("a line taken out of any table, or any cell changed, is found") {
  const auto known = readmes();
  int tried = 0;
  for (const std::string& stage : stages()) {
    const std::vector<OptionRow> options = declared(stage), readme = option_rows(read_file(known.at(stage)));
    for (std::size_t i = 0; i < readme.size(); ++i) {
      std::vector<OptionRow> shorter = readme;
      shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
      CHECK(!differences(shorter, options).empty());
      for (std::string OptionRow::*cell : {&OptionRow::name, &OptionRow::type}) {
        std::vector<OptionRow> other = readme;
        other[i].*cell += "x";
        CHECK(!differences(other, options).empty());
      }
      std::vector<OptionRow> more = readme;
      more.insert(more.begin() + static_cast<std::ptrdiff_t>(i), OptionRow{"`invented`", "string", "`\"\"`", "what"});
      CHECK(!differences(more, options).empty());
      ++tried;
    }
  }
  CHECK(tried > 20);
}

TEST_CASE("differences are told so that the table can be mended") {
  const std::vector<OptionRow> declared = {{"`a`", "integer", "`1`", "what a is"},
                                           {"`b`", "files", "`" + std::string(50, 'x') + "`", "b"}};
  CHECK(differences(declared, declared) == "");
  CHECK(differences({declared[0], {"`b`", "files", "those of the plugin", "longer words"}}, declared) == "");
  CHECK(differences({declared[1]}, declared) ==
        "row 1 should be `a`\n  expected: | `a` | integer | `1` | what a is |\n");
  CHECK(differences({{"`a`", "integer", "one", "w"}, declared[1]}, declared) ==
        "`a`: the default is `1`\n  expected: | `a` | integer | `1` | what a is |\n");
  CHECK(differences({{"`a`", "integer", "`1`", ""}, declared[1]}, declared) ==
        "`a`: a meaning is missing\n  expected: | `a` | integer | `1` | what a is |\n");
  CHECK(differences({declared[0], declared[1], {"`c`", "", "", ""}}, declared) ==
        "row 3: the stage has no option `c`\n");
}

TEST_CASE("the sample that describe prints passes check, with and without its defaults") {
  const std::set<std::string> not_alone = {"process", "program",
                                           "language-tagger-fasttext"};  // their samples name a file of the reader's
  for (const std::string& stage : stages()) {
    if (not_alone.contains(stage)) continue;
    CAPTURE(stage);
    const TempFolder temp;
    temp.write("in/a.txt", "A text.\n");
    const std::string head = "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n";
    const std::string before = stage == "cleaner" ? "" : "[[stage]]\nuse = \"cleaner\"\n";
    temp.write("p.toml", head + before + sample(stage));
    const ProgramResult result = run_docmill({"check", "p.toml"}, {temp.path(), {}, ""});
    CHECK_MESSAGE(result.status == 0, sample(stage) << result.err);
    if (stage == "writer") continue;  // each of its formats has options of its own
    std::string all = sample(stage);
    for (std::size_t at = all.find("# "); at != std::string::npos; at = all.find("# ", at)) {
      const bool whole = all.substr(at, all.find('\n', at) - at).find("[...]") == std::string::npos;
      all.replace(at, 2, whole ? "" : "#");
    }
    temp.write("p.toml", head + before + all);
    const ProgramResult with_all = run_docmill({"check", "p.toml"}, {temp.path(), {}, ""});
    CHECK_MESSAGE(with_all.status == 0, all << with_all.err);
  }
}

TEST_CASE("docmill layers tells authors what there is to require: the host's layers, then those of the stages") {
  const ProgramResult result = run_docmill({"layers"});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  // The widths of the columns hang on the longest cell of all.
  std::string words;
  for (const char c : result.out)
    if (c != ' ' || (!words.empty() && words.back() != ' ' && words.back() != '\n')) words += c;
  CHECK(
      words.starts_with("layer kind made by what it is\n"
                        "raw bytes host the source, byte for byte\n"
                        "source text over raw host the source decoded to UTF-8\n"
                        "id text host the document's id\n"
                        "format attributes host what the source is\n"
                        ".media_type string e.g. text/html\n"
                        ".charset string e.g. windows-1252\n"
                        "metadata json host the input's fields that are not mapped\n"
                        "place attributes host where the document stands in the input\n"
                        ".source string file\n"
                        ".line integer line of a JSON Lines file, or record of a reader's file, from 1\n"
                        "errors json host"));
  CHECK(words.find("\ntext rewrite over source cleaner ") != std::string::npos);
  CHECK(words.find("\nentity_candidates spans over text entity-linker, with explain = true ") != std::string::npos);
  CHECK(words.find("\nprocess provides what the pipeline file says (keys requires, provides)\n") != std::string::npos);
  const ProgramResult json = run_docmill({"layers", "--json"});
  CHECK(json.out.starts_with(
      "[\n {\"layer\":\"raw\",\"kind\":\"bytes\",\"optional\":false,\"fields\":[],\"summary\":\"the source, byte for "
      "byte\",\"by\":\"host\"},\n {\"layer\":\"source\",\"kind\":\"text\",\"over\":\"raw\","));
  const ProgramResult described = run_docmill({"describe", "metadata"});
  CHECK(described.status == 3);
  CHECK(described.err.starts_with(
      "docmill: no plugin has a stage 'metadata'; it is a layer of the host, see docmill layers\n"));
}
