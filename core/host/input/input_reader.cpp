// Files to raw documents: one file at a time, block by block, in the order of the list.
#include <algorithm>
#include <atomic>
#include <limits>

#include "host/input/disk_file.hpp"
#include "host/input/file_problem.hpp"
#include "host/input/input.hpp"
#include "host/input/line_cutter.hpp"
#include "host/input/unpack.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t block_size = 256 << 10;
constexpr uint64_t chunk_size = 1 << 20;
// Offsets inside a document have 32 bits, and UTF-8 is at most three times as long as what was decoded.
constexpr uint64_t largest_document = std::numeric_limits<uint32_t>::max() / 3;

// Numbers chunks without gaps: a new one begins when a position in the input passes a multiple of the chunk size.
class ChunkCounter {
 public:
  uint64_t at(uint64_t position) {
    const uint64_t quotient = std::max(position / chunk_size, quotient_);
    if (any_ && quotient != quotient_) ++chunk_;
    any_ = true;
    quotient_ = quotient;
    return chunk_;
  }

 private:
  uint64_t quotient_ = 0;
  uint64_t chunk_ = 0;
  bool any_ = false;
};

}  // namespace

struct InputReader::State {
  State(const InputList& input, uint64_t max_document, const std::string& format)
      : list(input),
        limit(std::min(max_document, largest_document)),
        stdin_format(format),
        disk(bytes_read),
        digests(input.files.size()),
        block(block_size) {}

  bool next(RawDocument& out);

  const InputList& list;
  const uint64_t limit;
  const std::string stdin_format;
  std::atomic<uint64_t> bytes_read{0};
  DiskFile disk;
  Unpacker unpacker;
  LineCutter lines;
  ChunkCounter chunks;
  std::vector<FileDigest> digests;

 private:
  enum class Phase { closed, lines, rest };

  const InputFile& file() const { return list.files[current]; }
  bool is_jsonl() const;
  bool document(RawDocument& out, uint64_t line, uint64_t offset);
  bool problem(RawDocument& out, uint64_t line, uint64_t offset, Problem what);
  bool refuse(RawDocument& out, Problem reason);

  bool open_file(RawDocument& out);
  std::string_view next_block();
  bool next_line(RawDocument& out);
  bool line_came_out(LineCutter::Cut cut, RawDocument& out);
  bool lines_end(RawDocument& out);
  bool finish_lines(RawDocument& out);
  bool whole_file(RawDocument& out);
  std::optional<Problem> read_plain(std::string& bytes);
  std::optional<Problem> read_blocks(std::string& bytes);
  std::optional<Problem> close_file();
  void go_on();

  std::size_t current = 0;
  uint64_t size_before = 0;  // on the disk, of the files before
  Phase phase = Phase::closed;
  std::vector<char> block;
  std::string_view unread;  // unpacked, not yet cut
  bool ended = false;       // the disk has given all
};

bool InputReader::State::next(RawDocument& out) {
  while (current < list.files.size()) {
    const bool found = phase == Phase::closed  ? open_file(out)
                       : phase == Phase::lines ? next_line(out)
                                               : finish_lines(out);
    if (found) return true;
  }
  return false;
}

bool InputReader::State::is_jsonl() const {
  return disk.is_stdin() && !stdin_format.empty() ? stdin_format == "jsonl" : file().format == InputFormat::jsonl;
}

bool InputReader::State::document(RawDocument& out, uint64_t line, uint64_t offset) {
  out.file = static_cast<uint32_t>(current);
  out.line = line;
  out.chunk = chunks.at(size_before + (file().packing == Packing::none ? offset : 0));
  out.problem.reset();
  return true;
}

bool InputReader::State::problem(RawDocument& out, uint64_t line, uint64_t offset, Problem what) {
  document(out, line, offset);
  out.bytes.clear();
  out.problem = std::move(what);
  return true;
}

// Opens the next file; whole files come out at once.
bool InputReader::State::open_file(RawDocument& out) {
  if (const auto& listed = file().problem) return refuse(out, *listed);
  if (auto failed = disk.open(file().path)) return refuse(out, std::move(*failed));
  unpacker.start(file().packing);
  unread = {};
  ended = false;
  if (!disk.is_stdin() && disk.size() == 0) {
    close_file();
    return refuse(out, empty_file());
  }
  if (!is_jsonl()) return whole_file(out);
  lines.start(limit);
  phase = Phase::lines;
  return false;
}

// The whole file is one problem.
bool InputReader::State::refuse(RawDocument& out, Problem reason) {
  problem(out, 0, 0, std::move(reason));
  go_on();
  return true;
}

