// Installed readers that a pipeline does not use, or not for a file that they would take.
#pragma once

#include <string>
#include <vector>

#include "host/input/input.hpp"
#include "host/run/prepared_pipeline.hpp"

namespace docmill::host {

// What to do so that a file of this name is read, by suffix and first bytes: "the reader 'warc' takes it: add
// [[reader]] use =
// \"warc\"". Loads the libraries of the readers when it is asked; `prepared` must outlive it. Not for several threads.
OtherReaders other_readers(const PreparedPipeline& prepared);

}  // namespace docmill::host
