#include "host/input/unpack.hpp"

#include <fmt/format.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "host/input/file_kind.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t unpacked_block_size = 256 << 10;
constexpr uint64_t magic_size = 4;  // with fewer bytes nothing tells that a further member or frame begins
constexpr std::size_t most_held = std::size_t{64} << 20;   // bytes of a packed member
constexpr std::size_t trial_size = std::size_t{32} << 10;  // bytes that tell whether a member begins
constexpr uint64_t most_searches = 100'000;                // in one file: a hostile one could cost much more
constexpr int window_bits = 15 + 16;                       // the largest window of deflate, with a gzip header

constexpr uint64_t most_xz_memory = uint64_t{128} << 20;  // bytes; xz -9 needs 65 MiB

const char* name_of(Packing packing) {
  switch (packing) {
    case Packing::gzip: return "gzip";
    case Packing::zstd: return "zstd";
    case Packing::bzip2: return "bzip2";
    case Packing::xz: return "xz";
    case Packing::none: break;
  }
  return "";
}

// The head of a gzip member as all common programs write it, with or without a name. So many bytes do not stand in
// packed data by chance; that the data behind them are damaged is then told as such.
bool is_plain_head(std::string_view packed) {
  constexpr std::size_t head_size = 10;
  constexpr unsigned char last_system = 13, unknown_system = 255;
  if (packed.size() < head_size) return false;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(packed[at]); };
  const bool flags = byte(3) == 0 || byte(3) == 8;
  const bool effort = byte(8) == 0 || byte(8) == 2 || byte(8) == 4;
  return flags && effort && (byte(9) <= last_system || byte(9) == unknown_system);
}

// As far as the bytes go.
bool begins_like_xz(std::string_view packed) {
  constexpr std::string_view magic("\xFD\x37zXZ\0", 6);
  return magic.starts_with(packed.substr(0, magic.size()));
}

// By how its data begin.
Packing packing_of_beginning(std::string_view bytes) {
  if (bytes.starts_with("\x1F\x8B")) return Packing::gzip;
  if (bytes.starts_with("\x28\xB5\x2F\xFD")) return Packing::zstd;
  if (bytes.starts_with("BZh") && bytes.substr(std::min<std::size_t>(bytes.size(), 4)).starts_with("1AY&SY"))
    return Packing::bzip2;
  return bytes.size() >= 6 && begins_like_xz(bytes) ? Packing::xz : Packing::none;
}

