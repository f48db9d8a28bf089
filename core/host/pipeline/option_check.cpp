#include "host/pipeline/option_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/diagnostics/spelling.hpp"
#include "host/pipeline/option_text.hpp"
#include "host/pipeline/path_text.hpp"
#include "host/pipeline/table_reader.hpp"
#include "host/pipeline/text_file.hpp"
#include "host/pipeline/toml_reader.hpp"
#include "host/pipeline/words.hpp"

namespace docmill::host {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view plugin_prefix = "plugin:";

const char* wanted_form(OptionType type) {
  switch (type) {
    case OptionType::boolean: return "true or false";
    case OptionType::integer: return "an integer";
    case OptionType::number: return "a number";
    case OptionType::string: return "a string";
    case OptionType::strings: return "an array of strings";
    case OptionType::file: return "a string, the path of a file";
    case OptionType::files: return "an array of strings, the paths of files";
  }
  return "a value";
}

// "3" where an integer is wanted: what stands in the quotes is right without them. Empty when not.
std::string without_quotes(const OptionDeclaration& option, const Value& value) {
  if (option.type == OptionType::boolean) return as_boolean(value);
  const auto* text = std::get_if<std::string>(&value.data);
  if (text == nullptr) return {};
  const auto source = std::make_shared<const SourceText>(SourceText{{}, *text});
  const std::optional<Value> inside = read_toml_literal(source, 0);
  if (!inside) return {};
  const bool is_integer = std::holds_alternative<int64_t>(inside->data);
  const bool fits = (option.type == OptionType::integer && is_integer) ||
                    (option.type == OptionType::number && (is_integer || std::holds_alternative<double>(inside->data)));
  return fits ? *text : std::string();
}

// Checks one value against its declaration. Used for what the pipeline says and for the plugin's own defaults.
class OptionReader {
 public:
  OptionReader(const OptionDeclaration& option, const fs::path& base, const fs::path& plugin_folder,
               Diagnostics& diagnostics)
      : option_(option), base_(base), plugin_folder_(plugin_folder), diagnostics_(diagnostics) {}

  OptionValue read(const Value& value) {
    OptionValue out;
    out.type = option_.type;
    out.place = value.place;
    switch (option_.type) {
      case OptionType::boolean: read_boolean(value, out); break;
      case OptionType::integer: read_integer(value, out); break;
      case OptionType::number: read_number(value, out); break;
      case OptionType::string: read_string(value, out); break;
      case OptionType::file: read_file(value, out); break;
      case OptionType::strings:
      case OptionType::files: read_list(value, out); break;
    }
    return out;
  }

 private:
  void say(const Place& place, std::string message, std::vector<std::string> details = {}) {
    diagnostics_.error(place, std::move(message), std::move(details));
  }

  void say_wrong_type(const Value& value) {
    std::string right = without_quotes(option_, value);
    const auto* text = std::get_if<std::string>(&value.data);
    const bool is_list = option_.type == OptionType::strings || option_.type == OptionType::files;
    if (is_list && text != nullptr && !text->empty() && text->size() < 60) right = '[' + toml_string(*text) + ']';
    const bool is_text = option_.type == OptionType::string || option_.type == OptionType::file;
    if (is_text && value.data.index() <= 2) right = '"' + shown(value) + '"';
    if (right.empty()) right = example_value(option_);
    say(value.place, fmt::format("'{}' must be {}, not {}", option_.name, wanted_form(option_.type), value.type_name()),
        {fmt::format("write {} = {}", option_.name, right)});
  }

  void read_boolean(const Value& value, OptionValue& out) {
    if (const bool* b = std::get_if<bool>(&value.data)) out.integer = *b ? 1 : 0;
    else say_wrong_type(value);
  }

  void read_integer(const Value& value, OptionValue& out) {
    const auto* integer = std::get_if<int64_t>(&value.data);
    if (integer == nullptr) return say_wrong_type(value);
    if (check_bounds(value, static_cast<double>(*integer))) out.integer = *integer;
  }

