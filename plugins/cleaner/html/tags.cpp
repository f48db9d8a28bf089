#include "html/tags.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "html/attributes.hpp"

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
                                          "meta",     "mfrac",      "msqrt",      "msup",       "mtd",
                                          "mtr",      "nav",        "noembed",    "noframes",   "noscript",
                                          "object",   "ol",         "optgroup",   "option",     "p",
                                          "param",    "picture",    "plaintext",  "pre",        "q",
                                          "rp",       "rt",         "s",          "script",     "section",
                                          "select",   "small",      "source",     "span",       "strike",
                                          "strong",   "style",      "sub",        "summary",    "sup",
                                          "svg",      "table",      "tbody",      "td",         "template",
                                          "textarea", "tfoot",      "th",         "thead",      "time",
                                          "title",    "tr",         "track",      "tt",         "u",
                                          "ul",       "video",      "wbr",        "xmp"};
static_assert(std::size(tag_names) + 2 == static_cast<std::size_t>(Tag::count));
static_assert(std::is_sorted(std::begin(tag_names), std::end(tag_names)));

// A hash of the first and last four letters without a collision between names, so that one comparison tells. In
// whatever case; not empty.
constexpr std::size_t longest_name = 14, place_bits = 9;
constexpr std::size_t place_of(std::string_view name) {
  constexpr uint32_t small = 0x20202020u, factor = 2555634667u;
  const auto byte = [&](std::size_t at) { return uint32_t{static_cast<unsigned char>(name[at])}; };
  const auto four = [&](std::size_t at) {
    return (byte(at) | byte(at + 1) << 8 | byte(at + 2) << 16 | byte(at + 3) << 24) | small;
  };
  const std::size_t size = name.size();
  const uint32_t letters =
      size >= 4 ? four(0) + four(size - 4) * 3 : (byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16) | small;
  return (letters + static_cast<uint32_t>(size)) * factor >> (32 - place_bits);
}
constexpr std::array<uint8_t, std::size_t{1} << place_bits> tags_by_place = [] {
  std::array<uint8_t, std::size_t{1} << place_bits> tags{};
  for (std::size_t k = 0; k < std::size(tag_names); ++k) {
    uint8_t& tag = tags[place_of(tag_names[k])];
    if (tag != 0) throw "two names fall on one place";  // at compile time: another factor is needed
    tag = static_cast<uint8_t>(k + 2);
  }
  return tags;
}();

}  // namespace

Tag tag_of(std::string_view name) {
  if (name.empty() || name.size() > longest_name) return Tag::unknown;
  const std::size_t tag = tags_by_place[place_of(name)];
  return tag != 0 && equals_ignoring_case(name, tag_names[tag - 2]) ? static_cast<Tag>(tag) : Tag::unknown;
}

}  // namespace docmill::cleaner
