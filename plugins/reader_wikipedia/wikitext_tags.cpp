// Comments, elements of extensions, tags of HTML.
#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "wikitext.hpp"

namespace docmill::wikipedia {
namespace {

enum class Kind { none, hidden, literal, line, plain };

struct KnownTag {
  std::string_view name;
  Kind kind;
};
constexpr std::array<KnownTag, 60> known_tags = {{
    {"ref", Kind::hidden},
    {"math", Kind::hidden},
    {"chem", Kind::hidden},
    {"gallery", Kind::hidden},
    {"timeline", Kind::hidden},
    {"score", Kind::hidden},
    {"imagemap", Kind::hidden},
    {"hiero", Kind::hidden},
    {"graph", Kind::hidden},
    {"mapframe", Kind::hidden},
    {"maplink", Kind::hidden},
    {"templatestyles", Kind::hidden},
    {"references", Kind::hidden},
    {"inputbox", Kind::hidden},
    {"templatedata", Kind::hidden},
    {"indicator", Kind::hidden},
    {"nowiki", Kind::literal},
    {"pre", Kind::literal},
    {"code", Kind::literal},
    {"syntaxhighlight", Kind::literal},
    {"source", Kind::literal},
    {"br", Kind::line},
    {"p", Kind::line},
    {"div", Kind::line},
    {"hr", Kind::line},
    {"blockquote", Kind::line},
    {"li", Kind::line},
    {"poem", Kind::line},
    {"center", Kind::line},
    {"table", Kind::line},
    {"tr", Kind::line},
    {"ul", Kind::line},
    {"ol", Kind::line},
    {"dl", Kind::line},
    {"dd", Kind::line},
    {"dt", Kind::line},
    {"section", Kind::plain},
    {"span", Kind::plain},
    {"small", Kind::plain},
    {"big", Kind::plain},
    {"sub", Kind::plain},
    {"sup", Kind::plain},
    {"b", Kind::plain},
    {"i", Kind::plain},
    {"u", Kind::plain},
    {"s", Kind::plain},
    {"em", Kind::plain},
    {"strong", Kind::plain},
    {"tt", Kind::plain},
    {"kbd", Kind::plain},
    {"var", Kind::plain},
    {"abbr", Kind::plain},
    {"cite", Kind::plain},
    {"del", Kind::plain},
    {"ins", Kind::plain},
    {"font", Kind::plain},
    {"onlyinclude", Kind::plain},
    {"includeonly", Kind::hidden},
    {"noinclude", Kind::plain},
    {"wbr", Kind::plain},
}};

Kind kind_of(std::string_view name) {
  for (const KnownTag& tag : known_tags)
    if (tag.name == name) return tag.kind;
  return name == "td" || name == "th"                     ? Kind::line
         : name == "bdi" || name == "ruby" || name == "q" ? Kind::plain
                                                          : Kind::none;
}

struct Tag {
  std::string name;  // in lower case; empty: it is none
  bool is_closing = false, is_empty = false;
  bool is_inline = false;  // code that says so of itself
  std::size_t size = 0;
};

Tag tag_at(std::string_view text) {
  constexpr std::size_t longest = 2000;
  text = text.substr(0, longest);
  Tag tag;
  std::size_t at = 1;
  if (at < text.size() && text[at] == '/') tag.is_closing = true, ++at;
  while (at < text.size() && (ascii::is_letter(text[at]) || ascii::is_digit(text[at])))
    tag.name += ascii::lower(text[at++]);
  const std::size_t end = text.find('>', at);
  const std::size_t next = text.find('<', at);
  if (tag.name.empty() || end == std::string_view::npos || next < end) return {};
  tag.is_empty = text[end - 1] == '/';
  tag.is_inline = text.substr(0, end).find(" inline") != std::string_view::npos;
  tag.size = end + 1;
  return tag;
}

// &nbsp; and its like. Those of "<", ">" and "&" mean the same in Markdown.
void replace_entities(std::string& text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> entities = {{{"&nbsp;", " "},
                                                                                      {"&ndash;", "\xE2\x80\x93"},
                                                                                      {"&mdash;", "\xE2\x80\x94"},
                                                                                      {"&thinsp;", " "},
                                                                                      {"&minus;", "\xE2\x88\x92"}}};
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto known =
        text[at] != '&' ? entities.end() : std::find_if(entities.begin(), entities.end(), [&](const auto& e) {
          return std::string_view(text).substr(at).starts_with(e.first);
        });
    if (known == entities.end()) out += text[at++];
    else out += known->second, at += known->first.size();
  }
  text = std::move(out);
}

class Remover {
 public:
  explicit Remover(std::string_view text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      const std::size_t next = std::min(text_.find('<', at_), text_.size());
      out_ += text_.substr(at_, next - at_);
      at_ = next;
      if (at_ < text_.size()) take_angle();
    }
    replace_entities(out_);
    return std::move(out_);
  }

