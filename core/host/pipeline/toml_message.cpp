#include "host/pipeline/toml_message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "host/pipeline/quotation_marks.hpp"
#include "host/pipeline/toml_reader.hpp"

namespace docmill::host {
namespace {

constexpr std::string_view slice(std::string_view text, std::size_t from, std::size_t to) {
  return from >= text.size() ? std::string_view() : text.substr(from, to - from);
}

using ascii::is_digit;
using ascii::is_letter;
bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_bare_key(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::size_t byte_of_column(std::string_view line, uint32_t column) {
  std::size_t at = 0;
  for (uint32_t i = 1; i < column && at < line.size(); ++i) utf8::next(line, at);
  return at;
}

uint32_t column_of_byte(std::string_view line, std::size_t at) {
  return static_cast<uint32_t>(utf8::count(line.substr(0, at)) + 1);
}

// ---- a value without quotes --------------------------------------------------------------------------------------

// What stands where a value should, as far as it can be told apart: use = [cleaner]
struct BareValue {
  std::string_view key;   // "use"; empty inside brackets
  std::string_view text;  // "cleaner"
  std::size_t begin = 0;  // byte in the line
};

std::optional<BareValue> bare_value_at(std::string_view line, std::size_t at) {
  at = std::min(at, line.size());
  const std::size_t before = line.substr(0, at).find_last_of("[,={");
  if (before == std::string_view::npos) return std::nullopt;
  BareValue value;
  value.begin = before + 1;
  while (value.begin < line.size() && is_blank(line[value.begin])) ++value.begin;
  const std::size_t end = std::min(line.find_first_of(",]}#", value.begin), line.size());
  value.text = trimmed(slice(line, value.begin, end));
  if (value.text.empty() || value.text.find_first_of("\"'={[") != std::string_view::npos) return std::nullopt;
  const std::string_view key = trimmed(line.substr(0, before));
  const bool is_plain = line[before] == '=' && !key.empty() && std::all_of(key.begin(), key.end(), is_bare_key);
  if (is_plain) value.key = key;
  return value;
}

bool looks_like_text(std::string_view text) {
  if (text.find_first_of("/%~\\*") != std::string_view::npos) return true;
  if (text.find_first_of(" \t") != std::string_view::npos) return std::any_of(text.begin(), text.end(), is_letter);
  const bool starts_like_number = is_digit(text[0]) || text[0] == '+' || text[0] == '-' || text[0] == '.';
  return !starts_like_number && text[0] != '_';
}

std::string written(const BareValue& value, std::string_view literal) {
  return value.key.empty() ? fmt::format("write {}", literal) : fmt::format("write {} = {}", value.key, literal);
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// Most syntax mistakes are a text without quotes, whatever number or date the parser was looking for.
std::optional<SyntaxMistake> explain_bare_value(std::string_view line, std::size_t at, bool is_date) {
  const std::optional<BareValue> value = bare_value_at(line, at);
  if (!value) return std::nullopt;
  const uint32_t column = column_of_byte(line, value->begin);
  if (is_one_of(value->text, {"True", "TRUE", "yes", "Yes", "on", "On"})) {
    return SyntaxMistake{column, "a boolean is true or false, in lower case", {written(*value, "true")}};
  }
  if (is_one_of(value->text, {"False", "FALSE", "no", "No", "off", "Off"})) {
    return SyntaxMistake{column, "a boolean is true or false, in lower case", {written(*value, "false")}};
  }
  if (is_one_of(value->text, {"null", "Null", "nil", "none", "None"})) {
    return SyntaxMistake{column, "TOML has no null; leave the key out", {}};
  }
  if (is_date) {
    return SyntaxMistake{column,
                         "this looks like a date, which no key takes; write it as a string",
                         {written(*value, toml_string(value->text))}};
  }
  if (!looks_like_text(value->text)) return std::nullopt;
  return SyntaxMistake{column, "a text stands in quotes", {written(*value, toml_string(value->text))}};
}

// ---- typographic quotation marks ----------------------------------------------------------------------------------

// The first one that stands neither in a string nor in a comment; npos.
std::size_t quote_outside_strings(std::string_view line) {
  char open = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (open == '"' && c == '\\') ++at;
    else if (open != 0) open = c == open ? '\0' : open;
    else if (c == '"' || c == '\'') open = c;
    else if (c == '#') break;
    else if (typographic_quote(line.substr(at)) != 0) return at;
  }
  return std::string_view::npos;
}

// name = “articles”
std::optional<SyntaxMistake> explain_typographic_quote(std::string_view line) {
  const std::size_t mark = quote_outside_strings(line);
  if (mark == std::string_view::npos) return std::nullopt;
  const std::size_t length = typographic_quote(line.substr(mark));
  SyntaxMistake mistake{column_of_byte(line, mark),
                        fmt::format("{} is no quotation mark of TOML, which knows \" and '", line.substr(mark, length)),
                        {}};
  const std::size_t before = line.substr(0, mark).find_last_of("[,={");
  if (before == std::string_view::npos) {
    mistake.details = {"a key needs no quotation marks"};
    return mistake;
  }
  // “text”, but also the halves of it: text” and “text
  BareValue value;
  value.begin = before + 1;
  while (is_blank(line[value.begin])) ++value.begin;
  const std::size_t from = value.begin == mark ? mark + length : value.begin;
  std::size_t to = value.begin == mark ? find_typographic_quote(line, from) : mark;
  if (to == std::string_view::npos) to = std::min(line.find_first_of("\"',]}#", from), line.size());
  value.text = trimmed(line.substr(from, to - from));
  const std::string_view key = trimmed(line.substr(0, before));
  if (line[before] == '=' && !key.empty() && std::all_of(key.begin(), key.end(), is_bare_key)) value.key = key;
  mistake.details = {written(value, toml_string(value.text))};
  return mistake;
}

// ---- sentences ---------------------------------------------------------------------------------------------------

struct Parts {
  std::string_view scope, reason;
};

// "Error while parsing key-value pair: expected '=', saw 'x'" -> "key-value pair", "expected '=', saw 'x'".
Parts split(std::string_view message) {
  constexpr std::string_view noise = "Error while parsing ";
  if (!message.starts_with(noise)) return {{}, message};
  message.remove_prefix(noise.size());
  const std::size_t colon = message.find(": ");
  if (colon == std::string_view::npos) return {{}, message};
  return {message.substr(0, colon), message.substr(colon + 2)};
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

// Words of the parser -> words for a person, wherever they stand.
std::string plain_words(std::string_view reason) {
  static constexpr std::array<std::array<std::string_view, 2>, 16> words = {{
      {"'\\n'", "the end of the line"},
      {"'\\r'", "the end of the line"},
      {"saw EOF", "saw the end of the file"},
      {"encountered end-of-file", "the file ends too early"},
      {"value-terminator", "the end of the value"},
      {"expected a comment or whitespace", "expected the end of the line"},
      {"expected keys, tables, whitespace or comments", "expected a key or a [table]"},
      {"expected bare key starting character or string delimiter", "expected a key"},
      {"expected comma or closing ", "expected ',' or "},
      {"expected key or closing ", "expected a key or "},
      {"expected value", "expected a value"},
      {"expected decimal digit", "expected a digit"},
      {"expected digit", "expected a digit"},
      {"is not representable in 64 bits", "does not fit into 64 bits"},
      {"leading zeroes are prohibited", "a number has no leading zeros"},
      {"tables with blank bare keys are explicitly prohibited", "a table needs a name, like [input]"},
  }};
  std::string text(reason);
  for (const auto& [from, to] : words) replace_all(text, from, to);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z' && !(text.size() > 1 && text[1] >= 'A' && text[1] <= 'Z')) {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  while (text.ends_with('.')) text.pop_back();
  return text;
}

std::string with_article(std::string_view scope) {
  if (scope.empty()) return "TOML";
  if (scope == "root table") return "the file";
  const bool vowel = std::string_view("aeiou").find(scope[0]) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", scope);
}

// The text between the first pair of single quotes.
std::string_view between_quotes(std::string_view text) {
  const std::size_t begin = text.find('\'');
  if (begin == std::string_view::npos) return {};
  return slice(text, begin + 1, std::min(text.find('\'', begin + 1), text.size()));
}

SyntaxMistake explain_redefinition(std::string_view line, uint32_t column, std::string_view reason) {
  const std::string_view name = between_quotes(reason);
  SyntaxMistake mistake{column, {}, {}};
  if (reason.find("as array-of-tables") != std::string_view::npos) {
    mistake.message = fmt::format("[[{0}]] after [{0}]; write [[{0}]], with two brackets, each time", name);
  } else if (reason.find("array") != std::string_view::npos && reason.find("as table") != std::string_view::npos) {
    mistake.message = fmt::format("[{0}] after [[{0}]]; write [[{0}]], with two brackets, each time", name);
  } else if (name.empty()) {
    mistake.message = "the table that this adds to is written already; put its keys together";
  } else {
    const bool is_header = trimmed(line).starts_with('[');
    mistake.message = is_header ? fmt::format("[{}] stands here a second time; put its keys together", name)
                                : fmt::format("'{}' stands here a second time; a key may stand in a table once", name);
    // The parser points behind the value; the key is what was repeated.
    const std::size_t at = line.substr(0, byte_of_column(line, column)).rfind(name);
    if (!is_header && at != std::string_view::npos) mistake.column = column_of_byte(line, at);
  }
  return mistake;
}

SyntaxMistake explain_control(const Parts& parts, std::string_view line, uint32_t column) {
  if (byte_of_column(line, column) >= line.size() && parts.scope != "comment") {
    // "text”: half of the marks were replaced.
    const std::size_t mark = find_typographic_quote(line);
    std::vector<std::string> details;
    if (mark != std::string_view::npos)
      details = {fmt::format("{} closes no string; write \"", line.substr(mark, typographic_quote(line.substr(mark))))};
    return {column, "the string is not closed at the end of the line", details};
  }
  return {column, fmt::format("a control character stands in {}", with_article(parts.scope)), {}};
}

std::vector<std::string> hints(const Parts& parts, std::string_view line, std::size_t at) {
  const bool at_line_end = at >= line.size();
  if (parts.scope == "array") return {"a list stands in [ ], its values parted by commas"};
  if (parts.scope == "inline table" && at_line_end) return {"a table in { } stands on one line"};
  if (parts.scope == "table header" && parts.reason.find("']'") != std::string_view::npos) {
    return {"a table begins like [input] or [[stage]]"};
  }
  if (line.substr(std::min(at, line.size())).starts_with('/')) return {"a comment begins with #"};
  return {};
}

}  // namespace

SyntaxMistake explain_syntax(std::string_view line, uint32_t column, std::string_view parser_message) {
  const Parts parts = split(parser_message);
  const std::size_t at = byte_of_column(line, column);
  const auto reason_has = [&](std::string_view words) { return parts.reason.find(words) != std::string_view::npos; };

  // Line ends of old machines: for TOML all of it is one line, and the parser's words say nothing of that.
  if (const std::size_t lone = line.find('\r'); lone != std::string_view::npos && lone + 1 < line.size())
    return {column_of_byte(line, lone), "a carriage return stands alone; lines end with \\n or \\r\\n", {}};
  if (reason_has("cannot redefine") || reason_has("cannot insert")) {
    return explain_redefinition(line, column, parts.reason);
  }
  const bool in_string = parts.scope == "string" || parts.scope == "literal string";
  if (!in_string) {
    if (std::optional<SyntaxMistake> quote = explain_typographic_quote(line)) return *quote;
  }
  if (reason_has("control character")) return explain_control(parts, line, column);
  if (reason_has("unknown escape sequence")) {
    return {column,
            fmt::format("unknown escape {} in a string", between_quotes(parts.reason)),
            {"write \\\\ for a backslash, or put the text in single quotes"}};
  }
  if (reason_has("dangling comma")) return {column, "a table in { } has no comma after its last key", {}};
  if (reason_has("nested value depth")) return {column, "values nest too deep", {}};
  const bool is_date = parts.scope.starts_with("date") || parts.scope == "time";
  if (!in_string && parts.scope != "table header" && parts.scope != "root table") {
    if (std::optional<SyntaxMistake> bare = explain_bare_value(line, at, is_date)) return *bare;
  }
  if (reason_has("could not determine value type")) return {column, "this is no value that TOML knows", {}};
  if (reason_has("encountered end-of-file")) {
    return {column, fmt::format("the file ends within {}", with_article(parts.scope)), {}};
  }
  if (reason_has("expected '='")) {
    std::string message = plain_words(parts.reason);
    replace_all(message, "expected '='", "expected '=' after the key");
    return {column, message, hints(parts, line, at)};
  }
  const std::string where = in_string || is_date ? " in " + with_article(parts.scope) : "";
  // Of a number the parser names the first bad character; the number is easier to find.
  const bool is_number = parts.scope == "floating-point" || parts.scope.ends_with("integer");
  const std::optional<BareValue> number = is_number ? bare_value_at(line, at) : std::nullopt;
  if (number) column = column_of_byte(line, number->begin);
  return {column, plain_words(parts.reason) + where, hints(parts, line, at)};
}

}  // namespace docmill::host
