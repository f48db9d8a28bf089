#include "host/input/file_name.hpp"

#include "docmill/base/utf8.hpp"

namespace docmill::host {
namespace {

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

// Bytes at `at` that must be escaped (a control character, or a byte that is not UTF-8); 0 when the character is fine.
std::size_t unprintable(std::string_view path, std::size_t at) {
  const std::size_t length = utf8::valid_length(path, at);
  if (length == 0) return 1;
  return is_control(utf8::next(path, at)) ? length : 0;
}

bool has_unprintable(std::string_view path) {
  for (std::size_t at = 0; at < path.size(); at += utf8::valid_length(path, at))
    if (unprintable(path, at) != 0) return true;
  return false;
}

std::string escaped(std::string_view path) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  const auto escape = [&out](char c) {
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  };
  for (std::size_t at = 0; at < path.size();) {
    std::size_t bad = path[at] == '%' ? 1 : unprintable(path, at);
    const std::size_t good = bad == 0 ? utf8::valid_length(path, at) : 0;
    out.append(path.substr(at, good));
    at += good;
    for (; bad > 0; --bad) escape(path[at++]);
  }
  return out;
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string unescaped(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const bool code =
        name[at] == '%' && at + 2 < name.size() && digit_value(name[at + 1]) >= 0 && digit_value(name[at + 2]) >= 0;
    out += code ? static_cast<char>(digit_value(name[at + 1]) * 16 + digit_value(name[at + 2])) : name[at];
    at += code ? 3 : 1;
  }
  return out;
}

// Would another path get this text as its name? Each round is shorter than the one before.
bool reads_like_an_escaped_name(std::string name) {
  while (name.find('%') != std::string::npos) {
    std::string path = unescaped(name);
    if (path == name || escaped(path) != name) return false;
    if (has_unprintable(path)) return true;
    name = std::move(path);
  }
  return false;
}

}  // namespace

std::string name_of_path(std::string_view path) {
  if (has_unprintable(path) || reads_like_an_escaped_name(std::string(path))) return escaped(path);
  return std::string(path);
}

}  // namespace docmill::host
