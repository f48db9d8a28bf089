#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "cli/exit_codes.hpp"
#include "cli/flag_mistakes.hpp"
#include "docmill/stage_abi.h"
#include "host/version.hpp"

namespace docmill::cli {
namespace {

constexpr const char* footer = R"(Exit codes: 0 done; 1 documents failed under --strict; 2 usage or configuration;
3 a stage could not be loaded or created; 4 input or output failed; 5 a stage or max-failures ended the run.
Paths in a pipeline file count from that file, paths on the command line from the working folder.)";

std::string version_text() {
  return "docmill " + std::string(host::version) + " (stage ABI " + std::to_string(DOCMILL_ABI_MAJOR) + "." +
         std::to_string(DOCMILL_ABI_MINOR) + ")";
}

void add_plugin_flags(CLI::App& app, CommandLine& line) {
  app.add_option("--plugin-dir", line.plugin_dirs, "Look for plugins here first (may be repeated)")
      ->type_name("DIR")
      ->allow_extra_args(false)
      ->check(existing_folder());
}

void add_pipeline_flags(CLI::App& app, CommandLine& line) {
  app.add_option("pipeline", line.pipeline, "The pipeline file (TOML)")->required()->type_name("PIPELINE");
  app.add_option("--set", line.sets, "Set an option of a stage, or a key of input, output or run (may be repeated)")
      ->type_name("STAGE.OPTION=VALUE")
      ->allow_extra_args(false);
  app.add_option("--input", line.inputs,
                 "Read this instead of [input] from: a file, folder, glob or - (may be repeated)")
      ->type_name("PATH")
      ->allow_extra_args(false);
  app.add_option("--output", line.output, "Write there instead of [output] to")->type_name("DIR");
  add_plugin_flags(app, line);
}

void add_json_flag(CLI::App& app, CommandLine& line) {
  app.add_flag("--json", line.json, "Answer in JSON, for programs");
}

void declare(CLI::App& app, CommandLine& line) {
  app.require_subcommand(1);
  app.set_version_flag("--version", version_text(), "Say which version this is");
  app.set_help_flag("-h,--help", "Say what can be said");
  app.footer(footer);

  CLI::App* run = app.add_subcommand("run", "Run a pipeline over its input");
  add_pipeline_flags(*run, line);
  run->add_option("--threads", line.threads,
                  "Threads to work with (default: as many as the machine has); never changes a result")
      ->type_name("N")
      ->check(whole_number(1, 1024));
  run->add_option("--limit", line.limit, "Stop after so many documents")
      ->type_name("N")
      ->check(whole_number(1, UINT64_MAX));
  run->add_flag("--strict", line.strict, "Exit with 1 when a document failed");
  run->add_flag("--quiet", line.quiet, "Say nothing but errors");
  add_json_flag(*run, line);
  run->add_option("--log-level", line.log_level, "What to say of documents: debug, info, warning, error")
      ->type_name("LEVEL")
      ->check(one_of({"debug", "info", "warning", "error"}));
  run->add_option("--log-file", line.log_file, "Write everything that is said of documents to this file, too")
      ->type_name("FILE");

  CLI::App* check = app.add_subcommand("check", "Do everything short of running, and say all mistakes");
  add_pipeline_flags(*check, line);
  add_json_flag(*check, line);

  CLI::App* plan = app.add_subcommand("plan", "Show what a pipeline comes to: stages, layers, resources, every option");
  add_pipeline_flags(*plan, line);
  add_json_flag(*plan, line);

  CLI::App* stages = app.add_subcommand("stages", "List the stages that can be used");
  add_plugin_flags(*stages, line);
  add_json_flag(*stages, line);

  CLI::App* describe = app.add_subcommand("describe", "Show a stage: layers, options, schedule");
  describe->add_option("stage", line.stage, "Its name, or the file of a plugin")->required()->type_name("STAGE");
  add_plugin_flags(*describe, line);
  add_json_flag(*describe, line);
}

}  // namespace

const std::vector<std::string>& command_names() {
  static const std::vector<std::string> names = {"run", "check", "plan", "stages", "describe"};
  return names;
}

std::optional<CommandLine> parse_command_line(int argc, char** argv, int& exit_code) {
  CommandLine line;
  CLI::App app("docmill: a mill for documents. The same input, pipeline and stages give the same bytes.", "docmill");
  declare(app, line);
  if (argc == 1) {
    std::fputs(app.help().c_str(), stderr);
    exit_code = usage_error;
    return std::nullopt;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    app.exit(e);  // help or version
    exit_code = done;
    return std::nullopt;
  } catch (const CLI::ParseError& e) {
    std::fprintf(stderr, "docmill: %s\n  see docmill %s--help\n", explain(e, app).c_str(),
                 app.get_subcommands().empty() ? "" : (app.get_subcommands().front()->get_name() + " ").c_str());
    exit_code = usage_error;
    return std::nullopt;
  }
  line.command = app.get_subcommands().front()->get_name();
  return line;
}

host::PipelineRequest CommandLine::request() const {
  host::PipelineRequest request;
  request.path = pipeline;
  for (const std::string& set : sets) request.overrides.push_back({set});
  request.inputs = inputs;
  request.output = output;
  return request;
}

host::PluginSearch CommandLine::search() const {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return host::PluginSearch::standard(plugin_dirs, std::getenv("DOCMILL_PLUGIN_PATH"), program);
}

}  // namespace docmill::cli
