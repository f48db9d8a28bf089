// What several conformance tests share: each stage of the plugin in turn, documents laid out, results compared.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "conformance/plugin_under_test.hpp"
#include "conformance/strict_host.hpp"
#include "conformance/texts.hpp"

namespace docmill::conformance {

// Calls `check` with the declaration of every stage of the plugin.
template <class F>
void for_each_stage(F&& check) {
  for (const host::StageDeclaration& stage : plugin().library->stages) {
    INFO("stage " << stage.id);
    check(stage);
  }
}

// Documents kept in memory, each text in all its variants (or the first few).
struct Shelf {
  std::vector<DocumentContent> contents;
  std::unique_ptr<HeapPlacement> placement = std::make_unique<HeapPlacement>();
  std::vector<const docmill_document*> documents;
};

inline void put_on(Shelf& shelf, const Model& model, const std::vector<NamedText>& texts,
                   uint32_t variants = n_variants) {
  for (const NamedText& text : texts)
    for (uint32_t variant = 0; variant < variants; ++variant) {
      shelf.contents.push_back(make_document(model.catalogue(), text, variant));
      shelf.documents.push_back(lay_out(shelf.contents.back(), *shelf.placement));
    }
}

// Small enough to be run dozens of times, and of every sort.
inline Shelf ordinary_shelf(const Model& model) {
  Shelf shelf;
  put_on(shelf, model, ordinary_texts(), 2);
  put_on(shelf, model, odd_texts(), 2);
  return shelf;
}

inline void check_clean(const Outcome& outcome) {
  CHECK(outcome.status == DOCMILL_OK);
  for (const std::string& wrong : outcome.wrongs) FAIL_CHECK(wrong);
}

inline void check_created(const Model& model) {
  CHECK(model.status() == DOCMILL_OK);
  for (const std::string& error : model.errors()) FAIL_CHECK("an error though nothing is wrong: " << error);
  for (const std::string& wrong : model.wrongs()) FAIL_CHECK(wrong);
  REQUIRE(model.ready());
}

// The first few differences; the rest would say the same.
inline void check_same(const Shelf& shelf, const Outcome& expected, const Outcome& got, const std::string& how) {
  REQUIRE(expected.results.size() == got.results.size());
  int n = 0;
  for (std::size_t i = 0; i < expected.results.size() && n < 3; ++i) {
    if (expected.results[i] == got.results[i]) continue;
    ++n;
    FAIL_CHECK(how << ": '" << shelf.contents[i].name << "': " << difference(expected.results[i], got.results[i]));
  }
}

}  // namespace docmill::conformance
