#include <fmt/format.h>

#include "checker/checks/checks.hpp"
#include "checker/checks/fixture.hpp"
#include "checker/checks/growth.hpp"

namespace docmill::checker {

void ownership_input_gone(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Model model(stage);
    need(model);
    const Worker worker(model);
    std::vector<std::unique_ptr<GuardedPlacement>> gone;  // kept, so that no new memory takes their addresses
    for (const NamedText& text : odd_texts())
      for (uint32_t variant = 0; variant < 3; ++variant) {
        context.at(fmt::format("'{}', variant {}", text.name, variant));
        auto& placement = gone.emplace_back(std::make_unique<GuardedPlacement>());
        run(worker, {lay_out(make_document(model.catalogue(), text, variant), *placement)}, 1);
        placement->forbid();
      }
    if (model.table().finish != nullptr) finish(worker);
  });
}

void ownership_input_changed(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    if (!stage.is_pure() && !stage.is_ordered()) return context.skip("it is EXTERNAL: its results cannot be compared");
    const Model model(stage), other(stage);
    need(model);
    need(other);
    const Fixture fixture = ordinary_fixture(context, model);
    const Outcome expected = run(Worker(model), fixture.documents, 1);
    const Worker worker(other);
    Outcome got;
    std::vector<std::unique_ptr<HeapPlacement>> kept;
    for (const DocumentContent& content : fixture.contents) {
      HeapPlacement& placement = *kept.emplace_back(std::make_unique<HeapPlacement>());
      Outcome one = run(worker, {lay_out(content, placement)}, 1);
      placement.overwrite();
      got.results.push_back(std::move(one.results[0]));
    }
    say_differences(context, fixture, expected, got, "when documents are overwritten after each call");
  });
}

void ownership_models(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& stage) {
    check_growth(context, "model", [&] {
      const Model model(stage);
      need(model);
    });
  });
}

void ownership_workers(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Model model(stage);
    need(model);
    const Fixture fixture = small_fixture(model);
    check_growth(context, "worker", [&] { run(Worker(model), {fixture.documents.front()}, 1); });
  });
}

void ownership_documents(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    // An ORDERED stage may collect what it finds; that goes with its worker and its model.
    if (stage.is_ordered()) {
      check_growth(context, "model with its batches", [&] {
        const Model model(stage);
        need(model);
        const Fixture fixture = small_fixture(model);
        const Worker worker(model);
        for (int i = 0; i < 3; ++i) run(worker, fixture.documents, fixture.documents.size());
        if (model.table().finish != nullptr) finish(worker);
      });
      return;
    }
    const Model model(stage);
    need(model);
    const Fixture fixture = small_fixture(model);
    const Worker worker(model);
    check_growth(context, "batch", [&] { run(worker, fixture.documents, fixture.documents.size()); });
  });
}

void ownership_many_workers(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    if (stage.is_ordered()) return context.skip("it is ORDERED: it has one worker");
    const Model model(stage);
    need(model);
    const Fixture fixture = small_fixture(model);
    std::vector<std::unique_ptr<Worker>> workers;
    for (int i = 0; i < 100; ++i) {
      workers.push_back(std::make_unique<Worker>(model));
      if (i % 3 == 2) workers.erase(workers.begin());
    }
    const Outcome expected = run(Worker(model), fixture.documents, 1);
    for (const auto& worker : workers) {
      const Outcome got = run(*worker, fixture.documents, 1);
      if (stage.is_pure()) say_differences(context, fixture, expected, got, "one worker of many gives something else");
    }
  });
}

}  // namespace docmill::checker
