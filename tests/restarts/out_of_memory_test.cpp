// Memory runs out at every moment of a run: docmill says so and ends with another code than 0, or the document that
// wanted the memory is listed, or nobody notices; what has been written is gone on with. In the suite some sixty
// moments; DOCMILL_OUT_OF_MEMORY=2000 tries more of them.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "docmill/base/sanitizers.hpp"
#include "restarts/no_memory.hpp"
#include "restarts/restarts.hpp"

using namespace docmill::test;

namespace {

struct Mill {
  TempFolder temp;
  std::string expected;
  std::size_t n_documents = 0;

  Mill() {
    std::string lines;
    for (int i = 0; i < 10; ++i) lines += record("line" + std::to_string(i), good_text + std::to_string(i));
    temp.write("in/a.txt", good_text);
    temp.write("in/b.jsonl", lines);
    temp.write("in/c.html", "<html><body><article><p>" + good_text + "</p></article></body></html>");
    write_pipeline(temp);
    expected = whole(temp);
    n_documents = read_json_lines(temp / "whole/records/documents.jsonl").size();
  }

  ProgramResult run(const std::string& wish, std::vector<std::string> more) const {
    more.insert(more.begin(), {"run", (temp / "p.toml").string(), "--quiet", "--log-level", "error", "--threads", "1",
                               "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR, "--output", (temp / "k").string()});
    ProgramSettings settings;
    settings.environment = no_memory_environment(wish);
    return run_docmill(more, settings);
  }

  long allocations(const std::vector<std::string>& more) const {
    REQUIRE(run(count_wish(temp), more).status == 0);
    remove_all_of(temp, "k");
    return count_in(temp);
  }
};

struct Counts {
  int unnoticed = 0, listed = 0, ended = 0;
};

void try_one(const Mill& mill, const std::string& wish, const std::vector<std::string>& more, Counts& counts) {
  CAPTURE(wish);
  const ProgramResult result = mill.run(wish, more);
  CHECK_MESSAGE(result.status < 126, result.status, result.err);
  CHECK_MESSAGE(result.err.find("ended the program") == std::string::npos, result.err);
  if (result.status == 0) {
    const std::size_t n_listed = read_json_lines(mill.temp / "k/failures.jsonl").size();
    CHECK(read_json_lines(mill.temp / "k/records/documents.jsonl").size() + n_listed == mill.n_documents);
    if (n_listed == 0) check_same(folder_content(mill.temp / "k"), mill.expected);
    ++(n_listed == 0 ? counts.unnoticed : counts.listed);
  } else {
    CHECK_FALSE(result.err.empty());
    ++counts.ended;
    std::vector<std::string> again = more;
    again.emplace_back("--resume");
    const ProgramResult resumed = mill.run("", again);
    CHECK_MESSAGE(resumed.status == 0, resumed.err);
    check_same(folder_content(mill.temp / "k"), mill.expected);
  }
  remove_all_of(mill.temp, "k");
}

void try_moments(const std::string& kind, const std::vector<std::string>& more, int in_suite) {
  if (docmill::is_sanitized) {
    MESSAGE("skipped: a sanitizer brings allocation functions of its own");
    return;
  }
  const Mill mill;
  const char* wanted = std::getenv("DOCMILL_OUT_OF_MEMORY");
  const int n = wanted != nullptr ? std::atoi(wanted) : in_suite;
  const long all = mill.allocations(more);
  REQUIRE(all > n);
  Counts counts;
  for (int i = 0; i < n; ++i) try_one(mill, kind + std::to_string(1 + all * i / n), more, counts);
  CHECK(counts.ended > 0);
  if (wanted != nullptr)
    MESSAGE(kind, " ", n, " moments of ", all, ": ", counts.ended, " ended the run with a sentence, ", counts.listed,
            " failed on documents by name, ", counts.unnoticed, " changed nothing");
}

}  // namespace

TEST_CASE("an allocation that fails ends the run with a sentence, or costs a document that is listed") {
  try_moments("once:", {}, 30);
}

TEST_CASE("memory that is gone for good ends the run with a sentence") { try_moments("from:", {}, 20); }

TEST_CASE("memory that runs out with worker processes") { try_moments("once:", {"--isolate"}, 12); }
