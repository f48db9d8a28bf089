#include "payload.hpp"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <vector>

#include "docmill/base/percent.hpp"
#include "headers/header_fields.hpp"

namespace docmill::warc {
namespace {

constexpr std::size_t piece_size = std::size_t{64} << 10;
constexpr std::size_t longest_size = 16;  // hexadecimal digits of a chunk's size
constexpr int window_of_deflate = 15;

// The size that a chunk begins with; takes its line off. Nothing where there is none.
std::optional<uint64_t> take_chunk_size(std::string_view& text) {
  std::string_view rest = text;
  std::string_view line = trimmed(take_line(rest));
  if (rest.empty() && !text.ends_with('\n')) return std::nullopt;  // the line itself is cut off
  line = trimmed(line.substr(0, line.find(';')));
  if (line.empty() || line.size() > longest_size) return std::nullopt;
  uint64_t size = 0;
  for (const char c : line) {
    const int digit = hex_digit(c);
    if (digit < 0) return std::nullopt;
    size = size << 4 | static_cast<uint64_t>(digit);
  }
  text = rest;
  return size;
}

class Inflater {
 public:
  explicit Inflater(int window_bits) {
    if (inflateInit2(&stream_, window_bits) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Nothing when not a byte could be unpacked.
  std::optional<Unpacked> run(std::string_view packed, const TakeBytes& take) {
    std::vector<char> piece(piece_size);
    bool any = false;
    // zlib's pointer to the input is not const for historical reasons; it does not write there.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in = static_cast<uInt>(packed.size());
    for (;;) {
      stream_.next_out = reinterpret_cast<Bytef*>(piece.data());
      stream_.avail_out = static_cast<uInt>(piece.size());
      const int result = inflate(&stream_, Z_NO_FLUSH);
      const std::size_t n = piece.size() - stream_.avail_out;
      any = any || n != 0 || result == Z_STREAM_END;
      if (n != 0 && !take({piece.data(), n})) return Unpacked::whole;  // more is not wanted
      if (result == Z_STREAM_END) return Unpacked::whole;
      const bool is_stuck = n == 0 && (stream_.avail_in == 0 || result == Z_BUF_ERROR);
      if ((result != Z_OK && result != Z_BUF_ERROR) || is_stuck)
        return any ? std::optional(Unpacked::cut_off) : std::nullopt;
    }
  }

 private:
  z_stream stream_{};
};

// "deflate" should be a zlib stream (RFC 1950) and often is deflate alone.
std::optional<Unpacked> inflate_payload(std::string_view body, const TakeBytes& take) {
  for (const int window : {window_of_deflate, -window_of_deflate})
    if (const auto done = Inflater(window).run(body, take)) return done;
  return std::nullopt;
}

// Brotli (RFC 7932). It begins with no mark, but what begins with '<' is none. Nothing when not a byte could be
// unpacked.
std::optional<Unpacked> unbrotli(std::string_view packed, const TakeBytes& take) {
  if (trimmed(packed).starts_with('<')) return std::nullopt;
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  if (!state) throw std::bad_alloc();
  std::vector<uint8_t> piece(piece_size);
  const auto* next_in = reinterpret_cast<const uint8_t*>(packed.data());
  std::size_t left = packed.size();
  for (bool any = false;;) {
    uint8_t* next_out = piece.data();
    std::size_t room = piece.size();
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state.get(), &left, &next_in, &room, &next_out, nullptr);
    const std::size_t n = piece.size() - room;
    any = any || n != 0 || result == BROTLI_DECODER_RESULT_SUCCESS;
    if (n != 0 && !take({reinterpret_cast<const char*>(piece.data()), n})) return Unpacked::whole;  // enough
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return Unpacked::whole;
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return any ? std::optional(Unpacked::cut_off) : std::nullopt;
  }
}

Unpacked as_it_is(std::string_view body, const TakeBytes& take) {
  (void)take(body);
  return Unpacked::whole;
}

// One encoding.
Unpacked unpack_once(std::string_view body, std::string_view encoding, const TakeBytes& take) {
  if (encoding.empty() || encoding == "identity" || encoding == "none" || encoding == "utf-8")
    return as_it_is(body, take);
  if (encoding == "gzip" || encoding == "x-gzip") {
    if (!body.starts_with("\x1F\x8B")) return as_it_is(body, take);
    return Inflater(window_of_deflate + 16).run(body, take).value_or(Unpacked::cut_off);
  }
  if (encoding == "deflate") {
    if (const auto done = inflate_payload(body, take)) return *done;
    return as_it_is(body, take);
  }
  if (encoding == "br") {
    if (const auto done = unbrotli(body, take)) return *done;
    return as_it_is(body, take);
  }
  return Unpacked::not_known;
}

}  // namespace

std::string join_chunks(std::string_view body, bool& is_cut_off) {
  std::string out;
  is_cut_off = false;
  std::string_view rest = body;
  for (bool first = true;; first = false) {
    const std::optional<uint64_t> size = take_chunk_size(rest);
    if (!size && first) return std::string(body);
    is_cut_off = !size || *size > rest.size();
    if (!size || *size == 0) return out;
    out += rest.substr(0, *size);
    if (is_cut_off) return out;
    rest.remove_prefix(*size);
    (void)take_line(rest);  // the line end behind the data
  }
}

Unpacked unpack_payload(std::string_view body, std::string_view encoding, const TakeBytes& take) {
  const std::string encodings = lowered(encoding);
  const std::size_t comma = encodings.rfind(',');
  if (comma == std::string::npos) return unpack_once(body, trimmed(encodings), take);
  // Packed several times: the last first. Each layer is as large as the next one allows.
  std::string inner;
  constexpr std::size_t most = std::size_t{1} << 30;
  const Unpacked outer =
      unpack_once(body, trimmed(std::string_view(encodings).substr(comma + 1)), [&](std::string_view b) {
        inner += b;
        return inner.size() < most;
      });
  if (outer == Unpacked::not_known) return outer;
  const Unpacked rest = unpack_payload(inner, std::string_view(encodings).substr(0, comma), take);
  return outer == Unpacked::cut_off && rest == Unpacked::whole ? outer : rest;
}

}  // namespace docmill::warc
