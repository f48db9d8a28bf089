#include "checker/strict_host/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "checker/strict_host/record_taker.hpp"
#include "checker/strict_host/words.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::checker {
namespace {

constexpr const char* about_cuts = "reader-cuts";
constexpr std::size_t longest_locator = 1000;
constexpr std::size_t most_standing = 1000;  // cuts that take nothing from the file; as docmill has it

const char* name_of_kind(uint32_t kind) {
  static constexpr const char* names[] = {
      "an end", "a record", "a record passed over", "a problem", "a record broken off", "a record that is too large"};
  return kind < std::size(names) ? names[kind] : "an unknown kind";
}

bool has_code(uint32_t kind) {
  return kind == DOCMILL_CUT_PASSED || kind == DOCMILL_CUT_PROBLEM || kind == DOCMILL_CUT_BROKEN_OFF;
}

// Judges each cut as it comes.
class CutRules {
 public:
  CutRules(const FileSource::Settings& settings, std::vector<Wrong>& wrongs) : settings_(settings), wrongs_(wrongs) {}

  // False: with such a cut the host reads no further.
  bool hold(const docmill_cut& cut, uint64_t offset_of_source) {
    const std::size_t before = wrongs_.size();
    if (cut.kind > DOCMILL_CUT_TOO_LARGE) wrong(fmt::format("a cut has the unknown kind {}", cut.kind));
    if (DOCMILL_HAS(docmill_cut, &cut, flags) && (cut.flags & ~uint32_t{DOCMILL_CUT_HANGS_ON_END}) != 0)
      wrong(fmt::format("a cut has the unknown flags {:#x}", cut.flags));
    check_place(cut, offset_of_source);
    check_words(cut);
    n_standing_ = offset_of_source == moved_to_ ? n_standing_ + 1 : 0;
    moved_to_ = offset_of_source;
    if (n_standing_ > most_standing) wrong(fmt::format("{} cuts take nothing from the file", n_standing_));
    return wrongs_.size() == before;
  }

 private:
  void wrong(std::string what) { wrongs_.push_back({about_cuts, std::move(what)}); }

  void check_place(const docmill_cut& cut, uint64_t offset_of_source) {
    if (cut.offset < last_) wrong(fmt::format("a cut begins at byte {}, the one before at {}", cut.offset, last_));
    if (cut.offset < settings_.begin || cut.offset > offset_of_source)
      wrong(
          fmt::format("a cut begins at byte {}, where the file has been read up to {}", cut.offset, offset_of_source));
    if (cut.bytes.size > settings_.max_record)
      wrong(fmt::format("a cut has {} bytes, where max_record is {}", cut.bytes.size, settings_.max_record));
    last_ = std::max(last_, cut.offset);
  }

  void check_words(const docmill_cut& cut) {
    const std::string_view locator = view_of(cut.locator);
    if (locator.size() > longest_locator) wrong(fmt::format("a locator has {} bytes", locator.size()));
    else if (!utf8::is_valid(locator)) wrong("a locator is not valid UTF-8");
    if (has_code(cut.kind) && !is_code(view_of(cut.code)))
      wrong(fmt::format("the code '{}' of {} is not kebab-case", text_of(cut.code), name_of_kind(cut.kind)));
    if (cut.kind == DOCMILL_CUT_PASSED || !has_code(cut.kind)) return;
    if (const std::string why = mistake_in_sentence(view_of(cut.message)); !why.empty())
      wrong(fmt::format("the message of {} {}", name_of_kind(cut.kind), why));
  }

  const FileSource::Settings& settings_;
  std::vector<Wrong>& wrongs_;
  uint64_t last_ = 0, moved_to_ = 0;
  std::size_t n_standing_ = 0;
};

// A file that is open.
class Cursor {
 public:
  Cursor(const Model& model, docmill_source* source) : model_(model) {
    status = model.reader().open(model.handle(), source, &handle_);
  }
  ~Cursor() {
    if (status == DOCMILL_OK) model_.reader().close(handle_);
  }
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  void* handle() const { return handle_; }
  int32_t status;

 private:
  const Model& model_;
  void* handle_ = nullptr;
};

CutSeen copy_of(const docmill_cut& cut) {
  CutSeen seen;
  seen.kind = cut.kind;
  seen.offset = cut.offset;
  if (DOCMILL_HAS(docmill_cut, &cut, flags)) seen.flags = cut.flags;
  seen.locator = text_of(cut.locator);
  if (cut.kind == DOCMILL_CUT_RECORD) seen.bytes = text_of(cut.bytes);
  if (cut.kind == DOCMILL_CUT_TOO_LARGE) seen.n_bytes = cut.n_bytes;
  if (has_code(cut.kind)) seen.code = text_of(cut.code);
  if (has_code(cut.kind)) seen.message = text_of(cut.message);
  return seen;
}

std::string difference(const CutSeen& a, const CutSeen& b) {
  if (a.kind != b.kind) return fmt::format("{} once and once {}", name_of_kind(a.kind), name_of_kind(b.kind));
  if (a.offset != b.offset) return fmt::format("it begins once at byte {} and once at {}", a.offset, b.offset);
  if (a.bytes != b.bytes) return "its bytes differ";
  if (a.locator != b.locator) return fmt::format("its locator is once '{}' and once '{}'", a.locator, b.locator);
  if (a.code != b.code) return fmt::format("its code is once '{}' and once '{}'", a.code, b.code);
  if (a.flags && b.flags && *a.flags != *b.flags)
    return fmt::format("its flags are once {:#x} and once {:#x}", *a.flags, *b.flags);
  return a.message == b.message && a.n_bytes == b.n_bytes ? "" : "its message or size differs";
}

std::string difference(const RecordSeen& a, const RecordSeen& b) {
  if (a.problem != b.problem) return fmt::format("its problem is once '{}' and once '{}'", a.problem, b.problem);
  if (a.raw != b.raw) return "its raw bytes differ";
  if (a.metadata != b.metadata) return fmt::format("its metadata are once {} and once {}", a.metadata, b.metadata);
  if (a.id != b.id) return fmt::format("its id is once '{}' and once '{}'", a.id, b.id);
  return a == b ? "" : "its format or its notes differ";
}

}  // namespace

