#include "host/run/committer.hpp"

#include <iterator>
#include <utility>

#include "host/run/index_entry.hpp"

namespace docmill::host {

// ---- chunks

void ChunkWriter::take(std::vector<ReadFile>& files) {
  line_.files.insert(line_.files.end(), std::make_move_iterator(files.begin()), std::make_move_iterator(files.end()));
  files.clear();
}

Status ChunkWriter::enter(Batch& batch) {
  if (open_ && batch.part != part_)
    if (Status s = leave(batch.at, std::move(batch.files)); !s.ok()) return s;
  take(batch.files);
  line_.chunk = batch.chunk;
  part_ = batch.part;
  open_ = true;
  return {};
}

Status ChunkWriter::leave(InputPosition next, std::vector<ReadFile> files) {
  take(files);
  return open_ ? write(ChunkLine::Kind::chunk, next) : Status();
}

Status ChunkWriter::write(ChunkLine::Kind kind, InputPosition next) {
  line_.kind = kind;
  line_.next = next;
  if (kind != ChunkLine::Kind::chunk) line_.chunk = 0;
  if (Status s = write_(line_); !s.ok()) return s;
  line_.clear();
  open_ = false;
  return {};
}

DocumentRow row_of(const Document& d, std::size_t n_stages) {
  DocumentRow row;
  constexpr std::size_t bytes_of_key = 16;
  if (d.key) append_hex(row.key, *d.key, bytes_of_key);
  const bool had_all = d.marks.size() == n_stages && d.marks.find_first_not_of('p') == std::string::npos;
  if (!had_all) row.marks = d.marks.empty() ? "-" : d.marks;
  const bool is_written = reaches_outputs(d.outcome);
  for (const Emission& e : d.emissions)
    if (is_written || e.always) row.emissions.emplace_back(e.output, e.size);
  return row;
}

void tell(const RunObserver& observer, const Plan& plan, const Document& d) {
  if (!observer.on_message) return;
  const bool is_silent = d.told_notes >= d.notes.size() && d.told_kept >= d.kept.size() && d.outcome != Outcome::failed;
  if (is_silent) return;
  const std::string name = spoken_name(d.source);
  for (std::size_t i = d.told_notes; i < d.notes.size(); ++i) {
    const DocumentNote& n = d.notes[i];
    observer.on_message(n.level, stage_name(plan, n.stage), name, n.code, n.message);
  }
  for (std::size_t i = d.told_kept; i < d.kept.size(); ++i) {
    const DocumentError& e = d.kept[i];
    observer.on_message(DOCMILL_LEVEL_WARNING, stage_name(plan, e.stage), name, e.code, e.message);
  }
  if (d.outcome == Outcome::failed && !d.told_failure)
    observer.on_message(DOCMILL_LEVEL_ERROR, stage_name(plan, d.error.stage), name, d.error.code, d.error.message);
}

// ---- committer

Committer::Committer(const Plan& plan, OrderedStages stages, OutputFolder& output, Journal& journal,
                     RunState& run_state, const RunObserver& observer, StopReason& stop_reason, bool is_sample)
    : plan_(plan),
      stages_(std::move(stages)),
      output_(output),
      run_state_(run_state),
      observer_(observer),
      stop_reason_(stop_reason),
      is_sample_(is_sample),
      chunks_([&output, &journal](ChunkLine& line) {
        Result<ChunkRanges> ranges = output.end_chunk();
        if (!ranges.ok()) return ranges.status();
        line.ranges = std::move(ranges.value());
        return journal.add(line);
      }) {}

Status Committer::emit(StageCaller::Moment moment) {
  return stages_.outside(moment,
                         [this](uint32_t output, std::string_view bytes) { return output_.append(output, {}, bytes); });
}

Status Committer::begin() {
  if (Status s = emit(StageCaller::Moment::begin); !s.ok()) return s;
  return chunks_.write(ChunkLine::Kind::begin, {});
}

Status Committer::finish(InputPosition end, std::vector<ReadFile> files) {
  if (Status s = chunks_.leave(end, std::move(files)); !s.ok()) return s;
  if (Status s = is_sample_ ? Status() : emit(StageCaller::Moment::finish); !s.ok()) return s;
  if (Status s = emit(StageCaller::Moment::end); !s.ok()) return s;
  return chunks_.write(ChunkLine::Kind::end, end);
}

void Committer::commit(Batch& batch) {
  if (stop_reason_.has_stopped()) return;
  if (Status s = chunks_.enter(batch); !s.ok()) return stop_reason_.stop_with(std::move(s));
  // Ids first: a document refused for its id must not reach a stage that remembers.
  for (Document* d : batch.pointers) run_state_.meet(*d);
  stages_.work(batch);
  if (stop_reason_.has_stopped()) return;
  Status written;
  for (std::size_t i = 0; i < batch.pointers.size() && written.ok(); ++i) {
    Document& d = *batch.pointers[i];
    if (d.outcome == Outcome::going) d.outcome = Outcome::written;
    tell(observer_, plan_, d);
    written = write(d, batch);
  }
  if (Status s = write_gathered(batch); written.ok()) written = std::move(s);
  if (!written.ok()) stop_reason_.stop_with(std::move(written));
}

Status Committer::write(Document& d, const Batch& batch) {
  line_.clear();
  fill_entry(entry_, plan_, d);
  append_index_line(line_, entry_);
  const Status judged = run_state_.record(d, line_);
  line_ += '\n';
  if (Status s = output_.index().append(line_); !s.ok()) return s;
  if (d.outcome == Outcome::failed) {
    failure_.clear();
    append_failure_line(failure_, entry_);
    if (Status s = output_.failures().append(failure_); !s.ok()) return s;
  }
  chunks_.add(row_of(d, plan_.stages.size()));
  if (Status s = write_emissions(d, batch); !s.ok()) return s;
  return is_sample_ ? Status() : judged;
}

Status Committer::write_emissions(const Document& d, const Batch& batch) {
  for (const Emission& e : d.emissions) {
    if (!reaches_outputs(d.outcome) && !e.always) continue;
    if (!output_.is_file(e.output)) {
      const auto pieces = [&](const TakePiece& take) { return batch.emitted.read(e.offset, e.size, take); };
      if (Status s = output_.append(e.output, d.source.id, pieces, e.sha256 ? &*e.sha256 : nullptr); !s.ok()) return s;
      continue;
    }
    if (gathered_.size() <= e.output) gathered_.resize(e.output + 1);
    Gathered& gathered = gathered_[e.output];
    if (gathered.offset + gathered.size != e.offset) {
      if (Status s = write_gathered(e.output, batch); !s.ok()) return s;
      gathered.offset = e.offset;
    }
    gathered.size += e.size;
  }
  return {};
}

Status Committer::write_gathered(uint32_t output, const Batch& batch) {
  const Gathered gathered = std::exchange(gathered_[output], {});
  const auto pieces = [&](const TakePiece& take) { return batch.emitted.read(gathered.offset, gathered.size, take); };
  return gathered.size != 0 ? output_.append(output, {}, pieces) : Status();
}

Status Committer::write_gathered(const Batch& batch) {
  Status first;
  for (uint32_t output = 0; output < gathered_.size(); ++output)
    if (Status s = write_gathered(output, batch); first.ok()) first = std::move(s);
  return first;
}

}  // namespace docmill::host
