// docmill lock and run --locked: what is here must be what is locked, and every difference is said at once.
#include <filesystem>

#include "mill_folder.hpp"

using namespace docmill::test;
namespace fs = std::filesystem;

namespace {

// Plugins of one's own, that can be exchanged.
struct LockFolder : MillFolder {
  LockFolder() {
    stages =
        "[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"entity-linker\"\nknowledge = [\"names.tsv\"]\n"
        "[[stage]]\nuse = \"shouter\"\n";
    folder.write("names.tsv", "label\ttype\tkey\nUnsteady Person\tperson\tx\n");
    fs::create_directories(folder / "plugins");
    copy_plugin("shouter");
    copy_plugin("trimmer");
    write_pipeline();
  }
  void copy_plugin(const std::string& name) const {
    fs::copy_file(std::string(DOCMILL_TEST_PLUGIN_DIR) + "/" + name + ".so", folder / ("plugins/" + name + ".so"));
  }
  ProgramResult lock() const { return docmill({"lock", "p.toml", "--plugin-dir", "plugins"}); }
  ProgramResult locked(const std::string& flag = "--locked") const {
    return docmill({"run", "p.toml", flag, "--quiet", "--plugin-dir", "plugins"});
  }
  // Bytes behind the end of the library: another file, the same code.
  void rebuild_plugin() const { folder.write("plugins/shouter.so", file("plugins/shouter.so") + "rebuilt"); }
};

}  // namespace

TEST_CASE("a lock is the same every time, and a locked run is the run") {
  LockFolder mill;
  const ProgramResult made = mill.lock();
  REQUIRE_MESSAGE(made.status == 0, made.err);
  CHECK(contains(made.out, "p.lock: 4 stages and "));
  const std::string lock = mill.file("p.lock");
  CHECK(contains(mill.lock().out, ", nothing has changed"));
  CHECK(mill.file("p.lock") == lock);
  CHECK_FALSE(contains(lock, mill.folder.path().string()));  // it is for every machine

  REQUIRE(mill.docmill({"run", "p.toml", "--quiet", "--plugin-dir", "plugins", "--output", "free"}).status == 0);
  const ProgramResult run = mill.locked();
  CHECK_MESSAGE(run.status == 0, run.err);
  CHECK(folder_content(mill.folder / "out") == folder_content(mill.folder / "free"));
}

TEST_CASE("a locked run loads the bytes that were hashed from a private folder, and leaves nothing there") {
  LockFolder mill;
  REQUIRE(mill.lock().status == 0);
  fs::create_directories(mill.folder / "tmp");
  mill.settings.environment = {"TMPDIR=" + mill.path("tmp")};
  CHECK(mill.locked().status == 0);
  CHECK(fs::is_empty(mill.folder / "tmp"));
  mill.settings.environment = {"TMPDIR=" + mill.path("nowhere")};
  const ProgramResult nowhere = mill.locked();
  CHECK(nowhere.status == 4);
  CHECK(contains(nowhere.err, "no folder for temporary files (TMPDIR)"));
}

TEST_CASE("a pipeline file whose name is not UTF-8 is locked like any other") {
  LockFolder mill;
  const std::string name = "p\xF6";
  fs::copy_file(mill.folder / "p.toml", mill.folder / (name + ".toml"));
  const ProgramResult made = mill.docmill({"lock", name + ".toml", "--plugin-dir", "plugins"});
  REQUIRE_MESSAGE(made.status == 0, made.err);
  CHECK(contains(made.out, ": 4 stages and "));
  const ProgramResult run = mill.docmill({"run", name + ".toml", "--locked", "--quiet", "--plugin-dir", "plugins"});
  CHECK_MESSAGE(run.status == 0, run.err);
}

TEST_CASE("every difference is said, each with what to do, and nothing is run") {
  LockFolder mill;
  REQUIRE(mill.lock().status == 0);
  mill.folder.write("names.tsv", "label\ttype\tkey\nSomebody Else\tperson\ty\n");
  mill.stages = replaced(mill.stages, "use = \"shouter\"\n", "use = \"shouter\"\nmark = \"?\"\non-error = \"keep\"\n");
  mill.write_pipeline();
  mill.folder.write("p.toml", replaced(mill.file("p.toml"), "[input]\n", "[input]\nencoding = \"strict\"\n"));
  const ProgramResult run = mill.locked();
  CHECK(run.status == 2);
  CHECK_FALSE(fs::exists(mill.folder / "out"));
  INFO(run.err);
  CHECK(contains(run.err, "p.lock: 4 differences between what is locked and what is here; nothing was run\n"));
  CHECK(contains(run.err,
                 "  [input] encoding is \"strict\" here, \"detect\" locked\n"
                 "    set the pipeline back, or accept what is here: docmill lock p.toml\n"));
  CHECK(contains(run.err, "  shouter: option 'mark' is \"?\" here, \"!\" locked\n"));
  CHECK(contains(run.err, "  shouter: 'on-error' is \"keep\" here, \"fail\" locked\n"));
  CHECK(contains(run.err, "  entity-linker: resource names.tsv has another content (sha256 "));
  CHECK(contains(run.err, "    put the locked file back, or accept what is here: docmill lock p.toml\n"));
  // Locking again says what changes, and is then content.
  CHECK(contains(mill.lock().out, "  shouter: option 'mark' is \"?\" here, \"!\" locked\n"));
  CHECK(mill.locked().status == 0);
}

