// The schema describes exactly what is written: sample and random records pass, each record with a small change fails.
// Judges: RapidJSON's validator (draft 4, so `const` is handed to it as `enum`) and tests/support/validate_records.py.
#include "records/record_schema.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "sample_pipeline.hpp"

using docmill::writer::JsonSettings;

namespace {

void const_to_enum(rapidjson::Value& value, rapidjson::Document::AllocatorType& allocator) {
  if (value.IsArray()) {
    for (rapidjson::Value& item : value.GetArray()) const_to_enum(item, allocator);
  }
  if (!value.IsObject()) return;
  for (rapidjson::SizeType i = 0; i < value.MemberCount(); ++i) {
    auto& member = *(value.MemberBegin() + static_cast<std::ptrdiff_t>(i));
    if (std::string_view(member.name.GetString()) == "const") {
      rapidjson::Value list(rapidjson::kArrayType);
      list.PushBack(member.value, allocator);
      member.name.SetString("enum");
      member.value = list;
    } else {
      const_to_enum(member.value, allocator);
    }
  }
}

class Judge {
 public:
  explicit Judge(const std::string& schema) {
    json_.Parse(schema.c_str());
    REQUIRE_FALSE(json_.HasParseError());
    const_to_enum(json_, json_.GetAllocator());
    compiled_ = std::make_unique<rapidjson::SchemaDocument>(json_);
  }
  bool accepts(const rapidjson::Value& record) const {
    rapidjson::SchemaValidator validator(*compiled_);
    return record.Accept(validator);
  }

 private:
  rapidjson::Document json_;
  std::unique_ptr<rapidjson::SchemaDocument> compiled_;
};

std::string schema_record(const fake::Pipeline& pipeline, fake::Document& document, const JsonSettings& settings = {},
                          const docmill::writer::Shown& shown = {}) {
  const docmill::writer::Catalogue catalogue = pipeline.catalogue().with(shown);
  docmill::writer::Positions positions(catalogue.size(), settings.offsets);
  std::string out;
  docmill::writer::JsonRecord(catalogue, settings).append(document.view(), positions, out);
  return out;
}

rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document json;
  json.Parse(text.c_str());
  REQUIRE_FALSE(json.HasParseError());
  return json;
}

int exit_code(int status) { return status >= 256 ? status / 256 : status; }
bool has_python() { return std::system("python3 --version >/dev/null 2>&1") == 0; }
int validate(const std::string& arguments) {
  return exit_code(std::system(
      ("python3 '" DOCMILL_SOURCE_DIR "/tests/support/validate_records.py' " + arguments + " >/dev/null 2>&1")
          .c_str()));
}

}  // namespace

TEST_CASE("the schema of a pipeline without stages, byte for byte") {
  fake::Pipeline pipeline;
  CHECK(docmill::writer::record_schema(pipeline.catalogue(), {}) == R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "a record of this pipeline",
  "type": "object",
  "properties": {
    "id": {
      "type": "string",
      "description": "names the document"
    },
    "source": {
      "type": "string",
      "description": "file it was read from, below its input root"
    },
    "line": {
      "type": ["integer", "null"],
      "minimum": 1,
      "description": "line of that file; null: the whole file"
    },
    "metadata": {
      "type": "object",
      "description": "members of the input that the pipeline does not use, unchanged"
    },
    "errors": {
      "type": "array",
      "description": "what was noted on this document, and stages that failed for it and left their layers null",
      "items": {
        "type": "object",
        "properties": {
          "stage": {
            "type": "string"
          },
          "code": {
            "type": "string"
          },
          "message": {
            "type": "string"
          }
        },
        "required": [
          "stage",
          "code",
          "message"
        ],
        "additionalProperties": false
      }
    },
    "offsets": {
      "const": "codepoint"
    },
    "layers": {
      "type": "object",
      "properties": {},
      "required": [],
      "additionalProperties": false
    }
  },
  "required": [
    "id",
    "source",
    "line",
    "metadata",
    "errors",
    "offsets",
    "layers"
  ],
  "additionalProperties": false
}
)");
}

TEST_CASE("records pass their own schema, with every setting") {
  fake::SamplePipeline pipeline;
  fake::Document full(pipeline), bare(pipeline);
  fake::fill_sample(full, pipeline);
  full.set(6, R"([{"stage":"s","code":"c","message":"m"}])");
  full.set(4, R"({"any":{"thing":[1]}})");
  full.place("a", 1);
  using docmill::Unit;
  for (const JsonSettings& settings :
       {JsonSettings{}, JsonSettings{Unit::byte, true}, JsonSettings{Unit::utf16, false}})
    for (const docmill::writer::Shown& shown :
         {docmill::writer::Shown(), docmill::writer::read_shown({"text", "odd"}, {}),
          docmill::writer::read_shown({"line", "metadata", "article.byline", "entities.text", "extra.a"},
                                      {"id = name", "article = head", "head.title = x", "article.title = headline",
                                       "entities.value = key", "layers = made_by"})}) {
      const Judge judge(docmill::writer::record_schema(pipeline.catalogue().with(shown), settings));
      CHECK(judge.accepts(parsed(schema_record(pipeline, full, settings, shown))));
      CHECK(judge.accepts(parsed(schema_record(pipeline, bare, settings, shown))));
    }
}

TEST_CASE("a record of other settings fails") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  const Judge judge(docmill::writer::record_schema(pipeline.catalogue(), {}));
  using docmill::Unit;
  CHECK_FALSE(judge.accepts(parsed(schema_record(pipeline, document, {Unit::byte, true}))));
  CHECK_FALSE(judge.accepts(parsed(schema_record(pipeline, document, {Unit::codepoint, false}))));
  CHECK_FALSE(judge.accepts(parsed(schema_record(pipeline, document, {}, docmill::writer::read_shown({"odd"}, {})))));
}