  void read_number(const Value& value, OptionValue& out) {
    const auto* integer = std::get_if<int64_t>(&value.data);
    const auto* number = std::get_if<double>(&value.data);
    if (integer == nullptr && number == nullptr) return say_wrong_type(value);
    const double n = integer != nullptr ? static_cast<double>(*integer) : *number;
    if (check_bounds(value, n)) out.number = n;
  }

  bool check_bounds(const Value& value, double n) {
    const auto &low = option_.minimum, &high = option_.maximum;
    std::string rule;
    if (!std::isfinite(n)) rule = "a finite number";
    else if ((!low || n >= *low) && (!high || n <= *high)) return true;
    else if (low && high)
      rule = fmt::format("between {} and {}", describe_bound(option_, *low), describe_bound(option_, *high));
    else rule = low ? "at least " + describe_bound(option_, *low) : "at most " + describe_bound(option_, *high);
    say(value.place, fmt::format("'{}' is {}; it must be {}", option_.name, shown(value), rule));
    return false;
  }

  void read_string(const Value& value, OptionValue& out) {
    const auto* text = std::get_if<std::string>(&value.data);
    if (text == nullptr) return say_wrong_type(value);
    if (is_choice(*text, value.place, 0)) out.items.push_back({*text, {}, value.place});
  }

  // `index`: from 1 in a list; 0: no list.
  bool is_choice(const std::string& text, const Place& place, std::size_t index) {
    const auto& choices = option_.choices;
    if (choices.empty() || std::find(choices.begin(), choices.end(), text) != choices.end()) return true;
    say(place,
        fmt::format("unknown value {}{} for '{}'{}", in_quotes(text),
                    index == 0 ? std::string() : fmt::format(" (item {})", index), option_.name,
                    suggestion(text, choices)),
        {fmt::format("values of '{}': {}", option_.name, listed(choices))});
    return false;
  }

  void read_file(const Value& value, OptionValue& out) {
    const auto* text = std::get_if<std::string>(&value.data);
    if (text == nullptr) return say_wrong_type(value);
    if (!text->empty()) add_file(*text, value.place, out);
  }

  void read_list(const Value& value, OptionValue& out) {
    const auto* items = std::get_if<Array>(&value.data);
    if (items == nullptr) return say_wrong_type(value);
    for (std::size_t i = 0; i < items->size(); ++i) read_item((*items)[i], i + 1, out);
  }

  void read_item(const Value& item, std::size_t index, OptionValue& out) {
    const auto* text = std::get_if<std::string>(&item.data);
    if (text == nullptr) {
      say(item.place, fmt::format("'{}' must be {}; item {} is {}", option_.name, wanted_form(option_.type), index,
                                  item.type_name()));
    } else if (option_.type == OptionType::strings) {
      if (is_choice(*text, item.place, index)) out.items.push_back({*text, {}, item.place});
    } else if (text->empty()) {
      say(item.place, fmt::format("item {} of '{}' is empty; it must be the path of a file", index, option_.name));
    } else {
      add_file(*text, item.place, out);
    }
  }

  void add_file(const std::string& text, const Place& place, OptionValue& out) {
    if (text.find('\0') != std::string::npos) {
      return say(place, fmt::format("'{}' holds a NUL character, which no path has", option_.name));
    }
    if (!text.starts_with(plugin_prefix)) {
      std::string expanded = text;
      if (!expand_path(expanded, place, diagnostics_)) return;
      const fs::path path = (base_ / expanded).lexically_normal();
      out.items.push_back({std::move(expanded), path, place});
      return;
    }
    const std::string name = text.substr(plugin_prefix.size());
    if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos) {
      return say(place,
                 fmt::format("{} must name a file beside the plugin's library, without folders", in_quotes(text)),
                 {"write \"plugin:NAME\""});
    }
    out.items.push_back({text, (plugin_folder_ / name).lexically_normal(), place});
  }

  const OptionDeclaration& option_;
  const fs::path& base_;
  const fs::path& plugin_folder_;
  Diagnostics& diagnostics_;
};

