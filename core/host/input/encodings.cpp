#include "host/input/encodings.hpp"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

namespace docmill::host {
namespace {

struct Named {
  std::string_view name;
  std::string_view converter;
};

// Encodings of the standard with the ICU converter that comes nearest to each. (What the standard refuses to decode for
// the safety of browsers, such as hz-gb-2312, is decoded here.)
constexpr std::array<Named, 42> encodings{{
    {"big5", "big5-hkscs"},
    {"euc-jp", "euc-jp"},
    {"euc-kr", "windows-949"},
    {"gb18030", "gb18030"},
    {"gbk", "gb18030"},
    {"hz-gb-2312", "hz"},
    {"ibm866", "ibm-866"},
    {"iso-2022-cn", "iso-2022-cn"},
    {"iso-2022-jp", "iso-2022-jp"},
    {"iso-2022-kr", "iso-2022-kr"},
    {"iso-8859-10", "iso-8859-10"},
    {"iso-8859-13", "iso-8859-13"},
    {"iso-8859-14", "iso-8859-14"},
    {"iso-8859-15", "iso-8859-15"},
    {"iso-8859-16", ""},
    {"iso-8859-2", "iso-8859-2"},
    {"iso-8859-3", "iso-8859-3"},
    {"iso-8859-4", "iso-8859-4"},
    {"iso-8859-5", "iso-8859-5"},
    {"iso-8859-6", "iso-8859-6"},
    {"iso-8859-7", "iso-8859-7"},
    {"iso-8859-8", "iso-8859-8"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"koi8-r", "koi8-r"},
    {"koi8-u", "koi8-u"},
    {"macintosh", "macintosh"},
    {"shift_jis", "shift_jis"},
    {"utf-16be", ""},
    {"utf-16le", ""},
    {"utf-8", ""},
    {"windows-1250", "windows-1250"},
    {"windows-1251", "windows-1251"},
    {"windows-1252", "windows-1252"},
    {"windows-1253", "windows-1253"},
    {"windows-1254", "windows-1254"},
    {"windows-1255", "windows-1255"},
    {"windows-1256", "windows-1256"},
    {"windows-1257", "windows-1257"},
    {"windows-1258", "windows-1258"},
    {"windows-874", "windows-874"},
    {"x-mac-cyrillic", "x-mac-cyrillic"},
    {"x-user-defined", ""},
}};

struct Label {
  std::string_view label;
  std::string_view name;
};

// In byte order.
// clang-format off
constexpr std::array<Label, 227> labels{{
    {"866", "ibm866"}, {"ansi_x3.4-1968", "windows-1252"}, {"arabic", "iso-8859-6"}, {"ascii", "windows-1252"},
    {"asmo-708", "iso-8859-6"}, {"big5", "big5"}, {"big5-hkscs", "big5"}, {"chinese", "gbk"}, {"cn-big5", "big5"},
    {"cp1250", "windows-1250"}, {"cp1251", "windows-1251"}, {"cp1252", "windows-1252"}, {"cp1253", "windows-1253"},
    {"cp1254", "windows-1254"}, {"cp1255", "windows-1255"}, {"cp1256", "windows-1256"}, {"cp1257", "windows-1257"},
    {"cp1258", "windows-1258"}, {"cp819", "windows-1252"}, {"cp866", "ibm866"}, {"csbig5", "big5"},
    {"cseuckr", "euc-kr"}, {"cseucpkdfmtjapanese", "euc-jp"}, {"csgb2312", "gbk"}, {"csibm866", "ibm866"},
    {"csiso2022jp", "iso-2022-jp"}, {"csiso2022kr", "iso-2022-kr"}, {"csiso58gb231280", "gbk"},
    {"csiso88596e", "iso-8859-6"}, {"csiso88596i", "iso-8859-6"}, {"csiso88598e", "iso-8859-8"},
    {"csiso88598i", "iso-8859-8-i"}, {"csisolatin1", "windows-1252"}, {"csisolatin2", "iso-8859-2"},
    {"csisolatin3", "iso-8859-3"}, {"csisolatin4", "iso-8859-4"}, {"csisolatin5", "windows-1254"},
    {"csisolatin6", "iso-8859-10"}, {"csisolatin9", "iso-8859-15"}, {"csisolatinarabic", "iso-8859-6"},
    {"csisolatincyrillic", "iso-8859-5"}, {"csisolatingreek", "iso-8859-7"}, {"csisolatinhebrew", "iso-8859-8"},
    {"cskoi8r", "koi8-r"}, {"csksc56011987", "euc-kr"}, {"csmacintosh", "macintosh"}, {"csshiftjis", "shift_jis"},
    {"csunicode", "utf-16le"}, {"cyrillic", "iso-8859-5"}, {"dos-874", "windows-874"}, {"ecma-114", "iso-8859-6"},
    {"ecma-118", "iso-8859-7"}, {"elot_928", "iso-8859-7"}, {"euc-jp", "euc-jp"}, {"euc-kr", "euc-kr"},
    {"gb18030", "gb18030"}, {"gb2312", "gbk"}, {"gb_2312", "gbk"}, {"gb_2312-80", "gbk"}, {"gbk", "gbk"},
    {"greek", "iso-8859-7"}, {"greek8", "iso-8859-7"}, {"hebrew", "iso-8859-8"}, {"hz-gb-2312", "hz-gb-2312"},
    {"ibm819", "windows-1252"}, {"ibm866", "ibm866"}, {"iso-10646-ucs-2", "utf-16le"}, {"iso-2022-cn", "iso-2022-cn"},
    {"iso-2022-cn-ext", "iso-2022-cn"}, {"iso-2022-jp", "iso-2022-jp"}, {"iso-2022-kr", "iso-2022-kr"},
    {"iso-8859-1", "windows-1252"}, {"iso-8859-10", "iso-8859-10"}, {"iso-8859-11", "windows-874"},
    {"iso-8859-13", "iso-8859-13"}, {"iso-8859-14", "iso-8859-14"}, {"iso-8859-15", "iso-8859-15"},
    {"iso-8859-16", "iso-8859-16"}, {"iso-8859-2", "iso-8859-2"}, {"iso-8859-3", "iso-8859-3"},
    {"iso-8859-4", "iso-8859-4"}, {"iso-8859-5", "iso-8859-5"}, {"iso-8859-6", "iso-8859-6"},
    {"iso-8859-6-e", "iso-8859-6"}, {"iso-8859-6-i", "iso-8859-6"}, {"iso-8859-7", "iso-8859-7"},
    {"iso-8859-8", "iso-8859-8"}, {"iso-8859-8-e", "iso-8859-8"}, {"iso-8859-8-i", "iso-8859-8-i"},
    {"iso-8859-9", "windows-1254"}, {"iso-ir-100", "windows-1252"}, {"iso-ir-101", "iso-8859-2"},
    {"iso-ir-109", "iso-8859-3"}, {"iso-ir-110", "iso-8859-4"}, {"iso-ir-126", "iso-8859-7"},
    {"iso-ir-127", "iso-8859-6"}, {"iso-ir-138", "iso-8859-8"}, {"iso-ir-144", "iso-8859-5"},
    {"iso-ir-148", "windows-1254"}, {"iso-ir-149", "euc-kr"}, {"iso-ir-157", "iso-8859-10"}, {"iso-ir-58", "gbk"},
    {"iso8859-1", "windows-1252"}, {"iso8859-10", "iso-8859-10"}, {"iso8859-11", "windows-874"},
    {"iso8859-13", "iso-8859-13"}, {"iso8859-14", "iso-8859-14"}, {"iso8859-15", "iso-8859-15"},
    {"iso8859-2", "iso-8859-2"}, {"iso8859-3", "iso-8859-3"}, {"iso8859-4", "iso-8859-4"},
    {"iso8859-5", "iso-8859-5"}, {"iso8859-6", "iso-8859-6"}, {"iso8859-7", "iso-8859-7"},
    {"iso8859-8", "iso-8859-8"}, {"iso8859-9", "windows-1254"}, {"iso88591", "windows-1252"},
    {"iso885910", "iso-8859-10"}, {"iso885911", "windows-874"}, {"iso885913", "iso-8859-13"},
    {"iso885914", "iso-8859-14"}, {"iso885915", "iso-8859-15"}, {"iso88592", "iso-8859-2"},
    {"iso88593", "iso-8859-3"}, {"iso88594", "iso-8859-4"}, {"iso88595", "iso-8859-5"}, {"iso88596", "iso-8859-6"},
    {"iso88597", "iso-8859-7"}, {"iso88598", "iso-8859-8"}, {"iso88599", "windows-1254"},
    {"iso_8859-1", "windows-1252"}, {"iso_8859-15", "iso-8859-15"}, {"iso_8859-1:1987", "windows-1252"},
    {"iso_8859-2", "iso-8859-2"}, {"iso_8859-2:1987", "iso-8859-2"}, {"iso_8859-3", "iso-8859-3"},
    {"iso_8859-3:1988", "iso-8859-3"}, {"iso_8859-4", "iso-8859-4"}, {"iso_8859-4:1988", "iso-8859-4"},
    {"iso_8859-5", "iso-8859-5"}, {"iso_8859-5:1988", "iso-8859-5"}, {"iso_8859-6", "iso-8859-6"},
    {"iso_8859-6:1987", "iso-8859-6"}, {"iso_8859-7", "iso-8859-7"}, {"iso_8859-7:1987", "iso-8859-7"},
    {"iso_8859-8", "iso-8859-8"}, {"iso_8859-8:1988", "iso-8859-8"}, {"iso_8859-9", "windows-1254"},
    {"iso_8859-9:1989", "windows-1254"}, {"koi", "koi8-r"}, {"koi8", "koi8-r"}, {"koi8-r", "koi8-r"},
    {"koi8-ru", "koi8-u"}, {"koi8-u", "koi8-u"}, {"koi8_r", "koi8-r"}, {"korean", "euc-kr"},
    {"ks_c_5601-1987", "euc-kr"}, {"ks_c_5601-1989", "euc-kr"}, {"ksc5601", "euc-kr"}, {"ksc_5601", "euc-kr"},
    {"l1", "windows-1252"}, {"l2", "iso-8859-2"}, {"l3", "iso-8859-3"}, {"l4", "iso-8859-4"}, {"l5", "windows-1254"},
    {"l6", "iso-8859-10"}, {"l9", "iso-8859-15"}, {"latin1", "windows-1252"}, {"latin2", "iso-8859-2"},
    {"latin3", "iso-8859-3"}, {"latin4", "iso-8859-4"}, {"latin5", "windows-1254"}, {"latin6", "iso-8859-10"},
    {"logical", "iso-8859-8-i"}, {"mac", "macintosh"}, {"macintosh", "macintosh"}, {"ms932", "shift_jis"},
    {"ms_kanji", "shift_jis"}, {"shift-jis", "shift_jis"}, {"shift_jis", "shift_jis"}, {"sjis", "shift_jis"},
    {"sun_eu_greek", "iso-8859-7"}, {"tis-620", "windows-874"}, {"ucs-2", "utf-16le"}, {"unicode", "utf-16le"},
    {"unicode-1-1-utf-8", "utf-8"}, {"unicode11utf8", "utf-8"}, {"unicode20utf8", "utf-8"},
    {"unicodefeff", "utf-16le"}, {"unicodefffe", "utf-16be"}, {"us-ascii", "windows-1252"}, {"utf-16", "utf-16le"},
    {"utf-16be", "utf-16be"}, {"utf-16le", "utf-16le"}, {"utf-8", "utf-8"}, {"utf8", "utf-8"},
    {"visual", "iso-8859-8"}, {"windows-1250", "windows-1250"}, {"windows-1251", "windows-1251"},
    {"windows-1252", "windows-1252"}, {"windows-1253", "windows-1253"}, {"windows-1254", "windows-1254"},
    {"windows-1255", "windows-1255"}, {"windows-1256", "windows-1256"}, {"windows-1257", "windows-1257"},
    {"windows-1258", "windows-1258"}, {"windows-31j", "shift_jis"}, {"windows-874", "windows-874"},
    {"windows-949", "euc-kr"}, {"x-cp1250", "windows-1250"}, {"x-cp1251", "windows-1251"},
    {"x-cp1252", "windows-1252"}, {"x-cp1253", "windows-1253"}, {"x-cp1254", "windows-1254"},
    {"x-cp1255", "windows-1255"}, {"x-cp1256", "windows-1256"}, {"x-cp1257", "windows-1257"},
    {"x-cp1258", "windows-1258"}, {"x-euc-jp", "euc-jp"}, {"x-gbk", "gbk"}, {"x-mac-cyrillic", "x-mac-cyrillic"},
    {"x-mac-roman", "macintosh"}, {"x-mac-ukrainian", "x-mac-cyrillic"}, {"x-sjis", "shift_jis"},
    {"x-unicode20utf8", "utf-8"}, {"x-user-defined", "x-user-defined"}, {"x-x-big5", "big5"},
}};
// clang-format on

std::string trimmed_lower(std::string_view text) {
  constexpr std::string_view space = " \t\n\f\r";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return "";
  std::string out(text.substr(begin, text.find_last_not_of(space) - begin + 1));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// A name of ICU, under the name that IANA gives it. ICU takes options behind a comma and "" for a default: not here.
std::optional<Encoding> find_icu_encoding(const std::string& name) {
  const auto is_part_of_name = [](char c) { return c > ' ' && c < 0x7F && c != ','; };
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_part_of_name)) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(ucnv_open(name.c_str(), &status), ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  const char* canonical = ucnv_getName(converter.get(), &status);
  if (U_FAILURE(status)) return std::nullopt;
  const char* iana = ucnv_getStandardName(canonical, "IANA", &status);
  return Encoding{trimmed_lower(U_SUCCESS(status) && iana != nullptr ? iana : name), canonical};
}

}  // namespace

std::optional<Encoding> find_web_encoding(std::string_view label) {
  const std::string key = trimmed_lower(label);
  const auto found = std::lower_bound(labels.begin(), labels.end(), key,
                                      [](const Label& l, const std::string& k) { return l.label < k; });
  if (found == labels.end() || found->label != key) return std::nullopt;
  const auto named =
      std::find_if(encodings.begin(), encodings.end(), [&](const Named& n) { return n.name == found->name; });
  return Encoding{std::string(named->name), std::string(named->converter)};
}

std::optional<Encoding> find_encoding(std::string_view label) {
  if (auto found = find_web_encoding(label)) return found;
  const std::string key = trimmed_lower(label);
  if (key == "utf-32" || key == "utf-32be") return Encoding{"utf-32be", ""};
  if (key == "utf-32le") return Encoding{"utf-32le", ""};
  return find_icu_encoding(key);
}

std::optional<ByteOrderMark> find_byte_order_mark(std::string_view bytes) {
  constexpr std::string_view utf8("\xEF\xBB\xBF", 3), utf16le("\xFF\xFE", 2), utf16be("\xFE\xFF", 2);
  constexpr std::string_view utf32le("\xFF\xFE\0\0", 4), utf32be("\0\0\xFE\xFF", 4);
  if (bytes.starts_with(utf8)) return ByteOrderMark{"utf-8", utf8.size()};
  // Before UTF-16, whose mark it begins with; a text of UTF-16 does not begin with NUL.
  if (bytes.starts_with(utf32le)) return ByteOrderMark{"utf-32le", utf32le.size()};
  if (bytes.starts_with(utf32be)) return ByteOrderMark{"utf-32be", utf32be.size()};
  if (bytes.starts_with(utf16le)) return ByteOrderMark{"utf-16le", utf16le.size()};
  if (bytes.starts_with(utf16be)) return ByteOrderMark{"utf-16be", utf16be.size()};
  return std::nullopt;
}

}  // namespace docmill::host
