#include "host/output/document_name.hpp"

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t longest_part = 180;
constexpr std::size_t most_parts = 16;

bool is_awkward(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F ||
         std::string_view("\\:*?\"<>|").find(c) != std::string_view::npos;
}

std::string safe_part(std::string_view part) {
  std::string out(part);
  std::replace_if(out.begin(), out.end(), is_awkward, '_');
  if (out.empty() || out.front() == '.' || out.front() == '-' || out.front() == '~') out.insert(0, "_");
  if (out.size() > longest_part) {
    const std::string digest = to_hex(sha256(part));
    out = std::string(utf8::prefix(out, longest_part)) + '-' + digest.substr(0, 8);
  }
  return out;
}

}  // namespace

std::string file_name_for(std::string_view id) {
  std::string out;
  std::size_t parts = 0;
  std::string_view rest = id;
  while (true) {
    const std::size_t slash = parts + 1 < most_parts ? rest.find('/') : std::string_view::npos;
    std::string_view part = rest.substr(0, slash);
    std::string flat(part);
    std::replace(flat.begin(), flat.end(), '/', '_');
    if (!part.empty() || slash == std::string_view::npos) {
      if (!out.empty()) out += '/';
      out += safe_part(flat);
      ++parts;
    }
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  return out;
}

}  // namespace docmill::host
