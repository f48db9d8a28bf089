// Why a stage's result for one document is what it is: what has changed of all that it depends on since the run before.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct Why {
  enum class Verdict {
    first_run,        // there is no run before it to compare with
    new_document,     // the run before did not have it
    made_again,       // something that the result depends on has changed
    kept,             // nothing has: taken over from the run before (--keep)
    recalled,         // the result was in the cache; where `reasons` are, it is another one than in the run before
    replayed,         // as an earlier run had recorded it (--replay): the stage was not called
    may_be_recalled,  // the cache answered some of the stage's documents; which ones nobody has written down
    repeated,         // nothing has, and the stage was called all the same
    not_reached       // the document did not come to the stage
  };
  Verdict verdict = Verdict::first_run;
  std::string document;              // its id
  bool compared = false;             // with the run before, which had this document, too
  std::vector<std::string> reasons;  // sentences without a full stop; of made_again, not_reached and the recalled ones
};

// Compares OUT with OUT.previous by their manifests and indexes: nothing is run. `document` is an id, or FILE or
// FILE:LINE. Trouble::usage when OUT has no such document or stage; Trouble::io when a folder cannot be read.
Result<Why> why(const std::filesystem::path& out, const std::string& document, const std::string& stage);

}  // namespace docmill::tooling
