#include "unpacked_cutter.hpp"

#include <algorithm>
#include <utility>

#include "packed_entry.hpp"

namespace docmill::archive {
namespace {

constexpr uint64_t block_size = uint64_t{64} << 10;
constexpr std::size_t tar_block = 512;  // headers begin, and contents are filled up, at multiples of it
// Text packs to a tenth, the same text over and over to a hundredth. Who unpacks to more is after the machine.
constexpr uint64_t most_times = 1000;
constexpr uint64_t never_too_much = uint64_t{64} << 20;

std::string mib(uint64_t n) { return std::to_string((n + (uint64_t{1} << 20) - 1) >> 20) + " MiB"; }

}  // namespace

void UnpackedCutter::next(Source& file, Cut& cut, const Judge& judge) {
  if (is_done_) return;
  file_ = &file;
  if (!archive_ && !open(file, cut)) return;
  for (;;) {
    const bool was_damaged = std::exchange(is_damaged_, false);
    switch (archive_->next()) {
      case UnpackedArchive::Step::entry: return cut_entry(file, cut, judge);
      case UnpackedArchive::Step::end:
        if (open_joined(file)) continue;
        is_done_ = true;
        file.skip(everything);
        return;
      case UnpackedArchive::Step::broken: return cut_broken(file, cut);
      case UnpackedArchive::Step::damaged: break;
    }
    is_damaged_ = true;
    if (was_damaged) continue;  // one place, told of once
    const uint64_t offset = offset_of_entry(file);
    return cut.problem(
        offset, "damaged",
        "the archive is damaged at byte " + std::to_string(offset) + "; what stands up to the next entry is not read",
        "byte " + std::to_string(offset));
  }
}

// False: it cannot be, which was told of.
bool UnpackedCutter::open(Source& file, Cut& cut) {
  if (format_ == Format::tar) {
    archive_ = std::make_unique<UnpackedArchive>([this] { return next_block(); });
    return true;
  }
  std::string whole(file.peek(file.max_record()));
  if (whole.size() < file.max_record()) {
    to_skip_ = whole.size();
    archive_ = std::make_unique<UnpackedArchive>(std::move(whole));
    return true;
  }
  is_done_ = true;
  const uint64_t size = file.skip(everything);
  cut.problem(0, "too-large",
              "a 7z archive must be held whole, and this one has " + mib(size) +
                  ", more than [input] max-document; raise that, or pack the pages as .zip or .tar.zst");
  return false;
}

// True: behind the zeros that end a plain tar another begins (cat a.tar b.tar), which is read on as by tar -i. What
// else stands there (fill of a tape, a line end) is nobody's. Not by libarchive, which takes that for damage, and
// passes over zeros in a packing without an end.
bool UnpackedCutter::open_joined(Source& file) {
  if (format_ != Format::tar || archive_->is_packed() || !archive_->is_known()) return false;
  const uint64_t end = begin_ + archive_->offset();
  file.skip(std::min(end - std::min(end, file.offset()), std::exchange(to_skip_, 0)));
  for (;;) {
    const std::string_view next = file.peek(block_size);
    const std::size_t zeros = std::min(next.find_first_not_of('\0'), next.size()) / tar_block * tar_block;
    if (zeros != 0) {
      file.skip(zeros);
      continue;
    }
    if (next.size() < tar_block || next.substr(257, 5) != "ustar") return false;
    begin_ = file.offset();
    archive_ = std::make_unique<UnpackedArchive>([this] { return next_block(); });
    return true;
  }
}

// What libarchive has looked at is passed over when it asks for more.
std::string_view UnpackedCutter::next_block() {
  file_->skip(std::exchange(to_skip_, 0));
  block_.assign(file_->peek(block_size).substr(0, block_size));
  to_skip_ = block_.size();
  return block_;
}

// Where the entry begins; in a packed archive, how far the file was read. The file moves on with each entry.
uint64_t UnpackedCutter::offset_of_entry(Source& file) {
  uint64_t offset = file.offset();
  const uint64_t header = begin_ + archive_->offset();
  uint64_t n = 1;
  if (format_ == Format::tar && !archive_->is_packed() && header >= offset) {
    n = header - offset + 1;
    offset = header;
  }
  n = std::min(n, to_skip_);
  to_skip_ -= n;
  file.skip(n);
  return std::min(offset, file.offset());
}

bool UnpackedCutter::is_bomb(const Source& file) {
  if (format_ == Format::tar && !archive_->is_packed()) return false;  // what is said of holes costs nothing
  n_unpacked_ += archive_->size();
  const bool is_small = archive_->size() <= never_too_much && n_unpacked_ <= never_too_much;
  return !is_small && n_unpacked_ / most_times > file.offset() + to_skip_;
}

void UnpackedCutter::cut_entry(Source& file, Cut& cut, const Judge& judge) {
  const uint64_t offset = offset_of_entry(file);
  locator_ = locator_of(archive_->name());
  if (is_bomb(file)) {
    is_done_ = true;
    file.skip(everything);
    return cut.problem(
        offset, "bomb",
        "the archive unpacks to more than 1000 times its size up to here; if that is right, unpack it first", locator_);
  }
  switch (archive_->kind()) {
    case UnpackedArchive::Kind::folder: return cut.passed(offset, "folder");
    case UnpackedArchive::Kind::link: return cut.passed(offset, "link");
    case UnpackedArchive::Kind::special: return cut.passed(offset, "special-file");
    case UnpackedArchive::Kind::file: break;
  }
  const EntryKind kind = judge(archive_->name());
  if (!kind.code.empty()) return cut.passed(offset, kind.code);
  if (archive_->is_encrypted())
    return cut.problem(offset, "encrypted", locator_ + " is encrypted; unpack the archive first with its password",
                       locator_);
  const uint64_t beside = archive_->name().size() + 2 * entry_overhead;
  const uint64_t most = file.max_record() - std::min(beside, file.max_record());
  if (archive_->size() > most) return cut.too_large(offset, archive_->size(), locator_);
  switch (archive_->read(content_, most)) {
    case UnpackedArchive::Content::whole: break;
    case UnpackedArchive::Content::too_large: return cut.too_large(offset, archive_->size(), locator_);
    case UnpackedArchive::Content::damaged:
      return cut.problem(offset, "damaged", "the bytes of " + locator_ + " are damaged; fetch the archive again",
                         locator_);
    case UnpackedArchive::Content::broken: return cut_broken(file, cut);
  }
  const std::string modified = zip::time_of_unix(archive_->modified().value_or(INT64_MIN));
  write_entry({archive_->name(), modified, zip::stored, std::nullopt, content_}, bytes_);
  cut.record(offset, bytes_, locator_);
}

// Nothing more can be read.
void UnpackedCutter::cut_broken(Source& file, Cut& cut) {
  is_done_ = true;
  const bool is_known = archive_->is_known(), is_encrypted = is_known && archive_->has_encrypted();
  file.skip(everything);
  const uint64_t offset = file.offset();
  if (!is_known) return;
  if (is_encrypted)
    return cut.problem(offset, "encrypted", "the archive is encrypted; unpack it first with its password", locator_);
  cut.broken_off(offset, "cut-off",
                 "the archive ends inside or behind " + (locator_.empty() ? "its beginning" : locator_) +
                     ", or is damaged there; fetch it again",
                 locator_);
}

}  // namespace docmill::archive
