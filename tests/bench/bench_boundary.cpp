#include <fmt/format.h>

#include <atomic>
#include <cstring>
#include <memory>

#include "bench/bench.hpp"
#include "docmill/sdk/stage.hpp"
#include "host/plan/plan.hpp"
#include "host/plugins/stage_table.hpp"
#include "host/stages/stage_call.hpp"

namespace docmill::bench {
namespace {

constexpr int n_documents = 32;
constexpr int n_spans = 200;

// Adds nothing: only the call is left.
struct EmptyStage {
  static constexpr Info info{"empty", "1.0.0", "adds nothing", pure};
  static constexpr auto required = ports(port::text("source", "the source"));
  void process(docmill::Document, Output&) const {}
};

// Adds spans with label, value and score, and nothing else.
struct SpanStage {
  static constexpr Info info{"spans", "1.0.0", "adds spans", pure};
  static constexpr auto required = ports(port::text("source", "the source"));
  static constexpr auto provided = ports(port::spans("spans", "source", "spans"));
  void process(docmill::Document, Output& out) const {
    Spans& spans = out.spans(0);
    for (uint32_t i = 0; i < n_spans; ++i)
      spans.add({.start = i * 10, .end = i * 10 + 5, .label = "company", .value = "nvidia-h20", .score = 0.5});
  }
};

// A plan of one stage without files: its table is in this program.
struct OneStage {
  host::Plan plan;
  host::PluginLibrary library;
  host::ResourceStore resources;
  host::LogSink log;
  host::Diagnostics diagnostics;
  std::vector<std::string> names;
  std::atomic<bool> stop{false};
  std::unique_ptr<host::StageInstance> instance;
  std::unique_ptr<host::StageCaller> caller;
  host::StageWorker worker;
  std::vector<std::unique_ptr<host::Document>> documents;
  std::vector<host::Document*> pointers;
  host::StageCounts counts;
  host::EmissionBuffer emitted;

  explicit OneStage(const docmill_stage& table) {
    host::PlannedStage stage;
    stage.declaration = host::read_stage_table(table).value();
    stage.entry.name.value = stage.declaration.id;
    stage.library = &library;
    stage.inputs = stage.needed = {host::slot_source};
    plan.layers.resize(host::n_host_slots);
    plan.layers[host::slot_source].kind = host::LayerKind::text;
    for (const host::PortDeclaration& p : stage.declaration.provided) {
      stage.outputs.push_back(static_cast<int>(plan.layers.size()));
      host::PlannedLayer layer;
      layer.kind = p.kind;
      layer.over = host::slot_source;
      plan.layers.push_back(layer);
    }
    plan.stages.push_back(stage);
    names = {stage.name()};
    instance = std::make_unique<host::StageInstance>(plan, 0, resources, log, diagnostics);
    caller = std::make_unique<host::StageCaller>(names, stop);
    for (int i = 0; i < n_documents; ++i) documents.push_back(std::make_unique<host::Document>());
  }

  void reset(std::size_t n) {
    pointers.clear();
    for (std::size_t i = 0; i < n; ++i) {
      host::Document& d = *documents[i];
      d.reset(plan.layers.size());
      d.source.raw = text;
      d.source.map = {{0, 0, 1, 1}};
      d.provide_host_layers();
      pointers.push_back(&d);
    }
  }
  const std::string text = std::string(n_spans * 10, 'x');
};

// Nanoseconds for each of `n` documents.
double cost(const docmill_stage& table, std::size_t n, int rounds) {
  OneStage one(table);
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    one.reset(n);
    const auto start = std::chrono::steady_clock::now();
    one.caller->run(*one.instance, one.worker, 0, one.pointers, one.emitted, one.counts);
    times.push_back(std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() /
                    static_cast<double>(n));
  }
  return median(times);
}

// The same spans without a boundary: built by the SDK, copied by memcpy, not checked.
double plain_spans() {
  Spans spans(0);
  std::vector<char> rows(n_spans * sizeof(docmill_span)), pool(n_spans * 40);
  const double s = seconds(2000, [&] {
    spans.clear();
    for (uint32_t i = 0; i < n_spans; ++i)
      spans.add({.start = i * 10, .end = i * 10 + 5, .label = "company", .value = "nvidia-h20", .score = 0.5});
    const docmill_layer layer = spans.layer();
    std::memcpy(rows.data(), layer.rows, n_spans * sizeof(docmill_span));
    std::memcpy(pool.data(), layer.pool, layer.pool_size);
  });
  return s * 1e9 / n_spans;
}

}  // namespace

void boundary() {
  const docmill_stage& empty = detail::Adapter<EmptyStage>::stage;
  const docmill_stage& spans = detail::Adapter<SpanStage>::stage;
  const double call_single = cost(empty, 1, 20000), call_batch = cost(empty, n_documents, 5000);
  const double span = (cost(spans, n_documents, 1000) - call_batch) / n_spans;
  const double plain = plain_spans();
  fmt::print("boundary\n");
  fmt::print("  stage call, one document in the batch   {:7.1f} ns\n", call_single);
  fmt::print("  stage call, each of {} documents        {:7.1f} ns\n", n_documents, call_batch);
  fmt::print("  span: build, check, copy                {:7.1f} ns\n", span);
  fmt::print("  span without a boundary (build, memcpy) {:7.1f} ns   ratio {:.2f}\n", plain, span / plain);
}

}  // namespace docmill::bench
