// One document becomes several: what of it a part has, and under which places.
#include "host/stages/part.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "docmill/base/source_map.hpp"
#include "host/documents/layer_check.hpp"
#include "host/documents/pool.hpp"

using namespace docmill;
using namespace docmill::host;

namespace {

constexpr std::size_t text = n_host_slots, other_text = text + 1, things = text + 2, elsewhere = text + 3,
                      facts = text + 4;

struct Row {
  docmill_span span;
  docmill_cell name, number;
};

struct Thing {
  uint32_t start, end;
  const char *label, *name;  // null: none
};

// A document "one two three", with spans over it that have a label and a field, and what else there may be.
struct Sample {
  Plan plan;
  Document document;
  std::vector<Row> rows;
  std::string pool;
  docmill_layer spans{};
  std::string source = "1ne t2o thr3e";
  std::vector<docmill_map_run> map = {{0, 100, 1, 1}};

  explicit Sample(const std::vector<Thing>& all) {
    plan.layers.resize(text + 5);
    const auto layer = [&](std::size_t slot, LayerKind kind, int over) {
      plan.layers[slot].kind = kind;
      plan.layers[slot].over = over;
    };
    for (const auto slot : {slot_raw, slot_source, slot_id}) layer(slot, LayerKind::text, no_slot);
    for (const auto slot : {slot_format, slot_place}) layer(slot, LayerKind::attributes, no_slot);
    for (const auto slot : {slot_metadata, slot_errors, slot_makers}) layer(slot, LayerKind::json, no_slot);
    layer(text, LayerKind::text, slot_source);
    layer(other_text, LayerKind::text, no_slot);
    layer(things, LayerKind::spans, text);
    layer(elsewhere, LayerKind::spans, other_text);
    layer(facts, LayerKind::json, no_slot);
    plan.layers[things].fields = {{"name", FieldType::string, ""}, {"number", FieldType::integer, ""}};
    plan.stages.resize(1);
    plan.stages[0].split_by = things;
    plan.splitter = 0;

    for (const Thing& t : all) add(t);
    spans = {sizeof spans,
             DOCMILL_KIND_SPANS,
             rows.data(),
             static_cast<uint32_t>(rows.size()),
             sizeof(Row),
             pool.data(),
             pool.size(),
             nullptr,
             0};
    document.reset(plan.layers.size());
    document.source.id = "d";
    document.source.file = "f.jsonl";
    document.source.line = 7;
    document.source.raw = source;
    document.source.metadata = "{\"k\":1}";
    document.offset = 55;
    document.provide_host_layers();
    document.layers[text] = text_layer("one two three", map, document.arena);
    document.layers[other_text] = text_layer("other", {}, document.arena);
    document.layers[things] = document.layers[elsewhere] = &spans;
    document.layers[facts] = pool_layer(DOCMILL_KIND_JSON, "[1]", document.arena);
    document.makers[text] = 0;
  }

  void add(const Thing& t) {
    Row row{};
    row.span.start = t.start;
    row.span.end = t.end;
    row.span.nulls = DOCMILL_NULL_VALUE | DOCMILL_NULL_SCORE;
    string(t.label, DOCMILL_NULL_LABEL, row, row.span.label);
    string(t.name, DOCMILL_NULL_FIELD(0), row, row.name.string);
    row.number.integer = t.start + 1;
    rows.push_back(row);
  }
  void string(const char* s, uint64_t null, Row& row, docmill_ref& ref) {
    if (s == nullptr) row.span.nulls |= null;
    else ref = {static_cast<uint32_t>(pool.size()), static_cast<uint32_t>(std::string(s).size())};
    if (s != nullptr) pool += s;
  }
};

std::string told(const docmill_layer& layer) {
  std::string all;
  for (uint32_t i = 0; i < layer.n_rows; ++i) {
    const Row& row = static_cast<const Row*>(layer.rows)[i];
    const auto string = [&](docmill_ref ref) { return std::string(layer.pool + ref.offset, ref.size); };
    all += std::to_string(row.span.start) + "-" + std::to_string(row.span.end) + " " + string(row.span.label) + "/" +
           string(row.name.string) + "/" + std::to_string(row.number.integer) + "; ";
  }
  return all;
}

}  // namespace

