#include "main_content/formulas.hpp"

#include <algorithm>

#include "docmill/base/ascii.hpp"

namespace docmill::cleaner {

namespace {

bool is_sign_of_sum(std::string_view sign) {
  for (const std::string_view s : {"+", "-", "=", "\u2212", "\u00b1", "&minus;", "&#8722;", "&#x2212;", "&plusmn;"})
    if (sign == s) return true;
  return false;
}
// Is the element closed by a tag of its own? The end of what is around closes it as well.
bool is_closed(std::string_view source, const HtmlNode& n) {
  const auto name_at = [&](std::size_t at) {
    const std::string_view rest = source.substr(at);
    return rest.substr(0, rest.find_first_of(" \t\r\n\f/>"));
  };
  return source.substr(std::min<std::size_t>(n.close, source.size())).starts_with("</") &&
         equal_names(name_at(n.close + 2), name_at(n.start + 1));
}
bool opens_bracket(std::string_view sign) { return sign == "(" || sign == "[" || sign == "|"; }

}  // namespace

bool needs_brackets(std::string_view source, const HtmlTree& tree, uint32_t part, FormulaPart as) {
  constexpr uint32_t most_nodes_of_part = 60;
  const HtmlNode& n = tree.nodes[part];
  if (!is_closed(source, n)) return false;
  const uint32_t end = std::min(n.subtree_end, part + most_nodes_of_part);
  uint32_t signs = 0, sums = 0;
  for (uint32_t k = part + 1; k < end; ++k) {
    if (is_hidden_by_nature(tree.nodes[k].tag)) {
      k = tree.nodes[k].subtree_end - 1;
      continue;
    }
    if (tree.nodes[k].tag != Tag::text || tree.nodes[k].blank) continue;
    const std::string_view text =
        detail::trim_html_space(source.substr(tree.nodes[k].start, tree.nodes[k].end - tree.nodes[k].start));
    if (signs == 0 && opens_bracket(text)) return false;
    sums += signs > 0 && is_sign_of_sum(text);  // the first one is a sign of what follows
    ++signs;
  }
  return as == FormulaPart::lower ? signs >= 2 : sums > 0;
}

bool follows_number(std::string_view source, const HtmlTree& tree, uint32_t fraction) {
  const uint32_t parent = tree.nodes[fraction].parent;
  if (fraction < 2 || tree.nodes[parent].tag == Tag::mfrac || tree.nodes[parent].tag == Tag::msup) return false;
  uint32_t before = fraction - 1;
  if (tree.nodes[before].tag == Tag::text && tree.nodes[before].blank) --before;
  const HtmlNode& n = tree.nodes[before];
  return n.tag == Tag::text && tree.nodes[n.parent].parent == parent && ascii::is_digit(source[n.end - 1]);
}

}  // namespace docmill::cleaner
