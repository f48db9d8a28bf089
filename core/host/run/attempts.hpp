// What is given to a worker process together, and what is tried in place of that when the process did not survive it:
// documents by themselves, parts of one document by themselves.
#pragma once

#include <cstddef>
#include <vector>

#include "host/guard/foreign_call.hpp"
#include "host/run/batch.hpp"

namespace docmill::host {

// A document of a batch and those of its parts that are wanted. Once it is divided it is worked on part by part.
struct Share {
  std::size_t document = 0;
  Precautions::Parts parts;
};

struct Attempt {
  std::vector<Share> shares;
  bool fresh = false;  // in a worker that has worked on nothing before: that may be to blame
};

// What is tried, in this order, in place of an attempt that ended its worker at `place` (its number is that of a
// share): the share that the worker was most likely at is tried alone, the others in another worker; halves, where none
// is known (ForeignPlace::no_number). One alone is tried in a fresh worker, and there the part that the worker was at
// alone; where none is known, halves of those up to the part in `place`. Nothing: that one was tried so, and is to
// blame. `was_fresh`: the worker was, whether asked for or not.
std::vector<Attempt> instead_of(const Attempt& attempt, ForeignPlace place, bool was_fresh);

}  // namespace docmill::host
