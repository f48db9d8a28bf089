#include <algorithm>
#include <iterator>

#include "docmill/base/ascii.hpp"
#include "office_document.hpp"

namespace docmill::office {
namespace {

constexpr uint64_t largest_part = uint64_t{256} << 20;

const std::vector<xml::Namespace>& namespaces() {
  static const std::vector<xml::Namespace> known{
      {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
      {"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"},
      {"http://schemas.openxmlformats.org/officeDocument/2006/math", "m"},
      {"http://purl.oclc.org/ooxml/officeDocument/math", "m"},
      {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"},
      {"http://purl.oclc.org/ooxml/officeDocument/relationships", "r"},
      {"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"},
      {"http://purl.org/dc/elements/1.1/", "dc"},
      {"http://purl.org/dc/terms/", "dcterms"},
      {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"},
      {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"},
      {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"},
      {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"},
      {"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"},
      {"urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "meta"},
      {"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "fo"},
      {"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest"},
      {"http://www.w3.org/1998/Math/MathML", "math"},
      {"http://www.w3.org/1999/xlink", "xlink"}};
  return known;
}

}  // namespace

bool is_code_style(std::string_view name) {
  std::string letters;
  for (const char c : name)
    if (ascii::is_letter(c)) letters += ascii::lower(c);
  static constexpr std::string_view known[] = {
      "sourcecode",     "code",         "codeblock",        "codelisting",      "codesample",   "codesnippet",
      "codeexample",    "codetext",     "blockcode",        "verbatim",         "verbatimtext", "listing",
      "programlisting", "preformatted", "preformattedtext", "htmlpreformatted", "macrotext",    "console"};
  return std::find(std::begin(known), std::end(known), letters) != std::end(known);
}

bool Parts::has_below(std::string_view folder) const {
  const auto& entries = zip_.entries();
  return std::any_of(entries.begin(), entries.end(), [&](const zip::Entry& e) { return e.name.starts_with(folder); });
}

void Room::take(uint64_t n) {
  if (n > left_)
    throw Mistake{"too-large", "its text is over the limit of " + std::to_string(most_) +
                                   " bytes; split it or raise [input] max-document"};
  left_ -= n;
}

std::optional<xml::Node> Parts::xml_of(std::string_view name, bool is_needed) const {
  const auto refuse = [&](const std::string& why) -> std::optional<xml::Node> {
    if (is_needed)
      throw Mistake{"damaged", "its part " + std::string(name) + " " + why + "; fetch or save the file again"};
    return std::nullopt;
  };
  const zip::Entry* entry = zip_.find(name);
  if (entry == nullptr) return refuse("is missing");
  const zip::ZipFile::Content content = zip_.read(*entry, std::min(largest_part, left_));
  left_ -= content.bytes.size();
  if (!content.mistake.empty()) return refuse(content.mistake);
  xml::Parsed parsed = xml::parse(content.bytes, namespaces());
  if (!parsed.mistake.empty()) return refuse(parsed.mistake);
  return std::move(parsed.root);
}

}  // namespace docmill::office
