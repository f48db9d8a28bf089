#include "scaffold/stage_project.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scaffold/name_forms.hpp"
#include "scaffold/template.hpp"
#include "scaffold/templates.hpp"

namespace docmill::scaffold {
namespace {

using host::LayerKind;
using Items = std::vector<Item>;

std::string word(bool value) { return value ? "true" : "false"; }

bool provides(const StageShape& shape, std::initializer_list<LayerKind> kinds) {
  return std::any_of(shape.provided.begin(), shape.provided.end(), [&](const WantedPort& port) {
    return std::find(kinds.begin(), kinds.end(), port.kind) != kinds.end();
  });
}

// "&required_0, &required_1".
std::string listed(const char* format, const Items& items) {
  std::string out;
  for (const Item& item : items) out += (out.empty() ? "" : ", ") + fmt::format(fmt::runtime(format), item.at("index"));
  return out;
}

Item port_item(const WantedPort& port, std::size_t index, std::size_t n) {
  return {{"layer", port.layer},
          {"kind", host::name_of(port.kind)},
          {"c_kind", upper(host::name_of(port.kind))},
          {"index", std::to_string(index)},
          {"comma", index + 1 < n ? "," : ""}};
}

Items required_items(const StageShape& shape) {
  Items items;
  for (const WantedPort& port : shape.required) {
    Item item = port_item(port, items.size(), shape.required.size());
    item["c_flags"] = port.optional ? "DOCMILL_PORT_OPTIONAL" : "0";
    item["rust_flags"] = port.optional ? "PORT_OPTIONAL" : "0";
    item["optional_call"] = port.optional ? ".optional()" : "";
    item["question"] = port.optional ? "?" : "";
    items.push_back(std::move(item));
  }
  return items;
}

// The required layers that are not the text at work: their size is what the scaffold tells of them. `key` is their
// place among the keys of the attributes.
Items other_items(const StageShape& shape) {
  Items items;
  const std::size_t keys_before = shape.text >= 0 ? 2 : 0;
  for (std::size_t i = 0; i < shape.required.size(); ++i) {
    if (static_cast<int>(i) == shape.text) continue;
    const bool first = shape.text < 0 && items.empty();
    Item item = port_item(shape.required[i], i, 0);
    item["key"] = std::to_string(keys_before + items.size());
    item["comma"] = first ? "" : ",";
    items.push_back(std::move(item));
  }
  return items;
}

std::string summary_of(const StageShape& shape, LayerKind kind) {
  if (kind == LayerKind::attributes || kind == LayerKind::json)
    return shape.text >= 0 ? "figures about the words that count" : "figures about other layers";
  if (kind == LayerKind::rewrite) return "the words that count in capitals";
  if (kind == LayerKind::text)
    return shape.text >= 0 ? "the words that count, one blank between them" : "how much there is of each layer";
  return "the words that count";
}

// The text that the stage works on; empty for none.
std::string text_layer(const StageShape& shape) {
  return shape.text >= 0 ? shape.required[static_cast<std::size_t>(shape.text)].layer : "";
}

std::string over_spans(const StageShape& shape) {
  return shape.over_provided >= 0 ? shape.provided[static_cast<std::size_t>(shape.over_provided)].layer
                                  : text_layer(shape);
}

std::string toml_of(const StageShape& shape, const WantedPort& port);

Items provided_items(const StageShape& shape) {
  Items items;
  for (const WantedPort& port : shape.provided) {
    Item item = port_item(port, items.size(), shape.provided.size());
    const bool spans = port.kind == LayerKind::spans, rewrite = port.kind == LayerKind::rewrite;
    const bool below = static_cast<int>(items.size()) == shape.over_provided;
    item["below"] = word(below);  // the stage's own spans lie over it
    item["over"] = spans ? over_spans(shape) : rewrite ? text_layer(shape) : "";
    item["summary"] = summary_of(shape, port.kind);
    item["toml"] = toml_of(shape, port);
    item["rust_flags"] = spans ? "PORT_NO_LABEL | PORT_NO_SCORE" : "0";
    item["c_row_size"] = spans     ? "sizeof(docmill_span)"
                         : rewrite ? "sizeof(docmill_edit)"
                         : port.kind == LayerKind::attributes
                             ? "sizeof(docmill_attributes) + N_KEYS * sizeof(docmill_cell)"
                             : "0";
    items.push_back(std::move(item));
  }
  return items;
}

// A provided layer as `provides` of the pipeline file says it.
std::string toml_of(const StageShape& shape, const WantedPort& port) {
  const std::string kind = host::name_of(port.kind);
  if (port.kind == LayerKind::spans || port.kind == LayerKind::rewrite)
    return fmt::format("{{ kind = \"{}\", over = \"{}\" }}", kind,
                       port.kind == LayerKind::spans ? over_spans(shape) : text_layer(shape));
  if (port.kind != LayerKind::attributes) return fmt::format("\"{}\"", kind);
  std::string fields = shape.text >= 0 ? "words = \"integer\", longest = \"string\"" : "";
  for (const Item& other : other_items(shape))
    fields += fmt::format("{}{}_size = \"integer\"", fields.empty() ? "" : ", ", other.at("layer"));
  return fmt::format("{{ kind = \"{}\", fields = {{ {} }} }}", kind, fields);
}

// The options of a stage that must be on, as lines of TOML.
std::string option_lines(const UsedStage& stage) {
  std::string out;
  for (const std::string& option : stage.options) out += (out.empty() ? "" : "\n") + option + " = true";
  return out;
}

Names names_of(const StageShape& shape, const std::vector<UsedStage>& before, const std::string& version) {
  Names names;
  const bool has_text = shape.text >= 0;
  names.lists["requires"] = required_items(shape);
  names.lists["others"] = other_items(shape);
  names.lists["provides"] = provided_items(shape);
  for (const UsedStage& stage : before)
    names.lists["stages"].push_back({{"use", stage.use}, {"options", option_lines(stage)}});
  names.lists.try_emplace("stages");

  std::string toml_requires;
  for (const WantedPort& port : shape.required)
    toml_requires += fmt::format("{}\"{}{}\"", toml_requires.empty() ? "" : ", ", port.layer, port.optional ? "?" : "");

  const bool any_others = !names.lists["others"].empty();
  const bool tells_sizes = provides(shape, {LayerKind::text, LayerKind::attributes, LayerKind::json});
  std::string c_keys = has_text ? "&words_key, &longest_key" : "",
              rust_keys = has_text ? "&WORDS_KEY, &LONGEST_KEY" : "";
  if (has_text && any_others) c_keys += ", ", rust_keys += ", ";
  c_keys += listed("&size_key_{}", names.lists["others"]);
  rust_keys += listed("&SIZE_KEY_{}", names.lists["others"]);

  names.values = {
      {"name", shape.name},
      {"language", shape.language},
      {"file", with_underscores(shape.name)},
      {"cmake_language", shape.language == "c" ? "C" : "CXX"},
      {"source", with_underscores(shape.name) + (shape.language == "c" ? ".c" : ".cpp")},
      {"struct", in_camel_case(shape.name)},
      {"summary", has_text ? "works on the words of a text" : "says how much there is of its layers"},
      {"docmill", version.substr(0, version.rfind('.'))},
      {"has_text", word(has_text)},
      {"schedule", host::name_of(shape.schedule)},
      {"c_schedule", upper(host::name_of(shape.schedule))},
      {"ordered", word(shape.schedule == host::Schedule::ordered)},
      {"filter", word(shape.filter)},
      {"writer", word(shape.writer)},
      {"any_spans", word(provides(shape, {LayerKind::spans}))},
      {"own", word(shape.over_provided >= 0)},
      {"own_layer", shape.over_provided >= 0 ? over_spans(shape) : ""},
      {"own_rewrite", word(shape.over_provided >= 0 &&
                           shape.provided[static_cast<std::size_t>(shape.over_provided)].kind == LayerKind::rewrite)},
      {"provides_any", word(!shape.provided.empty())},
      {"makes_any", word(!shape.provided.empty() || shape.writer)},
      {"text", std::to_string(shape.text)},
      {"text_layer", text_layer(shape)},
      // Of these texts it is known what the test document makes of them.
      {"known_words", word(text_layer(shape) == "text" || text_layer(shape) == "source")},
      {"any_attributes", word(provides(shape, {LayerKind::attributes}))},
      {"any_strings", word(shape.writer || provides(shape, {LayerKind::text, LayerKind::json, LayerKind::rewrite}))},
      {"any_measures", word(any_others && tells_sizes)},
      {"unread", word(any_others && !tells_sizes)},
      {"any_printf", word(provides(shape, {LayerKind::json}) || (any_others && provides(shape, {LayerKind::text})))},
      {"any_refs", word(provides(shape, {LayerKind::spans, LayerKind::rewrite}) ||
                        (has_text && provides(shape, {LayerKind::attributes})))},
      {"toml_requires", toml_requires},
      {"c_keys", c_keys},
      {"rust_keys", rust_keys},
      {"n_keys", std::to_string((has_text ? 2 : 0) + names.lists["others"].size())},
      {"c_required", listed("&required_{}", names.lists["requires"])},
      {"c_provided", listed("&provided_{}", names.lists["provides"])},
      {"rust_required", listed("&REQUIRED_{}", names.lists["requires"])},
      {"rust_provided", listed("&PROVIDED_{}", names.lists["provides"])},
      {"n_requires", std::to_string(shape.required.size())},
      {"n_provides", std::to_string(shape.provided.size())},
  };
  return names;
}

}  // namespace

std::vector<ProjectFile> make_stage_project(const StageShape& shape, const std::vector<UsedStage>& before,
                                            const std::string& version) {
  const Names names = names_of(shape, before, version);
  const std::string file = names.values.at("file");
  std::vector<ProjectFile> files;
  const auto add = [&](const std::string& path, const std::string& from, bool executable = false) {
    try {
      files.push_back({path, fill_in(templates().at("stage/" + from), names), executable});
    } catch (const TemplateError& e) {
      throw TemplateError(from + ": " + e.what());
    }
  };
  if (shape.language == "c++") {
    add(file + ".cpp", "cpp/stage.cpp");
    add("CMakeLists.txt", "common/CMakeLists.txt");
  } else if (shape.language == "c") {
    add(file + ".c", "c/stage.c");
    add("CMakeLists.txt", "common/CMakeLists.txt");
  } else if (shape.language == "rust") {
    add(file + ".rs", "rust/stage.rs");
    add("docmill_abi.rs", "rust/docmill_abi.rs");
    add("Makefile", "rust/Makefile");
  } else {
    add(file + ".py", "python/stage.py", true);
  }
  add("pipeline.toml", "common/pipeline.toml");
  add("documents/example.txt", "common/example.txt");
  add("README.md", "common/README.md");
  add(".gitignore", "common/gitignore");
  return files;
}

}  // namespace docmill::scaffold
