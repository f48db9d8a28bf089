#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "cli/text_table.hpp"
#include "command_line/terminal.hpp"
#include "host/isolation/sandbox.hpp"
#include "host/pipeline/size_text.hpp"
#include "host/run/isolated_stages.hpp"
#include "host/run/used_pipeline.hpp"
#include "host/support/file_system.hpp"
#include "tooling/cache/result_cache.hpp"

namespace docmill::cli {
namespace {

std::string layer_names(const host::Plan& plan, const std::vector<int>& slots) {
  std::vector<std::string> names;
  for (const int slot : slots)
    if (slot != host::no_slot) names.push_back(plan.layers[static_cast<std::size_t>(slot)].unique_name);
  return names.empty() ? "nothing" : fmt::format("{}", fmt::join(names, ", "));
}

std::string describe_layer(const host::Plan& plan, const host::PlannedLayer& layer) {
  std::string out = layer.is_rewrite ? "text" : host::name_of(layer.kind);
  if (layer.over != host::no_slot)
    out += fmt::format(" {} {}", layer.is_rewrite ? "rewritten from" : "over",
                       plan.layers[static_cast<std::size_t>(layer.over)].unique_name);
  std::vector<std::string> fields;
  for (const host::FieldDeclaration& f : layer.fields) fields.push_back(f.name);
  if (!fields.empty()) out += fmt::format(": {}", fmt::join(fields, ", "));
  return out;
}

using TableRows = std::vector<std::vector<std::string>>;

// The options and resources that a stage or reader has.
void add_settings(TableRows& rows, const host::PlannedStage& stage, const host::StageInstance& instance) {
  for (std::size_t i = 0; i < stage.options.size(); ++i) {
    const host::OptionDeclaration& declared = stage.declaration.options[i];
    rows.push_back(
        {i == 0 ? "options" : "", fmt::format("{} = {}{}", declared.name, describe_value(declared, stage.options[i]),
                                              stage.options[i].given ? "" : "  (default)")});
  }
  for (const host::UsedResource& r : instance.used_resources())
    rows.push_back({"resource", fmt::format("{}  {} bytes  sha256 {}", r.name, r.size, r.sha256)});
}

void print_reader(const host::PreparedPipeline& prepared, std::size_t index) {
  const host::PlannedStage& reader = prepared.plan.readers[index];
  terminal::print("\nreader {}  ({} {}; {})\n", reader.name(), reader.declaration.id, reader.declaration.version,
                  reader.library->path.string());
  TableRows rows;
  std::vector<std::string> files;
  for (const auto& glob : reader.entry.files) files.push_back(glob.value);
  rows.push_back({"files", files.empty()
                               ? fmt::format("names that end with {}", fmt::join(reader.declaration.suffixes, ", "))
                               : fmt::format("{}", fmt::join(files, ", "))});
  add_settings(rows, reader, *prepared.readers[index]);
  terminal::put(stdout, text_table(rows, 3));
}

void print_stage(const host::PreparedPipeline& prepared, std::size_t index) {
  const host::Plan& plan = prepared.plan;
  const host::PlannedStage& stage = plan.stages[index];
  terminal::print("\n{}. {}  ({} {}, {}; {})\n", index + 1, stage.name(), stage.declaration.id,
                  stage.declaration.version, host::name_of(stage.declaration.schedule), stage.library->path.string());
  std::vector<std::vector<std::string>> rows;
  rows.push_back({"reads", stage.declaration.reads_all ? "every layer" : layer_names(plan, stage.inputs)});
  for (const int slot : stage.outputs) {
    if (slot == host::no_slot) continue;
    const host::PlannedLayer& layer = plan.layers[static_cast<std::size_t>(slot)];
    rows.push_back({"adds", fmt::format("{}  {}", layer.unique_name, describe_layer(plan, layer))});
  }
  if (plan.splitter == index)
    rows.push_back(
        {"splits", fmt::format("each of the {} goes on as a document of its own", stage.entry.split->value)});
  for (const host::OpenedOutput& output : prepared.stages[index]->outputs())
    rows.push_back(
        {"writes", fmt::format("records/{}{}", output.name, output.kind == DOCMILL_OUTPUT_FOLDER ? "/" : "")});
  if (stage.entry.when) rows.push_back({"when", stage.entry.when->value});
  if (stage.entry.on_error.value != host::OnError::fail)
    rows.push_back({"on-error", stage.entry.on_error.value == host::OnError::keep ? "keep" : "stop"});
  add_settings(rows, stage, *prepared.stages[index]);
  terminal::put(stdout, text_table(rows, 3));
}

// Of a stage that starts programs and says by its option `network` how: what these may not do, and by what. Empty for
// others.
std::string confinement_of(const host::PlannedStage& stage) {
  if (!stage.declaration.ports_from_pipeline) return {};
  for (std::size_t i = 0; i < stage.options.size(); ++i) {
    const host::OptionDeclaration& option = stage.declaration.options[i];
    if (option.name != "network" || option.type != host::OptionType::boolean) continue;
    if (stage.options[i].integer != 0)
      return fmt::format("the program of '{}': by nothing (network = true)", stage.name());
    return fmt::format("the program of '{}': no network, changes files in its folder and TMPDIR alone: {}",
                       stage.name(), host::describe(host::sandbox_support()));
  }
  return {};
}

struct PlanSettings {
  PipelineFlags pipeline;
  bool json = false;
};

int plan(const PlanSettings& settings) {
  Messages messages({});
  host::Diagnostics diagnostics;
  const std::unique_ptr<host::PreparedPipeline> prepared =
      host::prepare_pipeline(settings.pipeline.request(), settings.pipeline.plugins.search(), nullptr, diagnostics);
  if (diagnostics.has_errors()) {
    messages.diagnostics(diagnostics);
    return prepared->load_failed ? plugin_error : usage_error;
  }
  if (settings.json) {
    terminal::put_json(host::used_pipeline_json(*prepared));
    return done;
  }
  messages.diagnostics(diagnostics);
  const host::PipelineFile& file = prepared->plan.file;
  terminal::print("{}{}{}\n", file.name, file.summary.empty() ? "" : ": ", file.summary);
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < file.from.size(); ++i) rows.push_back({i == 0 ? "from" : "", file.from[i].text});
  rows.push_back({"to", file.to ? file.to->text : "(--output)"});
  rows.push_back({"encoding", file.encoding.value});
  rows.push_back({"fields", fmt::format("id = \"{}\", text = \"{}\", html = \"{}\"", file.fields.id, file.fields.text,
                                        file.fields.html)});
  rows.push_back({"max-document", fmt::format("{} bytes", grouped(file.max_document))});
  rows.push_back({"max-spans", fmt::format("{} in a layer of a document", grouped(file.max_spans))});
  if (file.isolation.by_process) {
    rows.push_back({"isolation", fmt::format("worker processes: {} s of processor time for a document, {} of memory",
                                             file.isolation.max_seconds, host::size_text(file.isolation.max_memory))});
    const std::string why_not = host::reason_for_no_sandbox(prepared->plan);
    rows.push_back(
        {"sandbox", why_not.empty() ? host::describe(host::sandbox_support()) : fmt::format("none: {}", why_not)});
  }
  for (const host::PlannedStage& stage : prepared->plan.stages)
    if (const std::string how = confinement_of(stage); !how.empty()) rows.push_back({"confined", how});
  if (host::wants_cache(*prepared)) {
    const std::string folder = tooling::ResultCache::folder_for("").string(),
                      network = host::network_file_system(folder);
    rows.push_back({"cache", folder + (network.empty() ? ""
                                                       : fmt::format("  (on {}: shared by all machines, one "
                                                                     "writes at a time)",
                                                                     network))});
  }
  terminal::put(stdout, text_table(rows, 3));
  for (std::size_t i = 0; i < prepared->plan.readers.size(); ++i) print_reader(*prepared, i);
  for (std::size_t i = 0; i < prepared->plan.stages.size(); ++i) print_stage(*prepared, i);
  return done;
}

}  // namespace

Command plan_command() {
  const auto settings = std::make_shared<PlanSettings>();
  return {"plan", "Show what a pipeline comes to: stages, layers, resources, every option",
          joined({settings->pipeline.flags(), {json_flag(&settings->json)}}), [settings] { return plan(*settings); }};
}

}  // namespace docmill::cli
