// What `docmill new stage` makes of its flags, and what it says when it can make nothing of them.
#include "scaffold/stage_shape.hpp"

#include <doctest/doctest.h>

#include "scaffold/installed_stages.hpp"

using namespace docmill::scaffold;
using docmill::host::LayerKind;

namespace {

struct Answer {
  StageShape shape;
  std::vector<std::string> mistakes, remarks;
  std::string all_mistakes() const {
    std::string out;
    for (const std::string& m : mistakes) out += m + "\n";
    return out;
  }
};

Answer ask(StageWish wish) {
  docmill::test::InstalledStages stages;
  const KnownLayers layers(stages.list());
  Answer answer;
  answer.shape = read_shape(wish, layers, stages.list(), answer.mistakes, answer.remarks);
  return answer;
}

std::string mistakes_of(std::vector<std::string> required, std::vector<std::string> provided) {
  return ask({"my-stage", "c", std::move(required), std::move(provided)}).all_mistakes();
}
std::string mistake_of_name(const std::string& name) { return ask({name, "c", {}, {}}).all_mistakes(); }

}  // namespace

TEST_CASE("without flags a stage reads the text and makes spans called like itself") {
  const Answer answer = ask({"key-words", "c++", {}, {}});
  CHECK(answer.all_mistakes() == "");
  REQUIRE(answer.shape.required.size() == 1);
  CHECK(answer.shape.required[0].layer == "text");
  CHECK(answer.shape.text == 0);
  REQUIRE(answer.shape.provided.size() == 1);
  CHECK(answer.shape.provided[0].layer == "key_words");
  CHECK(answer.shape.provided[0].kind == LayerKind::spans);
}

TEST_CASE("layers are listed with commas or by repeating the flag") {
  const Answer answer = ask({"a-b", "c", {"text, language?", "entities"}, {"x:json,y:text"}});
  CHECK(answer.all_mistakes() == "");
  REQUIRE(answer.shape.required.size() == 3);
  CHECK(answer.shape.required[1].optional);
  CHECK(answer.shape.required[1].kind == LayerKind::attributes);
  CHECK(answer.shape.required[2].kind == LayerKind::spans);
  CHECK(answer.shape.provided.size() == 2);
}

TEST_CASE("the text at work is the first that is always there") {
  CHECK(ask({"a", "c", {"language", "text"}, {}}).shape.text == 1);
  CHECK(ask({"a", "c", {"summary?", "text"}, {}}).shape.text == 1);
  const Answer none = ask({"a", "c", {"language"}, {}});
  CHECK(none.shape.text == -1);
  CHECK(none.shape.provided[0].kind == LayerKind::attributes);  // spans would lie over nothing
}

TEST_CASE("a rewrite comes first, so that spans over the new text can follow") {
  const Answer answer = ask({"a", "c", {"text"}, {"found:spans", "text:rewrite"}});
  CHECK(answer.all_mistakes() == "");
  CHECK(answer.shape.provided[0].kind == LayerKind::rewrite);
}

TEST_CASE("spans lie over the text at work, the one in its place, or the one that is named") {
  CHECK(ask({"a", "c", {"text"}, {"x:spans"}}).shape.over_provided == -1);
  const Answer replaced = ask({"a", "c", {"text"}, {"x:spans,text:rewrite"}});
  CHECK(replaced.shape.over_provided == 0);
  CHECK(replaced.shape.provided[0].layer == "text");
  CHECK(ask({"a", "c", {"text"}, {"x:spans,new:rewrite"}}).shape.over_provided == -1);
  CHECK(ask({"a", "c", {"text"}, {"x:spans,y:json,gist:text"}, "gist"}).shape.over_provided == 0);
  CHECK(ask({"a", "c", {"source,text"}, {"x:spans"}}).shape.text == 0);
  CHECK(ask({"a", "c", {"source,text"}, {"x:spans"}, "text"}).shape.text == 1);
  CHECK(ask({"a", "c", {"text"}, {"x:spans,gist:text"}, "gits"}).all_mistakes() ==
        "--over gits: the stage neither requires nor makes a text of that name, did you mean 'gist'?\n"
        "  texts: text, gist\n");
  CHECK(ask({"a", "c", {"text"}, {"x:json"}, "text"}).all_mistakes() ==
        "--over is for spans and rewrites, and the stage makes none\n  write --provides NAME:spans\n");
}

