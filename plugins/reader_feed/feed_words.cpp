#include "feed_words.hpp"

#include <algorithm>
#include <array>
#include <docmill/base/ascii.hpp>
#include <docmill/base/utf8.hpp>
#include <utility>

namespace docmill::feed {
namespace {

struct Named {
  Vocabulary vocabulary;
  std::string_view name;
  Meaning meaning;
};

constexpr std::array<Named, 28> meanings = {{
    {Vocabulary::rss, "title", Meaning::title},
    {Vocabulary::rss, "link", Meaning::link},
    {Vocabulary::rss, "guid", Meaning::guid},
    {Vocabulary::rss, "pubDate", Meaning::date},
    {Vocabulary::rss, "author", Meaning::author},
    {Vocabulary::rss, "category", Meaning::category},
    {Vocabulary::rss, "description", Meaning::summary},
    {Vocabulary::atom, "title", Meaning::title},
    {Vocabulary::atom, "link", Meaning::link},
    {Vocabulary::atom, "id", Meaning::guid},
    {Vocabulary::atom, "published", Meaning::date},
    {Vocabulary::atom, "issued", Meaning::date},
    {Vocabulary::atom, "updated", Meaning::updated},
    {Vocabulary::atom, "modified", Meaning::updated},
    {Vocabulary::atom, "author", Meaning::author},
    {Vocabulary::atom, "category", Meaning::category},
    {Vocabulary::atom, "summary", Meaning::summary},
    {Vocabulary::atom, "content", Meaning::content},
    {Vocabulary::content, "encoded", Meaning::encoded},
    {Vocabulary::dublin_core, "creator", Meaning::author},
    {Vocabulary::dublin_core, "date", Meaning::date},
    {Vocabulary::dublin_core, "subject", Meaning::category},
    {Vocabulary::dublin_core, "title", Meaning::title},
    {Vocabulary::dublin_core, "description", Meaning::summary},
    {Vocabulary::dublin_core, "identifier", Meaning::guid},
    {Vocabulary::media, "description", Meaning::telling},
    {Vocabulary::itunes, "summary", Meaning::telling},
    {Vocabulary::itunes, "author", Meaning::author},
}};

constexpr std::array<std::pair<std::string_view, unsigned>, 68> entities = {{
    {"nbsp", 160},   {"iexcl", 161},  {"pound", 163},  {"sect", 167},   {"copy", 169},    {"laquo", 171},
    {"shy", 173},    {"reg", 174},    {"deg", 176},    {"plusmn", 177}, {"acute", 180},   {"middot", 183},
    {"raquo", 187},  {"frac12", 189}, {"iquest", 191}, {"Agrave", 192}, {"Aacute", 193},  {"Auml", 196},
    {"Aring", 197},  {"AElig", 198},  {"Ccedil", 199}, {"Egrave", 200}, {"Eacute", 201},  {"Ntilde", 209},
    {"Oacute", 211}, {"Ouml", 214},   {"times", 215},  {"Oslash", 216}, {"Uuml", 220},    {"szlig", 223},
    {"agrave", 224}, {"aacute", 225}, {"acirc", 226},  {"atilde", 227}, {"auml", 228},    {"aring", 229},
    {"aelig", 230},  {"ccedil", 231}, {"egrave", 232}, {"eacute", 233}, {"ecirc", 234},   {"euml", 235},
    {"iacute", 237}, {"icirc", 238},  {"iuml", 239},   {"ntilde", 241}, {"oacute", 243},  {"ocirc", 244},
    {"otilde", 245}, {"ouml", 246},   {"oslash", 248}, {"ugrave", 249}, {"uacute", 250},  {"ucirc", 251},
    {"uuml", 252},   {"ndash", 8211}, {"mdash", 8212}, {"lsquo", 8216}, {"rsquo", 8217},  {"sbquo", 8218},
    {"ldquo", 8220}, {"rdquo", 8221}, {"bdquo", 8222}, {"bull", 8226},  {"hellip", 8230}, {"euro", 8364},
    {"trade", 8482}, {"rarr", 8594},
}};

}  // namespace

Vocabulary vocabulary_of(std::string_view name_space) {
  for (const char* rss : {"", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/",
                          "http://channel.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2"})
    if (name_space == rss) return Vocabulary::rss;
  if (name_space == "http://www.w3.org/2005/Atom" || name_space == "http://purl.org/atom/ns#") return Vocabulary::atom;
  if (name_space == "http://purl.org/rss/1.0/modules/content/") return Vocabulary::content;
  if (name_space == "http://purl.org/dc/elements/1.1/") return Vocabulary::dublin_core;
  if (name_space.starts_with("http://search.yahoo.com/mrss")) return Vocabulary::media;
  if (name_space == "http://www.itunes.com/dtds/podcast-1.0.dtd") return Vocabulary::itunes;
  return Vocabulary::other;
}

Meaning meaning_in_item(Vocabulary vocabulary, std::string_view name) {
  for (const Named& known : meanings)
    if (known.vocabulary == vocabulary && known.name == name) return known.meaning;
  return Meaning::none;
}

std::string lowered(std::string_view word) {
  std::string out(word);
  std::transform(out.begin(), out.end(), out.begin(), ascii::lower);
  return out;
}

ContentType content_type(std::string_view said) {
  std::string type = lowered(said.substr(0, said.find(';')));  // "text/html; charset=utf-8"
  type.erase(std::remove_if(type.begin(), type.end(), ascii::is_space), type.end());
  const bool is_picture = type.starts_with("image/");  // of SVG
  const bool is_markup = type == "xhtml" || ((type.ends_with("/xml") || type.ends_with("+xml")) && !is_picture);
  const bool is_html = is_markup || type == "html" || type == "text/html";
  return {is_html || type.empty() || type == "text" || type.starts_with("text/"), is_html, is_markup};
}

bool is_item(Vocabulary vocabulary, std::string_view name) {
  return (vocabulary == Vocabulary::rss && name == "item") || (vocabulary == Vocabulary::atom && name == "entry");
}

bool is_root(Vocabulary vocabulary, std::string_view name) {
  return (vocabulary == Vocabulary::rss && name == "rss") || (vocabulary == Vocabulary::atom && name == "feed") ||
         (vocabulary == Vocabulary::other && name == "RDF");
}

std::string character_of_html(std::string_view reference) {
  if (!reference.starts_with('&') || !reference.ends_with(';')) return {};
  const std::string_view name = reference.substr(1, reference.size() - 2);
  const auto found = std::find_if(entities.begin(), entities.end(), [&](const auto& e) { return e.first == name; });
  std::string out;
  if (found != entities.end()) utf8::append(out, found->second);
  return out;
}

bool is_void_in_html(std::string_view name) {
  static constexpr std::array<std::string_view, 14> names = {
      "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

const std::string& entities_of_html() {
  static const std::string declarations = [] {
    std::string out;
    for (const auto& [name, code] : entities)
      out += "<!ENTITY " + std::string(name) + " \"&#" + std::to_string(code) + ";\">";
    return out;
  }();
  return declarations;
}

}  // namespace docmill::feed
