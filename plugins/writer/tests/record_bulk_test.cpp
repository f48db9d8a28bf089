// Requests for OpenSearch, and the mapping of an index that takes them.
#include "records/record_bulk.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <algorithm>

#include "records/index_mapping.hpp"
#include "sample_pipeline.hpp"

using namespace docmill::writer;

namespace {

std::string requests(const fake::Pipeline& pipeline, fake::Document& document) {
  const Catalogue catalogue = pipeline.catalogue();
  Positions positions(catalogue.size(), docmill::Unit::codepoint);
  std::string out;
  BulkRequest(catalogue, {}, "news-2024").append(document.view(), positions, out);
  return out;
}

rapidjson::Document parsed(const std::string& json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

// Is every key of a value in the mapping? What has no properties takes anything below.
void check_mapped(const rapidjson::Value& value, const rapidjson::Value& properties) {
  for (const auto& member : value.GetObject()) {
    REQUIRE_MESSAGE(properties.HasMember(member.name), member.name.GetString());
    const auto& field = properties[member.name];
    if (!field.HasMember("properties")) continue;
    if (member.value.IsObject()) check_mapped(member.value, field["properties"]);
    if (!member.value.IsArray()) continue;
    for (const auto& item : member.value.GetArray()) check_mapped(item, field["properties"]);
  }
}

}  // namespace

TEST_CASE("opensearch: a line that says where to, and the record") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline, "a \"b\".txt");
  fake::fill_sample(document, pipeline);
  const std::string out = requests(pipeline, document);
  CHECK(out.starts_with(
      "{\"index\":{\"_index\":\"news-2024\",\"_id\":\"a \\\"b\\\".txt\"}}\n{\"id\":\"a \\\"b\\\".txt\""));
  CHECK(std::count(out.begin(), out.end(), '\n') == 2);
  CHECK(out.back() == '\n');
}

TEST_CASE("opensearch: an id that the server would refuse fails the document") {
  fake::SamplePipeline pipeline;
  fake::Document longest(pipeline, std::string(512, 'x')), longer(pipeline, std::string(513, 'x'));
  CHECK(requests(pipeline, longest).size() > 512);
  CHECK_THROWS_WITH(requests(pipeline, longer), "the id has 513 bytes; OpenSearch takes at most 512");
}

TEST_CASE("opensearch: the mapping knows every key of a record, and takes no other") {
  fake::SamplePipeline pipeline;
  fake::Document document(pipeline);
  fake::fill_sample(document, pipeline);
  const Catalogue catalogue = pipeline.catalogue();
  const rapidjson::Document mapping = parsed(index_mapping(catalogue, {}));
  const std::string out = requests(pipeline, document);
  const rapidjson::Document record = parsed(out.substr(out.find('\n') + 1));
  const auto& properties = mapping["mappings"]["properties"];
  CHECK(std::string_view(mapping["mappings"]["dynamic"].GetString()) == "strict");
  check_mapped(record, properties);
  CHECK(std::string_view(properties["text"]["type"].GetString()) == "text");
  CHECK(std::string_view(properties["entities"]["type"].GetString()) == "nested");
  CHECK(std::string_view(properties["entities"]["properties"]["value"]["type"].GetString()) == "keyword");
  CHECK(std::string_view(properties["language"]["properties"]["score"]["type"].GetString()) == "double");
  CHECK(std::string_view(properties["metadata"]["type"].GetString()) == "flat_object");
  CHECK_FALSE(properties["extra"]["enabled"].GetBool());
}

TEST_CASE("opensearch: what is renamed or left out is so in the mapping too") {
  fake::SamplePipeline pipeline;
  const Catalogue catalogue = pipeline.catalogue().with(
      read_shown({"removed", "entities.score", "line"}, {"text = body", "article.title = headline"}));
  const rapidjson::Document mapping = parsed(index_mapping(catalogue, {}));
  const auto& properties = mapping["mappings"]["properties"];
  CHECK(properties.HasMember("body"));
  CHECK(properties["article"]["properties"].HasMember("headline"));
  for (const char* gone : {"text", "removed", "line"}) CHECK_FALSE(properties.HasMember(gone));
  CHECK_FALSE(properties["entities"]["properties"].HasMember("score"));
}
