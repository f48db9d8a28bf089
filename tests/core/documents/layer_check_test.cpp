// What the host takes from a stage and what it refuses, sentence by sentence.
#include "host/documents/layer_check.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cstring>
#include <limits>
#include <random>
#include <string>

#include "docmill/sdk/output.hpp"

using namespace docmill;
using namespace docmill::host;

namespace {

const std::string text = "Nvidia caf\xC3\xA9 H20";

struct Gate {
  Arena arena;
  std::string why;
  const docmill_layer* over = text_layer(text, {}, arena);

  const docmill_layer* spans(const docmill_layer& layer, LayerShape shape = {DOCMILL_KIND_SPANS, {}}) {
    why.clear();
    return accept_layer(layer, shape, over, arena, why);
  }
  const docmill_layer* attributes(const docmill_layer& layer, std::vector<uint32_t> types) {
    why.clear();
    return accept_layer(layer, {DOCMILL_KIND_ATTRIBUTES, std::move(types)}, nullptr, arena, why);
  }
  const docmill_layer* rewrite(const docmill_layer& layer) {
    why.clear();
    return accept_layer(layer, {DOCMILL_KIND_REWRITE, {}}, over, arena, why);
  }
  const docmill_layer* pool(uint32_t kind, std::string_view bytes) {
    why.clear();
    const docmill_layer layer{sizeof(docmill_layer), kind, nullptr, 0, 0, bytes.data(), bytes.size(), nullptr, 0};
    return accept_layer(layer, {kind, {}}, nullptr, arena, why);
  }
};

// A row that can be spoilt.
struct Row {
  docmill_span span{};
  std::string pool;
  docmill_layer layer() const {
    return {sizeof(docmill_layer), DOCMILL_KIND_SPANS, &span, 1, sizeof span, pool.data(), pool.size(), nullptr, 0};
  }
};

Row plain_row() {
  Row row;
  row.span.end = 6;
  row.span.nulls = DOCMILL_NULL_LABEL | DOCMILL_NULL_VALUE | DOCMILL_NULL_SCORE;
  return row;
}

}  // namespace

TEST_CASE("spans made by the SDK are taken as they are") {
  Gate gate;
  Spans spans(2);
  spans.add({.start = 0, .end = 6, .label = "company", .value = "nvidia", .score = 0.5})
      .string(0, "Nvidia")
      .integer(1, -7);
  spans.add({.start = 7, .end = 12});
  const docmill_layer* got =
      gate.spans(spans.layer(), {DOCMILL_KIND_SPANS, {DOCMILL_TYPE_STRING, DOCMILL_TYPE_INTEGER}});
  REQUIRE_MESSAGE(got != nullptr, gate.why);
  CHECK(got->n_rows == 2);
  CHECK(std::string_view(got->pool, got->pool_size) == "companynvidiaNvidia");
  CHECK(std::memcmp(got->rows, spans.layer().rows, 2 * got->row_size) == 0);
}

TEST_CASE("an empty spans layer is a layer") {
  Gate gate;
  CHECK(gate.spans(Spans(0).layer()) != nullptr);
}

TEST_CASE("a span beyond the text is refused") {
  Gate gate;
  Row row = plain_row();
  row.span.end = 17;
  CHECK(gate.spans(row.layer()) == nullptr);
  CHECK(gate.why == "row 0: range 0 to 17 lies outside the text of 16 bytes");
}

TEST_CASE("a span that ends before it starts is refused") {
  Gate gate;
  Row row = plain_row();
  row.span.start = 7;
  CHECK(gate.spans(row.layer()) == nullptr);
}

TEST_CASE("a span that cuts a code point is refused") {
  Gate gate;
  Row row = plain_row();
  row.span.end = 11;
  CHECK(gate.spans(row.layer()) == nullptr);
  CHECK(gate.why == "row 0: range 0 to 11 cuts a code point");
}

