#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "checker/run_checks.hpp"
#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "host/diagnostics/spelling.hpp"

namespace docmill::cli {
namespace {

using checker::Check;
using checker::CheckResult;
using checker::Verdict;

struct CheckStageSettings {
  std::string file, stage, pipeline;
  std::vector<std::string> only, sets, documents;
  uint64_t seed = 1, seconds = 60;
  bool json = false, list = false, here = false;
};

std::size_t width_of_ids() {
  std::size_t width = 0;
  for (const Check& check : checker::all_checks()) width = std::max(width, std::string_view(check.id).size());
  return width;
}

const char* word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::ok: return "ok";
    case Verdict::failed: return "FAILED";
    case Verdict::skipped: return "skipped";
  }
  return "";
}

void print_result(const CheckResult& result) {
  terminal::print("{:<7}  {:<{}}  {}\n", word_of(result.verdict), result.check->id, width_of_ids(),
                  result.check->sentence);
  for (const std::string& reason : result.reasons) terminal::print("           {}\n", reason);
  if (result.verdict == Verdict::failed) terminal::print("           right: {}\n", result.check->remedy);
  for (std::size_t from = 0; from < result.said.size();) {
    const std::size_t end = std::min(result.said.find('\n', from), result.said.size());
    terminal::print("           | {}\n", result.said.substr(from, end - from));
    from = end + 1;
  }
  terminal::flush();
}

std::string counts(const checker::Report& report) {
  const auto of = [&](Verdict verdict) { return report.count(verdict); };
  return fmt::format("{} checks: {} ok, {} failed, {} skipped", report.results.size(), of(Verdict::ok),
                     of(Verdict::failed), of(Verdict::skipped));
}

// "word-count 1.0.0", "reader warc 1.0.0".
std::vector<std::string> names_of_parts(const checker::Report& report) {
  std::vector<std::string> names = report.stages;
  for (const std::string& reader : report.readers) names.push_back("reader " + reader);
  return names;
}

// {"file","stages","readers","seed","refusal","mistakes","checks":[{"id","sentence","result","reasons","right","said"}],...}
std::string in_json(const CheckStageSettings& settings, const checker::Report& report) {
  std::string out;
  JsonWriter w(out);
  w.object()
      .member("file", settings.file)
      .member("stages", report.stages)
      .member("readers", report.readers)
      .member("seed", settings.seed);
  w.key("refusal");
  if (report.refusal.empty()) w.null();
  else w.value(report.refusal);
  w.member("mistakes", report.mistakes).key("checks").array();
  for (const CheckResult& result : report.results) {
    w.on_new_line().object().member("id", result.check->id).member("sentence", result.check->sentence);
    w.member("result", result.verdict == Verdict::failed ? "failed" : word_of(result.verdict));
    w.member("reasons", result.reasons);
    if (result.verdict == Verdict::failed) w.member("right", result.check->remedy).member("said", result.said);
    w.end();
  }
  w.end().member("ok", report.count(Verdict::ok)).member("failed", report.count(Verdict::failed));
  w.member("skipped", report.count(Verdict::skipped)).end();
  return out + "\n";
}

int list_checks(bool json) {
  if (!json)
    for (const Check& check : checker::all_checks())
      terminal::print("{:<{}}  {}\n", check.id, width_of_ids(), check.sentence);
  else {
    std::string out;
    JsonWriter w(out);
    w.array();
    for (const Check& check : checker::all_checks())
      w.on_new_line()
          .object()
          .member("id", check.id)
          .member("sentence", check.sentence)
          .member("right", check.remedy)
          .end();
    w.end();
    terminal::print("{}\n", out);
  }
  return done;
}

// False when a word names no check.
bool say_unknown(const std::vector<std::string>& unknown) {
  std::vector<std::string> known = checker::groups_of_checks();
  for (const Check& check : checker::all_checks()) known.emplace_back(check.id);
  for (const std::string& word : unknown)
    terminal::print(stderr,
                    "docmill: no check '{}'{}\n  groups of checks: {}; docmill check-stage --list names them all\n",
                    word, host::suggestion(word, known), fmt::join(checker::groups_of_checks(), ", "));
  return unknown.empty();
}