std::vector<std::string> names_of_options(const StageDeclaration& stage) {
  std::vector<std::string> names;
  for (const OptionDeclaration& option : stage.options) names.push_back(option.name);
  std::sort(names.begin(), names.end());
  return names;
}

void say_unknown_options(const StageDeclaration& stage, const StageEntry& entry, Diagnostics& diagnostics) {
  const std::vector<std::string> names = names_of_options(stage);
  std::vector<std::string> near = names;  // what may have been meant: an option or a host key
  const char* what = stage.reader != nullptr ? "reader" : "stage";
  for (const std::string& key : stage.reader != nullptr ? reader_keys() : host_keys()) {
    if (!is_key_of_run(key)) near.push_back(key);
  }
  for (const Entry& option : entry.options) {
    if (std::binary_search(names.begin(), names.end(), option.key)) continue;
    const std::string list = names.empty() ? fmt::format("'{}' has no options", stage.id)
                                           : fmt::format("options of '{}': {}", stage.id, listed(names));
    diagnostics.error(option.key_place,
                      fmt::format("unknown option {} for {} '{}'{}", in_quotes(option.key), what, stage.id,
                                  suggestion(option.key, near)),
                      {list});
  }
}

// The folder from which the paths in a value count: of the file that wrote it, which in a stage that an overlay or
// --set has changed need not be the one of the stage.
fs::path base_of(const Value& value, const StageEntry& entry) {
  const auto& source = value.place.source;
  return source == nullptr || source == entry.place.source ? entry.base : folder_of(value.place);
}

OptionValue read_default(const StageDeclaration& stage, const OptionDeclaration& option, const Place& stage_place,
                         const fs::path& plugin_folder, Diagnostics& diagnostics) {
  const auto source = std::make_shared<const SourceText>(SourceText{"default", *option.fallback});
  const std::optional<Value> literal = read_toml_literal(source, 0);
  OptionValue out;
  out.type = option.type;
  Diagnostics found;
  if (literal) out = OptionReader(option, plugin_folder, plugin_folder, found).read(*literal);
  if (!literal || found.has_errors()) {
    const std::string why = literal ? found.all().front().message : "it is no TOML value";
    diagnostics.error(stage_place, fmt::format("the plugin of stage '{}' declares {} as the default of '{}': {}; this "
                                               "is a mistake of the plugin, not of the pipeline",
                                               stage.id, in_quotes(*option.fallback), option.name, why));
  }
  out.place = stage_place;
  for (OptionValue::Item& item : out.items) item.place = stage_place;
  return out;
}

void say_missing(const StageDeclaration& stage, const OptionDeclaration& option, const StageEntry& entry,
                 Diagnostics& diagnostics) {
  const Place& at = entry.use.place.source != nullptr ? entry.use.place : entry.place;
  std::string message =
      fmt::format("{} '{}' needs the option '{}'", stage.reader != nullptr ? "reader" : "stage", stage.id, option.name);
  if (!option.summary.empty()) message += ": " + option.summary;
  diagnostics.error(at, std::move(message), {fmt::format("write {} = {}", option.name, example_value(option))});
}

}  // namespace

std::vector<OptionValue> check_options(const StageDeclaration& stage, const StageEntry& entry,
                                       const fs::path& plugin_folder, Diagnostics& diagnostics) {
  say_unknown_options(stage, entry, diagnostics);
  std::vector<OptionValue> values;
  for (const OptionDeclaration& option : stage.options) {
    const auto given =
        std::find_if(entry.options.begin(), entry.options.end(), [&](const Entry& e) { return e.key == option.name; });
    if (given != entry.options.end()) {
      const fs::path base = base_of(given->value, entry);
      values.push_back(OptionReader(option, base, plugin_folder, diagnostics).read(given->value));
      values.back().given = true;
    } else if (option.fallback) {
      values.push_back(read_default(stage, option, entry.place, plugin_folder, diagnostics));
    } else {
      say_missing(stage, option, entry, diagnostics);
      OptionValue missing;
      missing.type = option.type;
      missing.place = entry.place;
      values.push_back(std::move(missing));
    }
  }
  return values;
}

}  // namespace docmill::host
