#include "checker/checks/checks.hpp"
#include "checker/checks/shelf.hpp"

namespace docmill::checker {

// All checks of this group run the same documents; each keeps what was broken of its own rule.
void output_rules(Exam& exam) {
  exam.for_each_stage([&](const StageSubject& stage) {
    const Model model(stage);
    need(model);
    Shelf shelf = ordinary_shelf(exam, model);
    shelf.add(model, {{"0 bytes", ""}}, 2);
    shelf.add(model, made_up_texts(exam.subject().request->seed, 100), 2);
    const Worker worker(model);
    for (std::size_t i = 0; i < shelf.documents.size(); ++i) {
      exam.at("'" + shelf.contents[i].name + "'");
      for (const Wrong& wrong : run(worker, {shelf.documents[i]}, 1).wrongs)
        if (wrong.id == exam.id()) exam.fail(wrong.what);
    }
    exam.at("");
    if (model.table().finish != nullptr) finish(worker);
    for (const auto function : {model.table().begin, model.table().end})
      if (function != nullptr) call_outside(exam, model, function);
  });
}

}  // namespace docmill::checker
