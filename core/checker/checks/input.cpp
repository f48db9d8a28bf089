#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "checker/checks/checks.hpp"
#include "checker/checks/fixture.hpp"

namespace docmill::checker {
namespace {

constexpr std::size_t n_made_up = 300, largest_kept = std::size_t{1} << 19;

// One text in every variant, one document a call; `judge` is asked about each outcome. Small documents are kept to the
// end, so that only what reads behind them is found here.
template <class P>
void run_texts(CheckContext& context, const StageUnderTest& stage, const std::vector<NamedText>& texts,
               uint32_t variants, const std::function<void(const Outcome&)>& judge, Binding binding = Binding::plain) {
  Model::Settings settings;
  settings.binding = binding;
  const Model model(stage, settings);
  need(model);
  const Worker worker(model);
  std::vector<std::unique_ptr<Placement>> kept;
  for (const NamedText& text : texts)
    for (uint32_t variant = 0; variant < variants; ++variant) {
      context.at(fmt::format("'{}', variant {}", text.name, variant));
      if (text.text.size() > largest_kept) kept.clear();
      Placement& placement = *kept.emplace_back(std::make_unique<P>());
      judge(run(worker, {lay_out(make_document(model.catalogue(), text, variant), placement)}, 1));
    }
}

// Texts that must go through, and texts at whose end nothing may be read.
template <class P = HeapPlacement>
void send_through(CheckContext& context, const StageUnderTest& stage, const std::vector<NamedText>& texts,
                  uint32_t variants, Binding binding = Binding::plain) {
  run_texts<P>(
      context, stage, texts, variants, [&](const Outcome& outcome) { say_unclean(context, outcome); }, binding);
}
void guard(CheckContext& context, const StageUnderTest& stage, const std::vector<NamedText>& texts, uint32_t variants) {
  run_texts<GuardedPlacement>(context, stage, texts, variants,
                              [&](const Outcome& outcome) { context.fail(outcome.wrongs); });
}

// The documents with one layer after the other taken away, and all of them.
std::vector<DocumentContent> without_layers(const Model& model, const NamedText& text) {
  std::vector<std::size_t> may_be_absent;
  for (std::size_t i = 0; i < model.catalogue().size(); ++i) {
    const SyntheticLayer& layer = model.catalogue()[i];
    if (model.stage().reads_all ? layer.provider != "host" : layer.optional) may_be_absent.push_back(i);
  }
  std::vector<DocumentContent> documents;
  if (may_be_absent.empty()) return documents;
  const DocumentContent whole = make_document(model.catalogue(), text, 0);
  for (const std::size_t i : may_be_absent) {
    documents.push_back(whole);
    documents.back().layers[i].reset();
    documents.back().name += " without '" + model.catalogue()[i].name + "'";
  }
  documents.push_back(whole);
  documents.back().name += " without any layer that may be absent";
  for (const std::size_t i : may_be_absent) documents.back().layers[i].reset();
  return documents;
}

bool has_fields(const StageUnderTest& stage) {
  const auto& required = stage.declaration.required;
  return !stage.declaration.reads_all && std::any_of(required.begin(), required.end(), [](const auto& port) {
    return port.kind == host::LayerKind::attributes || port.kind == host::LayerKind::spans;
  });
}

}  // namespace

void input_empty_batch(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Model model(stage);
    need(model);
    const Worker worker(model);
    const auto recorder = model.recorder();
    for (int i = 0; i < 3; ++i)
      if (const int32_t status = call(worker, *recorder, {}); status != DOCMILL_OK)
        context.fail(fmt::format("process gave status {} to a batch of no documents", status));
    context.fail(recorder->wrongs());
  });
}

void input_empty_document(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    send_through<GuardedPlacement>(context, stage, {{"0 bytes", ""}}, n_variants);
  });
}

void input_ordinary(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    send_through(context, stage, ordinary_texts(), n_variants);
    send_through(context, stage, context.plugin().own_texts, 2);
  });
}

void input_odd(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) { send_through(context, stage, odd_texts(), n_variants); });
}

void input_huge(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) { send_through(context, stage, huge_texts(), 1); });
}

void input_made_up(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    send_through<GuardedPlacement>(context, stage, made_up_texts(context.plugin().request->seed, n_made_up), 1);
  });
}

void input_guard_page(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    guard(context, stage, ordinary_texts(), n_variants);
    guard(context, stage, odd_texts(), 2);
  });
}

void input_endings(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) { guard(context, stage, beginnings(), 1); });
}

void input_without_optional(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const auto& required = stage.declaration.required;
    if (std::none_of(required.begin(), required.end(), [](const auto& port) { return port.optional; }))
      return context.skip("it requires no optional layers");
    send_through(context, stage, ordinary_texts(), 2, Binding::without_optional);
    send_through(context, stage, odd_texts(), 2, Binding::without_optional);
  });
}

void input_absent_layers(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Model model(stage);
    need(model);
    const Worker worker(model);
    bool any = false;
    for (const NamedText& text : {ordinary_texts().back(), ordinary_texts().front(), odd_texts().front()})
      for (const DocumentContent& content : without_layers(model, text)) {
        any = true;
        context.at("'" + content.name + "'");
        GuardedPlacement placement;
        say_unclean(context, run(worker, {lay_out(content, placement)}, 1));
      }
    if (!any) context.skip("it requires no layer that may be absent");
  });
}

void input_more_fields(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    if (!has_fields(stage)) return context.skip("it requires no layer with fields");
    Model::Settings settings;
    settings.binding = Binding::more_fields;
    const Model plain(stage), other(stage, settings);
    need(plain);
    if (!other.ready()) return context.fail(fmt::format("create gave status {}", other.status()));
    const Fixture plain_fixture = ordinary_fixture(context, plain), other_fixture = ordinary_fixture(context, other);
    const Outcome got = run(Worker(other), other_fixture.documents, 8);
    context.fail(got.wrongs);
    if (!stage.is_pure()) return;
    say_differences(context, plain_fixture, run(Worker(plain), plain_fixture.documents, 8), got,
                    "with more fields, in another order");
  });
}

}  // namespace docmill::checker
