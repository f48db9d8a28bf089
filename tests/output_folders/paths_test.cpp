// What a path of a pipeline or of the command line comes to, whatever the shell or a plugin does.
#include "small_run.hpp"

using namespace docmill::test;

namespace {

const std::string stage = "[[stage]]\nuse = \"wander\"\n";

}  // namespace

TEST_CASE("a stage that changes the working folder changes no path of the run") {
  const SmallRun plain("in", "out", stage + "at = \"never\"\n");
  plain.good();
  const auto check = [&](const SmallRun& here, const std::vector<std::string>& more) {
    const std::string said = here.good(more);
    const bool same = folder_content(here.temp / "out/records") == folder_content(plain.temp / "out/records");
    CHECK(same);
    CHECK(read_json(here.temp / "out/timings.json")["origin"]["pipeline"].GetString() ==
          (here.temp / "p.toml").string());
    return said;
  };
  for (const char* at : {"create", "process"}) {
    CAPTURE(at);
    const SmallRun here("in", "out", stage + "at = \"" + at + "\"\n");
    const std::vector<std::string> inputs = {"--input", "in", "--output", "out"};
    const std::string said = check(here, {"--keep"});
    check(here, inputs);
    CHECK(says(said,
               "'wander' changed the working folder of the whole program, which no stage may; it was changed back") ==
          (at == std::string("create")));
    CHECK(here.names() == Names{"in", "out", "out.previous", "p.toml"});
    const ProgramResult verified = here.docmill({"verify", "out", "--rerun"});
    CHECK_MESSAGE(verified.status == 0, verified.out);
    for (const char* shard : {"1/2", "2/2"}) here.good({"--shard", shard});
    REQUIRE(here.docmill({"merge", "out", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR}).status == 0);
    const bool same = folder_content(here.temp / "out/records") == folder_content(plain.temp / "out/records");
    CHECK(same);
    CHECK(here.names() == Names{"in", "out", "out.previous", "out.shards", "p.toml"});
  }
}

TEST_CASE("nor does one whose library does so when it is loaded, before others are looked for") {
  SmallRun here("in", "out", stage + "at = \"never\"\n[[stage]]\nuse = \"counter\"\n");
  here.environment = {"WANDER_WHEN_LOADED=1"};
  fs::create_directory_symlink(DOCMILL_TEST_PLUGIN_DIR, here.temp / "plugins");
  const ProgramResult result = here.docmill({"run", "p.toml", "--plugin-dir", "plugins", "--quiet"});
  CHECK_MESSAGE(result.status == 0, result.err);
  CHECK(here.names() == Names{"in", "out", "p.toml", "plugins"});
  CHECK(read_json_lines(here.temp / "out/records/documents.jsonl")[0]["wandered"]["loaded"].GetBool());
}

TEST_CASE("~ and ${NAME} in paths of a pipeline file are the home folder and a variable") {
  SmallRun here("${CORPUS}/b", "~/results/$${x}");
  here.environment = {"HOME=" + (here.temp / "home").string(), "CORPUS=in"};
  here.good();
  CHECK(here.documents("home/results/${x}") == 1);
  CHECK(here.names() == Names{"home", "in", "p.toml"});
  const ProgramResult plan = here.docmill({"plan", "p.toml"});
  CHECK(says(plan.out, "in/b\n"));
  CHECK(says(plan.out, (here.temp / "home/results/${x}").string() + "\n"));
  // The run is asked for again by what they stood for.
  here.environment.back() = "CORPUS=nowhere";
  const ProgramResult verified = here.docmill({"verify", "home/results/${x}", "--rerun"});
  CHECK_MESSAGE(verified.status == 0, verified.out);
  for (const char* shard : {"1/2", "2/2"}) here.good({"--input", "in", "--shard", shard});
  CHECK(here.docmill({"merge", "home/results/${x}"}).status == 0);
  CHECK(here.documents("home/results/${x}") == 2);
}

TEST_CASE("on the command line, too, where no shell has done it") {
  SmallRun here;
  here.environment = {"HOME=" + (here.temp / "home").string(), "X=" + (here.temp / "x").string()};
  here.good({"--output=~/out", "--input=${X}/../in/a.txt"});
  CHECK(here.documents("home/out") == 1);
  here.good({"--set", "output.to=${X}/out"});
  CHECK(here.documents("x/out") == 2);
  CHECK(here.names() == Names{"home", "in", "p.toml", "x"});
}

TEST_CASE("of files that stages read, and of plugins") {
  SmallRun here;
  here.temp.write("p.toml",
                  "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n"
                  "[[stage]]\nuse = \"chip-finder\"\nplugin = \"${PLUGINS}/chip_finder.so\"\n"
                  "[[stage]]\nuse = \"entity-linker\"\nknowledge = [\"~/kb.tsv\"]\n"
                  "[[stage]]\nuse = \"writer\"\n");
  here.temp.write("home/kb.tsv", "label\ttype\tkey\nChip Makers\torganisation\tchip-makers\n");
  here.environment = {"HOME=" + (here.temp / "home").string(), "PLUGINS=" DOCMILL_TEST_PLUGIN_DIR};
  const ProgramResult result = here.docmill({"run", "p.toml"});
  CHECK_MESSAGE(result.status == 0, result.err);
  const auto manifest = read_json(here.temp / "out/run.json");
  CHECK(says(to_text(manifest["pipeline"]["stages"]), "\"knowledge\":[\"kb.tsv\"]"));
}

TEST_CASE("what cannot be expanded is a mistake at its place, and makes no folder") {
  SmallRun here("in", "out");
  here.environment = {"EMPTY=", "HOME=/nowhere"};
  const auto mistake = [&](const std::string& to) {
    here.write_pipeline("in", to);
    const ProgramResult checked = here.docmill({"check", "p.toml"});
    CHECK(checked.status == 2);
    CHECK(here.run().status == 2);
    CHECK(here.names() == Names{"in", "p.toml"});
    return checked.err.substr(0, checked.err.find('\n'));
  };
  CHECK(mistake("${MISSING}/out") ==
        "p.toml:4:6: '${MISSING}/out': the variable MISSING is not set in the environment");
  CHECK(mistake("a/${EMPTY}/out") == "p.toml:4:6: 'a/${EMPTY}/out': the variable EMPTY is empty in the environment");
  CHECK(mistake("$SCRATCH/out") == "p.toml:4:6: '$SCRATCH/out': '$SCRATCH' is not expanded");
  CHECK(mistake("~alice/out") == "p.toml:4:6: '~alice/out': only ~/ is expanded, not the home folder of another user");
  CHECK(mistake("${/out") == "p.toml:4:6: '${/out': '${' has no '}'");
  CHECK(mistake("${a b}/out") == "p.toml:4:6: '${a b}/out': '${a b}' is no variable");
  here.good({"--output", "out"});  // what is not used need not be right
  CHECK(here.names() == Names{"in", "out", "p.toml"});
}

TEST_CASE("an empty value is a mistake, not a flag that was not given") {
  const SmallRun here;
  for (const char* flag : {"--output", "--input", "--shard", "--plugin-dir", "--cache", "--replay", "--log-file"}) {
    CAPTURE(flag);
    const ProgramResult apart = here.run({flag, ""}), joined = here.run({std::string(flag) + "="});
    CHECK(apart.status == 2);
    CHECK(says(apart.err, std::string(flag) + ": the value is empty (of a shell variable that is not set?)\n"));
    CHECK(joined.status == 2);
    CHECK(says(joined.err, std::string(flag)));
  }
  CHECK(here.names() == Names{"in", "p.toml"});
}
