#include <fmt/format.h>

#include <algorithm>
#include <barrier>

#include "checker/checks/checks.hpp"
#include "checker/checks/reference.hpp"
#include "checker/checks/thread_group.hpp"

namespace docmill::checker {
namespace {

bool is_external(const StageUnderTest& stage) { return !stage.is_pure() && !stage.is_ordered(); }

// A thread that ends, in whatever way, is not waited for any more.
struct LeaveAtEnd {
  std::barrier<>& barrier;
  ~LeaveAtEnd() { barrier.arrive_and_drop(); }
};

// What the threads and models of a check give; EXTERNAL stages are only watched for crashes and broken rules.
void compare(CheckContext& context, const StageUnderTest& stage, const Fixture& fixture, const Outcome& expected,
             const Outcome& got, const std::string& how) {
  context.fail(got.wrongs);
  if (!is_external(stage)) say_differences(context, fixture, expected, got, how);
}

}  // namespace

void threads_several_workers(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    if (stage.is_ordered()) return context.skip("it is ORDERED: it has one worker");
    const Reference reference(context, stage);
    constexpr std::size_t n_threads = 4;
    constexpr std::size_t n_rounds = 3;
    std::vector<Outcome> outcomes(n_threads * n_rounds);
    // In each round all four workers are open before the first one works, and until the last one has: also where the
    // machine is so busy that the threads run one after the other.
    std::barrier<> together(std::ptrdiff_t{n_threads});
    ThreadGroup group;
    for (std::size_t i = 0; i < n_threads; ++i)
      group.start([&, i] {
        const LeaveAtEnd leave{together};
        for (std::size_t round = 0; round < n_rounds; ++round) {
          const Worker worker(reference.model());
          together.arrive_and_wait();
          outcomes[i * n_rounds + round] = run(worker, reference.fixture().documents, 3 + i);
          together.arrive_and_wait();
        }
      });
    group.join();
    for (std::size_t i = 0; i < outcomes.size(); ++i)
      compare(context, stage, reference.fixture(), reference.expected(), outcomes[i],
              fmt::format("four threads at once, thread {}", i / n_rounds));
  });
}

void threads_moved_worker(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Reference reference(context, stage);
    const Fixture& fixture = reference.fixture();
    std::unique_ptr<Model> own;
    std::unique_ptr<Worker> worker;
    on_another_thread([&] {
      if (stage.is_ordered()) own = std::make_unique<Model>(stage);
      worker = std::make_unique<Worker>(own != nullptr ? *own : reference.model());
    });
    // The documents in three parts, each on a thread of its own.
    Outcome got;
    const std::size_t part = fixture.documents.size() / 3 + 1;
    for (std::size_t from = 0; from < fixture.documents.size(); from += part) {
      const std::size_t to = std::min(from + part, fixture.documents.size());
      const std::vector<const docmill_document*> documents(
          fixture.documents.begin() + static_cast<std::ptrdiff_t>(from),
          fixture.documents.begin() + static_cast<std::ptrdiff_t>(to));
      Outcome outcome;
      on_another_thread([&] { outcome = run(*worker, documents, 5); });
      for (DocumentResult& result : outcome.results) got.results.push_back(std::move(result));
      got.wrongs.insert(got.wrongs.end(), outcome.wrongs.begin(), outcome.wrongs.end());
    }
    on_another_thread([&] { worker.reset(); });
    compare(context, stage, fixture, reference.expected(), got, "a worker that goes from thread to thread");
  });
}

void threads_two_models(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Reference reference(context, stage);
    const Model one(stage), other(stage);
    need(one);
    need(other);
    const Worker a(one), b(other);
    Outcome from_a, from_b;
    for (const docmill_document* document : reference.fixture().documents) {
      from_a.results.push_back(std::move(run(a, {document}, 1).results[0]));
      from_b.results.push_back(std::move(run(b, {document}, 1).results[0]));
    }
    compare(context, stage, reference.fixture(), reference.expected(), from_a, "two models in turn, the first");
    compare(context, stage, reference.fixture(), reference.expected(), from_b, "two models in turn, the second");
  });
}

void threads_death_of_another(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Reference reference(context, stage);
    auto doomed = std::make_unique<Model>(stage);
    need(*doomed);
    auto worker_of_doomed = std::make_unique<Worker>(*doomed);
    const Model survivor(stage);
    need(survivor);
    const Worker worker(survivor);
    run(*worker_of_doomed, reference.fixture().documents, 8);
    worker_of_doomed.reset();
    doomed.reset();
    compare(context, stage, reference.fixture(), reference.expected(), run(worker, reference.fixture().documents, 8),
            "after another model was destroyed");
  });
}

}  // namespace docmill::checker
