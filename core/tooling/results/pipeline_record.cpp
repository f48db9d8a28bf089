#include "tooling/results/pipeline_record.hpp"

#include <algorithm>

#include "host/plugins/stage_declaration.hpp"

namespace docmill::tooling {
namespace {

PluginRecord read_plugin(const JsonObject& o) {
  PluginRecord plugin;
  plugin.file = o.string("file");
  plugin.sha256 = o.string("sha256");
  plugin.source = o.string_or_null("source");
  plugin.sdk = o.string("sdk");
  plugin.compiler = o.string("compiler");
  o.object("brings").each_string_member(
      [&](std::string soname, std::string id) { plugin.brings[std::move(soname)] = std::move(id); });
  return plugin;
}

// Objects inside become "outer.inner", so that a difference names the one key that differs.
void flatten(const JsonObject& o, const std::string& prefix, std::map<std::string, std::string>& out) {
  o.each_member([&](const std::string& name, const rapidjson::Value& value, const std::string&) {
    if (!value.IsObject()) {
      out[prefix + name] = json_text(value);
      return;
    }
    for (const auto& m : value.GetObject())
      out[prefix + name + "." + std::string(m.name.GetString(), m.name.GetStringLength())] = json_text(m.value);
  });
}

std::vector<std::string> read_strings(const JsonObject& o, const char* key) {
  std::vector<std::string> strings;
  o.each_string(key, [&](std::string s) { strings.push_back(std::move(s)); });
  return strings;
}

StageRecord read_stage(const JsonObject& o) {
  StageRecord stage;
  stage.name = o.string("name");
  stage.use = o.string("use");
  stage.version = o.string("version");
  stage.schedule = o.string("schedule");
  stage.plugin = read_plugin(o.object("plugin"));
  stage.required = read_strings(o, "requires");
  stage.provided = read_strings(o, "provides");
  o.object("options").each_member([&](std::string name, const rapidjson::Value& value, const std::string&) {
    stage.options[std::move(name)] = json_text(value);
  });
  o.each_object("resources", [&](const JsonObject& r) {
    stage.resources.push_back({r.string("option"), r.string("name"), r.integer("size"), r.string("sha256")});
  });
  if (o.has("documents")) {
    const JsonObject d = o.object("documents");
    stage.documents = StageTotals{d.integer("processed"), d.integer("skipped"), d.integer("dropped"),
                                  d.integer("failed"), d.integer("kept")};
  }
  // What is left is how the host treats the stage; new keys of the pipeline file join by themselves.
  static const std::vector<std::string> known = {"name",     "use",      "version", "schedule",  "plugin",
                                                 "requires", "provides", "options", "resources", "documents"};
  o.each_member([&](std::string name, const rapidjson::Value& value, const std::string&) {
    if (std::find(known.begin(), known.end(), name) == known.end()) stage.settings[std::move(name)] = json_text(value);
  });
  return stage;
}

}  // namespace

const StageRecord* PipelineRecord::find(const std::string& stage) const {
  for (const StageRecord& s : stages)
    if (s.name == stage) return &s;
  return nullptr;
}

const StageRecord* PipelineRecord::provider_of(const std::string& layer, const std::string& by) const {
  const StageRecord* found = nullptr;
  for (const StageRecord& s : stages) {
    if (std::find(s.provided.begin(), s.provided.end(), layer) == s.provided.end()) continue;
    if (stage_credit(s.name, s.use, s.version) == by) return &s;
    if (found == nullptr) found = &s;
  }
  return found;
}

PipelineRecord read_pipeline_record(const JsonObject& o) {
  PipelineRecord pipeline;
  pipeline.name = o.string("name");
  pipeline.summary = o.string("summary");
  flatten(o.object("input"), "", pipeline.input);
  flatten(o.object("run"), "", pipeline.run);
  o.each_object("stages", [&](const JsonObject& s) { pipeline.stages.push_back(read_stage(s)); });
  return pipeline;
}

}  // namespace docmill::tooling
