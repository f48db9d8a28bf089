// What checks of readers share: files, and what is made of them where nothing is unusual.
#pragma once

#include <string>
#include <vector>

#include "checker/check_context.hpp"
#include "checker/checks/comparison.hpp"
#include "checker/strict_host/reading.hpp"
#include "checker/strict_host/texts.hpp"

namespace docmill::checker {

// The user's files of the reader's kind, and ordinary texts.
std::vector<NamedText> sample_files(const CheckContext& context, const StageUnderTest& reader);
// A handful, for what is done hundreds of times: the user's, and two texts.
std::vector<NamedText> few_files(const CheckContext& context, const StageUnderTest& reader);

// Says what broke a rule; a status that is not DOCMILL_OK as well.
void say_unclean(CheckContext& context, const Reading& reading);

// What a reader makes of the sample files.
class ReaderReference : public Comparison {
 public:
  ReaderReference(CheckContext& context, const StageUnderTest& reader);

  const Model& model() const { return model_; }
  const std::vector<NamedText>& files() const { return files_; }
  const std::vector<Reading>& expected() const { return expected_; }
  // False when there is no record in any of the files; the check is skipped then, and that is said.
  bool has_records() const;

  // Says what differs.
  void compare(std::size_t file, const Reading& got, const std::string& how) const;
  // All files, by that model.
  void compare_all(const Model& model, const std::string& how) const;
  void compare_everything(const std::string& how) const override;

 private:
  CheckContext& context_;
  const StageUnderTest& reader_;
  Model model_;
  std::vector<NamedText> files_;
  std::vector<Reading> expected_;
};

// Calls `check` with a reference for every reader of whose files there are records.
template <class F>
void for_each_reader_with_records(CheckContext& context, F&& check) {
  context.for_each_reader([&](const StageUnderTest& reader) {
    const ReaderReference reference(context, reader);
    if (reference.has_records()) check(reader, reference);
  });
}

}  // namespace docmill::checker
