# What makes a shared library a docmill plugin. Installed with docmill's CMake package, and used by its own tree.
#
#   find_package(docmill CONFIG REQUIRED)
#   docmill_add_stage(my-stage my_stage.cpp [more.cpp...])     # also .c: docmill/stage_abi.h is plain C11
#
# Builds my_stage.so, which holds the stage `my-stage` (that is how docmill finds it: `_` for `-`). More libraries are
# linked as with any target: target_link_libraries(my-stage PRIVATE ...).
set(DOCMILL_STAGE_MAP ${CMAKE_CURRENT_LIST_DIR}/docmill_stage.map)

# Hidden visibility and a version script: one exported symbol. Nothing undefined, so that a missing library is found now
# and not by the user. Never unloaded. No unique symbols, which would tie plugins together. No contracted floating-point
# operations, whose last bit depends on the machine.
function(docmill_stage_library target)
  string(REPLACE "-" "_" file ${target})
  set_target_properties(${target} PROPERTIES PREFIX "" OUTPUT_NAME ${file} SUFFIX ".so" LINK_DEPENDS ${DOCMILL_STAGE_MAP}
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_compile_options(${target} PRIVATE -ffp-contract=off $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fno-gnu-unique>)
  target_link_options(${target} PRIVATE -Wl,--version-script=${DOCMILL_STAGE_MAP} -Wl,-z,nodelete)
  # The sanitizers' symbols are the program's.
  if(NOT DOCMILL_SANITIZE AND NOT "${CMAKE_C_FLAGS} ${CMAKE_CXX_FLAGS}" MATCHES "-fsanitize")
    target_link_options(${target} PRIVATE -Wl,-z,defs)
  endif()
endfunction()
