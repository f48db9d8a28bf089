// A stage that brings libraries of its own, in a bundle: the right ones, in the right order; and nothing that has
// changed is ever loaded. The plugins are linked here, as their authors would link them.
#include <filesystem>

#include "docmill/base/sanitizers.hpp"
#include "mill_folder.hpp"

using namespace docmill::test;
namespace fs = std::filesystem;

namespace {

const fs::path sources = fs::path(DOCMILL_SOURCE_DIR) / "tests/reproducible/borrower";

// In the folder of an unpacked bundle: other bytes, the same code.
constexpr const char* changed_plugin = "for f in plugins/*/borrower.so; do printf x >> $f; done";

void must(const std::vector<std::string>& command) {
  const ProgramResult result = run_program(command);
  REQUIRE_MESSAGE(result.status == 0, result.err);
}

// The object file of a stage.
void compile(const std::string& source, const fs::path& object) {
  const fs::path root = DOCMILL_SOURCE_DIR;
  must({DOCMILL_CXX_COMPILER, "-std=c++20", "-O0", "-fPIC", "-c", "-o", object.string(), (sources / source).string(),
        "-I" + (root / "core/abi/include").string(), "-I" + (root / "core/base/include").string(),
        "-I" + (root / "core/sdk/include").string()});
}

// That of the borrower; compiled once.
const fs::path& borrower_object() {
  static const TempFolder folder;
  static const fs::path object = [] {
    compile("borrower.cpp", folder / "borrower.o");
    return folder / "borrower.o";
  }();
  return object;
}

struct OwnLibrary : MillFolder {
  TempFolder plugins;
  std::string mark = (plugins / "mark").string();

  OwnLibrary() { stages += "[[stage]]\nuse = \"borrower\"\n"; }

  std::string plugin(const std::string& name) const { return (plugins / name).string(); }
  void library(const std::string& name, const std::string& source, std::vector<std::string> more = {}) const {
    more.insert(more.begin(),
                {DOCMILL_C_COMPILER, "-shared", "-fPIC", "-o", plugin(name), (sources / source).string()});
    must(more);
  }
  void link(std::vector<std::string> more) const {
    more.insert(more.begin(), {DOCMILL_CXX_COMPILER, "-shared", "-o", plugin("borrower.so"), borrower_object().string(),
                               "-Wl,--no-as-needed"});
    must(more);
  }
  // A run in which the library says `answer`, bundled with its inputs.
  void run_and_bundle(const std::string& answer) {
    write_pipeline();
    const ProgramResult run = docmill({"run", "p.toml", "--quiet", "--plugin-dir", plugins.path().string()});
    REQUIRE_MESSAGE(run.status == 0, run.err);
    CHECK(contains(file("out/records/documents.jsonl"), "\"answer\":\"" + answer + "\""));
    const ProgramResult made = bundle();
    REQUIRE_MESSAGE(made.status == 0, made.err);
  }
  ProgramResult bundle() const { return docmill({"bundle", "out", "--with-inputs", "--output", "run.bundle"}); }
  ProgramResult verify(const std::string& what = "run.bundle") {
    settings.environment = {"DOCMILL_TEST_MARK=" + mark};
    return docmill({"verify", what, "--rerun", "--plugin-dir", plugins.path().string()});
  }
  void check_proved() {
    const ProgramResult proved = verify();
    CHECK_MESSAGE(proved.status == 0, proved.out, proved.err);
    CHECK(contains(proved.out, "rerun                                  the same (3 documents)"));
    CHECK(fs::exists(mark));  // so that its absence says something elsewhere
  }
  // Packs the bundle again after `change`, a shell command in the folder of what was in it.
  void repack(const std::string& change) const {
    must({"sh", "-c",
          "cd '" + folder.path().string() +
              "' && mkdir unpacked && cd unpacked && zstd -qdc ../run.bundle | tar xf - && " + change +
              " && find . -type f -printf '%P\\n' | tar -cf - -T - | zstd -q > ../changed.bundle && cd .. && rm -r "
              "unpacked"});
  }
};

}  // namespace

TEST_CASE("the libraries of a plugin are loaded in the order in which it needs them, from the bundle alone") {
  OwnLibrary mill;
  mill.library("libz_words.so", "z_words.c", {"-Wl,-soname,libz_words.so.1"});
  fs::create_symlink("libz_words.so", mill.plugins / "libz_words.so.1");
  mill.library("liba_answer.so", "a_answer.c");  // without a soname
  mill.link({"-L" + mill.plugins.path().string(), "-lz_words", "-la_answer", "-Wl,-rpath,$ORIGIN"});
  mill.run_and_bundle("right");
  mill.library("libz_words.so", "a_answer.c", {"-Wl,-soname,libz_words.so.1"});  // what is here now is another
  fs::remove(mill.plugins / "liba_answer.so");
  mill.check_proved();
}

