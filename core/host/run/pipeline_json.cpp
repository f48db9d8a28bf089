#include "host/run/pipeline_json.hpp"

#include <map>

#include "host/support/sha256.hpp"
#include "host/version.hpp"

namespace docmill::host {
namespace {

// A path as the pipeline wrote it; of an absolute one only the name, which says nothing of the machine.
std::string without_machine(const std::string& path) {
  return path.starts_with('/') ? std::filesystem::path(path).filename().string() : path;
}

const char* name_of(OnError e) { return e == OnError::keep ? "keep" : e == OnError::stop ? "stop" : "fail"; }
const char* name_of(Compression c) {
  return c == Compression::gzip ? "gzip" : c == Compression::zstd ? "zstd" : "none";
}

void write_option(JsonWriter& w, const OptionDeclaration& declared, const OptionValue& value) {
  w.key(declared.name);
  const auto item = [&](const OptionValue::Item& i) {
    const bool file = declared.type == OptionType::file || declared.type == OptionType::files;
    w.value(file ? without_machine(i.text) : i.text);
  };
  switch (declared.type) {
    case OptionType::boolean: w.value(value.integer != 0); break;
    case OptionType::integer: w.value(value.integer); break;
    case OptionType::number: w.value(value.number); break;
    case OptionType::string:
    case OptionType::file:
      if (value.items.empty()) w.null();
      else item(value.items[0]);
      break;
    case OptionType::strings:
    case OptionType::files:
      w.array();
      for (const OptionValue::Item& i : value.items) item(i);
      w.end();
  }
}

void write_renames(JsonWriter& w, const char* key, const std::map<std::string, Located<std::string>>& names) {
  w.key(key).object();
  for (const auto& [port, layer] : names) w.member(port, layer.value);
  w.end();
}

void write_layers(JsonWriter& w, const char* key, const Plan& plan, const std::vector<int>& slots) {
  w.key(key).array();
  for (const int slot : slots)
    if (slot != no_slot) w.value(plan.layers[static_cast<std::size_t>(slot)].unique_name);
  w.end();
}

void write_stage(JsonWriter& w, const PreparedPipeline& prepared, std::size_t index,
                 const std::vector<StageCounts>& all_counts) {
  const PlannedStage& stage = prepared.plan.stages[index];
  w.object();
  w.member("name", stage.name());
  w.member("use", stage.declaration.id);
  w.member("version", stage.declaration.version);
  w.member("schedule", name_of(stage.declaration.schedule));
  w.key("plugin").object();
  w.member("file", stage.library->path.filename().string());
  w.member("sha256", stage.library->sha256);
  w.member("sdk", stage.library->sdk);
  w.member("compiler", stage.library->compiler);
  w.key("source");
  if (stage.library->source.empty()) w.null();
  else w.value(stage.library->source);
  w.key("brings").object();
  for (const auto& [soname, object] : stage.library->brings) w.member(soname, object.build_id);
  w.end();
  w.end();
  w.key("when");
  if (stage.entry.when) w.value(stage.entry.when->value);
  else w.null();
  w.member("on-error", name_of(stage.entry.on_error.value));
  w.key("allow").array();
  for (const Located<std::string>& a : stage.entry.allow) w.value(a.value);
  w.end();
  write_renames(w, "in", stage.entry.in);
  write_renames(w, "out", stage.entry.out);
  write_layers(w, "requires", prepared.plan, stage.inputs);
  write_layers(w, "provides", prepared.plan, stage.outputs);
  w.key("file");
  if (stage.entry.file) w.value(stage.entry.file->value);
  else w.null();
  w.member("compress", name_of(stage.entry.compress.value));
  w.key("options").object();
  for (std::size_t i = 0; i < stage.options.size(); ++i)
    write_option(w, stage.declaration.options[i], stage.options[i]);
  w.end();
  w.key("resources").array();
  if (index < prepared.stages.size()) {
    for (const UsedResource& r : prepared.stages[index]->used_resources()) {
      w.object();
      w.member("option", r.option);
      w.member("name", without_machine(r.name));
      w.member("size", r.size);
      w.member("sha256", r.sha256);
      w.end();
    }
  }
  w.end();
  if (index < all_counts.size()) {
    const StageCounts& counts = all_counts[index];
    w.key("documents").object();
    w.member("processed", counts.documents);
    w.member("skipped", counts.skipped);
    w.member("dropped", counts.dropped);
    w.member("failed", counts.failed);
    w.member("kept", counts.kept);
    w.end();
  }
  w.end();
}

// What [input] says of how a document is read.
void write_reading(JsonWriter& w, const PipelineFile& file) {
  w.key("fields").object();
  w.member("id", file.fields.id);
  w.member("text", file.fields.text);
  w.member("html", file.fields.html);
  w.end();
  w.member("encoding", file.encoding.value);
  w.member("duplicates", file.duplicates == Duplicates::error ? "error" : "warn");
  w.member("max-document", file.max_document);
  if (file.max_spans != default_max_spans) w.member("max-spans", file.max_spans);
  w.member("stdin-format", file.stdin_format);
}

void write_stages(JsonWriter& w, const PreparedPipeline& prepared, const std::vector<StageCounts>& counts) {
  w.key("stages").array();
  for (std::size_t i = 0; i < prepared.plan.stages.size(); ++i) write_stage(w, prepared, i, counts);
  w.end();
}

}  // namespace

void write_pipeline(JsonWriter& w, const PreparedPipeline& prepared, std::optional<uint64_t> limit,
                    const std::vector<StageCounts>& counts) {
  const PipelineFile& file = prepared.plan.file;
  w.object();
  w.member("name", file.name);
  w.member("summary", file.summary);
  w.key("input").object();
  write_reading(w, file);
  w.key("skip").array();
  for (const Located<std::string>& s : file.skip) w.value(s.value);
  w.end();
  if (limit) w.member("limit", *limit);
  w.end();
  w.key("run").object();
  w.key("max-failures");
  if (file.max_failures.count) w.value(*file.max_failures.count);
  else if (file.max_failures.share) w.value(*file.max_failures.share);
  else w.null();
  w.end();
  write_stages(w, prepared, counts);
  w.end();
}

std::string pipeline_json(const PreparedPipeline& prepared) {
  std::string out;
  JsonWriter w(out, 1);
  write_pipeline(w, prepared, std::nullopt, {});
  return out + "\n";
}

std::string fingerprint_json(const PreparedPipeline& prepared) {
  std::string out;
  JsonWriter w(out, 1);
  w.object();
  w.key("docmill").object();
  w.member("version", version);
  w.member("sha256", program_sha256());
  w.end();
  w.key("input").object();
  write_reading(w, prepared.plan.file);
  w.end();
  write_stages(w, prepared, {});
  w.end();
  return out + "\n";
}

std::string fingerprint_digest(const std::string& fingerprint) { return to_hex(sha256(fingerprint)); }

}  // namespace docmill::host
