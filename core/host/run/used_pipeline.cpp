#include "host/run/used_pipeline.hpp"

#include <map>

#include "host/support/program_hash.hpp"
#include "host/support/working_folder.hpp"
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

// One value as JSON text.
template <class Write>
std::string json_of(Write&& write) {
  std::string out;
  JsonWriter w(out);
  write(w);
  return out;
}

template <class T>
std::string json_of_value(const T& value) {
  return json_of([&](JsonWriter& w) { w.value(value); });
}

std::string json_of_strings(const std::vector<Located<std::string>>& strings) {
  return json_of([&](JsonWriter& w) {
    w.array();
    for (const Located<std::string>& s : strings) w.value(s.value);
    w.end();
  });
}

void write_option(JsonWriter& w, const OptionDeclaration& declared, const OptionValue& value) {
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

std::string json_of_renames(const std::map<std::string, Located<std::string>>& names) {
  return json_of([&](JsonWriter& w) {
    w.object();
    for (const auto& [port, layer] : names) w.member(port, layer.value);
    w.end();
  });
}

std::vector<std::string> layer_names(const Plan& plan, const std::vector<int>& slots) {
  std::vector<std::string> names;
  for (const int slot : slots)
    if (slot != no_slot) names.push_back(plan.layers[static_cast<std::size_t>(slot)].unique_name);
  return names;
}

PluginRecord plugin_of(const PlannedStage& stage) {
  PluginRecord plugin;
  plugin.file = stage.library->path.filename().string();
  plugin.sha256 = stage.library->sha256;
  plugin.sdk = stage.library->sdk;
  plugin.compiler = stage.library->compiler;
  if (!stage.library->source.empty()) plugin.source = stage.library->source;
  for (const auto& [soname, object] : stage.library->brings) plugin.brings[soname] = object.build_id;
  return plugin;
}

// How the host treats the stage, in the order in which it is written.
JsonMembers settings_of(const StageEntry& entry, bool is_reader) {
  JsonMembers settings;
  if (is_reader) settings.add("files", json_of_strings(entry.files));
  settings.add("when", entry.when ? json_of_value(entry.when->value) : "null");
  settings.add("on-error", json_of_value(name_of(entry.on_error.value)));
  settings.add("allow", json_of_strings(entry.allow));
  settings.add("in", json_of_renames(entry.in));
  settings.add("out", json_of_renames(entry.out));
  if (entry.split) settings.add("split-by", json_of_value(entry.split->value));
  settings.add("file", entry.file ? json_of_value(entry.file->value) : "null");
  settings.add("compress", json_of_value(name_of(entry.compress.value)));
  return settings;
}

// `instance`: null where there is none. A reader has what a stage has, but for what is said of layers.
StageRecord stage_of(const Plan& plan, const PlannedStage& stage, const StageInstance* instance) {
  StageRecord record;
  record.name = stage.name();
  record.use = stage.declaration.id;
  record.version = stage.declaration.version;
  record.schedule = name_of(stage.declaration.schedule);
  record.plugin = plugin_of(stage);
  record.settings = settings_of(stage.entry, stage.declaration.reader != nullptr);
  record.required = layer_names(plan, stage.inputs);
  record.provided = layer_names(plan, stage.outputs);
  for (std::size_t i = 0; i < stage.options.size(); ++i) {
    const OptionDeclaration& declared = stage.declaration.options[i];
    record.options.add(declared.name, json_of([&](JsonWriter& w) { write_option(w, declared, stage.options[i]); }));
  }
  if (instance != nullptr)
    for (const UsedResource& r : instance->used_resources())
      record.resources.push_back({r.option, without_machine(r.name), r.size, r.sha256});
  return record;
}

std::vector<StageRecord> records_of(const Plan& plan, const std::vector<PlannedStage>& planned,
                                    const std::vector<std::unique_ptr<StageInstance>>& instances) {
  std::vector<StageRecord> records;
  for (std::size_t i = 0; i < planned.size(); ++i)
    records.push_back(stage_of(plan, planned[i], i < instances.size() ? instances[i].get() : nullptr));
  return records;
}

std::vector<StageRecord> readers_of(const PreparedPipeline& prepared) {
  return records_of(prepared.plan, prepared.plan.readers, prepared.readers);
}

std::vector<StageRecord> stages_of(const PreparedPipeline& prepared) {
  return records_of(prepared.plan, prepared.plan.stages, prepared.stages);
}

// What [input] says of how a document is read.
JsonMembers reading_of(const PipelineFile& file) {
  JsonMembers input;
  input.add("fields.id", json_of_value(file.fields.id));
  input.add("fields.text", json_of_value(file.fields.text));
  input.add("fields.html", json_of_value(file.fields.html));
  input.add("encoding", json_of_value(file.encoding.value));
  input.add("duplicates", json_of_value(file.duplicates == Duplicates::error ? "error" : "warn"));
  input.add("max-document", json_of_value(file.max_document));
  if (file.max_spans != default_max_spans) input.add("max-spans", json_of_value(file.max_spans));
  input.add("stdin-format", json_of_value(file.stdin_format));
  return input;
}

std::string json_of_limit(const PipelineFile& file) {
  if (file.max_failures.count) return json_of_value(*file.max_failures.count);
  return file.max_failures.share ? json_of_value(*file.max_failures.share) : "null";
}

}  // namespace

