// Guesses at bytes that say nothing about their encoding, or say what is not so. The same bytes give the same guess on
// every machine.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/input/plausibility.hpp"

namespace docmill::host {

// Do the bytes look like no text at all? More than one in twenty of the first 64 KiB is a control character that
// no text has.
bool looks_binary(std::string_view bytes);

// UTF-16 without a byte order mark, by its NULs and other controls: in text of most scripts every second byte is one.
std::optional<Encoding> find_unmarked_utf16(std::string_view bytes);

// Text of seven-bit bytes with the escape sequences of ISO-2022 (Japanese mail), which is valid ASCII all the same.
std::optional<Encoding> find_iso_2022(std::string_view bytes);

// The language that the first <html lang="..."> of a page names, as two lower-case letters; empty: none.
std::string declared_language(std::string_view page);

// Scratch of one thread.
class EncodingDetector {
 public:
  EncodingDetector();
  ~EncodingDetector();
  EncodingDetector(EncodingDetector&&) noexcept;
  // Encodings of bytes that are not UTF-8, likeliest first, none of them UTF-8; any of them may not decode all. Looks
  // at no more than 8000 bytes, those around the ones that are not ASCII.
  std::vector<Plausibility> guess(std::string_view bytes, std::string_view language = {});
  // How much the bytes look like text in this encoding; nothing for one that is not known so well.
  std::optional<int64_t> judge(const Encoding& encoding, std::string_view bytes);

 private:
  const PlausibilityJudge& plausibility();
  std::unique_ptr<PlausibilityJudge> plausibility_;  // made when first needed
};

}  // namespace docmill::host