std::size_t Reading::n_records() const {
  return static_cast<std::size_t>(
      std::count_if(cuts.begin(), cuts.end(), [](const CutSeen& cut) { return cut.kind == DOCMILL_CUT_RECORD; }));
}

std::string difference(const std::vector<CutSeen>& a, const std::vector<CutSeen>& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    if (const std::string what = difference(a[i], b[i]); !what.empty()) return fmt::format("cut {}: {}", i + 1, what);
  return a.size() == b.size() ? "" : fmt::format("once {} cuts and once {}", a.size(), b.size());
}

std::string difference(const Reading& a, const Reading& b) {
  if (std::string what = difference(a.cuts, b.cuts); !what.empty()) return what;
  if (a.status != b.status) return fmt::format("once status {} and once {}", a.status, b.status);
  for (std::size_t i = 0; i < std::min(a.records.size(), b.records.size()); ++i)
    if (const std::string what = difference(a.records[i], b.records[i]); !what.empty())
      return fmt::format("record {}: {}", i + 1, what);
  return {};
}

Reading cut_file(const Model& model, std::string_view bytes, const FileSource::Settings& settings, std::size_t most) {
  Reading reading;
  FileSource::Settings of_source = settings;
  of_source.host = &model.host();
  FileSource source(bytes, of_source);
  const Cursor cursor(model, source.abi());
  reading.status = cursor.status;
  CutRules rules(of_source, reading.wrongs);
  while (reading.status == DOCMILL_OK && reading.cuts.size() < most) {
    HeapPlacement memory;
    docmill_cut own{};
    own.size = sizeof own;
    const bool is_ours = model.host() == this_host;
    docmill_cut* cut = is_ours ? &own : const_cast<docmill_cut*>(place_as(own, model.host().cut, memory));
    reading.status = model.reader().next(cursor.handle(), source.abi(), cut);
    if (reading.status != DOCMILL_OK || cut->kind == DOCMILL_CUT_END) break;
    if (!rules.hold(*cut, source.offset())) break;
    reading.cuts.push_back(copy_of(*cut));
    if (cut->kind == DOCMILL_CUT_BROKEN_OFF) break;  // the file has ended
  }
  return reading;
}

Decoder::Decoder(const Model& model) : model_(model) {
  if (model.reader().begin(model.handle(), &handle_) != DOCMILL_OK) throw std::runtime_error("begin made no worker");
}

Decoder::~Decoder() { model_.reader().end(handle_); }

RecordSeen Decoder::decode(const CutSeen& cut, Reading& reading, const Settings& settings) const {
  HeapPlacement heap;
  auto guarded = std::make_unique<GuardedPlacement>();
  Placement& placement = settings.is_guarded ? static_cast<Placement&>(*guarded) : heap;
  docmill_cut own{};
  own.size = sizeof own;
  own.kind = DOCMILL_CUT_RECORD;
  own.bytes = {placement.place_array(cut.bytes.data(), cut.bytes.size()), cut.bytes.size()};
  own.locator = {placement.place_array(cut.locator.data(), cut.locator.size()), cut.locator.size()};
  const bool is_ours = model_.host() == this_host;
  RecordTaker taker(model_.stage(), model_.host(), settings.refused, reading.wrongs);
  const int32_t status =
      model_.reader().decode(handle_, is_ours ? &own : place_as(own, model_.host().cut, heap), taker.abi());
  if (reading.status == DOCMILL_OK) reading.status = status;
  if (settings.is_guarded) {
    guarded->forbid();
    gone_.push_back(std::move(guarded));
  }
  return taker.take();
}

void decode_all(const Decoder& decoder, Reading& reading) {
  reading.records.clear();
  for (const CutSeen& cut : reading.cuts)
    if (cut.kind == DOCMILL_CUT_RECORD) reading.records.push_back(decoder.decode(cut, reading));
}

Reading read_file(const Model& model, std::string_view bytes, const FileSource::Settings& settings) {
  Reading reading = cut_file(model, bytes, settings);
  decode_all(Decoder(model), reading);
  return reading;
}

}  // namespace docmill::checker
