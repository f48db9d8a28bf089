#include "feed_encoding.hpp"

#include <docmill/base/utf8.hpp>
#include <string>

#include "charsets/charsets.hpp"

namespace docmill::feed {

int fill_encoding(void*, const char* name, XML_Encoding* out) {
  if (!is_known_charset(name)) return XML_STATUS_ERROR;
  int n_undefined = 0;
  for (int i = 0; i < 256; ++i) {
    const std::string character = to_utf8(std::string(1, static_cast<char>(i)), name);
    std::size_t at = 0;
    const char32_t c = character.empty() ? 0xFFFD : utf8::next(character, at);
    const bool is_one = c != 0xFFFD && at == character.size();
    out->map[i] = is_one ? static_cast<int>(c) : -1;
    n_undefined += !is_one;
  }
  out->data = nullptr;
  out->convert = nullptr;
  out->release = nullptr;
  constexpr int most_undefined = 64;  // more: its characters have several bytes
  return n_undefined > most_undefined ? XML_STATUS_ERROR : XML_STATUS_OK;
}

}  // namespace docmill::feed
