// Files to raw documents: one file at a time, block by block, in the order of the list.
#include <algorithm>
#include <atomic>
#include <limits>
#include <memory>
#include <unordered_map>
#include <utility>

#include "host/input/chunks.hpp"
#include "host/input/disk_file.hpp"
#include "host/input/file_problem.hpp"
#include "host/input/input.hpp"
#include "host/input/line_cutter.hpp"
#include "host/input/record_cutter.hpp"
#include "host/input/unpack.hpp"
#include "host/input/whole_files.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t block_size = 256 << 10;
// Offsets inside a document have 32 bits, and UTF-8 is at most three times as long as what was decoded.
constexpr uint64_t largest_document = std::numeric_limits<uint32_t>::max() / 3;

}  // namespace

struct InputReader::State {
  State(const InputList& input, uint64_t max_document, const std::string& format, InputRange wanted,
        std::vector<OpenReader> of_plugins)
      : list(input),
        range(wanted),
        limit(std::min(max_document, largest_document)),
        stdin_format(format),
        readers(std::move(of_plugins)),
        disk(bytes_read),
        whole_files(list.files, limit),
        records(
            unpacker, [this] { return next_block(); }, [this]() -> const auto& { return disk.problem(); }),
        current(range.begin.file) {
    for (std::size_t i = 0; i < current && i < list.files.size(); ++i)
      weight_before += weight_of_file(list.files.size_of(i));
    if (current < list.files.size()) open = list.files[current];
  }

  bool next(RawDocument& out);

  const InputList& list;
  const InputRange range;
  const uint64_t limit;
  const std::string stdin_format;
  const std::vector<OpenReader> readers;
  PassedOver passed;
  std::atomic<uint64_t> bytes_read{0};
  DiskFile disk;
  WholeFiles whole_files;
  Unpacker unpacker;
  LineCutter lines;
  RecordCutter records;
  std::unordered_map<uint32_t, FileDigest> digests;  // of files that have ended and been asked for by nobody

 private:
  enum class Phase { closed, lines, rest, records };

  const InputFile& file() const { return open; }
  bool ends_before(uint64_t offset) const;
  bool record_is_before(const InputPosition& position, uint64_t chunk) const;
  bool ends_in_this_file() const { return range.end && range.end->file == current; }
  uint64_t chunk_at(uint64_t offset);
  bool is_jsonl() const;
  bool document(RawDocument& out, uint64_t line, uint64_t offset);
  bool problem(RawDocument& out, uint64_t line, uint64_t offset, Problem what);
  bool refuse(RawDocument& out, Problem reason);

  bool open_file(RawDocument& out);
  bool skip_to(uint64_t offset);
  std::string_view next_block();
  bool stop();
  bool next_line(RawDocument& out);
  bool line_came_out(LineCutter::Cut cut, RawDocument& out);
  bool lines_end(RawDocument& out);
  bool finish_lines(RawDocument& out);
  bool next_record(RawDocument& out);
  bool finish_file(RawDocument& out, std::optional<Problem> reason, uint64_t offset, bool broken);
  bool plain_file(RawDocument& out);
  bool whole_file(RawDocument& out);
  std::optional<Problem> read_blocks(std::string& bytes);
  std::optional<Problem> close_file();
  void go_on();

  std::size_t current;
  InputFile open;              // the current one
  uint64_t weight_before = 0;  // of the files before
  uint64_t last_chunk = 0;
  Phase phase = Phase::closed;
  std::unique_ptr<char[]> block = std::make_unique_for_overwrite<char[]>(block_size);
  std::string_view unread;  // unpacked, not yet cut
  bool ended = false;       // the disk has given all
};

bool InputReader::State::next(RawDocument& out) {
  while (current < list.files.size() && !(phase == Phase::closed && ends_before(0))) {
    const bool found = phase == Phase::closed    ? open_file(out)
                       : phase == Phase::lines   ? next_line(out)
                       : phase == Phase::records ? next_record(out)
                                                 : finish_lines(out);
    if (found) return true;
  }
  return false;
}

// Does the range end at or before this place of the current file?
bool InputReader::State::ends_before(uint64_t offset) const {
  if (!range.end || current < range.end->file) return false;
  return current > range.end->file || (range.end->chunk == 0 && offset >= range.end->offset);
}

// Of the record that came out last, which is in this chunk.
bool InputReader::State::record_is_before(const InputPosition& position, uint64_t chunk) const {
  if (position.file != current) return current < position.file;
  return position.chunk != 0 ? chunk < position.chunk : records.number() < position.offset;
}

