// Unicode normalisation form C, by ICU.
#pragma once

#include <unicode/normalizer2.h>

#include <string>
#include <string_view>

#include "text_edits/rewrite.hpp"

namespace docmill::cleaner {

// ICU's instance, fetched once; nullptr when ICU has no data. Call it first from one thread (the stage does, when it is
// created): ICU makes the instance under locks of its own that ThreadSanitizer cannot see into.
const icu::Normalizer2* nfc();

// Is the text in normal form by a look at its bytes? False also where that is not known: then ICU is asked.
bool is_plainly_normal(std::string_view text);

struct NormaliserScratch {
  std::string text;
  EditList second;
  EditList composed;
};

// Composes `edits` (over `source`) with the normalisation of their result. Gives at once where the result is normal
// already, which is found at several hundred MB/s. `scratch` is used for what must be made.
void normalise(std::string_view source, EditList& edits, NormaliserScratch& scratch);

}  // namespace docmill::cleaner
