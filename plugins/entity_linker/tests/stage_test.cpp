// The built library through its C table, with a host of a few lines: declaration, spans, candidates, messages.
#include <dlfcn.h>
#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/sdk/document.hpp"
#include "test_support.hpp"

namespace {

using docmill::linker::read_file;

const docmill_stage& stage() {
  static void* library = dlopen(DOCMILL_PLUGIN_DIR "/entity_linker.so", RTLD_NOW | RTLD_LOCAL);
  REQUIRE_MESSAGE(library != nullptr, dlerror());
  const auto* table = static_cast<const docmill_stage_library*>(dlsym(library, DOCMILL_LIBRARY_SYMBOL));
  REQUIRE(table != nullptr);
  return *table->stages[0];
}

docmill_str str(std::string_view s) { return {s.data(), s.size()}; }

// One run: options as the host would fill them in, one document, what comes out as lines.
struct Run {
  explicit Run(std::string table, bool explain) : knowledge(std::move(table)) {
    const docmill_resource resource{str("test.tsv"), str(knowledge), str("")};
    std::vector<docmill_value> values(stage().n_options);
    for (uint32_t i = 0; i < stage().n_options; ++i) {
      const docmill_option& o = *stage().options[i];
      values[i].type = o.type;
      const std::string_view name = o.name;
      if (name == "knowledge") values[i].n_items = 1, values[i].resources = &resource;
      if (name == "nil") values[i].integer = 1;
      if (name == "minimum-score") values[i].number = 0.5;
      if (name == "margin") values[i].number = 0.1;
      if (name == "explain") values[i].integer = explain ? 1 : 0;
      if (name == "headline") values[i].integer = 1;
    }
    std::vector<docmill_catalogue_entry> entries;
    for (uint32_t i = 0; i < stage().n_provides; ++i) {
      const docmill_port& p = *stage().provides_ports[i];
      docmill_catalogue_entry e{};
      e.size = sizeof e;
      const bool on = p.only_if == nullptr || std::string_view(p.only_if) != "explain" || explain;
      e.kind = on ? p.kind : 0;
      e.n_fields = p.n_fields;
      e.fields = p.fields;
      entries.push_back(e);
    }
    std::vector<const docmill_catalogue_entry*> outputs;
    for (const docmill_catalogue_entry& e : entries) outputs.push_back(&e);
    docmill_setup setup{};
    setup.size = sizeof setup;
    setup.n_values = stage().n_options;
    setup.values = values.data();
    setup.outputs = outputs.data();
    setup.n_outputs = static_cast<uint32_t>(outputs.size());
    setup.impl = this;
    setup.log = [](const docmill_setup*, uint32_t, docmill_str) noexcept {};
    setup.diagnose = [](const docmill_setup* s, uint32_t level, docmill_str option, uint32_t item, uint32_t line,
                        uint32_t column, docmill_str message) noexcept {
      static_cast<Run*>(s->impl)->messages.push_back(
          std::to_string(level) + " " + std::string(docmill::view(option)) + "[" + std::to_string(item) + "] " +
          std::to_string(line) + ":" + std::to_string(column) + " " + std::string(docmill::view(message)));
    };
    status = stage().create(&stage(), &setup, &model);
  }
  ~Run() {
    if (status == DOCMILL_OK) stage().destroy(model);
  }

  void process(std::string_view text) {
    void* worker = nullptr;
    REQUIRE(stage().open(model, &worker) == DOCMILL_OK);
    const docmill_layer layer{sizeof(docmill_layer), DOCMILL_KIND_TEXT, nullptr, 0, 0,
                              text.data(),           text.size(),       nullptr, 0};
    const docmill_layer* layers[] = {&layer, nullptr, nullptr, nullptr, nullptr};  // nothing optional
    const docmill_document document{sizeof document, 5, layers};
    const docmill_document* documents[] = {&document};
    const docmill_batch batch{sizeof batch, 1, documents};
    docmill_output output{};
    output.size = sizeof output;
    output.impl = this;
    output.max_spans = max_spans;
    output.verdict = [](docmill_output* o, uint32_t, uint32_t, docmill_str code, docmill_str message) noexcept {
      static_cast<Run*>(o->impl)->messages.push_back(std::string(docmill::view(code)) + ": " +
                                                     std::string(docmill::view(message)));
      return static_cast<int32_t>(DOCMILL_OK);
    };
    output.put = [](docmill_output* o, uint32_t, uint32_t port, const docmill_layer* l) noexcept {
      static_cast<Run*>(o->impl)->take(port, *l);
      return static_cast<int32_t>(DOCMILL_OK);
    };
    REQUIRE(stage().process(worker, &batch, &output) == DOCMILL_OK);
    stage().close(worker);
  }

