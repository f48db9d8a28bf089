// The three steps that a whole run, a shard and a merge have in common: batches from a source, through work, to a sink;
// behind each the run tells how far it has come.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>

#include "host/run/batches.hpp"
#include "host/run/run_summary.hpp"
#include "host/run/stop_reason.hpp"

namespace docmill::host {

// A source has read(Batch&) and bytes_read(), which is asked for while another thread may read; a sink has
// commit(Batch&) and counts(). All must outlive the steps. `bytes_total`: of the source, 0 where it is not known.
template <class Source, class Sink>
BatchSteps document_steps(Source& source, std::function<void(Batch&)> work, Sink& sink, const RunObserver& observer,
                          const StopReason& stop_reason, uint64_t bytes_total = 0) {
  BatchSteps steps;
  steps.reader = &source;
  steps.committer = &sink;
  steps.read = [&source](Batch& batch) { return source.read(batch); };
  steps.work = std::move(work);
  steps.commit = [&source, &sink, &observer, &stop_reason, bytes_total](Batch& batch) {
    sink.commit(batch);
    if (!observer.on_progress || stop_reason.has_stopped()) return;
    observer.on_progress({sink.counts(), source.bytes_read(), bytes_total});
  };
  return steps;
}

}  // namespace docmill::host
