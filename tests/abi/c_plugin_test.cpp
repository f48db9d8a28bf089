// The plugin in plain C (../test_plugins/shouter.c) as the host sees it: loaded, described, planned, run.
#include <doctest/doctest.h>

#include <string>

#include "host/plugins/plugin_library.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace {

const std::string plugin = DOCMILL_TEST_PLUGIN_DIR "/shouter.so";

}  // namespace

TEST_CASE("a plugin in plain C loads, and its table reads as it was written") {
  const auto loaded = docmill::host::load_plugin(plugin);
  REQUIRE(loaded.ok());
  const docmill::host::PluginLibrary& library = *loaded.value();
  CHECK(library.sdk == "c");
  CHECK(library.sha256.size() == 64);
  REQUIRE(library.stages.size() == 1);
  const docmill::host::StageDeclaration* stage = library.find("shouter");
  REQUIRE(stage != nullptr);
  CHECK(stage->version == "1.0.0");
  CHECK(stage->schedule == docmill::host::Schedule::pure);
  REQUIRE(stage->required.size() == 1);
  CHECK(stage->required[0].layer == "text");
  REQUIRE(stage->provided.size() == 1);
  CHECK(stage->provided[0].layer == "shout");
  REQUIRE(stage->options.size() == 1);
  CHECK(stage->options[0].name == "mark");
  CHECK(*stage->options[0].fallback == "\"!\"");
}

TEST_CASE("a plugin is loaded once, whatever path leads to it") {
  const docmill::test::TempFolder folder;
  std::filesystem::create_symlink(plugin, folder / "other_name.so");
  const auto direct = docmill::host::load_plugin(plugin), linked = docmill::host::load_plugin(folder / "other_name.so");
  REQUIRE(direct.ok());
  REQUIRE(linked.ok());
  CHECK(direct.value() == linked.value());
}

TEST_CASE("docmill describe shows a plugin in plain C") {
  const auto result = docmill::test::run_docmill({"describe", plugin});
  CHECK(result.status == 0);
  CHECK(result.err.empty());
  CHECK(result.out.find("shouter 1.0.0: the text in capitals\n") == 0);
  CHECK(result.out.find("mark  string  \"!\"") != std::string::npos);
}

TEST_CASE("docmill runs a plugin in plain C") {
  const docmill::test::TempFolder folder;
  folder.write("in/a.txt", "This is a sentence that is long enough to be kept as the body of the text.\n");
  folder.write("p.toml",
               "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n"
               "[[stage]]\nuse = \"cleaner\"\n"
               "[[stage]]\nuse = \"shouter\"\nplugin = \"" +
                   plugin +
                   "\"\nmark = \"!!\"\n"
                   "[[stage]]\nuse = \"writer\"\n");
  const auto result = docmill::test::run_docmill({"run", (folder / "p.toml").string()});
  CHECK(result.status == 0);
  const std::string records = docmill::test::read_file(folder / "out/records/documents.jsonl");
  CHECK(records.find("\"shout\":\"THIS IS A SENTENCE THAT IS LONG ENOUGH") != std::string::npos);
  CHECK(records.find("OF THE TEXT.!!\"") != std::string::npos);
}
