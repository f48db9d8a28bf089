// What a stage makes of the ordinary documents where nothing is unusual: the other runs are compared with it.
#pragma once

#include <string>

#include "checker/checks/shelf.hpp"

namespace docmill::checker {

class Reference {
 public:
  // Needs a stage whose results hang on nothing else: PURE, or ORDERED.
  Reference(Exam& exam, const StageSubject& stage);

  const Model& model() const { return model_; }
  const Shelf& shelf() const { return shelf_; }
  const Outcome& expected() const { return expected_; }

  // The documents in their order through a new worker of the model (of a new model, when the stage is ORDERED).
  Outcome again(std::size_t batch_size = 1) const;
  // Through a new model of that stage (a second copy of the library).
  Outcome with_new_model(const StageSubject& stage, std::size_t batch_size = 1) const;

  // Says what differs.
  void compare(const Outcome& got, const std::string& how) const;
  // again(), a new model, and a second copy of the library, whose static data is made now.
  void compare_everything(const std::string& how) const;

 private:
  Exam& exam_;
  const StageSubject& stage_;
  Model model_;
  Shelf shelf_;
  Outcome expected_;
};

// Calls `check` with a Reference for every stage whose results can be compared; the others are skipped with a reason.
template <class F>
void for_each_comparable_stage(Exam& exam, F&& check) {
  exam.for_each_stage([&](const StageSubject& stage) {
    if (stage.is_pure() || stage.is_ordered()) check(stage, Reference(exam, stage));
    else exam.skip("it is EXTERNAL: its results may depend on the world");
  });
}

}  // namespace docmill::checker
