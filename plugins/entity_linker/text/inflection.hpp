// Case endings and prefixes that a name may carry in a text: "Nvidias", "Илона Маска", "w Krakowie", "בסין". A small
// table of endings for each script or language, no grammar: what is left when an ending is taken off is a name only
// where the base has it.
#pragma once

#include <array>
#include <cstddef>
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
  const BareForm* begin() const { return forms_.data(); }
  const BareForm* end() const { return forms_.data() + n_; }

 private:
  std::array<BareForm, most> forms_;
  std::size_t n_ = 0;
};

// Of one word of a text, as it is written, in a line of this language. Cyrillic, Greek, Arabic and Hebrew speak for
// themselves; words in Latin script have endings only in lines of a language that is known to have them.
BareForms bare_forms(std::string_view word, CaseLanguage language);

}  // namespace docmill::linker
