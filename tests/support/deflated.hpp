// Bytes packed by zlib, for the files that tests write themselves.
#pragma once

#include <zlib.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace docmill::test {

// What stands around the packed bytes; the number is zlib's windowBits.
enum class DeflateWrapping : int { none = -15, zlib = 15, gzip = 15 + 16 };

// One stream, with zlib's usual effort.
inline std::string deflated(std::string_view plain, DeflateWrapping wrapping) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, static_cast<int>(wrapping), 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("deflateInit2");
  std::string out(deflateBound(&stream, plain.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("deflate");
  return out;
}

// A file, or a member of one, as gzip writes it.
inline std::string gzipped(std::string_view plain) { return deflated(plain, DeflateWrapping::gzip); }

}  // namespace docmill::test
