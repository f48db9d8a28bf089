#include "html/tags.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "docmill/base/ascii.hpp"

namespace docmill::cleaner {

namespace {

// In the order of the enum, from Tag::a on.
constexpr std::string_view tag_names[] = {"a",        "abbr",       "address",    "annotation", "annotation-xml",
                                          "area",     "article",    "aside",      "audio",      "b",
                                          "base",     "blockquote", "body",       "br",         "button",
                                          "canvas",   "caption",    "center",     "cite",       "code",
                                          "col",      "colgroup",   "dd",         "del",        "details",
                                          "dialog",   "div",        "dl",         "dt",         "em",
                                          "embed",    "fieldset",   "figcaption", "figure",     "font",
                                          "footer",   "form",       "h1",         "h2",         "h3",
                                          "h4",       "h5",         "h6",         "head",       "header",
                                          "hr",       "html",       "i",          "iframe",     "img",
                                          "input",    "ins",        "label",      "legend",     "li",
                                          "link",     "main",       "map",        "math",       "menu",
                                          "meta",     "mfrac",      "msup",       "nav",        "noembed",
                                          "noframes", "noscript",   "object",     "ol",         "optgroup",
                                          "option",   "p",          "param",      "picture",    "plaintext",
                                          "pre",      "q",          "rp",         "rt",         "s",
                                          "script",   "section",    "select",     "small",      "source",
                                          "span",     "strike",     "strong",     "style",      "sub",
                                          "summary",  "sup",        "svg",        "table",      "tbody",
                                          "td",       "template",   "textarea",   "tfoot",      "th",
                                          "thead",    "time",       "title",      "tr",         "track",
                                          "tt",       "u",          "ul",         "video",      "wbr",
                                          "xmp"};
static_assert(std::size(tag_names) + 2 == static_cast<std::size_t>(Tag::count));
static_assert(std::is_sorted(std::begin(tag_names), std::end(tag_names)));

// A hash without a collision between names, so that one comparison tells. `name` in small letters, not empty.
constexpr std::size_t n_places = 1024, longest_name = 14;
constexpr std::size_t place_of(std::string_view name) {
  uint32_t h = static_cast<uint32_t>(name.size());
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 1779465079u;
  return (h >> 16) % n_places;
}
constexpr std::array<uint8_t, n_places> tags_by_place = [] {
  std::array<uint8_t, n_places> tags{};
  for (std::size_t k = 0; k < std::size(tag_names); ++k) {
    uint8_t& tag = tags[place_of(tag_names[k])];
    if (tag != 0) throw "two names fall on one place";  // at compile time: another factor is needed
    tag = static_cast<uint8_t>(k + 2);
  }
  return tags;
}();

}  // namespace

Tag tag_of(std::string_view name) {
  std::array<char, longest_name> buffer;
  if (name.size() > buffer.size()) return Tag::unknown;
  std::transform(name.begin(), name.end(), buffer.begin(), ascii::lower);
  const std::string_view key(buffer.data(), name.size());
  const std::size_t tag = tags_by_place[place_of(key)];
  return tag != 0 && tag_names[tag - 2] == key ? static_cast<Tag>(tag) : Tag::unknown;
}

}  // namespace docmill::cleaner
