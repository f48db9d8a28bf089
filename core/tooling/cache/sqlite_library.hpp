// SQLite, opened when a cache is: loading it would cost every start of docmill a quarter of a millisecond.
#pragma once

#include <sqlite3.h>

#include "docmill/base/status.hpp"
#include "tooling/namespace.hpp"

// What is used of it, without "sqlite3_" before the names.
// clang-format off
#define DOCMILL_SQLITE_FUNCTIONS(DO)                                                                  \
  DO(open) DO(open_v2) DO(close) DO(busy_timeout) DO(exec) DO(errmsg) DO(errstr)                      \
  DO(prepare_v3) DO(bind_blob64) DO(bind_int64) DO(clear_bindings) DO(step) DO(reset) DO(finalize)    \
  DO(column_blob) DO(column_bytes) DO(column_int64)
// clang-format on

namespace docmill::tooling {

struct SqliteLibrary {
#define DOCMILL_DECLARE(name) decltype(&::sqlite3_##name) name;
  DOCMILL_SQLITE_FUNCTIONS(DOCMILL_DECLARE)
#undef DOCMILL_DECLARE
};

// The same every time, and never closed. [any thread]
Result<const SqliteLibrary*> sqlite_library();

}  // namespace docmill::tooling