TEST_CASE("a library that a plugin would look for in a fixed folder first is taken from the bundle all the same") {
  OwnLibrary mill;
  const std::string folder = mill.plugins.path().string();
  mill.library("liba_answer.so", "a_answer.c", {"-Wl,-soname,liba_answer.so"});
  mill.link({"-L" + folder, "-la_answer", "-Wl,--disable-new-dtags", "-Wl,-rpath," + folder});
  mill.run_and_bundle("wrong");
  mill.library("libz_words.so", "z_words.c", {"-Dborrowed_word=borrowed_answer", "-Wl,-soname,liba_answer.so"});
  fs::rename(mill.plugins / "libz_words.so", mill.plugins / "liba_answer.so");  // says "right"
  mill.check_proved();
}

TEST_CASE("a library that is needed by its path cannot be bundled, and that is said") {
  OwnLibrary mill;
  mill.library("liba_answer.so", "a_answer.c");
  mill.link({mill.plugin("liba_answer.so")});
  mill.write_pipeline();
  REQUIRE(mill.docmill({"run", "p.toml", "--quiet", "--plugin-dir", mill.plugins.path().string()}).status == 0);
  const ProgramResult refused = mill.bundle();
  CHECK(refused.status == 2);
  CHECK(refused.err == "docmill: " + mill.plugin("borrower.so") + ": borrower.so needs " +
                           mill.plugin("liba_answer.so") +
                           ", by its path, so a bundle cannot bring it along; link it by its name (-L and -l), or give "
                           "it a soname (-Wl,-soname)\n");
  CHECK_FALSE(fs::exists(mill.folder / "run.bundle"));
}

TEST_CASE("a library that a stage opens itself is in the bundle, and is told of") {
  if (docmill::has_address_sanitizer) {
    MESSAGE("skipped: AddressSanitizer looks elsewhere for what dlopen is given");
    return;
  }
  OwnLibrary mill;
  mill.stages = replaced(mill.stages, "use = \"borrower\"", "use = \"opener\"");
  compile("opener.cpp", mill.plugins / "opener.o");
  const auto prove = [&](std::vector<std::string> more, const std::string& folder, const std::string& environment) {
    more.insert(more.begin(),
                {DOCMILL_CXX_COMPILER, "-shared", "-o", mill.plugin("opener.so"), mill.plugin("opener.o")});
    must(more);
    fs::create_directories(mill.plugins / folder);
    mill.library(folder + "libopened.so", "a_answer.c");
    mill.settings.environment = {environment};
    mill.write_pipeline();
    const ProgramResult run = mill.docmill({"run", "p.toml", "--quiet", "--plugin-dir", mill.plugins.path().string()});
    REQUIRE_MESSAGE(run.status == 0, run.err);
    const ProgramResult made = mill.bundle();
    REQUIRE_MESSAGE(made.status == 0, made.err);
    CHECK_MESSAGE(contains(made.out, "/libopened.so: a stage opened it itself (dlopen); it is in the bundle, "),
                  made.out);
    CHECK(made.out.find("dlopen") == made.out.rfind("dlopen"));
    fs::remove(mill.plugins / (folder + "libopened.so"));
    const ProgramResult proved = mill.verify();
    CHECK_MESSAGE(proved.status == 0, proved.out, proved.err);
    CHECK(contains(proved.out, "rerun                                  the same (3 documents)"));
  };
  prove({"-Wl,-rpath,$ORIGIN"}, "", "X=");
  prove({}, "elsewhere/", "LD_LIBRARY_PATH=" + mill.plugin("elsewhere"));
}

