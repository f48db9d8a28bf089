// What the program is told, byte by byte.
#include "question.hpp"

#include <doctest/doctest.h>

using namespace docmill::process;

TEST_CASE("the first line tells the stage, its settings and the layers") {
  Ports ports;
  ports.inputs.resize(3);
  ports.inputs[0].name = "text";
  ports.inputs[0].kind = DOCMILL_KIND_TEXT;
  ports.inputs[1].name = "entities";
  ports.inputs[1].kind = DOCMILL_KIND_SPANS;
  ports.inputs[1].below = {TextBelow::Of::input, 0};
  ports.inputs[1].fields = {{"name", DOCMILL_TYPE_STRING}};
  ports.inputs[2].name = "language";  // optional, and nothing provides it
  ports.outputs.resize(2);
  ports.outputs[0].name = "clean";
  ports.outputs[0].kind = DOCMILL_KIND_REWRITE;
  ports.outputs[0].below = {TextBelow::Of::input, 0};
  ports.outputs[1].name = "facts";
  ports.outputs[1].kind = DOCMILL_KIND_ATTRIBUTES;
  ports.outputs[1].fields = {{"count", DOCMILL_TYPE_INTEGER}, {"sure", DOCMILL_TYPE_BOOLEAN}};
  CHECK(setup_line("my \"stage\"", " { \"a\" : 1 } ", ports, {"a.py", "b.txt"}) ==
        R"({"docmill":1,"stage":"my \"stage\"","settings":{"a":1},"requires":{"text":{"kind":"text"},)"
        R"("entities":{"kind":"spans","over":"text","fields":{"name":"string"}},"language":null},)"
        R"("provides":{"clean":{"kind":"rewrite","over":"text"},)"
        R"("facts":{"kind":"attributes","fields":{"count":"integer","sure":"boolean"}}},"files":["a.py","b.txt"]})"
        "\n");
}

TEST_CASE("the head of a question") {
  CHECK(question_head(1, true) == "{\"n\":1,\"more\":true,");
  CHECK(question_head(12345678901, false) == "{\"n\":12345678901,\"more\":false,");
}
