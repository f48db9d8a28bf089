// docmill diff: documents, stages, contents, counts and causes; and two layers of one run.
#include <filesystem>

#include "mill_folder.hpp"

using namespace docmill::test;
namespace fs = std::filesystem;

namespace {

struct DiffFolder : MillFolder {
  DiffFolder() {
    stages =
        "[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"entity-linker\"\nknowledge = [\"names.tsv\"]\n"
        "[[stage]]\nuse = \"shouter\"\n";
    folder.write("names.tsv", "label\ttype\tkey\nAda Lovelace\tperson\tada\nGrace Hopper\tperson\tgrace\n");
    document("d.txt", "A fourth title\n\nAda Lovelace met Grace Hopper. Grace Hopper met Ada Lovelace.\n");
    write_pipeline();
    run({"--output", "a"});
  }
  void run_b() const { run({"--output", "b"}); }
  ProgramResult diff(int status, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"diff", "a", "b"});
    const ProgramResult result = docmill(more);
    CHECK_MESSAGE(result.status == status, result.out, result.err);
    return result;
  }
};

}  // namespace

TEST_CASE("two runs of the same do not differ") {
  DiffFolder mill;
  mill.run_b();
  CHECK(mill.diff(0).out == "A a: 4 documents\nB b: 4 documents\n0 changed, 0 added, 0 removed, 4 the same\n");
}

TEST_CASE("documents that came, went, changed or moved, by their ids") {
  DiffFolder mill;
  fs::remove(mill.folder / "in/a.txt");
  mill.document("e.txt", "A fifth title\n\nA new one.\n");
  mill.document("c.txt", "A third title\n\nThe last of them. Something happens here.\n");
  mill.run_b();
  const std::string out = mill.diff(1).out;
  INFO(out);
  CHECK(contains(out, "1 changed, 1 added, 1 removed, 2 the same\n"));
  CHECK(contains(out, "  input: 1 files changed, 1 added, 1 removed\n"));
  CHECK(contains(out, "  input: 1 document\n    the documents are others\n"));
  CHECK(contains(out,
                 "c.txt  input: the document itself\n  text\n    - The last of them. Nothing happens here.\n"
                 "    + The last of them. Something happens here.\n"));
  CHECK(contains(out, "added: e.txt\nremoved: a.txt\n"));
}

TEST_CASE("a document that moved to another line has not changed") {
  MillFolder mill;
  mill.write_pipeline();
  mill.folder.write("one.jsonl", "{\"id\":\"x\",\"text\":\"First text.\"}\n{\"id\":\"y\",\"text\":\"Second text.\"}\n");
  mill.folder.write("two.jsonl", "{\"id\":\"y\",\"text\":\"Second text.\"}\n{\"id\":\"x\",\"text\":\"First text.\"}\n");
  mill.run({"--input", "one.jsonl", "--output", "a"});
  mill.run({"--input", "two.jsonl", "--output", "b"});
  const ProgramResult result = mill.docmill({"diff", "a", "b"});
  CHECK(result.status == 0);
  CHECK(contains(result.out, "0 changed, 0 added, 0 removed, 2 the same (2 of them in another place)"));
}

TEST_CASE("a changed option is the cause at the stage where documents part first") {
  DiffFolder mill;
  mill.stages = replaced(mill.stages, "use = \"shouter\"\n", "use = \"shouter\"\nmark = \"?\"\n");
  mill.write_pipeline();
  mill.run_b();
  const std::string out = mill.diff(1, {"--show", "1"}).out;
  INFO(out);
  CHECK(contains(out, "\nbetween the manifests:\n  shouter: option 'mark' is \"?\" in B, \"!\" in A\n"));
  CHECK(contains(out, "  shouter: 4 documents (shout)\n    option 'mark' is \"?\" in B, \"!\" in A\n"));
  CHECK(contains(out, "\na.txt  shouter: shout\n  shout\n    - "));
  CHECK(contains(out, "LITTLE.?\n"));
  CHECK_FALSE(contains(out, "cleaner"));
  CHECK_FALSE(contains(out, "\nb.txt"));
}

