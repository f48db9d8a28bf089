// Calling a stage on some documents: the host's half of docmill_batch and docmill_output.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "host/stages/document.hpp"
#include "host/stages/emission_buffer.hpp"
#include "host/stages/stage_instance.hpp"
#include "host/stages/stage_output.hpp"

namespace docmill::host {

// Counts of one stage; added up in any order.
struct StageCounts {
  uint64_t documents = 0;  // handed to the stage
  uint64_t skipped = 0;    // `when` did not hold, or a required layer was absent
  uint64_t dropped = 0, failed = 0, kept = 0;
  uint64_t recalled = 0;  // of `documents`: the result was known, the stage was not called
  uint64_t nanoseconds = 0;
  uint64_t retried_batches = 0;
  void add(const StageCounts& other);
};

// A worker of a stage: scratch space of one thread at a time.
class StageWorker {
 public:
  StageWorker() = default;
  ~StageWorker() { close(); }
  StageWorker(StageWorker&& other) noexcept;
  StageWorker& operator=(StageWorker&&) = delete;
  // Opens it if it is not; the status of the stage.
  int32_t open(const StageInstance& stage);
  void close();
  void* handle() const { return handle_; }

 private:
  const StageInstance* stage_ = nullptr;
  void* handle_ = nullptr;
};

// The buffers of calls, used again and again by one thread.
class StageCaller {
 public:
  // Stages in long loops look at `stop` and `interrupted` (a signal; may be null): either ends the call. `first_output`
  // is the run's number of the stage's output 0.
  StageCaller(const std::vector<std::string>& stage_names, const std::atomic<bool>& stop,
              const std::atomic<bool>* interrupted = nullptr);
  ~StageCaller();
  StageCaller(StageCaller&&) noexcept;

  // Runs the stage over those of `documents` that are still going, whose condition holds and that have what it needs.
  // Results land in the documents, bytes in `emitted`. False when the run is to stop (documents are then undefined).
  bool run(const StageInstance& stage, StageWorker& worker, uint32_t first_output, std::vector<Document*>& documents,
           EmissionBuffer& emitted, StageCounts& counts);

  enum class Moment { begin, finish, end };
  // Calls begin, finish or end if the stage has it. The status is a sentence when it failed.
  Status outside(const StageInstance& stage, StageWorker* worker, Moment moment, const TakeOutside& take);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace docmill::host
