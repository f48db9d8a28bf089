// The records of a finished run, one JSON object for each document, where a writer left them as JSON Lines.
#pragma once

#include <rapidjson/document.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "docmill/base/status.hpp"
#include "host/formats/line_file.hpp"
#include "tooling/namespace.hpp"
#include "tooling/results/manifest.hpp"

namespace docmill::tooling {

// The first output of a stage with format = "jsonl"; nothing when there is none.
std::optional<std::filesystem::path> find_records(const std::filesystem::path& folder, const Manifest& manifest);

class RecordLines {
 public:
  static Result<std::unique_ptr<RecordLines>> open(const std::filesystem::path& path);
  // The next record, valid until the next call; null at the end or at trouble().
  const rapidjson::Value* next();
  const std::string& id() const { return id_; }  // of that record
  const Status& trouble() const { return trouble_; }

 private:
  explicit RecordLines(std::unique_ptr<LineFile> lines) : lines_(std::move(lines)) {}
  std::unique_ptr<LineFile> lines_;
  std::string line_, id_;
  rapidjson::Document json_;
  Status trouble_;
};

}  // namespace docmill::tooling
