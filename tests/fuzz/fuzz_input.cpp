// Parsing of one raw document, and the unpacking of a file, on any bytes. The first byte says what the others are: bits
// 0-1 the format, bits 2-4 the encoding of the pipeline, bits 5-6 whether they are packed. The body is also a test
// (tests/core/input/fuzz_input_test.cpp), so it cannot rot.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/input/map_units.hpp"
#include "docmill/base/utf8.hpp"
#include "host/input/input.hpp"
#include "host/input/unpack.hpp"

namespace docmill::host::test {

inline void must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_input: %s\n", what);
  std::abort();
}

// The first MiB of what the bytes unpack to.
inline std::string unpacked(Packing packing, std::string_view bytes) {
  static Unpacker unpacker;
  std::string out;
  unpacker.start(packing);
  for (std::size_t at = 0; at < bytes.size() && out.size() < (1 << 20); at += 64) {
    unpacker.feed(bytes.substr(at, 64));
    for (auto block = unpacker.next(); !block.empty() && out.size() < (1 << 20); block = unpacker.next()) out += block;
  }
  return out;
}

inline void check_document(const SourceDocument& document) {
  must(utf8::is_valid(document.id) && utf8::is_valid(document.metadata), "id and metadata are UTF-8");
  if (document.problem) {
    must(!document.problem->code.empty() && utf8::is_valid(document.problem->message),
         "a problem has a code and a sentence");
    must(document.problem->message.find('\n') == std::string::npos, "a message is one line");
    return;
  }
  must(document.metadata.size() >= 2 && document.metadata.front() == '{' && document.metadata.back() == '}',
       "metadata");
  const std::string& text = document.source_is_raw ? document.raw : document.source;
  must(utf8::is_valid(text), "the source is UTF-8");
  std::string wrong;
  const auto units = units_of(document.map, text.size(), document.raw.size(), wrong);
  must(wrong.empty(), wrong.c_str());
  must(is_merged(document.map), "neighbours of one shape are one run");
  for (const Unit& unit : units)
    must(unit.end - unit.start == 1 || utf8::is_border(text, unit.start), "units begin on characters");
}

inline void fuzz_input(const uint8_t* data, std::size_t size) {
  static constexpr InputFormat formats[] = {InputFormat::text, InputFormat::markdown, InputFormat::html,
                                            InputFormat::jsonl};
  static const char* const encodings[] = {"strict",    "detect",      "windows-1252", "gb18030",
                                          "shift_jis", "iso-2022-jp", "utf-16le",     "utf-7"};
  if (size == 0) return;
  InputFile file;
  file.name = "fuzz";
  file.format = formats[data[0] & 3];
  RawDocument raw;
  raw.bytes.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  if ((data[0] & 0x20) != 0) raw.bytes = unpacked((data[0] & 0x40) != 0 ? Packing::zstd : Packing::gzip, raw.bytes);
  raw.line = file.format == InputFormat::jsonl ? 1 : 0;
  DocumentParser parser{ParseSettings{{}, encodings[data[0] >> 2 & 7]}};
  const std::string bytes = raw.bytes;
  SourceDocument document, again;
  parser.parse(file, raw, document);
  check_document(document);
  raw.bytes = bytes;
  parser.parse(file, raw, again);
  must(again.source == document.source && again.raw == document.raw && again.metadata == document.metadata &&
           again.problem.has_value() == document.problem.has_value(),
       "twice is the same");
}

}  // namespace docmill::host::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::host::test::fuzz_input(data, size);
  return 0;
}
