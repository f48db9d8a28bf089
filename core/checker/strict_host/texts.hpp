// Texts to send through stages.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace docmill::checker {

// A text that documents are made of; its name says what is hard about it.
struct NamedText {
  std::string name;
  std::string text;
};

// What stages live on: short articles in several languages and forms.
const std::vector<NamedText>& ordinary_texts();
// Small, odd ones: NUL bytes, CRLF, right to left, every plane, only spaces, ... All valid UTF-8, as the host promises.
const std::vector<NamedText>& odd_texts();
// Megabytes: 10 MB of everything, 100,000 line ends, one word of 1 MB, ...
const std::vector<NamedText>& huge_texts();
// Every beginning of a few dense texts, cut between code points: what ends anywhere.
std::vector<NamedText> beginnings();
// `n` texts of words, markup and code points thrown together. The same for the same seed.
std::vector<NamedText> made_up_texts(uint64_t seed, std::size_t n);
// The texts of files, and of the .txt, .md and .html files of folders, in byte order of their paths; what is not valid
// UTF-8 is left out.
std::vector<NamedText> read_texts(const std::vector<std::filesystem::path>& paths);
// Files as they are, the first MiB of each: those that are named, and those of folders whose names end with one of the
// suffixes, in byte order of their paths.
std::vector<NamedText> read_files(const std::vector<std::filesystem::path>& paths,
                                  const std::vector<std::string>& suffixes);
// `n` files of pieces of these, and of any bytes, thrown together. The same for the same seed.
std::vector<NamedText> made_up_files(uint64_t seed, std::size_t n, const std::vector<NamedText>& files);

}  // namespace docmill::checker
