// The Unicode encoding forms, decoded by hand: simple, fast, and exact about the place of every character.
#pragma once

#include <string>

#include "host/input/decode_sink.hpp"

namespace docmill::host {

enum class ByteOrder { little, big };

// Bad bytes are replaced by maximal subparts (Unicode Standard, 3.9): one U+FFFD for a sequence that breaks off.
void decode_utf8(DecodeSink& sink, std::size_t from);
// A surrogate without its other half, and a last odd byte, are bad.
void decode_utf16(DecodeSink& sink, std::size_t from, ByteOrder order);
void decode_utf32(DecodeSink& sink, std::size_t from, ByteOrder order);

}  // namespace docmill::host
