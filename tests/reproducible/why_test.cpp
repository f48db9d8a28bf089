// docmill why: kept or made again, and because of what.
#include <filesystem>

#include "mill_folder.hpp"

using namespace docmill::test;
namespace fs = std::filesystem;

namespace {

struct WhyFolder : MillFolder {
  WhyFolder() {
    stages = "[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"summarizer-stub\"\nsentences = 1\n";
    write_pipeline();
    run();
  }
  std::string why(const std::string& document, const std::string& stage, int status = 0) const {
    const ProgramResult result = docmill({"why", "out", document, stage});
    CHECK_MESSAGE(result.status == status, result.out, result.err);
    return result.out + result.err;
  }
};

}  // namespace

TEST_CASE("the first run has nothing before it") {
  const WhyFolder mill;
  CHECK(mill.why("a.txt", "cleaner") == "a.txt: cleaner: made: there is no run before this one (OUT.previous)\n");
}

TEST_CASE("a changed option is told for its stage, and spared what does not hang on it") {
  const WhyFolder mill;
  mill.run({"--set", "summarizer-stub.sentences=2"});
  CHECK(mill.why("a.txt", "summarizer-stub") ==
        "a.txt: summarizer-stub: made again:\n  option 'sentences' is 2 now, 1 before\n");
  CHECK(mill.why("a.txt", "cleaner") ==
        "a.txt: cleaner: made again, although nothing it depends on has changed; run --keep, or cache = true on the "
        "stage, would have spared it\n");
}

TEST_CASE("a changed document, by way of the layers that a stage reads") {
  const WhyFolder mill;
  mill.document("b.txt", "Another title\n\nThis one says something else now. And more.\n");
  mill.run();
  CHECK(mill.why("b.txt", "cleaner").starts_with("b.txt: cleaner: made again:\n  its source has changed\n"));
  CHECK(contains(mill.why("b.txt", "summarizer-stub"),
                 "  'text', which it reads, has come out otherwise from 'cleaner'"));
}

TEST_CASE("a new document, and one that was kept") {
  const WhyFolder mill;
  mill.document("d.txt", "A new title\n\nA new text that nobody has seen before. It is short.\n");
  mill.run({"--keep"});
  CHECK(mill.why("d.txt", "cleaner") == "d.txt: cleaner: made: the run before did not have this document\n");
  CHECK(mill.why("a.txt", "cleaner") ==
        "a.txt: cleaner: kept from the run before (--keep): nothing it depends on has changed\n");
}

TEST_CASE("an answer from the cache") {
  WhyFolder mill;
  mill.stages = "[[stage]]\nuse = \"cleaner\"\ncache = true\n[[stage]]\nuse = \"summarizer-stub\"\nsentences = 1\n";
  mill.write_pipeline();
  const std::string cache = mill.path("cache");
  mill.run({"--cache", cache});
  mill.run({"--cache", cache});
  CHECK(mill.why("a.txt", "cleaner") == "a.txt: cleaner: answered from the cache: nothing it depends on has changed\n");
}

TEST_CASE(
    "an answer from the cache is told with no run before, with a changed run before, and where it is not certain") {
  WhyFolder mill;
  mill.stages = "[[stage]]\nuse = \"cleaner\"\ncache = true\n[[stage]]\nuse = \"summarizer-stub\"\nsentences = 1\n";
  mill.write_pipeline();
  const std::string cache = mill.path("cache");
  mill.run({"--cache", cache, "--output", "elsewhere"});
  fs::remove_all(mill.folder / "out");
  fs::remove_all(mill.folder / "out.previous");
  mill.run({"--cache", cache});
  REQUIRE_FALSE(fs::exists(mill.folder / "out.previous"));
  CHECK(mill.why("a.txt", "cleaner") == "a.txt: cleaner: answered from the cache\n");
  CHECK(contains(mill.why("a.txt", "summarizer-stub"), "made: there is no run before this one"));

  mill.run({"--cache", cache, "--set", "cleaner.keep-title=true"});
  mill.run({"--cache", cache});  // as at first: the cache knows it, the run before does not
  CHECK(
      mill.why("a.txt", "cleaner") ==
      "a.txt: cleaner: answered from the cache, which had it from an earlier run:\n  option 'keep-title' is false now, "
      "true before\n");

  mill.document("d.txt", "A new title\n\nA new text that nobody has seen before. It is short.\n");
  mill.run({"--cache", cache});
  CHECK(mill.why("d.txt", "cleaner") ==
        "d.txt: cleaner: made, or answered from the cache:\n  the cache answered 3 of 4 documents\n");
}

TEST_CASE("an answer that an earlier run had recorded is not said to come from the cache") {
  WhyFolder mill;
  mill.stages += "[[stage]]\nuse = \"world\"\nallow = [\"external\"]\n";
  mill.write_pipeline();
  mill.run();
  mill.run({"--replay", "out", "--output", "again"});
  const ProgramResult first = mill.docmill({"why", "again", "a.txt", "world"});
  CHECK(first.out == "a.txt: world: answered as an earlier run had recorded it (--replay)\n");
  CHECK(contains(mill.docmill({"why", "again", "a.txt", "cleaner"}).out, "cleaner: made: there is no run before"));
  CHECK(contains(mill.docmill({"why", "again", "a.txt", "world", "--json"}).out, "\"verdict\":\"replayed\""));
}

TEST_CASE("a stage behind the one that dropped a document made nothing, and of two alternatives one did") {
  WhyFolder mill;
  mill.stages =
      "[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"needs-a-word\"\nword = \"unsteady\"\n"
      "[[stage]]\nuse = \"shouter\"\nname = \"loud\"\nwhen = \"place.source == 'b.txt'\"\n"
      "[[stage]]\nuse = \"shouter\"\nname = \"louder\"\nwhen = \"place.source != 'b.txt'\"\n";
  mill.write_pipeline();
  mill.run();
  for (const char* stage : {"loud", "writer"})
    CHECK(mill.why("a.txt", stage) == std::string("a.txt: ") + stage +
                                          ": nothing was made:\n  it was dropped by 'needs-a-word': does not hold "
                                          "'unsteady'\n");
  CHECK(contains(mill.why("b.txt", "louder"), "nothing was made:\n  it was skipped there"));
  CHECK(contains(mill.why("b.txt", "loud"), "loud: made"));
  CHECK(contains(mill.why("b.txt", "writer"), "writer: made"));
}

TEST_CASE("a document or stage that is not there is told") {
  const WhyFolder mill;
  CHECK(mill.why("z.txt", "cleaner", 2) ==
        "docmill: out: has no document 'z.txt', by id or by place (FILE or FILE:LINE), did you mean 'a.txt'?\n");
  CHECK(mill.why("a.txt", "cleanr", 2) ==
        "docmill: out: that run had no stage 'cleanr'; it had cleaner, summarizer-stub, writer, did you mean "
        "'cleaner'?\n");
}
