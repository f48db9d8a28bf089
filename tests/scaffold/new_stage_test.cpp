// The road of the newcomer, by machine: `docmill new stage`, build, run. What comes out is the same in each language.
#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

bool is_there(const std::string& program) {
  try {
    return run_program({program, "--version"}).status == 0;
  } catch (const std::exception&) {
    return false;
  }
}

void must(const ProgramResult& result) { REQUIRE_MESSAGE(result.status == 0, result.out << result.err); }

void build_with_cmake(const std::filesystem::path& folder) {
  must(run_program({"cmake", "-B", "build", "-G", DOCMILL_GENERATOR, "-DCMAKE_PREFIX_PATH=" DOCMILL_BUILD_DIR,
                    "-DCMAKE_C_COMPILER=" DOCMILL_C_COMPILER, "-DCMAKE_CXX_COMPILER=" DOCMILL_CXX_COMPILER,
                    "-DCMAKE_COMPILE_WARNING_AS_ERROR=ON"},
                   {folder, {}, ""}));
  must(run_program({"cmake", "--build", "build"}, {folder, {}, ""}));
}

// A stage of the scaffold, built. Skips, and says so, without rustc; and beside a docmill with sanitizers C and Rust,
// whose projects are as plain there as beside the release build, which takes them all.
class Project {
 public:
  Project(const std::string& language, const std::vector<std::string>& flags) : language_(language) {
    std::vector<std::string> command = {"new", "stage", "my-stage", "--language", language};
    command.insert(command.end(), flags.begin(), flags.end());
    const ProgramResult made = run_docmill(command, {temp_.path(), {}, ""});
    must(made);
    CHECK(made.out.find("my-stage/ holds the stage 'my-stage'") != std::string::npos);
    if (language == "rust") must(run_program({"make"}, {folder(), {}, ""}));
    else if (language != "python") build_with_cmake(folder());
  }
  static bool can(const std::string& language) {
    if (!std::string(DOCMILL_SANITIZERS).empty() && (language == "c" || language == "rust")) return false;
    if (language != "rust" || is_there("rustc")) return true;
    MESSAGE("skipped: there is no rustc");
    return false;
  }
  std::filesystem::path folder() const { return temp_ / "my-stage"; }
  // What the README says to do next: every rule of the ABI, and the tests of the pipeline.
  void passes_its_own_tests() const {
    if (!std::string(DOCMILL_SANITIZERS).empty())
      return;  // a sanitized checker wants sanitized plugins; these are plain
    if (language_ == "python") return must(run_docmill({"test", "pipeline.toml"}, {folder(), {}, ""}));
    if (language_ == "rust") return must(run_program({"make", "test", "DOCMILL=" DOCMILL_PROGRAM}, {folder(), {}, ""}));
    must(run_program({"ctest", "--test-dir", "build", "--output-on-failure"}, {folder(), {}, ""}));
  }
  // The record that a run gives.
  rapidjson::Document record() const {
    must(run_docmill({"run", "pipeline.toml", "--quiet"}, {folder(), {}, ""}));
    auto records = read_json_lines(folder() / "out/records/documents.jsonl");
    REQUIRE(records.size() == 1);
    return std::move(records[0]);
  }

 private:
  TempFolder temp_;
  std::string language_;
};

const char* const all_languages[] = {"c++", "c", "rust", "python"};

}  // namespace

TEST_CASE("a new stage builds without a warning and runs at once") {
  for (const char* language : all_languages) {
    CAPTURE(language);
    if (!Project::can(language)) continue;
    const Project project(language, {});
    project.passes_its_own_tests();
    const auto record = project.record();
    const auto& words = record["my_stage"];
    REQUIRE(words.Size() == 13);
    CHECK(str(words[0]["value"]) == "mill");
    CHECK(words[0]["source_start"].GetInt() == 8);
    if (std::string(language) != "python") CHECK(!words[0].HasMember("label"));  // its ports cannot say so
    CHECK(str(words[12]["text"]) == "door");
    CHECK(str(record["layers"]["my_stage"]["by"]) ==
          (std::string(language) == "python" ? "my-stage (process 1.0.0)" : "my-stage 0.1.0"));
  }
}

