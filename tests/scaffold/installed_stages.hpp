// A list of stages that are nowhere installed, for tests.
#pragma once

#include <deque>
#include <string>

#include "host/plugins/stage_list.hpp"

namespace docmill::test {

class InstalledStages {
 public:
  // cleaner: source -> text, article; tagger: text -> language; linker: text -> entities, with `explain` candidates;
  // summer: text, language? -> summary; topper: candidates -> top.
  InstalledStages() {
    using enum host::LayerKind;
    add("cleaner", {port("source", text)}, {port("text", rewrite, "source"), port("article", attributes)});
    add("linker", {port("text", text)},
        {port("entities", spans, "text"), port("candidates", spans, "text", "explain")});
    add("summer", {port("text", text), optional(port("language", attributes))}, {port("summary", text)});
    add("tagger", {port("text", text)}, {port("language", attributes)});
    add("topper", {port("candidates", spans)}, {port("top", json)});
  }
  // A stage that no pipeline can have without being told more.
  void add_with_required_option() {
    add("asker", {}, {port("answer", host::LayerKind::text)});
    stages_.back().options.push_back({.name = "word", .summary = "must be said"});
  }
  void add_external() {
    add("world", {}, {port("news", host::LayerKind::text)});
    stages_.back().schedule = host::Schedule::external;
  }
  // Two stages that wait for each other.
  void add_circle() {
    add("hen", {port("egg", host::LayerKind::text)}, {port("hen", host::LayerKind::text)});
    add("layer", {port("hen", host::LayerKind::text)}, {port("egg", host::LayerKind::text)});
  }
  const host::StageList& list() {
    list_.stages.clear();
    for (const host::StageDeclaration& stage : stages_) list_.stages.push_back({&stage, nullptr});
    return list_;
  }

 private:
  static host::PortDeclaration port(std::string layer, host::LayerKind kind, std::string over = "",
                                    std::string only_if = "") {
    host::PortDeclaration port;
    port.layer = std::move(layer);
    port.kind = kind;
    port.over = std::move(over);
    port.only_if = std::move(only_if);
    return port;
  }
  static host::PortDeclaration optional(host::PortDeclaration port) {
    port.optional = true;
    return port;
  }
  void add(std::string id, std::vector<host::PortDeclaration> required, std::vector<host::PortDeclaration> provided) {
    host::StageDeclaration stage;
    stage.id = std::move(id);
    stage.version = "1.0.0";
    stage.summary = "a stage for tests";
    stage.required = std::move(required);
    stage.provided = std::move(provided);
    stages_.push_back(std::move(stage));
  }
  std::deque<host::StageDeclaration> stages_;
  host::StageList list_;
};

}  // namespace docmill::test
