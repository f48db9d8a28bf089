// What many checks share: documents laid out, results compared.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "checker/check_context.hpp"
#include "checker/strict_host/model.hpp"
#include "checker/strict_host/texts.hpp"

namespace docmill::checker {

// Documents kept in memory.
struct Fixture {
  std::vector<DocumentContent> contents;
  std::unique_ptr<Placement> placement = std::make_unique<HeapPlacement>();
  std::vector<const docmill_document*> documents;

  // Each text in so many variants.
  void add(const Model& model, const std::vector<NamedText>& texts, uint32_t variants);
};

// Small enough to be run dozens of times, and of every sort: built-in, odd and the user's texts, two variants each.
Fixture ordinary_fixture(const CheckContext& context, const Model& model);

// A handful of documents, for what is done hundreds of times.
Fixture small_fixture(const Model& model);

// Says what broke a rule; a status that is not DOCMILL_OK as well. False when there was something.
bool say_unclean(CheckContext& context, const Outcome& outcome);

// Says the first of the documents whose results differ and how many others do.
void say_differences(CheckContext& context, const Fixture& fixture, const Outcome& expected, const Outcome& got,
                     const std::string& how);

// The model, or a reason why the check cannot go on (thrown).
void need(const Model& model);

// begin and end, open, a few documents, finish, close; of a reader: a few files.
void whole_life(CheckContext& context, const StageUnderTest& stage);

// begin or end; the results of a call outside any document.
DocumentResult call_outside(CheckContext& context, const Model& model,
                            int32_t (*function)(const void*, docmill_output*));

// A second copy of the library's file, loaded beside the first: its statics are its own. Null when it cannot be loaded.
std::unique_ptr<StageUnderTest> second_copy(const CheckContext& context, const StageUnderTest& stage, std::string& why);

}  // namespace docmill::checker