TEST_CASE("every key is required and no other is allowed, at every level") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  document.set(6, R"([{"stage":"s","code":"c","message":"m"}])");
  const Judge judge(docmill::writer::record_schema(pipeline.catalogue(), {}));
  const rapidjson::Document whole = parsed(schema_record(pipeline, document));
  // Where the objects are; metadata and extra may hold anything.
  const std::vector<std::string> objects{"",       "/article",  "/removed/0", "/language",    "/entities/0",
                                         "/odd/0", "/errors/0", "/layers",    "/layers/text", "/layers/article"};
  int changes = 0;
  for (const std::string& path : objects) {
    CAPTURE(path);
    const rapidjson::Pointer pointer(path.c_str());
    for (const auto& member : pointer.Get(whole)->GetObject()) {
      rapidjson::Document less;
      less.CopyFrom(whole, less.GetAllocator());
      pointer.Get(less)->RemoveMember(member.name.GetString());
      CAPTURE(member.name.GetString());
      CHECK_FALSE(judge.accepts(less));
      ++changes;
    }
    rapidjson::Document more;
    more.CopyFrom(whole, more.GetAllocator());
    pointer.Get(more)->AddMember("surplus", 1, more.GetAllocator());
    CHECK_FALSE(judge.accepts(more));
  }
  CHECK(changes > 50);
}

TEST_CASE("every value has its type: an array in place of any other value fails") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  const Judge judge(docmill::writer::record_schema(pipeline.catalogue(), {}));
  const rapidjson::Document whole = parsed(schema_record(pipeline, document));
  for (const char* path : {"/id",
                           "/source",
                           "/line",
                           "/metadata",
                           "/text",
                           "/article",
                           "/article/date",
                           "/language/score",
                           "/removed/0/label",
                           "/removed/0/score",
                           "/removed/0/source_start",
                           "/entities/0/start",
                           "/entities/0/text",
                           "/entities/1/value",
                           "/odd/0/sure",
                           "/odd/0/rank",
                           "/odd/0/weight",
                           "/odd/0/remark",
                           "/summary",
                           "/offsets",
                           "/layers",
                           "/layers/text/by"}) {
    CAPTURE(path);
    rapidjson::Document changed;
    changed.CopyFrom(whole, changed.GetAllocator());
    REQUIRE(rapidjson::Pointer(path).Get(changed) != nullptr);
    rapidjson::Pointer(path).Set(changed, rapidjson::Value(rapidjson::kArrayType), changed.GetAllocator());
    CHECK_FALSE(judge.accepts(changed));
  }
}

TEST_CASE("places in the source may be null only where the text may not come from it") {
  fake::SamplePipeline pipeline;
  const uint32_t marks = pipeline.spans("marks", "m 1", "summary");
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  document.spans(marks).add({0, 3});
  const Judge judge(docmill::writer::record_schema(pipeline.catalogue(), {}));
  rapidjson::Document json = parsed(schema_record(pipeline, document));
  CHECK(json["marks"][0]["source_start"].IsNull());
  CHECK(judge.accepts(json));
  json["entities"][0]["source_start"].SetNull();
  CHECK_FALSE(judge.accepts(json));
}

TEST_CASE("summaries of keys with quotation marks are still JSON") {
  fake::Pipeline pipeline;
  pipeline.attributes("a", "s 1", {docmill::field::string("k", "says \"x\"\n")});
  const rapidjson::Document schema = parsed(docmill::writer::record_schema(pipeline.catalogue(), {}));
  CHECK(std::string_view(schema["properties"]["a"]["properties"]["k"]["description"].GetString()) == "says \"x\"\n");
}

TEST_CASE("the script for users gives the same verdicts, with the library and without") {
  if (!has_python()) {
    MESSAGE("no python3 here: only RapidJSON has judged");
    return;
  }
  const std::filesystem::path folder = std::filesystem::path(DOCMILL_TEST_OUTPUT_DIR) / "writer_schema";
  std::filesystem::create_directories(folder);
  const auto file = [&](const char* name, const std::string& content) {
    std::ofstream(folder / name, std::ios::binary) << content;
    return "'" + (folder / name).string() + "'";
  };
  fake::SamplePipeline pipeline;
  fake::Document full(pipeline), bare(pipeline);
  fake::fill_sample(full, pipeline);
  const std::string schema = file("schema.json", docmill::writer::record_schema(pipeline.catalogue(), {}));
  const std::string line = schema_record(pipeline, full);
  const auto changed = [&](std::string_view from, std::string_view to) {
    std::string text = line;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  const std::string good = file("good.jsonl", line + schema_record(pipeline, bare));
  const std::string wrong_type = file("wrong_type.jsonl", line + changed("\"start\":10", "\"start\":\"10\""));
  const std::string missing = file("missing.jsonl", changed("\"summary\":\"Ein Chip.\",", ""));
  const std::string surplus = file("surplus.jsonl", changed("{\"id\"", "{\"x\":1,\"id\""));
  const std::string twice = file("twice.jsonl", changed("{\"id\"", "{\"id\":\"b\",\"id\""));
  const std::string broken = file("broken.jsonl", line.substr(0, line.size() / 2));
  for (const std::string flag : {"", "--own "}) {
    CAPTURE(flag);
    CHECK(validate(flag + schema + " " + good) == 0);
    for (const std::string& bad : {wrong_type, missing, surplus, twice, broken}) {
      CAPTURE(bad);
      CHECK(validate(flag + schema + " " + bad) == 1);
    }
    CHECK(validate(flag + schema + " /nonexistent") == 2);
  }
}
