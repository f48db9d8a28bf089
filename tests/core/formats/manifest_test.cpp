// Reading run.json again: what it says, and a sentence for each way in which it can be wrong.
#include "host/formats/manifest.hpp"

#include <doctest/doctest.h>

#include "sample_run.hpp"

using namespace docmill;
using namespace docmill::host;
using docmill::test::TempFolder;

namespace {

std::string refusal(const TempFolder& temp, std::string_view text) {
  test::write_sample_manifest(temp, text);
  const Result<Manifest> read = read_manifest(temp / "out");
  REQUIRE_FALSE(read.ok());
  CHECK(read.status().trouble() == Trouble::usage);
  const std::string path = (temp / "out/run.json").string() + ": ";
  const std::string message = read.status().message();
  REQUIRE(message.starts_with(path));
  return message.substr(path.size());
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a seal is the same however the text is cut") {
  const std::string text = test::sample_manifest();
  const std::string whole = sealed(text);
  CHECK(seal_holds(whole));
  CHECK(whole.starts_with(text.substr(0, text.size() - 3)));
  for (const std::size_t size : {1, 2, 3, 4, 7, 100}) {
    std::string pieces;
    Sealing sealing([&](std::string_view piece) { pieces += piece; });
    for (std::size_t at = 0; at < text.size(); at += size) sealing.add(std::string_view(text).substr(at, size));
    sealing.end();
    CHECK(pieces == whole);
  }
}

TEST_CASE("everything that a manifest says is read") {
  TempFolder temp;
  test::write_sample_manifest(temp, sealed(test::sample_manifest()));
  const Result<Manifest> read = read_manifest(temp / "out");
  REQUIRE_MESSAGE(read.ok(), read.status().message());
  const Manifest& m = read.value();
  CHECK(m.version == "0.1.0");
  CHECK(m.abi == "1.0");
  CHECK_FALSE(m.reproducible);
  CHECK(m.not_reproducible_because.size() == 1);
  CHECK(m.digest == "d1");
  CHECK(m.documents.total == 3);
  CHECK(m.documents.failed == 1);
  CHECK(m.pipeline.input.at("fields.id") == "\"id\"");
  CHECK(m.pipeline.input.at("skip") == "[]");
  CHECK(m.pipeline.run.at("max-failures") == "null");
  REQUIRE(m.pipeline.stages.size() == 1);
  const StageRecord& s = m.pipeline.stages[0];
  CHECK(s.plugin.sha256 == "p1");
  CHECK_FALSE(s.plugin.source.has_value());
  CHECK(s.plugin.brings == std::map<std::string, std::string>{{"libc.so.6", "b1"}, {"libz.so.1", ""}});
  CHECK(s.options.at("cues") == "[\"a.tsv\"]");
  CHECK(s.settings.at("on-error") == "\"fail\"");
  CHECK(s.settings.size() == 7);
  CHECK(s.resources[0].sha256 == "r1");
  CHECK(s.documents->dropped == 1);
  CHECK(m.inputs[0].sha256 == "i1");
  CHECK_FALSE(m.inputs[1].sha256.has_value());
  CHECK(m.not_read == std::vector<std::string>{"c.pdf"});
  CHECK(m.skipped == 2);
  CHECK(m.program == "m1");
  CHECK(m.list == "l1");
  CHECK(m.notes[0].code == "detected-encoding");
  CHECK(m.outputs[1].files == 4);
  CHECK(m.outputs[1].stage == "writer-2");
  CHECK(m.outputs[2].stage.empty());
}

TEST_CASE("a manifest cut anywhere is refused") {
  TempFolder temp;
  const std::string whole = sealed(test::sample_manifest());
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    const std::string why = refusal(temp, std::string_view(whole).substr(0, size));
    CHECK_MESSAGE(why.find("it breaks off after") == 0, size, ": ", why);
  }
  CHECK(refusal(temp, std::string_view(whole).substr(0, 100)) ==
        "it breaks off after 100 bytes; copy the output folder again, or repeat the run");
}

TEST_CASE("an edited manifest is refused") {
  TempFolder temp;
  const std::string whole = sealed(test::sample_manifest());
  CHECK(refusal(temp, replaced(whole, "\"i1\"", "\"i2\"")) ==
        "it has been edited: its seal is not that of what it says; copy the output folder again, or repeat the run");
  CHECK(refusal(temp, test::sample_manifest()).starts_with("it has been edited: its seal"));
  CHECK(refusal(temp, replaced(whole, "\"digest\":", "digest:")).starts_with("it has been edited and is no JSON"));
  CHECK(refusal(temp, whole + "{}\n").starts_with("it has been edited and is no JSON"));
}

TEST_CASE("a manifest of a newer docmill is refused by name") {
  TempFolder temp;
  const std::string newer = sealed(replaced(test::sample_manifest(), "docmill-run/1", "docmill-run/2"));
  CHECK(refusal(temp, newer) == "its format, docmill-run/2, is newer than docmill 0.1.0 reads; upgrade docmill");
}

