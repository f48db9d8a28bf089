#include "host/run/pipeline_json.hpp"

#include <map>

#include "host/support/sha256.hpp"
#include "host/version.hpp"

namespace docmill::host {
namespace {

using namespace manifest;

// A path as the pipeline wrote it; of an absolute one only the name, which says nothing of the machine.
std::string without_machine(const std::string& path) {
  return path.starts_with('/') ? std::filesystem::path(path).filename().string() : path;
}

const char* name_of(OnError e) { return e == OnError::keep ? "keep" : e == OnError::stop ? "stop" : "fail"; }
const char* name_of(Compression c) {
  return c == Compression::gzip ? "gzip" : c == Compression::zstd ? "zstd" : "none";
}

void write_option(Writer& w, const OptionDeclaration& declared, const OptionValue& value) {
  w.Key(declared.name.c_str());
  const auto item = [&](const OptionValue::Item& i) {
    const bool file = declared.type == OptionType::file || declared.type == OptionType::files;
    string(w, file ? without_machine(i.text) : i.text);
  };
  switch (declared.type) {
    case OptionType::boolean: w.Bool(value.integer != 0); break;
    case OptionType::integer: w.Int64(value.integer); break;
    case OptionType::number: number(w, value.number); break;
    case OptionType::string:
    case OptionType::file:
      if (value.items.empty()) w.Null();
      else item(value.items[0]);
      break;
    case OptionType::strings:
    case OptionType::files:
      w.StartArray();
      for (const OptionValue::Item& i : value.items) item(i);
      w.EndArray();
  }
}

void write_renames(Writer& w, const char* key, const std::map<std::string, Located<std::string>>& names) {
  w.Key(key);
  w.StartObject();
  for (const auto& [port, layer] : names) member(w, port.c_str(), layer.value);
  w.EndObject();
}

void write_layers(Writer& w, const char* key, const Plan& plan, const std::vector<int>& slots) {
  w.Key(key);
  w.StartArray();
  for (const int slot : slots)
    if (slot != no_slot) string(w, plan.layers[static_cast<std::size_t>(slot)].unique_name);
  w.EndArray();
}

void write_stage(Writer& w, const PreparedPipeline& prepared, std::size_t index,
                 const std::vector<StageCounts>& all_counts) {
  const PlannedStage& stage = prepared.plan.stages[index];
  w.StartObject();
  member(w, "name", stage.name());
  member(w, "use", stage.declaration.id);
  member(w, "version", stage.declaration.version);
  member(w, "schedule", name_of(stage.declaration.schedule));
  w.Key("plugin");
  w.StartObject();
  member(w, "file", stage.library->path.filename().string());
  member(w, "sha256", stage.library->sha256);
  member(w, "sdk", stage.library->sdk);
  member(w, "compiler", stage.library->compiler);
  w.Key("source");
  if (stage.library->source.empty()) w.Null();
  else string(w, stage.library->source);
  w.Key("brings");
  w.StartObject();
  for (const auto& [soname, object] : stage.library->brings) member(w, soname.c_str(), object.build_id);
  w.EndObject();
  w.EndObject();
  w.Key("when");
  if (stage.entry.when) string(w, stage.entry.when->value);
  else w.Null();
  member(w, "on-error", name_of(stage.entry.on_error.value));
  w.Key("allow");
  w.StartArray();
  for (const Located<std::string>& a : stage.entry.allow) string(w, a.value);
  w.EndArray();
  write_renames(w, "in", stage.entry.in);
  write_renames(w, "out", stage.entry.out);
  write_layers(w, "requires", prepared.plan, stage.inputs);
  write_layers(w, "provides", prepared.plan, stage.outputs);
  w.Key("file");
  if (stage.entry.file) string(w, stage.entry.file->value);
  else w.Null();
  member(w, "compress", name_of(stage.entry.compress.value));
  w.Key("options");
  w.StartObject();
  for (std::size_t i = 0; i < stage.options.size(); ++i)
    write_option(w, stage.declaration.options[i], stage.options[i]);
  w.EndObject();
  w.Key("resources");
  w.StartArray();
  if (index < prepared.stages.size()) {
    for (const UsedResource& r : prepared.stages[index]->used_resources()) {
      w.StartObject();
      member(w, "option", r.option);
      member(w, "name", without_machine(r.name));
      member(w, "size", r.size);
      member(w, "sha256", r.sha256);
      w.EndObject();
    }
  }
  w.EndArray();
  if (index < all_counts.size()) {
    const StageCounts& counts = all_counts[index];
    w.Key("documents");
    w.StartObject();
    member(w, "processed", counts.documents);
    member(w, "skipped", counts.skipped);
    member(w, "dropped", counts.dropped);
    member(w, "failed", counts.failed);
    member(w, "kept", counts.kept);
    w.EndObject();
  }
  w.EndObject();
}

// What [input] says of how a document is read.
void write_reading(Writer& w, const PipelineFile& file) {
  w.Key("fields");
  w.StartObject();
  member(w, "id", file.fields.id);
  member(w, "text", file.fields.text);
  member(w, "html", file.fields.html);
  w.EndObject();
  member(w, "encoding", file.encoding.value);
  member(w, "duplicates", file.duplicates == Duplicates::error ? "error" : "warn");
  member(w, "max-document", file.max_document);
  if (file.max_spans != default_max_spans) member(w, "max-spans", file.max_spans);
  member(w, "stdin-format", file.stdin_format);
}

void write_stages(Writer& w, const PreparedPipeline& prepared, const std::vector<StageCounts>& counts) {
  w.Key("stages");
  w.StartArray();
  for (std::size_t i = 0; i < prepared.plan.stages.size(); ++i) write_stage(w, prepared, i, counts);
  w.EndArray();
}

}  // namespace

void write_pipeline(Writer& w, const PreparedPipeline& prepared, std::optional<uint64_t> limit,
                    const std::vector<StageCounts>& counts) {
  const PipelineFile& file = prepared.plan.file;
  w.StartObject();
  member(w, "name", file.name);
  member(w, "summary", file.summary);
  w.Key("input");
  w.StartObject();
  write_reading(w, file);
  w.Key("skip");
  w.StartArray();
  for (const Located<std::string>& s : file.skip) string(w, s.value);
  w.EndArray();
  if (limit) member(w, "limit", *limit);
  w.EndObject();
  w.Key("run");
  w.StartObject();
  w.Key("max-failures");
  if (file.max_failures.count) w.Uint64(*file.max_failures.count);
  else if (file.max_failures.share) number(w, *file.max_failures.share);
  else w.Null();
  w.EndObject();
  write_stages(w, prepared, counts);
  w.EndObject();
}

std::string pipeline_json(const PreparedPipeline& prepared) {
  rapidjson::StringBuffer buffer;
  Writer w(buffer);
  w.SetIndent(' ', 1);
  write_pipeline(w, prepared, std::nullopt, {});
  return finished(buffer);
}

std::string fingerprint_json(const PreparedPipeline& prepared) {
  rapidjson::StringBuffer buffer;
  Writer w(buffer);
  w.SetIndent(' ', 1);
  w.StartObject();
  w.Key("docmill");
  w.StartObject();
  member(w, "version", version);
  member(w, "sha256", program_sha256());
  w.EndObject();
  w.Key("input");
  w.StartObject();
  write_reading(w, prepared.plan.file);
  w.EndObject();
  write_stages(w, prepared, {});
  w.EndObject();
  return finished(buffer);
}

std::string fingerprint_digest(const std::string& fingerprint) { return to_hex(sha256(fingerprint)); }

}  // namespace docmill::host
