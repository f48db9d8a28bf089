#include "host/pipeline/option_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <limits>

#include "docmill/base/json_text.hpp"
#include "host/pipeline/toml_reader.hpp"

namespace docmill::host {
namespace {

// `usual`, or the bound where it lies outside.
std::string example_number(const OptionDeclaration& declared, double usual) {
  if (declared.minimum && usual < *declared.minimum) usual = *declared.minimum;
  if (declared.maximum && usual > *declared.maximum) usual = *declared.maximum;
  std::string text = describe_bound(declared, usual);
  const bool is_whole = text.find_first_of(".eE") == std::string::npos;
  return declared.type == OptionType::number && is_whole ? text + ".0" : text;
}

std::string example_of_type(const OptionDeclaration& declared) {
  switch (declared.type) {
    case OptionType::boolean: return "true";
    case OptionType::integer: return example_number(declared, 1);
    case OptionType::number: return example_number(declared, 0.5);
    case OptionType::string: return "\"...\"";
    case OptionType::strings: return "[\"...\"]";
    case OptionType::file: return "\"FILE\"";
    case OptionType::files: return "[\"FILE\"]";
  }
  return "...";
}

}  // namespace

std::string describe_value(const OptionDeclaration& declared, const OptionValue& value) {
  const auto quoted = [](const std::string& s) {
    std::string out;
    append_json_string(out, s);
    return out;
  };
  std::vector<std::string> items;
  for (const OptionValue::Item& item : value.items) items.push_back(quoted(item.text));
  switch (declared.type) {
    case OptionType::boolean: return value.integer != 0 ? "true" : "false";
    case OptionType::integer: return fmt::format("{}", value.integer);
    case OptionType::number: {
      std::string out;
      append_json_number(out, value.number);
      return out;
    }
    case OptionType::string:
    case OptionType::file: return items.empty() ? "\"\"" : items[0];
    default: return fmt::format("[{}]", fmt::join(items, ", "));
  }
}

std::string describe_bound(const OptionDeclaration& declared, double bound) {
  constexpr double beyond_integers = 9223372036854775808.0;  // 2^63, as which the largest integer reads
  if (declared.type == OptionType::integer && std::fabs(bound) <= beyond_integers)
    return fmt::format("{}",
                       bound >= beyond_integers ? std::numeric_limits<int64_t>::max() : static_cast<int64_t>(bound));
  std::string out;
  append_json_number(out, bound);
  if (out.ends_with(".0")) out.resize(out.size() - 2);
  return out;
}

std::string example_value(const OptionDeclaration& declared) {
  if (!declared.choices.empty()) {
    const std::string word = toml_string(declared.choices.front());
    return declared.type == OptionType::strings ? '[' + word + ']' : word;
  }
  const bool says_something = declared.fallback && *declared.fallback != "\"\"" && *declared.fallback != "[]";
  return says_something ? *declared.fallback : example_of_type(declared);
}

}  // namespace docmill::host
