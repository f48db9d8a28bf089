// The builders of layers: what they hold is what the ABI wants, row by row.
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "docmill/sdk/document.hpp"
#include "docmill/sdk/output.hpp"
#include "host/documents/layer_check.hpp"

using namespace docmill;

namespace {

const docmill_span& row(const docmill_layer& layer, uint32_t i) {
  return *reinterpret_cast<const docmill_span*>(static_cast<const char*>(layer.rows) + std::size_t{i} * layer.row_size);
}

std::string_view pool(const docmill_layer& layer) { return {layer.pool, layer.pool_size}; }

// The sentence of the host's gate; empty when it takes the layer.
std::string refusal(const docmill_layer& layer, std::vector<uint32_t> types, std::string_view text = "0123456789") {
  host::Arena arena;
  std::string why;
  host::LayerShape shape;
  shape.kind = layer.kind;
  shape.field_types = std::move(types);
  host::accept_layer(layer, shape, host::text_layer(text, {}, arena), arena, why);
  return why;
}

}  // namespace

TEST_CASE("a span with nothing said has every column null and zero") {
  Spans spans(2);
  const docmill_layer layer = spans.add({3, 5}).layer();
  CHECK(layer.size == sizeof(docmill_layer));
  CHECK(layer.kind == DOCMILL_KIND_SPANS);
  CHECK(layer.n_rows == 1);
  CHECK(layer.row_size == sizeof(docmill_span) + 2 * sizeof(docmill_cell));
  CHECK(row(layer, 0).start == 3);
  CHECK(row(layer, 0).end == 5);
  CHECK(row(layer, 0).nulls == 0b11111);
  CHECK(row(layer, 0).label.size == 0);
  CHECK(layer.pool_size == 0);
  CHECK(layer.map == nullptr);
  CHECK(refusal(layer, {DOCMILL_TYPE_STRING, DOCMILL_TYPE_NUMBER}) == "");
}

TEST_CASE("an empty string is not null") {
  Spans spans(1);
  const docmill_layer layer = spans.add({0, 1, "", "", 0.0}).string(0, "").layer();
  CHECK(row(layer, 0).nulls == 0);
  CHECK(refusal(layer, {DOCMILL_TYPE_STRING}) == "");
}

TEST_CASE("strings stand in the pool in row order: label, value, fields") {
  Spans spans(2);
  spans.add({0, 1, "a", "bb", 0.5}).string(0, "ccc").string(1, "dddd");
  spans.add({1, 2, {}, "e", {}}).string(1, "f");
  const docmill_layer layer = spans.layer();
  CHECK(pool(layer) == "abbcccddddef");
  CHECK(SpansView(&layer)[1].value() == "e");
  CHECK(SpansView(&layer)[1].string(1) == "f");
  CHECK(SpansView(&layer)[1].is_null(0));
  CHECK(refusal(layer, {DOCMILL_TYPE_STRING, DOCMILL_TYPE_STRING}) == "");
}

TEST_CASE("fields of every type are taken by the host") {
  Spans spans(4);
  spans.add({0, 0}).boolean(0, true).integer(1, INT64_MIN).number(2, -1.5).string(3, "x");
  spans.add({0, 0}).boolean(0, false).string(3, "y");
  const docmill_layer layer = spans.layer();
  const SpanView first = SpansView(&layer)[0], second = SpansView(&layer)[1];
  CHECK(first.boolean(0));
  CHECK(first.integer(1) == INT64_MIN);
  CHECK(first.number(2) == -1.5);
  CHECK_FALSE(second.boolean(0));
  CHECK(second.is_null(1));
  CHECK(second.is_null(2));
  CHECK(refusal(layer, {DOCMILL_TYPE_BOOLEAN, DOCMILL_TYPE_INTEGER, DOCMILL_TYPE_NUMBER, DOCMILL_TYPE_STRING}) == "");
}

