#include <fmt/format.h>

#include "checker/checks/checks.hpp"
#include "checker/checks/fixture.hpp"

namespace docmill::checker {
namespace {

// What was not refused must be as if nothing had been. Said once.
template <class IsRefused>
void check_others(CheckContext& context, const Fixture& fixture, const Outcome& expected,
                  const std::vector<DocumentResult>& results, IsRefused&& is_refused) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (is_refused(i) || results[i] == expected.results[i]) continue;
    return context.fail(fmt::format("'{}', which was not refused: {}", fixture.contents[i].name,
                                    difference(results[i], expected.results[i])));
  }
}

void check_status(CheckContext& context, int32_t got, int32_t expected, const char* name) {
  if (got != expected) context.fail(fmt::format("process gave status {} instead of {} ({})", got, name, expected));
}

}  // namespace

void faults_refused_document(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Model model(stage);
    need(model);
    const Fixture fixture = ordinary_fixture(context, model);
    const Outcome expected = run(Worker(model), fixture.documents, 1);
    for (const uint32_t every : {1u, 2u, 3u, 5u}) {
      context.at(fmt::format("every {}. document refused", every));
      const Worker worker(model);
      const auto recorder = model.recorder();
      recorder->answer = [every](uint32_t document, uint32_t) {
        return document % every == 0 ? DOCMILL_REFUSED : DOCMILL_OK;
      };
      check_status(context, call(worker, *recorder, fixture.documents), DOCMILL_OK, "DOCMILL_OK");
      const std::vector<DocumentResult> results = recorder->take();
      context.fail(recorder->wrongs());
      if (stage.is_pure())
        check_others(context, fixture, expected, results, [every](std::size_t i) { return i % every == 0; });
    }
  });
}

void faults_refused_call(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Model model(stage);
    need(model);
    const Fixture fixture = small_fixture(model);
    const Outcome expected = run(Worker(model), fixture.documents, 1);
    const Worker worker(model);
    for (uint32_t refused = 0; refused < 24; ++refused) {
      context.at(fmt::format("put or emit {} refused", refused));
      const auto recorder = model.recorder();
      uint32_t guilty = UINT32_MAX;
      recorder->answer = [&](uint32_t document, uint32_t n) {
        if (n == refused) guilty = document;
        return document == guilty ? DOCMILL_REFUSED : DOCMILL_OK;
      };
      check_status(context, call(worker, *recorder, fixture.documents), DOCMILL_OK, "DOCMILL_OK");
      if (stage.is_pure())
        check_others(context, fixture, expected, recorder->take(), [guilty](std::size_t i) { return i == guilty; });
    }
  });
}

void faults_stop(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Model model(stage);
    need(model);
    const Fixture fixture = small_fixture(model);
    const auto counter = model.recorder();
    call(Worker(model), *counter, fixture.documents);
    if (counter->n_calls() == 0) return context.skip("it gives nothing for the documents at hand");
    for (uint32_t stop_at = 0; stop_at < counter->n_calls(); ++stop_at) {
      context.at(fmt::format("DOCMILL_STOP from put or emit {} of {}", stop_at, counter->n_calls()));
      const auto recorder = model.recorder();
      recorder->answer = [stop_at](uint32_t, uint32_t n) { return n == stop_at ? DOCMILL_STOP : DOCMILL_OK; };
      check_status(context, call(Worker(model), *recorder, fixture.documents), DOCMILL_STOP, "DOCMILL_STOP");
      if (recorder->calls_after_stop() != 0)
        context.fail(fmt::format("after DOCMILL_STOP it called the host {} times more", recorder->calls_after_stop()));
    }
  });
}

void faults_afterwards(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    if (!stage.is_pure()) return context.skip("it is not PURE: a worker may remember what it was told");
    const Model model(stage);
    need(model);
    const Fixture fixture = ordinary_fixture(context, model);
    const Outcome expected = run(Worker(model), fixture.documents, 8);
    const Worker worker(model);
    for (const int32_t status : {DOCMILL_REFUSED, DOCMILL_STOP}) {
      const auto recorder = model.recorder();
      recorder->answer = [status](uint32_t, uint32_t n) { return n % 3 == 1 ? status : DOCMILL_OK; };
      call(worker, *recorder, fixture.documents);
      say_differences(context, fixture, expected, run(worker, fixture.documents, 8),
                      status == DOCMILL_STOP ? "after DOCMILL_STOP" : "after DOCMILL_REFUSED");
    }
  });
}

void faults_should_stop(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Model model(stage);
    need(model);
    const Fixture fixture = ordinary_fixture(context, model);
    const auto recorder = model.recorder();
    recorder->stop_wanted = 1;
    const int32_t status = call(Worker(model), *recorder, fixture.documents);
    if (status != DOCMILL_OK && status != DOCMILL_STOP)
      context.fail(fmt::format("process gave status {} instead of DOCMILL_STOP or DOCMILL_OK", status));
  });
}

}  // namespace docmill::checker
