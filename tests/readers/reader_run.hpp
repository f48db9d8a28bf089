// A pipeline of one reader, the cleaner and the writer, over files that a test writes.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace docmill::test {

class ReaderRun {
 public:
  // `table`: the lines of its [[reader]].
  explicit ReaderRun(const std::string& table) {
    temp_.write("p.toml",
                "[input]\nfrom = [\"in\"]\nmax-document = 100000\n[output]\nto = \"out\"\n[[reader]]\n" + table +
                    "\n[[stage]]\nuse = \"cleaner\"\ncut = \"nothing\"\n[[stage]]\nuse = \"writer\"\nschema = false\n");
  }

  void write(const std::string& name, const std::string& bytes) const { temp_.write("in/" + name, bytes); }
  ProgramResult run(const std::vector<std::string>& more = {}, const std::string& out = "out",
                    const ProgramSettings& settings = {}) const {
    std::vector<std::string> arguments = {"run", (temp_ / "p.toml").string(), "--output", (temp_ / out).string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_docmill(arguments, settings);
  }
  // A run that must end well; what it has said.
  std::string good(const std::vector<std::string>& more = {}, const std::string& out = "out",
                   const ProgramSettings& settings = {}) const {
    const ProgramResult result = run(more, out, settings);
    REQUIRE_MESSAGE(result.status == 0, result.err);
    return result.err;
  }
  std::string records(const std::string& out = "out") const {
    return read_file(temp_ / (out + "/records/documents.jsonl"));
  }
  std::string failures(const std::string& out = "out") const { return read_file(temp_ / (out + "/failures.jsonl")); }
  std::string folder(const std::string& out = "out") const { return folder_content(temp_ / out); }
  const TempFolder& temp() const { return temp_; }

  // A run with several threads, in worker processes, and in shards ends with the same bytes.
  void check_same_however_it_is_run() const {
    good({"--threads", "1"});
    const std::string expected = folder();
    good({"--threads", "3"}, "other");
    CHECK(folder("other") == expected);
    good({"--isolate"}, "isolated");
    CHECK(folder("isolated") == expected);
    for (const char* shard : {"3/3", "1/3", "2/3"}) good({"--shard", shard, "--quiet"}, "shared");
    const ProgramResult merged = run_docmill({"merge", (temp_ / "shared").string(), "--quiet"});
    REQUIRE_MESSAGE(merged.status == 0, merged.err);
    CHECK(folder("shared") == expected);
  }

 private:
  TempFolder temp_;
};

inline bool has_text(std::string_view text, std::string_view what) { return text.find(what) != std::string_view::npos; }

inline std::size_t count_text(std::string_view text, std::string_view what) {
  std::size_t n = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++n;
  return n;
}

}  // namespace docmill::test
