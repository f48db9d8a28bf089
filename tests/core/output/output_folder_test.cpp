// The folder of a run: what it replaces, what it never touches, what it writes.
#include "host/output/output_folder.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <string>

#include "host/output/crc32.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill;
using namespace docmill::host;
using test::read_file;
using test::TempFolder;

namespace {

const std::string run_json = "{\n \"format\": \"docmill-run/1\"\n}\n";

std::unique_ptr<OutputFolder> open(const std::filesystem::path& out) {
  auto folder = OutputFolder::open(out);
  REQUIRE_MESSAGE(folder.ok(), folder.status().message());
  return std::move(folder.value());
}

void finish(OutputFolder& folder) {
  REQUIRE(folder.close_outputs().ok());
  REQUIRE(folder.write("run.json", run_json).ok());
  const Status status = folder.take_place();
  REQUIRE_MESSAGE(status.ok(), status.message());
}

std::string unpacked(const std::filesystem::path& file) {
  return test::run_program({file.extension() == ".gz" ? "gzip" : "zstd", "-dc", file.string()}).out;
}

}  // namespace

TEST_CASE("a run takes its place at the end, and the one before stays as OUT.previous") {
  const TempFolder temp;
  for (const char* content : {"one", "two", "three"}) {
    auto folder = open(temp / "out");
    REQUIRE(folder->add_file("a.txt", Compression::none).ok());
    REQUIRE(folder->append(0, "id", content).ok());
    CHECK(std::filesystem::exists(temp / "out.partial"));
    finish(*folder);
  }
  CHECK(read_file(temp / "out/records/a.txt") == "three");
  CHECK(read_file(temp / "out.previous/records/a.txt") == "two");
  CHECK(!std::filesystem::exists(temp / "out.partial"));
  CHECK(!std::filesystem::exists(temp / "out/.docmill-run"));
}

TEST_CASE("a folder that docmill did not make is never touched") {
  const TempFolder temp;
  temp.write("out/thesis.tex", "years of work");
  const auto folder = OutputFolder::open(temp / "out");
  REQUIRE(!folder.ok());
  CHECK(folder.status().trouble() == Trouble::io);
  CHECK(folder.status().message() ==
        (temp / "out").string() +
            ": was not made by docmill (it has no run.json of a run), so it is left alone; "
            "choose another output folder or move it away");
  CHECK(read_file(temp / "out/thesis.tex") == "years of work");
}

TEST_CASE("neither is a file, an OUT.partial or an OUT.previous of somebody else") {
  const TempFolder temp;
  temp.write("file", "x");
  CHECK(!OutputFolder::open(temp / "file").ok());
  temp.write("a.partial/mine", "x");
  CHECK(!OutputFolder::open(temp / "a").ok());
  temp.write("b.previous/mine", "x");
  CHECK(!OutputFolder::open(temp / "b").ok());
}

TEST_CASE("an empty folder may be taken") {
  const TempFolder temp;
  std::filesystem::create_directory(temp / "out");
  auto folder = open(temp / "out");
  finish(*folder);
  CHECK(std::filesystem::exists(temp / "out/run.json"));
}

TEST_CASE("a second run into the same folder is refused while the first one writes") {
  const TempFolder temp;
  const auto first = open(temp / "out");
  const auto second = OutputFolder::open(temp / "out");
  REQUIRE(!second.ok());
  CHECK(second.status().message() ==
        (temp / "out.partial").string() +
            ": another run is writing there; wait for it, or choose another output folder");
}

TEST_CASE("what a killed run left is cleared away") {
  const TempFolder temp;
  {
    auto killed = open(temp / "out");
    REQUIRE(killed->add_file("a.txt", Compression::none).ok());
  }
  auto folder = open(temp / "out");
  CHECK(!std::filesystem::exists(temp / "out.partial/records"));
  finish(*folder);
}

