// Presentation MathML, as OpenDocument has its formulas.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "equation.hpp"

namespace docmill::office {
namespace {

constexpr std::string_view math_prefix = "math:";

// "mrow" of "math:mrow"; empty: a text, or something foreign.
std::string_view local_name(const xml::Node& node) {
  const std::string_view name = node.name;
  return name.starts_with(math_prefix) ? name.substr(math_prefix.size()) : std::string_view();
}

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_token(std::string_view name) { return is_any_of(name, {"mi", "mn", "mo", "mtext", "ms"}); }

// Blanks at the ends do not count, and signs that are never shown (U+2061 to U+2064) are none.
std::string token_text(const xml::Node& node) {
  std::string out;
  const std::string text = node.all_text();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = utf8::next(text, at);
    if (c < 0x2061 || c > 0x2064) out.append(text, begin, at - begin);
  }
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = out.find_first_not_of(blanks);
  return first == std::string::npos ? "" : out.substr(first, out.find_last_not_of(blanks) + 1 - first);
}

// The elements in it: white space between them is none of its parts.
std::vector<const xml::Node*> parts_of(const xml::Node& node) {
  std::vector<const xml::Node*> parts;
  for (const xml::Node& child : node.children)
    if (!child.is_text()) parts.push_back(&child);
  return parts;
}

std::string part_text(const std::vector<const xml::Node*>& parts, std::size_t i) {
  return i < parts.size() ? mathml_text(*parts[i]) : std::string();
}

bool is_sum(std::string_view text) {
  std::size_t at = 0;
  const char32_t c = text.empty() ? 0 : utf8::next(text, at);
  if (at != text.size()) return false;
  return (c >= 0x220F && c <= 0x2211) || (c >= 0x222B && c <= 0x2233) || (c >= 0x22C0 && c <= 0x22C3) ||
         (c >= 0x2A00 && c <= 0x2A1C);
}

// "sin", "lim" with what stands below it, a sum with its limits: a blank divides them from what stands beside them. Of
// a row, its last part (its first, where not `at_end`) is asked.
bool is_word(const xml::Node& node, bool at_end, int depth = 0) {
  const std::string_view name = local_name(node);
  if (is_any_of(name, {"mi", "mo", "mtext"})) {
    const std::string text = token_text(node);
    return text.size() >= 2 && std::all_of(text.begin(), text.end(), ascii::is_letter);
  }
  const bool is_row = is_any_of(name, {"mrow", "mstyle"});
  if (!is_row && !is_any_of(name, {"msub", "msup", "msubsup", "munder", "mover", "munderover"})) return false;
  const std::vector<const xml::Node*> parts = parts_of(node);
  if (parts.empty() || depth > 3) return false;
  if (is_row) return is_word(at_end ? *parts.back() : *parts.front(), at_end, depth + 1);
  return is_word(*parts[0], at_end, depth + 1) || is_sum(token_text(*parts[0]));
}

bool is_operand(std::string_view text, bool at_end) {
  const char c = at_end ? text.back() : text.front();
  return ascii::is_letter(c) || ascii::is_digit(c) || static_cast<unsigned char>(c) >= 0x80 || (at_end && c == ')');
}

std::string row_text(const xml::Node& node) {
  std::string out;
  bool was_word = false;
  for (const xml::Node* part : parts_of(node)) {
    const std::string text = mathml_text(*part);
    if (text.empty()) continue;
    const bool is_apart =
        (was_word && is_operand(text, false)) || (is_word(*part, false) && !out.empty() && is_operand(out, true));
    if (is_apart) out += ' ';
    out += text;
    was_word = is_word(*part, true);
  }
  return out;
}

std::string joined(const xml::Node& node, std::string_view between) {
  std::string out;
  bool is_first = true;
  for (const xml::Node* part : parts_of(node)) {
    if (!std::exchange(is_first, false)) out += between;
    out += mathml_text(*part);
  }
  return out;
}

// "0", "0pt", "0.0 em"; not "thin", "0.5pt" or "10%", nor where nothing is said.
bool is_nothing(std::string_view length) {
  const std::size_t begin = std::min(length.find_first_not_of(" \t\r\n"), length.size());
  const std::string_view number = length.substr(begin, length.find_first_not_of("+-.0123456789", begin) - begin);
  return number.find('0') != std::string_view::npos && number.find_first_of("123456789") == std::string_view::npos;
}

// A fraction without a line is a binomial coefficient.
std::string fraction_text(const xml::Node& node) {
  const auto parts = parts_of(node);
  const bool has_line = !is_nothing(node.attribute("linethickness"));
  return grouped(part_text(parts, 0)) + (has_line ? "/" : "\xC2\xA6") + grouped(part_text(parts, 1));
}

// What stands above or below may be a mark: x̂.
std::string over_text(const std::vector<const xml::Node*>& parts, bool is_above) {
  const std::string base = part_text(parts, 0), other = part_text(parts, 1);
  const std::string_view mark = is_above ? combining_mark(other) : std::string_view();
  if (!mark.empty()) return accented(base, mark);
  return with_limits(grouped(base), is_above ? "" : other, is_above ? other : "");
}

// Base, pairs of what stands behind it, and behind mprescripts those that stand before it.
std::string scripts_text(const std::vector<const xml::Node*>& parts) {
  std::string before, behind = grouped(part_text(parts, 0));
  bool is_before = false;
  for (std::size_t i = 1; i < parts.size();) {
    if (local_name(*parts[i]) == "mprescripts") {
      is_before = true;
      ++i;
      continue;
    }
    std::string& out = is_before ? before : behind;
    out = with_limits(std::move(out), part_text(parts, i), part_text(parts, i + 1));
    i += 2;
  }
  return before.empty() ? behind : before + " " + behind;
}

std::string fenced_text(const xml::Node& node) {
  // One character, whatever is said; named and empty, there is none.
  const auto sign = [&](std::string_view name, std::string_view usual) {
    const auto said = std::find_if(node.attributes.begin(), node.attributes.end(),
                                   [&](const auto& attribute) { return attribute.first == name; });
    const std::string_view value = said == node.attributes.end() ? usual : std::string_view(said->second);
    std::size_t end = 0;
    if (!value.empty()) utf8::next(value, end);
    return std::string(value.substr(0, end));
  };
  return sign("open", "(") + joined(node, sign("separators", ",")) + sign("close", ")");
}

}  // namespace

