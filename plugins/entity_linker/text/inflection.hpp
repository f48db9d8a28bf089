// Case endings and prefixes that a name may carry in a text: "Nvidias", "Илона Маска", "w Krakowie", "בסין". A small
// table of endings for each script or language, no grammar: what is left when an ending is taken off is a name only
// where the base has it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/tokens.hpp"

namespace docmill::linker {

// What a word may be an inflection of: `begin` and `rest` written one after the other. Both lie in the word or in the
// tables; nothing is copied.
struct BareForm {
  std::string_view begin, rest;
  bool of_several = false;   // only a word of a name of several
  bool begins_name = false;  // two letters: only the first word of a name of several
};

// The longest ending first.
class BareForms {
 public:
  static constexpr std::size_t most = 32;
  // Forms of one letter are left out, and what is beyond `most`.
  void add(const BareForm& form);
  const BareForm* begin() const { return reinterpret_cast<const BareForm*>(forms_); }
  const BareForm* end() const { return begin() + n_; }

 private:
  alignas(BareForm) std::byte forms_[most * sizeof(BareForm)];  // not filled before: most words have a form or two
  std::size_t n_ = 0;
};

// May a word of a text carry an ending or a prefix: long enough, in a script that has them or in a line of a language
// that has?
inline bool may_carry_ending(const Token& token, std::string_view word) {
  constexpr uint32_t fewest_bytes = 4;
  if (token.size() < fewest_bytes || token.is(token_flag::has_digit)) return false;
  const bool ascii = static_cast<unsigned char>(word[0]) < 0x80;
  if (ascii) return token.case_language() != CaseLanguage::none && token.is(token_flag::has_lower);
  return !token.all_caps();
}

// Of one word of a text, as it is written, in a line of this language. Cyrillic, Greek, Arabic and Hebrew speak for
// themselves; words in Latin script have endings only in lines of a language that is known to have them.
BareForms bare_forms(std::string_view word, CaseLanguage language);

}  // namespace docmill::linker
