#include "host/run/manifest_of_run.hpp"

#include "host/run/used_pipeline.hpp"
#include "host/support/program_hash.hpp"
#include "host/version.hpp"

namespace docmill::host {
namespace {

// The stage that writes a file or folder of the run; empty: the host.
std::string stage_of_output(const PreparedPipeline& prepared, std::string_view name) {
  for (const auto& stage : prepared.stages)
    for (const OpenedOutput& output : stage->outputs()) {
      const std::string mine = "records/" + output.name;
      for (const char* end : {"", ".gz", ".zst", "/", ".sha256", ".md"})
        if (name == mine + end) return stage->planned().name();
    }
  return {};
}

}  // namespace

Manifest manifest_of(const PreparedPipeline& prepared, const RunSummary& summary) {
  Manifest m;
  m.version = version;
  m.abi = std::to_string(DOCMILL_ABI_MAJOR) + "." + std::to_string(DOCMILL_ABI_MINOR);
  m.program = program_sha256();
  m.reproducible = summary.not_reproducible.empty();
  m.not_reproducible_because = summary.not_reproducible;
  m.digest = summary.digest;
  m.documents = {summary.counts.documents, summary.counts.written,    summary.counts.dropped, summary.counts.failed,
                 summary.counts.kept,      summary.counts.duplicates, summary.counts.split,   summary.counts.parts};
  for (const NoteCount& n : summary.notes) m.notes.push_back({n.stage, n.code, n.documents});
  m.pipeline = used_pipeline(prepared, summary.limit, summary.stages);
  m.list = summary.list;
  m.not_read = summary.not_read;
  m.skipped = summary.skipped;
  for (const WrittenFile& file : summary.written)
    m.outputs.push_back({file.name, stage_of_output(prepared, file.name), file.size, file.sha256, file.files});
  return m;
}

}  // namespace docmill::host
