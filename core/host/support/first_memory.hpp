// Memory in few faults.
#pragma once

namespace docmill::host {

// What is allocated from now on lies in memory that is there already, the first 2.75 MiB of it, 2 in one large page:
// what a small run needs. In pages of 4 KiB that comes one by one is a fault for each of 700, which takes a virtual
// machine microseconds. Once in a process; where the system has no large pages, or the heap is not glibc's, less or
// nothing happens. No other thread may allocate meanwhile.
void take_first_memory_at_once();

}  // namespace docmill::host
