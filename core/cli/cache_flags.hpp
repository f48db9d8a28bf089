// Where the cache of expensive stages is, for the commands that use it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "docmill/base/status.hpp"
#include "tooling/cache/result_cache.hpp"

namespace docmill::cli {

struct CacheFlags {
  std::string folder;           // --cache; empty: from the environment
  std::string size = "10 GiB";  // --cache-size

  std::vector<Flag> flags();
  // The status is a sentence that says what to do.
  Result<std::unique_ptr<tooling::ResultCache>> open() const;
};

}  // namespace docmill::cli
