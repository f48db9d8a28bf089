// A run over documents of which one holds the word that the stage `breaker` waits for (tests/test_plugins/breaker.cpp).
#pragma once

#include <string>
#include <vector>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace docmill::test {

inline bool says(const ProgramResult& result, const std::string& text) {
  return result.err.find(text) != std::string::npos;
}

struct BrokenRun {
  TempFolder folder;
  std::string plugin = "breaker";  // or breaker-ordered

  // `n` small documents d0.txt, d1.txt, ..., written before the first run.
  explicit BrokenRun(int n = 5) {
    for (int i = 0; i < n; ++i)
      add(i, "Rain is expected in the north of the country on day " + std::to_string(i) + ".");
    write_pipeline("");
  }
  void add(int i, const std::string& text) const { folder.write("in/d" + std::to_string(i) + ".txt", text + "\n"); }
  void poison(int i) const { add(i, "There is POISON in this one."); }

  void write_pipeline(const std::string& more) const {
    folder.write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n" + more +
                               "\n[[stage]]\nname = \"breaker\"\nuse = \"" + plugin +
                               "\"\nplugin = \"" DOCMILL_TEST_PLUGIN_DIR
                               "/breaker.so\"\nin = { text = \"source\" }\n[[stage]]\nuse = \"writer\"\n");
  }
  ProgramResult docmill(std::vector<std::string> arguments, const std::string& deed, const std::string& moment) const {
    arguments.emplace_back("--set");
    arguments.push_back("breaker.deed=" + deed);
    arguments.insert(arguments.end(), {"--set", "breaker.moment=" + moment});
    return run_docmill(std::move(arguments), {folder.path(), {}, ""});
  }
  ProgramResult run(const std::string& deed, const std::string& moment = "process",
                    std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"run", "p.toml"});
    return docmill(std::move(more), deed, moment);
  }
};

}  // namespace docmill::test
