#include "host/formats/fingerprint.hpp"

#include <fmt/format.h>

#include <optional>

#include "host/formats/pipeline_difference.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {
namespace {

std::optional<Fingerprint> read_fingerprint(const std::string& text) {
  JsonDocument json;
  if (!json.parse(text)) return std::nullopt;
  std::string mistake;
  const JsonObject o(json.root(), "", mistake);
  const JsonObject docmill = o.object("docmill");
  Fingerprint f{docmill.string("version"), docmill.string("sha256"), read_members(o.object("input")),
                o.has("readers") ? read_stage_records(o, "readers") : std::vector<StageRecord>(),
                read_stage_records(o, "stages")};
  return mistake.empty() ? std::optional(std::move(f)) : std::nullopt;
}

}  // namespace

std::string fingerprint_text(const Fingerprint& fingerprint) {
  std::string out;
  JsonWriter w(out, 1);
  w.object();
  w.key("docmill").object();
  w.member("version", fingerprint.version);
  w.member("sha256", fingerprint.program);
  w.end();
  w.key("input");
  write_members(w, fingerprint.input);
  if (!fingerprint.readers.empty()) {
    w.key("readers");
    write_stage_records(w, fingerprint.readers);
  }
  w.key("stages");
  write_stage_records(w, fingerprint.stages);
  w.end();
  return out + "\n";
}

std::string fingerprint_digest(const std::string& text) { return to_hex(sha256(text)); }

std::vector<std::string> fingerprint_differences(const std::string& before, const std::string& now) {
  const std::optional<Fingerprint> a = read_fingerprint(before), b = read_fingerprint(now);
  if (!a || !b) return {};
  std::vector<std::string> sentences;
  if (a->version != b->version)
    sentences.push_back(fmt::format("docmill is {} now, {} before", b->version, a->version));
  else if (a->program != b->program) sentences.emplace_back("the program docmill is another binary");
  const auto record = [](const Fingerprint& f) { return PipelineRecord{"", "", f.input, {}, f.readers, f.stages}; };
  for (const SharedDifference& shared : joined(compare_pipelines(record(*a), record(*b))))
    sentences.push_back(sentence(shared, "before", "now"));
  return sentences;
}

}  // namespace docmill::host
