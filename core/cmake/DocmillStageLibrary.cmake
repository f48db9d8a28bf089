# What makes a shared library a docmill plugin. Installed with docmill's CMake package, and used by its own tree.
#
#   find_package(docmill CONFIG REQUIRED)
#   docmill_add_stage(my-stage my_stage.cpp [more.cpp...])     # also .c: docmill/stage_abi.h is plain C11
#
# Builds my_stage.so, which holds the stage `my-stage` (that is how docmill finds it: `_` for `-`). More libraries are
# linked as with any target: target_link_libraries(my-stage PRIVATE ...).
set(DOCMILL_STAGE_MAP ${CMAKE_CURRENT_LIST_DIR}/docmill_stage.map)
set(DOCMILL_SOURCE_NOTE ${CMAKE_CURRENT_LIST_DIR}/DocmillSourceNote.cmake)

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
  # At the end of the folder, when all that the target is linked with has been said.
  cmake_language(EVAL CODE "cmake_language(DEFER CALL docmill_add_source_note [[${target}]])")
endfunction()

# Builds the hash of what the plugin is made of into it, as an ELF note: `run --locked=source` then knows a rebuild from
# the same source. Hashed are the sources of the target and of the libraries of the same project that it links, the
# headers (.h .hpp .inc) beside them, and docmill's headers; not compilers and flags, nor installed libraries.
function(docmill_add_source_note target)
  set(files "")
  set(DOCMILL_SEEN "")
  docmill_collect_sources(${target} files)
  list(REMOVE_DUPLICATES files)
  set(list ${CMAKE_CURRENT_BINARY_DIR}/${target}_sources.txt)
  string(REPLACE ";" "\n" text "${files}")
  file(GENERATE OUTPUT ${list} CONTENT "${text}\n")
  list(TRANSFORM files REPLACE "^[^|]*[|]" "" OUTPUT_VARIABLE paths)
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  set(note ${CMAKE_CURRENT_BINARY_DIR}/${target}_source_note.cpp)
  if(NOT CXX IN_LIST languages)
    set(note ${CMAKE_CURRENT_BINARY_DIR}/${target}_source_note.c)
  endif()
  add_custom_command(OUTPUT ${note}
    COMMAND ${CMAKE_COMMAND} -DFILES=${list} -DOUTPUT=${note} -P ${DOCMILL_SOURCE_NOTE}
    DEPENDS ${paths} ${list} ${DOCMILL_SOURCE_NOTE} VERBATIM)
  target_sources(${target} PRIVATE ${note})
  set_source_files_properties(${note} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)  # it changes with every source
endfunction()

# Appends "NAME|PATH" for every source file of the target and of what it links.
function(docmill_collect_sources target result)
  if(target MATCHES "^\\$<LINK_ONLY:(.*)>$")
    set(target ${CMAKE_MATCH_1})
  endif()
  if(NOT TARGET "${target}" OR target IN_LIST DOCMILL_SEEN)
    return()
  endif()
  list(APPEND DOCMILL_SEEN ${target})
  set(files ${${result}})
  get_target_property(imported ${target} IMPORTED)
  string(REPLACE "docmill::" "docmill_" plain ${target})
  set(headers *.h *.hpp *.inc)

  if(plain MATCHES "^docmill_(abi|base|sdk)$")
    get_target_property(folders ${target} INTERFACE_INCLUDE_DIRECTORIES)
    string(REGEX REPLACE "\\$<INSTALL_INTERFACE:[^>]*>" "" folders "${folders}")
    string(REGEX REPLACE "\\$<BUILD_INTERFACE:([^>]*)>" "\\1" folders "${folders}")
    foreach(folder ${folders})
      list(TRANSFORM headers PREPEND ${folder}/docmill/ OUTPUT_VARIABLE patterns)
      file(GLOB_RECURSE found RELATIVE ${folder} CONFIGURE_DEPENDS ${patterns})
      foreach(file ${found})
        list(APPEND files "${file}|${folder}/${file}")
      endforeach()
    endforeach()
  elseif(NOT imported)
    get_target_property(sources ${target} SOURCES)
    get_target_property(root ${target} SOURCE_DIR)
    set(folders "")
    set(paths "")
    foreach(source ${sources})
      if(source MATCHES "\\$<" OR source STREQUAL "sources-NOTFOUND")
        continue()
      endif()
      get_filename_component(path ${source} ABSOLUTE BASE_DIR ${root})
      list(APPEND paths ${path})
      get_filename_component(folder ${path} DIRECTORY)
      list(APPEND folders ${folder})
    endforeach()
    list(REMOVE_DUPLICATES folders)
    foreach(folder ${folders})
      list(TRANSFORM headers PREPEND ${folder}/ OUTPUT_VARIABLE patterns)
      file(GLOB found CONFIGURE_DEPENDS ${patterns})
      list(APPEND paths ${found})
    endforeach()
    foreach(path ${paths})
      file(RELATIVE_PATH name ${root} ${path})
      list(APPEND files "${name}|${path}")
    endforeach()
  endif()

  foreach(property LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
    if(property STREQUAL LINK_LIBRARIES AND imported)
      continue()
    endif()
    get_target_property(linked ${target} ${property})
    foreach(library ${linked})
      docmill_collect_sources("${library}" files)
    endforeach()
  endforeach()
  set(${result} ${files} PARENT_SCOPE)
  set(DOCMILL_SEEN ${DOCMILL_SEEN} PARENT_SCOPE)
endfunction()
