// Files that somebody has put where a run writes are found before the work begins, and stay.
#include "small_run.hpp"

using namespace docmill::test;

TEST_CASE("foreign files in OUT, at the top, among records, among pages: refused with their names") {
  const SmallRun here;
  here.good();
  for (const char* name : {"notes.txt", "records/mine.csv", "records/markdown/mine.md", "records/markdown/d/e.md",
                           "mine/a.txt", ".hidden"}) {
    CAPTURE(name);
    here.temp.write(std::string("out/") + name, "work of years");
    const std::string shown = name == std::string("records/markdown/d/e.md") ? "records/markdown/d/"
                              : name == std::string("mine/a.txt")            ? "mine/"
                                                                             : name;
    for (const std::vector<std::string>& more : std::vector<std::vector<std::string>>{{}, {"--keep"}, {"--resume"}}) {
      const ProgramResult result = here.run(more);
      CHECK(result.status == 4);
      CHECK(result.err == "docmill: out: the run would remove what docmill has not put there: " + shown +
                              "; move it elsewhere, or choose another output folder\n");
    }
    CHECK(read_file(here.temp / ("out/" + std::string(name))) == "work of years");
    fs::remove_all(here.temp / ("out/" + shown));
  }
  here.good();
}

TEST_CASE("many are counted, and what file systems put everywhere is none") {
  const SmallRun here;
  here.good();
  here.temp.write("out/.DS_Store", "");
  here.temp.write("out/records/.nfs0001", "");
  fs::create_directory(here.temp / "out/lost+found");
  here.good();
  here.good();
  for (int i = 0; i < 9; ++i) here.temp.write("out/n" + std::to_string(i), "");
  CHECK(says(here.run().err, "there: n0, n1, n2, n3, n4 (and 4 more); move"));
}

TEST_CASE("in OUT.previous and OUT.partial, too") {
  const SmallRun here;
  here.good();
  here.good();
  here.temp.write("out.previous/notes.txt", "mine");
  CHECK(says(here.run().err, "docmill: out.previous: the run would remove what docmill has not put there: notes.txt;"));
  CHECK(read_file(here.temp / "out.previous/notes.txt") == "mine");
  fs::remove(here.temp / "out.previous/notes.txt");
  here.temp.write("out.partial/.docmill-run", "");
  here.temp.write("out.partial/notes.txt", "mine");
  CHECK(says(here.run().err, "docmill: out.partial: the run would remove what docmill has not put there: notes.txt;"));
  CHECK(read_file(here.temp / "out.partial/notes.txt") == "mine");
}

TEST_CASE("in shards, and for a merge") {
  const SmallRun here;
  for (const char* shard : {"1/2", "2/2"}) here.good({"--shard", shard});
  here.temp.write("out.shards/1-of-2/notes.txt", "mine");
  CHECK(
      says(here.run({"--shard", "1/2"}).err, "out.shards/1-of-2: the run would remove what docmill has not put there"));
  here.good();
  here.temp.write("out/notes.txt", "mine");
  const ProgramResult merged = here.docmill({"merge", "out", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR});
  CHECK(merged.status == 4);
  CHECK(says(merged.err, "docmill: out: the run would remove what docmill has not put there: notes.txt;"));
  CHECK(read_file(here.temp / "out/notes.txt") == "mine");
}

TEST_CASE("without its list of hashes nobody can tell, and the folder is left alone") {
  const SmallRun here;
  here.good();
  fs::remove(here.temp / "out/SHA256SUMS");
  const ProgramResult result = here.run();
  CHECK(result.status == 4);
  CHECK(says(result.err,
             "docmill: out: its list SHA256SUMS is gone or damaged, so nobody can tell whether something "
             "else has been put there; move the folder away\n"));
}
