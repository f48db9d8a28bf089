// Documents that are split: the folder with their parts is the same for any number of threads and shards, after a kill
// and beside results that are kept.
#include <signal.h>

#include <algorithm>

#include "restarts.hpp"

using namespace docmill::test;

namespace {

using Strings = std::vector<std::string>;

std::string page(const std::string& name, const std::string& more = "") {
  std::string html = "<html><body><article><h1>" + name + "</h1><p>" + good_text + "</p>";
  for (const char* chapter : {"First", "Second"})
    html += std::string("<h2>") + chapter + " chapter of " + name + "</h2><p>" + good_text + " " + good_text + "</p>";
  return html + more + "</article></body></html>";
}

// Every fifth page has a chapter on which a stage behind the splitter fails; some ids come twice.
void write_pages(const TempFolder& temp, int n_chunks) {
  std::string lines;
  const std::string filler = "{\"x\":\"" + std::string(1 << 20, 'x') + "\"}\n";
  const std::string poison = "<h2>Last chapter</h2><p>Here is POISON, and here alone. " + good_text + "</p>";
  for (int i = 0; i < n_chunks * 3; ++i) {
    lines += "{\"id\":\"d" + std::to_string(i % 7) + "\",\"kind\":\"k" + std::to_string(i) + "\",\"html\":\"" +
             page("guide " + std::to_string(i), i % 5 == 2 ? poison : "") + "\"}\n";
    if (i % 3 == 2) lines += filler;
  }
  temp.write("in/large.jsonl", lines);
  temp.write("in/a.html", page("alone"));
  temp.write("in/b.md", "Words before.\n\n# One\n\n" + good_text + "\n\n## Two\n\n" + good_text + " Caf\xC3\xA9.\n");
  temp.write("in/none.txt", good_text);
  temp.write("in/empty.md", "");
}

// Options of the cleaner, and the stages behind it.
const std::string splitting =
    "structure = true\nkeep-title = true\n[[stage]]\nuse = \"sections\"\nsplit-by = \"sections\"\n[[stage]]\nuse = "
    "\"language-tagger\"\n"
    "[[stage]]\nuse = \"breaker\"\ndeed = \"fail\"\n";

Strings ids_of(const TempFolder& temp, const std::string& file) {
  Strings ids;
  for (const auto& line : read_json_lines(temp / file)) ids.push_back(str(line["id"]));
  return ids;
}

rapidjson::Document totals(const TempFolder& temp, const std::string& out) {
  rapidjson::Document run = read_json(temp / (out + "/run.json")), counts;
  counts.CopyFrom(run["documents"], counts.GetAllocator());
  return counts;
}

void run_shards_and_merge(const TempFolder& temp, int of) {
  for (int shard = of; shard >= 1; --shard) {
    const ProgramResult result = run_in(temp, {"s", {"--shard", std::to_string(shard) + "/" + std::to_string(of)}, ""});
    REQUIRE_MESSAGE(result.status == 0, result.err);
  }
  const ProgramResult merged = run_docmill({"merge", (temp / "s").string(), "--quiet"});
  REQUIRE_MESSAGE(merged.status == 0, merged.err);
}

}  // namespace

TEST_CASE("a part is a record with an id, the cut text, its span, and places in the bytes of its document") {
  const TempFolder temp;
  write_pages(temp, 1);
  write_pipeline(temp, splitting);
  whole(temp);
  CHECK(ids_of(temp, "whole/records/documents.jsonl") == Strings{"a.html#1", "a.html#2", "a.html#3", "b.md#1", "b.md#2",
                                                                 "b.md#3", "d0#1", "d0#2", "d0#3", "d1#1", "d1#2",
                                                                 "d1#3", "d2#1", "d2#2", "d2#3", "none.txt"});
  for (const auto& record : read_json_lines(temp / "whole/records/documents.jsonl")) {
    const std::string id = str(record["id"]), text = str(record["text"]), name = str(record["source"]);
    CAPTURE(id);
    CHECK(str(record["language"]["tag"]) == "en");
    if (id == "none.txt") {
      CHECK(record["sections"].Size() == 0);
      continue;
    }
    REQUIRE(record["sections"].Size() == 1);
    const auto& section = record["sections"][0];
    CHECK(section["start"].GetInt() == 0);
    CHECK(str(section["text"]) == text);
    if (name != "b.md") CHECK(record["headings"].Size() == 1);
    if (name == "large.jsonl") {
      CHECK(record["line"].GetInt() == id[1] - '0' + 1);
      CHECK(str(record["metadata"]["kind"]) == std::string("k") + id[1]);
      continue;
    }
    // From the first to the last byte of the section, tags and all.
    const std::string source = read_file(temp / ("in/" + name));
    const std::string bytes = source.substr(section["source_start"].GetUint64(),
                                            section["source_end"].GetUint64() - section["source_start"].GetUint64());
    CHECK(bytes.substr(0, 5) == text.substr(0, 5));
    CHECK(bytes.substr(bytes.size() - 5) == text.substr(text.size() - 5));
  }
  CHECK(str(read_json_lines(temp / "whole/records/documents.jsonl")[5]["text"]) ==
        "## Two\n\n" + good_text + " Caf\xC3\xA9.");
}

