#include "host/formats/documents_index.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <utility>

#include "docmill/base/json_text.hpp"
#include "host/formats/json_object.hpp"
#include "host/formats/line_file.hpp"

namespace docmill::host {
namespace {

std::optional<DocumentOutcome> outcome_of(std::string_view name) {
  for (const auto outcome :
       {DocumentOutcome::written, DocumentOutcome::dropped, DocumentOutcome::failed, DocumentOutcome::split})
    if (name == name_of(outcome)) return outcome;
  return std::nullopt;
}

IndexedError read_error(const JsonObject& o) { return {o.string("stage"), o.string("code"), o.string("message")}; }

void read_errors(const JsonObject& o, const char* key, std::vector<IndexedError>& out) {
  out.clear();
  if (o.has(key)) o.each_object(key, [&](const JsonObject& e) { out.push_back(read_error(e)); });
}

void read_layers(const JsonObject& o, std::string& mistake, std::vector<IndexedLayer>& out) {
  out.clear();
  o.each_member([&](std::string name, JsonValue value, const std::string& path) {
    const JsonObject layer(value, path, mistake);
    out.push_back({std::move(name), layer.string("by"), layer.string("sha256")});
  });
}

// ---- writing; by hand, as there may be millions of lines

void add_member(std::string& out, const char* key, std::string_view value) {
  out += ",\"";
  out += key;
  out += "\":";
  append_json_string(out, value);
}

void add_place(std::string& out, const IndexEntry& entry) {
  out += "{\"id\":";
  append_json_string(out, entry.id);
  add_member(out, "source", entry.source);
  out += ",\"line\":";
  if (entry.line) append_json_integer(out, *entry.line);
  else out += "null";
  if (entry.part != 0) {
    out += ",\"part\":";
    append_json_integer(out, entry.part);
  }
  if (!entry.locator.empty()) add_member(out, "locator", entry.locator);
}

void add_error(std::string& out, const IndexedError& error) {
  add_member(out, "stage", error.stage);
  add_member(out, "code", error.code);
  add_member(out, "message", error.message);
}

void add_errors(std::string& out, const char* key, const std::vector<IndexedError>& errors) {
  if (errors.empty()) return;
  out += ",\"";
  out += key;
  out += "\":[";
  for (const IndexedError& error : errors) {
    const std::size_t begin = out.size() + (&error == &errors.front() ? 0 : 1);
    add_error(out += &error == &errors.front() ? "" : ",", error);
    out[begin] = '{';  // instead of the first comma
    out += '}';
  }
  out += ']';
}

// What the id does not say itself.
std::string words_beside(const std::string& id, std::initializer_list<std::string> words, const char* between) {
  std::string beside;
  for (const std::string& word : words)
    if (!word.empty() && word != id) beside += (beside.empty() ? "" : between) + word;
  return beside;
}

}  // namespace

const char* name_of(DocumentOutcome outcome) {
  switch (outcome) {
    case DocumentOutcome::written: return "written";
    case DocumentOutcome::dropped: return "dropped";
    case DocumentOutcome::split: return "split";
    case DocumentOutcome::failed: break;
  }
  return "failed";
}

std::string IndexEntry::place() const { return line ? fmt::format("{}:{}", source, *line) : source; }

std::string IndexEntry::place_beside_id() const { return words_beside(id, {place(), locator}, "  "); }

std::string spoken_name(const std::string& id, const std::string& place, const std::string& locator) {
  // Of a part the id begins with the place: "a.html#2".
  const bool says_place = id == place || id.starts_with(place + '#');
  const std::string beside = locator.empty() && says_place ? "" : words_beside(id, {place, locator}, ", ");
  return beside.empty() ? id : fmt::format("{} ({})", id, beside);
}

void append_index_line(std::string& out, const IndexEntry& entry) {
  add_place(out, entry);
  add_member(out, "sha256", entry.sha256);
  add_member(out, "outcome", name_of(entry.outcome));
  if (entry.error) add_error(out, *entry.error);
  add_errors(out, "errors", entry.survived);
  add_errors(out, "notes", entry.notes);
  out += ",\"layers\":{";
  for (const IndexedLayer& layer : entry.layers) {
    if (&layer != &entry.layers.front()) out += ',';
    append_json_string(out, layer.name);
    out += ":{\"by\":";
    append_json_string(out, layer.by);
    add_member(out, "sha256", layer.sha256);
    out += '}';
  }
  out += "}}";
}

void append_failure_line(std::string& out, const IndexEntry& entry) {
  add_place(out, entry);
  add_error(out, *entry.error);
  out += "}\n";
}

Status read_index_line(std::string line, IndexEntry& entry) {
  entry.text = std::move(line);
  JsonDocument json;
  if (!json.parse(entry.text))
    return {Trouble::io, fmt::format("no JSON ({}); copy the output folder again, or repeat the run", json.trouble())};
  std::string mistake;
  const JsonObject o(json.root(), "", mistake);
  entry.id = o.string("id");
  entry.source = o.string("source");
  entry.line = o.integer_or_null("line");
  entry.part = o.has("part") ? static_cast<uint32_t>(o.integer("part")) : 0;
  entry.locator = o.has("locator") ? o.string("locator") : "";
  entry.sha256 = o.string("sha256");
  const std::optional<DocumentOutcome> outcome = outcome_of(o.string("outcome"));
  if (!outcome) o.wrong("outcome", "\"written\", \"dropped\", \"failed\" or \"split\"");
  entry.outcome = outcome.value_or(DocumentOutcome::failed);
  entry.error.reset();
  if (outcome && has_reason(*outcome)) entry.error = read_error(o);
  read_errors(o, "errors", entry.survived);
  read_errors(o, "notes", entry.notes);
  read_layers(o.object("layers"), mistake, entry.layers);
  if (mistake.empty()) return {};
  return {Trouble::io, fmt::format("{}; copy the output folder again, or repeat the run", mistake)};
}

struct DocumentsIndex::State {
  std::unique_ptr<LineFile> lines;
  std::string line;
  Status trouble;
};

DocumentsIndex::DocumentsIndex() : state_(std::make_unique<State>()) {}
DocumentsIndex::~DocumentsIndex() = default;

Result<std::unique_ptr<DocumentsIndex>> DocumentsIndex::open(const std::filesystem::path& folder) {
  Result<std::unique_ptr<LineFile>> lines = LineFile::open(folder / "documents.jsonl.zst");
  if (!lines.ok()) return lines.status();
  std::unique_ptr<DocumentsIndex> index(new DocumentsIndex);
  index->state_->lines = std::move(lines.value());
  return index;
}

bool DocumentsIndex::next(IndexEntry& entry) {
  State& s = *state_;
  if (!s.trouble.ok()) return false;
  std::swap(s.line, entry.text);
  if (!s.lines->next(s.line)) {
    s.trouble = s.lines->trouble();
    return false;
  }
  const Status read = read_index_line(std::move(s.line), entry);
  if (read.ok()) return true;
  s.trouble = {Trouble::io, fmt::format("{}:{}: {}", s.lines->path(), s.lines->number(), read.message())};
  return false;
}

const Status& DocumentsIndex::trouble() const { return state_->trouble; }

}  // namespace docmill::host
