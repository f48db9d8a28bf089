// Guesses at bytes that say nothing about their encoding: ICU's detector, made deterministic and kept honest.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/input/encodings.hpp"

namespace docmill::host {

// Do the bytes look like no text at all? More than one in twenty of the first 64 KiB is a control character that
// no text has.
bool looks_binary(std::string_view bytes);

// Scratch of one thread.
class EncodingDetector {
 public:
  EncodingDetector();
  ~EncodingDetector();
  EncodingDetector(EncodingDetector&&) noexcept;
  // Likely encodings of bytes that are not UTF-8, likeliest first; only guesses, any of them may not decode. Looks at
  // no more than 8000 bytes, those around the ones that are not ASCII.
  std::vector<Encoding> guess(std::string_view bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace docmill::host
