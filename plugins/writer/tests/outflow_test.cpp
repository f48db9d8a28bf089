// A record that leaves in pieces is the record that would have stood in memory.
#include "catalogue/outflow.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "annotations/record_brat.hpp"
#include "annotations/record_nif.hpp"
#include "annotations/record_web_annotation.hpp"
#include "csv/record_csv.hpp"
#include "fake_pipeline.hpp"
#include "records/record_json.hpp"

using namespace docmill::writer;

namespace {

struct ManySpans {
  fake::Pipeline pipeline;
  uint32_t text = pipeline.text("text", "cleaner 1.0.0", "source");
  uint32_t spans = pipeline.spans("spans", "finder 1.0.0", "text");
  fake::Document document{pipeline};

  explicit ManySpans(uint32_t n) {
    std::string content;
    for (uint32_t i = 0; i < n; ++i) content += "Müller ";
    docmill::Spans& found = document.spans(spans);
    for (uint32_t i = 0; i < n; ++i) found.add({i * 8, i * 8 + 7, "person", "mueller", 0.5});
    document.set(text, std::move(content), fake::identity_map());
  }
};

// What `append(out, outflow)` writes, whole and in pieces.
template <class Append>
void check_pieces(const Append& append) {
  std::string whole, rest, joined;
  append(whole, Outflow());
  std::size_t n = 0, longest = 0;
  append(rest, Outflow([&](std::string_view piece) {
           joined += piece;
           ++n;
           longest = std::max(longest, piece.size());
         }));
  CHECK(joined + rest == whole);
  CHECK(n >= 2);
  CHECK(longest < Outflow::much + 2000);
}

}  // namespace

TEST_CASE("every format with spans leaves piece by piece, and the pieces are the whole") {
  ManySpans sample(5000);
  const Catalogue catalogue = sample.pipeline.catalogue();
  Positions positions(catalogue.size(), docmill::Unit::codepoint);
  const auto check_format = [&](const auto& format) {
    check_pieces([&](std::string& out, Outflow outflow) {
      format.append(sample.document.view(), positions, out, std::move(outflow));
    });
  };
  check_format(JsonRecord(catalogue, {}));
  check_format(WebAnnotationPage(AnnotatedText(catalogue, {})));
  check_format(NifGraph(AnnotatedText(catalogue, {})));
  check_format(BratDocument(AnnotatedText(catalogue, {})));
  CsvSettings settings;
  settings.rows = "spans";
  settings.columns = {"id", "start", "text", "value"};
  const CsvTable csv(catalogue, settings);
  CsvTable::Scratch scratch;
  check_pieces([&](std::string& out, Outflow outflow) {
    csv.append(sample.document.view(), positions, scratch, out, std::move(outflow));
  });
}

TEST_CASE("a short record does not leave before its end") {
  ManySpans sample(3);
  const Catalogue catalogue = sample.pipeline.catalogue();
  Positions positions(catalogue.size(), docmill::Unit::codepoint);
  std::string out;
  JsonRecord(catalogue, {}).append(sample.document.view(), positions, out, Outflow([](std::string_view) {
                                     FAIL("nothing is much here");
                                   }));
  CHECK(out.back() == '\n');
}

TEST_CASE("what leaves is told by all that was written of a layer, to the byte") {
  std::size_t n_left = 0;
  for (uint32_t n = 300; n < 600; ++n) {
    ManySpans sample(n);
    const Catalogue catalogue = sample.pipeline.catalogue();
    Positions positions(catalogue.size(), docmill::Unit::codepoint);
    const JsonRecord format(catalogue, {});
    std::string whole, rest;
    format.append(sample.document.view(), positions, whole, Outflow());
    bool has_left = false;
    format.append(sample.document.view(), positions, rest, Outflow([&](std::string_view) { has_left = true; }));
    const std::size_t end = whole.find(']', whole.find("\"spans\":["));
    REQUIRE(end != std::string::npos);
    CHECK(has_left == (end >= Outflow::much));
    n_left += has_left ? 1 : 0;
  }
  CHECK(n_left > 0);
  CHECK(n_left < 300);
}
