#include "host/formats/manifest.hpp"

#include <fmt/format.h>

#include <system_error>

#include "docmill/base/json_writer.hpp"
#include "host/output/output_places.hpp"
#include "host/output/work_folder.hpp"
#include "host/support/seal.hpp"
#include "host/version.hpp"

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

constexpr SealedFile run_file{"docmill-run", "the manifest of a docmill run",
                              "copy the output folder again, or repeat the run"};

// " --shard 3/16" of a shard, OUT.shards/3-of-16 or 3-of-16.partial; else nothing.
std::string shard_flag_of(const fs::path& folder) {
  std::string name = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
  if (name.ends_with(".partial")) name.resize(name.size() - std::string_view(".partial").size());
  const std::size_t between = name.find("-of-");
  if (between == std::string::npos) return {};
  const std::string shard = name.substr(0, between), of = name.substr(between + 4);
  const auto is_number = [](const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  };
  return is_number(shard) && is_number(of) ? fmt::format(" --shard {}/{}", shard, of) : "";
}

// Why there is no run.json to read.
Status look(const fs::path& folder) {
  std::error_code error;
  const auto refuse = [&](std::string_view why) {
    return Status(Trouble::usage, fmt::format("{}: {}", folder.string(), why));
  };
  const auto unfinished = [&](std::string_view why) {
    return refuse(fmt::format("{}; docmill run PIPELINE{} --resume goes on with it when it was killed", why,
                              shard_flag_of(folder)));
  };
  const bool is_there = fs::exists(folder, error);
  if (is_there && !fs::is_directory(folder, error)) return refuse("is no folder; name the output folder of a run");
  if (fs::exists(folder / "run.json", error)) return {};
  if (fs::exists(folder / marker_name, error)) return unfinished("the run that writes there has not come to its end");
  // Beside it, or in it where it cannot be renamed.
  if (const Result<OutputPlaces> places = places_of(folder); places.ok())
    if (const NamedFolder& partial = places.value().partial; fs::exists(partial.path / marker_name, error))
      return unfinished(fmt::format("{}: the run that makes it stands in {}",
                                    is_there ? "no run has come to its end there yet" : "no such folder yet",
                                    partial.shown));
  return refuse(is_there ? "is no output folder of docmill (it has no run.json)" : "no such folder");
}

DocumentTotals read_totals(const JsonObject& o) {
  DocumentTotals totals{o.integer("total"),  o.integer("written"), o.integer("dropped"),
                        o.integer("failed"), o.integer("kept"),    o.integer("duplicates")};
  if (o.has("split")) totals.split = o.integer("split");
  if (o.has("parts")) totals.parts = o.integer("parts");
  return totals;
}

// Passes on what has been written so far.
void drain(std::string& buffer, Sealing& sealing) {
  sealing.add(buffer);
  buffer.clear();
}

constexpr std::size_t piece_size = std::size_t{64} << 10;

void write_inputs(JsonWriter& w, const Manifest& m, const EachInput& each_input, std::string& buffer,
                  Sealing& sealing) {
  w.object();
  w.member("list", m.list);
  w.key("files").array();
  each_input([&](const InputRecord& file) {
    w.object();
    w.member("name", file.name);
    w.member("size", file.size);
    w.member("sha256", file.sha256);
    w.end();
    if (buffer.size() >= piece_size) drain(buffer, sealing);
  });
  w.end();
  w.key("not_read").array();
  for (const std::string& name : m.not_read) {
    w.value(name);
    if (buffer.size() >= piece_size) drain(buffer, sealing);
  }
  w.end();
  w.member("skipped", m.skipped);
  w.end();
}

void write_totals(JsonWriter& w, const Manifest& m) {
  w.key("documents").object();
  w.member("total", m.documents.total);
  w.member("written", m.documents.written);
  w.member("dropped", m.documents.dropped);
  w.member("failed", m.documents.failed);
  w.member("kept", m.documents.kept);
  w.member("duplicates", m.documents.duplicates);
  if (m.documents.split != 0) w.member("split", m.documents.split).member("parts", m.documents.parts);
  w.end();
  w.key("notes").array();
  for (const NoteTotals& n : m.notes) {
    w.object();
    w.member("stage", n.stage);
    w.member("code", n.code);
    w.member("documents", n.documents);
    w.end();
  }
  w.end();
}

void write_outputs(JsonWriter& w, const Manifest& m) {
  w.key("outputs").array();
  for (const OutputRecord& file : m.outputs) {
    w.object();
    w.member("name", file.name);
    w.key("stage");
    if (file.stage.empty()) w.null();
    else w.value(file.stage);
    if (file.files) w.member("files", *file.files);
    w.member("size", file.size);
    w.member("sha256", file.sha256);
    w.end();
  }
  w.end();
}

}  // namespace

void write_manifest(const Manifest& m, const EachInput& each_input, const std::function<void(std::string_view)>& take) {
  Sealing sealing(take);
  std::string buffer;
  JsonWriter w(buffer, 1);
  w.object();
  w.member("format", run_format);  // first: an output folder is known by it
  w.key("docmill").object();
  w.member("version", m.version);
  w.member("abi", m.abi);
  w.member("sha256", m.program);
  w.end();
  w.member("reproducible", m.reproducible);
  w.member("not_reproducible_because", m.not_reproducible_because);
  w.member("digest", m.digest);
  write_totals(w, m);
  w.key("pipeline");
  write_pipeline_record(w, m.pipeline);
  w.key("inputs");
  write_inputs(w, m, each_input, buffer, sealing);
  write_outputs(w, m);
  w.end();
  buffer += '\n';
  drain(buffer, sealing);
  sealing.end();
}

Result<Manifest> read_manifest(const fs::path& folder) {
  if (Status s = look(folder); !s.ok()) return s;
  const std::string path = (folder / "run.json").string();
  JsonDocument json;
  if (Status s = read_sealed_file(path, run_file, json); !s.ok()) return s;

  std::string mistake;
  const JsonObject o(json.root(), "", mistake);
  Manifest m;
  const JsonObject docmill = o.object("docmill");
  m.version = docmill.string("version");
  m.abi = docmill.string("abi");
  m.program = docmill.string("sha256");
  m.reproducible = o.boolean("reproducible");
  o.each_string("not_reproducible_because", [&](std::string s) { m.not_reproducible_because.push_back(std::move(s)); });
  m.digest = o.string("digest");
  m.documents = read_totals(o.object("documents"));
  if (o.has("notes"))  // not in older ones
    o.each_object("notes", [&](const JsonObject& n) {
      m.notes.push_back({n.string("stage"), n.string("code"), n.integer("documents")});
    });
  m.pipeline = read_pipeline_record(o.object("pipeline"));
  const JsonObject inputs = o.object("inputs");
  m.list = inputs.string("list");
  inputs.each_object("files", [&](const JsonObject& i) {
    m.inputs.push_back({i.string("name"), i.integer_or_null("size"), i.string_or_null("sha256")});
  });
  inputs.each_string("not_read", [&](std::string s) { m.not_read.push_back(std::move(s)); });
  m.skipped = inputs.integer("skipped");
  o.each_object("outputs", [&](const JsonObject& f) {
    m.outputs.push_back({f.string("name"), f.string_or_null("stage").value_or(""), f.integer("size"),
                         f.string("sha256"), f.integer_or_null("files")});
  });
  if (!mistake.empty())
    return Status(Trouble::usage,
                  fmt::format("{}: {}; it was written by another docmill; repeat the run", path, mistake));
  return m;
}

}  // namespace docmill::host
