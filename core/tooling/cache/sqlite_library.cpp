#include "tooling/cache/sqlite_library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <string>
#include <type_traits>

namespace docmill::tooling {
namespace {

// Empty when all is well.
std::string open_sqlite(SqliteLibrary& functions) {
  void* library = ::dlopen(DOCMILL_SQLITE, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return ::dlerror();
  std::string trouble;
  const auto find = [&](const char* name, auto& function) {
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(library, name));
    if (function == nullptr && trouble.empty()) trouble = fmt::format("it has no {}", name);
  };
#define DOCMILL_FIND(name) find("sqlite3_" #name, functions.name);
  DOCMILL_SQLITE_FUNCTIONS(DOCMILL_FIND)
#undef DOCMILL_FIND
  return trouble;
}

}  // namespace

Result<const SqliteLibrary*> sqlite_library() {
  static SqliteLibrary functions{};
  static const std::string trouble = open_sqlite(functions);
  if (trouble.empty()) return &functions;
  return Status(Trouble::io,
                fmt::format("the cache cannot be used: it needs the library {}, which cannot be opened ({}); "
                            "install it (Debian: libsqlite3-0)",
                            DOCMILL_SQLITE, trouble));
}

}  // namespace docmill::tooling