TEST_CASE("fields of a span are set in order of declaration, once, after add") {
  Spans spans(2);
  CHECK_THROWS_AS(spans.integer(0, 1), std::logic_error);
  spans.add({0, 1}).integer(1, 1);
  CHECK_THROWS_AS(spans.integer(0, 1), std::logic_error);
  CHECK_THROWS_AS(spans.integer(1, 1), std::logic_error);
  CHECK_THROWS_AS(spans.integer(2, 1), std::logic_error);
  spans.add({0, 1}).integer(0, 1).integer(1, 2);
  CHECK(spans.size() == 2);
}

TEST_CASE("fields cannot be set before the first span after clear") {
  Spans spans(1);
  spans.add({0, 1});
  spans.clear();
  CHECK_THROWS_AS(spans.integer(0, 1), std::logic_error);
}

TEST_CASE("-0.0 becomes 0.0 wherever a number stands") {
  Spans spans(1);
  const docmill_layer layer = spans.add({0, 1, {}, {}, -0.0}).number(0, -0.0).layer();
  CHECK_FALSE(std::signbit(row(layer, 0).score));
  CHECK_FALSE(std::signbit(SpansView(&layer)[0].number(0)));
  Attributes attributes(1);
  const docmill_layer keys = attributes.number(0, -0.0).layer();
  CHECK_FALSE(std::signbit(*AttributesView(&keys).number(0)));
}

TEST_CASE("numbers that are not finite are refused wherever they would stand") {
  for (const double bad :
       {std::nan(""), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
    Spans spans(1);
    CHECK_THROWS_AS(spans.add({0, 1, {}, {}, bad}), std::invalid_argument);
    spans.clear();
    spans.add({0, 1});
    CHECK_THROWS_AS(spans.number(0, bad), std::invalid_argument);
    Attributes attributes(1);
    CHECK_THROWS_AS(attributes.number(0, bad), std::invalid_argument);
  }
}

TEST_CASE("a builder used again after clear is like a new one") {
  Spans used(1), fresh(1);
  for (int i = 0; i < 100; ++i) used.add({0, 1, "label", "value", 1.0}).string(0, "field");
  used.clear();
  CHECK(used.size() == 0);
  used.add({2, 3}).string(0, "x");
  fresh.add({2, 3}).string(0, "x");
  const docmill_layer a = used.layer(), b = fresh.layer();
  CHECK(a.n_rows == b.n_rows);
  CHECK(std::memcmp(a.rows, b.rows, a.row_size) == 0);
  CHECK(pool(a) == pool(b));
}

TEST_CASE("100,000 spans grow without a loss") {
  Spans spans(1);
  for (uint32_t i = 0; i < 100000; ++i) spans.add({i, i + 1, std::to_string(i)}).integer(0, i);
  const docmill_layer layer = spans.layer();
  CHECK(layer.n_rows == 100000);
  bool right = true;
  for (uint32_t i = 0; i < 100000; ++i) {
    const SpanView span = SpansView(&layer)[i];
    right = right && span.start() == i && span.label() == std::to_string(i) && span.integer(0) == i;
  }
  CHECK(right);
  CHECK(refusal(layer, {DOCMILL_TYPE_INTEGER}, std::string(100001, 'x')) == "");
}

TEST_CASE("no spans are a layer without rows") {
  Spans spans(3);
  const docmill_layer layer = spans.layer();
  CHECK(layer.n_rows == 0);
  CHECK(refusal(layer, {DOCMILL_TYPE_INTEGER, DOCMILL_TYPE_INTEGER, DOCMILL_TYPE_INTEGER}) == "");
}

TEST_CASE("random spans come out of the view as they went into the builder") {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    struct Wanted {
      Span span;
      std::string label;
      std::optional<int64_t> field;
    };
    std::vector<Wanted> wanted(random() % 30);
    Spans spans(2);
    for (Wanted& w : wanted) {
      w.span.start = random() % 5;
      w.span.end = w.span.start + random() % 5;
      w.label = std::string(random() % 4, 'l');
      if (random() % 2 == 0) w.span.label = w.label;
      if (random() % 2 == 0) w.span.score = static_cast<double>(random() % 100) / 100;
      spans.add(w.span);
      if (random() % 2 == 0) w.field = random();
      if (w.field) spans.integer(1, *w.field);
    }
    const docmill_layer layer = spans.layer();
    REQUIRE(layer.n_rows == wanted.size());
    for (uint32_t i = 0; i < wanted.size(); ++i) {
      const SpanView got = SpansView(&layer)[i];
      CHECK(got.label() == wanted[i].span.label);
      CHECK(got.score() == wanted[i].span.score);
      CHECK(got.is_null(0));
      CHECK(got.is_null(1) == !wanted[i].field);
      if (wanted[i].field) CHECK(got.integer(1) == *wanted[i].field);
    }
  }
}

