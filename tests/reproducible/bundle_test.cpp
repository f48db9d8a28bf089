// docmill bundle: a run packed, moved, and proved elsewhere.
#include <filesystem>

#include "docmill/base/sanitizers.hpp"
#include "mill_folder.hpp"

using namespace docmill::test;
namespace fs = std::filesystem;

namespace {

struct BundleFolder : MillFolder {
  TempFolder elsewhere;

  BundleFolder() {
    folder.write("lists/names.tsv", "label\ttype\tkey\nUnsteady Person\tperson\tx\n");
    stages = "[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"entity-linker\"\nknowledge = [\"../lists/names.tsv\"]\n";
    folder.write("in/ignored.pdf", "x");
    folder.write("pipelines/base.toml", "[input]\nfrom = [\"../in\"]\n[output]\nto = \"../out\"\n" + stages +
                                            "[[stage]]\nuse = \"shouter\"\n[[stage]]\nuse = \"writer\"\n");
    folder.write("pipelines/p.toml", "[pipeline]\nextends = \"base.toml\"\n[change.shouter]\nmark = \"?\"\n");
    const ProgramResult run = docmill({"run", "pipelines/p.toml", "--quiet"});
    REQUIRE_MESSAGE(run.status == 0, run.err);
  }
  ProgramResult bundle(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"bundle", "out", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR, "--output", "run.bundle"});
    return docmill(more);
  }
  // Moves the bundle and the inputs away and takes everything else from the face of the earth.
  void move_away() const {
    fs::copy_file(folder / "run.bundle", elsewhere / "run.bundle");
    for (const char* name : {"a.txt", "b.txt", "c.txt"})
      elsewhere.write(std::string("heap/renamed-") + name + ".bin", file(std::string("in/") + name));
    for (const auto& entry : fs::directory_iterator(folder.path())) fs::remove_all(entry.path());
  }
  ProgramResult verify(std::vector<std::string> more) const {
    more.insert(more.begin(), {"verify", (elsewhere / "run.bundle").string()});
    return run_docmill(more);
  }
};

}  // namespace

TEST_CASE("a bundle is the same every time, and proves the run where nothing but it and the inputs are") {
  BundleFolder mill;
  const ProgramResult made = mill.bundle();
  REQUIRE_MESSAGE(made.status == 0, made.err);
  CHECK(contains(made.out, "without the inputs; on another machine: docmill verify run.bundle --rerun --input DIR"));
  const std::string bytes = mill.file("run.bundle");
  REQUIRE(mill.bundle().status == 0);
  CHECK(mill.file("run.bundle") == bytes);

  mill.move_away();
  const ProgramResult whole = mill.verify({});
  CHECK_MESSAGE(whole.status == 0, whole.out, whole.err);
  const ProgramResult proved = mill.verify({"--rerun", "--input", (mill.elsewhere / "heap").string()});
  CHECK_MESSAGE(proved.status == 0, proved.out, proved.err);
  CHECK(contains(proved.out, "rerun                                  the same (3 documents)"));
}

TEST_CASE("a bundle with inputs proves itself") {
  BundleFolder mill;
  const ProgramResult made = mill.bundle({"--with-inputs"});
  REQUIRE_MESSAGE(made.status == 0, made.err);
  mill.move_away();
  const ProgramResult proved = mill.verify({"--rerun"});
  CHECK_MESSAGE(proved.status == 0, proved.out, proved.err);
  CHECK(contains(proved.out, "rerun                                  the same (3 documents)"));
}

TEST_CASE("a bundle has inputs of any name, and is the same in every locale") {
  BundleFolder mill;
  mill.document("m\xC3\xBChle/\xE6\xB0\xB4.txt", "A title\n\nThe mill with the umlaut. It stands by the water.\n");
  const ProgramResult run = mill.docmill({"run", "pipelines/p.toml", "--quiet"});
  REQUIRE_MESSAGE(run.status == 0, run.err);
  std::vector<std::string> bytes;
  for (const char* locale : {"C", "C.UTF-8"}) {
    mill.settings.environment = {std::string("LC_ALL=") + locale};
    const ProgramResult made = mill.bundle({"--with-inputs"});
    REQUIRE_MESSAGE(made.status == 0, made.err);
    bytes.push_back(mill.file("run.bundle"));
    const ProgramResult proved = mill.docmill({"verify", "run.bundle", "--rerun"});
    CHECK_MESSAGE(proved.status == 0, proved.out, proved.err);
    CHECK(contains(proved.out, "rerun                                  the same (4 documents)"));
  }
  CHECK(bytes[0] == bytes[1]);
}

TEST_CASE("a bundle of each shipped pipeline proves its run") {
  const fs::path pipelines = fs::path(DOCMILL_SOURCE_DIR) / "pipelines";
  int n = 0;
  for (const auto& entry : fs::directory_iterator(pipelines)) {
    if (entry.path().extension() != ".toml") continue;
    ++n;
    // Under a sanitizer docmill and its plugins are ten times as large, and each pipeline packs, unpacks and hashes
    // them.
    if (docmill::is_sanitized && entry.path().stem() != "articles" && entry.path().stem() != "warc") continue;
    CAPTURE(entry.path());
    const TempFolder temp;
    const std::string out = (temp / "out").string(), bundle = (temp / "run.bundle").string();
    const ProgramResult run = run_docmill({"run", entry.path().string(), "--quiet", "--output", out, "--limit", "3"});
    REQUIRE_MESSAGE(run.status == 0, run.err);
    const ProgramResult made = run_docmill({"bundle", out, "--with-inputs", "--output", bundle});
    REQUIRE_MESSAGE(made.status == 0, made.err);
    const ProgramResult proved = run_docmill({"verify", bundle, "--rerun"});
    CHECK_MESSAGE(proved.status == 0, proved.out, proved.err);
    // The sample of web archives has fewer.
    const std::string documents = entry.path().stem() == "warc" ? "2" : "3";
    CHECK(contains(proved.out, "rerun                                  the same (" + documents + " documents)"));
  }
  CHECK(n >= 8);
}