TEST_CASE("a file for each document, numbered when two ids give one name") {
  const TempFolder temp;
  auto folder = open(temp / "out");
  REQUIRE(folder->add_folder("pages", ".md", Compression::none).ok());
  REQUIRE(folder->append(0, "a:b", "first").ok());
  REQUIRE(folder->append(0, "a?b", "second").ok());
  REQUIRE(folder->append(0, "a_b", "third").ok());
  REQUIRE(folder->append(0, "deep/er", "fourth").ok());
  REQUIRE(folder->append(0, "deep/er.md/x", "fifth").ok());
  finish(*folder);
  CHECK(read_file(temp / "out/records/pages/a_b.md") == "first");
  CHECK(read_file(temp / "out/records/pages/a_b~2.md") == "second");
  CHECK(read_file(temp / "out/records/pages/a_b~3.md") == "third");
  CHECK(read_file(temp / "out/records/pages/deep/er.md") == "fourth");
  CHECK(read_file(temp / "out/records/pages/deep_er.md_x.md") == "fifth");
  const auto check = test::run_program({"sha256sum", "-c", "--quiet", "pages.sha256"}, {temp / "out/records", {}, {}});
  CHECK_MESSAGE(check.status == 0, check.err);
  const std::vector<WrittenFile>& written = folder->written();
  REQUIRE(written.size() == 5);
  CHECK(written[2].name == "records/pages.md");
  CHECK(written[3].name == "records/pages.sha256");
  CHECK(written[4].name == "records/pages/");
  CHECK(written[4].files == 5);
}

TEST_CASE("a document's file makes way for a folder of its name, and the other way round") {
  const TempFolder temp;
  auto folder = open(temp / "out");
  REQUIRE(folder->add_folder("pages", ".md", Compression::none).ok());
  for (const char* id : {"a.md/b", "a", "a", "c", "c.md/d/e", "c.md/d/e", "f/g/h", "f/g"})
    REQUIRE(folder->append(0, id, id).ok());
  finish(*folder);
  const std::filesystem::path pages = temp / "out/records/pages";
  CHECK(read_file(pages / "a.md/b.md") == "a.md/b");
  CHECK(read_file(pages / "a~2.md") == "a");
  CHECK(read_file(pages / "a~3.md") == "a");
  CHECK(read_file(pages / "c.md") == "c");
  CHECK(read_file(pages / "c.md_d_e.md") == "c.md/d/e");
  CHECK(read_file(pages / "c.md_d_e~2.md") == "c.md/d/e");
  CHECK(read_file(pages / "f/g/h.md") == "f/g/h");
  CHECK(read_file(pages / "f/g.md") == "f/g");
}

