// Debian's oneTBB is not built with ThreadSanitizer, which therefore cannot see that TBB orders what one filter did
// before what the next one does. These marks tell it, and are nothing in other builds.
#pragma once

#include "docmill/base/sanitizers.hpp"

#if DOCMILL_THREAD_SANITIZER
extern "C" {
void __tsan_acquire(void*);
void __tsan_release(void*);
}
#define DOCMILL_HANDED_OVER(pointer) __tsan_release(pointer)
#define DOCMILL_TAKEN_OVER(pointer) __tsan_acquire(pointer)
#else
#define DOCMILL_HANDED_OVER(pointer) ((void)(pointer))
#define DOCMILL_TAKEN_OVER(pointer) ((void)(pointer))
#endif
