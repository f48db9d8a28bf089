#include "host/pipeline/overrides.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "host/pipeline/overlay.hpp"
#include "host/pipeline/text_file.hpp"
#include "host/pipeline/toml_reader.hpp"
#include "host/pipeline/words.hpp"

namespace docmill::host {
namespace {

// STAGE.OPTION=VALUE in its parts.
struct Setting {
  std::string stage;
  Entry entry;
};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// Nothing when the text is no setting.
std::optional<Setting> read_setting(const std::shared_ptr<const SourceText>& source) {
  const std::string& text = source->content;
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || !utf8::is_valid(text)) return std::nullopt;
  const std::string_view left = std::string_view(text).substr(0, equals);
  const std::size_t dot = left.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == left.size()) return std::nullopt;
  if (std::any_of(left.begin(), left.end(), is_control)) return std::nullopt;

  Setting setting;
  setting.stage = std::string(left.substr(0, dot));
  setting.entry.key = std::string(left.substr(dot + 1));
  setting.entry.key_place = place_at(source, dot + 1);
  if (std::optional<Value> literal = read_toml_literal(source, equals + 1)) {
    setting.entry.value = std::move(*literal);
  } else {
    setting.entry.value.data = text.substr(equals + 1);
    setting.entry.value.place = place_at(source, equals + 1);
  }
  return setting;
}

Table* section(PipelineTables& tables, std::string_view name) {
  if (name == "input") return &tables.input;
  if (name == "output") return &tables.output;
  if (name == "run") return &tables.run;
  return nullptr;
}

void say_no_stage(const Override& override_, const std::string& stage, const std::vector<std::string>& stages,
                  Diagnostics& diagnostics) {
  std::vector<std::string> known = stages;
  known.insert(known.end(), {"input", "output", "run"});
  diagnostics.error({},
                    fmt::format("--set {}: no stage named {}{}", shortened(override_.text), in_quotes(stage),
                                stage_suggestion(stage, known)),
                    {fmt::format("stages: {}", stages.empty() ? "none" : listed(stages))});
}

void apply_setting(PipelineTables& tables, const Override& override_, Setting setting, bool stages_known,
                   Diagnostics& diagnostics) {
  if (Table* table = section(tables, setting.stage)) {
    set_entry(*table, std::move(setting.entry));
    return;
  }
  if (StageTable* reader = find_reader(tables, setting.stage)) {
    change_stage(reader->table, {std::move(setting.entry)});
    return;
  }
  const std::vector<std::string> names = names_of_stages(tables.stages);
  const auto it = std::find(names.begin(), names.end(), setting.stage);
  if (it == names.end()) {
    if (stages_known) say_no_stage(override_, setting.stage, names, diagnostics);
    return;
  }
  if (setting.entry.key == "after") {
    diagnostics.error(setting.entry.key_place, "'after' cannot be set here; the order of stages is the file's");
    return;
  }
  change_stage(tables.stages[static_cast<std::size_t>(it - names.begin())].table, {std::move(setting.entry)});
}

}  // namespace

void apply_overrides(PipelineTables& tables, const std::vector<Override>& overrides, bool stages_known,
                     Diagnostics& diagnostics) {
  for (const Override& one : overrides) {
    const auto source = std::make_shared<const SourceText>(SourceText{"--set", one.text});
    std::optional<Setting> setting = read_setting(source);
    if (!setting) {
      diagnostics.error({}, fmt::format("--set {}: this is not STAGE.OPTION=VALUE", shortened(one.text)),
                        {"write for example --set summarizer-stub.sentences=2"});
      continue;
    }
    apply_setting(tables, one, std::move(*setting), stages_known, diagnostics);
  }
}

}  // namespace docmill::host
