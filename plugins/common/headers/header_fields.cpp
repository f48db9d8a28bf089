#include "headers/header_fields.hpp"

#include <algorithm>

namespace docmill {
namespace {

constexpr std::size_t longest_word = 100;

bool is_same_name(std::string_view a, std::string_view b) { return a.size() == b.size() && lowered(a) == lowered(b); }

// Visible ASCII, without what separates words in a field.
bool is_plain_word(std::string_view text) {
  return !text.empty() && text.size() <= longest_word && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7F && c != '"' && c != ',' && c != ';' && c != '=';
  });
}

}  // namespace

std::size_t end_of_head(std::string_view bytes) {
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    if (at + 1 < bytes.size() && bytes[at + 1] == '\n') return at + 2;
    if (at + 2 < bytes.size() && bytes[at + 1] == '\r' && bytes[at + 2] == '\n') return at + 3;
  }
  return std::string_view::npos;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

HeaderFields::HeaderFields(std::string_view lines) {
  while (!lines.empty()) {
    const std::string_view line = take_line(lines);
    const bool goes_on = line.starts_with(' ') || line.starts_with('\t');
    if (goes_on && !fields_.empty()) {
      const std::string_view more = trimmed(line);
      std::string& value = fields_.back().second;
      if (!value.empty() && !more.empty()) value += ' ';  // a long value may begin on its second line
      value += more;
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    fields_.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  }
}

std::string_view HeaderFields::get(std::string_view name) const {
  for (const auto& [other, value] : fields_)
    if (is_same_name(other, name)) return value;
  return {};
}

MediaType parse_media_type(std::string_view value) {
  MediaType out;
  const std::string text = lowered(value);
  std::string_view rest = text;
  const auto take = [&] {
    const std::size_t semicolon = std::min(rest.find(';'), rest.size());
    const std::string_view part = trimmed(rest.substr(0, semicolon));
    rest.remove_prefix(std::min(semicolon + 1, rest.size()));
    return part;
  };
  const std::string_view type = take();
  if (is_plain_word(type) && type.find('/') != std::string_view::npos) out.type = type;
  while (!rest.empty() && out.charset.empty()) {
    std::string_view parameter = take();
    if (!parameter.starts_with("charset=")) continue;
    parameter = trimmed(parameter.substr(8));
    while (!parameter.empty() && (parameter.front() == '"' || parameter.front() == '\'')) parameter.remove_prefix(1);
    while (!parameter.empty() && (parameter.back() == '"' || parameter.back() == '\'')) parameter.remove_suffix(1);
    if (is_plain_word(parameter)) out.charset = parameter;
  }
  return out;
}

}  // namespace docmill
