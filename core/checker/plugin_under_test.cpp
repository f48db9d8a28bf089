#include "checker/plugin_under_test.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "checker/captured_output.hpp"
#include "host/diagnostics/spelling.hpp"
#include "host/pipeline/pipeline_text.hpp"

namespace docmill::checker {
namespace {

namespace fs = std::filesystem;

// Kinds of layers by the names under which docmill's own stages provide them: what a stage that leaves its ports to the
// pipeline may be shown. All others are texts.
host::LayerKind kind_of_layer(const std::string& name) {
  static constexpr std::array<std::pair<const char*, host::LayerKind>, 9> known = {{
      {"article", host::LayerKind::attributes},
      {"entities", host::LayerKind::spans},
      {"errors", host::LayerKind::json},
      {"format", host::LayerKind::attributes},
      {"language", host::LayerKind::attributes},
      {"metadata", host::LayerKind::json},
      {"place", host::LayerKind::attributes},
      {"raw", host::LayerKind::bytes},
      {"removed", host::LayerKind::spans},
  }};
  for (const auto& [layer, kind] : known)
    if (name == layer) return kind;
  return host::LayerKind::text;
}

std::optional<host::LayerKind> kind_named(const std::string& name) {
  for (uint32_t kind = 1; kind <= 5; ++kind)
    if (name == host::name_of(static_cast<host::LayerKind>(kind))) return static_cast<host::LayerKind>(kind);
  return std::nullopt;
}

std::optional<host::FieldType> type_named(const std::string& name) {
  for (uint32_t type = 1; type <= 4; ++type)
    if (name == host::name_of(static_cast<host::FieldType>(type))) return static_cast<host::FieldType>(type);
  return std::nullopt;
}

// Gathers what the request says of one stage or reader.
class StageReader {
 public:
  StageReader(const Request& request, const host::PluginLibrary& library, std::vector<std::string>& mistakes)
      : request_(request), library_(library), mistakes_(mistakes) {}

  // Nothing when the pipeline does not use it, or when something is wrong.
  std::optional<StageUnderTest> read(const host::StageDeclaration& declaration) {
    host::Diagnostics diagnostics;
    const std::optional<host::StageEntry> entry = read_entry(declaration, diagnostics);
    StageUnderTest stage{declaration, {}, library_.path.parent_path()};
    if (entry && !diagnostics.has_errors()) {
      if (stage.declaration.ports_from_pipeline) take_ports(*entry, stage.declaration);
      stage.options = options_of(stage, *entry, diagnostics);
    }
    diagnostics.sort();
    for (const host::Diagnostic& d : diagnostics.all())
      if (d.severity == host::Severity::error) mistakes_.push_back(in_words(d));
    if (!entry || !mistakes_.empty()) return std::nullopt;
    return stage;
  }

 private:
  // A default that is wrong is the plugin's mistake, not the request's: declaration-defaults is about it.
  static std::vector<host::OptionValue> options_of(const StageUnderTest& stage, const host::StageEntry& entry,
                                                   host::Diagnostics& diagnostics) {
    host::StageDeclaration sound = stage.declaration;
    std::erase_if(sound.options, [&](const host::OptionDeclaration& option) {
      const bool is_given = std::any_of(entry.options.begin(), entry.options.end(),
                                        [&](const host::Entry& e) { return e.key == option.name; });
      return !is_given && option.fallback && !has_sound_default(stage, option);
    });
    std::vector<host::OptionValue> values = host::check_options(sound, entry, stage.plugin_folder, diagnostics);
    for (std::size_t i = 0; i < stage.declaration.options.size(); ++i) {
      const host::OptionDeclaration& option = stage.declaration.options[i];
      if (i < sound.options.size() && sound.options[i].name == option.name) continue;
      host::OptionValue nothing;
      nothing.type = option.type;
      values.insert(values.begin() + static_cast<std::ptrdiff_t>(i), nothing);
      sound.options.insert(sound.options.begin() + static_cast<std::ptrdiff_t>(i), option);
    }
    return values;
  }