TEST_CASE("every kind of layer, made of every kind of layer") {
  for (const char* language : all_languages) {
    CAPTURE(language);
    if (!Project::can(language)) continue;
    const Project project(language, {"--requires", "text,language?,entities,metadata", "--provides",
                                     "words:spans,gist:text,facts:attributes,data:json,text:rewrite"});
    project.passes_its_own_tests();
    const auto record = project.record();
    CHECK(record["words"].Size() == 13);
    // Of an empty object the two bytes; Python counts its members.
    const std::string metadata = std::string(language) == "python" ? "0" : "2";
    CHECK(str(record["gist"]) ==
          "mill river grinds wheat miller rests Sunday Nobody counted sacks that left door; language: 1; entities: 0; "
          "metadata: " +
              metadata);
    CHECK(to_text(record["facts"]) ==
          R"({"words":13,"longest":"counted","language_size":1,"entities_size":0,"metadata_size":)" + metadata + "}");
    CHECK(to_text(record["data"]) == R"({"words":13,"language":1,"entities":0,"metadata":)" + metadata + "}");
    CHECK(str(record["text"]).starts_with("The old MILL by the RIVER GRINDS WHEAT, and"));
    CHECK(str(record["layers"]["words"]["over"]) == "text");
  }
}

TEST_CASE("what a changed stage gives can be accepted, of whatever kind: --bless ends green") {
  for (const char* language : all_languages) {
    CAPTURE(language);
    if (!Project::can(language)) continue;
    const Project project(language, {"--requires", "text", "--provides",
                                     "words:spans,gist:text,facts:attributes,data:json,text:rewrite"});
    const std::filesystem::path file = project.folder() / "pipeline.toml";
    std::string pipeline = read_file(file);
    const std::string option = std::string(language) == "python" ? "\"minimum\": 4" : "minimum = 4";
    REQUIRE(pipeline.find(option) != std::string::npos);
    pipeline.replace(pipeline.find(option) + option.size() - 1, 1, "6");
    std::ofstream(file) << pipeline;
    const auto test = [&](std::vector<std::string> command) {
      command.insert(command.begin(), "test");
      return run_docmill(command, {project.folder(), {}, ""}).status;
    };
    CHECK(test({"pipeline.toml"}) == 1);
    CHECK(test({"--bless", "pipeline.toml"}) == 0);
    CHECK(test({"pipeline.toml"}) == 0);
  }
}

TEST_CASE("a stage that reads no text tells what there is of the others") {
  for (const char* language : all_languages) {
    CAPTURE(language);
    if (!Project::can(language)) continue;
    const Project project(language,
                          {"--requires", "language,summary?", "--provides", "gist:text,facts:attributes,data:json"});
    const auto record = project.record();
    CHECK(str(record["gist"]).starts_with("language: 1; summary: "));
    CHECK(to_text(record["facts"]).starts_with(R"({"language_size":1,"summary_size":)"));
    CHECK(to_text(record["data"]).starts_with(R"({"language":1,"summary":)"));
  }
}

TEST_CASE("spans lie over the new text, where the stage makes one") {
  for (const char* language : all_languages) {
    CAPTURE(language);
    if (!Project::can(language)) continue;
    const Project project(language, {"--provides", "x:spans,text:rewrite"});
    const auto record = project.record();
    REQUIRE(record["x"].Size() == 13);
    CHECK(str(record["x"][0]["value"]) == "MILL");
    CHECK(str(record["x"][0]["text"]) == "MILL");
    CHECK(str(record["layers"]["x"]["over"]) == "text");
  }
}

TEST_CASE("a stage that remembers, drops and writes") {
  for (const char* language : {"c++", "c", "rust"}) {
    CAPTURE(language);
    if (!Project::can(language)) continue;
    const Project project(language, {"--ordered", "--filter", "--writer"});
    if (std::string(language) == "c++") project.passes_its_own_tests();
    must(run_docmill({"test", "pipeline.toml"}, {project.folder(), {}, ""}));
    project.record();
    CHECK(read_file(project.folder() / "out/records/my-stage.txt") ==
          "mill river grinds wheat miller rests Sunday Nobody counted sacks that left door\n");
  }
}

