#include "checker/checks/reference.hpp"

namespace docmill::checker {

Reference::Reference(CheckContext& context, const StageUnderTest& stage)
    : context_(context), stage_(stage), model_(stage) {
  need(model_);
  fixture_ = ordinary_fixture(context, model_);
  expected_ = run(Worker(model_), fixture_.documents, 1);
}

Outcome Reference::again(std::size_t batch_size) const {
  if (stage_.is_ordered()) return with_new_model(stage_, batch_size);
  return run(Worker(model_), fixture_.documents, batch_size);
}

Outcome Reference::with_new_model(const StageUnderTest& stage, std::size_t batch_size) const {
  const Model model(stage);
  need(model);
  return run(Worker(model), fixture_.documents, batch_size);
}

void Reference::compare(const Outcome& got, const std::string& how) const {
  say_differences(context_, fixture_, expected_, got, how);
}

void Reference::compare_everything(const std::string& how) const {
  compare(again(), how + ", with an older model");
  compare(with_new_model(stage_), how + ", with a new model");
  std::string why;  // that it cannot be loaded is the affair of binary-second-copy
  if (const auto copy = second_copy(context_, stage_, why)) compare(with_new_model(*copy), how + ", loaded anew");
}

}  // namespace docmill::checker
