// docmill kb as a program, from source to lookup: the same bytes, round trips, merging, what is refused.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using docmill::test::ProgramResult;
using docmill::test::read_file;
using docmill::test::run_docmill;
using docmill::test::TempFolder;

namespace {

struct Desk {
  TempFolder folder;
  ProgramResult kb(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "kb");
    return run_docmill(arguments, {.working_folder = folder.path(), .environment = {}, .input = {}});
  }
  std::string file(const char* name) const { return read_file(folder / name); }
};

const char* const table =
    "label\ttype\tkey\taliases\tcontext\tqid\trelated\tweight\n"
    "Acme\tcompany\tacme\tAcme Corp|ACME Works\tanvils|rockets\tQ9000001\tZed (town)|Nowhere\t4\n"
    "Zed (town)\tplace\tzed\tZedburg\t\t\t\t2\n";
const char* const dump = DOCMILL_SOURCE_DIR "/plugins/entity_linker/kb/tests/dump.json";

}  // namespace

TEST_CASE("a base is built, shown, looked into and counted") {
  const Desk desk;
  desk.folder.write("a.tsv", table);
  const ProgramResult built = desk.kb({"build", "a.tsv", "-o", "a.kb"});
  CHECK(built.err == "");
  REQUIRE(built.status == 0);
  CHECK(built.out.find("a.tsv: 2 entries\na.kb: 2 entries, 5 names and aliases, 1 relations; ") == 0);
  CHECK(built.out.find("  1 relations to labels that no entry has; they hold where a layer below has them\n") !=
        std::string::npos);
  CHECK(desk.kb({"show", "a.kb", "Q9000001"}).out ==
        "key          acme\nlabel        Acme\ntype         company\naliases      ACME Works | Acme Corp\n"
        "context      anvils | rockets\nwikidata     Q9000001\nprominence   40 of 50\nrelated      Zed (town)\n"
        "also related Nowhere\n");
  CHECK(desk.kb({"lookup", "a.kb", "acme corp", "--json"}).out ==
        R"({"key":"acme","label":"Acme","type":"company","prior":40,"form":"Acme Corp","form_is":"alias"})"
        "\n");
  const ProgramResult stats = desk.kb({"stats", "a.kb", "--json"});
  CHECK(stats.out.find(R"({"entries":2,"aliases":5,"forms":)") == 0);
  CHECK(stats.out.find(R"("whole":true,"types":{"company":1,"place":1})") != std::string::npos);
}

TEST_CASE("a base is written where a link leads, and in the place of no pipe") {
  const Desk desk;
  desk.folder.write("a.tsv", table);
  const auto link = desk.folder / "link.kb", pipe = desk.folder / "pipe.kb";
  std::filesystem::create_symlink("real.kb", link);
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::filesystem::create_symlink("b.kb", desk.folder / "circle.kb");
  std::filesystem::create_symlink("circle.kb", desk.folder / "b.kb");
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"build", "a.tsv", "-o"}, {"merge", "a.tsv", "a.tsv", "-o"}}) {
    CAPTURE(command[0]);
    const auto to = [&](const char* output) {
      std::vector<std::string> arguments = command;
      arguments.emplace_back(output);
      return desk.kb(arguments);
    };
    CHECK(to("link.kb").status == 0);
    CHECK(std::filesystem::is_symlink(link));
    CHECK(desk.kb({"lookup", "real.kb", "Zedburg"}).status == 0);
    std::filesystem::remove(desk.folder / "real.kb");
    const ProgramResult refused = to("pipe.kb");
    CHECK(refused.status != 0);
    CHECK(refused.err.find("pipe.kb: a device or a pipe; a base is written to a regular file only") !=
          std::string::npos);
    CHECK(std::filesystem::is_fifo(pipe));
    CHECK(to("circle.kb").err.find("circle.kb: is a link that leads in a circle") != std::string::npos);
    CHECK(std::filesystem::is_symlink(desk.folder / "circle.kb"));
  }
}

TEST_CASE("tables are looked into as they are") {
  const Desk desk;
  desk.folder.write("a.tsv", table);
  CHECK(desk.kb({"lookup", "a.tsv", "Zedburg"}).status == 0);
  CHECK(desk.kb({"stats", "a.tsv"}).status == 0);
}

TEST_CASE("the same sources give the same file, whatever the memory and the packing") {
  const Desk desk;
  REQUIRE(desk.kb({"build", dump, "-o", "a.kb", "--untyped"}).status == 0);
  REQUIRE(desk.kb({"build", dump, "-o", "b.kb", "--untyped", "--memory", "16 MiB"}).status == 0);
  CHECK(desk.file("a.kb") == desk.file("b.kb"));
}

TEST_CASE("what is shown as JSON Lines can be built again") {
  const Desk desk;
  desk.folder.write("a.tsv", table);
  REQUIRE(desk.kb({"build", "a.tsv", "-o", "a.kb"}).status == 0);
  const std::string lines = desk.kb({"show", "a.kb", "--json"}).out;
  desk.folder.write("again.jsonl", lines);
  REQUIRE(desk.kb({"build", "again.jsonl", "-o", "b.kb"}).status == 0);
  CHECK(desk.kb({"show", "b.kb", "--json"}).out == lines);
  CHECK(desk.kb({"stats", "a.kb", "--json"}).out.substr(0, 60) ==
        desk.kb({"stats", "b.kb", "--json"}).out.substr(0, 60));
}

