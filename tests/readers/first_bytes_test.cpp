// A file that is named, and whose suffix nobody knows, is what its first bytes say.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "host/input/first_bytes.hpp"
#include "reader_run.hpp"
#include "web_archives.hpp"

using namespace docmill::test;

namespace {

struct Named {
  TempFolder temp;

  void pipeline(const std::string& from, const std::string& readers) const {
    temp.write("p.toml", "[input]\nfrom = [" + from + "]\n[output]\nto = \"out\"\n" + readers +
                             "[[stage]]\nuse = \"writer\"\nschema = false\n");
  }
  ProgramResult run(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"run", "p.toml"});
    return run_docmill(more, {temp.path(), {}, ""});
  }
  std::string records() const { return read_file(temp / "out/records/documents.jsonl"); }
};

const std::string with_warc = "[[reader]]\nuse = \"warc\"\n", with_mail = "[[reader]]\nuse = \"mail\"\n";

std::string two_pages() { return wet_record("one", "First text.") + wet_record("two", "Second text."); }

}  // namespace

TEST_CASE("first bytes: named files without a known suffix, packed or not, in any kind of run") {
  const Named named;
  named.temp.write("crawl", two_pages());
  named.temp.write("crawl.2026-01.gz", gzip_member(two_pages()));
  named.temp.write("box.old", "From a@b.org Thu Jan  1 10:00:00 2026\nSubject: x\n\nA letter.\n");
  named.pipeline(R"("crawl", "crawl.2026-01.gz", "box.old")", with_mail + with_warc);
  const ProgramResult run = named.run();
  REQUIRE_MESSAGE(run.status == 0, run.err);
  CHECK(count_text(named.records(), "\n") == 5);
  CHECK_MESSAGE(has_text(named.records(), R"("source":"crawl.2026-01.gz","line":2,)"), named.records());
  CHECK(has_text(named.records(), R"("source":"box.old","line":1,"metadata":{"subject":"x")"));
  const std::string expected = folder_content(named.temp / "out");
  for (const char* shard : {"1/2", "2/2"}) REQUIRE(named.run({"--shard", shard, "--output", "shared"}).status == 0);
  REQUIRE(run_docmill({"merge", (named.temp / "shared").string()}).status == 0);
  CHECK(folder_content(named.temp / "shared") == expected);
}

TEST_CASE("first bytes: what the name says goes before, and of several readers the first of the pipeline takes it") {
  const Named named;
  named.temp.write("page.txt", two_pages());
  named.pipeline("\"page.txt\"", with_warc);
  REQUIRE(named.run().status == 0);
  CHECK(count_text(named.records(), "\n") == 1);  // a text

  named.temp.write("crawl", two_pages());
  named.pipeline("\"crawl\"", "[[reader]]\nuse = \"warc\"\nname = \"a\"\nid = \"url\"\n" + with_warc);
  REQUIRE(named.run().status == 0);
  CHECK_MESSAGE(has_text(named.records(), R"({"id":"https://example.org/one")"), named.records());
}

TEST_CASE("first bytes: a suffix that an installed reader knows goes before what another would take it for") {
  const Named named;
  named.temp.write("letter.eml", two_pages());
  named.pipeline("\"letter.eml\"", with_warc);
  const ProgramResult run = named.run();
  CHECK(run.status == 2);
  CHECK_MESSAGE(has_text(run.err, "'letter.eml' is of a kind that is not read"), run.err);
  CHECK_MESSAGE(has_text(run.err, "the reader 'mail' takes it: add [[reader]] use = \"mail\""), run.err);
  CHECK_FALSE(has_text(run.err, "'warc'"));
}

TEST_CASE(
    "first bytes: a file that cannot be read is told of as one, and of a bomb no more is unpacked than is asked") {
  const Named named;
  named.pipeline("\"/proc/self/mem\"", with_warc);  // byte 0 of it nobody can read, and root neither
  const ProgramResult run = named.run();
  CHECK(run.status == 2);
  CHECK_MESSAGE(has_text(run.err, "'/proc/self/mem' cannot be read, and its name does not say what it is"), run.err);
  CHECK_MESSAGE(has_text(run.err, "the system failed to read it (EIO)"), run.err);

  using docmill::host::beginning_of, docmill::host::Packing;
  CHECK(beginning_of(named.temp / "none", Packing::none).problem.has_value());
  named.temp.write("bomb.gz", gzip_member(std::string(8 << 20, 'x')));
  const docmill::host::Beginning bomb = beginning_of(named.temp / "bomb.gz", Packing::gzip);
  CHECK(bomb.bytes == std::string(4096, 'x'));
  CHECK_FALSE(bomb.problem.has_value());
}

TEST_CASE("first bytes: files in folders, and readers whose files the pipeline names, are left alone") {
  const Named named;
  named.temp.write("in/crawl", two_pages());
  named.temp.write("in/a.txt", "A text.");
  named.pipeline("\"in\"", with_warc);
  const ProgramResult folder = named.run();
  REQUIRE(folder.status == 0);
  CHECK_MESSAGE(has_text(folder.err, "1 file not read: 1 without extension"), folder.err);
  CHECK(count_text(named.records(), "\n") == 1);

  named.pipeline("\"in/crawl\"", "[[reader]]\nuse = \"warc\"\nfiles = [\"*.w\"]\n");
  const ProgramResult left_out = named.run();
  CHECK(left_out.status == 2);
  CHECK_MESSAGE(has_text(left_out.err, "'in/crawl' is of a kind that is not read"), left_out.err);
  CHECK_MESSAGE(has_text(left_out.err, "the `files` of the [[reader]] 'warc' leave it out"), left_out.err);
}

TEST_CASE("first bytes: a named file that an installed reader would take is refused with that reader's name") {
  const Named named;
  named.temp.write("crawl", two_pages());
  named.pipeline("\"crawl\"", "");
  const ProgramResult run = named.run();
  CHECK(run.status == 2);
  CHECK_MESSAGE(has_text(run.err, "the reader 'warc' takes it: add [[reader]] use = \"warc\""), run.err);
  named.temp.write("notes", "Some text that nobody declares.");
  named.pipeline("\"notes\"", with_warc);
  CHECK_MESSAGE(has_text(named.run().err, "'notes' is of a kind that is not read"), named.run().err);
}

TEST_CASE("first bytes: describe tells them") {
  const ProgramResult text = run_docmill({"describe", "warc"});
  CHECK_MESSAGE(has_text(text.out, "and those that are named, have another suffix, and begin with\n  WARC/\n"),
                text.out);
  CHECK(has_text(run_docmill({"describe", "warc", "--json"}).out, R"({"offset":0,"bytes":"WARC/"})"));
}

TEST_CASE("a run over a folder of which nothing is read says so, and what is read; the exit code stays 0") {
  const Named named;
  std::filesystem::create_directories(named.temp / "in");
  named.pipeline("\"in\"", with_warc);
  for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--shard", "1/2"}}) {
    const ProgramResult run = named.run(more);
    CHECK_MESSAGE(run.status == 0, run.err);
    CHECK_MESSAGE(has_text(run.err, "p.toml:2:9: warning: there is nothing to read here"), run.err);
    CHECK_MESSAGE(has_text(run.err, "name other files or folders in [input] from, or by --input"), run.err);
  }
  named.temp.write("in/a.txt", "A text.");
  CHECK_FALSE(has_text(named.run().err, "nothing to read"));
}
