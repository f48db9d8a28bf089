# `cpack` in a build folder makes one Debian package of what `cmake --install` installs: program, plugins, headers, the
# CMake package and docmill.pc. What it depends on is read off the libraries (dpkg-shlibdeps); nothing knows its prefix.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME docmill)
set(CPACK_PACKAGE_VENDOR docmill)
# Whoever hands packages to others says who answers for them: -DDOCMILL_PACKAGE_CONTACT="Name <address>".
set(DOCMILL_PACKAGE_CONTACT "docmill maintainers" CACHE STRING "Maintainer in the Debian package")
set(CPACK_PACKAGE_CONTACT "${DOCMILL_PACKAGE_CONTACT}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "plugin-based document pipeline with reproducible output")
set(CPACK_PACKAGE_DESCRIPTION "A small host loads stages from shared libraries, in the order of a TOML file, and sends every
document through them: clean, tag the language, link the entities, summarise, write. With the headers
and the CMake package for stages of your own, in C++, C, or any language that makes shared libraries.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Stages are written with a compiler and CMake, or as Python scripts; to run docmill none is needed.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "g++ (>= 4:12), cmake (>= 3.25), poppler-utils, python3, zstd")
include(CPack)
