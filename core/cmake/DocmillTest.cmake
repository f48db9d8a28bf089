# docmill_add_test(TARGET CASE name SOURCES file.cpp... [LIBRARIES target...] [COST seconds]): a doctest program, run by
# ctest as CASE. COST: about how much processor time it takes, where that is more than ten seconds; ctest begins with the longest.
# Tests learn where things are from macros: the source tree, the built plugins, the program, ../shared (may be absent).
set(DOCMILL_SHARED_DIR ${PROJECT_SOURCE_DIR}/../shared CACHE PATH "Articles and data to measure on; tests skip without it")

set(DOCMILL_TEST_PLUGIN_DIR ${CMAKE_BINARY_DIR}/test-plugins)  # what tests/test_plugins builds

add_library(docmill_doctest_main OBJECT ${PROJECT_SOURCE_DIR}/tests/support/doctest_main.cpp)
target_link_libraries(docmill_doctest_main PUBLIC doctest::doctest)

add_library(docmill_test_support STATIC ${PROJECT_SOURCE_DIR}/tests/support/run_program.cpp
  ${PROJECT_SOURCE_DIR}/tests/support/golden.cpp)
target_link_libraries(docmill_test_support PUBLIC docmill_base docmill_rapidjson)
target_include_directories(docmill_test_support PUBLIC ${PROJECT_SOURCE_DIR}/tests)
target_compile_definitions(docmill_test_support PRIVATE DOCMILL_PROGRAM="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/docmill")

function(docmill_add_test target)
  cmake_parse_arguments(ARG "" "CASE;COST" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${target} ${ARG_SOURCES})
  # The body of a fuzzer is a program of its own, with names of its own.
  list(FILTER ARG_SOURCES INCLUDE REGEX "fuzz_[a-z_]*\\.cpp$")
  set_source_files_properties(${ARG_SOURCES} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_link_libraries(${target} PRIVATE docmill_doctest_main docmill_test_support docmill_base ${ARG_LIBRARIES})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${target} PRIVATE
    DOCMILL_SOURCE_DIR="${PROJECT_SOURCE_DIR}" DOCMILL_PLUGIN_DIR="${DOCMILL_PLUGIN_OUTPUT_DIRECTORY}"
    DOCMILL_PROGRAM="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/docmill" DOCMILL_SHARED_DIR="${DOCMILL_SHARED_DIR}"
    DOCMILL_TEST_OUTPUT_DIR="${CMAKE_BINARY_DIR}/test-output")
  target_compile_options(${target} PRIVATE -O0)  # what they call is optimised; to compile it is most of the time
  add_test(NAME ${ARG_CASE} COMMAND ${target})
  set_tests_properties(${ARG_CASE} PROPERTIES TIMEOUT 1800)
  if(ARG_COST)
    set_tests_properties(${ARG_CASE} PROPERTIES COST ${ARG_COST})
  endif()
endfunction()

# Of a test program, the cases with "thread" in their names, once more as CASE.threads under the label `threads`: what
# ThreadSanitizer is for. Only in its builds, where the label is all that the test preset runs and docmill_thread_tests
# is all that has to be built.
add_custom_target(docmill_thread_tests)
function(docmill_add_thread_cases target case)
  if(DOCMILL_SANITIZE STREQUAL "thread")
    add_test(NAME ${case}.threads COMMAND ${target} "-tc=*thread*")
    set_tests_properties(${case}.threads PROPERTIES TIMEOUT 1800 LABELS threads
      ENVIRONMENT "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/thread_sanitizer.txt")
    add_dependencies(docmill_thread_tests ${target})
  endif()
endfunction()
