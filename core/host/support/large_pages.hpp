// Memory in few faults.
#pragma once

namespace docmill::host {

// What is allocated from now on lies in pages of 2 MiB, the first 4 MiB of it: what a small run needs. In pages of 4
// KiB that is a thousand faults, each of which takes a virtual machine microseconds. Once in a process; where the
// system has no such pages, or the heap is not glibc's, nothing happens. No other thread may allocate meanwhile.
void allocate_in_large_pages();

}  // namespace docmill::host
