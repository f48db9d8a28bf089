#include "readmes/option_table.hpp"

#include <algorithm>

namespace docmill::test {
namespace {

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out;
  for (std::size_t at = line.find('|'); at != std::string::npos;) {
    const std::size_t next = line.find('|', at + 1);
    if (next == std::string::npos) break;
    std::string cell = line.substr(at + 1, next - at - 1);
    cell.erase(0, cell.find_first_not_of(' '));
    cell.erase(cell.find_last_not_of(' ') + 1);
    out.push_back(std::move(cell));
    at = next;
  }
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace

std::vector<OptionRow> option_rows(const std::string& markdown) {
  std::vector<OptionRow> rows;
  bool inside = false;
  for (const std::string& line : lines_of(markdown)) {
    const std::vector<std::string> row = cells(line);
    if (!inside) {
      inside = row == std::vector<std::string>{"name", "type", "default", "meaning"};
    } else if (row.size() < 4) {
      break;
    } else if (row[0].starts_with('`')) {  // not the line of dashes
      rows.push_back({row[0], row[1], row[2], row[3]});
    }
  }
  return rows;
}

std::string differences(const std::vector<OptionRow>& readme, const std::vector<OptionRow>& declared) {
  constexpr std::size_t longest = 42;  // with its two quotes
  std::string out;
  const auto expected = [](const OptionRow& d) {
    return "  expected: | " + d.name + " | " + d.type + " | " + d.fallback + " | " + d.meaning + " |\n";
  };
  for (std::size_t i = 0; i < std::max(readme.size(), declared.size()); ++i) {
    if (i >= declared.size()) {
      out += "row " + std::to_string(i + 1) + ": the stage has no option " + readme[i].name + "\n";
      continue;
    }
    const OptionRow& d = declared[i];
    if (i >= readme.size() || readme[i].name != d.name) {
      out += "row " + std::to_string(i + 1) + " should be " + d.name + "\n" + expected(d);
      break;  // what follows has moved
    }
    const OptionRow& r = readme[i];
    if (r.type != d.type) out += d.name + ": the type is " + d.type + "\n" + expected(d);
    const bool in_words = d.fallback.size() > longest && !r.fallback.starts_with('`');
    if (r.fallback != d.fallback && !in_words) out += d.name + ": the default is " + d.fallback + "\n" + expected(d);
    if (r.meaning.empty()) out += d.name + ": a meaning is missing\n" + expected(d);
  }
  return out;
}

}  // namespace docmill::test
