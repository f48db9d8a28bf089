// Names in another case than the base has them: "Илона Маска", "w Krakowie", "בסין".
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "knowledge_base/knowledge_base.hpp"
#include "mentions/borders.hpp"
#include "mentions/form_candidates.hpp"
#include "mentions/mention.hpp"
#include "text/inflection.hpp"

namespace docmill::linker {

// For the document in work. Nothing is allocated before an inflected name is found.
class InflectedNames {
 public:
  InflectedNames(const KnowledgeBase& base, Analysis& analysis)
      : base_(base), a_(analysis), borders_(base.words(), analysis) {}

  // Is token i a word that may carry an ending or a prefix: with a capital, or in a script without? Words in Latin
  // script only in lines of a language with cases.
  bool may_be_inflected(std::size_t i) const {
    const Token& t = a_.tokens[i];
    return t.is_word() && !t.lower_case() && may_carry_ending(t, word(t));
  }
  // The same of a word inside a name, which may be written small: Европейского
  // союза.
  bool may_be_inflected_inside(std::size_t i) const {
    const Token& t = a_.tokens[i];
    return t.is_word() && may_carry_ending(t, word(t));
  }
  // The longest form of the base that the tokens from `i` on stand for in
  // another case.
  Found find(std::size_t i);

 private:
  class Walk;
  std::string_view word(const Token& t) const { return a_.text.substr(t.start, t.size()); }
  Found find_in(const KnowledgeBase::Layer& layer, std::size_t i);
  static constexpr std::size_t longest_inflected = 6;  // tokens
  using Words = std::array<BareForm, longest_inflected>;
  // The tokens [first, last] with these words in place of theirs; until the next call.
  std::string_view written(const Words& words, std::size_t first, std::size_t last);

  const KnowledgeBase& base_;
  Analysis& a_;
  Borders borders_;
  std::string text_;
};

}  // namespace docmill::linker
