# Compiler settings for everything in this tree.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# No decision hangs on the last bit of a float; the same source gives the same binary in any folder.
add_compile_options(-Wall -Wextra -Wpedantic -ffp-contract=off "-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.")
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-missing-field-initializers>)
# In a release build asserts stay on: they are few and cheap, and a wrong record is dearer than a stopped run.
string(REPLACE "-O3 -DNDEBUG" "-O2" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
string(REPLACE "-O3 -DNDEBUG" "-O2" CMAKE_C_FLAGS_RELEASE "${CMAKE_C_FLAGS_RELEASE}")

if(DOCMILL_SANITIZE)
  add_compile_options(-fsanitize=${DOCMILL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${DOCMILL_SANITIZE})
  # What sanitizers put into a program makes it five times as large, and the tests start it ten thousand times; docmill hashes
  # itself at each start. Without position independence nothing of it is moved when it starts; packed, its lines are a third.
  if(DOCMILL_SANITIZE MATCHES "address")
    # What AddressSanitizer finds as well, when the address is used, and what only other processors mind: without these four the
    # largest units take half the time, and the program has 37 MB where it had 82 (g++ 12). The fuzzers look for them too.
    if(DOCMILL_SANITIZE MATCHES "undefined" AND NOT DOCMILL_FUZZERS)
      add_compile_options(-fno-sanitize=null,object-size,pointer-overflow,alignment)
    endif()
    add_link_options($<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-no-pie> -gz)
  endif()
  # Of every part: of a function in a header the linker takes the first that it meets.
  if(DOCMILL_FUZZERS)
    add_compile_options(-fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/tests/fuzz/ignored.txt)
  endif()
endif()

# DOCMILL_SANITIZED: a sanitizer watches the process, whichever compiler it is of. DOCMILL_INSTRUMENTED: there is something to do
# at exit, a sanitizer's look for leaks, counters of coverage, a profile.
string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
set(flags " ${CMAKE_C_FLAGS} ${CMAKE_CXX_FLAGS} ${CMAKE_C_FLAGS_${build_type}} ${CMAKE_CXX_FLAGS_${build_type}} ")
if(DOCMILL_SANITIZE OR "${flags}" MATCHES "-fsanitize")
  add_compile_definitions(DOCMILL_SANITIZED DOCMILL_INSTRUMENTED)
elseif("${flags}" MATCHES "--coverage|-fprofile-arcs|-fprofile-generate|-fprofile-instr-generate| -pg ")
  add_compile_definitions(DOCMILL_INSTRUMENTED)
endif()

# The whole build lies in build/: program in bin/, stages in plugins/.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(DOCMILL_PLUGIN_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/plugins)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# Unity builds compile several files of a target as one: headers are parsed once for all of them, which halves a build from
# nothing. A preset turns them on (CMAKE_UNITY_BUILD); without, each file is compiled alone, as it suits those who change
# one at a time. So every file must compile alone as well as behind any other of its target: it includes what it uses, and no two
# files of a target give one name to different things, in anonymous namespaces either.
if(NOT DEFINED CMAKE_UNITY_BUILD_BATCH_SIZE)
  set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
endif()
if(CMAKE_UNITY_BUILD)
  add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage>)  # takes every file but the first for a header
endif()
