#include "tooling/replay/replay.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include "host/formats/line_file.hpp"
#include "host/output/work_folder.hpp"
#include "host/run/recorded_results.hpp"
#include "host/stages/stage_result.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

// The world may answer the same question differently for another document, so a result is found by its place, too.
Digest key_at(const Digest& key, const std::string& stage, const std::string& source, std::optional<uint64_t> line,
              uint64_t part) {
  Sha256 hash;
  hash.update(key.data(), key.size());
  hash.update(fmt::format("{}\n{}\n{}\n{}", stage, line.value_or(0), part, source));
  return hash.finish();
}

class StageReplay : public StageResultStore {
 public:
  StageReplay(StageResultTable& table, std::string stage) : table_(table), stage_(std::move(stage)) {}

  bool find(const Digest& key, Document& document, std::string& out) override {
    if (table_.find(key_at(key, stage_, document.source.file, document.source.line, document.part), out)) return true;
    StageResultWriter recorder;
    out = recorder.finish(DOCMILL_FAIL, "no-answer",
                          fmt::format("the run that is repeated holds no answer of '{}' to this document as it is now; "
                                      "without --replay it would be asked",
                                      stage_));
    return true;
  }
  void store(const Digest&, Document&, uint32_t, std::string_view) override {}

 private:
  StageResultTable& table_;
  std::string stage_;
};

Result<fs::path> private_folder() {
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / "docmill-replay-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr)
    return Status(Trouble::io, fmt::format("{}: no temporary folder can be made; set TMPDIR", name));
  return fs::path(name);
}

}  // namespace

Replay::~Replay() {
  table_.reset();
  std::error_code error;
  if (!folder_.empty()) fs::remove_all(folder_, error);
}

Result<std::unique_ptr<Replay>> Replay::open(const fs::path& out) {
  const auto trouble = [&](const std::string& why) { return Status(Trouble::usage, out.string() + ": " + why); };
  std::error_code error;
  if (!is_finished_folder(out)) return trouble("is no output folder of a finished run");
  if (!fs::exists(out / recorded_name, error))
    return trouble(fmt::format("holds no {}: no stage of that run was EXTERNAL", recorded_name));
  Result<std::unique_ptr<LineFile>> file = LineFile::open(out / recorded_name);
  if (!file.ok()) return file.status();
  std::unique_ptr<Replay> replay(new Replay());
  Result<fs::path> folder = private_folder();
  if (!folder.ok()) return folder.status();
  replay->folder_ = folder.value();
  Result<std::unique_ptr<StageResultTable>> table =
      StageResultTable::open(replay->folder_ / "answers.sqlite", UINT64_MAX >> 1);
  if (!table.ok()) return table.status();
  replay->table_ = std::move(table.value());

  LineFile& lines = *file.value();
  std::string line;
  RecordedResult recorded;
  while (lines.next(line)) {
    if (const Status s = read_recorded_line(line, recorded); !s.ok())
      return Status(Trouble::io, fmt::format("{}:{}: {}", lines.path(), lines.number(), s.message()));
    replay->table_->insert(key_at(recorded.key, recorded.stage, recorded.source, recorded.line, recorded.part),
                           recorded.stage_result);
  }
  if (!lines.trouble().ok()) return lines.trouble();
  replay->table_->flush();
  if (const std::string why = replay->table_->trouble(); !why.empty()) return Status(Trouble::io, why);
  return replay;
}

std::unique_ptr<StageResultStore> Replay::of_stage(const std::string& stage) {
  return std::make_unique<StageReplay>(*table_, stage);
}

}  // namespace docmill::tooling
