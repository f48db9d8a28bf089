#include "host/run/settling.hpp"

#include <iterator>

#include "host/run/index_line.hpp"

namespace docmill::host {

// ---- the book

void ChunkBook::take(std::vector<ReadFile>& files) {
  line_.files.insert(line_.files.end(), std::make_move_iterator(files.begin()), std::make_move_iterator(files.end()));
  files.clear();
}

Status ChunkBook::enter(Batch& batch) {
  if (open_ && batch.part != part_)
    if (Status s = leave(batch.at, std::move(batch.files)); !s.ok()) return s;
  take(batch.files);
  line_.chunk = batch.chunk;
  part_ = batch.part;
  open_ = true;
  return {};
}

Status ChunkBook::leave(InputPosition next, std::vector<ReadFile> files) {
  take(files);
  return open_ ? write(ChunkLine::Kind::chunk, next) : Status();
}

Status ChunkBook::write(ChunkLine::Kind kind, InputPosition next) {
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
  if (d.key) row.key = to_hex(*d.key).substr(0, 32);
  if (d.marks != std::string(n_stages, 'p')) row.marks = d.marks.empty() ? "-" : d.marks;
  const bool is_written = d.outcome == Outcome::written || d.outcome == Outcome::going;
  for (const Emission& e : d.emissions)
    if (is_written || e.always) row.emissions.emplace_back(e.output, e.size);
  return row;
}

void tell(const RunObserver& observer, const Plan& plan, const Document& d) {
  if (!observer.on_message) return;
  for (std::size_t i = d.told_notes; i < d.notes.size(); ++i) {
    const DocumentNote& n = d.notes[i];
    observer.on_message(n.level, stage_name(plan, n.stage), d.source.id, n.code, n.message);
  }
  for (std::size_t i = d.told_kept; i < d.kept.size(); ++i) {
    const DocumentError& e = d.kept[i];
    observer.on_message(DOCMILL_LEVEL_WARNING, stage_name(plan, e.stage), d.source.id, e.code, e.message);
  }
  if (d.outcome == Outcome::failed && !d.told_failure)
    observer.on_message(DOCMILL_LEVEL_ERROR, stage_name(plan, d.error.stage), d.source.id, d.error.code,
                        d.error.message);
}

// ---- settling

Settling::Settling(Mill& mill, Workshop& workshop, OutputFolder& output, Journal& journal, Ledger& ledger,
                   const RunObserver& observer, Ending& ending, bool is_sample)
    : mill_(mill),
      workshop_(workshop),
      output_(output),
      ledger_(ledger),
      observer_(observer),
      ending_(ending),
      is_sample_(is_sample),
      book_([&output, &journal](ChunkLine& line) {
        Result<ChunkRanges> ranges = output.end_chunk();
        if (!ranges.ok()) return ranges.status();
        line.ranges = std::move(ranges.value());
        return journal.add(line);
      }) {}

Status Settling::emit(StageCaller::Moment moment) {
  std::vector<StageEmission> emissions;
  if (Status s = workshop_.outside(moment, emissions); !s.ok()) return s;
  for (const StageEmission& e : emissions)
    if (Status s = output_.append(e.output, {}, e.bytes); !s.ok()) return s;
  return {};
}

Status Settling::begin() {
  if (Status s = emit(StageCaller::Moment::begin); !s.ok()) return s;
  return book_.write(ChunkLine::Kind::begin, {});
}

Status Settling::finish(InputPosition end, std::vector<ReadFile> files) {
  if (Status s = book_.leave(end, std::move(files)); !s.ok()) return s;
  if (Status s = is_sample_ ? Status() : emit(StageCaller::Moment::finish); !s.ok()) return s;
  if (Status s = emit(StageCaller::Moment::end); !s.ok()) return s;
  return book_.write(ChunkLine::Kind::end, end);
}

void Settling::settle(Batch& batch) {
  if (ending_.has_ended()) return;
  if (Status s = book_.enter(batch); !s.ok()) return ending_.end_with(std::move(s));
  // Ids first: a document refused for its id must not reach a stage that remembers.
  for (Document* d : batch.pointers) ledger_.meet(*d);
  workshop_.work_in_order(batch);
  if (ending_.has_ended()) return;
  for (Document* d : batch.pointers) {
    if (d->outcome == Outcome::going) d->outcome = Outcome::written;
    tell(observer_, mill_.plan, *d);
    if (Status s = write(*d, batch); !s.ok()) return ending_.end_with(std::move(s));
  }
}

Status Settling::write(Document& d, const Batch& batch) {
  line_.clear();
  append_index_line(line_, mill_.plan, d);
  const Status judged = ledger_.settle(d, line_);
  line_ += '\n';
  if (Status s = output_.index().append(line_); !s.ok()) return s;
  if (d.outcome == Outcome::failed) {
    failure_.clear();
    append_failure_line(failure_, mill_.plan, d);
    if (Status s = output_.failures().append(failure_); !s.ok()) return s;
  }
  book_.add(row_of(d, mill_.plan.stages.size()));
  for (const Emission& e : d.emissions) {
    if (d.outcome != Outcome::written && !e.always) continue;
    const auto pieces = [&](const TakePiece& take) { return batch.emitted.read(e.offset, e.size, take); };
    if (Status s = output_.append(e.output, d.source.id, pieces); !s.ok()) return s;
  }
  return is_sample_ ? Status() : judged;
}

}  // namespace docmill::host
