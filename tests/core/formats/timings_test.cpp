// timings.json: read as it was written; of what is damaged or older what is there.
#include "host/formats/timings.hpp"

#include <doctest/doctest.h>

#include "support/temp_folder.hpp"

using namespace docmill::host;
using docmill::test::TempFolder;

namespace {

Timings sample() {
  Timings t;
  t.finished = "2026-01-02T03:04:05Z";
  t.host = "mill";
  t.origin.pipeline = "mill/a.toml";
  t.origin.sets = {"stage.a.b=1"};
  t.origin.inputs = {"/in/caf\xE9"};  // paths are any bytes
  t.origin.limit = 7;
  t.processors = 2;
  t.threads = 3;
  t.seconds = 1.5;
  t.bytes_read = 4;
  t.resumed_documents = 5;
  t.kept_documents = 6;
  t.output_folders_not_read = 8;
  t.peak_memory_bytes = 9;
  t.megabytes_per_second = 0.25;
  t.documents_per_second = 12.5;
  t.passed_over = {{"archive", "png", 10}};
  t.stages = {{"first", 11, 0.5, 12, true, 13}, {"second", 14, 2.0, 0, false, 0}};
  return t;
}

FoundTimings read(const std::string& text) {
  const TempFolder temp;
  temp.write("timings.json", text);
  return read_timings(temp.path());
}

}  // namespace

TEST_CASE("timings are read as they were written") {
  const FoundTimings found = read(timings_text(sample()));
  CHECK(found.trouble.empty());
  CHECK(found.origin_trouble.empty());
  CHECK(timings_text(found.timings) == timings_text(sample()));
  CHECK(found.timings.origin.inputs == sample().origin.inputs);
  CHECK(found.timings.stages.at(0).replayed);
  CHECK(found.timings.kept_documents == 6);
}

TEST_CASE("a pipeline without readers has passed over nothing, not even none") {
  Timings timings = sample();
  timings.passed_over.reset();
  CHECK(timings_text(timings).find("passed_over") == std::string::npos);
  CHECK_FALSE(read(timings_text(timings)).timings.passed_over);
}

TEST_CASE("of a damaged or older file what is there is told") {
  const FoundTimings found = read(R"({"seconds":"x","bytes_read":-1,"kept_documents":4,"stages":[
    {"name":"a","documents":3,"seconds":0.5},{"name":"b","documents":3},7]})");
  CHECK(found.trouble.empty());
  CHECK(found.origin_trouble == "'origin' is not an object");
  CHECK(found.timings.kept_documents == 4);
  CHECK(found.timings.seconds == 0);
  CHECK(found.timings.bytes_read == 0);
  REQUIRE(found.timings.stages.size() == 1);
  CHECK(found.timings.stages[0].seconds == 0.5);
  CHECK_FALSE(found.timings.stages[0].replayed);
}

TEST_CASE("a file that is gone, or no JSON, says which") {
  CHECK(read("{").trouble == "it is no JSON any more");
  const TempFolder empty;
  CHECK(read_timings(empty.path()).trouble == "it is not there");
}
