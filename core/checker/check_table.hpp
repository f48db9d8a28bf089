// All checks: one table. `--list`, the report, the README's list and the tests come from it.
#pragma once

#include <string>
#include <vector>

#include "checker/check_context.hpp"

namespace docmill::checker {

// Of what a check speaks. One whose subject a library does not hold is left out.
enum class Subject { stages, readers, both };

struct Check {
  const char* id;        // kebab-case, GROUP-NAME; stable: people name it in --only
  const char* sentence;  // what is right
  const char* remedy;    // where to look when it failed
  void (*run)(CheckContext&);
  Subject subject = Subject::stages;
};

// In the order in which they run. The first one is the loading: without it there are no others.
const std::vector<Check>& all_checks();

// Those that the words name: an id, or the beginning of ids up to a '-' ("input"). No words: all. The first one is
// always among them. A word that names none goes to `unknown`.
std::vector<const Check*> choose_checks(const std::vector<std::string>& words, std::vector<std::string>& unknown);

// "binary", "declaration", ...
std::vector<std::string> groups_of_checks();

}  // namespace docmill::checker
