// What a user reads of a wrong pipeline. Each test pins the whole text, so that no message gets worse unnoticed.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/pipeline/pipeline_text.hpp"

namespace docmill::host::test {

// Raw strings begin on the line below R"(, so that they read as a file.
inline std::string without_first_line_end(std::string_view text) {
  if (text.starts_with('\n')) text.remove_prefix(1);
  return std::string(text);
}

inline std::string rendered(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& d : diagnostics.all()) out += render(d);
  return out;
}

// All that is said of a pipeline in memory, called p.toml.
inline std::string mistakes_of(std::string_view text, const std::vector<Override>& overrides = {}) {
  const auto source = std::make_shared<const SourceText>(SourceText{"p.toml", without_first_line_end(text)});
  Diagnostics diagnostics;
  read_pipeline_text(source, overrides, false, diagnostics);
  return rendered(diagnostics);
}

}  // namespace docmill::host::test

#define CHECK_MISTAKES(text, expected) \
  CHECK(docmill::host::test::mistakes_of(text) == docmill::host::test::without_first_line_end(expected))
#define CHECK_SET_MISTAKES(text, setting, expected) \
  CHECK(docmill::host::test::mistakes_of(text, {{setting}}) == docmill::host::test::without_first_line_end(expected))
