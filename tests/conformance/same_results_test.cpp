// PURE: a function of the layers it requires, its options and its files, and of nothing else.
#include <malloc.h>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <thread>

#include "conformance/checks.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::conformance;
namespace host = docmill::host;

namespace {

// A stage with documents and what it makes of them one by one.
struct Reference {
  explicit Reference(const host::StageDeclaration& stage) : model(stage), shelf(ordinary_shelf(model)) {
    check_created(model);
    expected = run(Worker(model), shelf.documents, 1);
    check_clean(expected);
  }
  void check(const Outcome& got, const std::string& how) const {
    CHECK(got.status == DOCMILL_OK);
    check_same(shelf, expected, got, how);
  }
  Model model;
  Shelf shelf;
  Outcome expected;
};

template <class F>
void for_each_pure_stage(F&& check) {
  for_each_stage([&](const host::StageDeclaration& stage) {
    if (stage.schedule != host::Schedule::pure) return;
    check(Reference(stage));
  });
}

// Leaves rubbish where the next call will have its variables.
__attribute__((noinline)) void dirty_the_stack(char with) {
  volatile char rubbish[128 << 10];
  for (volatile char& byte : rubbish) byte = with;
}

// Where i and I are no pair and a comma stands in numbers. False when it is neither installed nor can be made.
bool make_turkish_locale(const std::filesystem::path& folder) {
  if (std::setlocale(LC_ALL, "tr_TR.UTF-8") != nullptr) return true;
  const auto made = docmill::test::run_program(
      {"sh", "-c", "localedef -i tr_TR -f UTF-8 '" + (folder / "tr_TR.UTF-8").string() + "'"});
  if (made.status != 0) return false;
  ::setenv("LOCPATH", folder.c_str(), 1);
  return std::setlocale(LC_ALL, "tr_TR.UTF-8") != nullptr;
}

}  // namespace

TEST_CASE("a stage does something: not every document comes out the same") {
  for_each_pure_stage([](const Reference& r) {
    const auto differs = [&](const DocumentResult& result) { return !(result == r.expected.results.front()); };
    CHECK(std::any_of(r.expected.results.begin(), r.expected.results.end(), differs));
  });
}

TEST_CASE("the size of batches shows nowhere") {
  for_each_pure_stage([](const Reference& r) {
    for (const std::size_t size : {2, 7, 64, 1000})
      r.check(run(Worker(r.model), r.shelf.documents, size), "batches of " + std::to_string(size));
  });
}

TEST_CASE("the order of documents shows nowhere") {
  for_each_pure_stage([](const Reference& r) {
    std::vector<std::size_t> order(r.shelf.documents.size());
    std::iota(order.rbegin(), order.rend(), std::size_t{0});
    r.check(run(Worker(r.model), r.shelf.documents, 1, order), "one by one, in reverse");
    r.check(run(Worker(r.model), r.shelf.documents, 7, order), "in batches, in reverse");
    std::stable_partition(order.begin(), order.end(), [](std::size_t i) { return i % 3 == 0; });
    r.check(run(Worker(r.model), r.shelf.documents, 7, order), "every third first");
  });
}

TEST_CASE("a document says the same the second time, by an old worker and after a huge one") {
  for_each_pure_stage([](const Reference& r) {
    const Worker worker(r.model);
    r.check(run(worker, r.shelf.documents, 8), "the first time");
    r.check(run(worker, r.shelf.documents, 8), "the second time");
    HeapPlacement placement;
    run(worker, {lay_out(make_document(r.model.catalogue(), huge_texts().front(), 0), placement)}, 1);
    r.check(run(worker, r.shelf.documents, 8), "after a huge document");
    const docmill_document* document = r.shelf.documents.back();
    const Outcome twice = run(worker, {document, document, document}, 3);
    for (const DocumentResult& result : twice.results) CHECK((result == r.expected.results.back()));
  });
}

TEST_CASE("two models made alike give the same, interleaved") {
  for_each_pure_stage([](const Reference& r) {
    const Model other(r.model.stage());
    const Worker a(r.model), b(other);
    Outcome from_a, from_b;
    for (const docmill_document* document : r.shelf.documents) {
      from_a.results.push_back(run(a, {document}, 1).results[0]);
      from_b.results.push_back(run(b, {document}, 1).results[0]);
    }
    r.check(from_a, "the first model");
    r.check(from_b, "the second model");
  });
}

TEST_CASE("the death of a model or a worker does not touch others") {
  for_each_pure_stage([](const Reference& r) {
    auto doomed = std::make_unique<Model>(r.model.stage());
    auto worker_of_doomed = std::make_unique<Worker>(*doomed);
    const Worker worker(r.model);
    run(*worker_of_doomed, r.shelf.documents, 8);
    worker_of_doomed.reset();
    doomed.reset();
    r.check(run(worker, r.shelf.documents, 8), "after the other model was destroyed");
  });
}

TEST_CASE("four threads at once, each with its worker of one model") {
  for_each_pure_stage([](const Reference& r) {
    constexpr std::size_t n_threads = 4;
    std::vector<Outcome> outcomes(n_threads);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < n_threads; ++i)
      threads.emplace_back([&, i] {
        for (int round = 0; round < 3; ++round) outcomes[i] = run(Worker(r.model), r.shelf.documents, 3 + i);
      });
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 0; i < n_threads; ++i) r.check(outcomes[i], "thread " + std::to_string(i));
  });
}

TEST_CASE("a worker may go from thread to thread") {
  for_each_pure_stage([](const Reference& r) {
    std::unique_ptr<Worker> worker;
    std::thread([&] { worker = std::make_unique<Worker>(r.model); }).join();
    for (int round = 0; round < 3; ++round) {
      Outcome outcome;
      std::thread([&] { outcome = run(*worker, r.shelf.documents, 5); }).join();
      r.check(outcome, "on thread " + std::to_string(round));
    }
    r.check(run(*worker, r.shelf.documents, 5), "on the first thread again");
    std::thread([&] { worker.reset(); }).join();
  });
}

TEST_CASE("the locale and the time zone show nowhere") {
  const docmill::test::TempFolder folder;
  if (!make_turkish_locale(folder.path())) MESSAGE("no Turkish locale can be made here (package locales)");
  ::setenv("TZ", "Pacific/Kiritimati", 1);
  ::tzset();
  for_each_pure_stage([](const Reference& r) {
    for (const char* name : {"tr_TR.UTF-8", "C.UTF-8", "C"}) {
      if (std::setlocale(LC_ALL, name) == nullptr) continue;
      const Model model(r.model.stage());
      r.check(run(Worker(model), r.shelf.documents, 8), std::string("in the locale ") + name);
      r.check(run(Worker(r.model), r.shelf.documents, 8), std::string("with an older model in the locale ") + name);
    }
  });
  std::setlocale(LC_ALL, "C");
  for (const char* variable : {"TZ", "LOCPATH"}) ::unsetenv(variable);
  ::tzset();
}

TEST_CASE("what memory held before shows nowhere") {
  for_each_pure_stage([](const Reference& r) {
    for (const int perturb : {0x01, 0x5A, 0xFF}) {
      ::mallopt(M_PERTURB, perturb);  // what MALLOC_PERTURB_ says
      dirty_the_stack(static_cast<char>(perturb));
      const Model model(r.model.stage());
      const Worker worker(model);
      dirty_the_stack(static_cast<char>(~perturb));
      const Outcome got = run(worker, r.shelf.documents, 8);
      ::mallopt(M_PERTURB, 0);
      r.check(got, "with memory full of " + std::to_string(perturb));
    }
  });
}
