// What watches the code that includes this: the one place that asks compilers, gcc and clang, for their sanitizers.
#pragma once

#if defined(__has_feature)
// What clang says of a feature; 0 where nobody can be asked.
#define DOCMILL_HAS_FEATURE(feature) __has_feature(feature)
#else
// What clang says of a feature; 0 where nobody can be asked.
#define DOCMILL_HAS_FEATURE(feature) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || DOCMILL_HAS_FEATURE(address_sanitizer)
// 1 in a build with AddressSanitizer, else 0.
#define DOCMILL_ADDRESS_SANITIZER 1
#else
// 1 in a build with AddressSanitizer, else 0.
#define DOCMILL_ADDRESS_SANITIZER 0
#endif

#if defined(__SANITIZE_THREAD__) || DOCMILL_HAS_FEATURE(thread_sanitizer)
// 1 in a build with ThreadSanitizer, else 0.
#define DOCMILL_THREAD_SANITIZER 1
#else
// 1 in a build with ThreadSanitizer, else 0.
#define DOCMILL_THREAD_SANITIZER 0
#endif

#if DOCMILL_ADDRESS_SANITIZER || DOCMILL_THREAD_SANITIZER || defined(__SANITIZE_HWADDRESS__) || \
    DOCMILL_HAS_FEATURE(hwaddress_sanitizer) || DOCMILL_HAS_FEATURE(memory_sanitizer)
// 1 where memory comes from a sanitizer instead of the C library, else 0.
#define DOCMILL_SANITIZER_ALLOCATOR 1
#else
// 1 where memory comes from a sanitizer instead of the C library, else 0.
#define DOCMILL_SANITIZER_ALLOCATOR 0
#endif

// gcc has no macro for UndefinedBehaviorSanitizer: docmill's own build says DOCMILL_SANITIZED for any sanitizer.
#if defined(DOCMILL_SANITIZED) || DOCMILL_SANITIZER_ALLOCATOR || DOCMILL_HAS_FEATURE(undefined_behavior_sanitizer)
// 1 where any sanitizer is known to watch the process, else 0.
#define DOCMILL_ANY_SANITIZER 1
#else
// 1 where any sanitizer is known to watch the process, else 0.
#define DOCMILL_ANY_SANITIZER 0
#endif

namespace docmill {

// Is there AddressSanitizer? Memory is then no measure (what is freed stays for a while), and what a plugin opens by
// dlopen is not looked for beside the plugin.
inline constexpr bool has_address_sanitizer = DOCMILL_ADDRESS_SANITIZER != 0;

// Does memory come from a sanitizer? Nothing of the C library's allocator then says or decides anything.
inline constexpr bool has_sanitizer_allocator = DOCMILL_SANITIZER_ALLOCATOR != 0;

// Does any sanitizer watch the process?
inline constexpr bool is_sanitized = DOCMILL_ANY_SANITIZER != 0;

}  // namespace docmill
