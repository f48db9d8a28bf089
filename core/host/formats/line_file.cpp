#include "host/formats/line_file.hpp"

#include <fmt/format.h>

#include <atomic>
#include <system_error>
#include <vector>

#include "host/input/disk_file.hpp"
#include "host/input/line_cutter.hpp"
#include "host/input/unpack.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t block_size = 256 << 10;
constexpr uint64_t longest_line = uint64_t{4} << 30;  // a record is larger than its document, which is bounded itself

Packing packing_of(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".gz" ? Packing::gzip : extension == ".zst" ? Packing::zstd : Packing::none;
}

}  // namespace

struct LineFile::State {
  std::string path;
  std::atomic<uint64_t> bytes_read{0};
  DiskFile file{bytes_read};
  Unpacker unpacker;
  LineCutter cutter;
  std::vector<char> block = std::vector<char>(block_size);
  std::string_view unpacked;
  bool at_end = false;
  Status trouble;

  void fail(const std::string& why) {
    if (trouble.ok()) trouble = {Trouble::io, fmt::format("{}: {}", path, why)};
  }
  // More unpacked bytes; false at the end of the file or at trouble.
  bool refill() {
    for (;;) {
      unpacked = unpacker.next();
      if (!unpacked.empty()) return true;
      if (unpacker.problem()) {
        fail(unpacker.problem()->message);
        return false;
      }
      if (at_end) return false;
      const std::size_t n = file.read(block.data(), block.size());
      if (file.problem()) {
        fail(file.problem()->message);
        return false;
      }
      if (n == 0) {
        at_end = true;
        unpacker.end_of_file();
      } else {
        unpacker.feed({block.data(), n});
      }
    }
  }
};

LineFile::LineFile() : state_(std::make_unique<State>()) {}
LineFile::~LineFile() = default;

Result<std::unique_ptr<LineFile>> LineFile::open(const std::filesystem::path& path) {
  std::unique_ptr<LineFile> lines(new LineFile);
  State& s = *lines->state_;
  s.path = path.string();
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return Status(Trouble::io, fmt::format("{}: no such file", s.path));
  if (const auto problem = s.file.open(path))
    return Status(Trouble::io, fmt::format("{}: {}", s.path, problem->message));
  s.unpacker.start(packing_of(path));
  s.cutter.start(longest_line);
  return lines;
}

bool LineFile::next(std::string& line) {
  State& s = *state_;
  for (;;) {
    switch (s.cutter.next(s.unpacked, line)) {
      case LineCutter::Cut::line: return true;
      case LineCutter::Cut::too_long: s.fail("a line above 4 GiB"); return false;
      case LineCutter::Cut::none: break;
    }
    if (s.refill()) continue;
    if (s.trouble.ok() && s.cutter.in_line())
      s.fail(fmt::format("it breaks off in line {}; copy the output folder again, or repeat the run",
                         s.cutter.open_number()));
    return false;
  }
}

uint64_t LineFile::number() const { return state_->cutter.number(); }
const Status& LineFile::trouble() const { return state_->trouble; }
const std::string& LineFile::path() const { return state_->path; }

}  // namespace docmill::host