TEST_CASE("what a stage may be, and what excludes what") {
  const auto manner = [](const char* language, bool ordered, bool external, bool filter, bool writer,
                         std::vector<std::string> required = {}) {
    return ask({"a", language, std::move(required), {}, "", ordered, external, filter, writer});
  };
  CHECK(manner("c", true, false, true, true).all_mistakes() == "");
  CHECK(manner("c", true, false, true, true).shape.provided.empty());
  CHECK(manner("c", true, false, false, false).shape.provided.size() == 1);
  CHECK(manner("c", true, false, false, false).shape.schedule == docmill::host::Schedule::ordered);
  CHECK(manner("python", false, true, true, false).shape.schedule == docmill::host::Schedule::external);
  CHECK(manner("c", true, true, false, false).all_mistakes() ==
        "--ordered and --external exclude each other: what remembers the documents before it must not hang on the "
        "world\n");
  CHECK(manner("python", true, false, false, true).all_mistakes() ==
        "a program cannot be ORDERED: docmill starts several of it, and each sees a part of the documents\n"
        "  write --language c++, c or rust\n"
        "a program writes no outputs: what it answers are layers, for the stage 'writer'\n"
        "  write --language c++, c or rust\n");
  CHECK(manner("c", false, false, true, false, {"language"}).all_mistakes() ==
        "--filter works on a text, and the stage requires none that is always there\n  add text to --requires\n");
}

TEST_CASE("a layer of a stage that is not there yet needs its kind, and a remark") {
  const Answer answer = ask({"a", "c", {"text", "topics:spans?"}, {}});
  CHECK(answer.all_mistakes() == "");
  CHECK(answer.shape.required[1].optional);
  REQUIRE(answer.remarks.size() == 1);
  CHECK(answer.remarks[0] == "no installed stage provides 'topics': pipeline.toml needs one that does");
}

TEST_CASE("names that cannot be") {
  CHECK(mistake_of_name("My Stage") ==
        "'My Stage' cannot be the name of a stage: lower-case letters, digits and '-', a letter first\n"
        "  write docmill new stage my-stage\n");
  CHECK(mistake_of_name("3d") ==
        "'3d' cannot be the name of a stage: lower-case letters, digits and '-', a letter first\n"
        "  write docmill new stage d\n");
  CHECK(mistake_of_name("../x").starts_with("'../x' cannot be the name of a stage"));
  CHECK(mistake_of_name("").starts_with("'' cannot be the name of a stage"));
  CHECK(mistake_of_name(std::string(41, 'a')) == "the name of a stage has at most 40 letters, this one has 41\n");
  CHECK(mistake_of_name("test") ==
        "'test' means something else to CMake or in a pipeline file\n  write docmill new stage my-test\n");
  CHECK(mistake_of_name("tagger") ==
        "there is a stage 'tagger' already (a stage for tests); a pipeline could not tell them apart\n"
        "  write docmill new stage my-tagger\n");
}

TEST_CASE("languages that are not there") {
  CHECK(ask({"a", "rst", {}, {}}).all_mistakes() ==
        "there is nothing to begin with in 'rst', did you mean 'rust'?\n"
        "  languages: c++, c, rust, python; any other that exports a C table can follow the one in c\n");
  CHECK(ask({"a", "cpp", {}, {}})
            .all_mistakes()
            .starts_with("there is nothing to begin with in 'cpp', did you mean 'c++'?"));
  CHECK(ask({"a", "cobol", {}, {}}).all_mistakes().starts_with("there is nothing to begin with in 'cobol'\n"));
}

