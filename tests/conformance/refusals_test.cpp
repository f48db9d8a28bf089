// What the host may answer: not this document, or no further.
#include "conformance/checks.hpp"

using namespace docmill::conformance;
namespace host = docmill::host;

namespace {

// What was not refused must be as if nothing had been. The first few differences are said.
template <class IsRefused>
void check_others(const Shelf& shelf, const Outcome& expected, const std::vector<DocumentResult>& results,
                  IsRefused&& is_refused) {
  int n = 0;
  for (std::size_t i = 0; i < results.size() && n < 3; ++i) {
    const std::string found = is_refused(i) ? "" : difference(results[i], expected.results[i]);
    if (!found.empty()) ++n;
    CHECK_MESSAGE(found == "", shelf.contents[i].name);
  }
}

}  // namespace

TEST_CASE("a document that the host refuses costs the others nothing") {
  for_each_stage([](const host::StageDeclaration& stage) {
    const Model model(stage);
    const Shelf shelf = ordinary_shelf(model);
    const Outcome expected = run(Worker(model), shelf.documents, 1);
    for (const uint32_t every : {1u, 2u, 3u, 5u}) {
      INFO("every " << every << ". document is refused");
      const Worker worker(model);
      const auto recorder = model.recorder();
      recorder->answer = [every](uint32_t document, uint32_t) {
        return document % every == 0 ? DOCMILL_REFUSED : DOCMILL_OK;
      };
      CHECK(call(worker, *recorder, shelf.documents) == DOCMILL_OK);
      const std::vector<DocumentResult> results = recorder->take();
      CHECK((recorder->wrongs().empty() ? "" : recorder->wrongs().front()) == "");
      check_others(shelf, expected, results, [every](std::size_t i) { return i % every == 0; });
      for (std::size_t i = 0; i < results.size(); i += every) {
        const bool gives_nothing = expected.results[i].layers.empty() && expected.results[i].emitted.empty();
        CHECK((results[i].refused || gives_nothing));
      }
    }
  });
}

TEST_CASE("a put that the host refuses costs the later documents nothing, whichever it is") {
  for_each_stage([](const host::StageDeclaration& stage) {
    const Model model(stage);
    Shelf shelf;
    put_on(shelf, model, {ordinary_texts().back(), ordinary_texts().front()}, 3);
    const Outcome expected = run(Worker(model), shelf.documents, 1);
    const Worker worker(model);
    for (uint32_t refused = 0; refused < 24; ++refused) {
      INFO("put " << refused << " is refused");
      const auto recorder = model.recorder();
      uint32_t guilty = UINT32_MAX;
      recorder->answer = [&](uint32_t document, uint32_t n) {
        if (n == refused) guilty = document;
        return document == guilty ? DOCMILL_REFUSED : DOCMILL_OK;
      };
      CHECK(call(worker, *recorder, shelf.documents) == DOCMILL_OK);
      check_others(shelf, expected, recorder->take(), [guilty](std::size_t i) { return i == guilty; });
    }
  });
}

TEST_CASE("a stage that is told to stop stops at once and says so") {
  for_each_stage([](const host::StageDeclaration& stage) {
    const Model model(stage);
    Shelf shelf;
    put_on(shelf, model, {ordinary_texts().back(), ordinary_texts().front(), odd_texts().front()}, 3);
    const auto counter = model.recorder();
    const Worker counting(model);
    call(counting, *counter, shelf.documents);
    const uint32_t n_calls = counter->n_calls();
    REQUIRE(n_calls > 0);
    for (uint32_t stop_at = 0; stop_at < n_calls; ++stop_at) {
      INFO("told to stop at put or emit " << stop_at << " of " << n_calls);
      const Worker worker(model);
      const auto recorder = model.recorder();
      recorder->answer = [stop_at](uint32_t, uint32_t n) { return n == stop_at ? DOCMILL_STOP : DOCMILL_OK; };
      CHECK(call(worker, *recorder, shelf.documents) == DOCMILL_STOP);
      CHECK(recorder->calls_after_stop() == 0);
    }
  });
}

TEST_CASE("a worker that was stopped or refused works like a new one") {
  for_each_stage([](const host::StageDeclaration& stage) {
    if (stage.schedule != host::Schedule::pure) return;
    const Model model(stage);
    const Shelf shelf = ordinary_shelf(model);
    const Outcome expected = run(Worker(model), shelf.documents, 8);
    const Worker worker(model);
    for (const int32_t status : {DOCMILL_REFUSED, DOCMILL_STOP}) {
      const auto recorder = model.recorder();
      recorder->answer = [status](uint32_t, uint32_t n) { return n % 3 == 1 ? status : DOCMILL_OK; };
      call(worker, *recorder, shelf.documents);
      check_same(shelf, expected, run(worker, shelf.documents, 8), "after status " + std::to_string(status));
    }
  });
}

TEST_CASE("should_stop may be answered with yes at any time") {
  for_each_stage([](const host::StageDeclaration& stage) {
    const Model model(stage);
    const Shelf shelf = ordinary_shelf(model);
    const Worker worker(model);
    const auto recorder = model.recorder();
    recorder->stop_wanted = 1;
    const int32_t status = call(worker, *recorder, shelf.documents);
    CHECK((status == DOCMILL_OK || status == DOCMILL_STOP));
  });
}
