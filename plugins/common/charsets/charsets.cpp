#include "charsets/charsets.hpp"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

// Names that mean more in practice than they say (encoding.spec.whatwg.org).
constexpr std::pair<std::string_view, std::string_view> wider[] = {
    {"ascii", "windows-1252"},   {"us-ascii", "windows-1252"},      {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},  {"iso-8859-9", "windows-1254"},    {"tis-620", "windows-874"},
    {"gb2312", "gbk"},           {"ks_c_5601-1987", "windows-949"}, {"euc-kr", "windows-949"},
    {"shift_jis", "windows-31j"}};

std::string name_of_converter(std::string_view charset) {
  constexpr std::size_t longest = 60;
  std::string name;
  for (const char c : charset.substr(0, longest + 1)) name += ascii::lower(c);
  const bool is_word = !name.empty() && name.size() <= longest &&
                       std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7F && c != ','; });
  if (!is_word) return {};
  for (const auto& [label, meant] : wider)
    if (name == label) return std::string(meant);
  return name;
}

Converter open(std::string_view charset) {
  const std::string name = name_of_converter(charset);
  if (name.empty()) return {nullptr, ucnv_close};  // null would be the encoding of this machine
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &status), ucnv_close);
  if (U_FAILURE(status)) converter.reset();
  return converter;
}

std::string converted(std::string_view bytes, UConverter* converter) {
  constexpr std::size_t most = std::size_t{1} << 30;
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text(bytes.data(), static_cast<int32_t>(std::min(bytes.size(), most)), converter, status);
  std::string out;
  if (U_SUCCESS(status)) text.toUTF8String(out);
  return out;
}

}  // namespace

bool is_known_charset(std::string_view charset) { return open(charset) != nullptr; }

std::string to_utf8(std::string_view bytes, std::string_view charset) {
  const Converter said = open(charset);
  if (said != nullptr) return converted(bytes, said.get());
  if (utf8::is_valid(bytes)) return std::string(bytes);
  return converted(bytes, open("windows-1252").get());
}

}  // namespace docmill
