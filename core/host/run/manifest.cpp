#include "host/run/manifest.hpp"

#include "host/run/manifest_writer.hpp"
#include "host/run/pipeline_json.hpp"
#include "host/support/seal.hpp"
#include "host/version.hpp"

namespace docmill::host {
namespace {

using namespace manifest;

constexpr std::size_t piece_size = std::size_t{64} << 10;

// Passes on what has been written so far.
void drain(rapidjson::StringBuffer& buffer, Sealing& sealing) {
  sealing.add({buffer.GetString(), buffer.GetSize()});
  buffer.Clear();
}

void write_inputs(Writer& w, const RunSummary& summary, const EachFile& each_file, rapidjson::StringBuffer& buffer,
                  Sealing& sealing) {
  w.StartObject();
  member(w, "list", summary.list);
  w.Key("files");
  w.StartArray();
  each_file([&](const ReadFile& file) {
    const bool known = !file.digest.sha256.empty();
    w.StartObject();
    member(w, "name", file.name);
    w.Key("size");
    if (known) w.Uint64(file.digest.size);
    else w.Null();
    w.Key("sha256");
    if (known) string(w, file.digest.sha256);
    else w.Null();
    w.EndObject();
    if (buffer.GetSize() >= piece_size) drain(buffer, sealing);
  });
  w.EndArray();
  w.Key("not_read");
  w.StartArray();
  for (const std::string& name : summary.not_read) {
    string(w, name);
    if (buffer.GetSize() >= piece_size) drain(buffer, sealing);
  }
  w.EndArray();
  member(w, "skipped", summary.skipped);
  w.EndObject();
}

// The stage that writes a file or folder of the run; null: the host.
const std::string* stage_of_output(const PreparedPipeline& prepared, std::string_view name) {
  for (const auto& stage : prepared.stages)
    for (const OpenedOutput& output : stage->outputs()) {
      const std::string mine = "records/" + output.name;
      for (const char* end : {"", ".gz", ".zst", "/", ".sha256"})
        if (name == mine + end) return &stage->planned().name();
    }
  return nullptr;
}

}  // namespace

void write_manifest(const PreparedPipeline& prepared, const RunSummary& summary, const EachFile& each_file,
                    const std::function<void(std::string_view)>& take) {
  Sealing sealing(take);
  rapidjson::StringBuffer buffer;
  Writer w(buffer);
  w.SetIndent(' ', 1);
  w.StartObject();
  member(w, "format", run_format);  // first: OutputFolder knows its own by it
  w.Key("docmill");
  w.StartObject();
  member(w, "version", version);
  member(w, "abi", std::to_string(DOCMILL_ABI_MAJOR) + "." + std::to_string(DOCMILL_ABI_MINOR));
  member(w, "sha256", program_sha256());
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
  w.Key("notes");
  w.StartArray();
  for (const NoteCount& n : summary.notes) {
    w.StartObject();
    member(w, "stage", n.stage);
    member(w, "code", n.code);
    member(w, "documents", n.documents);
    w.EndObject();
  }
  w.EndArray();
  w.Key("pipeline");
  write_pipeline(w, prepared, summary.limit, summary.stages);
  w.Key("inputs");
  write_inputs(w, summary, each_file, buffer, sealing);
  w.Key("outputs");
  w.StartArray();
  for (const WrittenFile& file : summary.written) {
    w.StartObject();
    member(w, "name", file.name);
    const std::string* writer = stage_of_output(prepared, file.name);
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
  buffer.Put('\n');
  drain(buffer, sealing);
  sealing.end();
}

}  // namespace docmill::host