TEST_CASE("plugins that differ are said before the others, for nothing is loaded then") {
  LockFolder mill;
  REQUIRE(mill.lock().status == 0);
  mill.rebuild_plugin();
  mill.stages = replaced(mill.stages, "use = \"shouter\"\n", "use = \"shouter\"\nmark = \"?\"\n");
  mill.stages += "[[stage]]\nuse = \"trimmer\"\n";
  mill.write_pipeline();
  const ProgramResult run = mill.locked();
  CHECK(run.status == 2);
  INFO(run.err);
  CHECK(contains(run.err, "p.lock: 2 differences between what is locked and what is here; nothing was loaded\n"));
  CHECK(contains(run.err, "  shouter: shouter.so is another build of the same source (sha256 "));
  CHECK(contains(run.err, "    --locked=source accepts it; accept what is here: docmill lock p.toml\n"));
  CHECK(contains(run.err, "  trimmer: the stage (use = \"trimmer\") is here, not locked\n"));
  CHECK_FALSE(contains(run.err, "mark"));
}

TEST_CASE("--locked=source accepts a rebuild from the same source and says so, and nothing else") {
  LockFolder mill;
  REQUIRE(mill.lock().status == 0);
  mill.rebuild_plugin();
  CHECK(mill.locked().status == 2);
  const ProgramResult accepted = mill.docmill({"run", "p.toml", "--locked=source", "--plugin-dir", "plugins"});
  CHECK_MESSAGE(accepted.status == 0, accepted.err);
  CHECK(contains(accepted.err, "accepted by --locked=source: shouter: shouter.so is another build of the same source"));

  // The same stage from another source: the note says another hash.
  std::string bytes = mill.file("plugins/shouter.so");
  const std::string lock = mill.file("p.lock");
  const auto at = lock.rfind("\"source\": \"", lock.find("\"name\": \"shouter\"") + 600);
  const std::string source = lock.substr(at + 11, 64);
  mill.folder.write("plugins/shouter.so", replaced(bytes, source, std::string(64, '0')));
  const ProgramResult refused = mill.locked("--locked=source");
  CHECK(refused.status == 2);
  CHECK_MESSAGE(contains(refused.err, "  shouter: shouter.so is another plugin (sha256 "), refused.err);
  CHECK(contains(refused.err, "    put the locked plugin back (--plugin-dir), or accept what is here"));
}

TEST_CASE("a lock that is absent, cut, edited, newer, foreign or of another pipeline is refused, each in its words") {
  LockFolder mill;
  const auto why = [&] {
    const ProgramResult run = mill.locked();
    CHECK(run.status == 2);
    CHECK_FALSE(fs::exists(mill.folder / "out"));
    return run.err;
  };
  CHECK(why() == "docmill: p.lock: no such file; make it with: docmill lock p.toml\n");
  REQUIRE(mill.lock().status == 0);
  const std::string lock = mill.file("p.lock");

  mill.folder.write("p.lock", lock.substr(0, lock.size() / 2));
  CHECK(contains(why(), "p.lock: it breaks off after "));
  mill.folder.write("p.lock", replaced(lock, "\"encoding\": \"detect\"", "\"encoding\": \"strict\""));
  CHECK(contains(why(),
                 "p.lock: it has been edited: its seal is not that of what it says; make it again with docmill lock"));
  mill.folder.write("p.lock", replaced(lock, "docmill-lock/1", "docmill-lock/7"));
  CHECK(contains(why(), "p.lock: its format, docmill-lock/7, is newer than docmill 0.1.0 reads; upgrade docmill"));
  mill.folder.write("p.lock", "# poetry\n");
  CHECK(contains(why(), "p.lock: it is not the lock of a docmill pipeline"));
  mill.folder.write("p.lock", "");
  CHECK(contains(why(), "p.lock: it breaks off after 0 bytes"));

  mill.folder.write("q.toml", mill.file("p.toml"));
  mill.folder.write("q.lock", lock);
  const ProgramResult other = mill.docmill({"run", "q.toml", "--locked", "--plugin-dir", "plugins"});
  CHECK(other.status == 2);
  CHECK(other.err ==
        "docmill: q.lock: it is the lock of the pipeline 'p', not of 'q'; make it with: docmill lock q.toml\n");
}

TEST_CASE("lock does not overwrite what is not its own, and repairs what is") {
  LockFolder mill;
  mill.folder.write("p.lock", "{\"name\": \"npm\"}\n");
  const ProgramResult refused = mill.lock();
  CHECK(refused.status == 4);
  CHECK(refused.err ==
        "docmill: p.lock: it is not the lock of a docmill pipeline; it is left alone, move it away first\n");
  CHECK(mill.file("p.lock") == "{\"name\": \"npm\"}\n");
  fs::remove(mill.folder / "p.lock");
  REQUIRE(mill.lock().status == 0);
  const std::string lock = mill.file("p.lock");
  mill.folder.write("p.lock", lock.substr(0, 100));
  CHECK(mill.lock().status == 0);
  CHECK(mill.file("p.lock") == lock);
}

TEST_CASE("--locked with a word that it does not know is a mistake") {
  LockFolder mill;
  const ProgramResult run = mill.locked("--locked=binary");
  CHECK(run.status == 2);
  CHECK(contains(run.err, "--locked"));
}
