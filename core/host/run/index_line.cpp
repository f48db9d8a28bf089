#include "host/run/index_line.hpp"

#include "docmill/base/json_text.hpp"

namespace docmill::host {
namespace {

void member(std::string& out, const char* key, std::string_view value) {
  out += ",\"";
  out += key;
  out += "\":";
  append_json_string(out, value);
}

void place(std::string& out, const Document& d) {
  out += "{\"id\":";
  append_json_string(out, d.source.id);
  member(out, "source", d.source.file);
  out += ",\"line\":";
  if (d.source.line) append_json_integer(out, static_cast<int64_t>(*d.source.line));
  else out += "null";
}

void error_members(std::string& out, const Plan& plan, int stage, const std::string& code, const std::string& message) {
  member(out, "stage", stage_name(plan, stage));
  member(out, "code", code);
  member(out, "message", message);
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

}  // namespace

const std::string& stage_name(const Plan& plan, int stage) {
  static const std::string input = "input";
  return stage < 0 ? input : plan.stages[static_cast<std::size_t>(stage)].name();
}

void append_index_line(std::string& out, const Plan& plan, const Document& d) {
  place(out, d);
  out += ",\"sha256\":\"";
  append_hex(out, d.raw_digest);
  out += '"';
  member(out, "outcome", outcome_name(d.outcome));
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
    append_json_string(out, plan.layers[slot].provider);
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