TEST_CASE("a right layer with one bit changed is refused with a reason, or still says the same of equal bytes") {
  Gate gate;
  Spans spans(1);
  spans.add({.start = 0, .end = 6, .label = "company", .value = "nvidia", .score = 0.5}).string(0, "Nvidia");
  spans.add({.start = 7, .end = 12, .label = "place"});
  spans.add({.start = 13, .end = 16, .value = "h20", .score = 0.25}).string(0, "");
  const docmill_layer right = spans.layer();
  const LayerShape shape{DOCMILL_KIND_SPANS, {DOCMILL_TYPE_STRING}};
  std::vector<uint64_t> words(right.n_rows * right.row_size / 8);
  int taken = 0, refused = 0;
  for (std::size_t bit = 0; bit < words.size() * 64; ++bit) {
    std::memcpy(words.data(), right.rows, words.size() * 8);
    words[bit / 64] ^= uint64_t{1} << (bit % 64);
    docmill_layer changed = right;
    changed.rows = words.data();
    if (gate.spans(changed, shape) != nullptr) {
      ++taken;
      continue;
    }
    ++refused;
    CHECK(!gate.why.empty());
  }
  CHECK(taken > 50);  // other scores and other ranges within the text are right, too
  CHECK(refused > 600);
}

TEST_CASE("spans out of order are refused") {
  Gate gate;
  Spans spans(0);
  spans.add({.start = 7, .end = 8}).add({.start = 0, .end = 6});
  CHECK(gate.spans(spans.layer()) == nullptr);
  CHECK(gate.why == "row 1: spans must be sorted by start");
}

TEST_CASE("a score that is not finite, or minus zero, is refused") {
  Gate gate;
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -0.0}) {
    Row row = plain_row();
    row.span.nulls = DOCMILL_NULL_LABEL | DOCMILL_NULL_VALUE;
    row.span.score = bad;
    CHECK(gate.spans(row.layer()) == nullptr);
  }
  CHECK(gate.why == "row 0: score is -0.0; write 0.0");
}

TEST_CASE("a null cell that is not zero is refused, for equal content must be equal bytes") {
  Gate gate;
  Row row = plain_row();
  row.span.label = {0, 3};
  CHECK(gate.spans(row.layer()) == nullptr);
  CHECK(gate.why == "row 0: label is null but not zero");
  row = plain_row();
  row.span.score = 0.5;
  CHECK(gate.spans(row.layer()) == nullptr);
}

TEST_CASE("null bits beyond the last field are refused") {
  Gate gate;
  Row row = plain_row();
  row.span.nulls |= DOCMILL_NULL_FIELD(0);
  CHECK(gate.spans(row.layer()) == nullptr);
  CHECK(gate.why == "row 0: null bits beyond the last field");
}

TEST_CASE("strings must stand in the pool in row order without gaps") {
  Gate gate;
  Row row = plain_row();
  row.span.nulls = DOCMILL_NULL_VALUE | DOCMILL_NULL_SCORE;
  row.pool = "-chip";
  row.span.label = {1, 4};
  CHECK(gate.spans(row.layer()) == nullptr);
  CHECK(gate.why == "row 0: label is not the next string of the pool");
  row.span.label = {0, 4};
  CHECK(gate.spans(row.layer()) == nullptr);
  CHECK(gate.why == "the pool holds bytes that no row names");
  row.span.label = {0, 9};
  CHECK(gate.spans(row.layer()) == nullptr);
}

TEST_CASE("strings that are not UTF-8, or that cut a code point between them, are refused") {
  Gate gate;
  Row row = plain_row();
  row.span.nulls = DOCMILL_NULL_SCORE;
  row.pool = "\xC3\xA9";
  row.span.label = {0, 1};
  row.span.value = {1, 1};
  CHECK(gate.spans(row.layer()) == nullptr);
  row.pool = "ab\xFF";
  row.span.label = {0, 3};
  row.span.value = {3, 0};
  CHECK(gate.spans(row.layer()) == nullptr);
  CHECK(gate.why == "byte 2 of the strings is not valid UTF-8");
}

TEST_CASE("a column that the port says is never set must not be set") {
  Gate gate;
  Spans spans(0);
  spans.add({.start = 0, .end = 1, .value = "x"});
  LayerShape shape{DOCMILL_KIND_SPANS, {}};
  shape.has_value = false;
  CHECK(gate.spans(spans.layer(), shape) == nullptr);
  CHECK(gate.why == "row 0: value is set although the port says that it never is");
}

