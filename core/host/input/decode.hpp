// Bytes of any encoding to UTF-8, with the exact map back. Every character of the text knows the bytes it came from.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/stage_abi.h"
#include "host/input/encodings.hpp"

namespace docmill::host {

// What happens at bytes that are no character of the encoding.
enum class OnBad {
  stop,     // decoding ends there
  replace,  // U+FFFD stands for them, as the Encoding Standard says
};

struct DecodeOutcome {
  uint64_t n_bad = 0;          // places with such bytes
  std::size_t bad_offset = 0;  // of the first, in raw
  std::size_t bad_size = 0;    // of the first, in bytes
  bool ok() const { return n_bad == 0; }
};

// Scratch of one thread: the converters that were needed so far.
class Decoder {
 public:
  Decoder();
  ~Decoder();
  Decoder(Decoder&&) noexcept;

  // Decodes raw[from, end) into `text` and `map`, which are overwritten (and not to be used after a stop). Offsets of
  // the map count from the begin of raw. raw has less than 2^32 / 3 bytes.
  DecodeOutcome decode(const Encoding& encoding, std::string_view raw, std::size_t from, OnBad on_bad,
                       std::string& text, std::vector<docmill_map_run>& map);

 private:
  struct Converter;
  Converter& converter_of(const Encoding& encoding);

  std::map<std::string, std::unique_ptr<Converter>> converters_;  // by name
};

}  // namespace docmill::host
