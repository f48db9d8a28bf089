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

}  // namespace

Tag tag_of(std::string_view name) {
  std::array<char, 14> buffer;
  if (name.size() > buffer.size()) return Tag::unknown;
  std::transform(name.begin(), name.end(), buffer.begin(), ascii::lower);
  const std::string_view key(buffer.data(), name.size());
  const auto* const it = std::lower_bound(std::begin(tag_names), std::end(tag_names), key);
  if (it == std::end(tag_names) || *it != key) return Tag::unknown;
  return static_cast<Tag>(it - std::begin(tag_names) + 2);
}

}  // namespace docmill::cleaner
