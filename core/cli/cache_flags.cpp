#include "cli/cache_flags.hpp"

#include "host/pipeline/size_text.hpp"

namespace docmill::cli {

std::vector<Flag> CacheFlags::flags() {
  return {flag("--cache", "DIR", &folder,
               "Where stages with cache = true keep their results (default: DOCMILL_CACHE, or docmill in the user's "
               "cache folder)",
               a_folder()),
          flag("--cache-size", "SIZE", &size, "What the cache may hold at most (default: 10 GiB)", a_size())};
}

Result<std::unique_ptr<tooling::ResultCache>> CacheFlags::open() const {
  const std::filesystem::path path = tooling::ResultCache::folder_for(folder);
  if (path.empty()) return Status(Trouble::usage, "there is no folder for the cache; give --cache DIR");
  return tooling::ResultCache::open(path, *host::parse_size(size));
}

}  // namespace docmill::cli
