#include "tooling/review/finished_document.hpp"

#include <fmt/format.h>

#include "docmill/base/json_writer.hpp"
#include "host/formats/manifest.hpp"
#include "tooling/compare/record_lines.hpp"
#include "tooling/review/record_places.hpp"

namespace docmill::tooling {
namespace {

// Writers may have been told to leave the place out; then the id alone decides.
bool is_of(JsonValue record, const IndexEntry& entry) {
  if (const auto source = string_of(record, "source"); source && *source != entry.source) return false;
  const auto line = integer_of(record, "line");
  return !line || !entry.line || *line == *entry.line;
}

Status read_record(const std::filesystem::path& path, FinishedDocument& document) {
  const auto records = RecordLines::open(path);
  if (!records.ok()) return records.status();
  for (JsonValue record = records.value()->next(); !record.is_absent(); record = records.value()->next()) {
    if (records.value()->id() != document.entry.id || !is_of(record, document.entry)) continue;
    document.record = JsonDocument::copy_of(record);
    return {};
  }
  return records.value()->trouble();
}

}  // namespace

Result<FinishedDocument> find_finished(const std::filesystem::path& folder, const std::string& said) {
  const Result<Manifest> manifest = read_manifest(folder);
  if (!manifest.ok()) return manifest.status();
  Result<FoundInIndex> found = find_in_index(folder, said);
  if (!found.ok()) return found.status();
  FinishedDocument document{std::move(found.value().entry), found.value().namesakes, std::nullopt};
  if (has_reason(document.entry.outcome)) return document;
  const auto records = find_records(folder, manifest.value());
  if (!records)
    return Status(
        Trouble::usage,
        fmt::format("{}: the run left no records to show; give its pipeline a writer with format = \"jsonl\", "
                    "or run the document again with docmill explain",
                    folder.string()));
  if (Status s = read_record(*records, document); !s.ok()) return s;
  return document;
}

std::string finished_json(const FinishedDocument& document) {
  const IndexEntry& e = document.entry;
  const IndexedError none, &error = e.error ? *e.error : none;
  std::string out;
  JsonWriter w(out);
  w.object().member("id", e.id).member("source", e.source).member("line", e.line);
  w.member("outcome", name_of(e.outcome));
  if (e.error) w.member("stage", error.stage).member("code", error.code).member("message", error.message);
  w.key("notes").array();
  for (const IndexedError& n : e.notes)
    w.object().member("stage", n.stage).member("code", n.code).member("message", n.message).end();
  w.end().key("record");
  if (document.record) w.raw(document.record->root().json());
  else w.null();
  w.end();
  return out + "\n";
}

}  // namespace docmill::tooling