TEST_CASE("layers that cannot be read") {
  CHECK(mistakes_of({"txt"}, {}) ==
        "no installed stage provides 'txt', did you mean 'text'?\n"
        "  if one of yours will, say of which kind it is: --requires txt:text\n");
  CHECK(mistakes_of({"Text"}, {}) ==
        "'Text' cannot be the name of a layer: at most 40 lower-case letters, digits and '_', a letter first\n"
        "  write --requires text\n");
  CHECK(mistakes_of({"text,text"}, {}) == "--requires names 'text' twice\n");
  CHECK(mistakes_of({"text,"}, {}) == "--requires has an empty item\n");
  CHECK(mistakes_of({":spans"}, {}) == "--requires :spans names no layer\n");
  CHECK(mistakes_of({"text:spans"}, {}) == "'text' is of kind text, not spans\n");
  CHECK(mistakes_of({"other:rewrite"}, {}) ==
        "--requires other:rewrite: who reads a rewrite reads a text\n  write other:text\n");
  CHECK(mistakes_of({"other:span"}, {}) ==
        "--requires other:span: no kind of layer 'span', did you mean 'spans'?\n"
        "  kinds: attributes, bytes, json, spans, text\n");
}

TEST_CASE("layers that cannot be made") {
  CHECK(mistakes_of({}, {"keywords"}) ==
        "--provides keywords does not say of which kind the layer is\n"
        "  write --provides keywords:spans; kinds: attributes, json, rewrite, spans, text\n");
  CHECK(mistakes_of({}, {"a:spns"}) ==
        "--provides a:spns: no kind of layer 'spns', did you mean 'spans'?\n  kinds: attributes, json, rewrite, spans, "
        "text\n");
  CHECK(mistakes_of({}, {"a:bytes"}) ==
        "--provides a:bytes: only the host provides bytes\n  kinds: attributes, json, rewrite, spans, text\n");
  CHECK(mistakes_of({}, {"id:text"}).starts_with("no stage may provide 'id', as the record has a part of that name\n"));
  CHECK(mistakes_of({}, {"a:text,a:json"}) == "--provides names 'a' twice\n");
  CHECK(mistakes_of({"text"}, {"text:spans"}) ==
        "'text' is required and provided\n"
        "  choose another name, or write --provides text:rewrite for a text that takes the place of the old\n");
  CHECK(mistakes_of({"language"}, {"a:spans"}) ==
        "--provides a:spans lies over a text, and the stage requires none that is always there\n  add text to "
        "--requires\n");
  CHECK(mistakes_of({"text?"}, {"a:rewrite"}).starts_with("--provides a:rewrite lies over a text"));
  CHECK(mistakes_of(
            {},
            std::vector<std::string>{"a:text,b:text,c:text,d:text,e:text,f:text,g:text,h:text,i:text,j:text",
                                     "k:text,l:text,m:text,n:text,o:text,p:text,q:text,r:text,s:text,t:text,u:text"}) ==
        "--provides names 21 layers; begin with at most 20\n");
}

TEST_CASE("all mistakes come at once, and what follows from one is not said again") {
  const Answer answer = ask({"My", "ruby", {"txt"}, {"a:spans", "b"}});
  CHECK(answer.mistakes.size() == 4);
  CHECK(answer.all_mistakes().find("lies over") == std::string::npos);
}

TEST_CASE("a layer that others provide, too, is remarked") {
  const Answer answer = ask({"a", "c", {"text"}, {"summary:text"}});
  CHECK(answer.all_mistakes() == "");
  REQUIRE(answer.remarks.size() == 1);
  CHECK(answer.remarks[0] ==
        "an installed stage provides 'summary', too: in one pipeline with it, rename by out = { summary = "
        "\"summary_b\" }");
}

TEST_CASE("a program gets the text that spans lie over") {
  const Answer answer = ask({"a", "python", {"language", "entities?"}, {"x:json"}});
  CHECK(answer.all_mistakes() == "");
  REQUIRE(answer.shape.required.size() == 3);
  CHECK(answer.shape.required[2].layer == "text");
  CHECK(answer.shape.required[2].optional);
  CHECK(answer.shape.text == -1);
  REQUIRE(answer.remarks.size() == 1);
  CHECK(answer.remarks[0] == "'entities' lies over 'text', which a program must get to count in it; added");
  CHECK(ask({"a", "python", {"text", "entities"}, {}}).shape.required.size() == 2);
  CHECK(ask({"a", "c", {"language", "entities?"}, {"x:json"}}).shape.required.size() == 2);
}
