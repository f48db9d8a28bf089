// How the work of every stage grows with a document that was made to cost.
#include <fmt/format.h>

#include <atomic>
#include <cmath>
#include <ctime>

#include "bench/bench.hpp"
#include "bench/hostile_patterns.hpp"
#include "host/stages/stage_call.hpp"
#include "support/temp_folder.hpp"
#include "tooling/inspect/trace.hpp"

namespace docmill::bench {
namespace {

// Every stage that docmill brings, the writer in each of its formats.
constexpr const char* all_stages = R"([input]
from = ["-"]
stdin-format = "text"
max-document = "64 MiB"
[output]
to = "out"
[[stage]]
use = "cleaner"
structure = true
[[stage]]
use = "language-tagger"
[[stage]]
use = "entity-linker"
explain = true
[[stage]]
use = "quantities"
[[stage]]
use = "summarizer-stub"
[[stage]]
use = "summarizer-frequency"
out = { summary = "summary_frequency", summary_basis = "summary_frequency_basis" }
[[stage]]
use = "summarizer"
out = { summary = "summary_central", summary_basis = "summary_central_basis" }
)";
constexpr const char* formats[] = {"jsonl", "markdown", "csv",    "opensearch", "web-annotation",
                                   "nif",   "brat",     "conllu", "tei"};

std::string pipeline_text() {
  std::string text = all_stages;
  for (const char* format : formats)
    text += fmt::format("[[stage]]\nuse = \"writer\"\nname = \"{}\"\nformat = \"{}\"\nfile = \"{}\"\n{}", format,
                        format, format, std::string_view(format) == "csv" ? "rows = \"entities\"\n" : "");
  return text;
}

// Processor seconds: of decoding, then of each stage. `failure` says of what the document failed, if it did.
std::vector<double> times_of(const host::PreparedPipeline& prepared, const HostilePattern& pattern, std::size_t bytes,
                             std::string& failure) {
  host::RawDocument raw = tooling::raw_document(document_of(pattern, bytes));
  host::Document document;
  document.reset(prepared.plan.layers.size());
  host::DocumentParser parser({prepared.plan.file.fields, "utf-8"});
  std::vector<double> times;
  double before = processor_seconds();
  const auto take_time = [&] {
    const double now = processor_seconds();
    times.push_back(now - before);
    before = processor_seconds();
  };
  parser.parse(tooling::input_named("hostile", pattern.format), raw, document.source);
  document.provide_host_layers();
  take_time();
  const std::atomic<bool> never{false};
  host::StageCaller caller(prepared.stage_names, never);
  std::vector<host::Document*> documents = {&document};
  for (std::size_t i = 0; i < prepared.stages.size(); ++i) {
    host::StageWorker worker;
    host::StageCounts counts;
    host::EmissionBuffer emitted;
    (void)caller.run(*prepared.stages[i], worker, prepared.first_output[i], documents, emitted, counts);
    worker.close();
    take_time();
  }
  failure = document.error.code;
  return times;
}

// The quicker of two attempts, part by part: a busy machine only adds.
std::vector<double> best_times(const host::PreparedPipeline& prepared, const HostilePattern& pattern, std::size_t bytes,
                               std::string& failure) {
  std::vector<double> best = times_of(prepared, pattern, bytes, failure);
  const std::vector<double> again = times_of(prepared, pattern, bytes, failure);
  for (std::size_t i = 0; i < best.size(); ++i) best[i] = std::min(best[i], again[i]);
  return best;
}

constexpr std::size_t smallest = std::size_t{64} << 10;
constexpr double long_enough = 1.0;    // seconds: what takes longer is not doubled any more
constexpr double worth_saying = 0.02;  // seconds: the exponent of less is noise

double total(const std::vector<double>& times) {
  double sum = 0;
  for (const double t : times) sum += t;
  return sum;
}

void print_pattern(const host::PreparedPipeline& prepared, const HostilePattern& pattern, std::size_t largest) {
  std::string failure;
  std::size_t bytes = smallest;
  std::vector<double> quarter, half = best_times(prepared, pattern, bytes / 2, failure);
  std::vector<double> whole = best_times(prepared, pattern, bytes, failure);
  do {
    bytes *= 2;
    quarter = std::move(half);
    half = std::move(whole);
    whole = best_times(prepared, pattern, bytes, failure);
  } while (bytes < largest && total(whole) < long_enough);
  // Over two doublings: the first touch of fresh memory and the edges of caches make steps in a single one.
  const auto exponent = [](double one, double four) { return one > 0 ? std::log2(four / one) / 2 : 0.0; };
  double worst = -1;
  std::string part = "-";
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (whole[i] < worth_saying || exponent(quarter[i], whole[i]) <= worst) continue;
    worst = exponent(quarter[i], whole[i]);
    part = i == 0 ? "decoding" : prepared.stage_names[i - 1];
  }
  fmt::print("  {:<40} {:>6} KiB {:>8.1f} ms   {:5.2f}   {}{}{}\n", pattern.name, bytes >> 10, total(whole) * 1e3,
             exponent(total(quarter), total(whole)), worst >= 0 ? fmt::format("{:5.2f} ", worst) : "      ", part,
             failure.empty() ? "" : " (" + failure + ")");
  std::fflush(stdout);
}

}  // namespace

void growth(std::size_t largest, const std::string& only) {
  const test::TempFolder temp;
  temp.write("every.toml", pipeline_text());
  host::PipelineRequest request;
  request.path = temp / "every.toml";
  const host::PluginSearch search = host::PluginSearch::standard({DOCMILL_PLUGIN_FOLDER}, nullptr, {});
  host::Diagnostics diagnostics;
  const std::unique_ptr<host::PreparedPipeline> prepared =
      host::prepare_pipeline(request, search, nullptr, diagnostics);
  if (diagnostics.has_errors()) {
    for (const host::Diagnostic& d : diagnostics.all()) fmt::print("{}", host::render(d));
    return;
  }
  fmt::print(
      "growth: processor time of every stage over a document, and the exponent of its last two doublings\n"
      "  {:<40} {:>10} {:>11}   {:>5}   {}\n",
      "pattern", "size", "all stages", "exp.", "the worst stage");
  for (const HostilePattern& pattern : hostile_patterns())
    if (only.empty() || std::string_view(pattern.name).find(only) != std::string_view::npos)
      print_pattern(*prepared, pattern, largest);
}

}  // namespace docmill::bench
