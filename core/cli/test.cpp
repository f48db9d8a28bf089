#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "command_line/paint.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "docmill/base/printable.hpp"
#include "host/diagnostics/spelling.hpp"
#include "host/support/write_text.hpp"
#include "tooling/inspect/accept.hpp"
#include "tooling/inspect/expectation.hpp"
#include "tooling/inspect/layer_value.hpp"
#include "tooling/inspect/pick_document.hpp"
#include "tooling/text_diff/line_diff.hpp"

namespace docmill::cli {
namespace {

using tooling::Mismatch;

struct TestSettings {
  std::string pipeline;
  std::vector<std::string> only, sets;
  PluginFlags plugins;
  bool bless = false, json = false;
};

struct TestResult {
  const host::PipelineTest* test = nullptr;
  std::string trouble;  // the document could not be found
  std::vector<Mismatch> mismatches;
  bool passed() const { return trouble.empty() && mismatches.empty(); }
};

std::string place_text(const host::Place& place) {
  if (!place.source) return {};
  return place.column != 0 ? fmt::format("{}:{}:{}", place.source->name, place.line, place.column)
                           : fmt::format("{}:{}", place.source->name, place.line);
}

// A value as lines that can be compared: a text by its own lines, an array by its elements.
std::string as_lines(const host::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  const auto* array = std::get_if<host::Array>(&value.data);
  if (array == nullptr) return tooling::to_toml(value);
  std::string lines;
  for (const host::Value& item : *array) lines += (lines.empty() ? "" : "\n") + tooling::to_toml(item);
  return array->empty() ? "[]" : lines;
}

void print_mismatch(const Mismatch& m, const Paint& paint) {
  terminal::print("  {} {}", paint.dim(place_text(m.expected.place) + ":"), paint.bold(m.address));
  if (!m.sentence.empty()) {
    terminal::print("{} {}\n", m.address == "dropped" || m.address == "failed" || m.address == "kept" ? ":" : "",
                    printable(m.sentence));
    return;
  }
  terminal::print(" is not what was expected\n");
  const std::string difference = tooling::line_diff(as_lines(m.expected), as_lines(*m.got));
  for (std::size_t from = 0; from < difference.size();) {
    const std::size_t end = difference.find('\n', from);
    const std::string line = difference.substr(from, end - from);
    terminal::print("    {}\n", line[0] == '-' ? paint.red(line) : line[0] == '+' ? paint.green(line) : line);
    from = end + 1;
  }
}

void print_result(const TestResult& result, const Paint& paint) {
  if (result.passed()) {
    terminal::print("{}  {}\n", paint.green("ok  "), printable(result.test->name.value));
    return;
  }
  terminal::print("{}  {}\n", paint.red("FAIL"), printable(result.test->name.value));
  if (!result.trouble.empty())
    terminal::print("  {} {}\n", paint.dim(place_text(result.test->place) + ":"), printable(result.trouble));
  for (const Mismatch& m : result.mismatches) print_mismatch(m, paint);
}

std::string json_of(const std::vector<TestResult>& results, std::size_t accepted) {
  std::string out;
  JsonWriter w(out);
  std::size_t failed = 0;
  w.object().key("tests").array();
  for (const TestResult& result : results) {
    failed += result.passed() ? 0 : 1;
    w.on_new_line().object().member("name", result.test->name.value).member("passed", result.passed());
    w.member("line", result.test->place.line).key("trouble");
    if (result.trouble.empty()) w.null();
    else w.value(result.trouble);
    w.key("mismatches").array();
    for (const Mismatch& m : result.mismatches) {
      w.object().member("address", m.address);
      w.member("message", m.sentence.empty() ? "is not what was expected" : m.sentence);
      w.member("expected", tooling::to_toml(m.expected)).key("got");
      if (m.got) w.value(tooling::to_toml(*m.got));
      else w.null();
      w.member("line", m.expected.place.line).member("column", m.expected.place.column).end();
    }
    w.end().end();
  }
  w.end().member("passed", results.size() - failed).member("failed", failed).member("accepted", accepted).end();
  return out + "\n";
}

TestResult run_test(const host::PreparedPipeline& prepared, const host::PipelineTest& test) {
  TestResult result;
  result.test = &test;
  Result<tooling::PickedDocument> document = tooling::document_of(test, prepared);
  if (!document.ok()) {
    result.trouble = document.status().message();
    return result;
  }
  tooling::PickedDocument& picked = document.value();
  const auto trace = tooling::trace_document(prepared, picked.file, picked.raw, picked.id, nullptr, test.part);
  if (trace) result.mismatches = tooling::compare(prepared.plan, *trace, test);
  else result.trouble = fmt::format("the document has no part {}", test.part);
  return result;
}

// Where a link leads, so that a full disk costs nothing there either.
std::filesystem::path where_it_leads(const std::string& path) {
  std::error_code error;
  const std::filesystem::path target = std::filesystem::canonical(path, error);
  return error ? std::filesystem::path(path) : target;
}

// Puts what was got into the file where that can be said. The accepted mismatches go; gives how many they were.
Result<std::size_t> accept(std::vector<TestResult>& results, const std::string& path) {
  std::vector<tooling::ValueEdit> edits;
  std::shared_ptr<const host::SourceText> source;
  for (TestResult& result : results) {
    std::erase_if(result.mismatches, [&](const Mismatch& m) {
      if (!m.can_be_accepted || !tooling::value_range(*m.expected.place.source, m.expected.place)) return false;
      source = m.expected.place.source;
      edits.push_back({m.expected.place, *m.got});
      return true;
    });
  }
  if (edits.empty()) return std::size_t{0};
  const std::optional<std::string> content = tooling::edited(source, edits);
  if (!content) return Status(Trouble::usage, "the new values could not be put into " + path + "; it is as it was");
  if (Status s = host::write_text(where_it_leads(path), *content); !s.ok()) return s;
  return edits.size();
}

// The tests to run; says the names that are none.
std::vector<const host::PipelineTest*> chosen(const TestSettings& settings, const host::PipelineFile& file,
                                              Messages& messages) {
  std::vector<const host::PipelineTest*> tests;
  std::vector<std::string> names;
  for (const host::PipelineTest& test : file.tests) names.push_back(test.name.value);
  for (const std::string& name : settings.only)
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      messages.error(fmt::format("no test '{}' in {}{}", name, settings.pipeline, host::suggestion(name, names)));
      return {};
    }
  for (const host::PipelineTest& test : file.tests)
    if (settings.only.empty() ||
        std::find(settings.only.begin(), settings.only.end(), test.name.value) != settings.only.end())
      tests.push_back(&test);
  if (tests.empty())
    messages.error(
        fmt::format("there is no [[test]] in {}; write for example\n  [[test]]\n  name = \"menus go\"\n  input = "
                    "\"…\"\n  expect = {{ text = {{ lacks = [\"Share this\"] }} }}",
                    settings.pipeline));
  return tests;
}

int test(const TestSettings& settings) {
  Messages messages({});
  host::PipelineRequest request;
  request.path = settings.pipeline;
  request.is_tried_first = true;
  for (const std::string& set : settings.sets) request.overrides.push_back({set});
  host::Diagnostics diagnostics;
  const auto log = [&](uint32_t level, std::string_view stage, std::string_view message) {
    messages.stage_line(level, stage, message);
  };
  const std::unique_ptr<host::PreparedPipeline> prepared =
      host::prepare_pipeline(request, settings.plugins.search(), log, diagnostics);
  if (!diagnostics.has_errors()) tooling::check_expectations(prepared->plan, diagnostics);
  diagnostics.sort();
  messages.diagnostics(diagnostics);
  if (diagnostics.has_errors()) return prepared->load_failed ? plugin_error : usage_error;

  const std::vector<const host::PipelineTest*> tests = chosen(settings, prepared->plan.file, messages);
  if (tests.empty()) return usage_error;
  std::vector<TestResult> results;
  for (const host::PipelineTest* t : tests) results.push_back(run_test(*prepared, *t));
  std::size_t accepted = 0;
  if (settings.bless) {
    const Result<std::size_t> n = accept(results, settings.pipeline);
    if (!n.ok()) {
      messages.error(n.status().message());
      return code_of(n.status().trouble());
    }
    accepted = n.value();
  }
  std::size_t failed = 0;
  for (const TestResult& result : results) failed += result.passed() ? 0 : 1;
  if (settings.json) {
    terminal::put_json(json_of(results, accepted));
  } else {
    const Paint paint;
    for (const TestResult& result : results) print_result(result, paint);
    if (accepted != 0)
      terminal::print("{} value{} accepted in {}\n", accepted, accepted == 1 ? "" : "s", settings.pipeline);
    if (settings.bless && failed != 0)
      terminal::print(
          "--bless puts values where values stand; change by hand what is left: contains, lacks, absent, failed, "
          "...\n");
    terminal::print("{} test{}: {} passed, {} failed\n", results.size(), results.size() == 1 ? "" : "s",
                    results.size() - failed, failed);
  }
  return failed == 0 ? done : found_differences;
}

}  // namespace

Command test_command() {
  const auto s = std::make_shared<TestSettings>();
  std::vector<Flag> flags = {
      argument("PIPELINE", &s->pipeline, "The pipeline file (TOML)", "a pipeline file", a_pipeline()),
      flag("--only", "NAME", &s->only, "Run this test alone (may be repeated)"),
      flag("--bless", &s->bless, "Put what came out into the file, where a value was expected"),
      json_flag(&s->json),
      flag("--set", "STAGE.OPTION=VALUE", &s->sets,
           "Set an option of a stage, or a key of input, output or run (may be repeated)"),
  };
  return {"test", "Run the [[test]] tables of a pipeline file", joined({std::move(flags), s->plugins.flags()}),
          [s] { return test(*s); }};
}

}  // namespace docmill::cli
