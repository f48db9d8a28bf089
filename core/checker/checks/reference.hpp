// What a stage makes of the ordinary documents where nothing is unusual: the other runs are compared with it.
#pragma once

#include <string>

#include "checker/checks/comparison.hpp"
#include "checker/checks/fixture.hpp"
#include "checker/checks/reader_fixture.hpp"

namespace docmill::checker {

class Reference : public Comparison {
 public:
  // Needs a stage whose results hang on nothing else: PURE, or ORDERED.
  Reference(CheckContext& context, const StageUnderTest& stage);

  const Model& model() const { return model_; }
  const Fixture& fixture() const { return fixture_; }
  const Outcome& expected() const { return expected_; }

  // The documents in their order through a new worker of the model (of a new model, when the stage is ORDERED).
  Outcome again(std::size_t batch_size = 1) const;
  // Through a new model of that stage (a second copy of the library).
  Outcome with_new_model(const StageUnderTest& stage, std::size_t batch_size = 1) const;

  // Says what differs.
  void compare(const Outcome& got, const std::string& how) const;
  void compare_everything(const std::string& how) const override;

 private:
  CheckContext& context_;
  const StageUnderTest& stage_;
  Model model_;
  Fixture fixture_;
  Outcome expected_;
};

// Calls `check` with a Reference for every stage whose results can be compared; the others are skipped with a reason.
template <class F>
void for_each_comparable_stage(CheckContext& context, F&& check) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    if (stage.is_pure() || stage.is_ordered()) check(stage, Reference(context, stage));
    else context.skip("it is EXTERNAL: its results may depend on the world");
  });
}

// Likewise, and for every reader.
template <class F>
void for_each_comparable_part(CheckContext& context, F&& check) {
  for_each_comparable_stage(context, [&](const StageUnderTest&, const Reference& reference) { check(reference); });
  context.for_each_reader([&](const StageUnderTest& reader) { check(ReaderReference(context, reader)); });
}

}  // namespace docmill::checker
