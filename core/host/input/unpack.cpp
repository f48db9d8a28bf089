#include "host/input/unpack.hpp"

#include <fmt/format.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace docmill::host {
namespace {

constexpr std::size_t unpacked_block_size = 256 << 10;
constexpr uint64_t magic_size = 4;    // with fewer bytes nothing tells that a further member or frame begins
constexpr int window_bits = 15 + 16;  // the largest window of deflate, with a gzip header

const char* name_of(Packing packing) { return packing == Packing::gzip ? "gzip" : "zstd"; }

Problem not_packed(Packing packing) {
  return {"not-packed", fmt::format("it does not begin like {} data; take .{} off its name or pack it again",
                                    name_of(packing), packing == Packing::gzip ? "gz" : "zst")};
}

Problem trailing(Packing packing, uint64_t offset) {
  return {"trailing-bytes",
          fmt::format("after the {} data something else stands from byte {}; cut it off or pack it again",
                      name_of(packing), offset)};
}

Problem truncated(Packing packing, uint64_t offset) {
  return {"truncated",
          fmt::format("the {} data break off at byte {}; copy or fetch the file again", name_of(packing), offset)};
}

Problem corrupt(Packing packing, uint64_t offset) {
  return {"corrupt",
          fmt::format("the {} data are damaged near byte {}; copy or fetch the file again", name_of(packing), offset)};
}

}  // namespace

Unpacker::~Unpacker() {
  if (gzip_) inflateEnd(gzip_.get());
}

void Unpacker::start(Packing packing) {
  packing_ = packing;
  packed_ = {};
  offset_ = begin_ = 0;
  n_complete_ = 0;
  between_ = true;
  full_ = padded_ = false;
  problem_.reset();
  if (packing == Packing::none) return;
  unpacked_.resize(unpacked_block_size);
  if (packing == Packing::gzip && !gzip_) {
    gzip_ = std::make_unique<z_stream>();
    if (inflateInit2(gzip_.get(), window_bits) != Z_OK) throw std::bad_alloc();
  } else if (packing == Packing::zstd && !zstd_) {
    zstd_.reset(ZSTD_createDCtx());
    if (!zstd_) throw std::bad_alloc();
  }
  if (packing == Packing::gzip) inflateReset(gzip_.get());
  else ZSTD_DCtx_reset(zstd_.get(), ZSTD_reset_session_only);
}

void Unpacker::end_of_file() {
  if (packing_ == Packing::none || between_ || problem_) return;
  const bool hardly_begun = n_complete_ > 0 && offset_ - begin_ < magic_size;
  problem_ = hardly_begun ? trailing(packing_, begin_) : truncated(packing_, offset_);
}

std::string_view Unpacker::next() {
  if (problem_) return {};
  switch (packing_) {
    case Packing::gzip: return next_gzip();
    case Packing::zstd: return next_zstd();
    case Packing::none: break;
  }
  const std::string_view all = packed_;
  take(all.size());
  return all;
}

void Unpacker::take(std::size_t n) {
  packed_.remove_prefix(n);
  offset_ += n;
}

std::string_view Unpacker::next_gzip() {
  while ((!packed_.empty() || full_) && !problem_) {
    if (between_ && n_complete_ > 0 && skip_padding()) continue;
    if (between_) {
      inflateReset(gzip_.get());
      between_ = false;
      begin_ = offset_;
    }
    // zlib's pointer to the input is not const for historical reasons; it does not write there.
    gzip_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed_.data()));
    gzip_->avail_in = static_cast<uInt>(packed_.size());
    gzip_->next_out = reinterpret_cast<Bytef*>(unpacked_.data());
    gzip_->avail_out = static_cast<uInt>(unpacked_.size());
    const int result = inflate(gzip_.get(), Z_NO_FLUSH);
    take(packed_.size() - gzip_->avail_in);
    const std::size_t n = unpacked_.size() - gzip_->avail_out;
    full_ = gzip_->avail_out == 0 && result == Z_OK;
    if (result == Z_STREAM_END) {
      between_ = true;
      ++n_complete_;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      fail_gzip();
    }
    if (n > 0) return {unpacked_.data(), n};
  }
  return {};
}

// Tapes and some downloads fill the last block with zeros; gzip(1) reads past them to the end of the file.
bool Unpacker::skip_padding() {
  if (!padded_ && packed_.front() != '\0') return false;
  if (!padded_) begin_ = offset_;
  padded_ = true;
  take(std::min(packed_.find_first_not_of('\0'), packed_.size()));
  if (!packed_.empty()) problem_ = trailing(packing_, begin_);
  return true;
}

void Unpacker::fail_gzip() {
  const bool in_header = gzip_->msg != nullptr && std::strcmp(gzip_->msg, "incorrect header check") == 0;
  if (!in_header) problem_ = corrupt(packing_, offset_);
  else if (n_complete_ == 0) problem_ = not_packed(packing_);
  else problem_ = trailing(packing_, begin_);
}

std::string_view Unpacker::next_zstd() {
  while ((!packed_.empty() || full_) && !problem_) {
    if (between_) begin_ = offset_;
    ZSTD_inBuffer in{packed_.data(), packed_.size(), 0};
    ZSTD_outBuffer out{unpacked_.data(), unpacked_.size(), 0};
    const std::size_t result = ZSTD_decompressStream(zstd_.get(), &out, &in);
    if (ZSTD_isError(result)) {
      fail_zstd(result);
      return {};
    }
    between_ = result == 0;
    if (between_) ++n_complete_;
    take(in.pos);
    full_ = out.pos == out.size && !between_;
    if (out.pos > 0) return {unpacked_.data(), out.pos};
  }
  return {};
}

void Unpacker::fail_zstd(std::size_t error) {
  switch (ZSTD_getErrorCode(error)) {
    case ZSTD_error_prefix_unknown:
      problem_ = n_complete_ == 0 ? not_packed(packing_) : trailing(packing_, begin_);
      break;
    case ZSTD_error_frameParameter_windowTooLarge:
      problem_ = Problem{"zstd-window", "it was packed with a window above 128 MiB; pack it again without --long=31"};
      break;
    case ZSTD_error_dictionary_wrong:
      problem_ = Problem{"zstd-dictionary", "it was packed with a zstd dictionary; pack it again without one"};
      break;
    default: problem_ = corrupt(packing_, offset_);
  }
}

}  // namespace docmill::host
