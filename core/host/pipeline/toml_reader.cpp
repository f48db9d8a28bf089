#include "host/pipeline/toml_reader.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "host/pipeline/text_file.hpp"
#include "host/pipeline/toml_guard.hpp"
#include "host/pipeline/toml_message.hpp"

namespace docmill::host {
namespace {

// Turns the parser's tree into Values. Recursion is bounded by find_too_deep, which saw the text before.
class Converter {
 public:
  using Source = std::shared_ptr<const SourceText>;
  // `shift`: columns by which the parser's first line is to the right (negative) or left of the source.
  Converter(const Source& source, int64_t shift, Diagnostics* diagnostics)
      : source_(source), shift_(shift), diagnostics_(diagnostics) {}

  Table table(const toml::table& from) {
    Table to;
    to.reserve(from.size());
    for (const auto& item : from) {
      const toml::key& key = item.first;
      to.push_back({std::string(key.str()), place(key.source().begin), value(item.second)});
    }
    // The parser sorts by name; the file's order is what people mean.
    std::stable_sort(to.begin(), to.end(), [](const Entry& a, const Entry& b) {
      return std::pair(a.key_place.line, a.key_place.column) < std::pair(b.key_place.line, b.key_place.column);
    });
    if (to.size() > max_toml_keys) cut(to);
    return to;
  }

  Value value(const toml::node& from) {
    Value to;
    to.place = place(from.source().begin);
    if (const auto* t = from.as_table()) to.data = table(*t);
    else if (const auto* a = from.as_array()) to.data = array(*a);
    else if (const auto* b = from.as_boolean()) to.data = b->get();
    else if (const auto* i = from.as_integer()) to.data = i->get();
    else if (const auto* n = from.as_floating_point()) to.data = n->get();
    else if (const auto* s = from.as_string()) to.data = s->get();
    else to.data = date(to.place);
    return to;
  }

  // Did all come over as it was written?
  bool is_whole() const { return is_whole_; }

 private:
  void cut(Table& table) {
    is_whole_ = false;
    if (diagnostics_ != nullptr) {
      diagnostics_->error(table[max_toml_keys].key_place,
                          fmt::format("this is key {} of a table; there may be {}", max_toml_keys + 1, max_toml_keys));
    }
    table.resize(max_toml_keys);
  }

  Array array(const toml::array& from) {
    Array to;
    to.reserve(from.size());
    for (const toml::node& item : from) to.push_back(value(item));
    return to;
  }

  // The text of a date as the user wrote it, so that the message can show the right form.
  std::string date(const Place& at) {
    is_whole_ = false;
    std::string_view line = source_->line(at.line);
    std::size_t begin = 0;
    for (uint32_t i = 1; i < at.column && begin < line.size(); ++i) utf8::next(line, begin);
    line.remove_prefix(begin);
    std::string text(line.substr(0, line.find_first_of(",]}#")));
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.pop_back();
    if (diagnostics_ != nullptr) {
      diagnostics_->error(at, "this is a date, which no key takes; write it as a string",
                          {"write " + toml_string(text)});
    }
    return text;
  }

  Place place(toml::source_position from) const {
    if (from.line == 0) return {source_, 0, 0};
    int64_t column = from.column;
    if (from.line == 1) column = std::max<int64_t>(1, column + shift_);
    return {source_, static_cast<uint32_t>(from.line), static_cast<uint32_t>(column)};
  }

  const Source& source_;
  int64_t shift_;
  Diagnostics* diagnostics_;
  bool is_whole_ = true;
};

void say_syntax(const std::shared_ptr<const SourceText>& source, const toml::parse_error& error,
                Diagnostics& diagnostics) {
  const toml::source_position at = error.source().begin;
  const auto line = static_cast<uint32_t>(at.line);
  SyntaxMistake mistake = explain_syntax(source->line(line), static_cast<uint32_t>(at.column), error.description());
  diagnostics.error({source, line, mistake.column}, std::move(mistake.message), std::move(mistake.details));
}

}  // namespace

std::optional<Table> read_toml(const std::shared_ptr<const SourceText>& source, Diagnostics& diagnostics) {
  if (const auto deep = find_too_deep(source->content)) {
    diagnostics.error(place_at(source, deep->offset), deep->message);
    return std::nullopt;
  }
  try {
    const toml::table root = toml::parse(source->content);
    return Converter(source, 0, &diagnostics).table(root);
  } catch (const toml::parse_error& error) {
    say_syntax(source, error, diagnostics);
    return std::nullopt;
  }
}

std::optional<Value> read_toml_literal(const std::shared_ptr<const SourceText>& source, std::size_t offset) {
  constexpr std::string_view key = "v = ";
  const std::string_view literal = std::string_view(source->content).substr(offset);
  if (!utf8::is_valid(source->content) || find_too_deep(literal)) return std::nullopt;
  // A literal of several lines is fine (an array), one that smuggles in further keys is none.
  const auto before = std::string_view(source->content).substr(0, offset);
  const std::size_t line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const int64_t shift = static_cast<int64_t>(utf8::count(before.substr(line_begin))) - static_cast<int64_t>(key.size());
  try {
    const toml::table root = toml::parse(std::string(key) + std::string(literal));
    if (root.size() != 1 || !root.contains("v")) return std::nullopt;
    Converter converter(source, shift, nullptr);
    Value value = converter.value(*root.get("v"));
    if (!converter.is_whole()) return std::nullopt;
    return value;
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
}

std::string toml_string(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') (out += '\\') += c;
    else if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else if (byte < 0x20 || byte == 0x7F) ((out += "\\u00") += digits[byte >> 4]) += digits[byte & 15];
    else out += c;
  }
  return out += '"';
}

}  // namespace docmill::host
