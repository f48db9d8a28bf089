#include "host/run/document_source.hpp"

#include <algorithm>
#include <utility>

namespace docmill::host {
DocumentSource::DocumentSource(const PreparedPipeline& prepared, const InputList& inputs, InputRange range,
                               std::optional<uint64_t> limit, const ExecutionSettings& execution,
                               PreviousResults* previous)
    : inputs_(inputs),
      range_(range),
      reader_(inputs, prepared.plan.file.max_document, prepared.plan.file.stdin_format, range, open_readers(prepared)),
      left_(limit),
      execution_(execution),
      previous_(previous),
      n_told_(range.begin.file) {}

bool DocumentSource::read(Batch& batch) {
  while (batch.size < execution_.batch_documents && batch.bytes < execution_.batch_bytes) {
    if (!ahead_ && !read_ahead()) {
      batch.is_last = true;
      break;
    }
    if (batch.size != 0 && ends_part()) break;
    if (batch.size == 0) {
      if (ends_part()) {
        ++part_;
        n_in_part_ = 0;
      }
      batch.part = part_;
      chunk_ = ahead_->chunk;
      batch.chunk = ahead_->chunk;
      batch.at = {ahead_->file, ahead_->offset};
      batch.files = files_before(ahead_->file);
    }
    ++n_in_part_;
    RawDocument& slot = batch.next();
    std::swap(slot, *ahead_);
    spare_ = std::move(ahead_);
    if (previous_ != nullptr)
      (void)previous_->take(inputs_.files[slot.file], slot, *batch.documents[batch.size - 1], batch);
    batch.bytes += slot.bytes.size();
  }
  batch.number = n_batches_++;
  bytes_read_.store(reader_.bytes_read(), std::memory_order_relaxed);
  return batch.size != 0;
}

// Is the document ahead of another part? A chunk of very many documents, such as a packed file, has several: counted by
// documents alone, so that every run that begins at a line of the journal cuts the same ones.
bool DocumentSource::ends_part() const { return ahead_->chunk != chunk_ || n_in_part_ == documents_in_part; }

bool DocumentSource::read_ahead() {
  if (left_ && *left_ == 0) return false;
  std::unique_ptr<RawDocument> next = spare_ ? std::move(spare_) : std::make_unique<RawDocument>();
  if (!reader_.next(*next)) return false;
  if (left_) --*left_;
  ahead_ = std::move(next);
  return true;
}

std::vector<ReadFile> DocumentSource::files_before(uint32_t file) {
  std::vector<ReadFile> files;
  for (; n_told_ < file; ++n_told_) files.push_back({inputs_.files[n_told_].name, reader_.take_digest(n_told_)});
  return files;
}

InputPosition DocumentSource::end() const {
  return range_.end.value_or(InputPosition{static_cast<uint32_t>(inputs_.files.size()), 0});
}

std::vector<ReadFile> DocumentSource::last_files() { return files_before(end().file); }

}  // namespace docmill::host