// The next unpacked bytes; empty at the end and at a problem of the disk or the unpacker.
std::string_view InputReader::State::next_block() {
  for (;;) {
    const std::string_view unpacked = unpacker.next();
    if (!unpacked.empty() || unpacker.problem() || ended) return unpacked;
    const std::size_t n = disk.read(block.data(), block.size());
    ended = n == 0;
    if (ended && !disk.problem()) unpacker.end_of_file();
    unpacker.feed({block.data(), n});
  }
}

bool InputReader::State::next_line(RawDocument& out) {
  for (;;) {
    while (!unread.empty()) {
      const LineCutter::Cut cut = lines.next(unread, out.bytes);
      if (cut != LineCutter::Cut::none && line_came_out(cut, out)) return true;
    }
    unread = next_block();
    if (unread.empty()) return lines_end(out);
  }
}

// False for an empty line, which is no document.
bool InputReader::State::line_came_out(LineCutter::Cut cut, RawDocument& out) {
  if (cut == LineCutter::Cut::too_long)
    return problem(out, lines.number(), lines.offset(), too_large(lines.size(), limit));
  if (out.bytes.find_first_not_of(" \t\r") == std::string::npos) return false;
  return document(out, lines.number(), lines.offset());
}

// No more bytes come: the line without an end, or the break.
bool InputReader::State::lines_end(RawDocument& out) {
  phase = Phase::rest;
  const std::optional<Problem>& broken = unpacker.problem() ? unpacker.problem() : disk.problem();
  if (broken) return problem(out, lines.open_number(), lines.open_offset(), *broken);
  const LineCutter::Cut cut = lines.last(out.bytes);
  return cut != LineCutter::Cut::none && line_came_out(cut, out);
}

// Behind the last line: was there nothing in the file, did it change?
bool InputReader::State::finish_lines(RawDocument& out) {
  const bool broken = unpacker.problem() || disk.problem();
  std::optional<Problem> reason;
  if (lines.open_offset() == 0 && !broken) reason = empty_file();
  std::optional<Problem> changed = close_file();
  if (changed && !broken) reason = std::move(changed);
  if (reason) problem(out, 0, lines.open_offset(), std::move(*reason));
  go_on();
  return reason.has_value();
}

bool InputReader::State::whole_file(RawDocument& out) {
  const bool plain = file().packing == Packing::none && !disk.is_stdin();
  std::optional<Problem> reason = plain ? read_plain(out.bytes) : read_blocks(out.bytes);
  if (!reason && out.bytes.empty()) reason = empty_file();
  std::optional<Problem> changed = close_file();
  if (changed) reason = std::move(changed);
  if (reason) problem(out, 0, 0, std::move(*reason));
  else document(out, 0, 0);
  go_on();
  return true;
}

// Straight into the document: its size is known.
std::optional<Problem> InputReader::State::read_plain(std::string& bytes) {
  if (disk.size() > limit) return too_large(disk.size(), limit);
  bytes.resize(disk.size());
  const std::size_t n = disk.read(bytes.data(), bytes.size());
  if (disk.problem()) return disk.problem();
  if (n < bytes.size()) return changed_while_read();
  return std::nullopt;
}

std::optional<Problem> InputReader::State::read_blocks(std::string& bytes) {
  bytes.clear();
  for (;;) {
    const std::string_view unpacked = next_block();
    if (unpacked.empty()) break;
    if (unpacked.size() > limit - bytes.size()) return too_large(0, limit);
    bytes += unpacked;
  }
  return unpacker.problem() ? unpacker.problem() : disk.problem();
}

// A packed file is hashed to its end also when its content was given up.
std::optional<Problem> InputReader::State::close_file() {
  if (file().packing != Packing::none)
    while (disk.read(block.data(), block.size()) > 0) {
    }
  return disk.finish(digests[current]);
}

void InputReader::State::go_on() {
  size_before += file().size;
  ++current;
  phase = Phase::closed;
}

InputReader::InputReader(const InputList& list, uint64_t max_document, const std::string& stdin_format)
    : state_(std::make_unique<State>(list, max_document, stdin_format)) {}

InputReader::~InputReader() = default;

bool InputReader::next(RawDocument& out) { return state_->next(out); }

const std::vector<FileDigest>& InputReader::digests() const { return state_->digests; }

uint64_t InputReader::bytes_read() const { return state_->bytes_read.load(std::memory_order_relaxed); }

}  // namespace docmill::host