// What stands at the end of a file, or behind it because the file has grown, belongs to the chunk of its last byte:
// only so do all shards agree on whose it is. Standard input has no size; there and behind it chunks only grow.
uint64_t InputReader::State::chunk_at(uint64_t offset) {
  if (file().packing != Packing::none && phase != Phase::records) offset = 0;
  else if (file().path != "-") offset = std::min(offset, std::max<uint64_t>(file().size, 1) - 1);
  last_chunk = std::max(last_chunk, (weight_before + offset) / chunk_size);
  return last_chunk;
}

bool InputReader::State::is_jsonl() const {
  return disk.is_stdin() && !stdin_format.empty() ? stdin_format == "jsonl" : file().format == InputFormat::jsonl;
}

bool InputReader::State::document(RawDocument& out, uint64_t line, uint64_t offset) {
  out.file = static_cast<uint32_t>(current);
  out.line = line;
  out.offset = offset;
  out.chunk = chunk_at(offset);
  out.marked = false;
  out.locator.clear();
  out.digest.reset();
  out.problem.reset();
  return true;
}

bool InputReader::State::problem(RawDocument& out, uint64_t line, uint64_t offset, Problem what) {
  document(out, line, offset);
  out.bytes.clear();
  out.problem = std::move(what);
  if (file().path == "-" && out.problem->code == empty_file().code)
    out.problem->message = "nothing came on standard input";
  return true;
}

// Opens the next file; whole files come out at once.
bool InputReader::State::open_file(RawDocument& out) {
  if (const auto& listed = file().problem) return refuse(out, *listed);
  if (WholeFiles::is_one(file())) return plain_file(out);
  if (auto failed = disk.open(file().path)) return refuse(out, std::move(*failed));
  const OpenReader* reader = file().reader != 0 ? &readers.at(file().reader - 1) : nullptr;
  unpacker.start(file().packing, reader != nullptr && reader->from_middle);
  unread = {};
  ended = false;
  if (!disk.is_stdin() && disk.size() == 0) {
    close_file();
    return refuse(out, empty_file());
  }
  if (reader != nullptr) {
    records.start(*reader, open.name, open.packing, limit);
    phase = Phase::records;
    return false;
  }
  if (!is_jsonl()) return whole_file(out);
  phase = Phase::lines;
  const uint64_t begin = range.begin.file == current ? range.begin.offset : 0;
  if (begin == 0) {
    lines.start(limit);
  } else if (!skip_to(begin)) {
    close_file();  // it broke before the range: told by who reads that part
    go_on();
  }
  return false;
}

// Reads to the first line that begins at or behind the offset, counting lines. False when the file breaks before.
bool InputReader::State::skip_to(uint64_t offset) {
  uint64_t before = 0, n_lines = 0;
  for (;;) {
    const std::string_view bytes = next_block();
    if (bytes.empty()) {
      lines.start(limit, before, n_lines);  // a last line without an end, or a file that has shrunk
      return !disk.problem();
    }
    // A line begins behind a line end at `offset - 1` or later.
    const std::size_t from = offset - 1 > before ? std::min<uint64_t>(offset - 1 - before, bytes.size()) : 0;
    n_lines +=
        static_cast<uint64_t>(std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(from), '\n'));
    const std::size_t end = bytes.find('\n', from);
    if (end == std::string_view::npos) {
      before += bytes.size();
      continue;
    }
    lines.start(limit, before + end + 1, n_lines + 1);
    unread = bytes.substr(end + 1);
    return true;
  }
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
    const std::size_t n = disk.read(block.get(), block_size);
    ended = n == 0;
    if (ended && !disk.problem()) unpacker.end_of_file();
    unpacker.feed({block.get(), n});
  }
}

// The range ends inside this file, which has no digest then.
bool InputReader::State::stop() {
  current = list.files.size();
  return false;
}

bool InputReader::State::next_line(RawDocument& out) {
  for (;;) {
    while (!unread.empty()) {
      if (ends_before(lines.open_offset())) return stop();
      const LineCutter::Cut cut = lines.next(unread, out.bytes);
      if (cut != LineCutter::Cut::none && line_came_out(cut, out)) return true;
    }
    unread = next_block();
    if (unread.empty()) return ends_before(lines.open_offset()) ? stop() : lines_end(out);
  }
}

