#include "host/input/decode.hpp"

#include <unicode/ucnv.h>

#include <array>
#include <new>

#include "host/input/decode_sink.hpp"
#include "host/input/decode_unicode.hpp"

namespace docmill::host {
namespace {

using ConverterHandle = std::unique_ptr<UConverter, void (*)(UConverter*)>;

constexpr char32_t no_character = 0xFFFFFFFF;
constexpr char32_t euro = 0x20AC;

// Above ASCII: 0xA0 and on. The rest of iso-8859-16, which ICU does not have, is like iso-8859-1.
constexpr std::array<char16_t, 96> latin10{
    0x00A0, 0x0104, 0x0105, 0x0141, 0x20AC, 0x201E, 0x0160, 0x00A7, 0x0161, 0x00A9, 0x0218, 0x00AB, 0x0179, 0x00AD,
    0x017A, 0x017B, 0x00B0, 0x00B1, 0x010C, 0x0142, 0x017D, 0x201D, 0x00B6, 0x00B7, 0x017E, 0x010D, 0x0219, 0x00BB,
    0x0152, 0x0153, 0x0178, 0x017C, 0x00C0, 0x00C1, 0x00C2, 0x0102, 0x00C4, 0x0106, 0x00C6, 0x00C7, 0x00C8, 0x00C9,
    0x00CA, 0x00CB, 0x00CC, 0x00CD, 0x00CE, 0x00CF, 0x0110, 0x0143, 0x00D2, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x015A,
    0x0170, 0x00D9, 0x00DA, 0x00DB, 0x00DC, 0x0118, 0x021A, 0x00DF, 0x00E0, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x0107,
    0x00E6, 0x00E7, 0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x00EC, 0x00ED, 0x00EE, 0x00EF, 0x0111, 0x0144, 0x00F2, 0x00F3,
    0x00F4, 0x0151, 0x00F6, 0x015B, 0x0171, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x0119, 0x021B, 0x00FF};

ConverterHandle open_converter(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  ConverterHandle converter(ucnv_open(name.c_str(), &status), ucnv_close);
  if (U_SUCCESS(status))
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  if (U_FAILURE(status)) throw std::bad_alloc();  // the name was checked
  return converter;
}

// What one byte alone stands for.
char32_t decode_byte(UConverter* converter, unsigned byte) {
  const char bytes[1] = {static_cast<char>(byte)};
  const char* source = bytes;
  UErrorCode status = U_ZERO_ERROR;
  ucnv_resetToUnicode(converter);
  const UChar32 c = ucnv_getNextUChar(converter, &source, bytes + 1, &status);
  return U_SUCCESS(status) ? static_cast<char32_t>(c) : no_character;
}

bool has_states(UConverter* converter) {
  const UConverterType type = ucnv_getType(converter);
  return type != UCNV_SBCS && type != UCNV_MBCS && type != UCNV_LATIN_1 && type != UCNV_US_ASCII;
}

bool is_ascii_compatible(UConverter* converter) {
  for (unsigned c = 0x20; c < 0x7F; ++c)
    if (decode_byte(converter, c) != c) return false;
  return !has_states(converter) && decode_byte(converter, '\n') == '\n' && decode_byte(converter, '\t') == '\t';
}

// Microsoft's tables behind these encodings send bytes that stand for nothing to private characters and controls, where
// the Encoding Standard sees errors. The last private character that the standard has.
char32_t last_private_character(const std::string& name) {
  if (name == "shift_jis") return 0xE757;
  return name == "big5" || name == "euc-jp" || name == "euc-kr" ? 0 : no_character;
}

bool is_no_character(char32_t c, char32_t last_private) {
  if (last_private == no_character) return false;
  return (c >= 0x80 && c < 0xA0) || (c >= 0xE000 && c <= 0xF8FF && c > last_private);
}

void decode_x_user_defined(DecodeSink& sink, std::size_t from) {
  const std::string_view raw = sink.raw();
  while ((from = sink.copy_ascii(from)) < raw.size()) {
    sink.put(0xF780 + (static_cast<unsigned char>(raw[from]) - 0x80u), from, 1);
    ++from;
  }
}

using ByteTable = std::array<char32_t, 256>;

ByteTable latin10_table() {
  ByteTable table;
  for (unsigned c = 0; c < 256; ++c) table[c] = c < 0xA0 ? c : latin10[c - 0xA0];
  return table;
}

void decode_single_bytes(DecodeSink& sink, std::size_t from, const ByteTable& table, bool ascii) {
  const std::string_view raw = sink.raw();
  for (;;) {
    if (ascii) from = sink.copy_ascii(from);
    if (from >= raw.size()) return;
    const char32_t c = table[static_cast<unsigned char>(raw[from])];
    if (c != no_character) sink.put(c, from, 1);
    else if (!sink.bad(from, 1)) return;
    ++from;
  }
}

}  // namespace

struct Decoder::Converter {
  explicit Converter(const Encoding& encoding)
      : handle(open_converter(encoding.converter)),
        ascii(is_ascii_compatible(handle.get())),
        single_bytes(!has_states(handle.get()) && ucnv_getType(handle.get()) != UCNV_MBCS),
        last_private(last_private_character(encoding.name)),
        euro_byte(encoding.converter == "gb18030") {
    for (unsigned byte = 0; byte < 256 && single_bytes; ++byte) table[byte] = decode_byte(handle.get(), byte);
  }

