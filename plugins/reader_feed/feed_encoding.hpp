// Encodings of one byte a character, which expat does not know by itself.
#pragma once

#include <expat.h>

namespace docmill::feed {

// For XML_SetUnknownEncodingHandler.
int fill_encoding(void* nothing, const char* name, XML_Encoding* out);

}  // namespace docmill::feed
