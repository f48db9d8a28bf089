// Every layer kind read from an answer, and every sentence for an answer that is wrong.
#include "answer.hpp"

#include <random>

#include "core/sdk/fake_host.hpp"
#include "question.hpp"

using namespace docmill;
using namespace docmill::process;
using docmill::test::FakeOutput;

namespace {

using Lines = std::vector<std::string>;

PortShape layer_port(std::string name, uint32_t kind, TextBelow below = {}, std::vector<FieldShape> fields = {}) {
  PortShape shape;
  shape.name = std::move(name);
  shape.kind = kind;
  shape.below = below;
  shape.fields = std::move(fields);
  return shape;
}

const std::vector<FieldShape> every_type = {{"sure", DOCMILL_TYPE_BOOLEAN},
                                            {"rank", DOCMILL_TYPE_INTEGER},
                                            {"weight", DOCMILL_TYPE_NUMBER},
                                            {"remark", DOCMILL_TYPE_STRING}};
constexpr TextBelow over_text{TextBelow::Of::input, 0};

// Reads `text` as its only layer; provides what the test says. Speaks of what was put as rows and strings.
struct Reading {
  Ports ports;
  std::string text = "aé光😀z";  // 1 + 2 + 3 + 4 + 1 bytes
  Unit unit = Unit::codepoint;
  Lines spans;  // "start-end" of what was put as spans or edits

  explicit Reading(std::vector<PortShape> outputs) {
    ports.inputs = {layer_port("text", DOCMILL_KIND_TEXT)};
    ports.outputs = std::move(outputs);
  }

  // What the host was told, or the sentence.
  Lines read(const std::string& line) {
    const docmill_layer layer{sizeof(docmill_layer), DOCMILL_KIND_TEXT, nullptr, 0, 0,
                              text.data(),           text.size(),       nullptr, 0};
    const docmill_layer* layers[] = {&layer};
    const docmill_document raw{sizeof(docmill_document), 1, layers};
    std::vector<Output::Builder> builders;
    for (const PortShape& p : ports.outputs) {
      const auto n = static_cast<uint32_t>(p.fields.size());
      builders.push_back({p.kind, false, Spans(n), Attributes(n), {}});
    }
    FakeOutput host;
    spans.clear();
    static Lines* seen;
    seen = &spans;
    host.raw.put = [](docmill_output* o, uint32_t, uint32_t p, const docmill_layer* l) noexcept {
      std::string rows;
      for (uint32_t i = 0; i < l->n_rows; ++i) {
        const char* row = static_cast<const char*>(l->rows) + std::size_t{i} * l->row_size;
        if (l->kind == DOCMILL_KIND_SPANS) {
          const auto* span = reinterpret_cast<const docmill_span*>(row);
          seen->push_back(std::to_string(span->start) + "-" + std::to_string(span->end));
        } else if (l->kind == DOCMILL_KIND_REWRITE) {
          const auto* edit = reinterpret_cast<const docmill_edit*>(row);
          seen->push_back(std::to_string(edit->start) + "-" + std::to_string(edit->end));
        }
      }
      auto& said = static_cast<FakeOutput*>(o->impl)->said;
      said.push_back("put " + std::to_string(p) + " " + std::to_string(l->n_rows) + " " +
                     std::string(l->pool, l->pool_size));
      return int32_t{DOCMILL_OK};
    };
    Output output(&host.raw, 0, &builders);
    try {
      if (const std::string trouble =
              [&] {
                try {
                  check_envelope(line, 1);
                  return std::string();
                } catch (const BadAnswer& e) {
                  return std::string(e.what());
                }
              }();
          !trouble.empty())
        return {"envelope: " + trouble};
      read_answer(line, ports, Document(raw), unit, output);
      output.commit();
    } catch (const BadAnswer& e) {
      return {e.what()};
    }
    return host.said;
  }
  Lines layers(const std::string& layers) { return read("{\"n\":1,\"layers\":{" + layers + "}}"); }
};

}  // namespace

