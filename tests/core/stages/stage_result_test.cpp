// Stage results as bytes: what was said is said again, and nothing that is no whole result is said at all.
#include "host/stages/stage_result.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace docmill::host;

namespace {

struct Heard {
  std::string all;
  StageResultListener listener() {
    return {[this](uint32_t port, const docmill_layer& layer) {
              all += "put " + std::to_string(port) + " kind " + std::to_string(layer.kind) + " ";
              if (layer.n_rows != 0)
                all.append(static_cast<const char*>(layer.rows), std::size_t{layer.n_rows} * layer.row_size);
              if (layer.pool_size != 0) all.append(layer.pool, layer.pool_size);
              all += '\n';
            },
            [this](uint32_t level, std::string_view code, std::string_view message) {
              all += "note " + std::to_string(level) + " " + std::string(code) + ": " + std::string(message) + "\n";
            },
            [this](uint32_t verdict, std::string_view code, std::string_view message) {
              all +=
                  "verdict " + std::to_string(verdict) + " " + std::string(code) + ": " + std::string(message) + "\n";
            }};
  }
};

docmill_layer layer_of(uint32_t kind, std::string_view pool, const void* rows = nullptr, uint32_t n = 0,
                       uint32_t row_size = 0) {
  docmill_layer layer{};
  layer.size = sizeof layer;
  layer.kind = kind;
  layer.pool = pool.data();
  layer.pool_size = pool.size();
  layer.rows = rows;
  layer.n_rows = n;
  layer.row_size = row_size;
  return layer;
}

std::string sample() {
  StageResultWriter recorder;
  const docmill_edit edits[] = {{0, 3, {0, 2}}, {5, 6, {0, 0}}};
  recorder.put(0, layer_of(DOCMILL_KIND_REWRITE, "ab", edits, 2, sizeof(docmill_edit)));
  recorder.put(3, layer_of(DOCMILL_KIND_TEXT, "a summary"));
  recorder.note(DOCMILL_LEVEL_WARNING, "odd", "something is odd");
  return std::string(recorder.finish(0, "", ""));
}

}  // namespace

TEST_CASE("an answer is repeated as it was given") {
  Heard heard;
  REQUIRE(repeat_stage_result(sample(), heard.listener()));
  const docmill_edit edits[] = {{0, 3, {0, 2}}, {5, 6, {0, 0}}};
  const std::string rows(reinterpret_cast<const char*>(edits), sizeof edits);
  CHECK(heard.all == "put 0 kind 4 " + rows + "ab\nput 3 kind 1 a summary\nnote 2 odd: something is odd\n");
}

TEST_CASE("an empty answer and a verdict") {
  StageResultWriter recorder;
  Heard nothing;
  CHECK(repeat_stage_result(recorder.finish(0, "", ""), nothing.listener()));
  CHECK(nothing.all.empty());
  recorder.reset();
  Heard dropped;
  CHECK(repeat_stage_result(recorder.finish(DOCMILL_DROP, "too-short", "12 words"), dropped.listener()));
  CHECK(dropped.all == "verdict 1 too-short: 12 words\n");
}

TEST_CASE("a recorder is used again") {
  StageResultWriter recorder;
  recorder.put(0, layer_of(DOCMILL_KIND_TEXT, "first"));
  const std::string first(recorder.finish(0, "", ""));
  recorder.reset();
  recorder.put(0, layer_of(DOCMILL_KIND_TEXT, "first"));
  CHECK(recorder.finish(0, "", "") == first);
}

TEST_CASE("cut short anywhere, or longer, it is no answer and nothing is said") {
  const std::string whole = sample();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Heard heard;
    CHECK(!repeat_stage_result(std::string(whole, 0, size), heard.listener()));
    CHECK(heard.all.empty());
  }
  Heard heard;
  CHECK(!repeat_stage_result(whole + std::string(8, '\0'), heard.listener()));
}

TEST_CASE("changed anywhere, it is read within its bounds") {
  std::mt19937 random(7);
  const std::string whole = sample();
  for (int round = 0; round < 2000; ++round) {
    std::string changed = whole;
    for (int k = 0; k < 3; ++k) changed[random() % changed.size()] = static_cast<char>(random());
    Heard heard;
    (void)repeat_stage_result(changed, heard.listener());  // the sanitizers watch
  }
}
