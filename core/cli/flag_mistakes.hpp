// What is said of a command line that cannot be read: CLI11 finds the mistake, this says it in the words of docmill.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace docmill::cli {

// Values of flags, checked with a sentence of our own. `from` to `to`, digits only.
CLI::Validator whole_number(uint64_t from, uint64_t to);
CLI::Validator one_of(std::vector<std::string> words);
CLI::Validator existing_folder();

// The message, without "docmill: "; further lines are indented by two.
std::string explain(const CLI::ParseError& error, CLI::App& app);

}  // namespace docmill::cli
