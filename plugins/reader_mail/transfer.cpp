#include "transfer.hpp"

#include <algorithm>

#include "docmill/base/percent.hpp"
#include "headers/header_fields.hpp"
#include "structured_field.hpp"

namespace docmill::mail {
namespace {

int value_of_base64(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// The byte that "=C3" stands for at `at`; -1: none does.
int escaped_byte(std::string_view text, std::size_t at) {
  if (text[at] != '=' || at + 2 >= text.size()) return -1;
  const int high = hex_digit(text[at + 1]), low = hex_digit(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// Appends what one line of quoted-printable says, without its end. True: the line end is a soft one.
bool append_line(std::string& out, std::string_view line) {
  line = line.substr(0, line.find_last_not_of(" \t") + 1);
  const bool is_soft = line.ends_with('=');
  if (is_soft) line.remove_suffix(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const int byte = escaped_byte(line, i);
    out += byte < 0 ? line[i] : static_cast<char>(byte);
    if (byte >= 0) i += 2;
  }
  return is_soft;
}

std::size_t take_quotes(std::string_view& line) {
  const std::size_t depth = std::min(line.find_first_not_of('>'), line.size());
  line.remove_prefix(depth);
  return depth;
}

}  // namespace

std::size_t end_of_base64(std::string_view text) {
  for (std::size_t line = 0; line < text.size();) {
    // So begin footers that lists put behind, and the ends of what was never closed.
    if (text.substr(line).starts_with("--") || text.substr(line).starts_with("__")) return line;
    const std::size_t line_end = std::min(text.find('\n', line), text.size());
    const std::size_t padding = text.substr(line, line_end - line).find('=');
    if (padding != std::string_view::npos) return std::min(text.find_first_not_of('=', line + padding), text.size());
    line = line_end + 1;
  }
  return text.size();
}

std::string from_base64_lines(std::string_view text) {
  text = text.substr(0, end_of_base64(text));
  std::string out;
  out.reserve(text.size() / 4 * 3);
  unsigned group = 0;
  int bits = 0;
  for (const char c : text) {
    if (c == '=') break;
    const int value = value_of_base64(c);
    if (value < 0) continue;
    group = (group << 6 | static_cast<unsigned>(value)) & 0xFFFFFF;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(group >> bits & 0xFF);
  }
  return out;
}

std::string from_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    std::string_view line_end = end == std::string_view::npos ? std::string_view() : text.substr(end, 1);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
      line_end = end == std::string_view::npos ? std::string_view() : text.substr(end - 1, 2);
    }
    if (!append_line(out, line)) out += line_end;
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

std::string from_q_encoding(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int byte = escaped_byte(text, i);
    out += byte >= 0 ? static_cast<char>(byte) : text[i] == '_' ? ' ' : text[i];
    if (byte >= 0) i += 2;
  }
  return out;
}

std::optional<std::string> from_transfer_encoding(std::string_view body, std::string_view encoding) {
  const StructuredField field(encoding);
  const std::string& name = field.value();
  if (name == "base64") return from_base64_lines(body);
  if (name == "quoted-printable") return from_quoted_printable(body);
  // The latter are mistakes of programs that mean what stands there as it stands.
  for (const char* plain : {"", "7bit", "8bit", "binary", "7-bit", "8-bit", "7bits", "8bits", "none", "plain", "utf-8",
                            "utf8", "us-ascii", "iso-8859-1"})
    if (name == plain) return std::string(body);
  return std::nullopt;
}

std::string unflowed(std::string_view text, bool delsp) {
  std::string out;
  out.reserve(text.size());
  constexpr std::size_t none = std::string_view::npos;
  std::size_t open = none;  // the depth of the paragraph that goes on
  while (!text.empty()) {
    std::string_view line = take_line(text);
    const std::size_t depth = take_quotes(line);
    if (line.starts_with(' ')) line.remove_prefix(1);  // put there so that nobody takes the line for another
    const bool is_signature = line == "-- ";
    if (open != none && (open != depth || is_signature)) {
      out += '\n';
      open = none;
    }
    if (open == none && depth != 0) (out += std::string(depth, '>')) += ' ';
    const bool goes_on = line.ends_with(' ') && !is_signature;
    if (goes_on && delsp) line.remove_suffix(1);
    out += line;
    open = goes_on ? depth : none;
    if (!goes_on) out += '\n';
  }
  if (open != none) out += '\n';
  return out;
}

}  // namespace docmill::mail
