// The parts of the strict host that need no plugin: documents, other hosts' structs, which rule a layer breaks.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include "checker/child_process.hpp"
#include "checker/strict_host/host_shape.hpp"
#include "checker/strict_host/model.hpp"
#include "checker/strict_host/output_rules.hpp"
#include "checker/strict_host/synthetic.hpp"
#include "docmill/base/utf8.hpp"

using namespace docmill::checker;
namespace host = docmill::host;

namespace {

bool can_be_read(const void* address) {
  return run_in_child([&](ChildReport&) { (void)*static_cast<const volatile char*>(address); }, 30).trouble.empty();
}

docmill_layer view(const LayerContent& content) {
  return {sizeof(docmill_layer), content.kind,     content.words.data(),
          content.n_rows,        content.row_size, content.pool.data(),
          content.pool.size(),   nullptr,          0};
}

// Which rule two spans break over a text of two bytes for one character and an x.
struct TwoSpans {
  uint32_t a_start = 0, a_end = 2, b_start = 2, b_end = 3;
  double score = 0.5;
  std::string label = "label";
  std::string_view rule() const {
    Rows rows(DOCMILL_KIND_SPANS, 1);
    for (const auto& [start, end] : {std::pair(a_start, a_end), std::pair(b_start, b_end)}) {
      rows.add();
      rows.range(start, end);
      rows.label(label);
      rows.score(score);
      rows.number(0, 1.0);
    }
    const LayerContent content = rows.take();
    LayerContent text;
    text.kind = DOCMILL_KIND_TEXT;
    text.pool = "\xC3\xA9x";
    const docmill_layer below = view(text), layer = view(content);
    host::LayerShape shape{DOCMILL_KIND_SPANS, {DOCMILL_TYPE_NUMBER}};
    host::Arena arena;
    std::string why;
    if (host::accept_layer(layer, shape, &below, arena, why) != nullptr) return "accepted";
    return broken_rule(layer, shape, &below);
  }
};

}  // namespace

TEST_CASE("a struct of another host ends at a page that cannot be read, and says its size") {
  GuardedPlacement memory;
  const docmill_batch batch{sizeof(docmill_batch), 3, nullptr};
  const docmill_batch* shorter = place_as(batch, 8, memory);
  CHECK(shorter->size == 8);
  CHECK(shorter->n_documents == 3);
  CHECK(can_be_read(reinterpret_cast<const char*>(shorter) + 7));
  CHECK_FALSE(can_be_read(reinterpret_cast<const char*>(shorter) + 8));
  const docmill_batch* longer = place_as(batch, sizeof batch + 8, memory);
  CHECK(longer->size == sizeof batch + 8);
  CHECK(reinterpret_cast<const unsigned char*>(longer)[sizeof batch] == 0xDB);
  CHECK_FALSE(can_be_read(reinterpret_cast<const char*>(longer) + sizeof batch + 8));
}

TEST_CASE("every released minor is among the hosts, the newest is this one, none is longer") {
  const std::vector<HostShape>& hosts = released_hosts();
  REQUIRE(hosts.size() == DOCMILL_ABI_MINOR + 1);
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    CHECK(hosts[i].minor == i);
    CHECK(hosts[i].name == "1." + std::to_string(i));
    CHECK(hosts[i].setup <= this_host.setup);
    CHECK(hosts[i].output <= this_host.output);
  }
  HostShape newest = hosts.back();
  newest.name = this_host.name;
  CHECK((newest == this_host));
}

TEST_CASE("a layer that is refused breaks the rule that it breaks") {
  CHECK(TwoSpans{}.rule() == "accepted");
  CHECK(TwoSpans{.b_end = 4}.rule() == "output-range");
  CHECK(TwoSpans{.a_start = 2, .a_end = 0}.rule() == "output-range");
  CHECK(TwoSpans{.a_start = 2, .a_end = 3, .b_start = 0, .b_end = 2}.rule() == "output-order");
  CHECK(TwoSpans{.a_end = 1}.rule() == "output-borders");
  CHECK(TwoSpans{.score = std::nan("")}.rule() == "output-finite");
  CHECK(TwoSpans{.score = std::numeric_limits<double>::infinity()}.rule() == "output-finite");
  CHECK(TwoSpans{.label = "\xC3"}.rule() == "output-utf8");
  CHECK(TwoSpans{.score = -0.0}.rule() == "output-layout");
}

