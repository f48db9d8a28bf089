// A folder with a small input and pipeline, and runs in it with relative paths, as users type them.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace docmill::test {

namespace fs = std::filesystem;

struct SmallRun {
  TempFolder temp;
  std::vector<std::string> environment;

  // `from` and `to` as they stand in the file; `stages` before the writers.
  explicit SmallRun(const std::string& from = "in", const std::string& to = "out", const std::string& stages = "") {
    temp.write("in/a.txt", "The export rules changed again in October, and chip makers wait for licences.");
    temp.write("in/b/c.txt", "Chip makers adapt their products, and wait for what the next rules will say.");
    write_pipeline(from, to, stages);
  }
  void write_pipeline(const std::string& from, const std::string& to, const std::string& stages = "") const {
    temp.write("p.toml", "[input]\nfrom = [\"" + from + "\"]\n[output]\nto = \"" + to + "\"\n" + stages +
                             "[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"writer\"\n"
                             "[[stage]]\nuse = \"writer\"\nname = \"pages\"\nformat = \"markdown\"\n");
  }
  ProgramResult docmill(const std::vector<std::string>& arguments) const {
    return run_docmill(arguments, {temp.path(), environment, ""});
  }
  ProgramResult run(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"run", "p.toml", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return docmill(arguments);
  }
  // A run that must end well; what it said.
  std::string good(const std::vector<std::string>& more = {}) const {
    const ProgramResult result = run(more);
    REQUIRE_MESSAGE(result.status == 0, result.err);
    return result.err;
  }
  uint64_t documents(const std::string& out = "out") const {
    return read_json(temp / (out + "/run.json"))["documents"]["total"].GetUint64();
  }
  bool exists(const std::string& name) const { return fs::exists(fs::symlink_status(temp / name)); }
  // What lies at the top of the folder, in byte order.
  std::vector<std::string> names(const std::string& folder = ".") const {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(temp / folder)) all.push_back(entry.path().filename().string());
    std::sort(all.begin(), all.end());
    return all;
  }
};

using Names = std::vector<std::string>;

inline bool says(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

}  // namespace docmill::test