  void take(uint32_t port, const docmill_layer& layer) {
    for (const docmill::SpanView s : docmill::SpansView(&layer)) {
      std::string line = std::to_string(port) + " " + std::to_string(s.start()) + "-" + std::to_string(s.end()) + " " +
                         std::string(s.label().value_or("null")) + " " + std::string(s.value().value_or("null"));
      line += s.score() ? " scored" : " null";
      line += " " + (s.is_null(0) ? "null" : std::string(s.string(0)));
      if (port == 0) line += " " + (s.is_null(1) ? "null" : std::string(s.string(1)));
      lines.push_back(line);
    }
  }

  std::string knowledge;
  uint32_t max_spans = 0;
  int32_t status = 0;
  void* model = nullptr;
  std::vector<std::string> messages, lines;
};

constexpr const char* table =
    "label\ttype\tkey\tqid\tqid_unverified\tweight\n"
    "Nvidia\tcompany\tnvidia\tQ182477\t\t5\n"
    "Kling (model)\tai_model\tkling-ai\t\tQ1\t4\n"
    "Mauna Kea\tplace\tmauna-kea\t\tQ2\t4\n";

}  // namespace

TEST_CASE("the stage says what it is") {
  CHECK(std::string_view(stage().id) == "entity-linker");
  CHECK(std::string_view(stage().version) == "1.0.0");
  CHECK(stage().flags == DOCMILL_PURE);
  REQUIRE(stage().n_provides == 5);
  CHECK(std::string_view(stage().provides_ports[0]->layer) == "entities");
  CHECK(std::string_view(stage().provides_ports[1]->only_if) == "explain");
  CHECK(std::string_view(stage().provides_ports[4]->layer) == "headline_candidates");
}

TEST_CASE("a document that is nothing but names is given up, known names or unknown ones") {
  for (const char* name : {"They met Nvidia. ", "They met Winston Moreau. "}) {
    Run run(table, false);
    run.max_spans = 5;
    std::string text;
    for (int i = 0; i < 5; ++i) text += name;
    run.process(text);
    CHECK(run.lines.size() == 5);
    CHECK(run.messages.empty());
    run.lines.clear();
    for (int i = 0; i < 6; ++i) text += name;
    run.process(text);
    CHECK(run.lines.empty());
    CHECK(run.messages == std::vector<std::string>{"too-many-spans: more than 5 words of this document may be names; "
                                                   "split the document or raise [input] max-spans"});
  }
}

TEST_CASE("links carry key, name and the checked item only; unknown names have neither") {
  Run run(table, false);
  REQUIRE(run.status == DOCMILL_OK);
  run.process("In May Nvidia and Elena Petrova saw Mauna Kea.");
  REQUIRE(run.lines.size() == 3);
  CHECK(run.lines[0] == "0 7-13 company nvidia scored Nvidia Q182477");
  CHECK(run.lines[1] == "0 18-31 person null null null null");
  CHECK(run.lines[2] == "0 36-45 place mauna-kea scored Mauna Kea null");
}

TEST_CASE("a name that no entry has gets a row of its own among the candidates") {
  Run run(table, true);
  REQUIRE(run.status == DOCMILL_OK);
  run.process("In May Nvidia and Elena Petrova met.");
  REQUIRE(run.lines.size() == 4);
  CHECK(run.lines[3] == "1 18-31 person null null null");
}

TEST_CASE("candidates come when they are asked for") {
  Run run(table, true);
  REQUIRE(run.status == DOCMILL_OK);
  run.process("In May Nvidia met nobody.");
  REQUIRE(run.lines.size() == 2);
  CHECK(run.lines[1] == "1 7-13 company nvidia scored Nvidia");
}

TEST_CASE("a form that was not linked for want of support is among the candidates, and no entity") {
  Run run("label\ttype\tkey\nTogether\tcompany\ttogether\n", true);
  REQUIRE(run.status == DOCMILL_OK);
  run.process("Together we went.");
  REQUIRE(run.lines.size() == 1);
  CHECK(run.lines[0] == "1 0-8 company together scored Together");
}

TEST_CASE("mistakes of a table are all told, with their places") {
  Run run("label\ttype\tkey\tqid\nA\tplace\ta\tQ0\n\tplace\tb\t\n", false);
  CHECK(run.status == DOCMILL_ERROR_CONFIGURATION);
  REQUIRE(run.messages.size() == 2);
  CHECK(run.messages[0] == "3 knowledge[0] 2:11 'Q0' is no Wikidata item; write Q and a number, or leave it empty");
  CHECK(run.messages[1] == "3 knowledge[0] 3:1 the label is empty; every entry needs one");
}

TEST_CASE("a relation that leads nowhere is a warning") {
  Run run("label\ttype\tkey\trelated\nA\tplace\ta\tB\n", false);
  CHECK(run.status == DOCMILL_OK);
  REQUIRE(run.messages.size() == 1);
  CHECK(run.messages[0] == "2 knowledge[0] 0:0 'a' is related to 'B', which is no label of the knowledge base");
}
