// What `docmill kb` does, a function for each command. They write to the standard output, throw SourceError for what
// the user has to change and std::runtime_error for what failed on the way, and give the exit code.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kb/source.hpp"

namespace docmill::linker {

struct BuildOptions {
  std::vector<std::string> sources;
  std::string output;
  std::string format;                // a word of format_names; empty: by the name of each source
  std::vector<std::string> classes;  // "Q5=person"; empty: the usual
  bool keep_untyped = false;         // items of Wikidata that no class fits are kept, as "other"
  SourceOptions source;
};

int build_command(const BuildOptions& options);
int show_command(const std::string& base, const std::vector<std::string>& keys, bool json);
int lookup_command(const std::vector<std::string>& bases, const std::string& text, bool json);
int merge_command(const std::vector<std::string>& bases, const std::string& output, const SpillSettings& spill);
int stats_command(const std::string& base, bool json);

}  // namespace docmill::linker
