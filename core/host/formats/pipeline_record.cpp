#include "host/formats/pipeline_record.hpp"

#include <algorithm>

#include "host/plugins/stage_declaration.hpp"

namespace docmill::host {
namespace {

// ---- reading

PluginRecord read_plugin(const JsonObject& o) {
  PluginRecord plugin;
  plugin.file = o.string("file");
  plugin.sha256 = o.string("sha256");
  plugin.source = o.string_or_null("source");
  plugin.sdk = o.string("sdk");
  plugin.compiler = o.string("compiler");
  plugin.brings = read_brings(o);
  return plugin;
}

// What is left of a stage is how the host treats it; new keys of the pipeline file join by themselves.
JsonMembers read_settings(const JsonObject& o) {
  static const std::vector<std::string> known = {"name",     "use",      "version", "schedule",  "plugin",
                                                 "requires", "provides", "options", "resources", "documents"};
  JsonMembers settings;
  o.each_member([&](std::string name, const JsonValue& value, const std::string&) {
    if (std::find(known.begin(), known.end(), name) == known.end()) settings.add(std::move(name), value.json());
  });
  return settings;
}

StageRecord read_stage(const JsonObject& o) {
  StageRecord stage;
  stage.name = o.string("name");
  stage.use = o.string("use");
  stage.version = o.string("version");
  stage.schedule = o.string("schedule");
  stage.plugin = read_plugin(o.object("plugin"));
  stage.required = o.strings("requires");
  stage.provided = o.strings("provides");
  o.object("options").each_member([&](std::string name, const JsonValue& value, const std::string&) {
    stage.options.add(std::move(name), value.json());
  });
  o.each_object("resources", [&](const JsonObject& r) {
    stage.resources.push_back({r.string("option"), r.string("name"), r.integer("size"), r.string("sha256")});
  });
  if (o.has("documents")) {
    const JsonObject d = o.object("documents");
    stage.documents = StageTotals{d.integer("processed"), d.integer("skipped"), d.integer("dropped"),
                                  d.integer("failed"), d.integer("kept")};
  }
  stage.settings = read_settings(o);
  return stage;
}

// ---- writing

// The keys that stand behind the layers of a stage; all others stand before.
bool stands_behind_layers(std::string_view setting) { return setting == "file" || setting == "compress"; }

void write_settings(JsonWriter& w, const JsonMembers& settings, bool behind_layers) {
  for (const auto& [name, json] : settings)
    if (stands_behind_layers(name) == behind_layers) w.key(name).json(json);
}

void write_plugin(JsonWriter& w, const PluginRecord& plugin) {
  w.object();
  w.member("file", plugin.file);
  w.member("sha256", plugin.sha256);
  w.member("sdk", plugin.sdk);
  w.member("compiler", plugin.compiler);
  w.member("source", plugin.source);
  w.member("brings", plugin.brings);
  w.end();
}

void write_resources(JsonWriter& w, const std::vector<ResourceRecord>& resources) {
  w.array();
  for (const ResourceRecord& r : resources) {
    w.object();
    w.member("option", r.option);
    w.member("name", r.name);
    w.member("size", r.size);
    w.member("sha256", r.sha256);
    w.end();
  }
  w.end();
}

void write_stage(JsonWriter& w, const StageRecord& stage) {
  w.object();
  w.member("name", stage.name);
  w.member("use", stage.use);
  w.member("version", stage.version);
  w.member("schedule", stage.schedule);
  w.key("plugin");
  write_plugin(w, stage.plugin);
  write_settings(w, stage.settings, false);
  w.member("requires", stage.required);
  w.member("provides", stage.provided);
  write_settings(w, stage.settings, true);
  w.key("options").object();
  for (const auto& [name, json] : stage.options) w.key(name).json(json);
  w.end();
  w.key("resources");
  write_resources(w, stage.resources);
  if (stage.documents) {
    w.key("documents").object();
    w.member("processed", stage.documents->processed);
    w.member("skipped", stage.documents->skipped);
    w.member("dropped", stage.documents->dropped);
    w.member("failed", stage.documents->failed);
    w.member("kept", stage.documents->kept);
    w.end();
  }
  w.end();
}

}  // namespace

void JsonMembers::erase(std::string_view name) {
  std::erase_if(members_, [&](const auto& member) { return member.first == name; });
}

const std::string* JsonMembers::find(std::string_view name) const {
  for (const auto& [known, json] : members_)
    if (known == name) return &json;
  return nullptr;
}

const std::string& JsonMembers::at(std::string_view name) const {
  static const std::string none;
  const std::string* found = find(name);
  return found != nullptr ? *found : none;
}

const StageRecord* PipelineRecord::find(const std::string& stage) const {
  for (const std::vector<StageRecord>* some : {&readers, &stages})
    for (const StageRecord& s : *some)
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

std::map<std::string, std::string> read_brings(const JsonObject& object) {
  std::map<std::string, std::string> brings;
  object.object("brings").each_string_member(
      [&](std::string soname, std::string id) { brings[std::move(soname)] = std::move(id); });
  return brings;
}

// Objects inside become "outer.inner", so that a difference names the one key that differs.
JsonMembers read_members(const JsonObject& object) {
  JsonMembers members;
  object.each_member([&](const std::string& name, const JsonValue& value, const std::string&) {
    if (!value.is_object()) return members.add(name, value.json());
    for (const JsonMember& m : value.members()) members.add(name + "." + std::string(m.name), m.value.json());
  });
  return members;
}

void write_members(JsonWriter& w, const JsonMembers& members) {
  w.object();
  std::string_view open;
  for (const auto& [name, json] : members) {
    const std::size_t point = name.find('.');
    const std::string_view outer =
        point == std::string::npos ? std::string_view() : std::string_view(name).substr(0, point);
    if (!open.empty() && outer != open) w.end();
    if (!outer.empty() && outer != open) w.key(outer).object();
    open = outer;
    w.key(outer.empty() ? std::string_view(name) : std::string_view(name).substr(point + 1)).json(json);
  }
  if (!open.empty()) w.end();
  w.end();
}

std::vector<StageRecord> read_stage_records(const JsonObject& object, const char* key) {
  std::vector<StageRecord> stages;
  object.each_object(key, [&](const JsonObject& s) { stages.push_back(read_stage(s)); });
  return stages;
}

void write_stage_records(JsonWriter& w, const std::vector<StageRecord>& stages) {
  w.array();
  for (const StageRecord& stage : stages) write_stage(w, stage);
  w.end();
}

PipelineRecord read_pipeline_record(const JsonObject& o) {
  PipelineRecord pipeline;
  pipeline.name = o.string("name");
  pipeline.summary = o.string("summary");
  pipeline.input = read_members(o.object("input"));
  pipeline.run = read_members(o.object("run"));
  if (o.has("readers")) pipeline.readers = read_stage_records(o, "readers");
  pipeline.stages = read_stage_records(o, "stages");
  return pipeline;
}

void write_pipeline_record(JsonWriter& w, const PipelineRecord& pipeline) {
  w.object();
  w.member("name", pipeline.name);
  w.member("summary", pipeline.summary);
  w.key("input");
  write_members(w, pipeline.input);
  w.key("run");
  write_members(w, pipeline.run);
  if (!pipeline.readers.empty()) {
    w.key("readers");
    write_stage_records(w, pipeline.readers);
  }
  w.key("stages");
  write_stage_records(w, pipeline.stages);
  w.end();
}

}  // namespace docmill::host
