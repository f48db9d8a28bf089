// What the processor has beside what every processor of its kind has, for functions that are there a second time for
// it. glibc has asked already: to ask again takes a virtual machine microseconds, and __builtin_cpu_supports does so
// whenever a program or library that has it is loaded.
#pragma once

#if defined(__x86_64__)

#if __has_include(<sys/platform/x86.h>)
#if defined(__clang__)
#define _Bool bool  // Clang has no C types in C++
#include <sys/platform/x86.h>
#undef _Bool
#else
#include <sys/platform/x86.h>
#endif
#endif

#if !defined(CPU_FEATURE_ACTIVE)  // glibc 2.33 has the header and another name
#include <cpuid.h>
#endif

namespace docmill::processor {

#if defined(CPU_FEATURE_ACTIVE)
inline bool has_sha() { return CPU_FEATURE_ACTIVE(SHA) && CPU_FEATURE_ACTIVE(SSSE3) && CPU_FEATURE_ACTIVE(SSE4_1); }
inline bool has_pclmul() { return CPU_FEATURE_ACTIVE(PCLMULQDQ) && CPU_FEATURE_ACTIVE(SSE4_1); }
inline bool has_avx2() { return CPU_FEATURE_ACTIVE(AVX2); }
#else
inline bool has_sha() {  // no name of __builtin_cpu_supports in GCC 12
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & 1u << 29) != 0 && __builtin_cpu_supports("ssse3") != 0 &&
         __builtin_cpu_supports("sse4.1") != 0;
}
inline bool has_pclmul() { return __builtin_cpu_supports("pclmul") != 0 && __builtin_cpu_supports("sse4.1") != 0; }
inline bool has_avx2() { return __builtin_cpu_supports("avx2") != 0; }
#endif

}  // namespace docmill::processor

#endif
