// What the host believes of the cuts of a reader.
#include "host/input/record_cutter.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

using namespace docmill::host;

namespace {

// A reader that does with a cut what a test wants.
struct FakeReader {
  using Next = std::function<void(docmill_source&, docmill_cut&)>;
  Next do_next;
  docmill_reader table{};

  explicit FakeReader(Next next) : do_next(std::move(next)) {
    table.size = sizeof table;
    table.open = [](const void* model, docmill_source*, void** cursor) noexcept -> int32_t {
      *cursor = const_cast<void*>(model);
      return DOCMILL_OK;
    };
    table.next = [](void* cursor, docmill_source* source, docmill_cut* cut) noexcept -> int32_t {
      static_cast<FakeReader*>(cursor)->do_next(*source, *cut);
      return DOCMILL_OK;
    };
    table.close = [](void*) noexcept {};
  }
  FakeReader(const FakeReader&) = delete;
};

// Over a file of one block, which is damaged behind it if the test says so.
struct Cutting {
  FakeReader reader;
  OpenReader open;
  Unpacker unpacker;
  std::string block;
  std::optional<Problem> damage;
  RecordCutter cutter;
  std::string bytes;

  Cutting(FakeReader::Next next, std::string file, std::optional<Problem> problem = std::nullopt)
      : reader(std::move(next)),
        open{&reader.table, &reader, "fake", false},
        block(std::move(file)),
        damage(std::move(problem)),
        cutter(
            unpacker,
            [this, is_shown = false]() mutable {
              if (is_shown) return std::string_view();
              is_shown = true;
              return std::string_view(block);
            },
            [this]() -> const std::optional<Problem>& { return damage; }) {
    unpacker.start(Packing::none);
    cutter.start(open, "a.fake", Packing::none, 1000);
  }
  Cutting(const Cutting&) = delete;
  // Until it is no record any more; how many there were.
  uint64_t count() {
    uint64_t n = 0;
    while (cutter.next(bytes) == RecordCutter::Step::record) ++n;
    return n;
  }
};

void show_all(docmill_source& source) {
  docmill_str shown{};
  source.peek(&source, 10, &shown);
}

void skip_all(docmill_source& source) { source.skip(&source, ~uint64_t{0}, nullptr); }

}  // namespace

TEST_CASE("a reader that cuts without end is left, whatever the size of the file") {
  const auto record = [](docmill_source&, docmill_cut& cut) { cut.kind = DOCMILL_CUT_RECORD; };
  Cutting nothing_read(record, std::string(100'000, 'x'));
  CHECK(nothing_read.count() == 1001);
  CHECK(nothing_read.cutter.problem().code == "reader-error");
  CHECK(nothing_read.cutter.problem().message ==
        "reader 'fake' cuts records without end out of nothing; the rest of the file is not read");

  Cutting at_one_place(
      [](docmill_source& source, docmill_cut& cut) {
        skip_all(source);
        cut.kind = DOCMILL_CUT_RECORD;
      },
      std::string(100'000, 'x'));
  // Two more: the first cut, and the one before which the file was read.
  CHECK(at_one_place.count() <= (1u << 20) + 1002);
  CHECK(at_one_place.cutter.problem().code == "reader-error");
}

TEST_CASE("a reader that has read all before its first record goes on as long as its records have places") {
  uint64_t n = 0;
  Cutting cutting(
      [&n](docmill_source& source, docmill_cut& cut) {
        skip_all(source);
        if (n == 1'500'000) return;
        cut.kind = DOCMILL_CUT_RECORD;
        cut.offset = n++ / 20;
      },
      std::string(75'000, 'x'));
  CHECK(cutting.count() == 1'500'000);
  CHECK(cutting.cutter.next(cutting.bytes) == RecordCutter::Step::end);
}

TEST_CASE("what hangs on the end of a file is told of as its damage; of a whole file it is what it is") {
  const auto next = [n = 0](docmill_source& source, docmill_cut& cut) mutable {
    show_all(source);
    if (n == 1) skip_all(source);
    if (n == 2) return;
    cut.kind = DOCMILL_CUT_RECORD;
    cut.offset = static_cast<uint64_t>(n);
    cut.bytes = {"ab", 2};
    cut.flags = n++ == 1 ? DOCMILL_CUT_HANGS_ON_END : 0;
  };
  Cutting whole(next, "text");
  CHECK(whole.count() == 2);
  CHECK(whole.cutter.next(whole.bytes) == RecordCutter::Step::end);
  Cutting damaged(next, "text", Problem{"read-error", "the disk"});
  CHECK(damaged.cutter.next(damaged.bytes) == RecordCutter::Step::record);
  CHECK(damaged.cutter.next(damaged.bytes) == RecordCutter::Step::problem);
  CHECK(damaged.cutter.problem().code == "read-error");
  CHECK(damaged.cutter.number() == 2);
  CHECK(damaged.cutter.next(damaged.bytes) == RecordCutter::Step::end);
}

TEST_CASE("flags that nobody knows end the file, those that may be ignored are ignored") {
  const auto flagged = [](uint32_t flags) {
    return [flags](docmill_source&, docmill_cut& cut) {
      cut.kind = DOCMILL_CUT_RECORD;
      cut.flags = flags;
    };
  };
  Cutting unknown(flagged(1u << 7), "text");
  CHECK(unknown.cutter.next(unknown.bytes) == RecordCutter::Step::problem);
  CHECK(unknown.cutter.problem().message ==
        "reader 'fake' has cut a record with the unknown flags 0x80; the rest of the file is not read");
  Cutting ignored(flagged(1u << 20), "text");
  CHECK(ignored.cutter.next(ignored.bytes) == RecordCutter::Step::record);
}
