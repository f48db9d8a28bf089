#include "host/run/manifest.hpp"

#include "docmill/base/json_writer.hpp"
#include "host/run/pipeline_json.hpp"
#include "host/support/seal.hpp"
#include "host/version.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t piece_size = std::size_t{64} << 10;

// Passes on what has been written so far.
void drain(std::string& buffer, Sealing& sealing) {
  sealing.add(buffer);
  buffer.clear();
}

void write_inputs(JsonWriter& w, const RunSummary& summary, const EachFile& each_file, std::string& buffer,
                  Sealing& sealing) {
  w.object();
  w.member("list", summary.list);
  w.key("files").array();
  each_file([&](const ReadFile& file) {
    const bool known = !file.digest.sha256.empty();
    w.object();
    w.member("name", file.name);
    w.key("size");
    if (known) w.value(file.digest.size);
    else w.null();
    w.key("sha256");
    if (known) w.value(file.digest.sha256);
    else w.null();
    w.end();
    if (buffer.size() >= piece_size) drain(buffer, sealing);
  });
  w.end();
  w.key("not_read").array();
  for (const std::string& name : summary.not_read) {
    w.value(name);
    if (buffer.size() >= piece_size) drain(buffer, sealing);
  }
  w.end();
  w.member("skipped", summary.skipped);
  w.end();
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
  std::string buffer;
  JsonWriter w(buffer, 1);
  w.object();
  w.member("format", run_format);  // first: OutputFolder knows its own by it
  w.key("docmill").object();
  w.member("version", version);
  w.member("abi", std::to_string(DOCMILL_ABI_MAJOR) + "." + std::to_string(DOCMILL_ABI_MINOR));
  w.member("sha256", program_sha256());
  w.end();
  w.member("reproducible", summary.not_reproducible.empty());
  w.key("not_reproducible_because").array();
  for (const std::string& reason : summary.not_reproducible) w.value(reason);
  w.end();
  w.member("digest", summary.digest);
  w.key("documents").object();
  w.member("total", summary.counts.documents);
  w.member("written", summary.counts.written);
  w.member("dropped", summary.counts.dropped);
  w.member("failed", summary.counts.failed);
  w.member("kept", summary.counts.kept);
  w.member("duplicates", summary.counts.duplicates);
  w.end();
  w.key("notes").array();
  for (const NoteCount& n : summary.notes) {
    w.object();
    w.member("stage", n.stage);
    w.member("code", n.code);
    w.member("documents", n.documents);
    w.end();
  }
  w.end();
  w.key("pipeline");
  write_pipeline(w, prepared, summary.limit, summary.stages);
  w.key("inputs");
  write_inputs(w, summary, each_file, buffer, sealing);
  w.key("outputs").array();
  for (const WrittenFile& file : summary.written) {
    w.object();
    w.member("name", file.name);
    const std::string* writer = stage_of_output(prepared, file.name);
    w.key("stage");
    if (writer != nullptr) w.value(*writer);
    else w.null();
    if (file.files) w.member("files", *file.files);
    w.member("size", file.size);
    w.member("sha256", file.sha256);
    w.end();
  }
  w.end();
  w.end();
  buffer += '\n';
  drain(buffer, sealing);
  sealing.end();
}

}  // namespace docmill::host
