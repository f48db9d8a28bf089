# What `cmake --install` lays out beside the program and the plugins: headers, the CMake package, docmill.pc, papers,
# pipelines and what they read. The build folder is a prefix for find_package(docmill) as well, so that a stage can be built against it.
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/docmill)

foreach(part abi base sdk)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/core/${part}/include/docmill DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")
endforeach()

set_target_properties(docmill_abi PROPERTIES EXPORT_NAME abi)
set_target_properties(docmill_base PROPERTIES EXPORT_NAME base)
set_target_properties(docmill_sdk PROPERTIES EXPORT_NAME sdk)
install(TARGETS docmill_abi docmill_base docmill_sdk EXPORT docmill)
install(EXPORT docmill NAMESPACE docmill:: FILE docmillTargets.cmake DESTINATION ${package})

set(built ${CMAKE_BINARY_DIR}/${package})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/docmillConfig.cmake.in ${built}/docmillConfig.cmake
  INSTALL_DESTINATION ${package} PATH_VARS CMAKE_INSTALL_BINDIR)
# Before 1.0 the SDK may change from minor to minor; the C ABI has a version of its own.
write_basic_package_version_file(${built}/docmillConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${built}/docmillConfig.cmake ${built}/docmillConfigVersion.cmake DESTINATION ${package})

export(EXPORT docmill NAMESPACE docmill:: FILE ${built}/docmillTargets.cmake)
foreach(file DocmillAddStage.cmake DocmillStageLibrary.cmake DocmillSourceNote.cmake docmill_stage.map)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/${file} ${built}/${file} COPYONLY)
  install(FILES ${CMAKE_CURRENT_LIST_DIR}/${file} DESTINATION ${package})
endforeach()

# pkg-config finds the prefix from where the file is.
file(RELATIVE_PATH DOCMILL_PC_PREFIX /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" DOCMILL_PC_PREFIX "${DOCMILL_PC_PREFIX}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/docmill.pc.in ${CMAKE_BINARY_DIR}/generated/docmill.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/generated/docmill.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The papers, in the folders in which they are in the tree, so that what one says of another holds. Links to headers lead
# to where those are installed.
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)  # where Debian looks for it
file(RELATIVE_PATH headers /prefix/${CMAKE_INSTALL_DOCDIR} /prefix/${CMAKE_INSTALL_INCLUDEDIR})
set(paper_globs *.md .github/SECURITY.md core/*.md core/*/*.md pipelines/*.md plugins/*.md plugins/*/*.md seeds/README.md tests/README.md tests/abi/README.md)
list(TRANSFORM paper_globs PREPEND ${PROJECT_SOURCE_DIR}/)
file(GLOB papers RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS ${paper_globs})
foreach(paper LICENSE ${papers} plugins/first_plugin/word_count_stage.cpp)
  get_filename_component(folder ${paper} DIRECTORY)
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${paper})
  file(READ ${PROJECT_SOURCE_DIR}/${paper} text)
  string(REGEX REPLACE "\\]\\(core/(abi|sdk|base)/include/" "](${headers}/" text "${text}")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/papers/${paper} CONTENT "@text@" @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/generated/papers/${paper} DESTINATION ${CMAKE_INSTALL_DOCDIR}/${folder})
endforeach()

# The pipelines with all that they name, again in the folders of the tree: PREFIX/share/docmill can be copied as it is
# and worked with. Data of a stage stand beside its plugin, and are named so.
set(examples ${CMAKE_INSTALL_DATADIR}/docmill)
install(FILES ${PROJECT_SOURCE_DIR}/pipelines/pipeline.schema.json ${PROJECT_SOURCE_DIR}/pipelines/sample.warc DESTINATION ${examples}/pipelines)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/seeds DESTINATION ${examples} PATTERN README.md EXCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/plugins/process/examples DESTINATION ${examples}/plugins/process)
file(GLOB pipelines CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/pipelines/*.toml)
set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${pipelines})
foreach(pipeline ${pipelines})
  file(READ ${pipeline} text)
  string(REGEX REPLACE "\"\\.\\./plugins/[^\"/]*/knowledge/([^\"/]+)\"" "\"plugin:\\1\"" text "${text}")
  get_filename_component(name ${pipeline} NAME)
  file(WRITE ${CMAKE_BINARY_DIR}/generated/pipelines/${name} "${text}")
  install(FILES ${CMAKE_BINARY_DIR}/generated/pipelines/${name} DESTINATION ${examples}/pipelines)
endforeach()
