// The first step: the input cut into batches. One thread at a time.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "host/input/input.hpp"
#include "host/run/batch.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/previous_results.hpp"
#include "host/run/run_settings.hpp"

namespace docmill::host {

class DocumentSource {
 public:
  // The list must outlive it, and so must `previous`: documents whose results are there come restored. `limit`:
  // documents to read at most.
  DocumentSource(const PreparedPipeline& prepared, const InputList& inputs, InputRange range,
                 std::optional<uint64_t> limit, const ExecutionSettings& execution,
                 PreviousResults* previous = nullptr);

  // Fills an empty batch with documents of one part of a chunk; false at the end of the range.
  bool read(Batch& batch);
  // At the end of the range: where that is, and the files that ended behind the last batch.
  InputPosition end() const;
  std::vector<ReadFile> last_files();

  // What readers passed over; when nothing is read any more.
  const InputReader::PassedOver& passed_over() const { return reader_.passed_over(); }

  uint64_t bytes_read() const { return bytes_read_.load(std::memory_order_relaxed); }

 private:
  bool read_ahead();
  bool ends_part() const;
  std::vector<ReadFile> files_before(uint32_t file);

  const InputList& inputs_;
  const InputRange range_;
  InputReader reader_;
  std::optional<uint64_t> left_;  // of the limit
  std::unique_ptr<RawDocument> ahead_, spare_;
  const ExecutionSettings execution_;
  PreviousResults* previous_;
  uint64_t n_batches_ = 0;
  uint64_t chunk_ = 0, part_ = 0, n_in_part_ = 0;  // of the document before the next one
  uint32_t n_told_;                                // files
  std::atomic<uint64_t> bytes_read_{0};
};

}  // namespace docmill::host
