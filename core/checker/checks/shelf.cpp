#include "checker/checks/shelf.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>
#include <stdexcept>

#include "host/plugins/plugin_library.hpp"

namespace docmill::checker {

namespace fs = std::filesystem;

void Shelf::add(const Model& model, const std::vector<NamedText>& texts, uint32_t variants) {
  for (const NamedText& text : texts)
    for (uint32_t variant = 0; variant < variants; ++variant) {
      contents.push_back(make_document(model.catalogue(), text, variant));
      documents.push_back(lay_out(contents.back(), *placement, model.host()));
    }
}

Shelf ordinary_shelf(const Exam& exam, const Model& model) {
  Shelf shelf;
  shelf.add(model, ordinary_texts(), 2);
  shelf.add(model, odd_texts(), 2);
  shelf.add(model, exam.subject().own_texts, 2);
  return shelf;
}

Shelf small_shelf(const Model& model) {
  Shelf shelf;
  shelf.add(model, {ordinary_texts().front(), ordinary_texts().back(), odd_texts().front()}, 2);
  return shelf;
}

bool say_unclean(Exam& exam, const Outcome& outcome) {
  if (outcome.status != DOCMILL_OK)
    exam.fail(fmt::format("process gave status {} to documents that are right", outcome.status));
  exam.fail(outcome.wrongs);
  return outcome.status == DOCMILL_OK && outcome.wrongs.empty();
}

void say_differences(Exam& exam, const Shelf& shelf, const Outcome& expected, const Outcome& got,
                     const std::string& how) {
  std::size_t n = 0, first = 0;
  for (std::size_t i = expected.results.size(); i-- > 0;) {
    if (expected.results[i] == got.results[i]) continue;
    ++n;
    first = i;
  }
  if (n == 0) return;
  const std::string others = n > 1 ? fmt::format("; {} documents differ", n) : "";
  exam.fail(fmt::format("{}: '{}': {}{}", how, shelf.contents[first].name,
                        difference(expected.results[first], got.results[first]), others));
}

void need(const Model& model) {
  if (!model.ready()) throw std::runtime_error("create made no model (see the checks of config)");
}

DocumentResult call_outside(Exam& exam, const Model& model, int32_t (*function)(const void*, docmill_output*)) {
  const auto recorder = model.recorder();
  recorder->expect(nullptr);
  const int32_t status = function(model.handle(), recorder->output());
  if (status != DOCMILL_OK) exam.fail(fmt::format("begin or end gave status {}", status));
  exam.fail(recorder->wrongs());
  return recorder->take().front();
}

void whole_life(Exam& exam, const StageSubject& stage) {
  const Model model(stage);
  need(model);
  if (model.table().begin != nullptr) call_outside(exam, model, model.table().begin);
  {
    const Shelf shelf = small_shelf(model);
    const Worker worker(model);
    run(worker, shelf.documents, 4);
    if (model.table().finish != nullptr) finish(worker);
  }
  if (model.table().end != nullptr) call_outside(exam, model, model.table().end);
}

std::unique_ptr<StageSubject> second_copy(const Exam& exam, const StageSubject& stage, std::string& why) {
  std::string folder = (fs::temp_directory_path() / "docmill-check-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
  const fs::path copy = fs::path(folder) / exam.subject().library->path.filename();
  fs::copy_file(exam.subject().library->path, copy);
  const auto loaded = host::load_plugin(copy);
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  if (!loaded.ok()) {
    why = loaded.status().message();
    return nullptr;
  }
  auto second = std::make_unique<StageSubject>(stage);
  second->declaration.table = loaded.value()->find(stage.declaration.id)->table;
  return second;
}

}  // namespace docmill::checker
