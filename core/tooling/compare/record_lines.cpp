#include "tooling/compare/record_lines.hpp"

#include <fmt/format.h>

namespace docmill::tooling {

std::optional<std::filesystem::path> find_records(const std::filesystem::path& folder, const Manifest& manifest) {
  for (const OutputRecord& output : manifest.outputs) {
    const StageRecord* stage = manifest.pipeline.find(output.stage);
    if (stage == nullptr || output.files) continue;
    const std::string& name = output.name;
    if (stage->options.at("format") != "\"jsonl\"") continue;
    if (name.ends_with(".json") || name.ends_with(".sha256")) continue;  // the schema beside them
    return folder / name;
  }
  return std::nullopt;
}

std::string text_below(JsonValue record, std::string_view layer) {
  const JsonValue over = record["layers"][layer]["over"];
  return over.is_string() ? std::string(over.string()) : std::string();
}

Result<std::unique_ptr<RecordLines>> RecordLines::open(const std::filesystem::path& path) {
  Result<std::unique_ptr<LineFile>> lines = LineFile::open(path);
  if (!lines.ok()) return lines.status();
  return std::unique_ptr<RecordLines>(new RecordLines(std::move(lines.value())));
}

JsonValue RecordLines::next() {
  if (!trouble_.ok()) return {};
  if (!lines_->next(line_)) {
    trouble_ = lines_->trouble();
    return {};
  }
  json_.parse(line_);
  const JsonValue id = json_.root()["id"];
  if (!id.is_string()) {
    trouble_ = {Trouble::io, fmt::format("{}:{}: no record of a document", lines_->path(), lines_->number())};
    return {};
  }
  id_.assign(id.string());
  return json_.root();
}

}  // namespace docmill::tooling