TEST_CASE("classes give types, through subclasses; what is of no class is left out or kept as other") {
  const Desk desk;
  CHECK(desk.kb({"build", dump, "-o", "a.kb"}).out.find("  1 items left out that are of no class with a type") !=
        std::string::npos);
  const std::string all = desk.kb({"show", "a.kb", "--json"}).out;
  CHECK(all.find(R"("label":"Lindqvist Optics","type":"company")") != std::string::npos);
  CHECK(all.find(R"("label":"Ada Lindqvist","type":"person")") != std::string::npos);
  CHECK(all.find(R"("label":"Norrby","type":"place")") != std::string::npos);
  REQUIRE(desk.kb({"build", dump, "-o", "b.kb", "--classes", "Q5=human", "--untyped"}).status == 0);
  const std::string mine = desk.kb({"show", "b.kb", "--json"}).out;
  CHECK(mine.find(R"("label":"Ada Lindqvist","type":"human")") != std::string::npos);
  CHECK(mine.find(R"("label":"Norrby","type":"other")") != std::string::npos);
}

TEST_CASE("own entries over Wikidata: in layers and merged") {
  const Desk desk;
  desk.folder.write("own.tsv", table);
  REQUIRE(desk.kb({"build", dump, "-o", "wd.kb"}).status == 0);
  // acme has the Wikidata item of Lindqvist Optics, which it hides
  CHECK(desk.kb({"lookup", "wd.kb", "own.tsv", "Lindqvist Optics"}).status == 1);
  CHECK(desk.kb({"lookup", "wd.kb", "Lindqvist Optics"}).status == 0);
  const ProgramResult merged = desk.kb({"merge", "wd.kb", "own.tsv", "-o", "m.kb"});
  CHECK(merged.err == "");
  REQUIRE(merged.status == 0);
  CHECK(desk.kb({"lookup", "m.kb", "Lindqvist Optics"}).status == 1);
  const std::string acme = desk.kb({"show", "m.kb", "acme", "--json"}).out;
  CHECK(acme.find(R"("related_keys":["Q9000002","Q9000004","zed"])") != std::string::npos);
  CHECK(desk.kb({"show", "m.kb", "Q9000002", "--json"}).out.find(R"("related_keys":["acme"])") != std::string::npos);
}

TEST_CASE("a base merged with nothing is itself") {
  const Desk desk;
  desk.folder.write("a.tsv", table);
  REQUIRE(desk.kb({"build", "a.tsv", "-o", "a.kb"}).status == 0);
  REQUIRE(desk.kb({"merge", "a.kb", "-o", "b.kb"}).status == 0);
  CHECK(desk.kb({"show", "a.kb", "--json"}).out == desk.kb({"show", "b.kb", "--json"}).out);
}

TEST_CASE("a damaged byte is told by stats, a cut file by all") {
  const Desk desk;
  desk.folder.write("a.tsv", table);
  REQUIRE(desk.kb({"build", "a.tsv", "-o", "a.kb"}).status == 0);
  std::string bytes = desk.file("a.kb");
  desk.folder.write("cut.kb", bytes.substr(0, bytes.size() / 2));
  bytes[bytes.size() - 100] ^= 1;
  desk.folder.write("bad.kb", bytes);
  const ProgramResult bad = desk.kb({"stats", "bad.kb"});
  CHECK(bad.status == 1);
  CHECK(bad.err ==
        "bad.kb: the bytes are not those that were written: the hash in the header does not fit; build it "
        "again with docmill kb build\n");
  const ProgramResult cut = desk.kb({"lookup", "cut.kb", "Acme"});
  CHECK(cut.status == 4);
  CHECK(cut.err.find("cut.kb: the compiled knowledge base should have ") == 0);
}

TEST_CASE("a pipeline uses a compiled base, and layers") {
  const Desk desk;
  desk.folder.write("own.tsv", table);
  desk.folder.write("in/d.txt", "Lindqvist Optics of Norrby is a firm. Acme Corp makes anvils and rockets there.\n");
  desk.folder.write("p.toml",
                    "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = "
                    "\"entity-linker\"\nknowledge = [\"wd.kb\", \"own.tsv\"]\n[[stage]]\nuse = \"writer\"\n");
  REQUIRE(desk.kb({"build", dump, "-o", "wd.kb"}).status == 0);
  const ProgramResult run =
      run_docmill({"run", "p.toml"}, {.working_folder = desk.folder.path(), .environment = {}, .input = {}});
  REQUIRE(run.status == 0);
  const std::string record = desk.file("out/records/documents.jsonl");
  CHECK(record.find("\"value\":\"acme\"") != std::string::npos);
  CHECK(record.find("\"value\":\"Q9000001\"") == std::string::npos);
}
