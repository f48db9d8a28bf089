// Which stages a pipeline needs before a layer can be read.
#include "scaffold/known_layers.hpp"

#include <doctest/doctest.h>

#include "scaffold/installed_stages.hpp"

using namespace docmill::scaffold;
using docmill::host::LayerKind;

namespace {

std::string order(const KnownLayers& layers, const std::vector<std::string>& wanted) {
  std::string out;
  for (const UsedStage& stage : layers.stages_for(wanted)) {
    out += (out.empty() ? "" : " ") + stage.use;
    for (const std::string& option : stage.options) out += "+" + option;
  }
  return out;
}

}  // namespace

TEST_CASE("the kind of a layer is that of who provides it, as readers see it") {
  docmill::test::InstalledStages stages;
  const KnownLayers layers(stages.list());
  CHECK(layers.kind_of("text") == LayerKind::text);  // provided as a rewrite
  CHECK(layers.kind_of("article") == LayerKind::attributes);
  CHECK(layers.kind_of("entities") == LayerKind::spans);
  CHECK(layers.kind_of("raw") == LayerKind::bytes);
  CHECK(layers.kind_of("metadata") == LayerKind::json);
  CHECK(!layers.kind_of("nowhere"));
}

TEST_CASE("a layer brings the stages before it, each once, in order") {
  docmill::test::InstalledStages stages;
  const KnownLayers layers(stages.list());
  CHECK(order(layers, {"text"}) == "cleaner");
  CHECK(order(layers, {"language"}) == "cleaner tagger");
  CHECK(order(layers, {"language", "text", "entities"}) == "cleaner tagger linker");
  CHECK(order(layers, {"article", "text"}) == "cleaner");
  CHECK(order(layers, {"summary"}) == "cleaner summer");  // what is optional is not brought along
  CHECK(order(layers, {"raw", "id", "metadata"}) == "");
  CHECK(order(layers, {"nowhere"}) == "");
  CHECK(order(layers, {}) == "");
}

TEST_CASE("a layer that hangs on an option switches it on") {
  docmill::test::InstalledStages stages;
  const KnownLayers layers(stages.list());
  CHECK(order(layers, {"candidates"}) == "cleaner linker+explain");
  CHECK(order(layers, {"entities", "candidates"}) == "cleaner linker+explain");
  CHECK(order(layers, {"candidates", "entities"}) == "cleaner linker+explain");
  CHECK(order(layers, {"top"}) == "cleaner linker+explain topper");
}

TEST_CASE("stages that do not run by themselves are not brought") {
  docmill::test::InstalledStages stages;
  stages.add_with_required_option();
  stages.add_external();
  const KnownLayers layers(stages.list());
  CHECK(!layers.kind_of("answer"));
  CHECK(order(layers, {"answer", "news"}) == "");
}

TEST_CASE("stages that wait for each other come to an end") {
  docmill::test::InstalledStages stages;
  stages.add_circle();
  const KnownLayers layers(stages.list());
  CHECK(!order(layers, {"egg"}).empty());
}