TEST_CASE("a stage of the world, with spans over a text that it makes") {
  for (const char* language : all_languages) {
    CAPTURE(language);
    if (!Project::can(language)) continue;
    const Project project(language, {"--external", "--filter", "--provides", "x:spans,gist:text", "--over", "gist"});
    must(run_docmill({"test", "pipeline.toml"}, {project.folder(), {}, ""}));
    const auto record = project.record();
    REQUIRE(record["x"].Size() == 13);
    CHECK(str(record["layers"]["x"]["over"]) == "gist");
    CHECK(record["x"][0]["start"].GetInt() == 0);
    CHECK(str(record["x"][1]["text"]) == "river");
    CHECK(record["x"][1]["start"].GetInt() == 5);
  }
}

TEST_CASE("an exception of a program costs its document, and nothing is loaded again") {
  const Project project("python", {});
  const auto file = project.folder() / "my_stage.py";
  std::string program = read_file(file);
  const auto put_in = [&](const std::string& behind, const std::string& what) {
    const std::size_t at = program.find(behind);
    REQUIRE(at != std::string::npos);
    program.insert(at + behind.size(), what);
  };
  put_in("is loaded here.\"\"\"\n", "    print('loading the model', file=sys.stderr)\n");
  put_in("but for its number.\"\"\"\n", "    if 'BAD' in layers['text']:\n        raise ValueError('a bad\\nword')\n");
  std::ofstream(file) << program;
  for (const char* name : {"a", "b", "c"})
    std::ofstream(project.folder() / "documents" / (std::string(name) + ".txt")) << "A BAD document.\n";
  const ProgramResult result =
      run_docmill({"run", "pipeline.toml", "--threads", "1", "--log-file", "log.txt", "--log-level", "info"},
                  {project.folder(), {}, ""});
  CHECK(read_json_lines(project.folder() / "out/records/documents.jsonl").size() == 1);
  const auto failures = read_json_lines(project.folder() / "out/failures.jsonl");
  REQUIRE(failures.size() == 3);
  for (const auto& failure : failures) {
    CHECK(str(failure["code"]) == "exception");
    CHECK(str(failure["message"]) == "ValueError: a bad word");
  }
  const std::string log = read_file(project.folder() / "log.txt");
  const std::size_t first = log.find("loading the model");
  CHECK(first != std::string::npos);
  CHECK(log.find("loading the model", first + 1) == std::string::npos);
  CHECK(log.find("raise ValueError") != std::string::npos);
}

TEST_CASE("a new reader builds without a warning, keeps every rule and runs at once") {
  const TempFolder temp;
  const ProgramResult made = run_docmill({"new", "reader", "my-reader", "--suffix", ".list"}, {temp.path(), {}, ""});
  must(made);
  CHECK(made.out.starts_with("my-reader/ holds the reader 'my-reader'; its README.md tells what is what. Next:\n"));
  const std::filesystem::path folder = temp / "my-reader";
  build_with_cmake(folder);
  if (std::string(DOCMILL_SANITIZERS).empty())
    must(run_program({"ctest", "--test-dir", "build", "--output-on-failure"}, {folder, {}, ""}));
  std::ofstream(folder / "documents/more.list") << "Before.\n== \xFF\nText.\n== Last";
  must(run_docmill({"run", "pipeline.toml", "--quiet"}, {folder, {}, ""}));
  const auto records = read_json_lines(folder / "out/records/documents.jsonl");
  REQUIRE(records.size() == 4);
  CHECK(str(records[0]["id"]) == "example.list:1");
  CHECK(str(records[1]["metadata"]["title"]) == "The ferry");
  CHECK(to_text(records[2]["metadata"]) == "{}");  // its title is not UTF-8
  CHECK(str(records[3]["metadata"]["title"]) == "Last");
  CHECK(read_file(folder / "out/failures.jsonl")
            .find("\"source\":\"more.list\",\"line\":1,\"locator\":\"entry 1\",\"stage\":\"input\",\"code\":"
                  "\"no-entry\"") != std::string::npos);
}

