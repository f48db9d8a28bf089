#include "tooling/bundle/archive_library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <string>

namespace docmill::tooling {
namespace {

template <class F>
void find(void* library, const char* name, F& function, std::string& trouble) {
  function = reinterpret_cast<F>(::dlsym(library, name));
  if (function == nullptr && trouble.empty()) trouble = fmt::format("it has no {}", name);
}

// Empty when all is well.
std::string open(ArchiveLibrary& functions) {
  void* library = ::dlopen(DOCMILL_LIBARCHIVE, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return ::dlerror();
  std::string trouble;
#define DOCMILL_FIND(name) find(library, "archive_" #name, functions.name, trouble);
  DOCMILL_ARCHIVE_FUNCTIONS(DOCMILL_FIND)
#undef DOCMILL_FIND
  find(library, "archive_errno", functions.error_number, trouble);
  return trouble;
}

}  // namespace

Result<const ArchiveLibrary*> archive_library() {
  static ArchiveLibrary functions{};
  static const std::string trouble = open(functions);
  if (trouble.empty()) return &functions;
  return Status(
      Trouble::io,
      fmt::format("bundles need the library {}, which cannot be opened ({}); install it (Debian: libarchive13)",
                  DOCMILL_LIBARCHIVE, trouble));
}

}  // namespace docmill::tooling
