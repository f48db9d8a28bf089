#include "tooling/inspect/accept.hpp"

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "host/pipeline/toml_reader.hpp"
#include "tooling/inspect/layer_value.hpp"

namespace docmill::tooling {
namespace {

constexpr std::size_t npos = std::string_view::npos;

std::size_t offset_of(std::string_view content, const Place& place) {
  std::size_t at = 0;
  for (uint32_t line = 1; line < place.line; ++line) {
    at = content.find('\n', at);
    if (at == npos) return npos;
    ++at;
  }
  for (uint32_t column = 1; column < place.column; ++column) {
    if (at >= content.size()) return npos;
    utf8::next(content, at);
  }
  return at < content.size() ? at : npos;
}

// Behind the string that begins at `at`.
std::size_t skip_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string three(3, quote);
  if (text.substr(at, 3) == three) {
    for (std::size_t i = at + 3; i < text.size(); ++i) {
      if (quote == '"' && text[i] == '\\') ++i;
      else if (text.substr(i, 3) == three) {
        i += 3;  // up to two quotation marks may stand before the closing three
        for (int more = 0; more < 2 && i < text.size() && text[i] == quote; ++more) ++i;
        return i;
      }
    }
    return npos;
  }
  for (std::size_t i = at + 1; i < text.size() && text[i] != '\n'; ++i) {
    if (quote == '"' && text[i] == '\\') ++i;
    else if (text[i] == quote) return i + 1;
  }
  return npos;
}

// Behind the value that begins at `at`.
std::size_t skip_value(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = skip_string(text, at);
      if (at == npos) return npos;
    } else if (c == '[' || c == '{') {
      ++depth, ++at;
    } else if (c == ']' || c == '}') {
      if (depth == 0) return npos;
      --depth, ++at;
    } else if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    } else if (depth == 0) {
      return std::min(text.find_first_of(",]}# \t\r\n", at), text.size());
    } else {
      ++at;
      continue;
    }
    if (depth == 0) return at;
  }
  return npos;
}

std::string_view line_before(std::string_view content, std::size_t at) {
  const std::size_t begin = at == 0 ? npos : content.rfind('\n', at - 1);
  return content.substr(begin == npos ? 0 : begin + 1, at - (begin == npos ? 0 : begin + 1));
}

const Value* find_value(const Value& value, const Place& place) {
  if (value.place.line == place.line && value.place.column == place.column &&
      !std::holds_alternative<Table>(value.data))
    return &value;
  if (const auto* array = std::get_if<Array>(&value.data)) {
    for (const Value& item : *array)
      if (const Value* found = find_value(item, place)) return found;
  } else if (const auto* table = std::get_if<Table>(&value.data)) {
    for (const Entry& entry : *table)
      if (const Value* found = find_value(entry.value, place)) return found;
  }
  return nullptr;
}

// Does the edited text say the value where the old one began?
bool says(const std::string& content, const ValueEdit& edit) {
  Diagnostics mistakes;
  const auto source = std::make_shared<const SourceText>(SourceText{edit.place.source->name, content});
  std::optional<Table> root = read_toml(source, mistakes);
  if (!root || mistakes.has_errors()) return false;
  const Value all{std::move(*root), {}};
  const Value* found = find_value(all, edit.place);
  return found != nullptr && to_toml(*found) == to_toml(edit.value);
}

}  // namespace

std::optional<std::pair<std::size_t, std::size_t>> value_range(const SourceText& source, const Place& place) {
  const std::size_t from = offset_of(source.content, place);
  if (from == npos) return std::nullopt;
  // "[test.expect]" or "[[…]]": a header, unless it stands inside an array.
  const bool first_of_line = line_before(source.content, from).find_first_not_of(" \t") == npos;
  if (first_of_line && source.content[from] == '[') return std::nullopt;
  const std::size_t to = skip_value(source.content, from);
  if (to == npos || to == from) return std::nullopt;
  return std::pair(from, to);
}

std::string literal_like(const Value& value, std::string_view old, std::string_view indent) {
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    const bool lines = old.starts_with("\"\"\"") || old.starts_with("'''") || text->find('\n') != std::string::npos;
    return lines ? toml_text(*text) : toml_string(*text);
  }
  const auto* array = std::get_if<Array>(&value.data);
  if (array == nullptr || array->empty() || (array->size() == 1 && old.find('\n') == npos)) return to_toml(value);
  std::string out = "[\n";
  for (const Value& item : *array) out += std::string(indent) + "  " + to_toml(item) + ",\n";
  return out + std::string(indent) + "]";
}

std::optional<std::string> edited(const std::shared_ptr<const SourceText>& source, std::vector<ValueEdit> edits) {
  // From the end, so that the places before stay what they are.
  std::sort(edits.begin(), edits.end(), [](const ValueEdit& a, const ValueEdit& b) {
    return std::pair(a.place.line, a.place.column) > std::pair(b.place.line, b.place.column);
  });
  std::string content = source->content;
  for (const ValueEdit& edit : edits) {
    const auto range = value_range(*source, edit.place);
    if (!range) return std::nullopt;
    const std::string_view before = line_before(source->content, range->first);
    const std::string_view indent = before.substr(0, std::min(before.find_first_not_of(" \t"), before.size()));
    const std::string_view old = std::string_view(source->content).substr(range->first, range->second - range->first);
    content.replace(range->first, range->second - range->first, literal_like(edit.value, old, indent));
    if (!says(content, edit)) return std::nullopt;
  }
  return content;
}

}  // namespace docmill::tooling