TEST_CASE("each span is a part; those that lie wholly inside come along, with strings of their own") {
  Sample s({{0, 3, "a", "one"},
            {0, 13, "all", nullptr},
            {4, 7, nullptr, "two"},
            {4, 13, "rest", ""},
            {6, 9, "x", "y"},
            {8, 13, "c", "three"}});
  REQUIRE(count_parts(s.plan, s.document) == 6);
  Document part;
  make_part(s.plan, s.document, 1, part);
  CHECK(part.source.id == "d#1");
  CHECK(pool_of(*part.layers[text]) == "one");
  CHECK(told(*part.layers[things]) == "0-3 a/one/1; ");
  CHECK(pool_of(*part.layers[things]) == "aone");
  make_part(s.plan, s.document, 2, part);
  CHECK(pool_of(*part.layers[text]) == "one two three");
  CHECK(told(*part.layers[things]) == told(s.spans));
  CHECK(pool_of(*part.layers[things]) == s.pool);
  make_part(s.plan, s.document, 4, part);
  CHECK(part.source.id == "d#4");
  CHECK(pool_of(*part.layers[text]) == "two three");
  CHECK(told(*part.layers[things]) == "0-3 /two/5; 0-9 rest//5; 2-5 x/y/7; 4-9 c/three/9; ");
  CHECK(pool_of(*part.layers[things]) == "tworestxycthree");
  const SourceRange range = source_range(part.layers[text]->map, part.layers[text]->n_map, 4, 9);
  CHECK(range.start == 108);
  CHECK(range.end == 113);
}

TEST_CASE("a part has what is said of its document as a whole, and of the rest nothing") {
  Sample s({{0, 3, "a", "one"}});
  Document part;
  make_part(s.plan, s.document, 1, part);
  for (const std::size_t absent : {std::size_t{slot_raw}, std::size_t{slot_source}, other_text, elsewhere})
    CHECK(part.layers[absent] == nullptr);
  CHECK(pool_of(*part.layers[facts]) == "[1]");
  CHECK(pool_of(*part.layers[slot_metadata]) == "{\"k\":1}");
  CHECK(pool_of(*part.layers[slot_id]) == "d#1");
  CHECK(part.makers[text] == 0);
  CHECK(part.part == 1);
  CHECK(part.source.line == 7);
  CHECK(part.offset == 55);
  CHECK_FALSE(part.key.has_value());
  CHECK(part.outcome == Outcome::going);
}

TEST_CASE("without spans, or once it has ended or is a part itself, a document is not split") {
  Sample s({{0, 3, "a", "one"}});
  Document part;
  make_part(s.plan, s.document, 1, part);
  CHECK(count_parts(s.plan, part) == 0);
  s.document.outcome = Outcome::failed;
  CHECK(count_parts(s.plan, s.document) == 0);
  s.document.outcome = Outcome::going;
  CHECK(count_parts(s.plan, s.document) == 1);
  s.document.layers[things] = nullptr;
  CHECK(count_parts(s.plan, s.document) == 0);
  const Sample none({});
  CHECK(count_parts(none.plan, none.document) == 0);
}

TEST_CASE("where `source` is split, the part has its piece of it; an empty span makes an empty text") {
  Sample s({{2, 2, "nothing", ""}, {4, 7, "b", "two"}});
  s.plan.layers[things].over = slot_source;
  Document part;
  make_part(s.plan, s.document, 2, part);
  CHECK(pool_of(*part.layers[slot_source]) == "t2o");
  CHECK(part.layers[text] == nullptr);
  s.plan.layers[things].over = text;
  make_part(s.plan, s.document, 1, part);
  CHECK(pool_of(*part.layers[text]).empty());
  CHECK(part.layers[text]->n_map == 0);
}
