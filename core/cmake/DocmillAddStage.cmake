# docmill_add_stage(name file...) for those who use an installed docmill; see DocmillStageLibrary.cmake.
include(${CMAKE_CURRENT_LIST_DIR}/DocmillStageLibrary.cmake)

function(docmill_add_stage name)
  add_library(${name} MODULE ${ARGN})
  docmill_stage_library(${name})
  set(cxx_files ${ARGN})
  list(FILTER cxx_files EXCLUDE REGEX "\\.(c|h)$")
  if(cxx_files)
    target_link_libraries(${name} PRIVATE docmill::sdk)
  else()
    target_link_libraries(${name} PRIVATE docmill::abi)
  endif()
endfunction()
