// A plugin that others than its owner can exchange is not loaded.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;
namespace fs = std::filesystem;

TEST_CASE("a plugin to which anybody may write, itself or its folder, is refused before any of its code can run") {
  const TempFolder temp;
  fs::create_directories(temp / "plugins");
  const fs::path plugin = temp / "plugins/breaker.so";
  fs::copy_file(DOCMILL_TEST_PLUGIN_DIR "/breaker.so", plugin);
  temp.write("in/a.txt", "Rain is expected.\n");
  temp.write("p.toml",
             "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"breaker\"\nplugin = "
             "\"plugins/breaker.so\"\nin = { text = \"source\" }\n[[stage]]\nuse = \"writer\"\n");
  const auto check = [&] { return run_docmill({"check", "p.toml"}, {temp.path(), {}, ""}); };
  CHECK(check().status == 0);

  fs::permissions(plugin, fs::perms::others_write, fs::perm_options::add);
  ProgramResult result = check();
  CHECK(result.status == 3);
  CHECK_MESSAGE(result.err.find("anybody may write to this file; chmod o-w " + plugin.string()) != std::string::npos,
                result.err);

  fs::permissions(plugin, fs::perms::others_write, fs::perm_options::remove);
  fs::permissions(temp / "plugins", fs::perms::others_write, fs::perm_options::add);
  result = check();
  CHECK(result.status == 3);
  CHECK_MESSAGE(result.err.find("anybody may put files into its folder; chmod o-w " + (temp / "plugins").string()) !=
                    std::string::npos,
                result.err);

  // As /tmp: files there are their owners'.
  fs::permissions(temp / "plugins", fs::perms::sticky_bit, fs::perm_options::add);
  CHECK(check().status == 0);
}
