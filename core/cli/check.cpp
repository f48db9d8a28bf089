#include <fmt/format.h>

#include <cstdio>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "docmill/base/json_text.hpp"
#include "host/input/input.hpp"

namespace docmill::cli {

std::string diagnostics_json(const host::Diagnostics& diagnostics) {
  std::string out = "[";
  for (const host::Diagnostic& d : diagnostics.all()) {
    if (out.size() > 1) out += ',';
    out += fmt::format("\n {{\"severity\":\"{}\",\"file\":", d.severity == host::Severity::error ? "error" : "warning");
    if (d.place.source) append_json_string(out, d.place.source->name);
    else out += "null";
    out += fmt::format(",\"line\":{},\"column\":{},\"message\":", d.place.line, d.place.column);
    append_json_string(out, d.message);
    out += ",\"details\":[";
    for (std::size_t i = 0; i < d.details.size(); ++i) {
      if (i != 0) out += ',';
      append_json_string(out, d.details[i]);
    }
    out += "]}";
  }
  out += out.size() > 1 ? "\n]\n" : "]\n";
  return out;
}

int check_command(const CommandLine& line) {
  Messages messages({});
  host::Diagnostics diagnostics;
  const std::unique_ptr<host::Mill> mill = host::make_mill(line.request(), line.search(), nullptr, diagnostics);
  host::InputList inputs;
  if (mill->plan.file.source != nullptr) inputs = host::list_inputs(mill->plan.file, diagnostics);
  if (!mill->plan.file.to && !diagnostics.has_errors())
    diagnostics.warning({mill->plan.file.source, 0, 0}, "[output] to is missing; `run` will need --output");
  diagnostics.sort();
  if (line.json) std::fputs(diagnostics_json(diagnostics).c_str(), stdout);
  else messages.diagnostics(diagnostics);
  if (diagnostics.has_errors()) {
    if (!line.json) messages.say(fmt::format("{}: {} mistake{}", line.pipeline, diagnostics.n_errors(), diagnostics.n_errors() == 1 ? "" : "s"));
    return mill->load_failed ? plugin_error : usage_error;
  }
  if (!line.json)
    fmt::print("{}: fine: {} stages, {} layers, {} input file{}\n", line.pipeline, mill->plan.stages.size(),
               mill->plan.layers.size() - host::n_host_slots, grouped(inputs.files.size()), inputs.files.size() == 1 ? "" : "s");
  return done;
}

}  // namespace docmill::cli
