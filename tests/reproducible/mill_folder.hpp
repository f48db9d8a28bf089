// A folder with a pipeline of its own, its documents and its runs; every test begins with one.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace docmill::test {

struct MillFolder {
  TempFolder folder;
  std::string stages = "[[stage]]\nuse = \"cleaner\"\n";
  ProgramSettings settings;

  MillFolder() {
    document("a.txt", "A quiet title\n\nThe first text of all. It says little.\n");
    document("b.txt", "Another title\n\nThis one is called unsteady by some. And more.\n");
    document("c.txt", "A third title\n\nThe last of them. Nothing happens here.\n");
  }

  std::string path(const std::string& name) const { return (folder / name).string(); }
  void document(const std::string& name, std::string_view text) const { folder.write("in/" + name, text); }
  // The pipeline file p.toml: the stages and a writer behind them.
  void write_pipeline(const std::string& more = "") const {
    folder.write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n" + stages +
                               "[[stage]]\nuse = \"writer\"\n" + more);
  }
  ProgramResult docmill(std::vector<std::string> arguments) const {
    const bool plugins = arguments[0] == "run" || arguments[0] == "lock" || arguments[0] == "verify";
    if (plugins && std::find(arguments.begin(), arguments.end(), "--plugin-dir") == arguments.end())
      arguments.insert(arguments.end(), {"--plugin-dir", DOCMILL_TEST_PLUGIN_DIR});
    ProgramSettings here = settings;
    if (here.working_folder.empty()) here.working_folder = folder.path();
    return run_docmill(arguments, here);
  }
  // A run that must work.
  void run(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"run", "p.toml", "--quiet"});
    const ProgramResult result = docmill(more);
    REQUIRE_MESSAGE(result.status == 0, result.err);
  }
  std::string file(const std::string& name) const { return read_file(folder / name); }
};

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from, " is not in ", text);
  return text.replace(at, from.size(), to);
}

}  // namespace docmill::test
