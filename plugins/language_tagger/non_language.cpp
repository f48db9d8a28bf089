#include "non_language.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "byte_windows.hpp"
#include "docmill/base/ascii.hpp"

namespace docmill::language {

namespace {

constexpr std::size_t longest_word_in_ascii = 44;  // letters; what is longer and has no mark is base64 or the like

constexpr bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
using ascii::is_digit;
using ascii::is_upper;
bool is_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The signs of which code has many.
constexpr auto signs_of_code = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("{}[]();=<>_$\\|&*+#/@")) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

std::size_t count_signs(std::string_view line) {
  std::size_t n = 0, at = 0;
  for (; at + window <= line.size(); at += window) {
    const WindowBytes b = window_at(line, at);
    uint32_t likely =
        high_bits(is_from_to(b, '#', '+') | is(b, '/') | is_from_to(b, ';', '@') | is_from_to(b | 0x20, '{', 0x7F));
    for (; likely != 0; likely &= likely - 1)
      n += signs_of_code[static_cast<unsigned char>(line[at + static_cast<std::size_t>(std::countr_zero(likely))])];
  }
  for (; at < line.size(); ++at) n += signs_of_code[static_cast<unsigned char>(line[at])];
  return n;
}

// Letters, each byte beyond ASCII counted as one.
std::size_t count_letter_bytes(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(
      line.begin(), line.end(), [](char c) { return is_letter(c) || static_cast<unsigned char>(c) >= 0x80; }));
}

// Opening and closing marks that stand around a token in prose.
std::string_view bare(std::string_view token) {
  constexpr std::string_view before = "(\"'[<", after = ".,;:!?)\"']>";
  while (!token.empty() && before.find(token.front()) != std::string_view::npos) token.remove_prefix(1);
  const bool call = token.find('(') != std::string_view::npos;  // its closing one belongs to it
  while (!token.empty() && after.find(token.back()) != std::string_view::npos && !(call && token.back() == ')'))
    token.remove_suffix(1);
  return token;
}

bool is_path(std::string_view t) {
  const auto slashes = std::count_if(t.begin(), t.end(), [](char c) { return c == '/' || c == '\\'; });
  if (slashes == 0) return false;
  if (t.size() > 2 && (t[0] == '/' || t.substr(0, 2) == "~/" || t.substr(0, 2) == "./" || t.substr(0, 3) == "../"))
    return true;
  if (t.size() > 2 && is_letter(t[0]) && t[1] == ':' && (t[2] == '\\' || t[2] == '/')) return true;
  return slashes >= 3 || t.find('\\') != std::string_view::npos;
}

// `report.pdf`, `example.com`: two letters or more, then a short ending in lower case.
bool is_file_name(std::string_view t) {
  const std::size_t dot = t.rfind('.');
  if (dot == std::string_view::npos || dot < 2 || t.size() - dot < 3 || t.size() - dot > 6) return false;
  const auto lower = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c); };
  return std::all_of(t.begin() + static_cast<std::ptrdiff_t>(dot) + 1, t.end(), lower) && is_letter(t[dot - 1]) &&
         is_letter(t[dot - 2]);
}

// Letters and digits in turn, or a long run that no word has.
bool is_hash(std::string_view t) {
  if (t.size() < 8 || !is_ascii(t)) return false;
  std::size_t digits = 0, letters = 0, turns = 0, humps = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    digits += is_digit(t[i]);
    letters += is_letter(t[i]);
    if (i == 0) continue;
    turns += is_digit(t[i]) != is_digit(t[i - 1]);
    humps += is_upper(t[i]) && is_letter(t[i - 1]) && !is_upper(t[i - 1]);
  }
  if (digits > 0 && letters > 0 && turns >= 3) return true;
  if (letters == t.size() && t.size() > longest_word_in_ascii) return true;
  return t.size() >= 12 && humps >= 3;
}

// `Content-Length:` and the like, at the head of what a web server sends.
bool is_header(std::string_view token) {
  if (token.back() != ':') return false;
  constexpr std::array<std::string_view, 12> beginnings{"Accept-", "Access-", "Cache-",    "Content-", "Keep-", "Last-",
                                                        "Proxy-",  "Set-",    "Transfer-", "User-",    "WWW-",  "X-"};
  const auto is_beginning = [&](std::string_view b) { return token.substr(0, b.size()) == b; };
  return token == "Connection:" || std::any_of(beginnings.begin(), beginnings.end(), is_beginning);
}