TEST_CASE("a text, with every escape") {
  Reading r({layer_port("summary", DOCMILL_KIND_TEXT)});
  CHECK(r.layers(R"("summary":"a\u00e9\u5149\ud83d\ude00 \"q\" \\ \/ \n")") == Lines{"put 0 0 aé光😀 \"q\" \\ / \n"});
  CHECK(r.layers(R"("summary":"")") == Lines{"put 0 0 "});
  CHECK(r.layers(R"("summary":null)") == Lines{});
  CHECK(r.layers(R"("summary":3)") == Lines{"'summary' must be a string or null, not a number"});
}

TEST_CASE("spans are counted in the unit of the program, and sorted") {
  Reading r({layer_port("marks", DOCMILL_KIND_SPANS, over_text)});
  const std::string marks =
      R"("marks":[{"start":3,"end":4,"label":"b"},{"start":1,"end":2,"label":"a","value":"v","score":0.5}])";
  CHECK(r.layers(marks) == Lines{"put 0 2 avb"});
  CHECK(r.spans == Lines{"1-3", "6-10"});
  r.unit = Unit::utf16;
  CHECK(r.layers(R"("marks":[{"start":3,"end":5}])") == Lines{"put 0 1 "});
  CHECK(r.spans == Lines{"6-10"});
  r.unit = Unit::byte;
  CHECK(r.layers(R"("marks":[{"start":3,"end":6},{"start":11,"end":11}])") == Lines{"put 0 2 "});
  CHECK(r.spans == Lines{"3-6", "11-11"});
}

TEST_CASE("spans that cannot be") {
  Reading r({layer_port("marks", DOCMILL_KIND_SPANS, over_text, every_type)});
  const auto said = [&](const std::string& span) {
    return r.layers("\"marks\":[{\"start\":0,\"end\":1}," + span + "]");
  };
  CHECK(said(R"({"start":4,"end":6})") == Lines{"span 1 of 'marks': 'end' is 6, but the text ends at 5 (code points)"});
  CHECK(said(R"({"start":99999999999,"end":6})") ==
        Lines{"span 1 of 'marks': 'start' is 99999999999, but the text ends at 5 (code points)"});
  CHECK(said(R"({"start":-1,"end":2})") == Lines{"span 1 of 'marks': 'start' must be a place in the text, not -1"});
  CHECK(said(R"({"start":1.0,"end":2})") == Lines{"span 1 of 'marks': 'start' must be a place in the text, not 1.0"});
  CHECK(said(R"({"start":"1","end":2})") ==
        Lines{"span 1 of 'marks': 'start' must be a place in the text, not a string"});
  CHECK(said(R"({"start":2,"end":1})") == Lines{"span 1 of 'marks': it ends before it starts"});
  CHECK(said(R"({"start":2})") == Lines{"span 1 of 'marks' has no 'end'"});
  CHECK(said(R"({"end":2})") == Lines{"span 1 of 'marks' has no 'start'"});
  CHECK(said("[1,2]") == Lines{"span 1 of 'marks' must be an object, not an array"});
  CHECK(said(R"({"start":0,"end":1,"lable":"x"})") ==
        Lines{"span 1 of 'marks' has a key 'lable', which is not known there; known: start, end, label, value, score, "
              "sure, rank, weight, remark"});
  CHECK(said(R"({"start":0,"end":1,"label":7})") ==
        Lines{"span 1 of 'marks': 'label' must be a string or null, not a number"});
  CHECK(said(R"({"start":0,"end":1,"score":"high"})") ==
        Lines{"span 1 of 'marks': 'score' must be a number or null, not a string"});
  CHECK(r.layers(R"("marks":{})") == Lines{"'marks' must be an array of spans or null, not an object"});
  r.unit = Unit::byte;
  CHECK(said(R"({"start":0,"end":2})") == Lines{"span 1 of 'marks': 'end' is 2, which lies inside a character"});
  r.unit = Unit::utf16;
  CHECK(said(R"({"start":0,"end":4})") == Lines{"span 1 of 'marks': 'end' is 4, which lies inside a character"});
}