TEST_CASE("what is no manifest at all is refused") {
  TempFolder temp;
  for (const char* text : {"[]", "{\"format\": \"docmill-run/1\"}", "{\n \"format\": \"docmill-lock/1\"\n}\n",
                           "\x7f"
                           "ELF"})
    CHECK(refusal(temp, text) == "it is not the manifest of a docmill run");
}

TEST_CASE("a sealed manifest without a member, or with one of another kind, says which") {
  TempFolder temp;
  CHECK(refusal(temp, sealed(replaced(test::sample_manifest(), "\"digest\": \"d1\",", ""))) ==
        "'digest' is not a string; it was written by another docmill; repeat the run");
  CHECK(refusal(temp, sealed(replaced(test::sample_manifest(), "\"size\": 5", "\"size\": -5"))) ==
        "'pipeline.stages[0].resources[0].size' is not a whole number; it was written by another docmill; repeat the "
        "run");
}

TEST_CASE("a folder without a manifest says what it is") {
  TempFolder temp;
  const auto why = [&](const std::string& name) {
    return read_manifest(temp / name).status().message().substr((temp / name).string().size());
  };
  CHECK(why("gone") == ": no such folder");
  temp.write("file", "x");
  CHECK(why("file") == ": is no folder; name the output folder of a run");
  temp.write("other/x", "x");
  CHECK(why("other") == ": is no output folder of docmill (it has no run.json)");
  temp.write("half/.docmill-run", "");
  CHECK(
      why("half") ==
      ": the run that writes there has not come to its end; docmill run PIPELINE --resume goes on with it when it was "
      "killed");
  temp.write("killed.partial/.docmill-run", "");
  for (const char* name : {"killed", "killed/"})
    CHECK(read_manifest(temp / name).status().message() ==
          (temp / name).string() + ": no such folder yet: the run that makes it stands in " +
              (temp / "killed.partial").string() +
              "; docmill run PIPELINE --resume goes on with it when it was killed");
}

TEST_CASE("a shard that has not come to its end is gone on with as that shard") {
  TempFolder temp;
  temp.write("out.shards/3-of-16.partial/.docmill-run", "");
  const std::string partial = (temp / "out.shards/3-of-16.partial").string();
  CHECK(read_manifest(temp / "out.shards/3-of-16").status().message() ==
        (temp / "out.shards/3-of-16").string() + ": no such folder yet: the run that makes it stands in " + partial +
            "; docmill run PIPELINE --shard 3/16 --resume goes on with it when it was killed");
  for (const std::string& name : {partial, partial + "/"})
    CHECK(read_manifest(name).status().message() ==
          name +
              ": the run that writes there has not come to its end; docmill run PIPELINE --shard 3/16 --resume "
              "goes on with it when it was killed");
  temp.write("one-of-many/.docmill-run", "");
  CHECK(read_manifest(temp / "one-of-many").status().message().find("--shard") == std::string::npos);
}

TEST_CASE("an output folder that cannot be renamed has the run that goes on inside") {
  TempFolder temp;
  temp.write("out/.docmill/partial/.docmill-run", "");
  const std::string out = (temp / "out").string();
  CHECK(read_manifest(out).status().message() ==
        out + ": no run has come to its end there yet: the run that makes it stands in " + out +
            "/.docmill/partial; docmill run PIPELINE --resume goes on with it when it was killed");
}

TEST_CASE("what is written is read as it was, and written again to the same bytes") {
  TempFolder temp;
  test::write_sample_manifest(temp, sealed(test::sample_manifest()));
  Manifest manifest = read_manifest(temp / "out").value();
  manifest.pipeline.input.add("limit", "3");
  const auto text_of = [](const Manifest& m) {
    std::string text;
    const EachInput each = [&](const std::function<void(const InputRecord&)>& visit) {
      for (const InputRecord& input : m.inputs) visit(input);
    };
    write_manifest(m, each, [&](std::string_view piece) { text += piece; });
    return text;
  };
  const std::string text = text_of(manifest);
  test::write_sample_manifest(temp, text);
  const Result<Manifest> again = read_manifest(temp / "out");
  REQUIRE_MESSAGE(again.ok(), again.status().message());
  CHECK(text_of(again.value()) == text);
  CHECK(again.value().pipeline.input.at("limit") == "3");
  CHECK(again.value().pipeline.stages[0].plugin.brings.at("libz.so.1").empty());
  // As the tree has always written it: keys of a stage around its layers, tables inside laid out value by value.
  CHECK(text.find(
            "    \"when\": null,\n    \"on-error\": \"fail\",\n    \"allow\": [],\n    \"in\": {},\n    \"out\": {},\n"
            "    \"requires\": [\n     \"source\"\n    ],\n    \"provides\": [\n     \"text\"\n    ],\n"
            "    \"file\": null,\n    \"compress\": \"none\",\n    \"options\": {\n     \"keep-title\": false,\n"
            "     \"cues\": [\n      \"a.tsv\"\n     ]\n    },\n") != std::string::npos);
  CHECK(
      text.find(
          "  \"input\": {\n   \"fields\": {\n    \"id\": \"id\"\n   },\n   \"encoding\": \"utf-8\",\n   \"skip\": [],\n"
          "   \"limit\": 3\n  },\n") != std::string::npos);
}
