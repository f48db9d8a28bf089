// Broken plugins through the program: exit code 3, the sentence, and no crash.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace {

namespace fs = std::filesystem;
using docmill::test::ProgramResult;
using docmill::test::run_docmill;
using docmill::test::TempFolder;

const std::string folder = DOCMILL_BROKEN_PLUGIN_DIR;

std::string pipeline_with(const std::string& stage) {
  return "[input]\nfrom = [\"in\"]\n\n[output]\nto = \"out\"\n\n" + stage + "\n[[stage]]\nuse = \"writer\"\n";
}

ProgramResult check(const TempFolder& where, const std::string& stage, const std::string& command = "check") {
  where.write("in/a.txt", "text");
  where.write("p.toml", pipeline_with(stage));
  return run_docmill({command, "p.toml"}, {where.path(), {"DOCMILL_PLUGIN_PATH="}, ""});
}

}  // namespace

TEST_CASE("check and run of a pipeline with any broken plugin: exit code 3 and the place in the file") {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() != ".so" || name == "none" || name == "flag_to_ignore") continue;
    for (const char* command : {"check", "run"}) {
      CAPTURE(name);
      CAPTURE(std::string(command));
      const TempFolder where;
      const ProgramResult result =
          check(where, "[[stage]]\nuse = \"flawed\"\nplugin = \"" + entry.path().string() + "\"\n", command);
      CHECK(result.status == 3);
      CHECK(result.err.find("p.toml:9:10: " + entry.path().string() + ": ") == 0);
      CHECK_FALSE(fs::exists(where / "out"));
      CHECK_FALSE(fs::exists(where / "out.partial"));
    }
  }
}

TEST_CASE("a broken plugin in the place of a right one") {
  const TempFolder where;
  fs::create_directory(where / "plugins");
  fs::copy_file(folder + "/note_of_abi_2.so", where / "plugins/flawed.so");
  where.write("in/a.txt", "text");
  where.write("p.toml", pipeline_with("[[stage]]\nuse = \"flawed\"\n"));
  const ProgramResult result =
      run_docmill({"check", "p.toml", "--plugin-dir", "plugins"}, {where.path(), {"DOCMILL_PLUGIN_PATH="}, ""});
  CHECK(result.status == 3);
  CHECK(result.err ==
        "p.toml:8:7: plugins/flawed.so: built for stage ABI 2, this host speaks ABI 1; upgrade docmill\n"
        "    use = \"flawed\"\n"
        "          ^\n"
        "p.toml: 1 mistake\n");
}

TEST_CASE("a library without the stage that is asked for says what it holds") {
  const TempFolder where;
  const ProgramResult result = check(where, "[[stage]]\nuse = \"flawd\"\nplugin = \"" + folder + "/none.so\"\n");
  CHECK(result.status == 3);
  CHECK(result.err ==
        "p.toml:8:7: none.so holds no stage 'flawd', did you mean 'flawed'?\n"
        "    use = \"flawd\"\n"
        "          ^\n"
        "  it holds: flawed\n"
        "p.toml: 1 mistake\n");
}

TEST_CASE("describe of a broken plugin: exit code 3 and the sentence") {
  const ProgramResult result = run_docmill({"describe", folder + "/zero_stages.so"});
  CHECK(result.status == 3);
  CHECK(result.out.empty());
  CHECK(result.err == "docmill: " + folder + "/zero_stages.so: holds no stage and no reader\n");
}

TEST_CASE("stages names every broken plugin of a folder, and goes on with the others") {
  const TempFolder where;
  fs::create_directory(where / "plugins");
  for (const char* name : {"none", "no_note", "null_stage", "undefined_symbol"})
    fs::copy_file(folder + "/" + name + ".so", where / ("plugins/" + std::string(name) + ".so"));
  where.write("plugins/text.so", "not a library");
  where.write("plugins/notes.txt", "not looked at");
  fs::create_directory(where / "plugins/folder.so");
  fs::create_symlink("nowhere", where / "plugins/dangling.so");
  REQUIRE(::mkfifo((where / "plugins/fifo.so").c_str(), 0600) == 0);
  const ProgramResult result =
      run_docmill({"stages", "--plugin-dir", "plugins"}, {where.path(), {"DOCMILL_PLUGIN_PATH="}, ""});
  CHECK(result.status == 3);
  CHECK(result.out.find("flawed  ") != std::string::npos);
  CHECK(result.out.find("writer  ") != std::string::npos);
  CHECK(
      result.err ==
      "plugins/dangling.so: no such file\n"
      "plugins/fifo.so: not a regular file\n"
      "plugins/folder.so: a folder, not a shared library\n"
      "plugins/no_note.so: a shared library, but no docmill stage library (it has no docmill note; see DOCMILL_NOTE)\n"
      "plugins/null_stage.so: one of its stages is a null pointer\n"
      "plugins/text.so: not a shared library (no ELF file)\n"
      "plugins/undefined_symbol.so: undefined symbol: defined_nowhere; link the plugin with what defines it "
      "(-Wl,-z,defs finds this when it is built)\n");
}

TEST_CASE("a fifo in the plugin folder does not stop the search for another stage") {
  const TempFolder where;
  fs::create_directory(where / "plugins");
  REQUIRE(::mkfifo((where / "plugins/fifo.so").c_str(), 0600) == 0);
  where.write("in/a.txt", "text");
  where.write("p.toml", pipeline_with("[[stage]]\nuse = \"fifoo\"\n"));
  const ProgramResult result =
      run_docmill({"check", "p.toml", "--plugin-dir", "plugins"}, {where.path(), {"DOCMILL_PLUGIN_PATH="}, ""});
  CHECK(result.status == 3);
  CHECK(result.err.find("p.toml:8:7: no plugin has a stage 'fifoo', did you mean 'fifo'?\n") == 0);
}
