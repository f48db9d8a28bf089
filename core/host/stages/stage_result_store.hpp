// Where results of a stage are stored, and found instead of calling it. Two things stand behind it: the cache of
// expensive stages (tooling/cache), and what EXTERNAL ones said in an earlier run (tooling/replay).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "host/stages/document.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {

// Used by all threads of a run at once; a document is used by one.
class StageResultStore {
 public:
  virtual ~StageResultStore() = default;
  // The result for a key (stage_result_key.hpp) in `out`, instead of calling the stage on the document; false: call it.
  virtual bool find(const Digest& key, Document& document, std::string& out) = 0;
  // What the stage answered; `verdict` as in the result. A store may keep it or not.
  virtual void store(const Digest& key, Document& document, uint32_t verdict, std::string_view stage_result) = 0;
};

}  // namespace docmill::host
