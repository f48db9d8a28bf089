// docmill verify: a sound folder is the same, a damaged one is told from it, and a rerun gives it again.
#include <filesystem>
#include <fstream>

#include "mill_folder.hpp"

using namespace docmill::test;

namespace {

void append(const std::filesystem::path& path, std::string_view text) { std::ofstream(path, std::ios::app) << text; }

}  // namespace

TEST_CASE("a finished run is the same, hashed again and run again") {
  MillFolder mill;
  mill.write_pipeline();
  mill.run();
  const ProgramResult files = mill.docmill({"verify", "out"});
  CHECK(files.status == 0);
  CHECK(contains(files.out, "files                                  the same (5 files, 3 documents)"));
  const ProgramResult rerun = mill.docmill({"verify", "out", "--rerun"});
  CHECK_MESSAGE(rerun.status == 0, rerun.out, rerun.err);
  CHECK(contains(rerun.out, "rerun                                  the same (3 documents)"));
}

TEST_CASE("each kind of damage to an output folder is named") {
  MillFolder mill;
  mill.write_pipeline("format = \"markdown\"\n[[stage]]\nuse = \"writer\"\nname = \"lines\"\n");
  mill.run();
  const auto verify = [&] {
    const ProgramResult result = mill.docmill({"verify", "out"});
    CHECK(result.status == 1);
    return result.out;
  };
  const std::string records = mill.file("out/records/documents.jsonl");

  mill.folder.write("out/records/documents.jsonl", replaced(records, "first text", "FIRST text"));
  CHECK(contains(verify(), "out/records/documents.jsonl: it has changed: its SHA-256 is another one"));
  append(mill.folder / "out/records/documents.jsonl", "\n");
  CHECK(contains(verify(), "it has changed: " + std::to_string(records.size() + 1) + " bytes, were "));
  std::filesystem::remove(mill.folder / "out/records/documents.jsonl");
  CHECK(contains(verify(), "out/records/documents.jsonl: it is gone"));
  mill.folder.write("out/records/documents.jsonl", records);

  mill.folder.write("out/records/more.txt", "x");
  CHECK(contains(verify(), "out/records/more.txt: it is not of this run (run.json does not name it)"));
  std::filesystem::remove(mill.folder / "out/records/more.txt");

  const std::string page = "out/records/markdown/b.txt.md";
  append(mill.folder / page, "x");
  CHECK(contains(verify(), page + ": it has changed: its SHA-256 is another one"));
}

TEST_CASE("a list for sha256sum that does not agree with the manifest is found") {
  MillFolder mill;
  mill.write_pipeline();
  mill.run();
  const std::string sums = mill.file("out/SHA256SUMS");
  const auto verify = [&](const std::string& text) {
    mill.folder.write("out/SHA256SUMS", text);
    const ProgramResult result = mill.docmill({"verify", "out"});
    CHECK(result.status == 1);
    return result.out;
  };
  CHECK(contains(verify("0000" + sums.substr(4)), "out/SHA256SUMS: what it says of 'chunks.jsonl' is not so"));
  CHECK(contains(verify(sums.substr(sums.find('\n') + 1)), "out/SHA256SUMS: it does not name 'chunks.jsonl'"));
}

TEST_CASE("an index that does not belong to the manifest is found") {
  MillFolder mill;
  mill.write_pipeline();
  mill.run();
  mill.run({"--output", "less", "--limit", "2"});
  std::filesystem::copy_file(mill.folder / "less/documents.jsonl.zst", mill.folder / "out/documents.jsonl.zst",
                             std::filesystem::copy_options::overwrite_existing);
  const ProgramResult result = mill.docmill({"verify", "out"});
  CHECK(result.status == 1);
  CHECK(contains(result.out, "documents.jsonl.zst: its digest is not the run digest in run.json"));
  CHECK(contains(result.out, "it has 2 documents (2 written, 0 dropped, 0 failed), run.json says 3 (3, 0, 0)"));
}

TEST_CASE("an input that has changed since the run is named by the rerun, and so is what follows from it") {
  MillFolder mill;
  mill.write_pipeline();
  mill.run();
  mill.document("b.txt", "Another title\n\nThis one says something else now.\n");
  const ProgramResult result = mill.docmill({"verify", "out", "--rerun"});
  CHECK(result.status == 1);
  CHECK(contains(result.out, "  b.txt: a file of the input that has changed\n"));
  CHECK(contains(result.out, "  b.txt: the bytes of the document are others than before\n"));
  CHECK(contains(result.out, "  writer: records/documents.jsonl differs, first in line 2 (b.txt)\n"));
  CHECK_FALSE(contains(result.out, "  a.txt"));
}