  static bool has_sound_default(const StageUnderTest& stage, const host::OptionDeclaration& option) {
    host::StageDeclaration alone = stage.declaration;
    alone.options = {option};
    host::Diagnostics diagnostics;
    host::check_options(alone, {}, stage.plugin_folder, diagnostics);
    return !diagnostics.has_errors();
  }

  std::optional<host::StageEntry> read_entry(const host::StageDeclaration& part, host::Diagnostics& diagnostics) {
    if (request_.pipeline.empty()) {
      // A pipeline needs a stage, whoever reads for it.
      const char* form =
          part.reader != nullptr ? "[[reader]]\nuse = \"{}\"\n[[stage]]\nuse = \"any\"\n" : "[[stage]]\nuse = \"{}\"\n";
      const auto text =
          std::make_shared<const host::SourceText>(host::SourceText{"", fmt::format(fmt::runtime(form), part.id)});
      host::PipelineFile file = host::read_pipeline_text(text, overrides(part.id), false, diagnostics);
      std::vector<host::StageEntry>& entries = entries_of(file, part);
      if (entries.empty()) return std::nullopt;
      return std::move(entries.front());
    }
    host::PipelineFile file = host::read_pipeline_file(request_.pipeline, {}, diagnostics);
    const std::optional<std::size_t> at = find(entries_of(file, part), part.id);
    if (!at || diagnostics.has_errors()) return std::nullopt;
    const std::string name = entries_of(file, part)[*at].name.value;
    file = host::read_pipeline_file(request_.pipeline, overrides(name), diagnostics);
    if (diagnostics.has_errors()) return std::nullopt;
    return std::move(entries_of(file, part)[*at]);
  }

  static std::vector<host::StageEntry>& entries_of(host::PipelineFile& file, const host::StageDeclaration& part) {
    return part.reader != nullptr ? file.readers : file.stages;
  }

  static std::optional<std::size_t> find(const std::vector<host::StageEntry>& entries, const std::string& id) {
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (entries[i].use.value == id) return i;
    return std::nullopt;
  }

  std::vector<host::Override> overrides(const std::string& name) const {
    std::vector<host::Override> all;
    for (const std::string& set : request_.sets) all.push_back({name + "." + set});
    return all;
  }

  // The made-up file of one stage has no place that a person knows.
  std::string in_words(host::Diagnostic d) const {
    const bool made_up = d.place.source != nullptr && d.place.source->name.empty();
    if (!made_up) {
      std::string text = host::render(d);
      while (!text.empty() && text.back() == '\n') text.pop_back();
      return text;
    }
    std::string text = std::move(d.message);
    for (std::string& detail : d.details) {
      if (detail.starts_with("write ")) detail = "say it: --set '" + detail.substr(6) + "'";
      text += "\n  " + detail;
    }
    return text;
  }

  void take_ports(const host::StageEntry& entry, host::StageDeclaration& declaration) {
    if (!entry.requires_layers || !entry.provides_layers) {
      mistakes_.push_back(fmt::format(
          "'{}' leaves its ports to the pipeline\n  say them: --set 'requires=[\"text\"]' --set 'provides={{ summary = "
          "\"text\" }}', or name a pipeline file that uses the stage: --pipeline FILE",
          declaration.id));
      return;
    }
    declaration.schedule = entry.pure && entry.pure->value ? host::Schedule::pure : host::Schedule::external;
    for (const host::Located<std::string>& written : *entry.requires_layers) {
      host::PortDeclaration port;
      port.layer = written.value;
      port.optional = port.layer.ends_with('?');
      if (port.optional) port.layer.pop_back();
      port.kind = kind_of_layer(port.layer);
      if (port.kind == host::LayerKind::spans) port.over = "text";
      declaration.required.push_back(std::move(port));
    }
    for (const host::WrittenProvide& written : *entry.provides_layers) take_provided(written, declaration);
  }

