// What a finished run found, in figures; and one document of it, found again.
#include "tooling/review/run_statistics.hpp"

#include <doctest/doctest.h>

#include "../formats/sample_run.hpp"
#include "tooling/results/find_in_index.hpp"
#include "tooling/review/failure_groups.hpp"
#include "tooling/review/finished_document.hpp"
#include "tooling/review/record_places.hpp"

using namespace docmill;
using namespace docmill::host;
using namespace docmill::tooling;
using docmill::test::TempFolder;
using Top = std::vector<std::pair<std::string, uint64_t>>;

namespace {

std::string with_records(std::string manifest) {
  const std::string option = R"("options": {"keep-title": false,)";
  manifest.replace(manifest.find(option), option.size(), R"("options": {"format": "jsonl",)");
  manifest.replace(manifest.find(R"("stage": "writer")"), 17, R"("stage": "first")");
  return manifest;
}

IndexEntry entry(const std::string& id, const std::string& file, DocumentOutcome outcome = DocumentOutcome::written) {
  IndexEntry e;
  e.id = id;
  e.source = file;
  e.sha256 = "00";
  e.outcome = outcome;
  if (outcome != DocumentOutcome::written) e.error = IndexedError{"first", "too-short", "it has 3 words"};
  return e;
}

void write_index(const TempFolder& temp, const std::vector<IndexEntry>& entries) {
  std::string lines;
  for (const IndexEntry& e : entries) {
    append_index_line(lines, e);
    lines += '\n';
  }
  test::write_sample_index(temp, lines);
}

// Two documents written (one with two spans), one dropped, two failed.
struct SampleRun {
  TempFolder temp;
  SampleRun() {
    test::write_sample_manifest(temp, sealed(with_records(test::sample_manifest())));
    std::vector<IndexEntry> entries = {entry("a", "a.txt"), entry("b", "b.txt", DocumentOutcome::dropped),
                                       entry("c", "c.txt", DocumentOutcome::failed), entry("d", "d.txt"),
                                       entry("e", "e.txt", DocumentOutcome::failed)};
    entries[4].error->stage = "input";
    write_index(temp, entries);
    temp.write("out/records/documents.jsonl",
               R"({"id":"a","text":"Über A100","language":{"tag":"de"},"found":[{"start":5,"end":9,"label":"chip",)"
               R"("value":"nvidia-a100"},{"start":0,"end":4,"label":"word","value":null}],"none":[],"errors":[],)"
               R"("offsets":"codepoint","layers":{"text":{"by":"x"},"found":{"by":"x","over":"text"}}})"
               "\n"
               R"({"id":"d","text":"x","language":null,"found":[],"errors":[],"layers":{"text":{"by":"x"}}})"
               "\n");
  }
};

std::string plain(std::string_view s) { return std::string(s); }
std::string added(std::string_view s) { return '<' + std::string(s) + '>'; }

}  // namespace

TEST_CASE("words are counted up to a number of different ones, the most frequent first") {
  BoundedCounts counts(2);
  for (const char* word : {"b", "a", "c", "a", "c", "b", "c"}) counts.add(word);
  CHECK(counts.top() == Top{{"a", 2}, {"b", 2}});
  CHECK(counts.top(1) == Top{{"a", 2}});
  CHECK(counts.others() == 3);
  CHECK(counts.total() == 7);
  counts.add(std::string(199, 'a') + "é");
  CHECK(counts.others() == 4);
  BoundedCounts cut;
  cut.add(std::string(199, 'x') + "é");  // never through a character
  CHECK(cut.top().front().first == std::string(199, 'x'));
}

TEST_CASE("lengths fall into classes, borders belong to the class above") {
  Lengths lengths;
  for (const uint64_t n : {0, 99, 100, 5'000'000}) lengths.add(n);
  CHECK(lengths.documents.front() == 2);
  CHECK(lengths.documents[1] == 1);
  CHECK(lengths.documents.back() == 1);
  CHECK(lengths.shortest == 0);
  CHECK(lengths.longest == 5'000'000);
  CHECK(lengths.total == 5'000'199);
}

