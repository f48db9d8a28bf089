// What only readers can do wrong: records that are decoded, in whatever order and by whomever.
#include <fmt/format.h>

#include <barrier>
#include <memory>

#include "checker/checks/checks.hpp"
#include "checker/checks/fixture.hpp"
#include "checker/checks/growth.hpp"
#include "checker/checks/reader_fixture.hpp"
#include "checker/checks/thread_group.hpp"

namespace docmill::checker {
namespace {

struct LeaveBarrier {
  std::barrier<>& barrier;
  ~LeaveBarrier() { barrier.arrive_and_drop(); }
};

// The records of all files again, by a worker for each file.
std::vector<Reading> decoded_again(const ReaderReference& reference, const std::vector<std::unique_ptr<Decoder>>& by) {
  std::vector<Reading> readings = reference.expected();
  for (std::size_t i = 0; i < readings.size(); ++i) decode_all(*by[i], readings[i]);
  return readings;
}

void compare_records(const ReaderReference& reference, const std::vector<Reading>& got, const std::string& how) {
  for (std::size_t i = 0; i < got.size(); ++i) reference.compare(i, got[i], how);
}

// The cuts that are records, over all files.
std::vector<std::pair<const CutSeen*, const RecordSeen*>> all_records(const ReaderReference& reference) {
  std::vector<std::pair<const CutSeen*, const RecordSeen*>> records;
  for (const Reading& reading : reference.expected()) {
    std::size_t n = 0;
    for (const CutSeen& cut : reading.cuts)
      if (cut.kind == DOCMILL_CUT_RECORD && n < reading.records.size())
        records.emplace_back(&cut, &reading.records[n++]);
  }
  return records;
}

// One file in turn with another, cut by cut.
void read_in_turn(const ReaderReference& reference) {
  for (std::size_t i = 0; i + 1 < reference.files().size(); ++i) {
    cut_file(reference.model(), reference.files()[i + 1].text, {}, 1);  // begun and left
    reference.compare(i, read_file(reference.model(), reference.files()[i].text), "after a file that was left early");
  }
}

}  // namespace

// Nothing but the rule itself; what the checks before have seen broken of it comes under its id as well.
void reader_rules(CheckContext& context) {
  context.for_each_reader([&](const StageUnderTest& reader) {
    const Model model(reader);
    need(model);
    for (const NamedText& file : sample_files(context, reader)) {
      context.at("'" + file.name + "'");
      for (const Wrong& wrong : read_file(model, file.text).wrongs)
        if (wrong.id == context.id()) context.fail(wrong.id, wrong.what);
    }
  });
}

void reader_repetition(CheckContext& context) {
  for_each_reader_with_records(context, [&](const StageUnderTest&, const ReaderReference& reference) {
    constexpr std::size_t large = std::size_t{2} << 20;
    reference.compare_all(reference.model(), "the second time");
    read_in_turn(reference);
    std::string bytes;
    while (bytes.size() < large)
      for (const NamedText& file : reference.files()) bytes += file.text + "\n";
    read_file(reference.model(), bytes);
    reference.compare_all(reference.model(), "after a large file");
  });
}

void reader_order(CheckContext& context) {
  for_each_reader_with_records(context, [&](const StageUnderTest&, const ReaderReference& reference) {
    const auto records = all_records(reference);
    const auto same = [&](std::size_t i, const Decoder& decoder, const char* how) {
      Reading reading;
      if (decoder.decode(*records[i].first, reading) == *records[i].second) return true;
      context.fail(fmt::format("{}: the record at byte {} gives something else", how, records[i].first->offset));
      return false;
    };
    const Decoder one(reference.model());
    for (std::size_t i = records.size(); i-- > 0;)
      if (!same(i, one, "in reverse")) return;
    for (std::size_t i = 0; i < records.size(); ++i)
      if (!same(i, Decoder(reference.model()), "by a worker of its own")) return;
    for (std::size_t i = 0; i < records.size(); ++i)
      if (!same(i, one, "twice") || !same(i, one, "twice")) return;
  });
}

void reader_threads(CheckContext& context) {
  for_each_reader_with_records(context, [&](const StageUnderTest&, const ReaderReference& reference) {
    constexpr std::size_t n_threads = 4;
    std::vector<std::vector<Reading>> got(n_threads);
    std::barrier<> together(std::ptrdiff_t{n_threads});
    ThreadGroup group;
    for (std::size_t i = 0; i < n_threads; ++i)
      group.start([&, i] {
        const LeaveBarrier leave{together};
        std::vector<std::unique_ptr<Decoder>> decoders;
        for (std::size_t k = 0; k < reference.files().size(); ++k)
          decoders.push_back(std::make_unique<Decoder>(reference.model()));
        together.arrive_and_wait();  // all workers are there before the first one works, and until the last one has
        got[i] = decoded_again(reference, decoders);
        together.arrive_and_wait();
      });
    group.join();
    for (std::size_t i = 0; i < n_threads; ++i)
      compare_records(reference, got[i], fmt::format("four threads at once, thread {}", i));
  });
}

void reader_input_gone(CheckContext& context) {
  for_each_reader_with_records(context, [&](const StageUnderTest&, const ReaderReference& reference) {
    const Decoder decoder(reference.model());
    Decoder::Settings settings;
    settings.is_guarded = true;
    for (const auto& [cut, expected] : all_records(reference)) {
      context.at(fmt::format("the record at byte {}", cut->offset));
      Reading reading;
      decoder.decode(*cut, reading, settings);
    }
  });
}

void reader_refused(CheckContext& context) {
  for_each_reader_with_records(context, [&](const StageUnderTest&, const ReaderReference& reference) {
    const Decoder decoder(reference.model());
    for (const auto& [cut, expected] : all_records(reference))
      for (const uint64_t call : {0, 1, 2}) {
        context.at(fmt::format("the record at byte {} and call {} of raw refused", cut->offset, call + 1));
        Reading reading;
        Decoder::Settings settings;
        settings.refused = call;
        decoder.decode(*cut, reading, settings);
        context.fail(reading.wrongs);
        Reading again;
        if (!(decoder.decode(*cut, again) == *expected)) context.fail("afterwards the worker gives something else");
      }
  });
}

void reader_growth(CheckContext& context) {
  for_each_reader_with_records(context, [&](const StageUnderTest& reader, const ReaderReference& reference) {
    const std::vector<NamedText> files = few_files(context, reader);
    check_growth(context, "file", [&] {
      for (const NamedText& file : files) read_file(reference.model(), file.text);
      cut_file(reference.model(), files.front().text, {}, 1);
    });
  });
}

}  // namespace docmill::checker