TEST_CASE("a part that fails is listed by its id; the others and their document are as without it") {
  const TempFolder temp;
  write_pages(temp, 1);
  write_pipeline(temp, splitting);
  whole(temp);
  const auto failures = read_json_lines(temp / "whole/failures.jsonl");
  REQUIRE(failures.size() == 3);  // the empty file, the part, the large line
  CHECK(str(failures[1]["id"]) == "d2#4");
  CHECK(failures[1]["part"].GetInt() == 4);
  CHECK(failures[1]["line"].GetInt() == 3);
  CHECK(str(failures[1]["stage"]) == "breaker");
  const auto counts = totals(temp, "whole");
  CHECK(counts["total"].GetInt() == 24);
  CHECK(counts["written"].GetInt() == 16);
  CHECK(counts["failed"].GetInt() == 3);
  CHECK(counts["split"].GetInt() == 5);
  CHECK(counts["parts"].GetInt() == 16);
  const auto run = read_json(temp / "whole/run.json");
  const auto& stages = run["pipeline"]["stages"];
  CHECK(stages[1]["documents"]["processed"].GetInt() == 6);   // sections: documents
  CHECK(stages[2]["documents"]["processed"].GetInt() == 17);  // behind it: parts, and what was not split
}

TEST_CASE("threads and shards, with and without a stage that remembers, make one folder") {
  const TempFolder temp;
  write_pages(temp, 6);
  for (const std::string& more : {splitting, splitting + ordered_stage}) {
    write_pipeline(temp, more);
    const std::string expected = whole(temp, {"--threads", "1"});
    check_same(whole(temp, {"--threads", "2"}), expected);
    check_same(whole(temp, {"--threads", "8"}), expected);
    for (const int of : {1, 4}) {
      remove_all_of(temp, "s");
      run_shards_and_merge(temp, of);
      check_same(folder_content(temp / "s"), expected);
    }
  }
}

TEST_CASE("killed at any moment, --resume ends with the same bytes, under --limit too") {
  const TempFolder temp;
  write_pages(temp, 4);
  write_pipeline(temp, splitting);
  for (const Strings& more : {Strings{}, Strings{"--limit", "9"}}) {
    const std::string expected = whole(temp, more);
    int n_killed = 0;
    for (int moment = 5;; moment += 20) {
      CAPTURE(moment);
      remove_all_of(temp, "k");
      Strings killed = more, resumed = more;
      killed.insert(killed.end(), {"--threads", "1"});
      resumed.emplace_back("--resume");
      const ProgramResult first = run_in(temp, {"k", killed, "kill:" + std::to_string(moment)});
      if (first.status == 0) break;
      REQUIRE(first.status == 128 + SIGKILL);
      ++n_killed;
      const ProgramResult second = run_in(temp, {"k", resumed, ""});
      REQUIRE_MESSAGE(second.status == 0, second.err);
      check_same(folder_content(temp / "k"), expected);
    }
    CHECK(n_killed > 3);
  }
}

TEST_CASE("--limit counts documents of the input, not their parts") {
  const TempFolder temp;
  write_pages(temp, 2);
  write_pipeline(temp, splitting);
  whole(temp, {"--limit", "2"});
  CHECK(ids_of(temp, "whole/records/documents.jsonl") ==
        Strings{"a.html#1", "a.html#2", "a.html#3", "b.md#1", "b.md#2", "b.md#3"});
}

