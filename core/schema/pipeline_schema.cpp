#include "schema/pipeline_schema.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string_view>

#include "docmill/base/json_text.hpp"
#include "host/pipeline/option_text.hpp"
#include "json_parser/json_document.hpp"
#include "json_parser/json_events.hpp"
#include "schema/key_schemas.hpp"

namespace docmill::schema {
namespace {

using host::OptionType;

std::string as_json(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

// Members with commas between them.
class Members {
 public:
  void add(std::string_view name, std::string_view json) {
    text_ += fmt::format("{}{}:{}", text_.empty() ? "" : ",", as_json(name), json);
  }
  std::string object() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

std::string array_of(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ",") + as_json(word);
  return "[" + out + "]";
}

std::string string_schema(const host::OptionDeclaration& option) {
  return option.choices.empty() ? R"({"type":"string"})" : fmt::format("{{\"enum\":{}}}", array_of(option.choices));
}

// A default is a TOML literal; those of stages are nearly always JSON as well. Left out where it is not.
bool is_json(const std::string& text) { return find_json_error(text).ok(); }

std::string option_schema(const host::OptionDeclaration& option) {
  Members members;
  switch (option.type) {
    case OptionType::boolean: members.add("type", "\"boolean\""); break;
    case OptionType::integer: members.add("type", "\"integer\""); break;
    case OptionType::number: members.add("type", "\"number\""); break;
    case OptionType::string:
      if (option.choices.empty()) members.add("type", "\"string\"");
      else members.add("enum", array_of(option.choices));
      break;
    case OptionType::file: members.add("type", "\"string\""); break;
    case OptionType::strings:
    case OptionType::files:
      members.add("type", "\"array\"");
      members.add("items", string_schema(option));
      break;
  }
  if (option.minimum) {
    members.add("minimum", host::describe_bound(option, *option.minimum));
    members.add("maximum", host::describe_bound(option, *option.maximum));
  }
  if (option.fallback && is_json(*option.fallback)) members.add("default", *option.fallback);
  members.add("description", as_json(option.summary));
  return members.object();
}

bool is_about_ports(std::string_view key) { return key == "requires" || key == "provides" || key == "pure"; }

void add_host_keys(Members& members, bool with_ports) {
  for (const KeySchema& key : key_schemas())
    if (std::string_view(key.table) == "stage" && std::string_view(key.name) != "use" &&
        (with_ports || !is_about_ports(key.name)))
      members.add(key.name, fmt::format("{{\"$ref\":\"#/definitions/key.{}\"}}", key.name));
}

std::string stage_schema(const host::StageDeclaration& stage) {
  Members properties;
  properties.add("use", fmt::format("{{\"enum\":[{}],\"description\":{}}}", as_json(stage.id), as_json(stage.summary)));
  std::vector<std::string> required = {"use"};
  for (const host::OptionDeclaration& option : stage.options) {
    properties.add(option.name, option_schema(option));
    if (!option.fallback) required.push_back(option.name);
  }
  add_host_keys(properties, stage.ports_from_pipeline);
  if (stage.ports_from_pipeline) required.insert(required.end(), {"requires", "provides"});
  return fmt::format(
      R"({{"type":"object","title":{},"description":{},"required":{},"additionalProperties":false,"properties":{}}})",
      as_json(stage.id), as_json(stage.summary), array_of(required), properties.object());
}

// The readers: of one that is installed the options as well.
std::string any_reader_schema(const std::vector<host::ListedStage>& readers) {
  Members properties;
  std::string rules, ids;
  for (const host::ListedStage& listed : readers) ids += (ids.empty() ? "" : ",") + as_json(listed.stage->id);
  if (!ids.empty())
    rules = fmt::format(R"({{"if":{{"required":["plugin"]}},"else":{{"properties":{{"use":{{"enum":[{}]}}}}}}}})", ids);
  for (const KeySchema& key : key_schemas())
    if (std::string_view(key.table) == "reader") properties.add(key.name, key.schema);
  for (const host::ListedStage& listed : readers) {
    Members own = properties;
    for (const host::OptionDeclaration& option : listed.stage->options) own.add(option.name, option_schema(option));
    std::vector<std::string> required;
    if (listed.stage->suffixes.empty()) required.emplace_back("files");
    for (const host::OptionDeclaration& option : listed.stage->options)
      if (!option.fallback) required.push_back(option.name);
    rules += fmt::format(
        R"({}{{"if":{{"required":["use"],"not":{{"required":["plugin"]}},"properties":{{"use":{{"const":{}}}}}}},"then":{{{}"additionalProperties":false,"properties":{}}}}})",
        ",", as_json(listed.stage->id), required.empty() ? "" : fmt::format(R"("required":{},)", array_of(required)),
        own.object());
  }
  return fmt::format(R"({{"type":"object","required":["use"],"properties":{}{}}})", properties.object(),
                     rules.empty() ? "" : R"(,"allOf":[)" + rules + "]");
}

// A stage that is taken from a file of its own (`plugin`): the host's keys as they are, any option.
std::string own_stage_schema() {
  Members properties;
  properties.add("use", R"({"type":"string","pattern":"^[a-z][a-z0-9-]*$"})");
  add_host_keys(properties, true);
  return fmt::format(R"({{"type":"object","title":"a stage of your own","properties":{}}})", properties.object());
}

// One [[stage]]. What must hold is said by `allOf` of if and then, chosen by `use`: so the one thing that is wrong is
// named, at its place, where `anyOf` would say of the whole stage that it fits nothing. Editors that follow no `then`
// (taplo 0.9 when it completes) find the options of all stages under `anyOf`, whose first schema takes everything.
std::string any_stage_schema(const std::vector<std::string>& ids) {
  std::string rules = fmt::format(
      R"({{"if":{{"required":["plugin"]}},"then":{{"$ref":"#/definitions/stage"}},"else":{{"properties":{{"use":{{"enum":{}}}}}}}}})",
      array_of(ids));
  std::string offers = "{}";
  for (const std::string& id : ids) {
    rules += fmt::format(
        R"(,{{"if":{{"required":["use"],"not":{{"required":["plugin"]}},"properties":{{"use":{{"const":{}}}}}}},"then":{{"$ref":"#/definitions/stage.{}"}}}})",
        as_json(id), id);
    offers += fmt::format(R"(,{{"$ref":"#/definitions/stage.{}"}})", id);
  }
  return fmt::format(R"({{"type":"object","required":["use"],"allOf":[{}],"anyOf":[{}]}})", rules, offers);
}

std::string change_schema() {
  Members properties;
  properties.add("use",
                 R"({"type":"string","description":"another stage in its place; drops the options there were"})");
  add_host_keys(properties, true);
  return fmt::format(
      R"({{"type":"object","description":"overlays: new keys for the stage of that name","properties":{}}})",
      properties.object());
}

std::string table_schema(std::string_view table, std::string_view description) {
  Members properties;
  for (const KeySchema& key : key_schemas())
    if (key.table == table) properties.add(key.name, key.schema);
  return fmt::format(R"({{"type":"object","additionalProperties":false,"description":{},"properties":{}}})",
                     as_json(description), properties.object());
}

std::string indented(const std::string& json) {
  JsonDocument document;
  if (!document.parse(json)) throw std::logic_error("the schema is no JSON: " + document.trouble());
  return document.root().indented_json() + "\n";
}

}  // namespace

std::string pipeline_schema(const host::StageList& stages) {
  std::vector<std::string> ids;
  Members definitions;
  for (const KeySchema& key : key_schemas())
    if (std::string_view(key.table) == "stage") definitions.add("key." + std::string(key.name), key.schema);
  for (const host::ListedStage& listed : stages.stages) {
    ids.push_back(listed.stage->id);
    definitions.add("stage." + listed.stage->id, stage_schema(*listed.stage));
  }
  definitions.add("stage", own_stage_schema());
  definitions.add("change", change_schema());
  definitions.add("test", table_schema("test", "a document and what must become of it"));

  Members tables;
  tables.add("pipeline", table_schema("pipeline", "the pipeline itself"));
  tables.add("input", table_schema("input", "what is read"));
  tables.add("output", table_schema("output", "where the results go"));
  tables.add("run", table_schema("run", "how a run goes"));
  tables.add(
      "reader",
      fmt::format(R"({{"type":"array","description":"who takes which files apart, beside docmill itself","items":{}}})",
                  any_reader_schema(stages.readers)));
  tables.add("stage",
             fmt::format(R"({{"type":"array","description":"the stages, in the order in which they run","items":{}}})",
                         any_stage_schema(ids)));
  tables.add("change", R"({"type":"object","additionalProperties":{"$ref":"#/definitions/change"}})");
  tables.add("test",
             R"({"type":"array","description":"tests, run by docmill test","items":{"$ref":"#/definitions/test"}})");

  Members schema;
  schema.add("$schema", "\"http://json-schema.org/draft-07/schema#\"");
  schema.add("title", "\"a pipeline of docmill\"");
  schema.add("description", "\"made by docmill schema, from the stages that are installed\"");
  schema.add("type", "\"object\"");
  schema.add("additionalProperties", "false");
  schema.add("properties", tables.object());
  schema.add("definitions", definitions.object());
  return indented(schema.object());
}

std::vector<std::string> described_keys(const std::string& table) {
  std::vector<std::string> names;
  for (const KeySchema& key : key_schemas())
    if (key.table == table) names.emplace_back(key.name);
  return names;
}

}  // namespace docmill::schema