TEST_CASE("an option that has changed since the run is named as the cause, with the stage and the documents") {
  MillFolder mill;
  mill.write_pipeline();
  mill.run();
  mill.stages += "keep-title = true\n";
  mill.write_pipeline();
  const ProgramResult result = mill.docmill({"verify", "out", "--rerun", "--json"});
  CHECK(result.status == 1);
  CHECK(contains(result.out, "cleaner: option 'keep-title' is true now, false before"));
  CHECK(contains(result.out, R"({"stage":"cleaner","document":"a.txt","message":"cleaner: text of a.txt differs"})"));
  CHECK(contains(result.out, "\"same\":false"));
}

TEST_CASE("a sample runs a part of the documents and compares their layers") {
  MillFolder mill;
  for (int i = 0; i < 40; ++i)
    mill.document("more/" + std::to_string(i) + ".txt", "Title\n\nText number " + std::to_string(i) + ".\n");
  mill.stages += "[[stage]]\nuse = \"counter\"\n[[stage]]\nuse = \"shouter\"\n";  // from `counter` on: ORDERED
  mill.write_pipeline();
  mill.run();
  const ProgramResult some = mill.docmill({"verify", "out", "--sample", "50%"});
  CHECK_MESSAGE(some.status == 0, some.out, some.err);
  CHECK_FALSE(contains(some.out, "(43 documents)"));
  CHECK_FALSE(contains(some.out, "(0 documents)"));
  CHECK(mill.docmill({"verify", "out", "--sample", "50%"}).out == some.out);  // always the same ones
  CHECK(contains(mill.docmill({"verify", "out", "--sample", "100%"}).out,
                 "sample                                 the same (43 documents)"));

  mill.stages = replaced(mill.stages, "use = \"cleaner\"", "use = \"cleaner\"\nkeep-title = true");
  mill.write_pipeline();
  const ProgramResult other = mill.docmill({"verify", "out", "--sample", "100%"});
  CHECK(other.status == 1);
  CHECK(contains(other.out, "  cleaner: option 'keep-title' is true now, false before\n"));
  CHECK(contains(other.out, "  cleaner: text of a.txt differs\n"));
}

TEST_CASE("a run with --limit, --set and --input is repeated with them") {
  MillFolder mill;
  mill.folder.write("else/x.txt", "Title\n\nSome text here.\n");
  mill.folder.write("else/y.txt", "Title\n\nMore text here.\n");
  mill.write_pipeline();
  mill.run({"--limit", "1", "--set", "cleaner.keep-title=true", "--input", "else"});
  mill.settings.working_folder = "/";
  const ProgramResult result = mill.docmill({"verify", mill.path("out"), "--rerun"});
  CHECK_MESSAGE(result.status == 0, result.out, result.err);
  CHECK(contains(result.out, "(1 documents)"));
}

TEST_CASE("what a stage got from the world is given again as it was recorded, and the rest follows from it") {
  MillFolder mill;
  mill.stages += "[[stage]]\nuse = \"world\"\nallow = [\"external\"]\n";
  mill.write_pipeline();
  mill.run();
  const std::string before = mill.file("out/records/documents.jsonl");
  do mill.run({"--output", "later"});  // the clock of `world` has seconds
  while (mill.file("later/records/documents.jsonl") == before);
  const ProgramResult result = mill.docmill({"verify", "out", "--rerun"});
  CHECK_MESSAGE(result.status == 0, result.out, result.err);
}

TEST_CASE("what cannot be verified says why") {
  MillFolder mill;
  mill.write_pipeline();
  mill.run();
  const auto why = [&](std::vector<std::string> arguments, int status) {
    const ProgramResult result = mill.docmill(std::move(arguments));
    CHECK(result.status == status);
    return result.err;
  };
  CHECK(contains(why({"verify", "in"}, 2), "docmill: in: is no output folder of docmill (it has no run.json)"));
  CHECK(contains(why({"verify", "out", "--sample", "5"}, 2),
                 "--sample 5: it must be a share above 0% and up to 100%, such as 5%"));
  CHECK(contains(why({"verify", "out", "--sample", "5%", "--rerun"}, 2), "give one of them"));

  std::filesystem::rename(mill.folder / "p.toml", mill.folder / "q.toml");
  const ProgramResult gone = mill.docmill({"verify", "out", "--rerun"});
  CHECK(gone.status == 1);
  CHECK(contains(gone.out, "the run could not be repeated: "));
  CHECK(contains(gone.out, "p.toml"));
  CHECK(mill.docmill({"verify", "out", "--rerun", "--pipeline", "q.toml"}).status == 1);  // its name is another one

  std::filesystem::rename(mill.folder / "q.toml", mill.folder / "p.toml");
  std::filesystem::remove(mill.folder / "out/timings.json");
  CHECK(
      contains(why({"verify", "out", "--rerun"}, 2),
               "timings.json: it is not there, so it does not say how the run was asked for; say it with --pipeline"));
  CHECK(mill.docmill({"verify", "out", "--rerun", "--pipeline", "p.toml"}).status == 0);
}
