// What only readers can do wrong: files of every sort, and how they are shown.
#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "checker/checks/checks.hpp"
#include "checker/checks/fixture.hpp"
#include "checker/checks/reader_fixture.hpp"

namespace docmill::checker {
namespace {

using Showing = FileSource::Showing;

constexpr std::size_t n_made_up_files = 300, n_damaged_files = 200;

// Copies with a few bytes changed or gone. The same for the same seed.
void add_damaged(std::vector<NamedText>& files, const std::vector<NamedText>& samples, uint64_t seed) {
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; i < n_damaged_files; ++i) {
    NamedText file = samples[random() % samples.size()];
    for (std::size_t n = 1 + random() % 3; n > 0 && !file.text.empty(); --n) {
      const std::size_t at = random() % file.text.size();
      if (random() % 2 == 0) file.text[at] = static_cast<char>(random());
      else file.text.erase(at, 1 + random() % 20);
    }
    file.name += fmt::format("' with damage {} of seed {}", i, seed);
    files.push_back(std::move(file));
  }
}

// Is there anything in it but white space? Where nothing is, nothing is lost.
bool has_content(std::string_view bytes) {
  return bytes.find_first_not_of(std::string_view(" \t\r\n\0", 5)) != std::string_view::npos;
}

// Where to end a file: everywhere in a small one, at many places of a large one, around each record.
std::vector<std::size_t> places_to_end(std::size_t size, const Reading& whole) {
  constexpr std::size_t small = 1500, many = 200, most_records = 50;
  std::vector<std::size_t> places;
  const std::size_t step = size <= small ? 1 : size / many;
  for (std::size_t at = 0; at < size; at += step) places.push_back(at);
  for (std::size_t i = 0; i < std::min(whole.cuts.size(), most_records); ++i)
    for (const uint64_t at : {whole.cuts[i].offset - 1, whole.cuts[i].offset, whole.cuts[i].offset + 1})
      if (at < size) places.push_back(at);
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

// What is wrong with the reading of a file that ends at byte `end`: the records before must be there, and of what is
// left something must be said. Empty: nothing.
std::string mistake_at_end(const Reading& whole, const Reading& got, std::string_view bytes, std::size_t end) {
  if (got.status != DOCMILL_OK) return fmt::format("status {}", got.status);
  std::size_t n_before = 0;  // cuts that lie before the end, with what follows them
  while (n_before + 1 < whole.cuts.size() && whole.cuts[n_before + 1].offset <= end) ++n_before;
  const bool is_told = !got.cuts.empty() && got.cuts.back().is_mistake();
  for (std::size_t i = 0; i < n_before; ++i) {
    if (i >= got.cuts.size()) return is_told ? "" : fmt::format("cut {} is lost, and nothing said of it", i + 1);
    // The last one may have taken the beginning of the next, which cannot be told from its own end yet.
    const bool is_last = i + 1 == n_before;
    const bool is_same = is_last ? got.cuts[i].kind == whole.cuts[i].kind && got.cuts[i].offset == whole.cuts[i].offset
                                 : got.cuts[i] == whole.cuts[i];
    if (!is_same) return is_told && i + 1 == got.cuts.size() ? "" : fmt::format("cut {} is another", i + 1);
  }
  if (n_before >= whole.cuts.size() || got.cuts.size() > n_before || is_told) return {};
  const uint64_t begin = whole.cuts[n_before].offset;
  // Of a record that is passed over it cannot be seen what it took.
  constexpr uint64_t longest_mark = 8;
  const bool is_taken =
      n_before != 0 && (whole.cuts[n_before - 1].kind == DOCMILL_CUT_RECORD
                            ? got.cuts[n_before - 1].bytes.size() > whole.cuts[n_before - 1].bytes.size()
                            : end - begin <= longest_mark);
  if (begin >= end || is_taken || !has_content(bytes.substr(begin, end - begin))) return {};
  return fmt::format("nothing is said of what stands from byte {} on", begin);
}

void check_endings(CheckContext& context, const Model& model, const NamedText& file) {
  constexpr std::size_t most = std::size_t{64} << 10;
  const std::string_view text = std::string_view(file.text).substr(0, most);
  const Reading whole = cut_file(model, text);
  for (const std::size_t end : places_to_end(text.size(), whole)) {
    context.at(fmt::format("'{}' up to byte {}", file.name, end));
    const std::string_view bytes = text.substr(0, end);
    const Reading got = read_file(model, bytes);
    context.fail(got.wrongs);
    if (const std::string what = mistake_at_end(whole, got, bytes, end); !what.empty()) context.fail(what);
  }
}

// A record that begins with what marks records; what else is listed may be what stands between them.
bool is_record(const CutSeen& cut) { return cut.kind == DOCMILL_CUT_RECORD || cut.kind == DOCMILL_CUT_PASSED; }

// The file from that byte on; `rest`: the first of the cuts that must come.
void check_middle_at(CheckContext& context, const Model& model, std::string_view bytes, uint64_t begin,
                     std::vector<CutSeen>::const_iterator rest, const std::vector<CutSeen>& cuts) {
  FileSource::Settings middle;
  middle.is_middle = true;
  middle.begin = begin;
  const Reading got = cut_file(model, bytes.substr(begin), middle);
  say_unclean(context, got);
  const std::vector<CutSeen> expected(rest, cuts.end());
  // Inside a record something may stand that looks like the beginning of another.
  const bool is_inside = rest == cuts.end() || rest->offset != begin;
  const std::size_t more = is_inside && got.cuts.size() > expected.size() ? got.cuts.size() - expected.size() : 0;
  if (more != 0 && got.cuts[0].is_mistake() && got.cuts[0].offset == begin)
    context.fail("what stands before the first record is not passed over in silence");
  const std::vector<CutSeen> end(got.cuts.begin() + static_cast<std::ptrdiff_t>(more), got.cuts.end());
  if (const std::string what = difference(expected, end); !what.empty()) context.fail(what);
}

void check_middle(CheckContext& context, const Model& model, const NamedText& file) {
  constexpr std::ptrdiff_t most = 60;
  const Reading whole = cut_file(model, file.text);
  const std::vector<CutSeen>& cuts = whole.cuts;
  for (auto cut = cuts.begin(); cut != cuts.end() && cut - cuts.begin() < most; ++cut) {
    if (!is_record(*cut)) continue;
    const std::string where = fmt::format("cut {} of '{}'", cut - cuts.begin() + 1, file.name);
    context.at("the beginning of " + where);
    if (cut->offset != 0) check_middle_at(context, model, file.text, cut->offset, cut, cuts);
    const uint64_t end = cut + 1 != cuts.end() ? (cut + 1)->offset : file.text.size();
    if (end - cut->offset < 2) continue;
    context.at("the inside of " + where);
    check_middle_at(context, model, file.text, cut->offset + (end - cut->offset) / 2,
                    std::find_if(cut + 1, cuts.end(), is_record), cuts);
  }
}

}  // namespace

// Whatever the file: what is wrong with a record costs that record, and never the file or the process.
void reader_any_file(CheckContext& context) {
  context.for_each_reader([&](const StageUnderTest& reader) {
    const Model model(reader);
    need(model);
    const std::vector<NamedText> samples = sample_files(context, reader);
    std::vector<NamedText> files = made_up_files(context.plugin().request->seed, n_made_up_files, samples);
    add_damaged(files, samples, context.plugin().request->seed);
    files.push_back({"0 bytes", ""});
    files.insert(files.end(), samples.begin(), samples.end());
    files.insert(files.end(), odd_texts().begin(), odd_texts().end());
    FileSource::Settings guarded;
    guarded.showing = Showing::guarded;
    guarded.step = 251;  // blocks that end anywhere
    for (const NamedText& file : files) {
      context.at("'" + file.name + "'");
      say_unclean(context, read_file(model, file.text, guarded));
    }
  });
}

void reader_endings(CheckContext& context) {
  for_each_reader_with_records(context, [&](const StageUnderTest&, const ReaderReference& reference) {
    for (const NamedText& file : reference.files()) check_endings(context, reference.model(), file);
  });
}

void reader_peeks(CheckContext& context) {
  for_each_reader_with_records(context, [&](const StageUnderTest&, const ReaderReference& reference) {
    FileSource::Settings gone, exact, guarded, all;
    gone.showing = exact.showing = Showing::overwritten;
    guarded.showing = Showing::guarded;
    exact.step = guarded.step = 0;
    all.step = all.max_record;
    for (const auto& [settings, how] : {std::pair(gone, "where what peek has shown is gone at the next call"),
                                        {exact, "where peek shows no byte more than is wanted"},
                                        {guarded, "where no byte can be read behind what peek shows"},
                                        {all, "where peek shows the whole file at once"}})
      for (std::size_t i = 0; i < reference.files().size(); ++i) {
        context.at(fmt::format("'{}', {}", reference.files()[i].name, how));
        reference.compare(i, read_file(reference.model(), reference.files()[i].text, settings), how);
      }
    context.at("");
  });
}

void reader_middle(CheckContext& context) {
  for_each_reader_with_records(context, [&](const StageUnderTest& reader, const ReaderReference& reference) {
    if (!reader.declaration.from_middle) return context.skip("it does not say that it can begin in the middle");
    for (const NamedText& file : reference.files()) check_middle(context, reference.model(), file);
  });
}

// The largest record of a file is one byte too large; those that are much smaller must be read all the same.
void reader_too_large(CheckContext& context) {
  constexpr std::size_t smallest = 64;
  bool any = false;
  for_each_reader_with_records(context, [&](const StageUnderTest&, const ReaderReference& reference) {
    for (std::size_t i = 0; i < reference.files().size(); ++i) {
      const std::vector<CutSeen>& cuts = reference.expected()[i].cuts;
      const auto by_size = [](const CutSeen& a, const CutSeen& b) { return a.bytes.size() < b.bytes.size(); };
      const auto largest = std::max_element(cuts.begin(), cuts.end(), by_size);
      if (largest == cuts.end() || largest->bytes.size() < smallest) continue;
      FileSource::Settings small;
      small.max_record = largest->bytes.size() - 1;
      any = true;
      context.at(fmt::format("'{}' and a max_record of {}", reference.files()[i].name, small.max_record));
      const Reading got = cut_file(reference.model(), reference.files()[i].text, small);
      say_unclean(context, got);
      for (const CutSeen& cut : cuts)
        if (cut.kind == DOCMILL_CUT_RECORD && cut.bytes.size() <= small.max_record / 2 &&
            std::find(got.cuts.begin(), got.cuts.end(), cut) == got.cuts.end())
          context.fail(fmt::format("the record of {} bytes at byte {} is lost", cut.bytes.size(), cut.offset));
      if (std::none_of(got.cuts.begin(), got.cuts.end(), [](const CutSeen& cut) { return cut.is_mistake(); }))
        context.fail("of the record that is too large nothing is said");
    }
    if (!any) context.skip("no record of the files is large enough to be refused");
  });
}

}  // namespace docmill::checker
