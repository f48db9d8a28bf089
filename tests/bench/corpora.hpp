// What the benchmarks run over, made of the seeds: the same bytes for the same size on every machine.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "support/temp_folder.hpp"

namespace docmill::bench {

struct Corpus {
  std::string name;              // "text", "languages", "html", "small", "large"
  std::string what;              // for a person
  std::filesystem::path folder;  // holds its files and nothing else
  uint64_t bytes = 0;            // of all of them
  uint64_t documents = 0;
};

// Each of about `megabytes` (10^6 bytes); of small files a tenth of that, and the large one has 30 MB at most, which is
// what a document may have.
std::vector<Corpus> make_corpora(const test::TempFolder& temp, double megabytes);
// Documents of JSON Lines in English, as in the first of them.
Corpus make_texts(const test::TempFolder& temp, const std::string& name, double megabytes);
// Four short articles in files of their own.
Corpus make_few(const test::TempFolder& temp);

}  // namespace docmill::bench
