// A record says only what the pipeline lets it say: what a stage has put in the place of something, and what `omit` and
// `rename` leave out, is nowhere in what the writers write.
#include <doctest/doctest.h>

#include <string>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct Workspace {
  TempFolder temp;

  Workspace() {
    temp.write(
        "in/a.jsonl",
        "{\"id\":\"a\",\"text\":\"A Quiet Town\\n\\nBy Ada Unseen\\n\\nThe town is a quiet one, says Ada Unseen, who "
        "has lived in it for many years and knows the people there.\\n\",\"author\":\"Ada Unseen\",\"year\":2024}\n");
  }
  void write(const std::string& stages) const {
    temp.write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n" + stages);
  }
  ProgramResult docmill(const std::string& command) const {
    return run_docmill({command, "p.toml", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR}, {temp.path(), {}, ""});
  }
  std::string run() const {
    const ProgramResult result = docmill("run");
    REQUIRE_MESSAGE(result.status == 0, result.err);
    return result.err;
  }
  std::string written(const std::string& name) const { return read_file(temp / ("out/records/" + name)); }
};

const std::string redactor = "[[stage]]\nuse = \"redactor\"\nname = \"hide\"\nword = \"Ada Unseen\"\n";
const std::string writer = "[[stage]]\nuse = \"writer\"\n";

}  // namespace

TEST_CASE(
    "a stage puts text, attributes and metadata in the place of those that it reads, and the old ones do not leak") {
  const Workspace workspace;
  workspace.write(redactor + writer +
                  "omit = [\"text@cleaner\"]\n[[stage]]\nuse = \"writer\"\nname = \"pages\"\nformat = "
                  "\"markdown\"\n[[stage]]\nuse = \"writer\"\nname = \"table\"\nformat = \"csv\"\ncolumns = [\"id\", "
                  "\"article.byline\", \"metadata\", \"metadata.redacted\", \"text\"]\n");
  CHECK_FALSE(contains(workspace.run(), "rewrote"));
  for (const char* file : {"documents.jsonl", "documents.schema.json", "pages/a.md", "documents.csv"}) {
    CAPTURE(file);
    const std::string name = std::string(file) == "pages/a.md" ? "markdown/a.md" : file;
    CHECK_FALSE(contains(workspace.written(name), "Unseen"));
    CHECK_FALSE(contains(workspace.written(name), "\"text@cleaner\":"));
  }
  const auto records = read_json_lines(workspace.temp / "out/records/documents.jsonl");
  CHECK(contains(str(records[0]["text"]), "says N. N., who"));
  CHECK(str(records[0]["article"]["byline"]) == "N. N.");
  CHECK(to_text(records[0]["metadata"]) == "{\"redacted\":true}");
  CHECK(str(records[0]["layers"]["article"]["by"]) == "hide (redactor 1.0.0)");
  CHECK(contains(workspace.written("documents.csv"), "a,N. N.,\"{\"\"redacted\"\":true}\",true,"));
  const ProgramResult valid = run_program({"/usr/bin/python3", DOCMILL_SOURCE_DIR "/tests/support/validate_records.py",
                                           (workspace.temp / "out/records/documents.schema.json").string(),
                                           (workspace.temp / "out/records/documents.jsonl").string()});
  CHECK_MESSAGE(valid.status == 0, valid.out, valid.err);
}

TEST_CASE("later stages and conditions see the new layers") {
  const Workspace workspace;
  workspace.write(redactor +
                  "[[stage]]\nuse = \"shouter\"\nwhen = \"metadata.redacted == true and article.byline == 'N. N.'\"\n" +
                  writer);
  workspace.run();
  const auto records = read_json_lines(workspace.temp / "out/records/documents.jsonl");
  CHECK(contains(str(records[0]["shout"]), "SAYS N. N., WHO"));
}