// `text/html`
bool is_media_type(std::string_view token) {
  constexpr std::array<std::string_view, 6> kinds{"text/", "image/", "audio/", "video/", "application/", "multipart/"};
  return std::any_of(kinds.begin(), kinds.end(), [&](std::string_view k) { return token.substr(0, k.size()) == k; });
}

// `git commit -m "fix" && git push`, `tar -x -f a.tar`; not "Juan -el hermano de Ana- vive en Madrid."
bool is_command(std::string_view line) {
  constexpr std::size_t longest_command = 200;  // bytes
  const char last = line.back();
  if (line.size() > longest_command || last == '.' || last == '!' || last == '?') return false;
  for (const std::string_view dash : {"- ", "-, ", "-; ", "-: "})  // closes what a dash has opened
    if (const std::size_t at = line.find(dash); at != std::string_view::npos && at > 0 && is_letter(line[at - 1]))
      return false;
  std::size_t flags = 0;
  for (std::size_t at = line.find(" -"); at != std::string_view::npos; at = line.find(" -", at + 2)) {
    const std::size_t name = line.find_first_not_of('-', at + 1);
    flags += name != std::string_view::npos && name <= at + 3 && is_letter(line[name]);
  }
  return (flags >= 2 || line.find(" && ") != std::string_view::npos) && is_ascii(line);
}

}  // namespace

bool is_machine_token(std::string_view token) {
  if (token.size() > 2 && is_header(token)) return true;
  const std::string_view t = bare(token);
  if (t.size() < 2) return false;
  if ((t[0] == '#' || t[0] == '@') && !is_digit(t[1])) return true;
  if (is_path(t) || is_file_name(t) || is_hash(t) || is_media_type(t)) return true;
  for (std::size_t i = 1; i + 1 < t.size(); ++i) {
    if (t[i] == '_' && (is_letter(t[i - 1]) || is_digit(t[i - 1])) && (is_letter(t[i + 1]) || is_digit(t[i + 1])))
      return true;
    if (t[i] == '=' || t[i] == '{' || (t[i] == ':' && t[i + 1] == ':')) return true;
    if (t[i] == '(' && (t[i + 1] == ')' || (is_letter(t[i - 1]) && t.back() == ')' && t.find('.') < i))) return true;
  }
  return false;
}

bool is_identifier(std::string_view token) { return is_hash(bare(token)); }

bool is_code(std::string_view line) {
  if (line.size() < 3) return false;
  const std::size_t signs = count_signs(line);
  const char last = line.back();
  if (signs >= 3 && signs * 5 >= count_letter_bytes(line)) return true;
  if (signs >= 2 && (last == '{' || last == ';' || last == '}')) return true;
  // def main(argv):   class Mill(Base):   if (x)
  const std::size_t open = line.find('(');
  const bool call = open != std::string_view::npos && open > 0 && is_letter(line[open - 1]);
  const bool of_object = call && line.substr(0, open).find('.') != std::string_view::npos;
  if (call && (last == ':' || (last == ')' && (signs > 2 || of_object))) &&
      std::count(line.begin(), line.end(), ' ') < 5 && is_ascii(line))
    return true;
  if (is_command(line)) return true;
  if (std::string_view("SICD#<s>/").find(line.front()) == std::string_view::npos) return false;
  // SELECT name, city   -- in capitals, what follows in small letters
  for (const std::string_view start : {"SELECT ", "INSERT INTO ", "CREATE TABLE ", "DELETE FROM "}) {
    if (line.substr(0, start.size()) == start && line.size() > start.size() && !is_upper(line[start.size()]))
      return true;
  }
  for (const std::string_view start : {"#include ", "#!/", "<?php", "</", "sudo ", ">>> ", "//", "/*"}) {
    if (line.substr(0, start.size()) == start) return true;
  }
  return false;
}

bool is_like_code(std::string_view line) {
  if (line.empty() || !is_ascii(line)) return false;
  const char last = line.back();
  if (last == '.' || last == '!' || last == '?') return false;
  return std::count(line.begin(), line.end(), ' ') < 7;
}

}  // namespace docmill::language
