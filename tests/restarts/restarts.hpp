// What the tests of restarts and shards share: an input of many chunks that is read in a moment, pipelines with outputs
// of every kind, runs with faults.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace docmill::test {

// A record of JSON Lines.
inline std::string record(const std::string& id, const std::string& text) {
  return "{\"id\":\"" + id + "\",\"text\":\"" + text + "\"}\n";
}

inline const std::string good_text =
    "The export rules changed again in October. Chip makers wait for licences and adapt their products.";

// Lines between which stands one that is far too large: chunks are filled, but there is little to do. Some ids come
// twice, one line is no JSON, and the last has no end.
inline void write_input(const TempFolder& temp, int n_chunks) {
  std::string lines;
  const std::string filler = "{\"x\":\"" + std::string(1 << 20, 'x') + "\"}\n";
  for (int i = 0; i < n_chunks; ++i) {
    for (int k = 0; k < 3; ++k) lines += record("d" + std::to_string(i % 5 * 10 + k), good_text + std::to_string(i));
    if (i % 4 == 1) lines += "{\"broken\"\n";
    lines += filler;
  }
  temp.write("in/large.jsonl", lines + "{\"text\":\"no end\"}");
  temp.write("in/a.txt", good_text);
  temp.write("in/empty.txt", "");
  temp.write("in/other.pdf", "%PDF");
  temp.write("in/z/a.html", "<html><body><article><p>" + good_text + "</p></article></body></html>");
}

// Writes the pipeline and gives its path. `more` stands before the writers.
inline std::string write_pipeline(const TempFolder& temp, const std::string& more = "") {
  const std::string text =
      "[input]\nfrom = [\"in\"]\nmax-document = 100000\n"
      "[output]\nto = \"out\"\n"
      "[[stage]]\nuse = \"cleaner\"\n" +
      more +
      "[[stage]]\nuse = \"writer\"\n"
      "[[stage]]\nuse = \"writer\"\nname = \"packed\"\nfile = \"packed.jsonl\"\ncompress = \"zstd\"\n"
      "[[stage]]\nuse = \"writer\"\nname = \"table\"\nformat = \"csv\"\ncolumns = [\"id\", \"text\"]\nfile = "
      "\"table.csv\"\ncompress = \"gzip\"\n"
      "[[stage]]\nuse = \"writer\"\nname = \"pages\"\nformat = \"markdown\"\n";
  return temp.write("p.toml", text).string();
}

inline const std::string ordered_stage = "[[stage]]\nuse = \"counter\"\n";

struct RunRequest {
  std::string out;
  std::vector<std::string> more;
  std::string fault;  // as faults.c reads it
};

inline ProgramResult run_in(const TempFolder& temp, const RunRequest& request) {
  std::vector<std::string> arguments = {"run",
                                        (temp / "p.toml").string(),
                                        "--quiet",
                                        "--log-level",
                                        "error",
                                        "--plugin-dir",
                                        DOCMILL_TEST_PLUGIN_DIR,
                                        "--output",
                                        (temp / request.out).string()};
  arguments.insert(arguments.end(), request.more.begin(), request.more.end());
  ProgramSettings settings;
  if (!request.fault.empty())
    settings.environment = {std::string("LD_PRELOAD=") + DOCMILL_FAULTS, "DOCMILL_FAULT=" + request.fault,
                            "ASAN_OPTIONS=verify_asan_link_order=0"};
  return run_docmill(arguments, settings);
}

// The undisturbed run.
inline std::string whole(const TempFolder& temp, const std::vector<std::string>& more = {}) {
  const ProgramResult result = run_in(temp, {"whole", more, ""});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  return folder_content(temp / "whole");
}

inline void remove_all_of(const TempFolder& temp, const std::string& out) {
  for (const char* end : {"", ".partial", ".previous", ".shards"}) std::filesystem::remove_all(temp / (out + end));
}

// Not CHECK(a == b): the contents are megabytes.
inline void check_same(const std::string& got, const std::string& expected) {
  const bool same = got == expected;
  CHECK(same);
}

}  // namespace docmill::test
