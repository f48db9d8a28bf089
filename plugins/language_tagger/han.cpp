#include "han.hpp"

#include <unicode/ucnv.h>
#include <unicode/uniset.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "docmill/base/utf8.hpp"

namespace docmill::language {

namespace {

struct CloseConverter {
  void operator()(UConverter* c) const { ucnv_close(c); }
};

}  // namespace

HanCharacters::HanCharacters() {
  add("gb2312-1980", gb);
  add("Big5", big5);
  add("Shift_JIS", jis);
}

const HanCharacters& HanCharacters::get() {
  static const HanCharacters characters;
  return characters;
}

void HanCharacters::add(const char* name, Standard standard) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(name, &status));
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no table of ") + name);
  icu::UnicodeSet held;
  ucnv_getUnicodeSet(converter.get(), held.toUSet(), UCNV_ROUNDTRIP_SET, &status);
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU cannot say what is in ") + name);
  held.retain(first, last);
  for (int32_t range = 0; range < held.getRangeCount(); ++range)
    for (UChar32 c = held.getRangeStart(range); c <= held.getRangeEnd(range); ++c)
      standards_[static_cast<std::size_t>(c) - first] |= standard;
}

HanCount HanCharacters::count(std::string_view text) const {
  HanCount count;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (c < first || c > last) continue;
    const uint8_t in = standards_[c - first];
    count.simplified += (in & (gb | big5)) == gb;
    count.traditional += (in & (gb | big5)) == big5;
    count.japanese += in == jis;
    count.not_japanese += (in & jis) == 0;
  }
  return count;
}

}  // namespace docmill::language