TEST_CASE("a new reader in Python passes its tests, keeps every rule and runs at once") {
  const TempFolder temp;
  const ProgramResult made =
      run_docmill({"new", "reader", "my-list", "--suffix", ".list", "--language", "python"}, {temp.path(), {}, ""});
  must(made);
  CHECK(made.out.find("test pipeline.toml\n") != std::string::npos);
  const std::filesystem::path folder = temp / "my-list";
  must(run_docmill({"check", "pipeline.toml"}, {folder, {}, ""}));
  must(run_docmill({"test", "pipeline.toml"}, {folder, {}, ""}));
  std::ofstream(folder / "documents/more.list") << "Before.\n== One\nText.\n== Two\n\xFF\n== Last\nMore.";
  must(run_docmill({"run", "pipeline.toml", "--quiet"}, {folder, {}, ""}));
  const auto records = read_json_lines(folder / "out/records/documents.jsonl");
  REQUIRE(records.size() == 4);
  CHECK(str(records[1]["metadata"]["title"]) == "The ferry");
  CHECK(str(records[3]["id"]) == "more.list:4");
  CHECK(str(records[3]["metadata"]["title"]) == "Last");
  const std::string failures = read_file(folder / "out/failures.jsonl");
  CHECK(failures.find("\"line\":1,\"locator\":\"entry 1\",\"stage\":\"input\",\"code\":\"no-entry\"") !=
        std::string::npos);
  CHECK(failures.find("\"line\":3,\"locator\":\"entry 3\",\"stage\":\"input\",\"code\":\"not-utf-8\"") !=
        std::string::npos);
  // Each check starts Python for each file that it makes up: this one for the fewest.
  must(run_docmill({"check-stage", std::string(DOCMILL_BUILD_DIR) + "/plugins/reader_program.so", "--pipeline",
                    "pipeline.toml", "--document", "documents", "--only", "reader-input-gone"},
                   {folder, {}, ""}));
}

TEST_CASE("what cannot be a reader is said, and nothing is written") {
  const TempFolder temp;
  const auto said = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"new", "reader"});
    const ProgramResult result = run_docmill(arguments, {temp.path(), {}, ""});
    CHECK(result.status == 2);
    CHECK(std::filesystem::is_empty(temp.path()));
    return result.err;
  };
  CHECK(said({"Mail Boxes"}) ==
        "docmill: 'Mail Boxes' cannot be the name of a reader: lower-case letters, digits and '-', a letter first\n"
        "  write docmill new reader mail-boxes\n");
  CHECK(said({"warc"}) ==
        "docmill: there is a reader 'warc' already (pages and texts out of web archives (WARC, WET)); a pipeline could "
        "not tell them apart\n  write docmill new reader my-warc\n");
  CHECK(said({"mine", "--language", "perl"}).starts_with("docmill: --language: 'perl' is none of: c++, python\n"));
  CHECK(said({"mine", "--suffix", "MBOX"}) ==
        "docmill: 'MBOX' is no suffix: a '.', then lower-case letters, digits, '.', '-' or '_'\n  write --suffix "
        ".mine\n");
}

TEST_CASE("a folder that is there is left as it is") {
  const TempFolder temp;
  temp.write("my-stage/mine.txt", "mine\n");
  const ProgramResult result = run_docmill({"new", "stage", "my-stage"}, {temp.path(), {}, ""});
  CHECK(result.status == 2);
  CHECK(result.err == "docmill: my-stage is there already and is left as it is; name another folder by --folder\n");
  CHECK(!std::filesystem::exists(temp / "my-stage/README.md"));
  CHECK(run_docmill({"new", "stage", "my-stage", "--folder", "other"}, {temp.path(), {}, ""}).status == 0);
  CHECK(std::filesystem::exists(temp / "other/README.md"));
}

TEST_CASE("what cannot be is said, all at once, and nothing is written") {
  const TempFolder temp;
  const auto said = [&](std::vector<std::string> flags) {
    flags.insert(flags.begin(), {"new", "stage", "Key Words"});
    const ProgramResult result = run_docmill(flags, {temp.path(), {}, ""});
    CHECK(result.status == 2);
    CHECK(std::filesystem::is_empty(temp.path()));
    return result.err;
  };
  CHECK(said({"--requires", "txt", "--provides", "keywords"}) ==
        "docmill: 'Key Words' cannot be the name of a stage: lower-case letters, digits and '-', a letter first\n"
        "  write docmill new stage key-words\n"
        "docmill: no installed stage provides 'txt', did you mean 'text'?\n"
        "  if one of yours will, say of which kind it is: --requires txt:text\n"
        "docmill: --provides keywords does not say of which kind the layer is\n"
        "  write --provides keywords:spans; kinds: attributes, json, rewrite, spans, text\n");
  CHECK(said({"--language", "rst"})
            .starts_with("docmill: --language: 'rst' is none of: c++, c, rust, python, did you mean 'rust'?"));
}
