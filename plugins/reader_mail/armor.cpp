#include "armor.hpp"

#include <algorithm>

#include "docmill/base/ascii.hpp"
#include "headers/header_fields.hpp"

namespace docmill::mail {
namespace {

constexpr std::string_view signed_begin = "-----BEGIN PGP SIGNED MESSAGE-----",
                           signature_begin = "-----BEGIN PGP SIGNATURE-----",
                           signature_end = "-----END PGP SIGNATURE-----";

// The next line as it is written, with its end; takes it off.
std::string_view take_whole_line(std::string_view& text) {
  const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
  const std::string_view line = text.substr(0, size);
  text.remove_prefix(size);
  return line;
}

std::string_view without_end(std::string_view line) { return line.substr(0, line.find_last_not_of(" \t\r\n") + 1); }

// "Version: GnuPG v2", as armor has it.
bool is_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  const auto is_of_name = [](char c) { return ascii::is_letter(c) || ascii::is_digit(c) || c == '-'; };
  if (colon == std::string_view::npos || colon == 0) return false;
  return (colon + 1 == line.size() || line[colon + 1] == ' ') &&
         std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon), is_of_name);
}

// Takes off "Hash: SHA256" and its like with the blank line behind them. A line that only looks so ("Note: ...") is
// text that somebody signed, and so are they all without a blank line.
void take_headers_of_signed(std::string_view& text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view line = without_end(take_whole_line(rest));
    if (line.empty()) {
      text = rest;
      return;
    }
    const std::string_view name = line.substr(0, line.find(':'));
    const bool is_known = name == "Hash" || name == "Charset" || name == "Comment" || name == "MessageID" ||
                          name == "NotDashEscaped" || name == "Version";
    if (!is_known || !is_header(line)) return;
  }
}

bool is_base64_line(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) {
    return ascii::is_letter(c) || ascii::is_digit(c) || c == '+' || c == '/' || c == '=';
  });
}

// Behind the line that begins it; takes it off. False: what stands there is no signature, or has no end.
bool take_signature(std::string_view& text) {
  std::string_view rest = text;
  bool is_in_head = true;
  while (!rest.empty()) {
    const std::string_view line = without_end(take_whole_line(rest));
    if (line == signature_end) {
      text = rest;
      return true;
    }
    if (is_in_head && is_header(line)) continue;
    is_in_head = false;
    if (!is_base64_line(line)) return false;
  }
  return false;
}

// What was signed, of a text behind the line that begins it; takes all off up to the end of the signature. False: it
// has none, or one that is not whole, and nothing is taken off.
bool take_signed(std::string_view& text, std::string& out) {
  std::string_view rest = text;
  take_headers_of_signed(rest);
  std::string inside;
  for (;;) {
    if (rest.empty()) return false;
    std::string_view line = take_whole_line(rest);
    if (without_end(line) == signature_begin) break;
    if (without_end(line) == signed_begin) return false;  // within one it would stand behind "- "
    if (line.starts_with("- ")) line.remove_prefix(2);
    inside += line;
  }
  if (!take_signature(rest)) return false;
  out += inside;
  text = rest;
  return true;
}

// "begin 644 NAME": the name; empty: the line is none such.
std::string_view name_of_file(std::string_view line) {
  constexpr std::string_view begin = "begin ";
  if (!line.starts_with(begin)) return {};
  line = without_end(line.substr(begin.size()));
  const std::size_t blank = line.find(' ');
  if (blank != 3 && blank != 4) return {};
  const auto is_octal = [](char c) { return c >= '0' && c <= '7'; };
  if (!std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(blank), is_octal)) return {};
  return trimmed(line.substr(blank + 1));
}

// Its first character says how many bytes it stands for; four characters stand for three. Blanks at its end may be
// gone.
bool is_encoded_line(std::string_view line) {
  if (line.empty()) return false;
  const auto is_of_it = [](char c) { return c >= ' ' && c <= '`'; };
  const std::size_t n_bytes = static_cast<std::size_t>(line[0] - ' ') & 63;
  const std::size_t size = 1 + (n_bytes + 2) / 3 * 4;
  return std::all_of(line.begin(), line.end(), is_of_it) && line.size() <= size + 1 && line.size() + 8 >= size;
}

// Behind the line that begins it; takes it off. False: it is none.
bool take_file(std::string_view& text) {
  std::string_view rest = text;
  for (std::size_t n = 0; !rest.empty(); ++n) {
    std::string_view line = take_whole_line(rest);
    if (n != 0 && without_end(line) == "end") {
      text = rest;
      return true;
    }
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (!is_encoded_line(line) && !line.empty()) return false;
  }
  return false;
}

}  // namespace

WithoutArmor without_signature_armor(std::string_view text) {
  WithoutArmor out;
  while (!text.empty()) {
    const std::string_view line = take_whole_line(text);
    if (line.starts_with(signed_begin) && without_end(line) == signed_begin) {
      if (take_signed(text, out.text)) continue;
      out.is_left = true;
    }
    out.text += line;
  }
  return out;
}

std::string without_uuencoded_files(std::string_view text, std::vector<std::string>& names) {
  std::string out;
  while (!text.empty()) {
    const std::string_view line = take_whole_line(text);
    const std::string_view name = name_of_file(line);
    if (!name.empty() && take_file(text)) names.emplace_back(name);
    else out += line;
  }
  return out;
}

}  // namespace docmill::mail
