#include "compile/normal_names.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <string_view>

#include <docmill/base/utf8.hpp>

#include "text/characters.hpp"

namespace docmill::linker {
namespace {

// What the cleaner takes out of a text: soft hyphens, spaces of no width, marks of direction.
bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB);
}

std::string without_invisible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (!is_invisible(utf8::next(text, at))) out += text.substr(start, at - start);
  }
  return out;
}

}  // namespace

bool normalise_names(std::string& names) {
  if (is_all_ascii(names)) return false;
  std::string normal = without_invisible(names);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_SUCCESS(status) != 0 && nfc->isNormalizedUTF8(normal, status) == 0) {
    std::string composed;
    icu::StringByteSink<std::string> sink(&composed);
    nfc->normalizeUTF8(0, normal, sink, nullptr, status);
    if (U_SUCCESS(status) != 0) normal = std::move(composed);
  }
  if (normal == names) return false;
  names = std::move(normal);
  return true;
}

}  // namespace docmill::linker