Problem not_packed(Packing packing) {
  return {"not-packed", fmt::format("it does not begin like {} data; take {} off its name or pack it again",
                                    name_of(packing), suffix_of(packing))};
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

std::optional<std::string> packed_after_all(std::string_view bytes, bool is_stream) {
  const Packing packing = packing_of_beginning(bytes);
  if (packing == Packing::none) return std::nullopt;
  if (is_stream)
    return fmt::format("it begins like {0} data; unpack it on the way: {0} -dc FILE | docmill run ...",
                       name_of(packing));
  return fmt::format("it begins like {} data; add {} to its name", name_of(packing), suffix_of(packing));
}

Unpacker::~Unpacker() {
  if (gzip_) inflateEnd(gzip_.get());
}

void Unpacker::start(Packing packing, bool may_resume) {
  packing_ = packing;
  may_resume_ = may_resume && packing == Packing::gzip;
  searching_ = at_end_ = false;
  held_.clear();
  n_searches_ = 0;
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
  else if (packing == Packing::zstd) ZSTD_DCtx_reset(zstd_.get(), ZSTD_reset_session_only);
}

void Unpacker::end_of_file() {
  at_end_ = true;
  if (searching_) return;
  if (packing_ == Packing::none || between_ || problem_) return;
  const bool hardly_begun = n_complete_ > 0 && offset_ - begin_ < magic_size;
  problem_ = hardly_begun ? trailing(packing_, begin_) : truncated(packing_, offset_);
}

std::string_view Unpacker::next() {
  if (problem_) return {};
  switch (packing_) {
    case Packing::gzip: return next_gzip();
    case Packing::zstd: return next_zstd();
    case Packing::bzip2: return next_bzip2();
    case Packing::xz: return next_xz();
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
  if (searching_ && !find_member()) return {};
  while ((!packed_.empty() || full_) && !problem_) {
    if (between_ && n_complete_ > 0 && skip_padding()) continue;
    if (between_) {
      inflateReset(gzip_.get());
      between_ = false;
      begin_ = held_begin_ = offset_;
      held_.clear();
    }
    // zlib's pointer to the input is not const for historical reasons; it does not write there.
    gzip_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed_.data()));
    gzip_->avail_in = static_cast<uInt>(packed_.size());
    gzip_->next_out = reinterpret_cast<Bytef*>(unpacked_.data());
    gzip_->avail_out = static_cast<uInt>(unpacked_.size());
    const int result = inflate(gzip_.get(), Z_NO_FLUSH);
    remember(packed_.size() - gzip_->avail_in);
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
  if (at_end_) end_of_file();
  return {};
}

void Unpacker::remember(std::size_t n) {
  if (!may_resume_) return;
  if (held_.size() + n > most_held) {
    held_.clear();
    held_begin_ = offset_;
  }
  held_ += packed_.substr(0, n);
}

bool Unpacker::resume() {
  if (!may_resume_ || !problem_ || n_searches_ >= most_searches) return false;
  if (held_.empty()) held_begin_ = offset_;
  searching_ = true;
  between_ = true;
  full_ = padded_ = false;
  search_ = 1;
  problem_.reset();
  return true;
}

// Looks for the begin of a member in what is held and what has been fed; false: more is needed, or there is none.
bool Unpacker::find_member() {
  held_ += packed_;
  take(packed_.size());
  for (;; ++search_) {
    search_ = std::min(held_.find("\x1F\x8B\x08", search_), held_.size());
    const std::size_t left = held_.size() - search_;
    if (left < trial_size && !at_end_) break;
    if (left == 0 || n_searches_ >= most_searches) return false;
    ++n_searches_;
    const std::string_view packed = std::string_view(held_).substr(search_);
    if (!is_plain_head(packed) && !begins_member(packed)) continue;
    found_ = held_.substr(search_);
    offset_ = held_begin_ + search_;
    packed_ = found_;
    held_.clear();
    n_complete_ = std::max<uint64_t>(n_complete_, 1);
    searching_ = false;
    return true;
  }
  // Of what was looked through only the end may still be the begin of one.
  const std::size_t gone = std::min(search_, held_.size() - std::min<std::size_t>(held_.size(), 2));
  held_.erase(0, gone);
  held_begin_ += gone;
  search_ = 0;
  return false;
}

// Three bytes that look like one stand in packed data by chance, too; then inflating them soon ends in nonsense.
bool Unpacker::begins_member(std::string_view packed) const {
  z_stream trial{};
  if (inflateInit2(&trial, window_bits) != Z_OK) throw std::bad_alloc();
  std::vector<char> out(trial_size);
  trial.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  trial.avail_in = static_cast<uInt>(std::min(packed.size(), trial_size));
  trial.next_out = reinterpret_cast<Bytef*>(out.data());
  trial.avail_out = static_cast<uInt>(out.size());
  const int result = inflate(&trial, Z_NO_FLUSH);
  inflateEnd(&trial);
  return result == Z_OK || result == Z_STREAM_END;
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

void Unpacker::EndBzip2::operator()(bz_stream* stream) const {
  BZ2_bzDecompressEnd(stream);
  delete stream;
}

void Unpacker::EndXz::operator()(lzma_stream* stream) const {
  lzma_end(stream);
  delete stream;
}

// Of bzip2 or xz.
void Unpacker::begin_stream() {
  between_ = false;
  begin_ = offset_;
  if (packing_ == Packing::bzip2) {
    bzip2_.reset();
    auto stream = std::make_unique<bz_stream>();
    if (BZ2_bzDecompressInit(stream.get(), 0, 0) != BZ_OK) throw std::bad_alloc();
    bzip2_.reset(stream.release());
    return;
  }
  if (!xz_) xz_.reset(new lzma_stream(LZMA_STREAM_INIT));
  if (lzma_stream_decoder(xz_.get(), most_xz_memory, 0) != LZMA_OK) throw std::bad_alloc();
}

std::string_view Unpacker::next_bzip2() {
  while ((!packed_.empty() || full_) && !problem_) {
    if (between_) begin_stream();
    bzip2_->next_in = const_cast<char*>(packed_.data());  // is not written to
    bzip2_->avail_in = static_cast<unsigned>(packed_.size());
    bzip2_->next_out = unpacked_.data();
    bzip2_->avail_out = static_cast<unsigned>(unpacked_.size());
    const int result = BZ2_bzDecompress(bzip2_.get());
    take(packed_.size() - bzip2_->avail_in);
    const std::size_t n = unpacked_.size() - bzip2_->avail_out;
    full_ = bzip2_->avail_out == 0 && result == BZ_OK;
    between_ = result == BZ_STREAM_END;
    if (between_) ++n_complete_;
    else if (result != BZ_OK) fail_bzip2(result);
    if (n > 0) return {unpacked_.data(), n};
  }
  return {};
}

void Unpacker::fail_bzip2(int error) {
  if (error == BZ_MEM_ERROR) throw std::bad_alloc();
  if (error != BZ_DATA_ERROR_MAGIC) problem_ = corrupt(packing_, offset_);
  else problem_ = n_complete_ == 0 ? not_packed(packing_) : trailing(packing_, begin_);
}

std::string_view Unpacker::next_xz() {
  while ((!packed_.empty() || full_) && !problem_) {
    if (between_ && n_complete_ > 0 && packed_.front() == '\0') {  // padding
      take(std::min(packed_.find_first_not_of('\0'), packed_.size()));
      continue;
    }
    if (between_) {
      begin_stream();
      if (!begins_like_xz(packed_)) {  // liblzma waits for a whole header
        fail_xz(LZMA_FORMAT_ERROR);
        return {};
      }
    }
    xz_->next_in = reinterpret_cast<const uint8_t*>(packed_.data());
    xz_->avail_in = packed_.size();
    xz_->next_out = reinterpret_cast<uint8_t*>(unpacked_.data());
    xz_->avail_out = unpacked_.size();
    const lzma_ret result = lzma_code(xz_.get(), LZMA_RUN);
    take(packed_.size() - xz_->avail_in);
    const std::size_t n = unpacked_.size() - xz_->avail_out;
    full_ = xz_->avail_out == 0 && result == LZMA_OK;
    between_ = result == LZMA_STREAM_END;
    if (between_) ++n_complete_;
    else if (result != LZMA_OK && result != LZMA_BUF_ERROR) fail_xz(result);
    if (n > 0) return {unpacked_.data(), n};
  }
  return {};
}

void Unpacker::fail_xz(lzma_ret error) {
  switch (error) {
    case LZMA_MEM_ERROR: throw std::bad_alloc();
    case LZMA_FORMAT_ERROR: problem_ = n_complete_ == 0 ? not_packed(packing_) : trailing(packing_, begin_); break;
    case LZMA_MEMLIMIT_ERROR:
      problem_ =
          Problem{"xz-memory", "it takes more than 128 MiB of memory to unpack it; pack it again with xz -9 or less"};
      break;
    case LZMA_OPTIONS_ERROR:
      problem_ = Problem{"xz-filter",
                         "it is packed with a filter or a setting that this liblzma does not know; pack it "
                         "again with xz"};
      break;
    default: problem_ = corrupt(packing_, offset_);
  }
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
