#include "host/run/other_readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "host/input/file_kind.hpp"
#include "host/input/first_bytes.hpp"
#include "host/plugins/stage_list.hpp"

namespace docmill::host {
namespace {

// Documents that are zip files inside, so that they begin like one: who takes them, where it is installed.
struct PackedKind {
  const char *suffix, *reader;
};
constexpr PackedKind packed_kinds[] = {{".docx", "office"}, {".docm", "office"}, {".odt", "office"}, {".epub", "epub"}};
// Others of that kind that no reader of docmill takes.
constexpr const char* packed_unread[] = {".xlsx", ".pptx", ".ods", ".odp"};

// What to do with a file that only its beginning could give to the reader of archives, which would list parts of it.
std::optional<std::string> remedy_for_packed(const std::string& name) {
  for (const PackedKind& kind : packed_kinds)
    if (has_suffix(name, kind.suffix))
      return fmt::format(
          "the reader '{0}' takes {1}, and is not installed (docmill stages lists what is); install it and "
          "add [[reader]] use = \"{0}\"",
          kind.reader, kind.suffix);
  for (const char* suffix : packed_unread)
    if (has_suffix(name, suffix))
      return fmt::format(
          "no reader of docmill takes {}; save it as text, HTML or CSV, or name a program that reads it: "
          "[[reader]] use = \"program\"",
          suffix);
  return std::nullopt;
}

}  // namespace

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
    if (!remedies.empty() || !beginning.empty()) return remedies;
    if (std::optional<std::string> remedy = remedy_for_packed(name)) remedies.push_back(std::move(*remedy));
    return remedies;
  };
}

}  // namespace docmill::host