checker::Request request_of(const CheckStageSettings& settings) {
  checker::Request request;
  request.file = settings.file;
  request.stage = settings.stage;
  request.pipeline = settings.pipeline;
  request.sets = settings.sets;
  for (const std::string& path : settings.documents) request.documents.emplace_back(path);
  request.seed = settings.seed;
  request.cpu_seconds = static_cast<unsigned>(settings.seconds);
  return request;
}

// How to see a failure again.
void print_again(const CheckStageSettings& settings, const checker::Report& report) {
  for (const CheckResult& result : report.results) {
    if (result.verdict != Verdict::failed) continue;
    terminal::print("again: docmill check-stage {} --only {} --seed {}; with --here in a debugger\n", settings.file,
                    result.check->id, settings.seed);
    return;
  }
}

int check_stage(const CheckStageSettings& settings) {
  if (settings.list) return list_checks(settings.json);
  if (settings.file.empty()) {
    terminal::print(stderr, "docmill: check-stage needs a plugin\n  write docmill check-stage FILE.so\n");
    return usage_error;
  }
  std::vector<std::string> unknown;
  const std::vector<const Check*> checks = checker::choose_checks(settings.only, unknown);
  if (!say_unknown(unknown)) return usage_error;
  for (const std::string& path : settings.documents)
    if (std::error_code error; !std::filesystem::exists(path, error)) {
      terminal::print(stderr, "docmill: --document {}: no such file or folder\n", path);
      return usage_error;
    }

  checker::RunSettings run;
  run.here = settings.here;
  if (!settings.json) {
    run.on_loaded = [&](const checker::Report& report) {
      terminal::print("{}: {}\n", settings.file, fmt::join(names_of_parts(report), ", "));
      terminal::flush();
    };
    run.on_result = [&](const CheckResult& result) {
      if (result.check != &checker::all_checks().front() || result.verdict != Verdict::failed) print_result(result);
    };
  }
  const checker::Report report = checker::run_checks(request_of(settings), checks, run);
  if (settings.json) {
    terminal::put_json(in_json(settings, report));
  } else {
    if (!report.refusal.empty()) terminal::print(stderr, "docmill: {}\n", report.refusal);
    for (const std::string& mistake : report.mistakes) terminal::print(stderr, "docmill: {}\n", mistake);
    if (!names_of_parts(report).empty() && report.mistakes.empty())
      terminal::print("{} (seed {})\n", counts(report), settings.seed);
    if (report.refusal.empty()) print_again(settings, report);
  }
  if (!report.refusal.empty()) return plugin_error;
  if (!report.mistakes.empty()) return usage_error;
  return report.count(Verdict::failed) == 0 ? done : found_differences;
}

}  // namespace

Command check_stage_command() {
  const auto s = std::make_shared<CheckStageSettings>();
  return {
      "check-stage",
      "Check a plugin against every rule of the stage ABI",
      {argument("FILE", &s->file, "The plugin: a shared library", "", a_file()),
       flag("--only", "ID", &s->only, "Run this check, or a group of them such as input (may be repeated)"),
       flag("--seed", "N", &s->seed, "Seed of the made-up documents", whole_number(0)),
       flag("--set", "OPTION=VALUE", &s->sets,
            "Set an option of the stage or reader, or a host key such as requires (may be repeated)"),
       flag("--pipeline", "FILE", &s->pipeline, "Take options and ports from the stage's entry in this pipeline",
            a_pipeline()),
       flag("--stage", "ID", &s->stage, "Check this stage or reader of the plugin only"),
       flag("--document", "PATH", &s->documents,
            "Send this through as well: a text, or a file of the reader's kind; or a folder of such (may be repeated)",
            a_file()),
       flag("--time-limit", "SECONDS", &s->seconds, "Processor time that one check may use", whole_number(1, 86400)),
       flag("--here", &s->here, "Run the checks in this process, for a debugger"),
       flag("--list", &s->list, "List the checks"), json_flag(&s->json)},
      [s] { return check_stage(*s); }};
}

}  // namespace docmill::cli