TEST_CASE("attributes of every type, and what they cannot be") {
  Reading r({layer_port("facts", DOCMILL_KIND_ATTRIBUTES, {}, every_type)});
  CHECK(r.layers(R"("facts":{"remark":"yes","sure":true,"rank":-3,"weight":2})") == Lines{"put 0 1 yes"});
  CHECK(r.layers(R"("facts":{})") == Lines{"put 0 1 "});
  CHECK(r.layers(R"("facts":{"rank":1.5})") == Lines{"'facts': 'rank' must be an integer or null, not 1.5"});
  CHECK(r.layers(R"("facts":{"rank":99999999999999999999})") ==
        Lines{"'facts': 'rank' must be an integer or null, not 99999999999999999999"});
  CHECK(r.layers(R"("facts":{"sure":1})") == Lines{"'facts': 'sure' must be true, false or null, not a number"});
  CHECK(r.layers(R"("facts":{"weight":true})") == Lines{"'facts': 'weight' must be a number or null, not a boolean"});
  CHECK(r.layers(R"("facts":{"size":1})") ==
        Lines{"'facts' has a key 'size', which is not known there; known: sure, rank, weight, remark"});
  CHECK(r.layers(R"("facts":[])") == Lines{"'facts' must be an object or null, not an array"});
}

TEST_CASE("a rewrite, and spans over the text that it makes") {
  Reading r({layer_port("marks", DOCMILL_KIND_SPANS, {TextBelow::Of::output, 1}),
             layer_port("clean", DOCMILL_KIND_REWRITE, over_text)});
  // aé光😀z -> a[]😀Ωz: the mark is the Ω, code point 4 of the new text, bytes 7 to 9.
  CHECK(r.layers(R"("marks":[{"start":4,"end":5}],
                    "clean":[{"start":4,"end":4,"with":"Ω"},{"start":1,"end":3,"with":"[]"}])") ==
        Lines{"put 0 1 ", "put 1 2 []Ω"});
  CHECK(r.spans == Lines{"7-9", "1-6", "10-10"});
  CHECK(r.layers(R"("marks":[],"clean":[{"start":0,"end":2},{"start":1,"end":3}])") ==
        Lines{"the edits of 'clean' overlap"});
  CHECK(r.layers(R"("marks":[],"clean":[{"start":0,"end":1,"with":null}])") ==
        Lines{"edit 0 of 'clean': 'with' must be a string, not null"});
  CHECK(r.layers(R"("marks":[],"clean":[{"start":0,"end":1,"text":"x"}])") ==
        Lines{"edit 0 of 'clean' has a key 'text', which is not known there; known: start, end, with"});
  CHECK(r.layers(R"("marks":[],"clean":"new text")") ==
        Lines{"'clean' must be an array of edits or null, not a string"});
  CHECK(r.layers(R"("marks":[],"clean":null)") ==
        Lines{"'marks' is given, but the document has no 'clean' over which it would lie"});
}

TEST_CASE("a rewrite of nothing keeps the text") {
  Reading r({layer_port("clean", DOCMILL_KIND_REWRITE, over_text)});
  CHECK(r.layers(R"("clean":[])") == Lines{"put 0 0 "});
}

TEST_CASE("json is taken as it is, without white space") {
  Reading r({layer_port("data", DOCMILL_KIND_JSON)});
  CHECK(r.layers(R"("data": {"a" : [1.50, 1.5e300, "x\u0041 y"]} )") ==
        Lines{R"(put 0 0 {"a":[1.50,1.5e300,"x\u0041 y"]})"});
}

TEST_CASE("which layers an answer must have") {
  Reading r({layer_port("a", DOCMILL_KIND_TEXT), layer_port("b", DOCMILL_KIND_TEXT)});
  CHECK(r.layers(R"("a":"x")") == Lines{"the program's answer has no layer 'b'; null would leave it out"});
  CHECK(r.layers(R"("a":"x","c":"y","b":"z")") ==
        Lines{"the program's answer has a layer 'c', which is not among what the stage provides: a, b"});
  CHECK(r.layers(R"("a":"x","b":"y","a":"z")") == Lines{"the program's answer has the layer 'a' twice"});
  CHECK(r.layers(R"("a":null,"b":null)") == Lines{});
}

