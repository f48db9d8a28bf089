// The text of a heading as readers see it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/class_names.hpp"
#include "html/parser.hpp"
#include "main_content/eye_words.hpp"
#include "main_content/heading_tails.hpp"

namespace docmill::cleaner {

// Spaces stand where the source has them and where a block, a line break or a change of name parts two texts, not at
// every tag ("H<sub>2</sub>O"). Readings of ruby, what only screen readers say and the signs by which one links to a
// heading are no part of it. Looks at some hundred nodes; nothing is owned. One thread.
class SeenText {
 public:
  SeenText(std::string_view source, const HtmlTree& tree, NameTable& names)
      : source_(source),
        tree_(tree),
        nodes_(tree.nodes),
        names_(names),
        tails_(source, tree),
        eye_words_(source, tree, names) {}

  // As a value for a record (tidy), without marks before its first word that part it from a hidden one.
  std::string below(uint32_t i);
  // The same in its texts, each with a space before it where one parts it from the text before.
  std::vector<std::string> pieces_below(uint32_t i);

 private:
  struct Piece {
    std::string_view raw;
    bool parted = false;  // by more than spaces of the source
  };
  // `all`: with what nobody sees, for where that is all there is.
  std::vector<Piece> read(uint32_t i, bool all);
  bool is_seen(uint32_t i);
  bool is_sign_of_place(uint32_t i);
  bool parts_lines(uint32_t i);
  static bool may_be_named(Tag tag);

  std::string_view source_;
  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  NameTable& names_;
  HeadingTails tails_;
  EyeWords eye_words_;
  std::string value_;
};

}  // namespace docmill::cleaner
