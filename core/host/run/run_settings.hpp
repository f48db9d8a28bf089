// What a run is told beside its pipeline.
#pragma once

#include <cstdint>
#include <optional>

#include "host/support/sha256.hpp"

namespace docmill::host {

// How a run goes about its work, where nothing of it may show in a result. `verify --perturb` turns these knobs to
// prove that; every other run leaves them alone.
struct ExecutionSettings {
  std::size_t batch_documents = 32;
  uint64_t batch_bytes = uint64_t{256} << 10;
  // Not 0: folders are listed, and the documents of a batch handed to stages that are not ORDERED, in another order.
  uint64_t shuffle = 0;
  // Longest pause before a batch is worked on, so that batches end in another order than they began.
  uint32_t pause_microseconds = 0;
};

struct RunSettings {
  unsigned threads = 0;           // 0: as many as the machine has
  std::optional<uint64_t> limit;  // documents to read at most
  bool resume = false;            // go on with what a killed run has left in OUT.partial, if there is something
  // Take over from the OUT that is there what would come out the same (see previous_results.hpp).
  bool incremental = false;
  // Of the documents only this share (0 to 1), chosen by their content, and of the stages only those before the first
  // ORDERED one: enough to compare digests of layers, by `verify --sample`. Such a run is no whole run.
  std::optional<double> sample;
  ExecutionSettings execution;
};

// Does a sample of this share contain the document whose `raw` has this digest?
bool in_sample(const Digest& raw, double share);

}  // namespace docmill::host
