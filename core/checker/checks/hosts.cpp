#include <fmt/format.h>

#include "checker/checks/checks.hpp"
#include "checker/checks/shelf.hpp"

namespace docmill::checker {
namespace {

// The documents of small_shelf in a host of that shape. Every struct ends at a guard page.
void run_in_host(Exam& exam, const StageSubject& stage, const HostShape& host, bool same_results) {
  exam.at(fmt::format("a host of ABI {}", host.name));
  Model::Settings settings;
  settings.host = &host;
  const Model model(stage, settings);
  if (!model.ready()) return exam.fail(fmt::format("create gave status {}", model.status()));
  Shelf shelf;
  shelf.placement = std::make_unique<GuardedPlacement>();
  shelf.add(model, {ordinary_texts().front(), ordinary_texts().back(), odd_texts().front()}, 2);
  if (model.table().begin != nullptr) call_outside(exam, model, model.table().begin);
  const Worker worker(model);
  const Outcome got = run(worker, shelf.documents, 4);
  say_unclean(exam, got);
  if (model.table().finish != nullptr) finish(worker);
  if (model.table().end != nullptr) call_outside(exam, model, model.table().end);
  if (!same_results || !stage.is_pure()) return;
  const Model here(stage);
  need(here);
  say_differences(exam, shelf, run(Worker(here), shelf.documents, 4), got, "it gives something else there");
}

}  // namespace

void hosts_older(Exam& exam) {
  exam.for_each_stage([&](const StageSubject& stage) {
    bool any = false;
    for (const HostShape& host : released_hosts()) {
      if (host.minor < exam.subject().library->min_host_minor || host.minor > DOCMILL_ABI_MINOR) continue;
      any = true;
      run_in_host(exam, stage, host, host.minor == DOCMILL_ABI_MINOR);
    }
    if (!any) exam.skip("it needs a host that is newer than all released ones");
  });
}

void hosts_newer(Exam& exam) {
  const HostShape host = host_to_come();
  exam.for_each_stage([&](const StageSubject& stage) { run_in_host(exam, stage, host, true); });
}

}  // namespace docmill::checker
