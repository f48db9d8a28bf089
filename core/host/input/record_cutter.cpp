#include "host/input/record_cutter.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "docmill/base/printable.hpp"
#include "docmill/base/utf8.hpp"
#include "host/guard/foreign_call.hpp"
#include "host/input/file_problem.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t longest_locator = 1000;
constexpr std::size_t longest_message = 4096;
// Cuts behind which neither the file nor their own place has moved on: so many, and so many more where something was
// taken before (a table that is read whole before its first row; of rows that are all the same, Parquet has thousands
// in a byte).
constexpr uint64_t most_standing = 1000, most_standing_at_a_byte = uint64_t{1} << 20;

std::string_view view_of(docmill_str s) { return s.size != 0 ? std::string_view(s.data, s.size) : std::string_view(); }

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 100 && text[0] >= 'a' && text[0] <= 'z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

constexpr uint32_t must_understand_of_cut = 0xFFFFu;

// What a reader says is shown to people and stands in files: valid UTF-8, no control characters.
std::string sentence(docmill_str said) { return printable(view_of(said).substr(0, longest_message)); }

}  // namespace

RecordCutter::RecordCutter(Unpacker& unpacker, RecordSource::Blocks blocks,
                           std::function<const std::optional<Problem>&()> problem_of_disk)
    : unpacker_(unpacker), source_(unpacker, std::move(blocks)), problem_of_disk_(std::move(problem_of_disk)) {}

void RecordCutter::start(const OpenReader& reader, std::string_view name, Packing packing, uint64_t limit) {
  close();
  reader_ = &reader;
  limit_ = limit;
  number_ = offset_ = place_ = n_standing_ = 0;
  is_done_ = false;
  source_.start(name, packing, limit + room_for_headers, reader.from_middle);
}

void RecordCutter::close() {
  if (cursor_ == nullptr) return;
  const ForeignCall call(ForeignWork::cut, reader_->name);
  reader_->table->close(std::exchange(cursor_, nullptr));
}

bool RecordCutter::open() {
  if (cursor_ != nullptr) return true;
  const ForeignCall call(ForeignWork::cut, reader_->name);
  return reader_->table->open(reader_->model, source_.abi(), &cursor_) == DOCMILL_OK && cursor_ != nullptr;
}

RecordCutter::Step RecordCutter::next(std::string& bytes) {
  locator_.clear();
  if (is_done_) return Step::end;
  if (!open()) return give_up("could not begin the file");
  docmill_cut cut{};
  cut.size = sizeof cut;
  const uint64_t before = source_.offset();
  const int32_t status = [&] {
    const ForeignCall call(ForeignWork::cut, reader_->name);
    return reader_->table->next(cursor_, source_.abi(), &cut);
  }();
  if (status != DOCMILL_OK) return give_up(fmt::format("failed with status {}", status));
  const bool is_standing = source_.offset() == before && cut.offset <= offset_ && number_ != 0;
  n_standing_ = is_standing ? n_standing_ + 1 : 0;
  if (n_standing_ > most_standing + (source_.offset() != 0 ? most_standing_at_a_byte : 0))
    return give_up("cuts records without end out of nothing");
  return take(cut, bytes);
}

void RecordCutter::count(uint64_t offset) {
  ++number_;
  offset_ = std::max(offset, offset_);
  place_ = std::max(place_, source_.place_of(offset_));
}

RecordCutter::Step RecordCutter::take(const docmill_cut& cut, std::string& bytes) {
  if (cut.kind == DOCMILL_CUT_END) return at_end();
  const std::string_view locator = view_of(cut.locator);
  if (cut.offset < offset_ || cut.offset > source_.offset() || cut.bytes.size > limit_ + room_for_headers ||
      locator.size() > longest_locator || !utf8::is_valid(locator))
    return give_up("has cut a record that cannot be: its offset, its size or its locator");
  const bool has_code =
      cut.kind == DOCMILL_CUT_PASSED || cut.kind == DOCMILL_CUT_PROBLEM || cut.kind == DOCMILL_CUT_BROKEN_OFF;
  if (cut.kind > DOCMILL_CUT_TOO_LARGE || (has_code && !is_code(view_of(cut.code))))
    return give_up("has cut a record of an unknown kind or code");
  if ((cut.flags & must_understand_of_cut & ~uint32_t{DOCMILL_CUT_HANGS_ON_END}) != 0)
    return give_up(fmt::format("has cut a record with the unknown flags {:#x}", cut.flags));
  locator_ = locator;
  if ((cut.flags & DOCMILL_CUT_HANGS_ON_END) != 0 && breaks_off()) {
    offset_ = cut.offset;
    return broken({});
  }
  if (cut.kind == DOCMILL_CUT_BROKEN_OFF) {
    offset_ = cut.offset;
    return broken({std::string(view_of(cut.code)), sentence(cut.message)});
  }
  count(cut.offset);
  switch (cut.kind) {
    case DOCMILL_CUT_RECORD: bytes.assign(view_of(cut.bytes)); return Step::record;
    case DOCMILL_CUT_PASSED: problem_.code = view_of(cut.code); return Step::passed;
    case DOCMILL_CUT_PROBLEM: problem_ = {std::string(view_of(cut.code)), sentence(cut.message)}; return Step::problem;
    default: problem_ = too_large(cut.n_bytes, limit_); return Step::problem;
  }
}

// Do the bytes end where the file does not? Of gzip members that are shown whole nothing is missing in what was shown.
bool RecordCutter::breaks_off() const {
  return (unpacker_.problem() || problem_of_disk_()) && !source_.shows_whole_members();
}

// The bytes end inside a record, or before it should. Where they are damaged, that is the reason; behind it the file
// may go on.
RecordCutter::Step RecordCutter::broken(Problem reason) {
  const std::optional<Problem> damage = unpacker_.problem() ? unpacker_.problem() : problem_of_disk_();
  problem_ = damage ? *damage : std::move(reason);
  count(offset_);
  if (damage) place_ = std::max(place_, source_.place_of_end());
  close();
  is_done_ = !reader_->from_middle || !unpacker_.resume();
  if (!is_done_) source_.start_again();
  return Step::problem;
}

RecordCutter::Step RecordCutter::at_end() {
  if (unpacker_.problem() || problem_of_disk_()) {
    offset_ = std::max(offset_, source_.offset());
    return broken({});
  }
  close();
  is_done_ = true;
  if (number_ != 0) return Step::end;
  count(0);
  problem_ = {"no-record",
              fmt::format("reader '{}' finds no record in it; take it off the files of that [[reader]], or "
                          "add it to [input] skip",
                          reader_->name)};
  return Step::problem;
}

RecordCutter::Step RecordCutter::give_up(std::string what) {
  close();
  is_done_ = true;
  count(std::max(offset_, source_.offset()));
  problem_ = {"reader-error", fmt::format("reader '{}' {}; the rest of the file is not read", reader_->name, what)};
  return Step::problem;
}

}  // namespace docmill::host