TEST_CASE("rows of another size than the declaration makes are refused") {
  Gate gate;
  Spans spans(1);
  spans.add({.start = 0, .end = 1});
  CHECK(gate.spans(spans.layer()) == nullptr);
  CHECK(gate.why == "rows of 48 bytes where the declaration makes 40");
}

TEST_CASE("a layer of another kind is refused") {
  Gate gate;
  CHECK(gate.spans(Edits().layer()) == nullptr);
}

TEST_CASE("attributes hold one row of declared keys") {
  Gate gate;
  Attributes attributes(3);
  attributes.string(2, "en").boolean(0, true);
  const docmill_layer* got =
      gate.attributes(attributes.layer(), {DOCMILL_TYPE_BOOLEAN, DOCMILL_TYPE_NUMBER, DOCMILL_TYPE_STRING});
  REQUIRE_MESSAGE(got != nullptr, gate.why);
  CHECK(std::string_view(got->pool, got->pool_size) == "en");
}

TEST_CASE("a boolean is 0 or 1") {
  Gate gate;
  Attributes attributes(1);
  attributes.integer(0, 2);
  CHECK(gate.attributes(attributes.layer(), {DOCMILL_TYPE_BOOLEAN}) == nullptr);
  CHECK(gate.why == "row 0: field 0 is a boolean but not 0 or 1");
}

TEST_CASE("a double in an integer cell is refused by the field's name, as far as it can be told") {
  Gate gate;
  const auto refused = [&](double x) {
    Attributes attributes(2);
    attributes.integer(0, 1).number(1, x);
    const docmill_layer layer = attributes.layer();
    LayerShape shape{DOCMILL_KIND_ATTRIBUTES, {DOCMILL_TYPE_INTEGER, DOCMILL_TYPE_INTEGER}};
    shape.field_names = {"words", "length"};
    return accept_layer(layer, shape, nullptr, gate.arena, gate.why) == nullptr;
  };
  for (const double x : {1.0, 1.5, -1.5, 2.0, 3.0, 0.25, 1000.0, -7.0, 1048576.0, 1e6}) {
    INFO(x);
    CHECK(refused(x));
  }
  refused(1.5);
  CHECK(gate.why == "row 0: field 'length' is an integer, but its bits are those of the number 1.5");
  CHECK_FALSE(refused(0.0));  // the same bits as the integer 0
  CHECK_FALSE(refused(0.1));  // any integer of 62 bits could look like this: see the check output-types
}

TEST_CASE("integers of all sizes are taken") {
  Gate gate;
  const auto taken = [&](int64_t x) {
    Attributes attributes(1);
    const docmill_layer layer = attributes.integer(0, x).layer();
    return gate.attributes(layer, {DOCMILL_TYPE_INTEGER}) != nullptr;
  };
  for (int64_t x : {int64_t{0}, int64_t{1}, int64_t{-1}, INT64_MIN, INT64_MAX, INT64_MAX / 2, int64_t{1} << 53,
                    int64_t{1} << 61, int64_t{1700000000} << 32, int64_t{1700000000000000000}, int64_t{-1} << 32}) {
    INFO(x);
    CHECK(taken(x));
  }
  std::mt19937_64 random(7);
  int n_refused = 0;
  for (int i = 0; i < 1000000; ++i) n_refused += taken(static_cast<int64_t>(random())) ? 0 : 1;
  CHECK(n_refused == 0);
}

TEST_CASE("an integer in a number cell is refused by the field's name") {
  Gate gate;
  const auto refused = [&](int64_t x) {
    Attributes attributes(1);
    const docmill_layer layer = attributes.integer(0, x).layer();
    LayerShape shape{DOCMILL_KIND_ATTRIBUTES, {DOCMILL_TYPE_NUMBER}};
    shape.field_names = {"share"};
    return accept_layer(layer, shape, nullptr, gate.arena, gate.why) == nullptr;
  };
  for (const int64_t x : {int64_t{1}, int64_t{7}, int64_t{-1}, int64_t{-7}, int64_t{4000000000}}) {
    INFO(x);
    CHECK(refused(x));
  }
  refused(7);
  CHECK(gate.why == "row 0: field 'share' is a number, but its bits are those of the integer 7");
  for (const double x : {0.0, 1.0, -1.5, 0.1, 1e300, 1e-300, 2.3e-308, 1e-310}) {
    INFO(x);
    CHECK_FALSE(refused(std::bit_cast<int64_t>(x)));
  }
}

