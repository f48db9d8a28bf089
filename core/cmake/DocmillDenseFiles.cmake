# Files that every start hashes and maps, the program and its plugins, hold nothing that a run does not need.
include(CheckCXXSourceCompiles)

# Addresses that the loader puts right take a bit each instead of 24 bytes. Of glibc from 2.36 on, and a linker that knows
# the flag.
set(CMAKE_REQUIRED_LINK_OPTIONS -Wl,-z,pack-relative-relocs -Wl,--fatal-warnings)
check_cxx_source_compiles("#include <features.h>
#if !defined(__GLIBC__) || !__GLIBC_PREREQ(2, 36)
#error older
#endif
int main() {}" DOCMILL_HAS_PACKED_RELOCATIONS)
unset(CMAKE_REQUIRED_LINK_OPTIONS)
if(DOCMILL_HAS_PACKED_RELOCATIONS AND NOT DOCMILL_SANITIZE)
  add_link_options(-Wl,-z,pack-relative-relocs)
endif()

# Symbols, which debuggers and profilers ask for, stand beside an optimised program or plugin, in FILE.debug; both find them
# there by themselves.
function(docmill_symbols_beside target)
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Release" OR DOCMILL_SANITIZE OR NOT CMAKE_OBJCOPY)
    return()
  endif()
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND ${CMAKE_OBJCOPY} --only-keep-debug $<TARGET_FILE:${target}> $<TARGET_FILE:${target}>.debug
    COMMAND ${CMAKE_OBJCOPY} --strip-all --add-gnu-debuglink=$<TARGET_FILE:${target}>.debug $<TARGET_FILE:${target}> VERBATIM)
endfunction()

# What no document passes through, the commands beside `run` above all, is compiled to be small.
set(DOCMILL_TO_BE_SMALL $<$<CONFIG:Release>:-Os>)
