#include "docx_fields.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace docmill::office {
namespace {

// A code of more paragraphs is that of a field whose own end was lost, and the end that of another.
constexpr std::size_t longest_code = 8;

bool is_named(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What was deleted has marks that no longer count, and a fallback has those of its choice again.
bool has_no_marks(std::string_view name) {
  return is_named(name, {"w:del", "w:moveFrom", "mc:Fallback", "w:pPr", "w:rPr", "w:instrText"});
}

// Fields end in the cell or text box that they begin in.
bool is_story(std::string_view name) { return is_named(name, {"w:tc", "w:txbxContent"}); }

}  // namespace

void FieldCodes::read(const xml::Node& story) {
  Open around = std::exchange(open_, {});
  walk(story);
  open_ = std::move(around);
}

void FieldCodes::walk(const xml::Node& parent) {
  for (const xml::Node& node : parent.children) {
    if (node.is_text() || has_no_marks(node.name)) continue;
    if (node.name == "w:fldChar") {
      mark(node.attribute("w:fldCharType"));
      continue;
    }
    if (node.name == "w:p") ++n_paragraphs_;
    const bool is_content = parent.name == "w:r" || node.name == "m:oMath";
    if (is_content && !open_.codes.empty()) open_.codes.back().content.push_back(&node);
    if (is_story(node.name)) read(node);
    else walk(node);
  }
}

// The result of a field may stand in the code of another.
void FieldCodes::mark(std::string_view type) {
  if (type == "begin") {
    open_.fields.push_back(true);
    open_.codes.push_back({n_paragraphs_, {}});
    return;
  }
  if (open_.fields.empty() || !is_named(type, {"separate", "end"})) return;
  if (open_.fields.back()) end_code();
  open_.fields.back() = false;
  if (type == "end") open_.fields.pop_back();
}

void FieldCodes::end_code() {
  const Code& code = open_.codes.back();
  if (n_paragraphs_ - code.paragraph <= longest_code) held_.insert(code.content.begin(), code.content.end());
  open_.codes.pop_back();
}

}  // namespace docmill::office