  void take_provided(const host::WrittenProvide& written, host::StageDeclaration& declaration) {
    host::PortDeclaration port;
    port.layer = written.layer;
    const std::optional<host::LayerKind> kind = kind_named(written.kind);
    if (!kind)
      mistakes_.push_back(
          fmt::format("'{}' is no kind of layer; it must be text, spans, attributes, rewrite or json", written.kind));
    port.kind = kind.value_or(host::LayerKind::text);
    port.over = written.over;
    const bool lies_over = port.kind == host::LayerKind::spans || port.kind == host::LayerKind::rewrite;
    if (port.over.empty() && lies_over) port.over = "text";
    for (const auto& [name, type] : written.fields) {
      const std::optional<host::FieldType> field_type = type_named(type);
      if (!field_type)
        mistakes_.push_back(
            fmt::format("'{}' is no type of a field; it must be string, integer, number or boolean", type));
      port.fields.push_back({name, field_type.value_or(host::FieldType::string), ""});
    }
    declaration.provided.push_back(std::move(port));
  }

  const Request& request_;
  const host::PluginLibrary& library_;
  std::vector<std::string>& mistakes_;
};

// The stages and readers of the library that the request is about, and the ids of all. False: something is wrong.
bool choose_parts(const Request& request, const host::PluginLibrary& library,
                  std::vector<const host::StageDeclaration*>& parts, LoadedPlugin& loaded) {
  std::vector<std::string> ids;
  for (const auto* list : {&library.stages, &library.readers})
    for (const host::StageDeclaration& part : *list) {
      ids.push_back(part.id);
      if (request.stage.empty() || part.id == request.stage) parts.push_back(&part);
    }
  const char* what = library.readers.empty() ? "stage" : library.stages.empty() ? "reader" : "stage or reader";
  if (parts.empty())
    loaded.mistakes.push_back(fmt::format("{} holds no {} '{}'{}\n  it holds: {}", request.file.string(), what,
                                          request.stage, host::suggestion(request.stage, ids), fmt::join(ids, ", ")));
  else if (!request.sets.empty() && parts.size() > 1)
    loaded.mistakes.push_back(
        fmt::format("{} holds several {}s, so --set needs to know which\n  say --stage, one of: {}",
                    request.file.string(), what, fmt::join(ids, ", ")));
  return loaded.mistakes.empty();
}

void read_parts(const Request& request, const host::PluginLibrary& library, LoadedPlugin& loaded) {
  std::vector<const host::StageDeclaration*> parts;
  if (!choose_parts(request, library, parts, loaded)) return;
  StageReader reader(request, library, loaded.mistakes);
  for (const host::StageDeclaration* declaration : parts)
    if (std::optional<StageUnderTest> part = reader.read(*declaration))
      (part->is_reader() ? loaded.plugin.readers : loaded.plugin.stages).push_back(std::move(*part));
  if (!loaded.plugin.stages.empty() || !loaded.plugin.readers.empty() || !loaded.mistakes.empty()) return;
  std::vector<std::string> ids;
  for (const host::StageDeclaration* part : parts) ids.push_back(part->id);
  loaded.mistakes.push_back(fmt::format("{} uses no {} of {}\n  it holds: {}", request.pipeline.string(),
                                        library.stages.empty() ? "reader" : "stage", request.file.string(),
                                        fmt::join(ids, ", ")));
}

int entries_of(const char* folder) {
  const auto entries = fs::directory_iterator(folder);
  return static_cast<int>(std::distance(begin(entries), end(entries)));
}

}  // namespace

int count_threads() { return entries_of("/proc/self/task"); }
int count_files() { return entries_of("/proc/self/fd"); }

LoadedPlugin load_plugin_under_test(const Request& request) {
  LoadedPlugin loaded;
  loaded.plugin.request = &request;
  CapturedOutput captured;
  const int threads = count_threads(), files = count_files();
  const Result<const host::PluginLibrary*> library = host::load_plugin(request.file);
  loaded.plugin.loading = {"", count_threads() - threads, count_files() - files};
  loaded.plugin.loading.said = captured.stop();
  if (!library.ok()) {
    loaded.refusal = library.status().message();
    return loaded;
  }
  loaded.plugin.library = library.value();
  read_parts(request, *library.value(), loaded);
  loaded.plugin.own_texts = read_texts(request.documents);
  return loaded;
}

}  // namespace docmill::checker