TEST_CASE("verdicts") {
  Reading r({layer_port("a", DOCMILL_KIND_TEXT)});
  CHECK(r.read(R"({"n":1,"drop":"an advertisement"})") == Lines{"drop 0 dropped-by-program: an advertisement"});
  CHECK(r.read(R"({"n":1,"fail":{"code":"too-long","message":"8193 tokens"}})") ==
        Lines{"fail 0 too-long: 8193 tokens"});
  CHECK(r.read(R"({"n":1,"fail":{"why":"x"}})") ==
        Lines{"'fail' of the program's answer has a key 'why', which is not known there; known: code, message"});
  CHECK(r.read(R"({"n":1,"fail":7})") ==
        Lines{"'fail' of the program's answer must be a string or an object, not a number"});
  const Lines one{"the program's answer must have one of 'layers', 'drop' and 'fail'"};
  CHECK(r.read(R"({"n":1})") == one);
  CHECK(r.read(R"({"n":1,"drop":"x","fail":"y"})") == one);
  CHECK(r.read(R"({"n":1,"layers":{"a":""},"fail":"y"})") == one);
  CHECK(r.read(R"({"n":1,"layer":{"a":""}})") ==
        Lines{"the program's answer has a key 'layer', which is not known there; known: n, layers, drop, fail, notes"});
  CHECK(r.read(R"({"n":1,"layers":[]})") == Lines{"the program's answer: 'layers' must be an object, not an array"});
}

TEST_CASE("notes") {
  Reading r({layer_port("a", DOCMILL_KIND_TEXT)});
  CHECK(
      r.read(
          R"({"n":1,"notes":["cut",{"level":"warning","code":"long","message":"9000 tokens"}],"layers":{"a":"x"}})") ==
      Lines{"note 0 1 note: cut", "note 0 2 long: 9000 tokens", "put 0 0 x"});
  CHECK(r.read(R"({"n":1,"layers":{"a":"x"},"notes":[{"level":"bad"}]})") ==
        Lines{"'notes' of the program's answer: 'level' must be \"debug\", \"info\", \"warning\" or \"error\""});
  CHECK(r.read(R"({"n":1,"layers":{"a":"x"},"notes":"x"})") ==
        Lines{"the program's answer: 'notes' must be an array, not a string"});
}

TEST_CASE("the first answer") {
  CHECK(read_ready(R"({"ready":true})") == Unit::codepoint);
  CHECK(read_ready(R"( { "offsets" : "utf16", "ready" : true } )") == Unit::utf16);
  const auto said = [](const char* line) {
    try {
      (void)read_ready(line);
      return std::string();
    } catch (const BadAnswer& e) {
      return std::string(e.what());
    }
  };
  CHECK(said(R"({"ready":true,"offsets":"characters"})") ==
        "the program's first answer: 'offsets' must be \"codepoint\", \"byte\" or \"utf16\", not '\"characters\"'");
  CHECK(said(R"({"ready":true,"protocol":2})") ==
        "the program's first answer has a key 'protocol', which is not known there; known: ready, offsets");
  CHECK(said(R"({"n":1,"layers":{}})") ==
        "the program's first answer has a key 'n', which is not known there; known: ready, offsets");
  CHECK(said("{}") == "the program's first answer is '{}'; it must be {\"ready\": true}");
}

TEST_CASE("whatever bytes come, they are read or refused with a sentence") {
  Reading r({layer_port("clean", DOCMILL_KIND_REWRITE, over_text),
             layer_port("marks", DOCMILL_KIND_SPANS, over_text, every_type),
             layer_port("facts", DOCMILL_KIND_ATTRIBUTES, {}, every_type), layer_port("data", DOCMILL_KIND_JSON)});
  const std::string right =
      R"({"n":1,"layers":{"clean":[{"start":0,"end":1,"with":"x\u0041"}],"marks":[{"start":1,"end":3,"score":0.5,"rank":2}],)"
      R"("facts":{"sure":true,"remark":"\ud83d\ude00"},"data":{"a":[1,null]}},"notes":[{"code":"c","message":"m"}]})";
  CHECK(r.read(right).size() == 5);
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string line = right;
    for (std::size_t changes = 1 + random() % 3; changes > 0; --changes) {
      const std::size_t at = random() % line.size();
      switch (random() % 4) {
        case 0: line.erase(at, 1 + random() % 8); break;
        case 1: line[at] = static_cast<char>(random()); break;
        case 2: line.insert(at, 1, "{}[],:\"\\0truefalsn-1e9"[random() % 22]); break;
        default: line.insert(at, line.substr(random() % line.size(), random() % 20)); break;
      }
      if (line.empty()) line = "x";
    }
    CHECK_FALSE((r.read(line).size() == 1 && r.read(line)[0].empty()));
  }
}
