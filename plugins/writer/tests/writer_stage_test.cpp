// The built plugin, called through the ABI as the host calls it.
#include <dlfcn.h>
#include <doctest/doctest.h>

#include <functional>

#include "sample_pipeline.hpp"

namespace {

const docmill_stage& stage() {
  static const docmill_stage* found = [] {
    void* library = dlopen(DOCMILL_PLUGIN_DIR "/writer.so", RTLD_NOW | RTLD_LOCAL);
    REQUIRE_MESSAGE(library != nullptr, dlerror());
    return static_cast<const docmill_stage_library*>(dlsym(library, DOCMILL_LIBRARY_SYMBOL))->stages[0];
  }();
  return *found;
}

// What the host does for one stage: defaults, outputs, diagnostics, emitted bytes.
class FakeHost {
 public:
  explicit FakeHost(const fake::Pipeline& pipeline, std::string name = "writer") : name_(std::move(name)) {
    setup_.size = sizeof setup_;
    setup_.stage_name = docmill::str(name_);
    setup_.n_inputs = static_cast<uint32_t>(pipeline.entries().size());
    setup_.inputs = pipeline.entries().data();
    setup_.impl = this;
    setup_.log = [](const docmill_setup*, uint32_t, docmill_str) noexcept {};
    setup_.diagnose = [](const docmill_setup* s, uint32_t, docmill_str option, uint32_t, uint32_t, uint32_t,
                         docmill_str message) noexcept {
      host(s->impl).diagnostics.push_back(std::string(docmill::view(option)) + ": " +
                                          std::string(docmill::view(message)));
    };
    setup_.open_output = [](const docmill_setup* s, uint32_t kind, docmill_str name, docmill_str suffix) noexcept {
      FakeHost& h = host(s->impl);
      h.outputs.push_back((kind == DOCMILL_OUTPUT_FOLDER ? "folder " : "file ") + std::string(docmill::view(name)) +
                          std::string(docmill::view(suffix)));
      h.emitted.emplace_back();
      return static_cast<uint32_t>(h.outputs.size() - 1);
    };
    output_.size = sizeof output_;
    output_.impl = this;
    output_.verdict = [](docmill_output* o, uint32_t, uint32_t, docmill_str code,
                         docmill_str message) noexcept -> int32_t {
      host(o->impl).verdicts.push_back(std::string(docmill::view(code)) + ": " + std::string(docmill::view(message)));
      return DOCMILL_OK;
    };
    output_.emit = [](docmill_output* o, uint32_t, uint32_t output, docmill_str bytes) noexcept -> int32_t {
      host(o->impl).emitted[output] += docmill::view(bytes);
      return DOCMILL_OK;
    };
    values_.resize(stage().n_options);
    set("format", "jsonl");
    set("offsets", "codepoint");
    set("index", "docmill");
    set("rows", "documents");
    integer("source-offsets", 1);
    integer("schema", 1);
    list("omit", {});
    list("rename", {});
    list("columns", {});
    set("text", "text");
    list("spans", {});
    set("document-iri", "docmill:document/");
    set("value-iri", "docmill:value/");
  }
  ~FakeHost() {
    if (model_ != nullptr) stage().destroy(model_);
  }

  void set(std::string_view option, std::string_view value) {
    docmill_value& v = value_of(option, DOCMILL_OPTION_STRING);
    strings_.push_back({docmill::str(value)});
    v.strings = strings_.back().data();
    v.n_items = 1;
  }
  void integer(std::string_view option, int64_t value) { value_of(option, DOCMILL_OPTION_BOOLEAN).integer = value; }
  void list(std::string_view option, const std::vector<std::string_view>& values) {
    docmill_value& v = value_of(option, DOCMILL_OPTION_STRINGS);
    strings_.emplace_back();
    for (const std::string_view s : values) strings_.back().push_back(docmill::str(s));
    v.strings = strings_.back().data();
    v.n_items = static_cast<uint32_t>(values.size());
  }
  int32_t create() {
    setup_.values = values_.data();
    setup_.n_values = static_cast<uint32_t>(values_.size());
    return stage().create(&stage(), &setup_, &model_);
  }
  void run(const std::vector<fake::Document*>& documents) {
    REQUIRE(create() == DOCMILL_OK);
    REQUIRE(stage().begin(model_, &output_) == DOCMILL_OK);
    std::vector<const docmill_document*> raw;
    for (fake::Document* d : documents) raw.push_back(&d->raw());
    const docmill_batch batch{sizeof batch, static_cast<uint32_t>(raw.size()), raw.data()};
    void* worker = nullptr;
    REQUIRE(stage().open(model_, &worker) == DOCMILL_OK);
    CHECK(stage().process(worker, &batch, &output_) == DOCMILL_OK);
    stage().close(worker);
  }