TEST_CASE("a layer of another kind is refused by the names of both") {
  Gate gate;
  const docmill_layer text_as_spans{sizeof(docmill_layer), DOCMILL_KIND_TEXT, nullptr, 0, 0, "", 0, nullptr, 0};
  CHECK(gate.spans(text_as_spans) == nullptr);
  CHECK(gate.why == "a layer of kind text where the declaration says spans");
}

TEST_CASE("an attributes layer without a row is refused") {
  Gate gate;
  const docmill_layer none{sizeof(docmill_layer), DOCMILL_KIND_ATTRIBUTES, nullptr, 0, 0, nullptr, 0, nullptr, 0};
  CHECK(gate.attributes(none, {}) == nullptr);
  CHECK(gate.why == "an attributes layer has one row, not 0");
}

TEST_CASE("a rewrite comes out as text") {
  Gate gate;
  Edits edits;
  edits.replace(7, 12, "bar").remove(12, 13);
  const docmill_layer* got = gate.rewrite(edits.layer());
  REQUIRE_MESSAGE(got != nullptr, gate.why);
  CHECK(got->kind == DOCMILL_KIND_TEXT);
  CHECK(std::string_view(got->pool, got->pool_size) == "Nvidia barH20");
}

TEST_CASE("edits that overlap, leave the text or cut a code point are refused") {
  Gate gate;
  Edits overlapping;
  overlapping.remove(0, 5).remove(4, 6);
  CHECK(gate.rewrite(overlapping.layer()) == nullptr);
  CHECK(gate.why == "row 1: edits must be sorted and must not overlap");
  Edits outside;
  outside.remove(10, 40);
  CHECK(gate.rewrite(outside.layer()) == nullptr);
  Edits cutting;
  cutting.remove(0, 11);
  CHECK(gate.rewrite(cutting.layer()) == nullptr);
  CHECK(gate.why == "row 0: edit of 0 to 11 cuts a code point");
  Edits bad_text;
  bad_text.replace(0, 1, "\xE4\xB8");
  CHECK(gate.rewrite(bad_text.layer()) == nullptr);
}

TEST_CASE("text must be UTF-8") {
  Gate gate;
  CHECK(gate.pool(DOCMILL_KIND_TEXT, "fine") != nullptr);
  CHECK(gate.pool(DOCMILL_KIND_TEXT, std::string_view("\0", 1)) != nullptr);
  CHECK(gate.pool(DOCMILL_KIND_TEXT, "not\xFF") == nullptr);
  CHECK(gate.why == "byte 3 is not valid UTF-8");
}

TEST_CASE("JSON must be one valid value") {
  Gate gate;
  CHECK(gate.pool(DOCMILL_KIND_JSON, R"({"a":[1,2.50,null,"\u00e9"]})") != nullptr);
  CHECK(gate.pool(DOCMILL_KIND_JSON, "123456789012345678901234567890") != nullptr);
  for (const char* bad : {"", "{", "[1,]", "1 2", "{\"a\":1}}", "nul", "'a'", "[\"\\ud800\"]"}) {
    CAPTURE(bad);
    CHECK(gate.pool(DOCMILL_KIND_JSON, bad) == nullptr);
  }
  CHECK(gate.pool(DOCMILL_KIND_JSON, std::string_view("1\0 2", 4)) == nullptr);
}

TEST_CASE("deeply nested JSON is checked without a deep stack") {
  Gate gate;
  const std::string deep = std::string(1000000, '[') + std::string(1000000, ']');
  CHECK(gate.pool(DOCMILL_KIND_JSON, deep) != nullptr);
}

TEST_CASE("an arena gives its memory again after a reset and lets go of a huge block") {
  Arena arena;
  for (int i = 0; i < 10; ++i) arena.take(10000);
  const std::size_t small = arena.capacity();
  arena.reset();
  for (int i = 0; i < 10; ++i) arena.take(10000);
  CHECK(arena.capacity() == small);
  arena.take(std::size_t{16} << 20);
  CHECK(arena.capacity() > (std::size_t{16} << 20));
  arena.reset();
  CHECK(arena.capacity() <= Arena::retained_limit);
}