 private:
  void take_angle() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) return skip_to(find("-->"), 3);
    const Tag tag = tag_at(rest);
    const Kind kind = kind_of(tag.name);
    if (tag.name.empty() || kind == Kind::none) {
      out_ += text_[at_++];
      return;
    }
    at_ += tag.size;
    if (kind == Kind::line) out_ += tag.name == "br" ? "\n" : "\n\n";
    const bool has_content = !tag.is_closing && !tag.is_empty;
    if (kind == Kind::hidden && has_content) take_content(tag, false);
    if (kind == Kind::literal && has_content) take_content(tag, true);
    if (tag.name == "sup" && has_content) take_raised();
  }

  // 10<sup>6</sup>; what is more than digits stays as it is.
  void take_raised() {
    constexpr std::size_t longest = 20;
    static constexpr std::pair<std::string_view, std::string_view> characters[] = {
        {"0", "\u2070"}, {"1", "\u00B9"}, {"2", "\u00B2"},      {"3", "\u00B3"},      {"4", "\u2074"},
        {"5", "\u2075"}, {"6", "\u2076"}, {"7", "\u2077"},      {"8", "\u2078"},      {"9", "\u2079"},
        {"+", "\u207A"}, {"-", "\u207B"}, {"\u2212", "\u207B"}, {"&minus;", "\u207B"}};
    std::string_view rest = text_.substr(at_, longest);
    rest = rest.substr(0, rest.find("</"));
    const std::size_t size = rest.size();
    std::string raised;
    while (!rest.empty()) {
      const auto found = std::find_if(std::begin(characters), std::end(characters),
                                      [&](const auto& c) { return rest.starts_with(c.first); });
      if (found == std::end(characters)) return;
      raised += found->second;
      rest.remove_prefix(found->first.size());
    }
    out_ += raised;
    at_ += size;
  }

  // Where `what` stands next; std::string_view::npos is remembered, so that a text full of openings is not searched
  // again and again.
  std::size_t find(const std::string& what) {
    std::size_t& known = found_[what];
    if (known != std::string_view::npos && (known < at_ || known == 0)) known = text_.find(what, at_);
    return known;
  }
  void skip_to(std::size_t end, std::size_t size) { at_ = end == std::string_view::npos ? text_.size() : end + size; }

  void take_content(const Tag& tag, bool is_shown) {
    const std::string closing = "</" + tag.name;
    const std::size_t end = find(closing);
    if (end == std::string_view::npos) return;  // it is not closed: the page shows what stands there
    if (is_shown) put_literal(tag, text_.substr(at_, end - at_));
    skip_to(end, closing.size());
    const std::size_t behind = text_.substr(at_, 20).find('>');
    at_ += behind == std::string_view::npos ? 0 : behind + 1;
  }

  // A block of its own, as the page shows it: what stands in "pre", and code of several lines or that does not say that
  // it belongs into the line. Within a line it stays as it is, its line ends keep words apart.
  void put_literal(const Tag& tag, std::string_view content) {
    std::string_view lines = content.substr(0, content.find_last_not_of(" \n") + 1);
    lines.remove_prefix(std::min(lines.find_first_not_of('\n'), lines.size()));
    const bool is_of_line = tag.name == "nowiki" || tag.name == "code" ||
                            (tag.name != "pre" && tag.is_inline && lines.find('\n') == std::string_view::npos);
    if (is_of_line || lines.empty()) {
      out_ += literal(content);
      return;
    }
    ((((out_ += "\n\n") += code_fence) += '\n') += literal(lines)) += '\n';
    (out_ += code_fence) += "\n\n";
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
  std::map<std::string, std::size_t> found_;
};

}  // namespace

std::string without_tags(std::string_view wikitext) { return Remover(wikitext).run(); }

}  // namespace docmill::wikipedia