TEST_CASE("check warns when the text before a rewrite is written, with what repeats its words, and what to write") {
  const Workspace workspace;
  const std::string finder = "[[stage]]\nuse = \"chip-finder\"\n";
  workspace.write(finder + redactor + writer);
  const ProgramResult warned = workspace.docmill("check");
  CHECK(warned.status == 0);
  CHECK_MESSAGE(
      contains(warned.err,
               "what stood in the text before hide (redactor 1.0.0) rewrote it is written: text@cleaner, "
               "chips.text, chips.label, chips.value, chips.vendor; if that must not be seen, leave it out: omit = "
               "[\"text@cleaner\", \"chips.text\", \"chips.label\", \"chips.value\", \"chips.vendor\"]"),
      warned.err);
  workspace.write(finder + redactor + writer +
                  "omit = [\"text@cleaner\", \"chips.text\", \"chips.label\", \"chips.value\", \"chips.vendor\"]\n");
  CHECK_FALSE(contains(workspace.docmill("check").err, "rewrote"));
  workspace.write(finder + redactor + writer + "omit = [\"chips\"]\nrename = [\"text@cleaner = full_text\"]\n");
  CHECK_FALSE(contains(workspace.docmill("check").err, "rewrote"));
  workspace.write(finder + writer);
  CHECK_FALSE(contains(workspace.docmill("check").err, "rewrote"));
}

TEST_CASE("metadata, its members and keys of layers are left out and renamed by the pipeline file") {
  const Workspace workspace;
  workspace.write(writer +
                  "omit = [\"metadata.author\", \"article.byline\", \"text\", \"source\"]\nrename = "
                  "[\"metadata.year = published\", \"article.title = headline\", \"id = key\"]\n");
  workspace.run();
  CHECK_FALSE(contains(workspace.written("documents.jsonl"), "Unseen"));
  const auto records = read_json_lines(workspace.temp / "out/records/documents.jsonl");
  CHECK(to_text(records[0]["metadata"]) == "{\"published\":2024}");
  CHECK(str(records[0]["article"]["headline"]) == "A Quiet Town");
  CHECK(str(records[0]["key"]) == "a");
  CHECK_FALSE(records[0].HasMember("source"));
}

TEST_CASE("a layer that a stage reads and provides as another kind is still a mistake") {
  const Workspace workspace;
  workspace.write(
      "[[stage]]\nuse = \"process\"\ncommand = [\"cat\"]\npure = true\nrequires = [\"article\"]\nprovides = "
      "{ article = \"json\" }\n" +
      writer);
  const ProgramResult refused = workspace.docmill("check");
  CHECK(refused.status == 2);
  CHECK_MESSAGE(contains(refused.err, "'process' provides article, which 'cleaner' has provided already"), refused.err);
}

TEST_CASE("a program replaces metadata, and a stage that does not read it cannot") {
  const Workspace workspace;
  workspace.temp.write(
      "s.py",
      "import json, sys\njson.loads(sys.stdin.readline())\nprint(json.dumps({'ready': True}), flush=True)\nfor "
      "line in sys.stdin:\n    d = json.loads(line)\n    m = d['layers'].get('metadata') or {}\n    "
      "print(json.dumps({'n': d['n'], 'layers': {'metadata': {'members': len(m)}}}), flush=True)\n");
  const auto process = [](const std::string& reads) {
    return "[[stage]]\nuse = \"process\"\ncommand = [\"python3\", \"s.py\"]\nfiles = [\"s.py\"]\npure = true\nrequires "
           "= [\"" +
           reads + "\"]\nprovides = { metadata = \"json\" }\n";
  };
  workspace.write(process("metadata") + writer);
  workspace.run();
  const auto records = read_json_lines(workspace.temp / "out/records/documents.jsonl");
  CHECK(to_text(records[0]["metadata"]) == "{\"members\":2}");
  CHECK_FALSE(contains(workspace.written("documents.jsonl"), "@host"));
  workspace.write(process("text") + writer);
  const ProgramResult refused = workspace.docmill("check");
  CHECK(refused.status == 2);
  CHECK_MESSAGE(contains(refused.err, "'process' provides metadata, which the host has provided already"), refused.err);
}
