// What a stage sees of a document.
#include <doctest/doctest.h>

#include "docmill/sdk/document.hpp"
#include "docmill/sdk/output.hpp"

using namespace docmill;

namespace {

docmill_layer text_of(std::string_view text) {
  return {sizeof(docmill_layer), DOCMILL_KIND_TEXT, nullptr, 0, 0, text.data(), text.size(), nullptr, 0};
}

docmill_document document_of(const std::vector<const docmill_layer*>& layers) {
  return {sizeof(docmill_document), static_cast<uint32_t>(layers.size()), layers.data()};
}

}  // namespace

TEST_CASE("a document tells an absent layer from an empty one") {
  const docmill_layer empty = text_of("");
  const std::vector<const docmill_layer*> layers = {nullptr, &empty};
  const docmill_document raw = document_of(layers);
  const Document document(raw);
  CHECK(document.n_layers() == 2);
  CHECK_FALSE(document.has(0));
  CHECK(document.has(1));
  CHECK(document.text(0) == "");
  CHECK(document.text(1) == "");
  CHECK(document.layer(0) == nullptr);
  CHECK(document.layer(1) == &empty);
}

TEST_CASE("views of absent layers are empty and null") {
  const std::vector<const docmill_layer*> layers = {nullptr};
  const docmill_document raw = document_of(layers);
  const Document document(raw);
  CHECK(document.spans(0).size() == 0);
  CHECK(document.spans(0).empty());
  CHECK_FALSE(document.spans(0).begin() != document.spans(0).end());
  CHECK(document.attributes(0).is_null(0));
  CHECK_FALSE(document.attributes(0).string(3));
  CHECK_FALSE(document.attributes(0).integer(3));
  CHECK_FALSE(document.attributes(0).number(3));
  CHECK_FALSE(document.attributes(0).boolean(3));
  CHECK_FALSE(document.locate(0, 0, 1));
}

TEST_CASE("a text may hold NUL") {
  using namespace std::string_view_literals;
  const docmill_layer layer = text_of("a\0b"sv);
  const std::vector<const docmill_layer*> layers = {&layer};
  const docmill_document raw = document_of(layers);
  CHECK(Document(raw).text(0) == "a\0b"sv);
}

TEST_CASE("spans can be indexed and walked through") {
  Spans builder(1);
  builder.add({0, 1, "a", "x", 0.25}).integer(0, 7);
  builder.add({1, 4});
  builder.add({1, 9, {}, "", {}}).integer(0, -7);
  const docmill_layer layer = builder.layer();
  const SpansView spans(&layer);
  CHECK(spans.size() == 3);
  CHECK(spans[0].label() == "a");
  CHECK(spans[0].value() == "x");
  CHECK(spans[0].score() == 0.25);
  CHECK_FALSE(spans[1].label());
  CHECK_FALSE(spans[1].value());
  CHECK_FALSE(spans[1].score());
  CHECK(spans[2].value() == "");
  uint32_t ends = 0;
  int64_t sum = 0;
  for (const SpanView span : spans) {
    ends += span.end();
    if (!span.is_null(0)) sum += span.integer(0);
  }
  CHECK(ends == 14);
  CHECK(sum == 0);
}

TEST_CASE("rows of a later ABI with more columns are stepped over by their size") {
  // A provider may have more fields than the stage knows; row_size says how far the next row is.
  Spans builder(5);
  builder.add({1, 2, "one"}).integer(4, 11);
  builder.add({3, 4, "two"}).integer(4, 22);
  const docmill_layer layer = builder.layer();
  const SpansView spans(&layer);
  CHECK(spans[1].start() == 3);
  CHECK(spans[1].label() == "two");
  CHECK(spans[1].integer(4) == 22);
}

TEST_CASE("attributes by type") {
  Attributes builder(5);
  builder.boolean(0, true).integer(1, -5).number(2, 2.5).string(3, "some words");
  const docmill_layer layer = builder.layer();
  const AttributesView attributes(&layer);
  CHECK(attributes.boolean(0) == true);
  CHECK(attributes.integer(1) == -5);
  CHECK(attributes.number(2) == 2.5);
  CHECK(attributes.string(3) == "some words");
  CHECK(attributes.is_null(4));
  CHECK_FALSE(attributes.string(4));
}

TEST_CASE("a place in a text leads to the source when there is a map") {
  const docmill_map_run runs[] = {{0, 10, 1, 1}, {4, 20, 1, 1}};
  docmill_layer mapped = text_of("abcdefgh"), unmapped = text_of("abcdefgh");
  mapped.map = runs;
  mapped.n_map = 2;
  const std::vector<const docmill_layer*> layers = {&mapped, &unmapped};
  const docmill_document raw = document_of(layers);
  const auto range = Document(raw).locate(0, 2, 6);
  REQUIRE(range);
  CHECK(range->start == 12);
  CHECK(range->end == 22);
  CHECK_FALSE(Document(raw).locate(1, 2, 6));
}
