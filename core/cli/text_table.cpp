#include "cli/text_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "docmill/base/printable.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::cli {

std::string text_table(std::vector<std::vector<std::string>> rows, std::size_t indent) {
  std::vector<std::size_t> widths;
  for (auto& row : rows) {
    for (std::string& cell : row) cell = printable(cell);
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], utf8::count(row[i]));
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - utf8::count(row[i]) + 2, ' ');
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out += line + "\n";
  }
  return out;
}

std::string describe_port(const host::PortDeclaration& port) {
  std::string out = host::name_of(port.kind);
  if (!port.over.empty()) out += " over " + port.over;
  std::vector<std::string> fields;
  for (const host::FieldDeclaration& f : port.fields)
    fields.push_back(fmt::format("{} {}", f.name, host::name_of(f.type)));
  if (!fields.empty()) out += fmt::format(" ({})", fmt::join(fields, ", "));
  return out;
}

std::string describe_type(const host::OptionDeclaration& option, std::string_view quote) {
  std::string type = host::name_of(option.type);
  if (option.minimum)
    return fmt::format("{}, {} to {}", type, host::describe_bound(option, *option.minimum),
                       host::describe_bound(option, *option.maximum));
  if (option.choices.empty()) return type;
  std::vector<std::string> choices;
  for (const std::string& choice : option.choices) choices.push_back(fmt::format("{0}{1}{0}", quote, choice));
  const std::string list = fmt::format("{}", fmt::join(choices, ", "));
  return option.type == host::OptionType::string ? list : type + " of " + list;
}

}  // namespace docmill::cli
