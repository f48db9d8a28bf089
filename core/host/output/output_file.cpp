#include "host/output/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include "host/output/crc32.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t write_at_once = std::size_t{1} << 20;
constexpr std::size_t worth_no_copy = std::size_t{64} << 10;
constexpr int zstd_level = 3;
constexpr int gzip_level = 6;

std::string readable_size(uint64_t bytes) {
  static constexpr std::array units = {"B", "kB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 1000 && unit + 1 < units.size()) {
    value /= 1000;
    ++unit;
  }
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", value, units[unit]);
}

// 0, or the error number.
int write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file, bytes.data(), bytes.size());
    if (n < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

}  // namespace

std::string write_error(const std::string& shown, int error_number, uint64_t bytes_written) {
  if (error_number == ENOSPC || error_number == EDQUOT)
    return fmt::format("{}: no space left after {}; free space, then run the same command with --resume", shown,
                       readable_size(bytes_written));
  return fmt::format("{}: cannot be written: {}", shown, std::strerror(error_number));
}

// Turns plain bytes into packed ones. One of the two streams is in use.
class OutputFile::Packer {
 public:
  // Null where nothing is to be packed.
  static std::unique_ptr<Packer> of(Compression compression) {
    return compression == Compression::none ? nullptr : std::make_unique<Packer>(compression);
  }
  explicit Packer(Compression compression) {
    if (compression == Compression::zstd) {
      zstd_ = ZSTD_createCCtx();
      if (zstd_ == nullptr) throw std::bad_alloc();
      ZSTD_CCtx_setParameter(zstd_, ZSTD_c_compressionLevel, zstd_level);
      ZSTD_CCtx_setParameter(zstd_, ZSTD_c_checksumFlag, 1);
    } else {
      // 15 + 16: a gzip header, without name and time (zlib writes zeros), so equal content is equal bytes.
      if (deflateInit2(&gzip_, gzip_level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
      gzip_is_open_ = true;
    }
  }
  ~Packer() {
    if (zstd_ != nullptr) ZSTD_freeCCtx(zstd_);
    if (gzip_is_open_) deflateEnd(&gzip_);
  }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;

  void add(std::string_view bytes, std::string& out) {
    if (bytes.empty()) return;
    in_frame_ = true;
    if (zstd_ != nullptr) zstd(bytes, ZSTD_e_continue, out);
    else gzip(bytes, Z_NO_FLUSH, out);
  }
  void end_frame(std::string& out) {
    if (!in_frame_) return;
    in_frame_ = false;
    if (zstd_ != nullptr) {
      zstd({}, ZSTD_e_end, out);
    } else {
      gzip({}, Z_FINISH, out);
      deflateReset(&gzip_);
    }
  }

 private:
  void zstd(std::string_view bytes, ZSTD_EndDirective directive, std::string& out) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    for (;;) {
      ZSTD_outBuffer to{piece_.data(), piece_.size(), 0};
      const std::size_t left = ZSTD_compressStream2(zstd_, &to, &in, directive);
      out.append(piece_.data(), to.pos);
      if (ZSTD_isError(left)) throw std::bad_alloc();  // the only error a compressor has with valid parameters
      if (directive == ZSTD_e_end ? left == 0 : in.pos == in.size) return;
    }
  }
  void gzip(std::string_view bytes, int flush, std::string& out) {
    gzip_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    gzip_.avail_in = static_cast<uInt>(bytes.size());  // emissions are below max_layer_bytes
    int status;
    do {
      gzip_.next_out = reinterpret_cast<Bytef*>(piece_.data());
      gzip_.avail_out = static_cast<uInt>(piece_.size());
      status = deflate(&gzip_, flush);
      out.append(piece_.data(), piece_.size() - gzip_.avail_out);
    } while (gzip_.avail_out == 0 || (flush == Z_FINISH && status != Z_STREAM_END));
  }

  ZSTD_CCtx* zstd_ = nullptr;
  z_stream gzip_{};
  bool gzip_is_open_ = false;
  bool in_frame_ = false;
  std::array<char, std::size_t{64} << 10> piece_;
};

OutputFile::OutputFile(const std::filesystem::path& path, std::string shown, Compression compression)
    : shown_(std::move(shown)), packer_(Packer::of(compression)) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file_ < 0) status_ = {Trouble::io, write_error(shown_, errno, 0)};
}

