#include "host/formats/timings.hpp"

#include <fstream>
#include <sstream>

#include "docmill/base/json_writer.hpp"
#include "host/formats/json_object.hpp"
#include "json_parser/json_document.hpp"

namespace docmill::host {
namespace {

uint64_t natural(JsonValue value) { return value.is_unsigned() ? value.unsigned_number() : 0; }
double real(JsonValue value) { return value.is_number() ? value.number() : 0; }
std::string text(JsonValue value) { return value.is_string() ? std::string(value.string()) : ""; }

void write_stage(JsonWriter& w, const StageTimings& stage) {
  w.object();
  w.member("name", stage.name);
  w.member("documents", stage.documents);
  w.member("seconds", stage.seconds);
  w.member("recalled", stage.recalled);
  w.member("replayed", stage.replayed);
  w.member("retried_batches", stage.retried_batches);
  w.end();
}

void read_stage(JsonValue stage, Timings& timings) {
  if (!stage["name"].is_string() || !stage["documents"].is_unsigned() || !stage["seconds"].is_number()) return;
  const bool replayed = stage["replayed"].is_boolean() && stage["replayed"].boolean();
  timings.stages.push_back({text(stage["name"]), natural(stage["documents"]), real(stage["seconds"]),
                            natural(stage["recalled"]), replayed, natural(stage["retried_batches"])});
}

void read_figures(JsonValue json, Timings& timings) {
  timings.finished = text(json["finished"]);
  timings.host = text(json["host"]);
  timings.processors = natural(json["processors"]);
  timings.threads = natural(json["threads"]);
  timings.seconds = real(json["seconds"]);
  timings.bytes_read = natural(json["bytes_read"]);
  timings.resumed_documents = natural(json["resumed_documents"]);
  timings.kept_documents = natural(json["kept_documents"]);
  timings.output_folders_not_read = natural(json["output_folders_not_read"]);
  timings.peak_memory_bytes = natural(json["peak_memory_bytes"]);
  timings.megabytes_per_second = real(json["megabytes_per_second"]);
  timings.documents_per_second = real(json["documents_per_second"]);
  if (json["passed_over"].is_array()) timings.passed_over.emplace();
  for (const JsonValue records : json["passed_over"].items())
    timings.passed_over->push_back({text(records["reader"]), text(records["code"]), natural(records["records"])});
  for (const JsonValue stage : json["stages"].items()) read_stage(stage, timings);
}

}  // namespace

std::string timings_text(const Timings& timings) {
  std::string out;
  JsonWriter w(out, 1);
  w.object();
  w.member("finished", timings.finished);
  w.member("host", timings.host);
  w.key("origin");
  write_origin(w, timings.origin);
  w.member("processors", timings.processors);
  w.member("threads", timings.threads);
  w.member("seconds", timings.seconds);
  w.member("bytes_read", timings.bytes_read);
  w.member("resumed_documents", timings.resumed_documents);
  w.member("kept_documents", timings.kept_documents);
  w.member("output_folders_not_read", timings.output_folders_not_read);
  w.member("peak_memory_bytes", timings.peak_memory_bytes);
  w.member("megabytes_per_second", timings.megabytes_per_second);
  w.member("documents_per_second", timings.documents_per_second);
  if (timings.passed_over) {
    w.key("passed_over").array();
    for (const PassedOverRecords& p : *timings.passed_over)
      w.object().member("reader", p.reader).member("code", p.code).member("records", p.records).end();
    w.end();
  }
  w.key("stages").array();
  for (const StageTimings& stage : timings.stages) write_stage(w, stage);
  w.end();
  w.end();
  return out + "\n";
}

FoundTimings read_timings(const std::filesystem::path& folder) {
  FoundTimings found;
  std::ifstream file(folder / "timings.json", std::ios::binary);
  if (!file) {
    found.trouble = "it is not there";
    return found;
  }
  std::ostringstream content;
  content << file.rdbuf();
  JsonDocument json;
  if (!json.parse(content.str(), JsonBytes::any)) {
    found.trouble = "it is no JSON any more";
    return found;
  }
  read_figures(json.root(), found.timings);
  found.timings.origin = read_origin(JsonObject(json.root(), "", found.origin_trouble).object("origin"));
  return found;
}

}  // namespace docmill::host
