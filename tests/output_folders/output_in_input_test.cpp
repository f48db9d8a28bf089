// What docmill has written is no input of the next run.
#include "small_run.hpp"

using namespace docmill::test;

TEST_CASE("an output folder inside the input is not read by the next runs, and they write the same bytes") {
  const SmallRun here(".", "out");
  here.good();
  const std::string first = folder_content(here.temp / "out");
  for (int i = 0; i < 3; ++i) {
    const std::string said = here.good();
    CHECK(says(said, i == 0 ? "out: an output folder of docmill, and no input"
                            : "2 output folders of docmill are no input: out, out.previous"));
    CHECK(here.documents() == 2);
    const bool same = folder_content(here.temp / "out") == first;
    CHECK(same);
  }
  CHECK(read_json(here.temp / "out/timings.json")["output_folders_not_read"].GetUint64() == 2);
  const ProgramResult verified = here.docmill({"verify", "out", "--rerun"});
  CHECK_MESSAGE(verified.status == 0, verified.out);
}

TEST_CASE("that holds with shards, with what a killed run has left, deep below, through a link, with --keep") {
  const SmallRun here(".", "deep/er/out");
  here.good();
  const std::string first = folder_content(here.temp / "deep/er/out");
  const auto check_same = [&] {
    CHECK(here.documents("deep/er/out") == 2);
    const bool same = folder_content(here.temp / "deep/er/out") == first;
    CHECK(same);
  };
  for (const char* shard : {"1/2", "2/2"}) here.good({"--shard", shard});
  CHECK(here.docmill({"merge", "deep/er/out", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR}).status == 0);
  check_same();
  here.temp.write("deep/er/out.partial/.docmill-run", "");
  here.temp.write("deep/er/out.partial/records/documents.jsonl", "{\"text\":\"half a run\"}\n");
  here.good();
  check_same();
  fs::create_directory_symlink("deep/er/out", here.temp / "link");
  here.good({"--keep"});
  check_same();
  here.good({"--output", "link"});
  check_same();
}

TEST_CASE("output folders of other runs are passed by and counted; their records can be named") {
  const SmallRun other("in", "data/other");
  other.good();
  other.temp.write("data/x.txt", "One more text that is no output of anything, long enough to be kept.");
  other.write_pipeline("data", "out");
  CHECK(says(other.good(), "other: an output folder of docmill, and no input"));
  CHECK(other.documents() == 1);
  const ProgramResult checked = other.docmill({"check", "p.toml"});
  CHECK(checked.status == 0);
  CHECK(says(checked.err, "other: an output folder of docmill, and no input"));

  other.write_pipeline("data/other/records/documents.jsonl", "out");
  other.good();
  CHECK(other.documents() == 2);
  other.write_pipeline("data/*/records/*.jsonl", "out");
  other.good();
  CHECK(other.documents() == 2);
  other.write_pipeline("data/**/*.jsonl", "out");
  const ProgramResult none = other.run();
  CHECK(none.status == 2);
  CHECK(says(none.err, "'data/**/*.jsonl' finds nothing in 'data'"));
}

TEST_CASE("an input that is the output folder, lies in it or around it, is a mistake for check, too") {
  const SmallRun here("in", "in");
  const auto mistake = [&](const std::string& from, const std::string& to) {
    here.write_pipeline(from, to);
    const ProgramResult checked = here.docmill({"check", "p.toml"}), ran = here.run();
    CHECK(checked.status == 2);
    CHECK(ran.status == 2);
    CHECK(ran.err == checked.err.substr(0, ran.err.size()));
    return ran.err;
  };
  CHECK(says(mistake("in", "in"), "p.toml:2:9: 'in' is the output folder, too; a run replaces it\n"));
  CHECK(says(mistake("in/*.txt", "./in/"), "'in/*.txt' is the output folder, too; a run replaces it\n"));
  CHECK(says(mistake("in/b", "in"), "'in/b' lies in in, which the run replaces\n"));
  CHECK(says(mistake("in/a.txt", "in"), "'in/a.txt' lies in in, which the run replaces\n"));
  here.write_pipeline("in", "out");
  here.good();
  here.good();
  CHECK(says(mistake("out.previous/records", "out"), "'out.previous/records' lies in out.previous, which the run"));
  CHECK(says(mistake("out/records", "out"), "'out/records' lies in out, which the run replaces\n"));
  const std::string whole = mistake("out", "elsewhere");
  CHECK(says(whole, "'out' is the output folder of a run\n"));
  CHECK(says(whole, "to read what it wrote, name out/records\n"));
  CHECK(here.documents() == 2);
}

TEST_CASE("the pages of a report are no input") {
  const SmallRun run("in", "in/out");
  run.good();
  REQUIRE(run.docmill({"report", "in/out"}).status == 0);  // in/out.report
  run.write_pipeline("in", "other");
  CHECK(says(run.good(), "2 output folders of docmill are no input: out, out.report\n"));
  CHECK(run.documents("other") == 2);
  run.write_pipeline("in/out.report", "other");
  const ProgramResult named = run.run();
  CHECK(named.status == 2);
  CHECK(says(named.err, "p.toml:2:9: 'in/out.report' is a report that docmill made\n"));
}
