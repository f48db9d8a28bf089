// Who made a layer: the stage by its name in the pipeline and its plugin, for each document the one that did.
#include <doctest/doctest.h>

#include <string>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

struct Workspace {
  TempFolder temp;

  explicit Workspace(const std::string& more = "") {
    std::string lines;
    for (int i = 0; i < 30; ++i)
      lines += "{\"text\":\"Text number " + std::to_string(i) + ".\",\"kind\":\"" +
               (i % 3 == 0   ? "a"
                : i % 3 == 1 ? "b"
                             : "c") +
               "\"}\n";
    temp.write("in.jsonl", lines);
    temp.write(
        "p.toml",
        "[input]\nfrom = [\"in.jsonl\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n" + more +
            "[[stage]]\nuse = \"shouter\"\nname = \"loud\"\nwhen = \"metadata.kind == 'a'\"\n"
            "[[stage]]\nuse = \"shouter\"\nname = \"louder\"\nmark = \"!!\"\nwhen = \"metadata.kind == 'b'\"\n"
            "[[stage]]\nuse = \"process\"\nname = \"summarise\"\npure = true\nrequires = [\"text\"]\n"
            "provides = { summary = \"text\" }\nfiles = [\"s.py\"]\ncommand = [\"python3\", \"s.py\"]\n"
            "[[stage]]\nuse = \"writer\"\n[[stage]]\nuse = \"writer\"\nname = \"pages\"\nformat = \"markdown\"\n");
    temp.write(
        "s.py",
        "import json, sys\njson.loads(sys.stdin.readline())\nprint(json.dumps({'ready': True}), flush=True)\nfor "
        "line in sys.stdin:\n    n = json.loads(line)['n']\n    print(json.dumps({'n': n, 'layers': {'summary': "
        "'short'}}), flush=True)\n");
  }
  void run(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"run", "p.toml", "--quiet", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR});
    const ProgramResult result = run_docmill(more, {temp.path(), {}, ""});
    REQUIRE_MESSAGE(result.status == 0, result.err);
  }
  void check_makers(const std::string& out) const {
    const auto records = read_json_lines(temp / (out + "/records/documents.jsonl"));
    REQUIRE(records.size() == 30);
    for (std::size_t i = 0; i < records.size(); ++i) {
      const auto& by = records[i]["layers"]["shout"]["by"];
      if (i % 3 == 2) CHECK(by.IsNull());
      else CHECK(str(by) == (i % 3 == 0 ? "loud (shouter 1.0.0)" : "louder (shouter 1.0.0)"));
      CHECK(str(records[i]["layers"]["summary"]["by"]) == "summarise (process 1.0.0)");
      CHECK(str(records[i]["layers"]["text"]["by"]) == "cleaner 1.0.0");
    }
  }
};

}  // namespace

TEST_CASE("records, pages, schema and index name the stage that made each layer") {
  const Workspace workspace;
  workspace.run();
  workspace.check_makers("out");
  const ProgramResult valid = run_program({"/usr/bin/python3", DOCMILL_SOURCE_DIR "/tests/support/validate_records.py",
                                           (workspace.temp / "out/records/documents.schema.json").string(),
                                           (workspace.temp / "out/records/documents.jsonl").string()});
  CHECK_MESSAGE(valid.status == 0, valid.out, valid.err);
  const std::string pages = folder_content(workspace.temp / "out/records/markdown");
  CHECK(pages.find("*Shout by loud (shouter 1.0.0)*") != std::string::npos);
  CHECK(pages.find("*Shout by louder (shouter 1.0.0)*") != std::string::npos);
  const ProgramResult index = run_program({"zstd", "-dc", (workspace.temp / "out/documents.jsonl.zst").string()});
  CHECK(index.out.find("\"shout\":{\"by\":\"loud (shouter 1.0.0)\"") != std::string::npos);
  CHECK(index.out.find("\"shout\":{\"by\":\"louder (shouter 1.0.0)\"") != std::string::npos);
  CHECK(index.out.find(" or ") == std::string::npos);
}

TEST_CASE("a run that keeps, resumes or merges knows the makers as well") {
  const Workspace workspace;
  workspace.run();
  const std::string whole = folder_content(workspace.temp / "out");
  workspace.run({"--keep"});
  CHECK(folder_content(workspace.temp / "out") == whole);
  // Behind an ORDERED stage the writers work when shards are merged.
  const Workspace ordered("[[stage]]\nuse = \"counter\"\n");
  ordered.run();
  ordered.check_makers("out");
  for (const char* shard : {"1/2", "2/2"}) ordered.run({"--output", "s", "--shard", shard});
  const ProgramResult merged = run_docmill({"merge", (ordered.temp / "s").string()});
  REQUIRE_MESSAGE(merged.status == 0, merged.err);
  ordered.check_makers("s");
  CHECK(folder_content(ordered.temp / "s") == folder_content(ordered.temp / "out"));
}
