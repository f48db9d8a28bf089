// Memory in few faults.
#pragma once

namespace docmill::host {

// What is allocated from now on lies in memory that is there already, the first 2.75 MiB of it, 2 in one large page:
// what a small run needs. In pages of 4 KiB that comes one by one is a fault for each of 700, which takes a virtual
// machine microseconds. Once in a process; where the system has no large pages, or the heap is not glibc's, less or
// nothing happens. No other thread may allocate meanwhile.
void take_first_memory_at_once();

// What the thread allocates from now on lies in large pages, as far as the next 30 MiB of its heap go, each there when
// it is touched: what a run of many documents needs. A large page is one fault where small ones are 512. Once in a
// thread; the further calls cost nothing. Where the system has no large pages, or the heap is not glibc's, nothing
// happens.
void take_further_memory_in_large_pages();

}  // namespace docmill::host
