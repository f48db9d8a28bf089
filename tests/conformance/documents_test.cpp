// Documents of every sort: what comes out is valid and only on declared ports, whatever goes in.
#include <ctime>

#include "conformance/checks.hpp"

using namespace docmill::conformance;
namespace host = docmill::host;

namespace {

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double seconds_for_a_document = 100;
#else
constexpr double seconds_for_a_document = 10;
#endif

// One text in every variant; each must be done in a time that no quadratic loop over megabytes can keep.
void check_texts(const host::StageDeclaration& stage, const std::vector<NamedText>& texts, uint32_t variants,
                 Binding binding) {
  const Model model(stage, {binding, {}, {}});
  check_created(model);
  const Worker worker(model);
  for (const NamedText& text : texts) {
    INFO("text: " << text.name);
    for (uint32_t variant = 0; variant < variants; ++variant) {
      INFO("variant " << variant);
      HeapPlacement placement;
      const docmill_document* document = lay_out(make_document(model.catalogue(), text, variant), placement);
      const double start = cpu_seconds();
      const Outcome outcome = run(worker, {document}, 1);
      const double seconds = cpu_seconds() - start;
      check_clean(outcome);
      CHECK_FALSE(outcome.results[0].is_empty());
      CHECK(seconds < seconds_for_a_document);
    }
  }
}

// The documents with one layer after the other taken away, and all of them.
std::vector<DocumentContent> without_layers(const Model& model, const NamedText& text) {
  std::vector<std::size_t> may_be_absent;
  for (std::size_t i = 0; i < model.catalogue().size(); ++i) {
    const SyntheticLayer& layer = model.catalogue()[i];
    if (model.stage().reads_all ? layer.provider != "host" : layer.optional) may_be_absent.push_back(i);
  }
  std::vector<DocumentContent> documents;
  const DocumentContent whole = make_document(model.catalogue(), text, 0);
  for (const std::size_t i : may_be_absent) {
    documents.push_back(whole);
    documents.back().layers[i].reset();
    documents.back().name += " without '" + model.catalogue()[i].name + "'";
  }
  documents.push_back(whole);
  for (const std::size_t i : may_be_absent) documents.back().layers[i].reset();
  return documents;
}

}  // namespace

TEST_CASE("an empty batch is no mistake") {
  for_each_stage([](const host::StageDeclaration& stage) {
    const Model model(stage);
    const Worker worker(model);
    const auto recorder = model.recorder();
    for (int i = 0; i < 3; ++i) CHECK(call(worker, *recorder, {}) == DOCMILL_OK);
    CHECK(recorder->wrongs().empty());
  });
}

TEST_CASE("ordinary documents") {
  for_each_stage(
      [](const host::StageDeclaration& stage) { check_texts(stage, ordinary_texts(), n_variants, Binding::plain); });
}

TEST_CASE("odd texts: empty, NUL bytes, CRLF, right to left, every plane, combining marks, only spaces, ...") {
  for_each_stage(
      [](const host::StageDeclaration& stage) { check_texts(stage, odd_texts(), n_variants, Binding::plain); });
}

TEST_CASE("huge texts: 2 MB, 100,000 line ends, one word of 1 MB, ...") {
  for_each_stage([](const host::StageDeclaration& stage) { check_texts(stage, huge_texts(), 3, Binding::plain); });
}

TEST_CASE("texts where nothing provides the optional layers") {
  for_each_stage([](const host::StageDeclaration& stage) {
    check_texts(stage, ordinary_texts(), 2, Binding::without_optional);
    check_texts(stage, odd_texts(), 2, Binding::without_optional);
  });
}

TEST_CASE("layers that may be absent are absent, one after the other and all at once") {
  for_each_stage([](const host::StageDeclaration& stage) {
    const Model model(stage);
    const Worker worker(model);
    for (const NamedText& text : {ordinary_texts().back(), ordinary_texts().front(), odd_texts().front()}) {
      for (const DocumentContent& content : without_layers(model, text)) {
        INFO(content.name);
        HeapPlacement placement;
        check_clean(run(worker, {lay_out(content, placement)}, 1));
      }
    }
  });
}

TEST_CASE("fields are found by name: whoever provides a layer may have more of them, in another order") {
  for_each_stage([](const host::StageDeclaration& stage) {
    if (stage.reads_all) return;
    const Model plain(stage), other(stage, {Binding::more_fields, {}, {}});
    check_created(other);
    const Shelf plain_shelf = ordinary_shelf(plain), other_shelf = ordinary_shelf(other);
    const Outcome got = run(Worker(other), other_shelf.documents, 8);
    check_clean(got);
    check_same(plain_shelf, run(Worker(plain), plain_shelf.documents, 8), got, "with more fields");
  });
}
