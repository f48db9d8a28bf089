#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "docmill/base/printable.hpp"
#include "tooling/compare/run_difference.hpp"

namespace docmill::cli {
namespace {

struct DiffSettings {
  std::string before, after;
  std::string layers;
  uint64_t worst = 10, show = 3;
  bool json = false;
};

// ---- JSON

void print_diff_json(const tooling::RunDifference& d) {
  std::string out;
  JsonWriter w(out);
  w.object().member("before", d.before).member("after", d.after).member("same", d.same).member("moved", d.moved);
  w.member("changed", d.changed).member("added", d.added).member("removed", d.removed).member("causes", d.causes);
  w.key("stages").array();
  for (const tooling::PartingStage& s : d.stages)
    w.object()
        .member("stage", s.stage)
        .member("documents", s.documents)
        .member("layers", s.layers)
        .member("causes", s.causes)
        .end();
  w.end().key("documents").array();
  for (const tooling::ChangedDocument& c : d.documents) {
    w.object().member("id", c.id).member("before", c.before).member("after", c.after).member("stage", c.stage);
    w.member("what", c.what).key("layers").object();
    for (const tooling::LayerDifference& l : c.layers) w.member(l.layer, l.lines);
    w.end().end();
  }
  w.end().member("added_documents", d.added_documents).member("removed_documents", d.removed_documents);
  w.key("values").array();
  for (const tooling::ValueDifference& v : d.values)
    w.object()
        .member("layer", v.layer)
        .member("value", v.value)
        .member("before", v.before)
        .member("after", v.after)
        .end();
  w.end().end();
  terminal::put_json(out + "\n");
}

void print_diff_json(const tooling::LayersDifference& d) {
  std::string out;
  JsonWriter w(out);
  w.object().member("documents", d.documents).member("same", d.same).member("different", d.different);
  w.member("absent", d.absent).member("mean_distance", d.mean).key("worst").array();
  for (const tooling::LayerPair& p : d.worst)
    w.object().member("id", p.id).member("distance", p.distance).member("lines", p.lines).end();
  w.end().end();
  terminal::put_json(out + "\n");
}

// ---- for people

void print_lines(const std::vector<std::string>& lines, std::size_t indent) {
  for (const std::string& line : lines) terminal::print("{:{}}{}\n", "", indent, line);
}

void print_list(const char* what, const std::vector<std::string>& shown, uint64_t total) {
  if (total == 0) return;
  std::vector<std::string> ids;
  for (const std::string& id : shown) ids.push_back(printable(id));
  terminal::print("{}: {}{}\n", what, fmt::join(ids, ", "),
                  total > shown.size() ? fmt::format(", … and {} more", grouped(total - shown.size())) : "");
}

void print_values(const std::vector<tooling::ValueDifference>& values) {
  for (std::size_t i = 0; i < values.size();) {
    std::string line = values[i].layer + ":";
    const std::size_t first = i;
    for (; i < values.size() && values[i].layer == values[first].layer; ++i) {
      const tooling::ValueDifference& v = values[i];
      const bool more = v.after > v.before;
      line += fmt::format("{} {} {}{}", i == first ? "" : ",", printable(v.value), more ? "+" : "-",
                          more ? v.after - v.before : v.before - v.after);
    }
    terminal::print("{}\n", line);
  }
}

void print_difference(const DiffSettings& settings, const tooling::RunDifference& d) {
  terminal::print("A {}: {} documents\nB {}: {} documents\n", settings.before, grouped(d.before), settings.after,
                  grouped(d.after));
  terminal::print("{} changed, {} added, {} removed, {} the same{}\n", grouped(d.changed), grouped(d.added),
                  grouped(d.removed), grouped(d.same),
                  d.moved != 0 ? fmt::format(" ({} of them in another place)", grouped(d.moved)) : "");
  if (!d.causes.empty()) terminal::print("\nbetween the manifests:\n");
  print_lines(d.causes, 2);
  if (!d.stages.empty()) terminal::print("\nwhere documents part first:\n");
  for (const tooling::PartingStage& s : d.stages) {
    terminal::print("  {}: {} document{}{}\n", s.stage, grouped(s.documents), s.documents == 1 ? "" : "s",
                    s.layers.empty() ? "" : fmt::format(" ({})", fmt::join(s.layers, ", ")));
    for (const std::string& cause : s.causes) terminal::print("    {}\n", printable(cause));
  }
  for (const tooling::ChangedDocument& c : d.documents) {
    terminal::print("\n{}{}  {}: {}\n", printable(c.after == c.id ? c.id : fmt::format("{} ({})", c.id, c.after)),
                    c.before != c.after && !c.before.empty() ? fmt::format(", was {}", c.before) : "", c.stage, c.what);
    for (const tooling::LayerDifference& l : c.layers) {
      terminal::print("  {}\n", l.layer);
      print_lines(l.lines, 4);
    }
  }
  if (!d.values.empty() || d.added + d.removed != 0) terminal::print("\n");
  print_values(d.values);
  print_list("added", d.added_documents, d.added);
  print_list("removed", d.removed_documents, d.removed);
  if (!d.has_records && !d.none())
    terminal::print(
        "\ncontents are not known: not both runs left records (a writer with format = \"jsonl\"), and the index "
        "has digests only\n");
}

void print_difference(const tooling::LayersDifference& d) {
  terminal::print("{} documents: {} the same, {} different{}; mean distance {:.4f}\n", grouped(d.documents),
                  grouped(d.same), grouped(d.different),
                  d.absent != 0 ? fmt::format(", {} without one of them", grouped(d.absent)) : "", d.mean);
  for (const tooling::LayerPair& p : d.worst) {
    terminal::print("\n{}  {:.4f}\n", printable(p.id), p.distance);
    print_lines(p.lines, 4);
  }
}

// ---- the two ways to ask

int diff_runs(const DiffSettings& settings, Messages& messages) {
  tooling::DiffSettings what;
  what.documents = settings.show;
  const Result<tooling::RunDifference> result = tooling::diff_runs(settings.before, settings.after, what);
  if (!result.ok()) {
    messages.error(result.status().message());
    return code_of(result.status().trouble());
  }
  if (settings.json) print_diff_json(result.value());
  else print_difference(settings, result.value());
  return result.value().none() ? done : found_differences;
}

int diff_layers(const DiffSettings& settings, Messages& messages) {
  const auto comma = settings.layers.find(',');
  const std::string first = settings.layers.substr(0, comma);
  const std::string second = comma == std::string::npos ? "" : settings.layers.substr(comma + 1);
  if (first.empty() || second.empty() || second.find(',') != std::string::npos) {
    messages.error(fmt::format("--layers {}: it must be two layers, such as text,text_b", settings.layers));
    return usage_error;
  }
  constexpr std::size_t lines = 8;
  const Result<tooling::LayersDifference> result =
      tooling::diff_layers(settings.before, first, second, settings.worst, lines);
  if (!result.ok()) {
    messages.error(result.status().message());
    return code_of(result.status().trouble());
  }
  if (settings.json) print_diff_json(result.value());
  else print_difference(result.value());
  return result.value().different == 0 ? done : found_differences;
}

int diff(const DiffSettings& settings) {
  Messages messages({});
  if (settings.layers.empty() == settings.after.empty()) {
    messages.error(settings.layers.empty()
                       ? "diff needs a second output folder, or --layers to compare two layers of one"
                       : "--layers compares two layers of one run; give one output folder");
    return usage_error;
  }
  return settings.layers.empty() ? diff_runs(settings, messages) : diff_layers(settings, messages);
}

}  // namespace

Command diff_command() {
  const auto s = std::make_shared<DiffSettings>();
  return {"diff",
          "Show what differs between two runs, or between two layers of one",
          {argument("A", &s->before, "The output folder of a run", "the output folder of a run", a_folder()),
           argument("B", &s->after, "The output folder of another", "", a_folder()),
           flag("--layers", "X,Y", &s->layers, "Compare these two layers of the one run"),
           flag("--worst", "N", &s->worst, "With --layers: how many documents to show, those that differ most first",
                whole_number(0, 10000)),
           flag("--show", "N", &s->show, "How many changed documents to show of each stage", whole_number(0, 10000)),
           json_flag(&s->json)},
          [s] { return diff(*s); }};
}

}  // namespace docmill::cli
