#include "host/run/index_line.hpp"

#include <rapidjson/document.h>

#include "docmill/base/json_text.hpp"

namespace docmill::host {
namespace {

void add_member(std::string& out, const char* key, std::string_view value) {
  out += ",\"";
  out += key;
  out += "\":";
  append_json_string(out, value);
}

void place(std::string& out, const Document& d) {
  out += "{\"id\":";
  append_json_string(out, d.source.id);
  add_member(out, "source", d.source.file);
  out += ",\"line\":";
  if (d.source.line) append_json_integer(out, static_cast<int64_t>(*d.source.line));
  else out += "null";
}

void error_members(std::string& out, const Plan& plan, int stage, const std::string& code, const std::string& message) {
  add_member(out, "stage", stage_name(plan, stage));
  add_member(out, "code", code);
  add_member(out, "message", message);
}

// The list without its members' leading commas.
template <class List>
void error_list(std::string& out, const char* key, const Plan& plan, const List& list) {
  if (list.empty()) return;
  out += ",\"";
  out += key;
  out += "\":[";
  for (std::size_t i = 0; i < list.size(); ++i) {
    std::string object;
    error_members(object, plan, list[i].stage, list[i].code, list[i].message);
    object[0] = '{';
    if (i != 0) out += ',';
    out += object;
    out += '}';
  }
  out += ']';
}

const char* outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::dropped: return "dropped";
    case Outcome::failed: return "failed";
    default: return "written";
  }
}

// ---- reading
using Json = rapidjson::Value;

bool read_string(const Json& object, const char* name, std::string& out) {
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd() || !found->value.IsString()) return false;
  out.assign(found->value.GetString(), found->value.GetStringLength());
  return true;
}

bool read_digest(const Json& object, Digest& out) {
  std::string hex;
  return read_string(object, "sha256", hex) && from_hex(hex, out);
}

// Number of the stage; -1 for the input.
bool read_stage(const Json& object, const Plan& plan, int& out) {
  std::string name;
  if (!read_string(object, "stage", name)) return false;
  for (out = -1; out < static_cast<int>(plan.stages.size()); ++out)
    if (stage_name(plan, out) == name) return true;
  return false;
}

template <class Item>
bool read_said(const Json& object, const Plan& plan, Item& out) {
  return object.IsObject() && read_stage(object, plan, out.stage) && read_string(object, "code", out.code) &&
         read_string(object, "message", out.message);
}

template <class Item>
bool read_list(const Json& object, const char* name, const Plan& plan, std::vector<Item>& out) {
  out.clear();
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd()) return true;
  if (!found->value.IsArray()) return false;
  for (const Json& item : found->value.GetArray())
    if (!read_said(item, plan, out.emplace_back())) return false;
  return true;
}

bool read_outcome(const Json& object, const Plan& plan, Document& d) {
  std::string outcome;
  if (!read_string(object, "outcome", outcome)) return false;
  d.error = {};
  d.outcome = outcome == "dropped" ? Outcome::dropped : outcome == "failed" ? Outcome::failed : Outcome::written;
  if (d.outcome == Outcome::written) return outcome == "written";
  return read_said(object, plan, d.error);
}

// Of a layer that one stage alone provides, that one.
bool read_maker(const Json& object, const Plan& plan, const PlannedLayer& layer, int& out) {
  std::string by;
  if (!read_string(object, "by", by)) return false;
  for (const int stage : layer.stages) {
    out = stage;
    if (!layer.has_alternatives() || plan.stages[static_cast<std::size_t>(stage)].credit() == by) return true;
  }
  return false;
}

bool read_layers(const Json& object, const Plan& plan, Document& d) {
  d.digests.assign(plan.layers.size(), std::nullopt);
  d.makers.assign(plan.layers.size(), -1);
  const auto found = object.FindMember("layers");
  if (found == object.MemberEnd() || !found->value.IsObject()) return false;
  std::size_t slot = 0;  // they stand in the order of the slots
  for (const auto& layer : found->value.GetObject()) {
    const std::string_view name(layer.name.GetString(), layer.name.GetStringLength());
    while (slot < plan.layers.size() && plan.layers[slot].unique_name != name) ++slot;
    if (slot == plan.layers.size() || !layer.value.IsObject()) return false;
    if (!read_digest(layer.value, d.digests[slot].emplace())) return false;
    if (!read_maker(layer.value, plan, plan.layers[slot], d.makers[slot])) return false;
  }
  return true;
}

}  // namespace

bool read_index_line(const std::string& line, const Plan& plan, Document& d) {
  rapidjson::Document json;
  json.Parse(line.data(), line.size());
  if (json.HasParseError() || !json.IsObject()) return false;
  const auto number = json.FindMember("line");
  if (number == json.MemberEnd() || !(number->value.IsNull() || number->value.IsUint64())) return false;
  d.source.line.reset();
  if (number->value.IsUint64()) d.source.line = number->value.GetUint64();
  return read_string(json, "id", d.source.id) && read_string(json, "source", d.source.file) &&
         read_digest(json, d.raw_digest) && read_outcome(json, plan, d) && read_list(json, "errors", plan, d.kept) &&
         read_list(json, "notes", plan, d.notes) && read_layers(json, plan, d);
}

const std::string& stage_name(const Plan& plan, int stage) {
  static const std::string input = "input";
  return stage < 0 ? input : plan.stages[static_cast<std::size_t>(stage)].name();
}

std::string credit_of(const Plan& plan, const Document& d, std::size_t slot) {
  const PlannedLayer& layer = plan.layers[slot];
  if (!layer.has_alternatives() || d.makers[slot] < 0) return layer.provider;
  return plan.stages[static_cast<std::size_t>(d.makers[slot])].credit();
}

void append_index_line(std::string& out, const Plan& plan, const Document& d) {
  place(out, d);
  out += ",\"sha256\":\"";
  append_hex(out, d.raw_digest);
  out += '"';
  add_member(out, "outcome", outcome_name(d.outcome));
  if (d.outcome == Outcome::dropped || d.outcome == Outcome::failed)
    error_members(out, plan, d.error.stage, d.error.code, d.error.message);
  error_list(out, "errors", plan, d.kept);
  error_list(out, "notes", plan, d.notes);
  out += ",\"layers\":{";
  bool first = true;
  for (std::size_t slot = 0; slot < d.digests.size(); ++slot) {
    if (!d.digests[slot]) continue;
    if (!first) out += ',';
    first = false;
    append_json_string(out, plan.layers[slot].unique_name);
    out += ":{\"by\":";
    append_json_string(out, credit_of(plan, d, slot));
    out += ",\"sha256\":\"";
    append_hex(out, *d.digests[slot]);
    out += "\"}";
  }
  out += "}}";
}

void append_failure_line(std::string& out, const Plan& plan, const Document& d) {
  place(out, d);
  error_members(out, plan, d.error.stage, d.error.code, d.error.message);
  out += "}\n";
}

}  // namespace docmill::host
