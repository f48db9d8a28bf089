// A pipeline with one reader and the cleaner, run over a folder that the test writes.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace docmill::test {

inline std::string pipeline_with(const std::string& reader, const std::string& options = "",
                                 const std::string& input = "") {
  return "[input]\nfrom = [\"in\"]\nmax-document = 100000\n" + input + "[output]\nto = \"out\"\n[[reader]]\nuse = \"" +
         reader + "\"\n" + options + "[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"writer\"\nschema = false\n";
}

// The folder p.toml makes of in/, after a run that must succeed.
struct ReaderRun {
  const TempFolder& temp;
  std::string err, records, failures;

  explicit ReaderRun(const TempFolder& folder, const std::vector<std::string>& more = {},
                     const std::string& out = "whole")
      : temp(folder) {
    std::vector<std::string> arguments = {"run", (temp / "p.toml").string(), "--output", (temp / out).string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const ProgramResult result = run_docmill(arguments);
    REQUIRE_MESSAGE(result.status == 0, result.err);
    err = result.err;
    records = read_file(temp / (out + "/records/documents.jsonl"));
    failures = read_file(temp / (out + "/failures.jsonl"));
    content = folder_content(temp / out);
  }
  std::string content;  // of the whole folder

  static bool contains(const std::string& text, const std::string& what) {
    return text.find(what) != std::string::npos;
  }
  static std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
  }
};

}  // namespace docmill::test