TEST_CASE("a changed resource is the cause, and values are counted") {
  DiffFolder mill;
  mill.folder.write("names.tsv", "label\ttype\tkey\nAda Lovelace\tperson\tcountess\nGrace Hopper\tperson\tgrace\n");
  mill.run_b();
  const std::string out = mill.diff(1).out;
  INFO(out);
  CHECK(contains(out, "  entity-linker: 1 document (entities)\n    resource names.tsv has another content (sha256 "));
  CHECK(contains(
      out, "d.txt  entity-linker: entities\n  entities\n    ~ [0, 12) Ada Lovelace: value \"ada\" -> \"countess\""));
  CHECK(contains(out, "\nentities: ada -2, countess +2\n"));
}

TEST_CASE("a stage that came or went is where documents part") {
  DiffFolder mill;
  mill.stages = "[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"shouter\"\n";
  mill.write_pipeline();
  mill.run_b();
  const std::string out = mill.diff(1).out;
  INFO(out);
  CHECK(contains(out, "  entity-linker: the stage (use = \"entity-linker\") is in A, not in B\n"));
  CHECK(contains(out, "  entity-linker: 4 documents (entities"));
  CHECK(contains(out, "entities: ada -2, grace -2\n"));
}

TEST_CASE("documents that a stage drops part at that stage, not at those that they did not reach") {
  DiffFolder mill;
  mill.document("e.txt", mill.file("in/a.txt"));
  mill.document("f.txt", mill.file("in/a.txt"));
  mill.run({"--output", "a"});
  mill.stages = replaced(mill.stages, "[[stage]]\nuse = \"entity-linker\"",
                         "[[stage]]\nuse = \"deduplicator\"\n[[stage]]\nuse = \"entity-linker\"");
  mill.write_pipeline();
  mill.run_b();
  const std::string out = mill.diff(1, {"--show", "1"}).out;
  INFO(out);
  CHECK(contains(out, "2 changed, 0 added, 0 removed, 4 the same\n"));
  CHECK(contains(out,
                 "where documents part first:\n  deduplicator: 2 documents\n    the stage (use = \"deduplicator\") is "
                 "in B, not in A\n\ne.txt  deduplicator: what became of it: now dropped (deduplicator: came-before: "
                 "has the text of 'a.txt')\n"));
  CHECK_FALSE(contains(out, "entity-linker: "));
  CHECK_FALSE(contains(out, "nothing in the manifests"));
  // The other way round: what was dropped is there again.
  const std::string back = mill.docmill({"diff", "b", "a"}).out;
  CHECK_MESSAGE(
      contains(back, "  deduplicator: 2 documents\n    the stage (use = \"deduplicator\") is in A, not in B\n"), back);
  CHECK(contains(back, "e.txt  deduplicator: what became of it: now written\n"));
}

TEST_CASE("an ORDERED stage that was the same looked at other documents") {
  DiffFolder mill;
  mill.stages += "[[stage]]\nuse = \"deduplicator\"\n";
  mill.write_pipeline();
  mill.document("b.txt", mill.file("in/c.txt"));
  mill.run({"--output", "a"});
  mill.document("b.txt", "Another title\n\nAnd another text.\n");
  mill.run_b();
  const std::string out = mill.diff(1).out;
  CHECK_MESSAGE(contains(out,
                         "  deduplicator: 1 document\n    it also looks at the documents before (ORDERED), and those "
                         "are others\n"),
                out);
}

TEST_CASE("a stage that rewrites the text is where documents part, not the one whose text it rewrites") {
  DiffFolder mill;
  mill.document("d.txt", "A fourth title\n\nAda Lovelace met Grace Hopper in 1955. Grace Hopper met Ada Lovelace.\n");
  mill.run({"--output", "a"});
  mill.stages = replaced(mill.stages, "[[stage]]\nuse = \"entity-linker\"",
                         "[[stage]]\nuse = \"trimmer\"\n[[stage]]\nuse = \"entity-linker\"");
  mill.write_pipeline();
  mill.run_b();
  const std::string out = mill.diff(1).out;
  INFO(out);
  CHECK(contains(out, "  trimmer: 4 documents (text)\n    the stage (use = \"trimmer\") is in B, not in A\n"));
  CHECK_FALSE(contains(out, "  cleaner: "));
}

TEST_CASE("a stage of another name in the place of one, with the same results, has changed nothing") {
  DiffFolder mill;
  mill.stages = replaced(mill.stages, "use = \"shouter\"\n", "use = \"shouter\"\nname = \"loud\"\n");
  mill.write_pipeline();
  mill.run_b();
  const std::string out = mill.diff(0).out;
  CHECK_MESSAGE(contains(out, "0 changed, 0 added, 0 removed, 4 the same\n"), out);
}

