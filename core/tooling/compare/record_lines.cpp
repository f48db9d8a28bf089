#include "tooling/compare/record_lines.hpp"

#include <fmt/format.h>

namespace docmill::tooling {

std::optional<std::filesystem::path> find_records(const std::filesystem::path& folder, const Manifest& manifest) {
  for (const OutputRecord& output : manifest.outputs) {
    const StageRecord* stage = manifest.pipeline.find(output.stage);
    if (stage == nullptr || output.files) continue;
    const auto format = stage->options.find("format");
    const std::string& name = output.name;
    if (format == stage->options.end() || format->second != "\"jsonl\"") continue;
    if (name.ends_with(".json") || name.ends_with(".sha256")) continue;  // the schema beside them
    return folder / name;
  }
  return std::nullopt;
}

Result<std::unique_ptr<RecordLines>> RecordLines::open(const std::filesystem::path& path) {
  Result<std::unique_ptr<LineFile>> lines = LineFile::open(path);
  if (!lines.ok()) return lines.status();
  return std::unique_ptr<RecordLines>(new RecordLines(std::move(lines.value())));
}

const rapidjson::Value* RecordLines::next() {
  if (!trouble_.ok()) return nullptr;
  if (!lines_->next(line_)) {
    trouble_ = lines_->trouble();
    return nullptr;
  }
  json_ = rapidjson::Document();
  json_.Parse<rapidjson::kParseFullPrecisionFlag | rapidjson::kParseIterativeFlag>(line_.data(), line_.size());
  if (json_.HasParseError() || !json_.IsObject() || !json_.HasMember("id") || !json_["id"].IsString()) {
    trouble_ = {Trouble::io, fmt::format("{}:{}: no record of a document", lines_->path(), lines_->number())};
    return nullptr;
  }
  id_.assign(json_["id"].GetString(), json_["id"].GetStringLength());
  return &json_;
}

}  // namespace docmill::tooling
