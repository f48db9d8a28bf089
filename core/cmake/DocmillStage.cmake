# docmill_add_stage(NAME STAGE file.cpp... [LOGIC file.cpp...] [LIBRARIES target...] [DATA file...] [TESTS file.cpp...]
#                   [CHECK argument...])
#
# Builds NAME.so into the plugin folder: hidden visibility, one exported symbol, nothing undefined, never unloaded.
# LOGIC are plain functions on text (no ABI, no logging): a static library NAME_logic that the unit tests link too.
# DATA are files that stand beside the library; options name them "plugin:FILE".
# TESTS are doctest files; they become the program NAME_test and the ctest case plugin.NAME.
# A reader (NAME is reader_...) is checked by the ctest case check_stage.NAME: docmill check-stage NAME.so CHECK...; CHECK
# names files of its kind (--document tests/samples). Stages are checked by tests/conformance.
include(${CMAKE_CURRENT_LIST_DIR}/DocmillStageLibrary.cmake)  # what an installed docmill gives to strangers as well

function(docmill_add_stage name)
  cmake_parse_arguments(ARG "NO_INSTALL" "" "STAGE;LOGIC;LIBRARIES;DATA;TESTS;CHECK" ${ARGN})
  if(ARG_LOGIC)
    add_library(${name}_logic STATIC ${ARG_LOGIC})
    target_include_directories(${name}_logic PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${name}_logic PUBLIC docmill_base ${ARG_LIBRARIES})
  endif()

  add_library(${name} MODULE ${ARG_STAGE})
  docmill_stage_library(${name})
  set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${DOCMILL_PLUGIN_OUTPUT_DIRECTORY})
  target_link_libraries(${name} PRIVATE docmill_sdk ${ARG_LIBRARIES})
  if(ARG_LOGIC)
    target_link_libraries(${name} PRIVATE ${name}_logic)
  endif()

  foreach(file ${ARG_DATA})
    get_filename_component(base ${file} NAME)
    configure_file(${file} ${DOCMILL_PLUGIN_OUTPUT_DIRECTORY}/${base} COPYONLY)
  endforeach()
  if(NOT ARG_NO_INSTALL)
    docmill_symbols_beside(${name})
    set_property(GLOBAL APPEND PROPERTY DOCMILL_STAGES ${name})  # what the target `runtime` builds
    install(TARGETS ${name} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/docmill/plugins)
    if(ARG_DATA)
      install(FILES ${ARG_DATA} DESTINATION ${CMAKE_INSTALL_LIBDIR}/docmill/plugins)
    endif()
  endif()

  if(ARG_TESTS AND DOCMILL_TESTS)
    docmill_add_test(${name}_test CASE plugin.${name} SOURCES ${ARG_TESTS} LIBRARIES docmill_sdk ${ARG_LIBRARIES})
    if(ARG_LOGIC)
      target_link_libraries(${name}_test PRIVATE ${name}_logic)
    endif()
    target_include_directories(${name}_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    add_dependencies(${name}_test ${name})
  endif()

  if(name MATCHES "^reader_" AND DOCMILL_TESTS AND NOT ARG_NO_INSTALL)
    add_test(NAME check_stage.${name} COMMAND docmill check-stage $<TARGET_FILE:${name}> ${ARG_CHECK} --time-limit 300
      WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    set_tests_properties(check_stage.${name} PROPERTIES TIMEOUT 1800)
  endif()
endfunction()
