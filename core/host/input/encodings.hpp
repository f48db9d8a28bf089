// Names of encodings. A label is read as the Encoding Standard (encoding.spec.whatwg.org, "Names and labels") reads it,
// so that "iso-8859-1" is windows-1252 and "gb2312" is gbk, in pages and in pipeline files alike; any other name is one
// that ICU knows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::host {

struct Encoding {
  std::string name;       // lower case, as records show it
  std::string converter;  // ICU's name; empty: docmill decodes it itself (UTF-8, -16, -32, iso-8859-16, x-user-defined)
};

// Case and white space around the label do not count.
std::optional<Encoding> find_encoding(std::string_view label);
// Only labels of the Encoding Standard: what a page may declare.
std::optional<Encoding> find_web_encoding(std::string_view label);

// "utf-8", "utf-16le", "utf-16be", "utf-32le" or "utf-32be" by the byte order mark; its length in bytes.
struct ByteOrderMark {
  std::string encoding;
  std::size_t size = 0;
};
std::optional<ByteOrderMark> find_byte_order_mark(std::string_view bytes);

}  // namespace docmill::host