  std::vector<std::string> diagnostics, outputs, emitted, verdicts;

 private:
  static FakeHost& host(void* impl) { return *static_cast<FakeHost*>(impl); }
  docmill_value& value_of(std::string_view option, uint32_t type) {
    for (uint32_t i = 0; i < stage().n_options; ++i) {
      if (option != stage().options[i]->name) continue;
      REQUIRE(stage().options[i]->type == type);
      values_[i].type = type;
      return values_[i];
    }
    FAIL("no option " << option);
    return values_[0];
  }
  std::string name_;
  docmill_setup setup_{};
  docmill_output output_{};
  std::vector<docmill_value> values_;
  std::deque<std::vector<docmill_str>> strings_;
  void* model_ = nullptr;
};

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("the stage declares what it is") {
  CHECK(std::string_view(stage().id) == "writer");
  CHECK(stage().flags == (DOCMILL_PURE | DOCMILL_READS_ALL));
  CHECK(stage().n_requires == 0);
  CHECK(stage().n_provides == 0);
  CHECK(stage().n_options == 13);
  CHECK((stage().end == nullptr));
}

TEST_CASE("jsonl: a line for each document, the schema beside it") {
  fake::SamplePipeline pipeline;
  fake::Document full(pipeline), bare(pipeline, "b.txt");
  fake::fill_sample(full, pipeline);
  FakeHost host(pipeline);
  host.run({&full, &bare});
  CHECK(host.outputs == List{"file documents.jsonl", "file documents.schema.json"});
  CHECK(host.emitted[0].find("{\"id\":\"a.txt\"") == 0);
  CHECK(host.emitted[0].find("}\n{\"id\":\"b.txt\"") != std::string::npos);
  CHECK(host.emitted[1].find("{\n  \"$schema\": ") == 0);
  CHECK(host.verdicts.empty());
}

TEST_CASE("jsonl: the schema can be left out, and is named after another stage name") {
  fake::SamplePipeline pipeline;
  FakeHost without(pipeline);
  without.integer("schema", 0);
  without.run({});
  CHECK(without.outputs == List{"file documents.jsonl"});
  FakeHost second(pipeline, "writer-b");
  second.run({});
  CHECK(second.outputs == List{"file documents.jsonl", "file documents.writer-b.schema.json"});
}

TEST_CASE("jsonl: what documents say does not depend on the batch or on the worker's past") {
  fake::SamplePipeline pipeline;
  fake::Document full(pipeline), bare(pipeline, "b.txt");
  fake::fill_sample(full, pipeline);
  FakeHost together(pipeline), alone(pipeline);
  together.run({&full, &bare, &full});
  alone.run({&full});
  const std::string& one = alone.emitted[0];
  CHECK(together.emitted[0].substr(0, one.size()) == one);
  CHECK(together.emitted[0].substr(together.emitted[0].size() - one.size()) == one);
}

TEST_CASE("markdown: a folder of pages") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  FakeHost host(pipeline);
  host.set("format", "markdown");
  host.run({&document});
  CHECK(host.outputs == List{"folder markdown.md"});
  CHECK(host.emitted[0].find("# Der Chip\n") == 0);
}

TEST_CASE("csv: the header comes before the documents, the file is called after the rows") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline), bare(pipeline);
  fake::fill_sample(document, pipeline);
  FakeHost host(pipeline);
  host.set("format", "csv");
  host.set("rows", "entities");
  host.list("columns", {"id", "text"});
  host.run({&bare, &document});
  CHECK(host.outputs == List{"file entities.csv"});
  CHECK(host.emitted[0] == "id,text\na.txt,A100\na.txt,A100\n");
}

TEST_CASE("web-annotation: a folder of pages; nif: one file with its prefixes; brat: two files side by side") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline), bare(pipeline, "b");
  fake::fill_sample(document, pipeline);
  FakeHost web(pipeline), nif(pipeline), brat(pipeline);
  web.set("format", "web-annotation");
  web.run({&document, &bare});
  CHECK(web.outputs == List{"folder annotations.jsonld"});
  CHECK(web.emitted[0].find("\"id\":\"docmill:document/a.txt#annotations\"") != std::string::npos);
  nif.set("format", "nif");
  nif.run({&document, &bare});
  CHECK(nif.outputs == List{"file documents.ttl"});
  CHECK(nif.emitted[0].find("@prefix dc: ") == 0);
  CHECK(nif.emitted[0].find("<docmill:document/a.txt#char=0,39>") != std::string::npos);
  brat.set("format", "brat");
  brat.list("spans", {"entities"});
  brat.run({&document, &bare});
  CHECK(brat.outputs == List{"folder brat.txt", "folder brat.ann"});
  CHECK(brat.emitted[0] == "Der Chip „A100“ kostet 10\u202F000 €. A100!\n");
  CHECK(brat.emitted[1].find("T1\tchip 10 14\tA100\n") == 0);
}

