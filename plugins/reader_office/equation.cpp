#include "equation.hpp"

#include <algorithm>
#include <string_view>

#include "docmill/base/utf8.hpp"

namespace docmill::office {
namespace {

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == ',';
}

// In parentheses where it would otherwise not be known how far it goes.
std::string group(const std::string& text) {
  const auto is_inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  const bool is_one = text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_inside)) <= 1;
  return is_one || std::all_of(text.begin(), text.end(), is_plain) ? text : "(" + text + ")";
}

std::string text_in(const xml::Node& node, std::string_view part) {
  const xml::Node* found = node.child(part);
  return found == nullptr ? std::string() : equation_text(*found);
}

// A sign that the properties may name; named and empty, there is none. One character, whatever they say: it comes again
// with each part.
std::string sign(const xml::Node& node, std::string_view properties, std::string_view name, std::string_view usual) {
  const xml::Node* said = node.path({properties, name});
  const std::string_view value = said == nullptr ? usual : said->attribute("m:val");
  std::size_t end = 0;
  if (!value.empty()) utf8::next(value, end);
  return std::string(value.substr(0, end));
}

std::string with_limits(std::string base, const std::string& below, const std::string& above) {
  if (!below.empty()) base += "_" + group(below);
  if (!above.empty()) base += "^" + group(above);
  return base;
}

std::string in_delimiters(const xml::Node& node) {
  std::string inside;
  for (const xml::Node& child : node.children)
    if (child.name == "m:e")
      inside += (inside.empty() ? std::string() : sign(node, "m:dPr", "m:sepChr", "|")) + equation_text(child);
  return sign(node, "m:dPr", "m:begChr", "(") + inside + sign(node, "m:dPr", "m:endChr", ")");
}

// A fraction without a line is a binomial coefficient: "n¦k", as UnicodeMath has it.
std::string fraction(const xml::Node& node) {
  const xml::Node* type = node.path({"m:fPr", "m:type"});
  const bool has_line = type == nullptr || type->attribute("m:val") != "noBar";
  return group(text_in(node, "m:num")) + (has_line ? "/" : "\xC2\xA6") + group(text_in(node, "m:den"));
}

// Two versions of one thing: the first that says something.
std::string first_version(const xml::Node& node) {
  for (const xml::Node& version : node.children)
    if (std::string text = equation_text(version); !text.empty()) return text;
  return {};
}

bool is_left_out(std::string_view name) { return name.ends_with("Pr") || name == "w:del" || name == "w:moveFrom"; }

}  // namespace

std::string equation_text(const xml::Node& node) {
  const std::string_view name = node.name;
  if (name == "m:t" || name == "w:t") return node.all_text();
  if (is_left_out(name)) return {};
  if (name == "m:sSup" || name == "m:sSub" || name == "m:sSubSup")
    return with_limits(group(text_in(node, "m:e")), text_in(node, "m:sub"), text_in(node, "m:sup"));
  if (name == "m:sPre")
    return with_limits("", text_in(node, "m:sub"), text_in(node, "m:sup")) + " " + text_in(node, "m:e");
  if (name == "m:limLow") return with_limits(group(text_in(node, "m:e")), text_in(node, "m:lim"), "");
  if (name == "m:limUpp") return with_limits(group(text_in(node, "m:e")), "", text_in(node, "m:lim"));
  if (name == "m:f") return fraction(node);
  if (name == "mc:AlternateContent") return first_version(node);
  if (name == "m:rad") {
    const std::string degree = text_in(node, "m:deg");
    return (degree.empty() ? "" : degree + " ") + "\xE2\x88\x9A" + group(text_in(node, "m:e"));
  }
  if (name == "m:d") return in_delimiters(node);
  if (name == "m:nary")
    return with_limits(sign(node, "m:naryPr", "m:chr", "\xE2\x88\xAB"), text_in(node, "m:sub"),
                       text_in(node, "m:sup")) +
           " " + text_in(node, "m:e");
  std::string out;
  for (const xml::Node& child : node.children) {
    std::string part = equation_text(child);
    // Rows and cells of a matrix, lines of a system, a function and what it is of.
    const bool is_apart = is_left_out(child.name) || child.name == "m:r" || out.empty() || part.empty();
    if (!is_apart && (name == "m:func" || name == "m:m" || name == "m:mr" || name == "m:eqArr"))
      out += name == "m:m" || name == "m:eqArr" ? "; " : " ";
    out += part;
  }
  return out;
}

}  // namespace docmill::office
