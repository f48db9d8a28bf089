#include "han.hpp"

#include <unicode/ucnv.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

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
  status = U_ZERO_ERROR;
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_SKIP, nullptr, nullptr, nullptr, &status);
  // All at once: each byte that comes out says of which character it is.
  std::vector<UChar> units;
  for (char32_t c = first; c <= last; ++c) units.push_back(static_cast<UChar>(c));
  std::vector<char> bytes(units.size() * 4);
  std::vector<int32_t> offsets(bytes.size(), -1);
  char* to = bytes.data();
  const UChar* from = units.data();
  ucnv_fromUnicode(converter.get(), &to, bytes.data() + bytes.size(), &from, units.data() + units.size(),
                   offsets.data(), true, &status);
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU cannot write ") + name);
  for (std::size_t i = 0; i < static_cast<std::size_t>(to - bytes.data()); ++i) {
    if (offsets[i] >= 0) standards_[static_cast<std::size_t>(offsets[i])] |= standard;
  }
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