PipelineRecord used_pipeline(const PreparedPipeline& prepared, std::optional<uint64_t> limit,
                             const std::vector<StageCounts>& counts) {
  const PipelineFile& file = prepared.plan.file;
  PipelineRecord pipeline;
  pipeline.name = file.name;
  pipeline.summary = file.summary;
  pipeline.input = reading_of(file);
  pipeline.input.add("skip", json_of_strings(file.skip));
  if (limit) pipeline.input.add("limit", json_of_value(*limit));
  pipeline.run.add("max-failures", json_of_limit(file));
  pipeline.readers = readers_of(prepared);
  if (file.max_failures.stage_share)
    pipeline.run.add("max-failure-rate", json_of_value(*file.max_failures.stage_share));
  pipeline.stages = stages_of(prepared);
  for (std::size_t i = 0; i < pipeline.stages.size() && i < counts.size(); ++i)
    pipeline.stages[i].documents =
        StageTotals{counts[i].documents, counts[i].skipped, counts[i].dropped, counts[i].failed, counts[i].kept};
  return pipeline;
}

RunOrigin origin_of(const PreparedPipeline& prepared, std::optional<uint64_t> limit) {
  const auto full = [](const std::filesystem::path& p) { return anchored(p).lexically_normal().string(); };
  RunOrigin origin;
  origin.pipeline = full(prepared.request.path);
  for (const Override& o : prepared.request.overrides) origin.sets.push_back(o.text);
  for (const std::string& input : prepared.request.inputs) origin.inputs.push_back(full(input));
  origin.limit = limit;
  for (const SearchFolder& folder : prepared.search.folders) origin.plugin_folders.push_back(full(folder.path));
  return origin;
}

PipelineRequest request_of(const RunOrigin& origin) {
  PipelineRequest request;
  request.path = origin.pipeline;
  for (const std::string& set : origin.sets) request.overrides.push_back({set});
  request.inputs = origin.inputs;
  return request;
}

std::string used_pipeline_json(const PreparedPipeline& prepared) {
  std::string out;
  JsonWriter w(out, 1);
  write_pipeline_record(w, used_pipeline(prepared));
  return out + "\n";
}

std::string fingerprint_text(const PreparedPipeline& prepared) {
  return fingerprint_text(
      {version, program_sha256(), reading_of(prepared.plan.file), readers_of(prepared), stages_of(prepared)});
}

}  // namespace docmill::host