TEST_CASE("a plugin that is not the locked one, or not that of the run, is refused before it is loaded") {
  OwnLibrary mill;
  const std::string folder = mill.plugins.path().string();
  mill.library("liba_answer.so", "a_answer.c");
  mill.link({"-L" + folder, "-la_answer", "-Wl,-rpath," + folder});  // it is loaded from a private folder
  mill.run_and_bundle("wrong");
  REQUIRE(mill.docmill({"lock", "p.toml", "--plugin-dir", folder}).status == 0);
  mill.settings.environment = {"DOCMILL_TEST_MARK=" + mill.mark};
  const auto locked = [&](const std::string& flag) {
    return mill.docmill({"run", "p.toml", flag, "--quiet", "--plugin-dir", folder});
  };
  CHECK(locked("--locked").status == 0);
  CHECK(fs::exists(mill.mark));  // so that its absence says something
  fs::remove(mill.mark);
  mill.folder.write("borrower.so", read_file(mill.plugins / "borrower.so") + "x");
  fs::copy_file(mill.folder / "borrower.so", mill.plugins / "borrower.so", fs::copy_options::overwrite_existing);
  for (const char* flag : {"--locked", "--locked=source"}) {  // the plugin does not say what its source is
    const ProgramResult refused = locked(flag);
    CHECK(refused.status == 2);
    CHECK_MESSAGE(contains(refused.err,
                           "p.lock: 1 difference between what is locked and what is here; nothing was loaded\n"
                           "  borrower: borrower.so is another plugin (sha256 "),
                  refused.err);
    CHECK(contains(refused.err, "\n    put the locked plugin back (--plugin-dir), or accept what is here: "));
  }
  fs::remove(mill.folder / "run.bundle");
  const ProgramResult bundle = mill.bundle();
  CHECK(bundle.status == 2);
  CHECK_MESSAGE(contains(bundle.err,
                         "what is here is not what made the run, so a bundle would prove nothing; run again first\n"
                         "  borrower: borrower.so is another plugin (sha256 "),
                bundle.err);
  // A stage that the lock does not know has no hash.
  mill.stages += "[[stage]]\nuse = \"borrower\"\nname = \"second\"\n";
  mill.write_pipeline();
  CHECK(contains(locked("--locked").err, "  second: the stage (use = \"borrower\") is here, not locked\n"));
  CHECK_FALSE(fs::exists(mill.mark));
}

TEST_CASE("nothing of a bundle that has changed is loaded, whatever has changed") {
  OwnLibrary mill;
  const std::string folder = mill.plugins.path().string();
  mill.library("liba_answer.so", "a_answer.c");
  mill.link({"-L" + folder, "-la_answer", "-Wl,-rpath,$ORIGIN"});
  mill.run_and_bundle("wrong");
  for (const char* change : {changed_plugin, "printf x >> libraries/liba_answer.so", "printf '\n' >> tree/p.toml",
                             "rm libraries/liba_answer.so", "cp libraries/liba_answer.so libraries/libother.so"}) {
    CAPTURE(change);
    mill.repack(change);
    const ProgramResult result = mill.verify("changed.bundle");
    CHECK(result.status == 1);
    CHECK_MESSAGE(contains(result.out,
                           "rerun                                  1 difference\n"
                           "  nothing was run: what differs from its hash is never loaded\n"),
                  result.out);
    CHECK_FALSE(fs::exists(mill.mark));
  }
  CHECK(
      contains(mill.verify("changed.bundle").out, "libraries/libother.so is in it, but bundle.json does not name it"));
  mill.check_proved();
}

TEST_CASE("a plugin that is not the one of the run is not loaded by a rerun, in a bundle that agrees with it either") {
  OwnLibrary mill;
  mill.library("liba_answer.so", "a_answer.c");
  mill.link({"-L" + mill.plugins.path().string(), "-la_answer", "-Wl,-rpath,$ORIGIN"});
  mill.run_and_bundle("wrong");
  const auto check_refused = [&](const std::string& what) {
    const ProgramResult result = mill.verify(what);
    CHECK(result.status == 1);
    CHECK_MESSAGE(contains(result.out, "borrower.so: it is another plugin (sha256 "), result.out);
    CHECK_MESSAGE(contains(result.out, "… in the run), so it is not loaded\n"), result.out);
    CHECK_FALSE(fs::exists(mill.mark));
  };
  // The description of the bundle is made to agree with the changed plugin; the manifest of the run does not.
  mill.repack(std::string(changed_plugin) + " && python3 '" + (sources / "seal_again.py").string() + "'");
  CHECK(contains(mill.verify("changed.bundle").out, "bundle                                 the same"));
  check_refused("changed.bundle");
  // The same of an output folder: the plugin has been built again since.
  mill.folder.write("borrower.so", read_file(mill.plugins / "borrower.so") + "x");
  fs::copy_file(mill.folder / "borrower.so", mill.plugins / "borrower.so", fs::copy_options::overwrite_existing);
  check_refused("out");
}
