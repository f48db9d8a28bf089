#include "host/run/other_readers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/input/file_kind.hpp"
#include "host/input/first_bytes.hpp"
#include "host/plugins/stage_list.hpp"

namespace docmill::host {

OtherReaders other_readers(const PreparedPipeline& prepared) {
  return [&prepared](const std::string& name, const std::string& beginning) {
    std::vector<std::string> remedies;
    const std::vector<StageEntry>& used = prepared.plan.file.readers;
    for (const ListedStage& listed : list_readers(prepared.search)) {
      const StageDeclaration& reader = *listed.stage;
      const auto takes = [&](const std::string& suffix) { return has_suffix(name, suffix); };
      const auto begins = [&](const FirstBytes& f) { return begins_with_one(beginning, {{f.offset, f.bytes}}); };
      if (std::none_of(reader.suffixes.begin(), reader.suffixes.end(), takes) &&
          std::none_of(reader.first_bytes.begin(), reader.first_bytes.end(), begins))
        continue;
      const bool is_used =
          std::any_of(used.begin(), used.end(), [&](const StageEntry& entry) { return entry.use.value == reader.id; });
      remedies.push_back(is_used ? fmt::format("the `files` of the [[reader]] '{}' leave it out", reader.id)
                                 : fmt::format("the reader '{0}' takes it: add [[reader]] use = \"{0}\"", reader.id));
    }
    return remedies;
  };
}

}  // namespace docmill::host
