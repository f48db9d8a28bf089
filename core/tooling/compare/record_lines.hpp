// The records of a finished run, one JSON object for each document, where a writer left them as JSON Lines.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"
#include "host/formats/line_file.hpp"
#include "host/formats/manifest.hpp"
#include "json_parser/json_document.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// The first output of a stage with format = "jsonl"; nothing when there is none.
std::optional<std::filesystem::path> find_records(const std::filesystem::path& folder, const Manifest& manifest);

// The text that a layer of a record lies over, as its member "layers" says; "" for none.
std::string text_below(JsonValue record, std::string_view layer);

class RecordLines {
 public:
  static Result<std::unique_ptr<RecordLines>> open(const std::filesystem::path& path);
  // The next record, an object, valid until the next call; absent at the end or at trouble().
  JsonValue next();
  const std::string& id() const { return id_; }      // of that record
  const std::string& line() const { return line_; }  // its JSON text
  const Status& trouble() const { return trouble_; }

 private:
  explicit RecordLines(std::unique_ptr<LineFile> lines) : lines_(std::move(lines)) {}
  std::unique_ptr<LineFile> lines_;
  std::string line_, id_;
  JsonDocument json_;
  Status trouble_;
};

}  // namespace docmill::tooling
