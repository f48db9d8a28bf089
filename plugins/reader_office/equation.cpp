#include "equation.hpp"

#include <algorithm>
#include <string_view>

#include "docmill/base/utf8.hpp"

namespace docmill::office {
namespace {

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == ',';
}

bool is_one_character(std::string_view text) {
  const auto is_inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_inside)) <= 1;
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
  return grouped(text_in(node, "m:num")) + (has_line ? "/" : "\xC2\xA6") + grouped(text_in(node, "m:den"));
}

// Two versions of one thing: the first that says something.
std::string first_version(const xml::Node& node) {
  for (const xml::Node& version : node.children)
    if (std::string text = equation_text(version); !text.empty()) return text;
  return {};
}

bool is_left_out(std::string_view name) { return name.ends_with("Pr") || name == "w:del" || name == "w:moveFrom"; }

// A bar is one above, unless the properties say otherwise.
std::string with_bar(const xml::Node& node) {
  const xml::Node* place = node.path({"m:barPr", "m:pos"});
  const bool is_above = place != nullptr && place->attribute("m:val") == "top";
  return accented(text_in(node, "m:e"), is_above ? "\xCC\x85" : "\xCC\xB2");
}

// LibreOffice writes marks so, too.
std::string with_upper_limit(const xml::Node& node) {
  const std::string base = text_in(node, "m:e"), limit = text_in(node, "m:lim");
  const std::string_view mark = combining_mark(limit);
  return mark.empty() ? with_limits(grouped(base), "", limit) : accented(base, mark);
}

// A mark above; what is no mark, such as a brace, says nothing.
std::string with_accent(const xml::Node& node) {
  std::string base = text_in(node, "m:e");
  const std::string_view mark = combining_mark(sign(node, "m:accPr", "m:chr", "\xCC\x82"));
  return mark.empty() ? base : accented(base, mark);
}

}  // namespace

std::string grouped(const std::string& text) {
  return is_one_character(text) || std::all_of(text.begin(), text.end(), is_plain) ? text : "(" + text + ")";
}

std::string with_limits(std::string base, const std::string& below, const std::string& above) {
  if (!below.empty()) base += "_" + grouped(below);
  if (!above.empty()) base += "^" + grouped(above);
  return base;
}

std::string_view combining_mark(std::string_view mark) {
  struct Mark {
    std::string_view written, combining;
  };
  // As keyboards have it, as a modifier letter, and what is a combining one already.
  static constexpr Mark marks[] = {
      {"^", "\u0302"},      {"\u02C6", "\u0302"}, {"\u0302", "\u0302"}, {"~", "\u0303"},      {"\u02DC", "\u0303"},
      {"\u223C", "\u0303"}, {"\u0303", "\u0303"}, {"\u00AF", "\u0305"}, {"\u203E", "\u0305"}, {"\u02C9", "\u0305"},
      {"\u2015", "\u0305"}, {"\u0305", "\u0305"}, {"\u0304", "\u0305"}, {"_", "\u0332"},      {"\u0332", "\u0332"},
      {"\u02D9", "\u0307"}, {"\u0307", "\u0307"}, {"\u00A8", "\u0308"}, {"\u0308", "\u0308"}, {"\u02C7", "\u030C"},
      {"\u030C", "\u030C"}, {"\u02D8", "\u0306"}, {"\u0306", "\u0306"}, {"\u00B4", "\u0301"}, {"\u0301", "\u0301"},
      {"`", "\u0300"},      {"\u0300", "\u0300"}, {"\u02DA", "\u030A"}, {"\u030A", "\u030A"}, {"\u20D7", "\u20D7"}};
  const auto found = std::find_if(std::begin(marks), std::end(marks), [&](const Mark& m) { return m.written == mark; });
  return found == std::end(marks) ? std::string_view() : found->combining;
}

std::string accented(const std::string& base, std::string_view combining_mark) {
  return (is_one_character(base) ? base : "(" + base + ")") + std::string(combining_mark);
}

std::string equation_text(const xml::Node& node) {
  const std::string_view name = node.name;
  if (name == "m:t" || name == "w:t") return node.all_text();
  if (is_left_out(name)) return {};
  if (name == "m:sSup" || name == "m:sSub" || name == "m:sSubSup")
    return with_limits(grouped(text_in(node, "m:e")), text_in(node, "m:sub"), text_in(node, "m:sup"));
  if (name == "m:sPre")
    return with_limits("", text_in(node, "m:sub"), text_in(node, "m:sup")) + " " + text_in(node, "m:e");
  if (name == "m:limLow") return with_limits(grouped(text_in(node, "m:e")), text_in(node, "m:lim"), "");
  if (name == "m:limUpp") return with_upper_limit(node);
  if (name == "m:f") return fraction(node);
  if (name == "mc:AlternateContent") return first_version(node);
  if (name == "m:rad") {
    const std::string degree = text_in(node, "m:deg");
    return (degree.empty() ? "" : degree + " ") + "\xE2\x88\x9A" + grouped(text_in(node, "m:e"));
  }
  if (name == "m:d") return in_delimiters(node);
  if (name == "m:acc") return with_accent(node);
  if (name == "m:bar") return with_bar(node);
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
