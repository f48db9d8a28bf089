#include "cli/passed_by.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/messages.hpp"
#include "docmill/base/printable.hpp"
#include "host/input/file_kind.hpp"
#include "host/plugins/stage_list.hpp"

namespace docmill::cli {
namespace {

bool takes(const host::StageDeclaration& reader, const std::string& name) {
  return std::any_of(reader.suffixes.begin(), reader.suffixes.end(),
                     [&](const std::string& suffix) { return host::has_suffix(name, suffix); });
}

bool uses(const host::PipelineFile& pipeline, const std::string& reader) {
  return std::any_of(pipeline.readers.begin(), pipeline.readers.end(),
                     [&](const host::StageEntry& entry) { return entry.use.value == reader; });
}

}  // namespace

std::vector<std::string> readers_of_passed_by(const std::vector<std::string>& not_read,
                                              const host::PipelineFile& pipeline, const host::PluginSearch& search) {
  std::vector<std::string> sentences;
  if (not_read.empty()) return sentences;
  for (const host::ListedStage& listed : host::list_readers(search)) {
    const host::StageDeclaration& reader = *listed.stage;
    const auto taken = [&](const std::string& name) { return takes(reader, name); };
    const auto first = std::find_if(not_read.begin(), not_read.end(), taken);
    if (first == not_read.end()) continue;
    const auto others = static_cast<std::size_t>(std::count_if(first + 1, not_read.end(), taken));
    const std::string more =
        others == 0 ? "is" : fmt::format("and {} other{} are", grouped(others), others == 1 ? "" : "s");
    const std::string remedy =
        uses(pipeline, reader.id)
            ? fmt::format("the `files` of the [[reader]] '{}' leave {} out", reader.id, others == 0 ? "it" : "them")
            : fmt::format("the reader '{0}' takes {1}: add [[reader]] use = \"{0}\"", reader.id,
                          others == 0 ? "it" : "them");
    sentences.push_back(fmt::format("{} {} passed by; {}", printable(*first), more, remedy));
  }
  return sentences;
}

}  // namespace docmill::cli