TEST_CASE("--keep takes a document over with its parts, and works anew on one of which a part failed") {
  const TempFolder temp;
  write_pages(temp, 2);
  write_pipeline(temp, splitting);
  const auto keep = [&] {
    const ProgramResult result = run_in(temp, {"k", {"--keep"}, ""});
    REQUIRE_MESSAGE(result.status == 0, result.err);
    return read_json(temp / "k/timings.json")["kept_documents"].GetInt();
  };
  CHECK(keep() == 0);
  const std::string expected = whole(temp);
  // All but the two large lines, the empty file, and the page with four parts of which one fails.
  const int kept = keep();
  CHECK(kept == totals(temp, "k")["total"].GetInt() - 3 - 5);
  check_same(folder_content(temp / "k"), expected);
  temp.write("in/a.html", page("another"));
  temp.write("in/b0.md", "# New\n\n" + good_text);
  const std::string changed = whole(temp);
  const int kept_of_changed = keep();
  CHECK(kept_of_changed == totals(temp, "k")["total"].GetInt() - 3 - 5 - 4 - 2);
  check_same(folder_content(temp / "k"), changed);
}

TEST_CASE("a document that is refused for its id takes its parts along") {
  const TempFolder temp;
  write_pages(temp, 4);
  write_pipeline(temp, splitting + ordered_stage);
  const Strings more = {"--set", "input.duplicates=error"};
  const std::string expected = whole(temp, more);
  const Strings written = ids_of(temp, "whole/records/documents.jsonl");
  CHECK(std::adjacent_find(written.begin(), written.end()) == written.end());
  Strings refused;
  for (const auto& failure : read_json_lines(temp / "whole/failures.jsonl"))
    if (str(failure["code"]) == "duplicate-id") refused.push_back(str(failure["id"]));
  CHECK(refused == Strings{"d0",   "d0#1", "d0#2", "d0#3", "d1",   "d1#1", "d1#2", "d1#3", "d2",   "d2#1",
                           "d2#2", "d2#3", "d3",   "d3#1", "d3#2", "d3#3", "d4",   "d4#1", "d4#2", "d4#3"});
  for (const char* threads : {"1", "8"}) check_same(whole(temp, {more[0], more[1], "--threads", threads}), expected);
}

TEST_CASE("a run with parts is verified, run again under other conditions, and its parts are found again") {
  const TempFolder temp;
  write_pages(temp, 2);
  write_pipeline(temp, splitting);
  whole(temp);
  const std::string out = (temp / "whole").string(), pipeline = (temp / "p.toml").string();
  const auto docmill = [&](Strings arguments, int status) {
    arguments.insert(arguments.end(), {"--plugin-dir", DOCMILL_TEST_PLUGIN_DIR});
    const ProgramResult result = run_docmill(arguments);
    CHECK_MESSAGE(result.status == status, result.out << result.err);
    return result.out + result.err;
  };
  const ProgramResult verified = run_docmill({"verify", out});
  CHECK_MESSAGE(verified.status == 0, verified.out << verified.err);
  docmill({"verify", out, "--rerun"}, 0);
  docmill({"verify", out, "--sample", "50%"}, 0);
  const std::string retried = run_docmill({"failures", out, "--rerun", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR}).out;
  CHECK_MESSAGE(retried.find("d2#4") != std::string::npos, retried);
  const std::string part = docmill({"explain", pipeline, "b.md#2", "--no-times"}, 0);
  CHECK_MESSAGE(part.find("b.md#2") == 0, part);
  CHECK(part.find("language: tag = \"en\"") != std::string::npos);
  CHECK(docmill({"explain", pipeline, "b.md", "--no-times"}, 0).find("split into 3 parts") != std::string::npos);
  CHECK(docmill({"explain", pipeline, "b.md#4"}, 2).find("b.md#4: the document has no such part") != std::string::npos);
  const std::string shown = run_docmill({"show", out, "a.html#3"}).out;
  CHECK_MESSAGE(shown.find("Second chapter of alone") != std::string::npos, shown);
}
