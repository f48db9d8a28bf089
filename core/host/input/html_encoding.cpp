#include "host/input/html_encoding.hpp"

#include <string>

#include "docmill/base/ascii.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t prescanned = 1024;
constexpr std::size_t looked_at_late = 64 << 10;

bool is_html_space(char c) { return c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '; }
using ascii::is_letter;
using ascii::lower;

bool starts_with_any_case(std::string_view text, std::string_view lower_case) {
  if (text.size() < lower_case.size()) return false;
  for (std::size_t i = 0; i < lower_case.size(); ++i)
    if (lower(text[i]) != lower_case[i]) return false;
  return true;
}

struct Attribute {
  std::string name, value;  // lower case
};

// Steps through the bytes as the standard does. At the end of the bytes every step fails.
class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes) {}
  std::optional<Encoding> run();

 private:
  bool at_end() const { return at_ >= bytes_.size(); }
  char here() const { return bytes_[at_]; }
  std::string_view rest() const { return bytes_.substr(at_); }
  void skip_spaces() {
    while (!at_end() && is_html_space(here())) ++at_;
  }
  void skip_past(std::string_view what);
  void skip_tag();
  std::optional<Encoding> read_meta();
  bool next_attribute(Attribute& out);
  void read_value(std::string& out);

  std::string_view bytes_;
  std::size_t at_ = 0;
};

// The label that "text/html; charset=LABEL" names ("extracting a character encoding from a meta element").
std::optional<Encoding> encoding_in_content(std::string_view content) {
  for (std::size_t at = content.find("charset"); at != std::string_view::npos; at = content.find("charset", at)) {
    at += std::string_view("charset").size();
    while (at < content.size() && is_html_space(content[at])) ++at;
    if (at >= content.size() || content[at] != '=') continue;
    ++at;
    while (at < content.size() && is_html_space(content[at])) ++at;
    const std::string_view label = content.substr(at);
    if (label.empty()) return std::nullopt;
    if (label[0] == '"' || label[0] == '\'') {
      const std::size_t end = label.find(label[0], 1);
      return end == std::string_view::npos ? std::nullopt : find_web_encoding(label.substr(1, end - 1));
    }
    return find_web_encoding(label.substr(0, label.find_first_of("\t\n\f\r ;")));
  }
  return std::nullopt;
}

void Prescan::skip_past(std::string_view what) {
  const std::size_t found = bytes_.find(what, at_);
  at_ = found == std::string_view::npos ? bytes_.size() : found + what.size();
}

void Prescan::skip_tag() {
  while (!at_end() && !is_html_space(here()) && here() != '>') ++at_;
  Attribute ignored;
  while (next_attribute(ignored)) {
  }
}

// "Get an attribute".
bool Prescan::next_attribute(Attribute& out) {
  while (!at_end() && (is_html_space(here()) || here() == '/')) ++at_;
  if (at_end() || here() == '>') return false;
  out.name.clear();
  out.value.clear();
  for (; !at_end(); ++at_) {
    if (here() == '=' && !out.name.empty()) break;
    if (is_html_space(here())) {
      skip_spaces();
      if (at_end() || here() != '=') return !at_end();
      break;
    }
    if (here() == '/' || here() == '>') return true;
    out.name += lower(here());
  }
  if (at_end()) return false;
  ++at_;
  skip_spaces();
  if (at_end()) return false;
  read_value(out.value);
  return !at_end();
}

void Prescan::read_value(std::string& out) {
  if (here() == '"' || here() == '\'') {
    const char quote = here();
    for (++at_; !at_end() && here() != quote; ++at_) out += lower(here());
    if (!at_end()) ++at_;
    return;
  }
  for (; !at_end() && !is_html_space(here()) && here() != '>'; ++at_) out += lower(here());
}

// The attributes of <meta ...>, each name once.
std::optional<Encoding> Prescan::read_meta() {
  bool got_pragma = false, any_charset = false, need_pragma = false;
  bool seen_equiv = false, seen_content = false, seen_charset = false;
  std::optional<Encoding> charset;
  Attribute attribute;
  while (next_attribute(attribute)) {
    if (attribute.name == "http-equiv" && !seen_equiv) {
      seen_equiv = true;
      got_pragma = attribute.value == "content-type";
    } else if (attribute.name == "content" && !seen_content) {
      seen_content = true;
      if (any_charset) continue;
      charset = encoding_in_content(attribute.value);
      any_charset = need_pragma = charset.has_value();
    } else if (attribute.name == "charset" && !seen_charset) {
      seen_charset = any_charset = true;
      charset = find_web_encoding(attribute.value);
      need_pragma = false;
    }
  }
  if (at_end() || !any_charset || (need_pragma && !got_pragma)) return std::nullopt;
  return charset;
}

std::optional<Encoding> Prescan::run() {
  for (; !at_end(); ++at_) {
    if (here() != '<') continue;
    const std::string_view tag = rest();
    if (tag.starts_with("<!--")) {
      at_ += 2;  // "<!-->" is a whole comment
      skip_past("-->");
      --at_;
    } else if (tag.size() > 5 && starts_with_any_case(tag, "<meta") && (is_html_space(tag[5]) || tag[5] == '/')) {
      at_ += 5;
      if (auto found = read_meta()) return found;
    } else if (tag.size() > 1 && (is_letter(tag[1]) || (tag.size() > 2 && tag[1] == '/' && is_letter(tag[2])))) {
      skip_tag();
    } else if (tag.starts_with("<!") || tag.starts_with("</") || tag.starts_with("<?")) {
      skip_past(">");
      --at_;
    }
  }
  return std::nullopt;
}

// "Get an XML encoding": <?xml ... encoding="LABEL" ...?> at the very begin.
std::optional<Encoding> encoding_in_xml_declaration(std::string_view bytes) {
  if (!bytes.starts_with("<?xml") || bytes.find('>') == std::string_view::npos) return std::nullopt;
  constexpr std::string_view key = "encoding";
  std::size_t at = bytes.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  const auto skip = [&] {
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) <= 0x20) ++at;
  };
  at += key.size();
  skip();
  if (at >= bytes.size() || bytes[at] != '=') return std::nullopt;
  ++at;
  skip();
  if (at >= bytes.size() || (bytes[at] != '"' && bytes[at] != '\'')) return std::nullopt;
  const std::size_t end = bytes.find(bytes[at], at + 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view label = bytes.substr(at + 1, end - at - 1);
  for (const char c : label)
    if (static_cast<unsigned char>(c) <= 0x20) return std::nullopt;
  return find_web_encoding(label);
}

}  // namespace

std::optional<Encoding> find_declared_encoding(std::string_view page) {
  const std::string_view bytes = page.substr(0, prescanned);
  auto found = Prescan(bytes).run();
  if (!found) found = encoding_in_xml_declaration(bytes);
  if (!found) return found;
  if (found->name == "utf-16le" || found->name == "utf-16be") return find_web_encoding("utf-8");
  if (found->name == "x-user-defined") return find_web_encoding("windows-1252");
  return found;
}

std::optional<Encoding> find_late_encoding(std::string_view page) {
  auto found = Prescan(page.substr(0, looked_at_late)).run();
  const bool is_ascii_below = found && !found->name.starts_with("utf-") && found->name != "x-user-defined";
  return is_ascii_below ? found : std::nullopt;
}

}  // namespace docmill::host