OutputFile::OutputFile(const std::filesystem::path& path, std::string shown, Compression compression, uint64_t kept)
    : shown_(std::move(shown)), packer_(Packer::of(compression)) {
  file_ = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (file_ < 0) status_ = {Trouble::io, write_error(shown_, errno, 0)};
  else take_up(kept);
}

OutputFile::OutputFile(int file, std::string shown, Compression compression)
    : shown_(std::move(shown)), file_(file), packer_(Packer::of(compression)) {}

void OutputFile::take_up(uint64_t kept) {
  std::string block(write_at_once, '\0');
  while (size_ < kept) {
    const ssize_t n = ::read(file_, block.data(), std::min<uint64_t>(block.size(), kept - size_));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      status_ = {Trouble::io, fmt::format("{}: cannot be read again: {}", shown_,
                                          n == 0 ? "it is shorter than it was" : std::strerror(errno))};
      return;
    }
    hash_.update(block.data(), static_cast<std::size_t>(n));
    size_ += static_cast<uint64_t>(n);
  }
  if (::ftruncate(file_, static_cast<off_t>(kept)) != 0) (void)fail(errno);
}

OutputFile::~OutputFile() {
  if (file_ >= 0) ::close(file_);
}

Status OutputFile::fail(int error_number) {
  status_ = {Trouble::io, write_error(shown_, error_number, size_)};
  return status_;
}

void OutputFile::take_hash(const Digest& digest) {
  sha256_ = to_hex(digest);
  is_hashed_ = true;
}

Status OutputFile::append(std::string_view bytes) {
  if (!status_.ok()) return status_;
  if (packer_) {
    packer_->add(bytes, buffer_);
  } else if (is_hashed_ || bytes.size() >= worth_no_copy) {
    if (Status s = flush(); !s.ok()) return s;
    return write(bytes);
  } else {
    buffer_ += bytes;
  }
  return buffer_.size() >= write_at_once ? flush() : Status();
}

Status OutputFile::end_frame() {
  if (!status_.ok()) return status_;
  if (packer_) packer_->end_frame(buffer_);
  return buffer_.size() >= write_at_once ? flush() : Status();
}

Result<FileRange> OutputFile::end_range() {
  if (Status s = end_frame(); !s.ok()) return s;
  if (Status s = flush(); !s.ok()) return s;
  return std::exchange(range_, {});
}

Status OutputFile::flush() {
  if (buffer_.empty()) return {};
  if (Status s = write(buffer_); !s.ok()) return s;
  buffer_.clear();
  return {};
}

Status OutputFile::write(std::string_view bytes) {
  if (const int error = write_all(file_, bytes); error != 0) return fail(error);
  size_ += bytes.size();
  if (is_hashed_) return {};
  hash_.update(bytes);
  range_.size += bytes.size();
  range_.crc = crc32_behind(range_.crc, bytes);
  return {};
}

Status OutputFile::end() {
  if (Status s = end_frame(); !s.ok()) return s;
  if (Status s = flush(); !s.ok()) return s;
  if (!is_hashed_) sha256_ = to_hex(hash_.finish());
  return {};
}

Status OutputFile::close_unsynced() {
  if (Status s = end(); !s.ok()) return s;
  return ::close(std::exchange(file_, -1)) == 0 ? Status() : fail(errno);
}

Status OutputFile::close(UnsyncedFiles& later) {
  if (Status s = end(); !s.ok()) return s;
  later.add(file_, shown_, size_);
  file_ = -1;  // not before it is taken
  return {};
}

}  // namespace docmill::host
