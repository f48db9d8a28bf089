// How explain and show set off words on this terminal.
#pragma once

#include "command_line/paint.hpp"
#include "tooling/inspect/explain.hpp"

namespace docmill::cli {

inline tooling::ExplainStyle explain_style() {
  const Paint paint;
  return {[paint](std::string_view s) { return paint.bold(s); }, [paint](std::string_view s) { return paint.dim(s); },
          [paint](std::string_view s) { return paint.green(s); },
          [paint](std::string_view s) { return paint.struck(s); },
          [paint](std::string_view s) { return paint.red(s); }};
}

}  // namespace docmill::cli
