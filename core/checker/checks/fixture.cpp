#include "checker/checks/fixture.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>
#include <stdexcept>

#include "checker/checks/reader_fixture.hpp"
#include "host/plugins/plugin_library.hpp"

namespace docmill::checker {

namespace fs = std::filesystem;

void Fixture::add(const Model& model, const std::vector<NamedText>& texts, uint32_t variants) {
  for (const NamedText& text : texts)
    for (uint32_t variant = 0; variant < variants; ++variant) {
      contents.push_back(make_document(model.catalogue(), text, variant));
      documents.push_back(lay_out(contents.back(), *placement, model.host()));
    }
}

Fixture ordinary_fixture(const CheckContext& context, const Model& model) {
  Fixture fixture;
  fixture.add(model, ordinary_texts(), 2);
  fixture.add(model, odd_texts(), 2);
  fixture.add(model, context.plugin().own_texts, 2);
  return fixture;
}

Fixture small_fixture(const Model& model) {
  Fixture fixture;
  fixture.add(model, {ordinary_texts().front(), ordinary_texts().back(), odd_texts().front()}, 2);
  return fixture;
}

bool say_unclean(CheckContext& context, const Outcome& outcome) {
  if (outcome.status != DOCMILL_OK)
    context.fail(fmt::format("process gave status {} to documents that are right", outcome.status));
  context.fail(outcome.wrongs);
  return outcome.status == DOCMILL_OK && outcome.wrongs.empty();
}

void say_differences(CheckContext& context, const Fixture& fixture, const Outcome& expected, const Outcome& got,
                     const std::string& how) {
  std::size_t n = 0, first = 0;
  for (std::size_t i = expected.results.size(); i-- > 0;) {
    if (expected.results[i] == got.results[i]) continue;
    ++n;
    first = i;
  }
  if (n == 0) return;
  const std::string others = n > 1 ? fmt::format("; {} documents differ", n) : "";
  context.fail(fmt::format("{}: '{}': {}{}", how, fixture.contents[first].name,
                           difference(expected.results[first], got.results[first]), others));
}

void need(const Model& model) {
  if (!model.ready()) throw std::runtime_error("create made no model (see the checks of config)");
}

DocumentResult call_outside(CheckContext& context, const Model& model,
                            int32_t (*function)(const void*, docmill_output*)) {
  const auto recorder = model.recorder();
  recorder->expect(nullptr);
  const int32_t status = function(model.handle(), recorder->output());
  if (status != DOCMILL_OK) context.fail(fmt::format("begin or end gave status {}", status));
  context.fail(recorder->wrongs());
  return recorder->take().front();
}

void whole_life(CheckContext& context, const StageUnderTest& stage) {
  const Model model(stage);
  need(model);
  if (stage.is_reader()) {
    for (const NamedText& file : few_files(context, stage)) read_file(model, file.text);
    return;
  }
  if (model.table().begin != nullptr) call_outside(context, model, model.table().begin);
  {
    const Fixture fixture = small_fixture(model);
    const Worker worker(model);
    run(worker, fixture.documents, 4);
    if (model.table().finish != nullptr) finish(worker);
  }
  if (model.table().end != nullptr) call_outside(context, model, model.table().end);
}

std::unique_ptr<StageUnderTest> second_copy(const CheckContext& context, const StageUnderTest& stage,
                                            std::string& why) {
  std::string folder = (fs::temp_directory_path() / "docmill-check-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
  const fs::path copy = fs::path(folder) / context.plugin().library->path.filename();
  fs::copy_file(context.plugin().library->path, copy);
  const auto loaded = host::load_plugin(copy);
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  if (!loaded.ok()) {
    why = loaded.status().message();
    return nullptr;
  }
  auto second = std::make_unique<StageUnderTest>(stage);
  if (stage.is_reader()) second->declaration.reader = loaded.value()->find_reader(stage.declaration.id)->reader;
  else second->declaration.table = loaded.value()->find(stage.declaration.id)->table;
  return second;
}

}  // namespace docmill::checker
