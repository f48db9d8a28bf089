# Makes one C++ file of the plain files below templates/: the program carries them, wherever it is put.
file(GLOB_RECURSE templates CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/templates ${CMAKE_CURRENT_SOURCE_DIR}/templates/*)
list(SORT templates)
set(entries "")
foreach(name ${templates})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/templates/${name})
  file(READ ${CMAKE_CURRENT_SOURCE_DIR}/templates/${name} text)
  # A string literal may hold 64 KiB; these files are much shorter.
  string(APPEND entries "    {\"${name}\", R\"~template~(${text})~template~\"},\n")
endforeach()
set(made ${CMAKE_CURRENT_BINARY_DIR}/templates.cpp)
file(WRITE ${made}.new "// Made by templates.cmake.\n#include \"scaffold/templates.hpp\"\n\nnamespace docmill::scaffold {\n\n\
const std::map<std::string, std::string_view>& templates() {\n  static const std::map<std::string, std::string_view> all = {\n${entries}  };\n  return all;\n}\n\n}  // namespace docmill::scaffold\n")
configure_file(${made}.new ${made} COPYONLY)  # only when it has changed
