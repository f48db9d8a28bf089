# For those who use an installed docmill.
#
#   docmill_add_stage(my-stage my_stage.cpp...          the library my_stage.so (DocmillStageLibrary.cmake says how), and the
#                     [CHECK argument...])              test my-stage.check-stage: docmill check-stage my_stage.so argument...
#   docmill_add_pipeline_test(pipeline.toml)            the test pipeline.toml: docmill test pipeline.toml, which finds stages
#                                                       of this build by the keys `plugin` in it, or in the build folder
#
# A stage with an option that has no default is checked with one: CHECK --pipeline pipeline.toml takes the options from the
# stage's entry in that file, CHECK --set "word=\"mill\"" says one (a TOML value). Paths count from the source folder; any
# other flag of check-stage will do, too (--document FOLDER, --only GROUP).
#
# Tests count after enable_testing().
include(${CMAKE_CURRENT_LIST_DIR}/DocmillStageLibrary.cmake)

function(docmill_add_stage name)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "CHECK")
  add_library(${name} MODULE ${ARG_UNPARSED_ARGUMENTS})
  docmill_stage_library(${name})
  set(cxx_files ${ARG_UNPARSED_ARGUMENTS})
  list(FILTER cxx_files EXCLUDE REGEX "\\.(c|h)$")
  if(cxx_files)
    target_link_libraries(${name} PRIVATE docmill::sdk)
  else()
    target_link_libraries(${name} PRIVATE docmill::abi)
  endif()
  add_test(NAME ${name}.check-stage COMMAND ${docmill_PROGRAM} check-stage $<TARGET_FILE:${name}> ${ARG_CHECK}
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
endfunction()

function(docmill_add_pipeline_test file)
  add_test(NAME ${file} COMMAND ${docmill_PROGRAM} test ${file} --plugin-dir ${CMAKE_CURRENT_BINARY_DIR}
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
endfunction()