  void decode(DecodeSink& sink, std::size_t from);

  ConverterHandle handle;
  bool ascii;         // bytes below 0x80 between characters stand for themselves
  bool single_bytes;  // `table` says all
  char32_t last_private;
  bool euro_byte;  // 0x80 alone is the euro sign
  ByteTable table;

 private:
  bool next(DecodeSink& sink, std::size_t& from);
  bool bad(DecodeSink& sink, std::size_t& from, std::size_t size);
  void drain(DecodeSink& sink, std::size_t at);
};

void Decoder::Converter::decode(DecodeSink& sink, std::size_t from) {
  if (single_bytes) return decode_single_bytes(sink, from, table, ascii);
  ucnv_resetToUnicode(handle.get());
  const std::size_t size = sink.raw().size();
  for (;;) {
    if (ascii && from < size && static_cast<unsigned char>(sink.raw()[from]) < 0x80) {
      drain(sink, from);
      from = sink.copy_ascii(from);
    }
    if (from >= size) break;
    if (!next(sink, from)) return;
  }
  drain(sink, from);
}

// One character, or what is none. False: the end.
bool Decoder::Converter::next(DecodeSink& sink, std::size_t& from) {
  const std::string_view raw = sink.raw();
  const char* source = raw.data() + from;
  UErrorCode status = U_ZERO_ERROR;
  const auto c = static_cast<char32_t>(ucnv_getNextUChar(handle.get(), &source, raw.data() + raw.size(), &status));
  const std::size_t size = static_cast<std::size_t>(source - raw.data()) - from;
  if (status == U_INDEX_OUTOFBOUNDS_ERROR) return false;  // nothing but shifts was left
  if (U_FAILURE(status) || is_no_character(c, last_private)) return bad(sink, from, size);
  sink.put(c, from, size);
  from += size;
  return true;
}

bool Decoder::Converter::bad(DecodeSink& sink, std::size_t& from, std::size_t size) {
  const std::string_view raw = sink.raw();
  // An ASCII byte that does not fit behind a lead byte is a character of its own: a quotation mark must not vanish.
  if (size == 0 || (ascii && static_cast<unsigned char>(raw[from + size - 1]) < 0x80)) size = 1;
  if (ascii) ucnv_resetToUnicode(handle.get());
  if (euro_byte && raw[from] == '\x80') sink.put(euro, from, size = 1);
  else if (!sink.bad(from, size)) return false;
  from += size;
  return true;
}

// Some byte sequences stand for several characters; ICU holds the later ones back.
void Decoder::Converter::drain(DecodeSink& sink, std::size_t at) {
  for (;;) {
    const char* source = sink.raw().data() + at;
    UErrorCode status = U_ZERO_ERROR;
    const UChar32 c = ucnv_getNextUChar(handle.get(), &source, source, &status);
    if (U_FAILURE(status)) return;
    sink.put(static_cast<char32_t>(c), at, 0);
  }
}

Decoder::Decoder() = default;
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;

Decoder::Converter& Decoder::converter_of(const Encoding& encoding) {
  std::unique_ptr<Converter>& converter = converters_[encoding.name];
  if (!converter) converter = std::make_unique<Converter>(encoding);
  return *converter;
}

DecodeOutcome Decoder::decode(const Encoding& encoding, std::string_view raw, std::size_t from, OnBad on_bad,
                              std::string& text, std::vector<docmill_map_run>& map) {
  DecodeSink sink(raw, on_bad, text, map);
  text.reserve(raw.size() - from);
  if (!encoding.converter.empty()) converter_of(encoding).decode(sink, from);
  else if (encoding.name == "utf-8") decode_utf8(sink, from);
  else if (encoding.name == "iso-8859-16") decode_single_bytes(sink, from, latin10_table(), true);
  else if (encoding.name == "x-user-defined") decode_x_user_defined(sink, from);
  else if (encoding.name.starts_with("utf-16"))
    decode_utf16(sink, from, encoding.name == "utf-16le" ? ByteOrder::little : ByteOrder::big);
  else decode_utf32(sink, from, encoding.name == "utf-32le" ? ByteOrder::little : ByteOrder::big);
  return sink.outcome();
}

}  // namespace docmill::host
