// Fields of a DOCX (ECMA-376 part 1, 17.16.18): which content stands in their codes, and is never shown.
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "xml_tree/xml_tree.hpp"

namespace docmill::office {

// A code goes from a mark "begin" to its "separate" or "end", which may stand in a later paragraph. Where neither
// comes, nothing is in it: else all that follows would be lost.
class FieldCodes {
 public:
  // A text of its own: the body, a note.
  void read(const xml::Node& story);
  // Is that child of a run, or that equation, in the code of a field?
  bool hold(const xml::Node& content) const { return held_.contains(&content); }

 private:
  struct Code {
    std::size_t paragraph;  // that it begins in
    std::vector<const xml::Node*> content;
  };
  // Innermost last.
  struct Open {
    std::vector<bool> fields;  // is it in its code still?
    std::vector<Code> codes;   // of those that are
  };

  void walk(const xml::Node& parent);
  void mark(std::string_view type);
  void end_code();

  Open open_;
  std::size_t n_paragraphs_ = 0;
  std::unordered_set<const xml::Node*> held_;
};

}  // namespace docmill::office
