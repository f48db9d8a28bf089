# docmill_add_stage(NAME STAGE file.cpp... [LOGIC file.cpp...] [LIBRARIES target...] [DATA file...] [TESTS file.cpp...])
#
# Builds NAME.so into the plugin folder: hidden visibility, one exported symbol, nothing undefined, never unloaded.
# LOGIC are plain functions on text (no ABI, no logging): a static library NAME_logic that the unit tests link too.
# DATA are files that stand beside the library; options name them "plugin:FILE".
# TESTS are doctest files; they become the program NAME_test and the ctest case plugin.NAME.
get_filename_component(DOCMILL_STAGE_MAP ${CMAKE_CURRENT_LIST_DIR}/docmill_stage.map ABSOLUTE)
include(CheckCXXCompilerFlag)
check_cxx_compiler_flag(-fno-gnu-unique DOCMILL_HAS_NO_GNU_UNIQUE)

function(docmill_add_stage name)
  cmake_parse_arguments(ARG "NO_INSTALL" "" "STAGE;LOGIC;LIBRARIES;DATA;TESTS" ${ARGN})
  if(ARG_LOGIC)
    add_library(${name}_logic STATIC ${ARG_LOGIC})
    target_include_directories(${name}_logic PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${name}_logic PUBLIC docmill_base ${ARG_LIBRARIES})
  endif()

  add_library(${name} MODULE ${ARG_STAGE})
  set_property(GLOBAL APPEND PROPERTY DOCMILL_STAGES ${name})
  set_target_properties(${name} PROPERTIES PREFIX "" SUFFIX ".so" LIBRARY_OUTPUT_DIRECTORY ${DOCMILL_PLUGIN_OUTPUT_DIRECTORY}
    LINK_DEPENDS ${DOCMILL_STAGE_MAP})
  target_link_libraries(${name} PRIVATE docmill_sdk ${ARG_LIBRARIES})
  if(ARG_LOGIC)
    target_link_libraries(${name} PRIVATE ${name}_logic)
  endif()
  target_link_options(${name} PRIVATE -Wl,--version-script=${DOCMILL_STAGE_MAP} -Wl,-z,nodelete)
  if(NOT DOCMILL_SANITIZE)
    target_link_options(${name} PRIVATE -Wl,-z,defs)  # the sanitizers' symbols are the program's
  endif()
  if(DOCMILL_HAS_NO_GNU_UNIQUE)
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-gnu-unique>)
  endif()

  foreach(file ${ARG_DATA})
    get_filename_component(base ${file} NAME)
    configure_file(${file} ${DOCMILL_PLUGIN_OUTPUT_DIRECTORY}/${base} COPYONLY)
  endforeach()
  if(NOT ARG_NO_INSTALL)
    install(TARGETS ${name} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/docmill/plugins)
    if(ARG_DATA)
      install(FILES ${ARG_DATA} DESTINATION ${CMAKE_INSTALL_LIBDIR}/docmill/plugins)
    endif()
  endif()

  if(ARG_TESTS AND DOCMILL_TESTS)
    docmill_add_test(${name}_test CASE plugin.${name} SOURCES ${ARG_TESTS} LIBRARIES docmill_sdk ${ARG_LIBRARIES}
      $<$<BOOL:${ARG_LOGIC}>:${name}_logic>)
    target_include_directories(${name}_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    add_dependencies(${name}_test ${name})
  endif()
endfunction()