TEST_CASE("all texts are valid UTF-8, and made-up ones are the same for the same seed") {
  for (const auto* texts : {&ordinary_texts(), &odd_texts(), &huge_texts()})
    for (const NamedText& text : *texts) CHECK_MESSAGE(docmill::utf8::is_valid(text.text), text.name);
  const std::vector<NamedText> once = made_up_texts(7, 200), again = made_up_texts(7, 200),
                               other = made_up_texts(8, 200);
  std::size_t same = 0, different = 0;
  for (std::size_t i = 0; i < once.size(); ++i) {
    CHECK(docmill::utf8::is_valid(once[i].text));
    same += once[i].text == again[i].text ? 1 : 0;
    different += once[i].text != other[i].text ? 1 : 0;
  }
  CHECK(same == 200);
  CHECK(different > 150);
}

TEST_CASE("made-up layers pass the gate of the host, in every variant") {
  host::StageDeclaration stage;
  stage.reads_all = true;
  const std::vector<SyntheticLayer> catalogue = make_catalogue(stage, Binding::plain);
  for (const NamedText& text : odd_texts())
    for (uint32_t variant = 0; variant < n_variants; ++variant) {
      const DocumentContent document = make_document(catalogue, text, variant);
      for (std::size_t i = 0; i < catalogue.size(); ++i) {
        if (!document.layers[i] || catalogue[i].kind == DOCMILL_KIND_BYTES) continue;
        CAPTURE(catalogue[i].name);
        host::LayerShape shape{catalogue[i].kind, {}};
        for (const host::FieldDeclaration& f : catalogue[i].fields)
          shape.field_types.push_back(static_cast<uint32_t>(f.type));
        const docmill_layer layer = view(*document.layers[i]);
        docmill_layer below{};
        for (std::size_t k = 0; k < catalogue.size(); ++k)
          if (catalogue[k].name == catalogue[i].over) below = view(*document.layers[k]);
        host::Arena arena;
        std::string why;
        CHECK_MESSAGE(host::accept_layer(layer, shape, &below, arena, why) != nullptr, why);
      }
    }
}

namespace {

docmill_str str(std::string_view text) { return {text.data(), text.size()}; }

// A stage whose model is the setup that it was given, which it must not use after `create`.
const docmill_stage& keeps_its_setup() {
  static docmill_stage stage;
  stage.size = sizeof stage;
  stage.create = [](const docmill_stage*, const docmill_setup* setup, void** model) noexcept -> int32_t {
    *model = const_cast<docmill_setup*>(setup);
    return DOCMILL_OK;
  };
  stage.destroy = [](void*) noexcept {};
  return stage;
}

}  // namespace

TEST_CASE("calls after create are remembered as broken rules, from any number of threads, and change nothing else") {
  StageUnderTest plugin;
  plugin.declaration.id = "late";
  plugin.declaration.table = &keeps_its_setup();
  const Model model(plugin);
  const auto* setup = static_cast<const docmill_setup*>(model.handle());
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < 100; ++k) {
        setup->diagnose(setup, DOCMILL_LEVEL_ERROR, str(""), 0, 0, 0, str("too late"));
        CHECK(setup->open_output(setup, DOCMILL_OUTPUT_FILE, str("a.txt"), str("")) == UINT32_MAX);
      }
    });
  threads.clear();
  const std::vector<Wrong> wrongs = model.wrongs();
  CHECK(wrongs.size() == 20);  // the first ones
  for (const Wrong& wrong : wrongs) {
    CHECK(wrong.id == "config-calls");
    CHECK(wrong.what.ends_with(" was called after create"));
  }
  CHECK(model.errors().empty());
  CHECK(model.n_outputs() == 0);
}

TEST_CASE("a call from another thread than process is refused and remembered") {
  StageUnderTest plugin;
  plugin.declaration.id = "late";
  plugin.declaration.table = &keeps_its_setup();
  const Model model(plugin);
  const auto recorder = model.recorder();
  const docmill_document document{};
  const docmill_document* documents[] = {&document};
  const docmill_batch batch{sizeof batch, 1, documents};
  recorder->expect(&batch);
  docmill_output* out = recorder->output();
  std::jthread([&] {
    CHECK(out->note(out, 0, DOCMILL_LEVEL_INFO, str("a-code"), str("words")) == DOCMILL_REFUSED);
    CHECK(out->verdict(out, 0, DOCMILL_DROP, str("a-code"), str("words")) == DOCMILL_REFUSED);
  }).join();
  REQUIRE(recorder->wrongs().size() == 2);
  CHECK(recorder->wrongs()[0].id == "output-thread");
  CHECK(recorder->take().at(0).is_empty());
}