TEST_CASE("keys may be set in any order; the pool has them in order of declaration") {
  Attributes attributes(3);
  const docmill_layer layer = attributes.string(2, "c").string(0, "a").layer();
  CHECK(pool(layer) == "ac");
  CHECK(AttributesView(&layer).string(0) == "a");
  CHECK_FALSE(AttributesView(&layer).string(1));
  CHECK(AttributesView(&layer).string(2) == "c");
  CHECK(refusal(layer, {DOCMILL_TYPE_STRING, DOCMILL_TYPE_STRING, DOCMILL_TYPE_STRING}) == "");
}

TEST_CASE("the last word on a key counts, and its string is not left in the pool") {
  Attributes attributes(2);
  const docmill_layer layer = attributes.string(0, "long gone").string(1, "b").string(0, "a").layer();
  CHECK(pool(layer) == "ab");
  Attributes number(1);
  const docmill_layer twice = number.integer(0, 1).integer(0, 2).layer();
  CHECK(AttributesView(&twice).integer(0) == 2);
}

TEST_CASE("keys that were set are null again after clear") {
  Attributes attributes(3);
  attributes.string(0, "a").integer(1, 5).boolean(2, true).layer();
  attributes.clear();
  const docmill_layer layer = attributes.layer();
  for (uint32_t i = 0; i < 3; ++i) CHECK(AttributesView(&layer).is_null(i));
  CHECK(layer.pool_size == 0);
  CHECK(refusal(layer, {DOCMILL_TYPE_STRING, DOCMILL_TYPE_INTEGER, DOCMILL_TYPE_BOOLEAN}) == "");
}

TEST_CASE("an attributes layer has one row, also without keys") {
  Attributes attributes(0);
  const docmill_layer layer = attributes.layer();
  CHECK(layer.n_rows == 1);
  CHECK(layer.row_size == sizeof(docmill_attributes));
  CHECK(refusal(layer, {}) == "");
}

TEST_CASE("a key that was not declared is refused") {
  Attributes attributes(1);
  CHECK_THROWS_AS(attributes.integer(1, 0), std::out_of_range);
  CHECK_THROWS_AS(attributes.string(7, ""), std::out_of_range);
}

TEST_CASE("the layer of attributes may be asked for twice") {
  Attributes attributes(1);
  attributes.string(0, "abc");
  const docmill_layer first = attributes.layer();
  CHECK(pool(first) == "abc");
  const docmill_layer second = attributes.layer();
  CHECK(pool(second) == "abc");
  CHECK(second.n_rows == 1);
}

TEST_CASE("edits: removed, put in, replaced") {
  Edits edits;
  edits.remove(0, 2).insert(3, "ab").replace(4, 6, "c");
  CHECK(edits.size() == 3);
  const docmill_layer layer = edits.layer();
  CHECK(layer.kind == DOCMILL_KIND_REWRITE);
  CHECK(layer.row_size == sizeof(docmill_edit));
  CHECK(pool(layer) == "abc");
  CHECK(refusal(layer, {}) == "");
  edits.clear();
  CHECK(edits.layer().n_rows == 0);
  CHECK(edits.layer().pool_size == 0);
}
