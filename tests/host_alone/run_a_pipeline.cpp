// The smallest program around the host: runs a pipeline file as `docmill run` does. It links docmill_host, nothing
// else. Usage: run_a_pipeline PIPELINE OUT PLUGIN_FOLDER
#include <atomic>
#include <cstdio>

#include "host/run/run.hpp"

int main(int argc, char** argv) {
  using namespace docmill::host;
  if (argc != 4) return std::fputs("usage: run_a_pipeline PIPELINE OUT PLUGIN_FOLDER\n", stderr), 2;

  Diagnostics diagnostics;
  const PluginSearch search = PluginSearch::standard({argv[3]}, nullptr, argv[0]);
  const auto log = [](uint32_t, std::string_view, std::string_view) {};
  const auto prepared = prepare_pipeline({.path = argv[1], .output = argv[2]}, search, log, diagnostics);

  std::string trouble;
  if (!diagnostics.has_errors()) {
    const std::atomic<bool> stop{false};  // true ends the run early, as a signal does for docmill
    const auto result = run_pipeline(*prepared, RunSettings{}, RunObserver{}, stop, diagnostics);
    if (result.ok()) std::printf("%llu written\n", static_cast<unsigned long long>(result.value().counts.written));
    else trouble = result.status().message();
  }
  for (const Diagnostic& mistake : diagnostics.all()) std::fputs(render(mistake).c_str(), stderr);
  if (!trouble.empty()) std::fprintf(stderr, "%s\n", trouble.c_str());
  return trouble.empty() && !diagnostics.has_errors() ? 0 : 1;
}