std::string mathml_text(const xml::Node& node) {
  const std::string_view name = local_name(node);
  if (name.empty()) return {};
  if (is_token(name)) return token_text(node);
  const std::vector<const xml::Node*> parts = parts_of(node);
  if (name == "semantics" || name == "maction") return part_text(parts, 0);
  if (is_any_of(name, {"annotation", "annotation-xml", "mphantom", "none", "mspace", "maligngroup", "malignmark"}))
    return {};
  if (name == "mfrac") return fraction_text(node);
  if (name == "msqrt") return "\xE2\x88\x9A" + grouped(row_text(node));
  if (name == "mroot") return grouped(part_text(parts, 1)) + " \xE2\x88\x9A" + grouped(part_text(parts, 0));
  if (name == "msup") return with_limits(grouped(part_text(parts, 0)), "", part_text(parts, 1));
  if (name == "msub") return with_limits(grouped(part_text(parts, 0)), part_text(parts, 1), "");
  if (name == "msubsup" || name == "munderover")
    return with_limits(grouped(part_text(parts, 0)), part_text(parts, 1), part_text(parts, 2));
  if (name == "munder" || name == "mover") return over_text(parts, name == "mover");
  if (name == "mmultiscripts") return scripts_text(parts);
  if (name == "mtable") return joined(node, "; ");
  if (name == "mtr" || name == "mlabeledtr") return joined(node, " ");
  if (name == "mfenced") return fenced_text(node);
  return row_text(node);
}

}  // namespace docmill::office
