#include "host/pipeline/option_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "docmill/base/json_text.hpp"

namespace docmill::host {

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

}  // namespace docmill::host