TEST_CASE("a file of which the hash is known, or that is not compressed and large, is as it was given") {
  const TempFolder temp;
  auto folder = open(temp / "out");
  REQUIRE(folder->add_file("a.txt", Compression::none).ok());
  REQUIRE(folder->add_folder("pages", ".md", Compression::none).ok());
  REQUIRE(folder->add_folder("packed", ".md", Compression::gzip).ok());
  std::string all;
  for (std::size_t i = 0; i < 12; ++i) {
    const std::string piece(i % 3 == 0 ? 10 : i * 50'000, static_cast<char>('a' + i));
    all += piece;
    REQUIRE(folder->append(0, "", piece).ok());
  }
  const std::string page = "# Title\n\n" + all;
  const Digest digest = sha256(page);
  // In pieces, of which the first is no whole title.
  const auto pieces = [&](const TakePiece& take) {
    const Status first = take(std::string_view(page).substr(0, 4));
    return first.ok() ? take(std::string_view(page).substr(4)) : first;
  };
  REQUIRE(folder->append(1, "known", pieces, &digest).ok());
  REQUIRE(folder->append(1, "unknown", pieces).ok());
  REQUIRE(folder->append(2, "known", pieces, &digest).ok());
  const Result<ChunkRanges> ranges = folder->end_chunk();
  REQUIRE(ranges.ok());
  CHECK(ranges.value()[2] == FileRange{all.size(), crc32_behind(0, all)});
  finish(*folder);
  CHECK(read_file(temp / "out/records/a.txt") == all);
  CHECK(read_file(temp / "out/records/pages/known.md") == page);
  CHECK(read_file(temp / "out/records/pages.md") ==
        "# Pages\n\n- [Title](pages/known.md)\n- [Title](pages/unknown.md)\n");
  CHECK(unpacked(temp / "out/records/packed/known.md.gz") == page);
  for (const char* sums : {"pages.sha256", "packed.sha256"})
    CHECK(test::run_program({"sha256sum", "-c", "--quiet", sums}, {temp / "out/records", {}, {}}).status == 0);
  for (const WrittenFile& f : folder->written())
    if (!f.files) CHECK(f.sha256 == to_hex(sha256(read_file(temp / "out" / f.name))));
}

TEST_CASE("a folder of Markdown pages has a page that links to them, by their headings or ids") {
  const TempFolder temp;
  auto folder = open(temp / "out");
  REQUIRE(folder->add_folder("pages", ".md", Compression::none).ok());
  REQUIRE(folder->add_folder("packed", ".md", Compression::gzip).ok());
  REQUIRE(folder->append(0, "a b", "# The first\n\ntext\n").ok());
  REQUIRE(folder->append(0, "a b", "# Cut \\[off\n").ok());
  REQUIRE(folder->append(0, "x](http://y)", "no heading").ok());
  REQUIRE(folder->append(0, "index", "# A page of that name\n").ok());
  REQUIRE(folder->append(1, "p", "# Packed\n").ok());
  finish(*folder);
  CHECK(read_file(temp / "out/records/pages.md") ==
        "# Pages\n\n- [The first](pages/a%20b.md)\n- [a b](pages/a%20b~2.md)\n"
        "- [x\\](http://y)](pages/x%5D%28http_/y%29.md)\n- [A page of that name](pages/index.md)\n");
  CHECK(!std::filesystem::exists(temp / "out/records/packed.md"));
}

TEST_CASE("packed outputs unpack to what was appended, with a frame for each chunk") {
  const TempFolder temp;
  auto folder = open(temp / "out");
  REQUIRE(folder->add_file("a.jsonl", Compression::gzip).ok());
  REQUIRE(folder->add_file("b.jsonl", Compression::zstd).ok());
  std::string expected;
  for (int chunk = 0; chunk < 3; ++chunk) {
    for (int i = 0; i < 20000; ++i) {
      const std::string line = "line " + std::to_string(i * 7919 % 10007) + "\n";
      expected += line;
      REQUIRE(folder->append(0, "", line).ok());
      REQUIRE(folder->append(1, "", line).ok());
    }
    REQUIRE(folder->end_chunk().ok());
  }
  finish(*folder);
  CHECK(unpacked(temp / "out/records/a.jsonl.gz") == expected);
  CHECK(unpacked(temp / "out/records/b.jsonl.zst") == expected);
  for (const WrittenFile& f : folder->written()) CHECK(f.sha256 == to_hex(sha256(read_file(temp / "out" / f.name))));
}

TEST_CASE("a file that cannot be made is an error that stays") {
  const TempFolder temp;
  temp.write("file", "in the way");
  OutputFile file(temp / "file/x", "out.partial/x", Compression::none);
  const Status status = file.append("y");
  CHECK(status.message() == "out.partial/x: cannot be written: Not a directory");
  CHECK(!file.append("z").ok());
  CHECK(!file.close_unsynced().ok());
}

TEST_CASE("a full disk is a sentence with what to do") {
  CHECK(write_error("OUT.partial/records/news.jsonl", ENOSPC, 16'100'000'000) ==
        "OUT.partial/records/news.jsonl: no space left after 16.1 GB; free space, then run the same command with "
        "--resume");
}
