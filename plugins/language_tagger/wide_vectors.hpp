// Functions that are compiled a second time for processors whose vectors have 32 bytes. Both do the same operations in
// the same order on every number, none of them contracted, and so give the same; the one takes half as many
// instructions.
#pragma once

#include "docmill/base/processor.hpp"

namespace docmill::language {

#if defined(__x86_64__)
#define DOCMILL_FOR_WIDE_VECTORS __attribute__((target("avx2")))
inline const bool has_wide_vectors = processor::has_avx2();
#else
#define DOCMILL_FOR_WIDE_VECTORS
inline constexpr bool has_wide_vectors = false;
#endif

}  // namespace docmill::language