TEST_CASE("conllu: one file; tei: a file for each document; opensearch: requests, and the mapping beside them") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline), bare(pipeline, "b");
  fake::fill_sample(document, pipeline);
  FakeHost conllu(pipeline), tei(pipeline), bulk(pipeline), second(pipeline, "searchable");
  conllu.set("format", "conllu");
  conllu.run({&document, &bare});
  CHECK(conllu.outputs == List{"file documents.conllu"});
  CHECK(conllu.emitted[0].find("# newdoc id = a.txt\n") == 0);
  tei.set("format", "tei");
  tei.run({&document, &bare});
  CHECK(tei.outputs == List{"folder tei.xml"});
  CHECK(tei.emitted[0].find("<title>Der Chip</title>") != std::string::npos);
  bulk.set("format", "opensearch");
  bulk.run({&document, &bare});
  CHECK(bulk.outputs == List{"file documents.ndjson", "file documents.mapping.json"});
  CHECK(bulk.emitted[0].find("{\"index\":{\"_index\":\"docmill\",\"_id\":\"a.txt\"}}\n{\"id\":\"a.txt\"") == 0);
  CHECK(bulk.emitted[1].find("\"nested\"") != std::string::npos);
  second.set("format", "opensearch");
  second.integer("schema", 0);
  second.run({&document});
  CHECK(second.outputs == List{"file documents.ndjson"});
}

TEST_CASE("the name of an index is one that OpenSearch takes") {
  fake::SamplePipeline pipeline;
  for (const char* name : {"", "News", "a b", "_x", "-x", "..", "a/b", "a*"}) {
    FakeHost host(pipeline);
    host.set("format", "opensearch");
    host.set("index", name);
    CHECK(host.create() == DOCMILL_ERROR_CONFIGURATION);
    CHECK(host.diagnostics == List{"index: '" + std::string(name) +
                                   "' cannot be the name of an index; write small letters, digits, - and _, and begin "
                                   "with a letter or digit"});
  }
  FakeHost other(pipeline);
  other.set("index", "news");
  CHECK(other.create() == DOCMILL_ERROR_CONFIGURATION);
  CHECK(other.diagnostics == List{"index: 'index' is for opensearch; format is 'jsonl'"});
}

TEST_CASE("options of annotation formats belong to these") {
  fake::SamplePipeline pipeline;
  FakeHost jsonl(pipeline), brat(pipeline);
  jsonl.list("spans", {"entities"});
  CHECK(jsonl.create() == DOCMILL_ERROR_CONFIGURATION);
  CHECK(jsonl.diagnostics ==
        List{"spans: 'spans' is for web-annotation, nif, brat, conllu and tei; format is 'jsonl'"});
  brat.set("format", "brat");
  brat.set("document-iri", "https://example.org/");
  brat.set("offsets", "byte");
  CHECK(brat.create() == DOCMILL_ERROR_CONFIGURATION);
  CHECK(brat.diagnostics == List{"offsets: 'offsets' is for jsonl, opensearch and csv; format is 'brat'",
                                 "document-iri: 'document-iri' is for web-annotation and nif; format is 'brat'"});
}

TEST_CASE("all mistakes in the options are told at once") {
  fake::SamplePipeline pipeline;
  FakeHost host(pipeline);
  host.set("rows", "entities");
  host.list("omit", {"nothing"});
  CHECK(host.create() == DOCMILL_ERROR_CONFIGURATION);
  REQUIRE(host.diagnostics.size() == 2);
  CHECK(host.diagnostics[0] == "rows: 'rows' is for csv; format is 'jsonl'");
  CHECK(host.diagnostics[1].find("omit: no layer 'nothing'") == 0);
  CHECK(host.outputs.empty());
}

TEST_CASE("a document that cannot be a record fails alone, with nothing emitted for it") {
  fake::SamplePipeline pipeline;
  fake::Document good(pipeline, "good"), bad(pipeline, "bad"), last(pipeline, "last");
  fake::fill_sample(good, pipeline);
  fake::fill_sample(bad, pipeline);
  bad.remove(pipeline.clean);
  FakeHost host(pipeline);
  host.run({&good, &bad, &last});
  CHECK(host.verdicts == List{"exception: the spans of 'entities' lie over 'text', which this document does not have"});
  CHECK(host.emitted[0].find("\"bad\"") == std::string::npos);
  CHECK(host.emitted[0].find("{\"id\":\"last\"") != std::string::npos);
}