TEST_CASE("what nothing explains is said to be unexplained") {
  MillFolder mill;
  mill.stages = "[[stage]]\nuse = \"unsteady\"\non = \"time-zone\"\n";
  mill.write_pipeline();
  mill.settings.environment = {"TZ=UTC"};
  mill.run({"--output", "a"});
  mill.settings.environment = {"TZ=AHEAD-3"};
  mill.run({"--output", "b"});
  const ProgramResult result = mill.docmill({"diff", "a", "b"});
  CHECK(result.status == 1);
  CHECK(contains(result.out,
                 "  unsteady: 1 document (note)\n    nothing in the manifests explains it; docmill verify "
                 "--perturb finds what it hangs on\n"));
  CHECK(contains(result.out, "  note\n    - 22:13\n    + 01:13\n"));
}

TEST_CASE("without records the places are known, the contents are not, and that is said") {
  DiffFolder mill;
  mill.folder.write("q.toml", "[pipeline]\nextends = \"p.toml\"\n[change.writer]\nformat = \"csv\"\n");
  const auto run = [&](const std::string& out) {
    const ProgramResult result = mill.docmill({"run", "q.toml", "--quiet", "--output", out});
    REQUIRE_MESSAGE(result.status == 0, result.err);
  };
  run("a");
  mill.document("c.txt", "A third title\n\nOther words.\n");
  run("b");
  const std::string out = mill.diff(1).out;
  CHECK(contains(out, "c.txt  input: the document itself\n"));
  CHECK(contains(out, "contents are not known: not both runs left records"));
}

TEST_CASE("an outcome that changed is told with the reason") {
  DiffFolder mill;
  mill.document("c.txt", std::string("A third title\n\nbroken \x92 here\n"));
  mill.run_b();
  mill.folder.write("in/c.txt", "A third title\n\nThe last of them. Nothing happens here.\n");
  const std::string out = mill.diff(1, {"--json"}).out;
  CHECK(contains(out, "\"changed\":1,\"added\":0,\"removed\":0"));
  CHECK(contains(out, "\"stage\":\"input\",\"documents\":1"));
}

TEST_CASE("two layers of one run, the worst first") {
  MillFolder mill;
  mill.stages +=
      "[[stage]]\nuse = \"cleaner\"\nname = \"cleaner-b\"\nkeep-title = true\n"
      "out = { text = \"text_b\", article = \"article_b\", removed = \"removed_b\" }\n";
  mill.document("z.txt", "No title here, one line only that is far too long to be one, and it ends with a full stop.");
  mill.write_pipeline();
  mill.run();
  const ProgramResult result = mill.docmill({"diff", "out", "--layers", "text,text_b", "--worst", "1"});
  CHECK(result.status == 1);
  INFO(result.out, result.err);
  CHECK(contains(result.out, "4 documents: 2 the same, 2 different; mean distance 0."));
  CHECK(contains(result.out, "\n    - The "));
  CHECK(contains(result.out, "\n    + A third title⏎⏎The last"));
  CHECK_FALSE(contains(result.out, "b.txt"));
  CHECK(mill.docmill({"diff", "out", "--layers", "text,text"}).status == 0);
  const ProgramResult json = mill.docmill({"diff", "out", "--layers", "removed,removed_b", "--json"});
  CHECK(contains(json.out, "{\"documents\":4,\"same\":2,\"different\":2,\"absent\":0,\"mean_distance\":"));
}

TEST_CASE("what cannot be compared says why") {
  DiffFolder mill;
  const auto why = [&](std::vector<std::string> arguments) {
    const ProgramResult result = mill.docmill(std::move(arguments));
    CHECK(result.status == 2);
    return result.err;
  };
  CHECK(why({"diff", "a"}) == "docmill: diff needs a second output folder, or --layers to compare two layers of one\n");
  CHECK(why({"diff", "a", "in"}) == "docmill: in: is no output folder of docmill (it has no run.json)\n");
  CHECK(why({"diff", "a", "nowhere"}) == "docmill: nowhere: no such folder\n");
  CHECK(why({"diff", "a", "--layers", "text"}) ==
        "docmill: --layers text: it must be two layers, such as text,text_b\n");
  CHECK(contains(
      why({"diff", "a", "--layers", "text,txet"}),
      "docmill: no stage of this run provides 'txet', did you mean 'text'?\n  layers: text, article, removed, "));
  CHECK(contains(why({"diff", "a", "b", "--layers", "text,shout"}), "give one output folder"));
}
