#include "host/output/sums.hpp"

#include <fmt/format.h>

#include <fstream>

namespace docmill::host {

void append_sum(std::string& out, std::string_view sha256, std::string_view name) {
  const bool escaped = name.find_first_of("\\\n\r") != std::string_view::npos;
  if (escaped) out += '\\';
  out += sha256;
  out += "  ";
  for (const char c : name) {
    if (c == '\\') out += "\\\\";
    else if (c == '\n') out += "\\n";
    else if (c == '\r') out += "\\r";
    else out += c;
  }
  out += '\n';
}

bool parse_sum(std::string_view line, Sum& out) {
  const bool escaped = line.starts_with('\\');
  if (escaped) line.remove_prefix(1);
  if (line.size() < 67 || line.substr(64, 2) != "  ") return false;
  out.sha256 = line.substr(0, 64);
  if (out.sha256.find_first_not_of("0123456789abcdef") != std::string::npos) return false;
  out.name.clear();
  for (std::size_t i = 66; i < line.size(); ++i) {
    if (!escaped || line[i] != '\\') {
      out.name += line[i];
      continue;
    }
    if (++i == line.size()) return false;
    if (line[i] != '\\' && line[i] != 'n' && line[i] != 'r') return false;
    out.name += line[i] == 'n' ? '\n' : line[i] == 'r' ? '\r' : '\\';
  }
  return true;
}

Status read_sums(const std::filesystem::path& file, const std::function<bool(const Sum&)>& visit) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return {Trouble::io, fmt::format("{}: cannot be read", file.string())};
  std::string line;
  Sum sum;
  for (uint64_t n = 1; std::getline(stream, line); ++n) {
    if (!parse_sum(line, sum)) return {Trouble::io, fmt::format("{}:{}: is no line of sha256sum", file.string(), n)};
    if (!visit(sum)) break;
  }
  return {};
}

}  // namespace docmill::host
