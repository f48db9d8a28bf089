#include "host/formats/fingerprint.hpp"

#include <fmt/format.h>

#include <algorithm>
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

std::string names_of(const std::vector<StageRecord>& stages) {
  std::string all;
  for (const StageRecord& stage : stages) all += (all.empty() ? "" : ", ") + stage.name;
  return all;
}

// "'encoding' of [input]", "option 'sentences' of 'summarise'".
std::string subject_of(const PipelineDifference& d) {
  constexpr std::string_view input = "[input] ";
  if (d.kind == PipelineDifference::Kind::pipeline)
    return fmt::format("'{}' of [input]", std::string_view(d.subject).substr(input.size()));
  const std::string subject = d.subject.find('\'') == std::string::npos ? "'" + d.subject + "'" : d.subject;
  return fmt::format("{} of '{}'", subject, d.stage);
}

std::string phrase_of(const PipelineDifference& d) {
  using Kind = PipelineDifference::Kind;
  switch (d.kind) {
    case Kind::plugin:
    case Kind::rebuild:
    case Kind::library:
    case Kind::relinked: return fmt::format("the plugin of '{}' is another binary", d.stage);
    case Kind::resource: return fmt::format("a resource of '{}' has changed", d.stage);
    default: break;
  }
  if (d.after.empty()) return fmt::format("{} is gone", subject_of(d));
  if (d.before.empty()) return fmt::format("{} is new", subject_of(d));
  return fmt::format("{} was {} and is {}", subject_of(d), d.before, d.after);
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
  std::vector<std::string> phrases;
  if (a->version != b->version) phrases.push_back(fmt::format("docmill was {} and is {}", a->version, b->version));
  else if (a->program != b->program) phrases.emplace_back("the program docmill is another binary");
  const bool same_stages = names_of(a->stages) == names_of(b->stages);
  const bool same_readers = names_of(a->readers) == names_of(b->readers);
  const auto record = [&](const Fingerprint& f) {
    const std::vector<StageRecord> none;
    return PipelineRecord{"", "", f.input, {}, same_readers ? f.readers : none, same_stages ? f.stages : none};
  };
  const PipelineRecord first = record(*a), second = record(*b);
  for (const PipelineDifference& d : compare_pipelines(first, second)) {
    std::string phrase = phrase_of(d);
    if (std::find(phrases.begin(), phrases.end(), phrase) == phrases.end()) phrases.push_back(std::move(phrase));
  }
  const auto shown = [](const std::string& names) { return names.empty() ? "none" : names; };
  if (!same_readers)
    phrases.push_back(
        fmt::format("the readers were {} and are {}", shown(names_of(a->readers)), shown(names_of(b->readers))));
  if (!same_stages)
    phrases.push_back(fmt::format("the stages were {} and are {}", names_of(a->stages), names_of(b->stages)));
  return phrases;
}

}  // namespace docmill::host
