#include "host/pipeline/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/diagnostics/spelling.hpp"
#include "host/pipeline/pipeline_tables.hpp"
#include "host/pipeline/toml_reader.hpp"
#include "host/pipeline/words.hpp"

namespace docmill::host {

const Entry* TableReader::find(std::string_view key) const {
  const auto it = std::find_if(table_.begin(), table_.end(), [key](const Entry& e) { return e.key == key; });
  return it == table_.end() ? nullptr : &*it;
}

void TableReader::wrong_type(std::string_view key, std::string_view wanted, const Value& value,
                             std::string_view example) {
  std::string right(example);
  const auto* text = std::get_if<std::string>(&value.data);
  // Of a string where a list is wanted, the user's own word makes the best example.
  if (text != nullptr && example.starts_with('[') && !text->empty() && text->size() < 60) {
    right = '[' + toml_string(*text) + ']';
  }
  diagnostics_.error(value.place, fmt::format("{} must be {}, not {}", in_quotes(key), wanted, value.type_name()),
                     {fmt::format("write {} = {}", key, right)});
}

std::optional<Located<std::string>> TableReader::string(std::string_view key, std::string_view example) {
  const Entry* entry = find(key);
  if (entry == nullptr) return std::nullopt;
  const auto* text = std::get_if<std::string>(&entry->value.data);
  if (text == nullptr) {
    wrong_type(key, "a string", entry->value, example);
    return std::nullopt;
  }
  return Located<std::string>{*text, entry->value.place};
}

std::optional<Located<std::string>> TableReader::filled_string(std::string_view key, std::string_view example) {
  std::optional<Located<std::string>> text = string(key, example);
  if (!text) return std::nullopt;
  if (text->value.empty()) {
    diagnostics_.error(text->place, fmt::format("{} is empty", in_quotes(key)),
                       {fmt::format("write {} = {}", key, example)});
    return std::nullopt;
  }
  if (text->value.find('\0') != std::string::npos) {
    diagnostics_.error(text->place, fmt::format("{} holds a NUL character", in_quotes(key)));
    return std::nullopt;
  }
  return text;
}

std::optional<Located<bool>> TableReader::boolean(std::string_view key) {
  const Entry* entry = find(key);
  if (entry == nullptr) return std::nullopt;
  if (const bool* value = std::get_if<bool>(&entry->value.data)) return Located<bool>{*value, entry->value.place};
  const std::string meant = as_boolean(entry->value);
  wrong_type(key, "true or false", entry->value, meant.empty() ? "true" : meant);
  return std::nullopt;
}

std::optional<std::vector<Located<std::string>>> TableReader::strings(std::string_view key, std::string_view example) {
  const Entry* entry = find(key);
  if (entry == nullptr) return std::nullopt;
  const auto* items = std::get_if<Array>(&entry->value.data);
  if (items == nullptr) {
    wrong_type(key, "an array of strings", entry->value, example);
    return std::nullopt;
  }
  std::vector<Located<std::string>> out;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const Value& item = (*items)[i];
    const auto* text = std::get_if<std::string>(&item.data);
    if (text == nullptr) {
      diagnostics_.error(item.place,
                         fmt::format("'{}' must be an array of strings; item {} is {}", key, i + 1, item.type_name()));
    } else if (text->empty() || text->find('\0') != std::string::npos) {
      diagnostics_.error(item.place, fmt::format("item {} of '{}' {}", i + 1, key,
                                                 text->empty() ? "is empty" : "holds a NUL character"));
    } else {
      out.push_back({*text, item.place});
    }
  }
  return out;
}

const Table* TableReader::table(std::string_view key, std::string_view example) {
  const Entry* entry = find(key);
  if (entry == nullptr) return nullptr;
  const auto* found = std::get_if<Table>(&entry->value.data);
  if (found == nullptr) wrong_type(key, "a table", entry->value, example);
  return found;
}

void TableReader::unknown_word(std::string_view key, const Located<std::string>& word,
                               std::span<const std::string> known) {
  diagnostics_.error(
      word.place, fmt::format("unknown value {} for '{}'{}", in_quotes(word.value), key, suggestion(word.value, known)),
      {fmt::format("values of '{}': {}", key, listed(known))});
}

void TableReader::refuse_unknown(std::string_view where, std::span<const std::string> known) {
  for (const Entry& entry : table_) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    std::string hint = suggestion(entry.key, known);
    const std::string home = hint.empty() ? table_of_key(entry.key) : std::string();
    if (!home.empty() && home != where) hint = fmt::format("; it is a key of {}", home);
    const std::string flag = flag_of_key(entry.key);
    if (hint.empty() && !flag.empty()) hint = fmt::format("; it is said on the command line: docmill run {}", flag);
    diagnostics_.error(entry.key_place, fmt::format("unknown key {} in {}{}", in_quotes(entry.key), where, hint),
                       {fmt::format("keys of {}: {}", where, listed(known))});
  }
}

}  // namespace docmill::host
