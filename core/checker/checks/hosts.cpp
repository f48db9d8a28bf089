#include <fmt/format.h>

#include "checker/checks/checks.hpp"
#include "checker/checks/fixture.hpp"
#include "checker/checks/reader_fixture.hpp"

namespace docmill::checker {
namespace {

// The documents of small_fixture in a host of that shape. Every struct ends at a guard page.
void run_in_host(CheckContext& context, const StageUnderTest& stage, const HostShape& host, bool same_results) {
  context.at(fmt::format("a host of ABI {}", host.name));
  Model::Settings settings;
  settings.host = &host;
  const Model model(stage, settings);
  if (!model.ready()) return context.fail(fmt::format("create gave status {}", model.status()));
  if (stage.is_reader()) return ReaderReference(context, stage).compare_all(model, "it gives something else there");
  Fixture fixture;
  fixture.placement = std::make_unique<GuardedPlacement>();
  fixture.add(model, {ordinary_texts().front(), ordinary_texts().back(), odd_texts().front()}, 2);
  if (model.table().begin != nullptr) call_outside(context, model, model.table().begin);
  const Worker worker(model);
  const Outcome got = run(worker, fixture.documents, 4);
  say_unclean(context, got);
  if (model.table().finish != nullptr) finish(worker);
  if (model.table().end != nullptr) call_outside(context, model, model.table().end);
  if (!same_results || !stage.is_pure()) return;
  const Model here(stage);
  need(here);
  say_differences(context, fixture, run(Worker(here), fixture.documents, 4), got, "it gives something else there");
}

}  // namespace

void hosts_older(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& stage) {
    bool any = false;
    for (const HostShape& host : released_hosts()) {
      if (host.minor < context.plugin().library->min_host_minor || host.minor > DOCMILL_ABI_MINOR) continue;
      if (stage.is_reader() && host.record == 0) continue;
      any = true;
      run_in_host(context, stage, host, host.minor == DOCMILL_ABI_MINOR);
    }
    if (!any) context.skip("it needs a host that is newer than all released ones");
  });
}

void hosts_newer(CheckContext& context) {
  const HostShape host = host_to_come();
  context.for_each_part([&](const StageUnderTest& stage) { run_in_host(context, stage, host, true); });
}

}  // namespace docmill::checker
