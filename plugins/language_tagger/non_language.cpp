#include "non_language.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "byte_windows.hpp"
#include "docmill/base/ascii.hpp"

namespace docmill::language {

namespace {

constexpr std::size_t longest_word_in_ascii = 44;  // letters; what is longer and has no mark is base64 or the like

constexpr bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
using ascii::is_digit;
using ascii::is_upper;

// What a byte of a token can be; several at once.
enum TokenByte : uint8_t {
  token_opens = 1,   // stands before a token in prose
  token_closes = 2,  // stands behind one
  token_slash = 4,   // or the other one
  token_dot = 8,
  token_joint = 16,  // _ = { : (
};
constexpr auto sorts = [] {
  std::array<uint8_t, 256> table{};
  const auto put = [&](std::string_view bytes, uint8_t sort) {
    for (const char c : bytes) table[static_cast<unsigned char>(c)] |= sort;
  };
  put("(\"'[<", token_opens);
  put(".,;:!?)\"']>", token_closes);
  put("/\\", token_slash);
  put(".", token_dot);
  put("_={:(", token_joint);
  return table;
}();
constexpr uint8_t sort_of(char c) { return sorts[static_cast<unsigned char>(c)]; }
uint8_t sorts_in(std::string_view token) {
  uint8_t all = 0;
  for (const char c : token) all |= sort_of(c);
  return all;
}

// Without the opening and closing marks that stand around a token in prose.
std::string_view bare(std::string_view token) {
  while (!token.empty() && (sort_of(token.front()) & token_opens) != 0) token.remove_prefix(1);
  bool call = false, asked = false;  // its closing one belongs to it
  while (!token.empty() && (sort_of(token.back()) & token_closes) != 0) {
    if (token.back() == ')' && !asked) {
      call = token.find('(') != std::string_view::npos;
      asked = true;
    }
    if (call && token.back() == ')') break;
    token.remove_suffix(1);
  }
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

// `java.lang.Object`, `org.example.mill`: three names or more, all but the last in small letters.
bool is_dotted_name(std::string_view t) {
  std::size_t names = 0;
  while (!t.empty()) {
    const std::size_t dot = std::min(t.find('.'), t.size());
    const std::string_view name = t.substr(0, dot);
    if (name.size() < 2 || !is_letter(name.front())) return false;
    const bool last = dot == t.size();
    const auto may_be_in_name = [&](char c) {
      return ascii::is_lower(c) || is_digit(c) || c == '_' || (last && is_upper(c));
    };
    if (!std::all_of(name.begin(), name.end(), may_be_in_name)) return false;
    ++names;
    t.remove_prefix(last ? dot : dot + 1);
  }
  return names >= 3;
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
  const uint8_t sorts = sorts_in(t);
  if ((sorts & token_slash) != 0 && (is_path(t) || is_media_type(t))) return true;
  if ((sorts & token_dot) != 0 && (is_file_name(t) || is_dotted_name(t))) return true;
  if (is_hash(t)) return true;
  if ((sorts & token_joint) == 0) return false;
  for (std::size_t i = 1; i + 1 < t.size(); ++i) {
    if (t[i] == '_' && (is_letter(t[i - 1]) || is_digit(t[i - 1])) && (is_letter(t[i + 1]) || is_digit(t[i + 1])))
      return true;
    if (t[i] == '=' || t[i] == '{' || (t[i] == ':' && t[i + 1] == ':')) return true;
    if (t[i] == '(' && (t[i + 1] == ')' || (is_letter(t[i - 1]) && t.back() == ')' && t.find('.') < i))) return true;
  }
  return false;
}

bool is_identifier(std::string_view token) { return is_hash(bare(token)); }

bool is_code(std::string_view line, ConstKinds kinds) {
  if (line.size() < 3) return false;
  uint64_t signs = 0, flags = 0, after_blank = 0;
  for (const ByteKinds& k : kinds) {
    if (k.signs != 0) signs += count_bits(k.signs);
    if (k.dashes != 0) flags += count_bits(k.dashes & (k.blanks << 1 | after_blank));
    after_blank = k.blanks >> (ByteKinds::size - 1);
  }
  const char last = line.back();
  if (signs >= 3) {
    uint64_t letters = 0;  // each byte beyond ASCII counted as one
    for (const ByteKinds& k : kinds) letters += count_bits(k.letters | k.beyond);
    if (signs * 5 >= letters) return true;
  }
  if (signs >= 2 && (last == '{' || last == ';' || last == '}')) return true;
  // def main(argv):   class Mill(Base):   if (x)
  const std::size_t open = signs == 0 ? std::string_view::npos : line.find('(');
  const bool call = open != std::string_view::npos && open > 0 && is_letter(line[open - 1]);
  const bool of_object = call && line.substr(0, open).find('.') != std::string_view::npos;
  if (call && (last == ':' || (last == ')' && (signs > 2 || of_object))) &&
      std::count(line.begin(), line.end(), ' ') < 5 && is_ascii(line))
    return true;
  if ((flags >= 2 || signs >= 2) && is_command(line)) return true;
  switch (line.front()) {
    case 'S':
    case 'I':
    case 'C':
    case 'D':  // SELECT name, city   -- in capitals, what follows in small letters
      if (!is_upper(line[1])) return false;
      for (const std::string_view start : {"SELECT ", "INSERT INTO ", "CREATE TABLE ", "DELETE FROM "}) {
        if (line.substr(0, start.size()) == start && line.size() > start.size() && !is_upper(line[start.size()]))
          return true;
      }
      return false;
    case 's': return line.substr(0, 5) == "sudo ";
    case '#':
    case '<':
    case '>':
    case '/':
      for (const std::string_view start : {"#include ", "#!/", "<?php", "</", ">>> ", "//", "/*"}) {
        if (line.substr(0, start.size()) == start) return true;
      }
      return false;
    default: return false;
  }
}

bool is_like_code(std::string_view line) {
  if (line.empty() || !is_ascii(line)) return false;
  const char last = line.back();
  if (last == '.' || last == '!' || last == '?') return false;
  return std::count(line.begin(), line.end(), ' ') < 7;
}

}  // namespace docmill::language
