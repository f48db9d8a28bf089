// From the labels of fastText's language models to BCP 47.
#pragma once

#include <string>
#include <string_view>

namespace docmill::language {

struct LabelTag {
  std::string language;  // "en", "zh", "gsw"; "und" for what is no language (zxx, mul, an empty label)
  std::string script;    // ISO 15924 where the label says it ("Latn"), else empty
  std::string tag;       // "en", "zh-Hans", "sr-Latn", "und"
};

// `label` as the model has it, with fastText's prefix or without: __label__en, __label__zho_Hans, __label__pt-BR.
//
// Codes of three letters become those of two where ISO 639-1 has one, and the members of a macrolanguage that CLDR
// takes for it become that (cmn → zh, arb → ar). The codes of Wikipedia that lid.176 uses (als, no, sh) are read as
// such when no script is beside them. A script stands in the tag for Chinese and Serbian, and where it is not the usual
// one.
LabelTag tag_of_label(std::string_view label);

}  // namespace docmill::language
