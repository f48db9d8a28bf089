// Words of a sentence that only the eyes are to read (aria-hidden), as screen readers are told the same another way.
// Private to the HTML way.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "html/parser.hpp"
#include "html/roles.hpp"

namespace docmill::cleaner {

class EyeWords {
 public:
  EyeWords(std::string_view source, const HtmlTree& tree, NameTable& names)
      : source_(source), nodes_(tree.nodes), tree_(tree), names_(names) {}

  // Does the text miss something without the inline element, which is hidden from screen readers alone? An icon, a
  // badge or a second rendering beside a formula is none.
  bool are_in(uint32_t element);

  // Would the first word of the inline element and the one before it be one? What explains that word is laid over it.
  bool touch_word(uint32_t element) const;

 private:
  bool begin_word(uint32_t element);
  bool have_twin(uint32_t element);
  bool are_in_label(uint32_t element);
  bool show_formula(uint32_t element);
  bool is_for_readers(uint32_t element);
  // The letters and digits below, small ASCII ones; false when there are more than can be looked at.
  bool letters_below(uint32_t element, uint32_t most_bytes, std::string& letters) const;

  std::string_view source_;
  const std::vector<HtmlNode>& nodes_;
  const HtmlTree& tree_;
  NameTable& names_;
  std::map<uint32_t, bool> labelled_;  // does the label of the element say what stands in it?
  std::string own_, other_, value_;
};

}  // namespace docmill::cleaner