TEST_CASE("a run in figures") {
  const SampleRun run;
  const Result<RunStatistics> read = statistics_of(run.temp / "out");
  REQUIRE_MESSAGE(read.ok(), read.status().message());
  const RunStatistics& s = read.value();
  CHECK(s.pipeline == "small");
  REQUIRE(s.reasons.size() == 3);
  CHECK(s.reasons[0].stage == "input");  // stands before the stages
  CHECK(s.reasons[1].code == "too-short");
  CHECK(s.reasons[1].documents == 1);
  CHECK(s.languages.top() == Top{{"de", 1}});
  CHECK(s.lengths.at("text").longest == 9);  // characters, not bytes
  CHECK(s.lengths.at("text").texts == 2);
  CHECK_FALSE(s.lengths.contains("id"));
  CHECK(s.spans.at("found").spans == 2);
  CHECK(s.spans.at("found").documents == 1);
  CHECK(s.spans.at("found").labels.top() == Top{{"chip", 1}, {"word", 1}});
  CHECK(s.spans.at("found").values.top() == Top{{"nvidia-a100", 1}});
  CHECK_FALSE(s.spans.contains("errors"));
  CHECK(s.work.empty());  // there is no timings.json
}

TEST_CASE("the stages, the slowest first") {
  const SampleRun run;
  run.temp.write("out/timings.json", R"({"stages":[{"name":"a","documents":3,"seconds":0.5,"x":1},
    {"name":"b","documents":3,"seconds":2},{"name":"c"},7]})");
  const Result<RunStatistics> read = statistics_of(run.temp / "out");
  REQUIRE(read.ok());
  REQUIRE(read.value().work.size() == 2);
  CHECK(read.value().work[0].name == "b");
  CHECK(read.value().work[0].seconds == 2);
}

TEST_CASE("failures in groups; what was dropped only when it is asked for") {
  const SampleRun run;
  const auto failed = failure_groups(run.temp / "out", 1, false);
  REQUIRE(failed.ok());
  REQUIRE(failed.value().size() == 2);
  CHECK(failed.value()[0].first.front().id == "c");
  CHECK(failed.value()[1].stage == "input");
  const auto all = failure_groups(run.temp / "out", 0, true);
  REQUIRE(all.ok());
  CHECK(all.value().size() == 3);
  CHECK(all.value()[0].outcome == "dropped");
  CHECK(all.value()[0].first.empty());
}

TEST_CASE("a document by id before place, with its namesakes; else the nearest id") {
  const TempFolder temp;
  write_index(temp, {entry("x", "same"), entry("same", "b.txt"), entry("same", "c.txt")});
  const auto same = find_in_index(temp / "out", "same");
  REQUIRE(same.ok());
  CHECK(same.value().entry.source == "b.txt");
  CHECK(same.value().number == 1);
  CHECK(same.value().namesakes == 1);
  CHECK(find_in_index(temp / "out", "c.txt").value().entry.id == "same");
  CHECK(find_in_index(temp / "out", "smae").status().message() ==
        (temp / "out").string() +
            ": has no document 'smae', by id or by place (FILE or FILE:LINE), did you mean 'same'?");
}

TEST_CASE("a document is told with what was linked in it") {
  const SampleRun run;
  const auto found = find_finished(run.temp / "out", "a");
  REQUIRE_MESSAGE(found.ok(), found.status().message());
  const ExplainStyle style{plain, plain, added, plain, plain};
  const std::string text = finished_text(found.value(), style);
  CHECK(text.find("a  a.txt  <written>\n") == 0);
  CHECK(text.find("\nÜber <A100>\n") != std::string::npos);  // "Über" has no value
  CHECK(text.find("\n  chip  nvidia-a100\n") != std::string::npos);
  CHECK(finished_json(found.value()).find(R"("outcome":"written","notes":[],"record":{"id":"a")") != std::string::npos);
  const auto dropped = find_finished(run.temp / "out", "b");
  REQUIRE(dropped.ok());
  CHECK(finished_text(dropped.value(), style) == "b  b.txt  dropped\n  first: it has 3 words (too-short)\n");
  CHECK(finished_json(dropped.value())
            .find(R"("code":"too-short","message":"it has 3 words","notes":[],"record":null)") != std::string::npos);
}

TEST_CASE("places of each unit lead to bytes, behind the end to the end") {
  const std::string text = "é😀x";
  PlaceReader codepoints(text, "codepoint"), utf16(text, "utf16"), bytes(text, "byte");
  CHECK(codepoints.byte_of(2) == 6);
  CHECK(codepoints.byte_of(1) == 2);  // backwards, too
  CHECK(codepoints.byte_of(9) == 7);
  CHECK(utf16.byte_of(3) == 6);
  CHECK(bytes.byte_of(6) == 6);
}
