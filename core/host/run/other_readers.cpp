#include "host/run/other_readers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/input/file_kind.hpp"
#include "host/plugins/stage_list.hpp"

namespace docmill::host {

OtherReaders other_readers(const PreparedPipeline& prepared) {
  return [&prepared](const std::string& name) {
    std::vector<std::string> remedies;
    const std::vector<StageEntry>& used = prepared.plan.file.readers;
    for (const ListedStage& listed : list_readers(prepared.search)) {
      const StageDeclaration& reader = *listed.stage;
      const auto takes = [&](const std::string& suffix) { return has_suffix(name, suffix); };
      if (std::none_of(reader.suffixes.begin(), reader.suffixes.end(), takes)) continue;
      const bool is_used =
          std::any_of(used.begin(), used.end(), [&](const StageEntry& entry) { return entry.use.value == reader.id; });
      remedies.push_back(is_used ? fmt::format("the `files` of the [[reader]] '{}' leave it out", reader.id)
                                 : fmt::format("the reader '{0}' takes it: add [[reader]] use = \"{0}\"", reader.id));
    }
    return remedies;
  };
}

}  // namespace docmill::host
