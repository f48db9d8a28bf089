#include <fmt/format.h>

#include <algorithm>
#include <barrier>

#include "checker/checks/checks.hpp"
#include "checker/checks/crew.hpp"
#include "checker/checks/reference.hpp"

namespace docmill::checker {
namespace {

bool is_external(const StageSubject& stage) { return !stage.is_pure() && !stage.is_ordered(); }

// A thread that ends, in whatever way, is not waited for any more.
struct LeaveAtEnd {
  std::barrier<>& barrier;
  ~LeaveAtEnd() { barrier.arrive_and_drop(); }
};

// What the threads and models of a check give; EXTERNAL stages are only watched for crashes and broken rules.
void compare(Exam& exam, const StageSubject& stage, const Shelf& shelf, const Outcome& expected, const Outcome& got,
             const std::string& how) {
  exam.fail(got.wrongs);
  if (!is_external(stage)) say_differences(exam, shelf, expected, got, how);
}

}  // namespace

void threads_several_workers(Exam& exam) {
  exam.for_each_stage([&](const StageSubject& stage) {
    if (stage.is_ordered()) return exam.skip("it is ORDERED: it has one worker");
    const Reference reference(exam, stage);
    constexpr std::size_t n_threads = 4;
    constexpr std::size_t n_rounds = 3;
    std::vector<Outcome> outcomes(n_threads * n_rounds);
    // In each round all four workers are open before the first one works, and until the last one has: also where the
    // machine is so busy that the threads run one after the other.
    std::barrier<> together(std::ptrdiff_t{n_threads});
    Crew crew;
    for (std::size_t i = 0; i < n_threads; ++i)
      crew.start([&, i] {
        const LeaveAtEnd leave{together};
        for (std::size_t round = 0; round < n_rounds; ++round) {
          const Worker worker(reference.model());
          together.arrive_and_wait();
          outcomes[i * n_rounds + round] = run(worker, reference.shelf().documents, 3 + i);
          together.arrive_and_wait();
        }
      });
    crew.join();
    for (std::size_t i = 0; i < outcomes.size(); ++i)
      compare(exam, stage, reference.shelf(), reference.expected(), outcomes[i],
              fmt::format("four threads at once, thread {}", i / n_rounds));
  });
}

void threads_moved_worker(Exam& exam) {
  exam.for_each_stage([&](const StageSubject& stage) {
    const Reference reference(exam, stage);
    const Shelf& shelf = reference.shelf();
    std::unique_ptr<Model> own;
    std::unique_ptr<Worker> worker;
    on_another_thread([&] {
      if (stage.is_ordered()) own = std::make_unique<Model>(stage);
      worker = std::make_unique<Worker>(own != nullptr ? *own : reference.model());
    });
    // The documents in three parts, each on a thread of its own.
    Outcome got;
    const std::size_t part = shelf.documents.size() / 3 + 1;
    for (std::size_t from = 0; from < shelf.documents.size(); from += part) {
      const std::size_t to = std::min(from + part, shelf.documents.size());
      const std::vector<const docmill_document*> documents(shelf.documents.begin() + static_cast<std::ptrdiff_t>(from),
                                                           shelf.documents.begin() + static_cast<std::ptrdiff_t>(to));
      Outcome outcome;
      on_another_thread([&] { outcome = run(*worker, documents, 5); });
      for (DocumentResult& result : outcome.results) got.results.push_back(std::move(result));
      got.wrongs.insert(got.wrongs.end(), outcome.wrongs.begin(), outcome.wrongs.end());
    }
    on_another_thread([&] { worker.reset(); });
    compare(exam, stage, shelf, reference.expected(), got, "a worker that goes from thread to thread");
  });
}

void threads_two_models(Exam& exam) {
  exam.for_each_stage([&](const StageSubject& stage) {
    const Reference reference(exam, stage);
    const Model one(stage), other(stage);
    need(one);
    need(other);
    const Worker a(one), b(other);
    Outcome from_a, from_b;
    for (const docmill_document* document : reference.shelf().documents) {
      from_a.results.push_back(std::move(run(a, {document}, 1).results[0]));
      from_b.results.push_back(std::move(run(b, {document}, 1).results[0]));
    }
    compare(exam, stage, reference.shelf(), reference.expected(), from_a, "two models in turn, the first");
    compare(exam, stage, reference.shelf(), reference.expected(), from_b, "two models in turn, the second");
  });
}

void threads_death_of_another(Exam& exam) {
  exam.for_each_stage([&](const StageSubject& stage) {
    const Reference reference(exam, stage);
    auto doomed = std::make_unique<Model>(stage);
    need(*doomed);
    auto worker_of_doomed = std::make_unique<Worker>(*doomed);
    const Model survivor(stage);
    need(survivor);
    const Worker worker(survivor);
    run(*worker_of_doomed, reference.shelf().documents, 8);
    worker_of_doomed.reset();
    doomed.reset();
    compare(exam, stage, reference.shelf(), reference.expected(), run(worker, reference.shelf().documents, 8),
            "after another model was destroyed");
  });
}

}  // namespace docmill::checker
