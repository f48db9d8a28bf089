#include "host/run/manifest.hpp"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <map>
#include <thread>

#include "docmill/base/json_text.hpp"
#include "host/output/output_folder.hpp"
#include "host/support/seal.hpp"
#include "host/version.hpp"

namespace docmill::host {
namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void string(Writer& w, std::string_view s) { w.String(s.data(), static_cast<rapidjson::SizeType>(s.size())); }
void member(Writer& w, const char* key, std::string_view value) {
  w.Key(key);
  string(w, value);
}
void member(Writer& w, const char* key, uint64_t value) {
  w.Key(key);
  w.Uint64(value);
}
// Numbers in the one form that records have, too.
void number(Writer& w, double value) {
  std::string text;
  append_json_number(text, value);
  w.RawValue(text.data(), text.size(), rapidjson::kNumberType);
}

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

void write_stage(Writer& w, const Mill& mill, std::size_t index, const StageCounts* counts) {
  const PlannedStage& stage = mill.plan.stages[index];
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
  write_layers(w, "requires", mill.plan, stage.inputs);
  write_layers(w, "provides", mill.plan, stage.outputs);
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
  if (index < mill.stages.size()) {
    for (const UsedResource& r : mill.stages[index]->used_resources()) {
      w.StartObject();
      member(w, "option", r.option);
      member(w, "name", without_machine(r.name));
      member(w, "size", r.size);
      member(w, "sha256", r.sha256);
      w.EndObject();
    }
  }
  w.EndArray();
  if (counts != nullptr) {
    w.Key("documents");
    w.StartObject();
    member(w, "processed", counts->documents);
    member(w, "skipped", counts->skipped);
    member(w, "dropped", counts->dropped);
    member(w, "failed", counts->failed);
    member(w, "kept", counts->kept);
    w.EndObject();
  }
  w.EndObject();
}

void write_pipeline(Writer& w, const Mill& mill, const RunSettings* settings, const RunSummary* summary) {
  const PipelineFile& file = mill.plan.file;
  w.StartObject();
  member(w, "name", file.name);
  member(w, "summary", file.summary);
  w.Key("input");
  w.StartObject();
  w.Key("fields");
  w.StartObject();
  member(w, "id", file.fields.id);
  member(w, "text", file.fields.text);
  member(w, "html", file.fields.html);
  w.EndObject();
  member(w, "encoding", file.encoding.value);
  w.Key("skip");
  w.StartArray();
  for (const Located<std::string>& s : file.skip) string(w, s.value);
  w.EndArray();
  member(w, "duplicates", file.duplicates == Duplicates::error ? "error" : "warn");
  member(w, "max-document", file.max_document);
  member(w, "stdin-format", file.stdin_format);
  if (settings != nullptr && settings->limit) member(w, "limit", *settings->limit);
  w.EndObject();
  w.Key("run");
  w.StartObject();
  w.Key("max-failures");
  if (file.max_failures.count) w.Uint64(*file.max_failures.count);
  else if (file.max_failures.share) number(w, *file.max_failures.share);
  else w.Null();
  w.EndObject();
  w.Key("stages");
  w.StartArray();
  for (std::size_t i = 0; i < mill.plan.stages.size(); ++i)
    write_stage(w, mill, i, summary != nullptr ? &summary->stages[i] : nullptr);
  w.EndArray();
  w.EndObject();
}

void write_inputs(Writer& w, const InputList& inputs, const std::vector<FileDigest>& digests) {
  w.StartObject();
  w.Key("files");
  w.StartArray();
  for (std::size_t i = 0; i < inputs.files.size(); ++i) {
    w.StartObject();
    member(w, "name", inputs.files[i].name);
    const bool known = i < digests.size() && !digests[i].sha256.empty();
    w.Key("size");
    if (known) w.Uint64(digests[i].size);
    else w.Null();
    w.Key("sha256");
    if (known) string(w, digests[i].sha256);
    else w.Null();
    w.EndObject();
  }
  w.EndArray();
  w.Key("not_read");
  w.StartArray();
  for (const std::string& name : inputs.not_read) string(w, name);
  w.EndArray();
  member(w, "skipped", inputs.skipped);
  w.EndObject();
}

// The stage that writes a file or folder of the run; null: the host.
const std::string* stage_of_output(const Mill& mill, std::string_view name) {
  for (const auto& stage : mill.stages)
    for (const OpenedOutput& output : stage->outputs()) {
      const std::string mine = "records/" + output.name;
      for (const char* end : {"", ".gz", ".zst", "/", ".sha256"})
        if (name == mine + end) return &stage->planned().name();
    }
  return nullptr;
}

std::string finished(const rapidjson::StringBuffer& buffer) {
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace

std::string pipeline_json(const Mill& mill) {
  rapidjson::StringBuffer buffer;
  Writer w(buffer);
  w.SetIndent(' ', 1);
  write_pipeline(w, mill, nullptr, nullptr);
  return finished(buffer);
}

std::string manifest_json(const Mill& mill, const RunSettings& settings, const InputList& inputs,
                          const std::vector<FileDigest>& digests, const RunSummary& summary) {
  rapidjson::StringBuffer buffer;
  Writer w(buffer);
  w.SetIndent(' ', 1);
  w.StartObject();
  member(w, "format", run_format);  // first: OutputFolder knows its own by it
  w.Key("docmill");
  w.StartObject();
  member(w, "version", version);
  member(w, "abi", std::to_string(DOCMILL_ABI_MAJOR) + "." + std::to_string(DOCMILL_ABI_MINOR));
  w.EndObject();
  w.Key("reproducible");
  w.Bool(summary.not_reproducible.empty());
  w.Key("not_reproducible_because");
  w.StartArray();
  for (const std::string& reason : summary.not_reproducible) string(w, reason);
  w.EndArray();
  member(w, "digest", summary.digest);
  w.Key("documents");
  w.StartObject();
  member(w, "total", summary.counts.documents);
  member(w, "written", summary.counts.written);
  member(w, "dropped", summary.counts.dropped);
  member(w, "failed", summary.counts.failed);
  member(w, "kept", summary.counts.kept);
  member(w, "duplicates", summary.counts.duplicates);
  w.EndObject();
  w.Key("pipeline");
  write_pipeline(w, mill, &settings, &summary);
  w.Key("inputs");
  write_inputs(w, inputs, digests);
  w.Key("outputs");
  w.StartArray();
  for (const WrittenFile& file : summary.written) {
    w.StartObject();
    member(w, "name", file.name);
    const std::string* writer = stage_of_output(mill, file.name);
    w.Key("stage");
    if (writer != nullptr) string(w, *writer);
    else w.Null();
    if (file.files) member(w, "files", *file.files);
    member(w, "size", file.size);
    member(w, "sha256", file.sha256);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  return sealed(finished(buffer));
}

// How the run was asked for, with the paths of this machine: `verify --rerun` asks for it once more.
void write_origin(Writer& w, const Mill& mill, const RunSettings& settings) {
  const auto path = [&](const std::filesystem::path& p) {
    std::error_code error;
    const std::filesystem::path full = p == "-" ? p : std::filesystem::absolute(p, error).lexically_normal();
    string(w, error ? p.string() : full.string());
  };
  w.StartObject();
  w.Key("pipeline");
  path(mill.request.path);
  w.Key("set");
  w.StartArray();
  for (const Override& o : mill.request.overrides) string(w, o.text);
  w.EndArray();
  w.Key("input");
  w.StartArray();
  for (const std::string& input : mill.request.inputs) path(input);
  w.EndArray();
  w.Key("limit");
  if (settings.limit) w.Uint64(*settings.limit);
  else w.Null();
  w.Key("plugin_folders");
  w.StartArray();
  for (const SearchFolder& folder : mill.search.folders) path(folder.path);
  w.EndArray();
  w.EndObject();
}

std::string timings_json(const Mill& mill, const RunSettings& settings, const RunSummary& summary) {
  rapidjson::StringBuffer buffer;
  Writer w(buffer);
  w.SetIndent(' ', 1);
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  std::array<char, 32> now{};
  const std::time_t seconds = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  std::strftime(now.data(), now.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);

  w.StartObject();
  member(w, "finished", now.data());
  member(w, "host", host.data());
  w.Key("origin");
  write_origin(w, mill, settings);
  member(w, "processors", std::thread::hardware_concurrency());
  member(w, "threads", summary.threads);
  w.Key("seconds");
  number(w, summary.seconds);
  member(w, "bytes_read", summary.bytes_read);
  member(w, "peak_memory_bytes", static_cast<uint64_t>(usage.ru_maxrss) * 1024);
  const double elapsed = std::max(summary.seconds, 1e-9);
  w.Key("megabytes_per_second");
  number(w, static_cast<double>(summary.bytes_read) / 1e6 / elapsed);
  w.Key("documents_per_second");
  number(w, static_cast<double>(summary.counts.documents) / elapsed);
  w.Key("stages");
  w.StartArray();
  for (std::size_t i = 0; i < summary.stages.size(); ++i) {
    w.StartObject();
    member(w, "name", mill.plan.stages[i].name());
    member(w, "documents", summary.stages[i].documents);
    w.Key("seconds");
    number(w, static_cast<double>(summary.stages[i].nanoseconds) / 1e9);
    member(w, "recalled", summary.stages[i].recalled);
    member(w, "retried_batches", summary.stages[i].retried_batches);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  return finished(buffer);
}

}  // namespace docmill::host