// False for an empty line, which is no document.
bool InputReader::State::line_came_out(LineCutter::Cut cut, RawDocument& out) {
  if (cut == LineCutter::Cut::too_long)
    return problem(out, lines.number(), lines.offset(), too_large(lines.size(), limit));
  if (out.bytes.find_first_not_of(" \t\r") == std::string::npos) return false;
  document(out, lines.number(), lines.offset());
  out.marked = lines.had_mark() && lines.number() > 1;
  return true;
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
  if (ends_in_this_file()) return stop();  // told by who reads its last part
  const bool broken = unpacker.problem() || disk.problem();
  std::optional<Problem> reason;
  if (lines.open_offset() == 0 && !broken) reason = empty_file();
  return finish_file(out, std::move(reason), lines.open_offset(), broken);
}

// Behind its last document. `broken`: that has been told.
bool InputReader::State::finish_file(RawDocument& out, std::optional<Problem> reason, uint64_t offset, bool broken) {
  std::optional<Problem> changed = close_file();
  if (changed && !broken) reason = std::move(changed);
  if (reason) problem(out, 0, offset, std::move(*reason));
  go_on();
  return reason.has_value();
}

// Records before the range are cut for their numbers.
bool InputReader::State::next_record(RawDocument& out) {
  for (;;) {
    const RecordCutter::Step step = records.next(out.bytes);
    if (step == RecordCutter::Step::end) {
      if (ends_in_this_file()) return stop();
      (void)chunk_at(file().size);
      return finish_file(out, std::nullopt, records.number() + 1, unpacker.problem() || disk.problem());
    }
    const uint64_t chunk = chunk_at(records.place());
    if (record_is_before(range.begin, chunk)) continue;
    if (range.end && !record_is_before(*range.end, chunk)) {
      records.close();
      return stop();
    }
    if (step == RecordCutter::Step::passed) {
      ++passed[{file().reader, records.code()}];
      continue;
    }
    if (step == RecordCutter::Step::problem) problem(out, records.number(), records.number(), records.problem());
    else document(out, records.number(), records.number());
    out.chunk = chunk;
    out.locator = records.locator();
    return true;
  }
}

// Not packed, on the disk.
bool InputReader::State::plain_file(RawDocument& out) {
  WholeFile& read = whole_files.read(current, range.end ? range.end->file : list.files.size());
  bytes_read.fetch_add(read.size_read, std::memory_order_relaxed);
  digests[static_cast<uint32_t>(current)] = {read.sha256 ? to_hex(*read.sha256) : "", read.size_read};
  if (read.problem) {
    problem(out, 0, 0, std::move(*read.problem));
  } else {
    out.bytes.swap(read.bytes);
    document(out, 0, 0);
    out.digest = read.sha256;  // what was read is what was hashed
  }
  go_on();
  return true;
}

// Packed, or standard input.
bool InputReader::State::whole_file(RawDocument& out) {
  std::optional<Problem> reason = read_blocks(out.bytes);
  if (!reason && out.bytes.empty()) reason = empty_file();
  std::optional<Problem> changed = close_file();
  if (changed) reason = std::move(changed);
  if (reason) problem(out, 0, 0, std::move(*reason));
  else document(out, 0, 0);
  if (Digest digest{};
      !reason && file().packing == Packing::none && from_hex(digests[static_cast<uint32_t>(current)].sha256, digest))
    out.digest = digest;
  go_on();
  return true;
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
    while (disk.read(block.get(), block_size) > 0) {
    }
  return disk.finish(digests[static_cast<uint32_t>(current)]);
}

void InputReader::State::go_on() {
  weight_before += weight_of_file(file().size);
  if (++current < list.files.size()) open = list.files[current];
  phase = Phase::closed;
}

InputReader::InputReader(const InputList& list, uint64_t max_document, const std::string& stdin_format,
                         InputRange range, std::vector<OpenReader> readers)
    : state_(std::make_unique<State>(list, max_document, stdin_format, range, std::move(readers))) {}

InputReader::~InputReader() = default;

bool InputReader::next(RawDocument& out) { return state_->next(out); }

FileDigest InputReader::digest(uint32_t file) const {
  const auto found = state_->digests.find(file);
  return found == state_->digests.end() ? FileDigest() : found->second;
}

FileDigest InputReader::take_digest(uint32_t file) {
  const auto taken = state_->digests.extract(file);
  return taken.empty() ? FileDigest() : std::move(taken.mapped());
}

const InputReader::PassedOver& InputReader::passed_over() const { return state_->passed; }

uint64_t InputReader::bytes_read() const { return state_->bytes_read.load(std::memory_order_relaxed); }

}  // namespace docmill::host
