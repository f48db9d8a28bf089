// Rule R1: what a stage receives is borrowed, read-only, and ends where it ends. Each check runs in a child process,
// because a stage that breaks the rule is stopped by the processor.
#include "conformance/checks.hpp"
#include "conformance/in_child.hpp"

using namespace docmill::conformance;
namespace host = docmill::host;

namespace {

void report_outcome(ChildReport& report, const Outcome& outcome) {
  for (const std::string& wrong : outcome.wrongs) report.wrong(wrong);
  if (outcome.status != DOCMILL_OK) report.wrong("process gave status " + std::to_string(outcome.status));
}

// Everything of a document ends at a page that cannot be read.
void run_at_guard_pages(ChildReport& report, const host::StageDeclaration& stage, const std::vector<NamedText>& texts,
                        uint32_t variants) {
  const Model model(stage);
  const Worker worker(model);
  for (const NamedText& text : texts)
    for (uint32_t variant = 0; variant < variants; ++variant) {
      report.at(text.name + ", variant " + std::to_string(variant));
      GuardedPlacement placement;
      report_outcome(report, run(worker, {lay_out(make_document(model.catalogue(), text, variant), placement)}, 1));
    }
}

void check_at_guard_pages(const std::vector<NamedText>& texts, uint32_t variants) {
  for_each_stage([&](const host::StageDeclaration& stage) {
    CHECK(run_in_child([&](ChildReport& report) { run_at_guard_pages(report, stage, texts, variants); }) == "");
  });
}

}  // namespace

TEST_CASE("no byte is read behind a layer: ordinary documents") { check_at_guard_pages(ordinary_texts(), n_variants); }

TEST_CASE("no byte is read behind a layer: odd texts") { check_at_guard_pages(odd_texts(), n_variants); }

TEST_CASE("no byte is read behind a layer: huge texts") { check_at_guard_pages(huge_texts(), 2); }

TEST_CASE("no byte is read behind a layer: texts that end anywhere") { check_at_guard_pages(beginnings(), 2); }

TEST_CASE("nothing is remembered of a document after process has returned") {
  for_each_stage([](const host::StageDeclaration& stage) {
    const std::string found = run_in_child([&](ChildReport& report) {
      const Model model(stage);
      const Worker worker(model);
      std::vector<std::unique_ptr<GuardedPlacement>> gone;  // kept, so that no new memory takes their addresses
      for (const NamedText& text : odd_texts())
        for (uint32_t variant = 0; variant < 3; ++variant) {
          report.at(text.name + ", variant " + std::to_string(variant));
          auto& placement = gone.emplace_back(std::make_unique<GuardedPlacement>());
          report_outcome(report,
                         run(worker, {lay_out(make_document(model.catalogue(), text, variant), *placement)}, 1));
          placement->forbid();
        }
    });
    CHECK(found == "");
  });
}

TEST_CASE("what is overwritten behind a stage's back does not come out later") {
  for_each_stage([](const host::StageDeclaration& stage) {
    const Model model(stage);
    const Shelf shelf = ordinary_shelf(model);
    const Outcome expected = run(Worker(model), shelf.documents, 8);
    const Worker worker(model);
    Outcome got;
    for (const DocumentContent& content : shelf.contents) {
      HeapPlacement placement;
      Outcome one = run(worker, {lay_out(content, placement)}, 1);
      placement.overwrite();
      got.results.push_back(std::move(one.results[0]));
    }
    check_same(shelf, expected, got, "with memory that changes after each call");
  });
}