TEST_CASE("a bundle of a run that did not read all of its input proves it, with and without the inputs in it") {
  MillFolder mill;
  mill.document("b.jsonl", "{\"text\":\"First text.\"}\n{\"text\":\"Second text.\"}\n");
  mill.write_pipeline();
  mill.run({"--limit", "2"});
  const auto check_proved = [&](std::vector<std::string> bundle, std::vector<std::string> verify) {
    bundle.insert(bundle.begin(), {"bundle", "out", "--output", "run.bundle"});
    const ProgramResult made = mill.docmill(bundle);
    REQUIRE_MESSAGE(made.status == 0, made.err);
    verify.insert(verify.begin(), {"verify", "run.bundle", "--rerun"});
    const ProgramResult proved = mill.docmill(verify);
    CHECK_MESSAGE(proved.status == 0, proved.out, proved.err);
    CHECK(contains(proved.out, "rerun                                  the same (2 documents)"));
  };
  check_proved({"--with-inputs"}, {});
  check_proved({}, {"--input", "in"});
}

TEST_CASE("inputs that are not to be found are named") {
  BundleFolder mill;
  REQUIRE(mill.bundle().status == 0);
  mill.move_away();
  CHECK(contains(mill.verify({"--rerun"}).err, "the inputs are not in it; say with --input where they are"));
  fs::remove(mill.elsewhere / "heap/renamed-b.txt.bin");
  const ProgramResult missing = mill.verify({"--rerun", "--input", (mill.elsewhere / "heap").string()});
  CHECK(missing.status == 2);
  CHECK(contains(missing.err, "1 of 3 inputs are not below "));
  CHECK(contains(missing.err, "by their content: b.txt"));
}

TEST_CASE("a bundle is refused when what is here is not what made the run") {
  BundleFolder mill;
  mill.folder.write("lists/names.tsv", "label\ttype\tkey\nSomebody\tperson\ty\n");
  const ProgramResult refused = mill.bundle();
  CHECK(refused.status == 2);
  CHECK(contains(refused.err,
                 "what is here is not what made the run, so a bundle would prove nothing; run again first\n"
                 "  entity-linker: resource ../lists/names.tsv has another content"));
  CHECK_FALSE(fs::exists(mill.folder / "run.bundle"));
}

TEST_CASE("where libarchive cannot be opened, only bundles miss it, and say so") {
  BundleFolder mill;
  mill.folder.write("broken/" DOCMILL_LIBARCHIVE, "no library");
  const ProgramSettings without{mill.folder.path(), {"LD_LIBRARY_PATH=" + (mill.folder / "broken").string()}, ""};
  const ProgramResult made =
      run_docmill({"bundle", "out", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR, "--output", "run.bundle"}, without);
  CHECK(made.status == 4);
  CHECK_MESSAGE(contains(made.err, "bundles need the library " DOCMILL_LIBARCHIVE ", which cannot be opened ("),
                made.err);
  CHECK(contains(made.err, "); install it (Debian: libarchive13)"));
  CHECK_FALSE(fs::exists(mill.folder / "run.bundle"));
  CHECK(run_docmill({"verify", "out"}, without).status == 0);
}

TEST_CASE("damaged, cut and foreign bundles are refused") {
  BundleFolder mill;
  REQUIRE(mill.bundle().status == 0);
  mill.move_away();
  const std::string bytes = read_file(mill.elsewhere / "run.bundle");
  const auto why = [&](std::string_view content) {
    mill.elsewhere.write("run.bundle", content);
    const ProgramResult result = mill.verify({});
    CHECK(result.status >= 2);
    return result.err;
  };
  CHECK(contains(why("hello"), "it is no bundle (no tar archive packed with zstd)"));
  CHECK(contains(why(""), "it is no bundle"));
  CHECK(contains(why(bytes.substr(0, bytes.size() / 2)), "the data break off or are damaged; fetch it again"));
}

TEST_CASE("a bundle whose names lead out of the folder, or that holds a link, is left alone") {
  const TempFolder temp;
  const auto verified = [&](const std::string& make) {
    const ProgramResult made = run_program({"sh", "-c", "cd '" + temp.path().string() + "' && " + make});
    if (made.status != 0) return std::string("cannot be made: " + made.err);
    const ProgramResult result = run_docmill({"verify", (temp / "bad").string()});
    CHECK(result.status == 4);
    return result.err;
  };
  temp.write("x", "x");
  CHECK(contains(verified("tar -P -cf - --transform s,x,../escaped, x | zstd -q > bad"), "leads out of the folder"));
  CHECK(
      contains(verified("tar -P -cf - --transform s,^x$,/tmp/escaped, x | zstd -q > bad"), "leads out of the folder"));
  CHECK(contains(verified("ln -s /etc/passwd l && tar -cf - l | zstd -q > bad"), "'l' in it is no plain file"));
  CHECK_FALSE(fs::exists(temp.path().parent_path() / "escaped"));
}
