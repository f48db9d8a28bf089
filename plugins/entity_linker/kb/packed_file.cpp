#include "kb/packed_file.hpp"

#include <bzlib.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace docmill::linker {
namespace {

constexpr std::size_t block = std::size_t{1} << 18;
constexpr const char* cut_short = "the packed data end too early; the file is cut short";
constexpr const char* damaged = "the packed data are damaged";

}  // namespace

// One packing. `unpack` takes from `in` and fills `out`; how many bytes it gave. A member that ends makes place for the
// next; what is no packed data throws a sentence.
class PackedFile::Unpacking {
 public:
  virtual ~Unpacking() = default;
  virtual std::size_t unpack(std::string_view& in, char* out, std::size_t size) = 0;
  // Is a member open, so that the file may not end here?
  virtual bool open() const = 0;
};

class PackedFile::Gzip : public Unpacking {
 public:
  Gzip() {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw std::runtime_error("no memory to unpack it");
  }
  ~Gzip() override { inflateEnd(&stream_); }
  bool open() const override { return open_; }
  std::size_t unpack(std::string_view& in, char* out, std::size_t size) override {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(size);
    open_ = true;
    const int status = inflate(&stream_, Z_NO_FLUSH);
    in.remove_prefix(in.size() - stream_.avail_in);
    if (status == Z_STREAM_END) {
      inflateReset(&stream_);
      open_ = false;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      throw std::runtime_error(damaged);
    }
    return size - stream_.avail_out;
  }

 private:
  z_stream stream_{};
  bool open_ = false;
};

class PackedFile::Bzip2 : public Unpacking {
 public:
  Bzip2() { begin(); }
  ~Bzip2() override { BZ2_bzDecompressEnd(&stream_); }
  bool open() const override { return open_; }
  std::size_t unpack(std::string_view& in, char* out, std::size_t size) override {
    stream_.next_in = const_cast<char*>(in.data());
    stream_.avail_in = static_cast<unsigned>(in.size());
    stream_.next_out = out;
    stream_.avail_out = static_cast<unsigned>(size);
    open_ = true;
    const int status = BZ2_bzDecompress(&stream_);
    in.remove_prefix(in.size() - stream_.avail_in);
    const std::size_t given = size - stream_.avail_out;
    if (status == BZ_STREAM_END) {
      BZ2_bzDecompressEnd(&stream_);
      begin();
      open_ = false;
    } else if (status != BZ_OK) {
      throw std::runtime_error(damaged);
    }
    return given;
  }

 private:
  void begin() {
    stream_ = bz_stream();
    if (BZ2_bzDecompressInit(&stream_, 0, 0) != BZ_OK) throw std::runtime_error("no memory to unpack it");
  }
  bz_stream stream_{};
  bool open_ = false;
};

class PackedFile::Zstd : public Unpacking {
 public:
  Zstd() : context_(ZSTD_createDCtx()) { ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, 31); }
  ~Zstd() override { ZSTD_freeDCtx(context_); }
  bool open() const override { return open_; }
  std::size_t unpack(std::string_view& in, char* out, std::size_t size) override {
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out, size, 0};
    const std::size_t status = ZSTD_decompressStream(context_, &to, &from);
    if (ZSTD_isError(status) != 0) throw std::runtime_error(damaged);
    open_ = status != 0;
    in.remove_prefix(from.pos);
    return to.pos;
  }

 private:
  ZSTD_DCtx* context_;
  bool open_ = false;
};

PackedFile::PackedFile(const std::string& path) : path_(path), packed_(block) {
  file_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ < 0) fail(errno == ENOENT ? "no such file" : std::strerror(errno));
  struct stat info;
  if (::fstat(file_, &info) == 0 && S_ISDIR(info.st_mode)) fail("a folder, not a file");
  fill();
  const auto begins = [this](std::string_view magic) { return waiting_.substr(0, magic.size()) == magic; };
  try {
    if (begins("\x1F\x8B")) unpacking_ = std::make_unique<Gzip>();
    else if (begins("BZh")) unpacking_ = std::make_unique<Bzip2>();
    else if (begins("\x28\xB5\x2F\xFD")) unpacking_ = std::make_unique<Zstd>();
    else plain_ = true;
  } catch (const std::runtime_error& e) {
    fail(e.what());
  }
  if (!plain_) unpacked_.resize(4 * block);
}

PackedFile::~PackedFile() {
  if (file_ > STDERR_FILENO) ::close(file_);
}

void PackedFile::fail(const std::string& why) const { throw std::runtime_error(path_ + ": " + why); }

// Reads until there is a block, so that the first one holds the beginning even of a pipe.
void PackedFile::fill() {
  std::size_t n = 0;
  while (n < packed_.size() && !ended_) {
    const ssize_t got = ::read(file_, packed_.data() + n, packed_.size() - n);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(std::strerror(errno));
    ended_ = got == 0;
    n += static_cast<std::size_t>(got);
  }
  waiting_ = {packed_.data(), n};
}

std::string_view PackedFile::peek() {
  if (peeked_.empty()) peeked_ = produce();
  return peeked_;
}

std::string_view PackedFile::next() {
  if (peeked_.empty()) return produce();
  return std::exchange(peeked_, {});
}

std::string_view PackedFile::produce() {
  if (plain_) {
    if (waiting_.empty() && !ended_) fill();
    const std::string_view bytes = waiting_;
    waiting_ = {};
    return bytes;
  }
  while (true) {
    if (waiting_.empty() && !ended_) fill();
    const bool had_input = !waiting_.empty();
    if (!had_input && !unpacking_->open()) return {};
    std::size_t n = 0;
    try {
      n = unpacking_->unpack(waiting_, unpacked_.data(), unpacked_.size());
    } catch (const std::runtime_error& e) {
      fail(e.what());
    }
    if (n != 0) return {unpacked_.data(), n};
    if (!had_input && ended_ && unpacking_->open()) fail(cut_short);
  }
}

std::string PackedFile::rest() {
  std::string all;
  for (std::string_view bytes = next(); !bytes.empty(); bytes = next()) all += bytes;
  return all;
}

bool LineReader::next(char*& line, std::size_t& size) {
  std::size_t looked = at_;
  while (true) {
    const std::size_t end = buffer_.find('\n', looked);
    if (end != std::string::npos || (ended_ && at_ < buffer_.size())) {
      const std::size_t behind = end != std::string::npos ? end : buffer_.size();
      line = buffer_.data() + at_;
      size = behind - at_;
      if (size > 0 && line[size - 1] == '\r') --size;
      at_ = end != std::string::npos ? end + 1 : buffer_.size();
      ++number_;
      return true;
    }
    if (ended_) return false;
    buffer_.erase(0, at_);
    at_ = 0;
    looked = buffer_.size();
    if (looked > longest_line)
      throw std::runtime_error(file_.path() + ":" + std::to_string(number_ + 1) + ": a line of more than 256 MiB");
    const std::string_view bytes = file_.next();
    ended_ = bytes.empty();
    buffer_ += bytes;
  }
}

}  // namespace docmill::linker
