// Rubbish of every kind among the input: it is listed with its reason, and every good document is still written.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <thread>

#include "docmill/base/sanitizers.hpp"
#include "support/deflated.hpp"
#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

const std::string minimal = std::string(DOCMILL_SOURCE_DIR) + "/pipelines/minimal.toml";
const std::string good_text =
    "The export rules changed again in October. Chip makers wait for licences and adapt their products.\n";

std::string random_bytes(std::size_t n) {
  std::mt19937 random(7);
  std::string bytes(n, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

std::map<std::string, std::string> failure_codes(const std::filesystem::path& out) {
  std::map<std::string, std::string> codes;
  for (const auto& line : read_json_lines(out / "failures.jsonl")) codes[str(line["id"])] = str(line["code"]);
  return codes;
}

std::string article(int i) {
  return "{\"id\":\"a" + std::to_string(i) + "\",\"text\":\"" + good_text.substr(0, good_text.size() - 1) + "\"}\n";
}

}  // namespace

TEST_CASE("rubbish is listed and the rest is written") {
  const TempFolder temp;
  temp.write("in/01-good.txt", good_text);
  temp.write("in/02-empty.txt", "");
  {
    std::ofstream huge(temp / "in/03-huge-line.jsonl", std::ios::binary);
    const std::string block(1 << 20, 'x');
    huge << "{\"id\":\"huge\",\"text\":\"";
    for (int i = 0; i < 300; ++i) huge << block;
    huge << "\"}\n" << article(3);
  }
  temp.write("in/04-random.txt", random_bytes(100000));
  temp.write("in/05-nul.txt", std::string("nul\0inside. ", 12) + good_text);
  temp.write("in/06-bad-utf8.txt", "caf\xE9 and so on, written long ago on another machine\n");
  std::string many;
  for (int i = 100; i < 2000; ++i) many += article(i);
  const std::string packed = gzipped(many);
  temp.write("in/07-truncated.jsonl.gz", packed.substr(0, packed.size() / 2));
  std::filesystem::create_directories(temp / "in/08-folder.txt");
  temp.write("in/08-folder.txt/inside.txt", good_text);
  std::filesystem::create_symlink("nowhere", temp / "in/09-dangling.txt");
  REQUIRE(::mkfifo((temp / "in/10-fifo.txt").c_str(), 0600) == 0);
  temp.write("in/11-no-permission.txt", good_text);
  std::filesystem::permissions(temp / "in/11-no-permission.txt", std::filesystem::perms::none);
  temp.write("in/12-bad.jsonl", "{\"id\":\"x\",\n" + article(12) + "[1]\n{\"id\":\"no-text\"}\n");
  temp.write("in/13-other.pdf", "%PDF");
  temp.write("in/99-good.html", "<html><body><article><p>" + good_text + "</p></article></body></html>");

  const ProgramResult result = run_docmill(
      {"run", minimal, "--input", (temp / "in").string(), "--output", (temp / "out").string(), "--threads", "2"});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(result.err.find("1 file not read: 1 .pdf") != std::string::npos);

  auto codes = failure_codes(temp / "out");
  CHECK(codes["02-empty.txt"] == "empty");
  CHECK(codes["03-huge-line.jsonl:1"] == "too-large");
  CHECK(codes["04-random.txt"] == "not-utf-8");
  CHECK(codes.count("06-bad-utf8.txt") == 0);  // read as windows-1252, and noted
  CHECK(codes["08-folder.txt"] == "folder-named-like-a-file");
  CHECK(codes["09-dangling.txt"] == "dangling-link");
  CHECK(codes["10-fifo.txt"] == "not-a-file");
  if (::geteuid() != 0) CHECK(codes["11-no-permission.txt"] == "no-permission");
  CHECK(codes["12-bad.jsonl:1"] == "bad-json");
  CHECK(codes["12-bad.jsonl:3"] == "bad-json");
  CHECK(codes["no-text"] == "no-text");
  bool truncated_is_listed = false;
  for (const auto& [id, code] : codes)
    truncated_is_listed = truncated_is_listed || id.rfind("07-truncated.jsonl.gz", 0) == 0;
  CHECK(truncated_is_listed);

  std::map<std::string, int> written;
  for (const auto& record : read_json_lines(temp / "out/records/documents.jsonl")) ++written[str(record["id"])];
  for (const char* id :
       {"01-good.txt", "05-nul.txt", "08-folder.txt/inside.txt", "99-good.html", "a3", "a12", "a100"}) {
    CAPTURE(id);
    CHECK(written[id] == 1);
  }
  CHECK(written.size() > 100);  // what stood before the break of the truncated file

  // Every document of the input has its line in the index.
  const ProgramResult index = run_program({"zstd", "-dc", (temp / "out/documents.jsonl.zst").string()});
  const rapidjson::Document manifest = read_json(temp / "out/run.json");
  CHECK(static_cast<uint64_t>(std::count(index.out.begin(), index.out.end(), '\n')) ==
        manifest["documents"]["total"].GetUint64());
  CHECK(manifest["documents"]["written"].GetUint64() == written.size());
  CHECK(manifest["documents"]["failed"].GetUint64() == read_json_lines(temp / "out/failures.jsonl").size());
  CHECK(str(manifest["inputs"]["not_read"][0]) == "13-other.pdf");
}

TEST_CASE("--strict makes failures the exit code") {
  const TempFolder temp;
  temp.write("in/good.txt", good_text);
  const std::vector<std::string> arguments = {
      "run", minimal, "--strict", "--quiet", "--input", (temp / "in").string(), "--output", (temp / "out").string()};
  CHECK(run_docmill(arguments).status == 0);
  temp.write("in/empty.txt", "");
  CHECK(run_docmill(arguments).status == 1);
}

TEST_CASE("max-failures ends the run at the failure that passes it, for any number of threads") {
  const TempFolder temp;
  std::string lines;
  for (int i = 0; i < 2000; ++i) lines += i % 10 == 9 ? "{\"broken\"\n" : article(i);
  temp.write("in/a.jsonl", lines);
  for (const char* threads : {"1", "8"}) {
    const ProgramResult result =
        run_docmill({"run", minimal, "--quiet", "--input", (temp / "in").string(), "--output", (temp / "out").string(),
                     "--threads", threads, "--set", "run.max-failures=7"});
    CHECK(result.status == 5);
    CHECK(result.err.find("8 of 80 documents failed, more than max-failures = 7; the last: a.jsonl:80: input:") !=
          std::string::npos);
    CHECK(read_json_lines(temp / "out.partial/failures.jsonl").size() == 8);
    CHECK(!std::filesystem::exists(temp / "out"));
  }
  const ProgramResult share = run_docmill({"run", minimal, "--quiet", "--input", (temp / "in").string(), "--output",
                                           (temp / "out").string(), "--set", "run.max-failures=5%"});
  CHECK(share.status == 5);
  CHECK(share.err.find("20 of 200 documents failed, more than max-failures = 5%") != std::string::npos);
}

TEST_CASE("max-failure-rate counts what one stage was called on, in input order, also over shards") {
  const TempFolder temp;
  std::string lines;
  // Half of the documents reach the stage (`when`), and it fails on every fourth of these.
  for (int i = 0; i < 2000; ++i)
    lines += "{\"id\":\"a" + std::to_string(i) + "\",\"reach\":" + (i % 2 == 0 ? "true" : "false") + ",\"text\":\"" +
             (i % 8 == 0 ? "POISON" : "Rain") + "\"}\n";
  temp.write("in/a.jsonl", lines);
  temp.write("p.toml",
             "[input]\nfrom = [\"in\"]\n[[stage]]\nuse = \"breaker\"\nplugin = \"" DOCMILL_TEST_PLUGIN_DIR
             "/breaker.so\"\nin = { text = \"source\" }\ndeed = \"fail\"\nwhen = \"metadata.reach\"\n[[stage]]\nuse = "
             "\"writer\"\n");
  const auto run = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"run", (temp / "p.toml").string(), "--quiet", "--output", (temp / "out").string()});
    return run_docmill(more);
  };
  const std::string sentence =
      "'breaker' failed on 51 of 201 documents that it was called on, more than max-failure-rate = 20%; the last: "
      "a400 (a.jsonl:401): breaker: ";
  for (const char* threads : {"1", "8"}) {
    const ProgramResult result = run({"--set", "run.max-failure-rate=20%", "--threads", threads});
    CHECK(result.status == 5);
    CHECK_MESSAGE(result.err.find(sentence) != std::string::npos, result.err);
  }
  // Raised, the run may go on with what there is; so may a merge.
  CHECK(run({"--set", "run.max-failure-rate=30%", "--resume"}).status == 0);
  const auto shard = [&](const std::string& rate) {
    for (const char* part : {"1/2", "2/2"})
      REQUIRE(run({"--set", "run.max-failure-rate=" + rate, "--shard", part}).status == 0);
    return run_docmill({"merge", (temp / "out").string()});
  };
  const ProgramResult merged = shard("20%");
  CHECK(merged.status == 5);
  CHECK_MESSAGE(merged.err.find(sentence) != std::string::npos, merged.err);
  CHECK(shard("30%").status == 0);
}

TEST_CASE("two documents with one id are told, both places named, and can be refused") {
  const TempFolder temp;
  temp.write("in/a.jsonl", article(1) + article(2));
  temp.write("in/b.jsonl", article(2));
  const ProgramResult warned =
      run_docmill({"run", minimal, "--input", (temp / "in").string(), "--output", (temp / "out").string()});
  CHECK(warned.status == 0);
  CHECK(warned.err.find("the id 'a2' of b.jsonl:1 stands already at a.jsonl:2") != std::string::npos);
  CHECK(read_json_lines(temp / "out/records/documents.jsonl").size() == 3);
  const ProgramResult refused = run_docmill({"run", minimal, "--quiet", "--set", "input.duplicates=error", "--input",
                                             (temp / "in").string(), "--output", (temp / "out").string()});
  CHECK(refused.status == 0);
  CHECK(read_json_lines(temp / "out/records/documents.jsonl").size() == 2);
  CHECK(failure_codes(temp / "out")["a2"] == "duplicate-id");
}

namespace {

// A run over standard input that is not at its end before the signal has come: it reads a pipe that stays open. What
// the shell script says last is the exit code of docmill.
ProgramResult run_and_signal(const TempFolder& temp, const char* signal) {
  std::string lines;
  for (int i = 0; i < 2000; ++i) lines += article(i);
  temp.write("many.jsonl", lines);
  const std::string script = "cd '" + temp.path().string() + "'; mkfifo pipe; env --default-signal '" +
                             DOCMILL_PROGRAM + "' run '" + std::string(minimal) +
                             "' --quiet --input - --output out <pipe & pid=$!; exec 3>pipe; cat many.jsonl >&3; "
                             "until [ -d out.partial ]; do kill -0 $pid || exit 99; sleep 0.01; done; kill -" +
                             signal + " $pid; exec 3>&-; wait $pid";
  // A shell starts what it puts behind & with SIGINT ignored, which docmill leaves as it is; env gives it back.
  return run_program({"bash", "-c", script});
}

void run_few(const TempFolder& temp) {
  temp.write("few/a.jsonl", article(1));
  REQUIRE(
      run_docmill({"run", minimal, "--quiet", "--input", (temp / "few").string(), "--output", (temp / "out").string()})
          .status == 0);
}

}  // namespace

TEST_CASE("a signal ends the run in order and leaves the old output alone") {
  for (const char* signal : {"INT", "TERM"}) {
    CAPTURE(signal);
    const TempFolder temp;
    run_few(temp);
    const std::string before = folder_content(temp / "out");
    const ProgramResult result = run_and_signal(temp, signal);
    CHECK(result.status == (std::string(signal) == "INT" ? 130 : 143));
    CHECK(result.err.find("interrupted after") != std::string::npos);
    CHECK(folder_content(temp / "out") == before);
  }
}

TEST_CASE("a killed run leaves the old output alone and the next run goes through") {
  const TempFolder temp;
  run_few(temp);
  const std::string before = folder_content(temp / "out");
  CHECK(run_and_signal(temp, "KILL").status == 137);
  CHECK(folder_content(temp / "out") == before);
  CHECK(std::filesystem::exists(temp / "out.partial"));
  run_few(temp);
  CHECK(folder_content(temp / "out") == before);
}

TEST_CASE("a stage that is long at a document and asks nobody is not waited for when a signal has come") {
  const TempFolder temp;
  temp.write("in/a.jsonl", article(1));
  temp.write("p.toml",
             "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = "
             "\"slow\"\nmilliseconds = 60000\n[[stage]]\nuse = \"writer\"\n");
  const std::string script = "cd '" + temp.path().string() + "'; '" + DOCMILL_PROGRAM +
                             "' run p.toml --log-level debug --plugin-dir '" + DOCMILL_TEST_PLUGIN_DIR +
                             "' 2>said & pid=$!; until grep -q 'slow: waits' said; do kill -0 $pid || exit 99; sleep "
                             "0.01; done; kill -TERM $pid; wait $pid";
  CHECK(run_program({"bash", "-c", script}).status == 143);
  const std::string said = read_file(temp / "said");
  CHECK_MESSAGE(
      said.find("docmill: a stage has not come to the end of its document within 10 s, so it is not waited for; "
                "the same command with --resume goes on\n") != std::string::npos,
      said);
}

TEST_CASE("memory does not grow with the input") {
  if (docmill::has_address_sanitizer) {
    MESSAGE("skipped: AddressSanitizer keeps what is freed");
    return;
  }
  const TempFolder temp;
  const auto peak = [&](int megabytes) {
    const std::string name = "in" + std::to_string(megabytes);
    std::filesystem::create_directories(temp / name);
    std::ofstream file(temp / (name + "/a.jsonl"), std::ios::binary);
    std::string text;
    for (int i = 0; i < 50; ++i) text += good_text.substr(0, good_text.size() - 1) + " ";
    const std::size_t n = static_cast<std::size_t>(megabytes) * 1000000 / (text.size() + 30);
    for (std::size_t i = 0; i < n; ++i) file << "{\"id\":\"" << i << "\",\"text\":\"" << text << "\"}\n";
    file.close();
    const ProgramResult result = run_docmill(
        {"run", minimal, "--quiet", "--input", (temp / name).string(), "--output", (temp / "out").string()});
    REQUIRE_MESSAGE(result.status == 0, result.err);
    return read_json(temp / "out/timings.json")["peak_memory_bytes"].GetDouble();
  };
  const double small = peak(10), large = peak(200);
  MESSAGE("peak memory: 10 MB of input " << small / 1e6 << " MB, 200 MB of input " << large / 1e6 << " MB");
  CHECK(large < small * 1.5);
}

TEST_CASE("a file of the input costs less than 0.3 KiB of memory in a run") {
  if (docmill::has_address_sanitizer) {
    MESSAGE("skipped: AddressSanitizer keeps what is freed");
    return;
  }
  const TempFolder temp;
  const auto peak = [&](int n) {
    const std::string in = "in" + std::to_string(n), out = "out" + std::to_string(n);
    for (int i = 0; i < n; ++i) temp.write(in + "/f" + std::to_string(100000 + i) + ".txt", "File.");
    const ProgramResult result = run_docmill({"run", minimal, "--quiet", "--threads", "1", "--input",
                                              (temp / in).string(), "--output", (temp / out).string()});
    REQUIRE_MESSAGE(result.status == 0, result.err);
    return read_json(temp / (out + "/timings.json"))["peak_memory_bytes"].GetDouble();
  };
  const double few = peak(2000), many = peak(32000);
  MESSAGE("a file costs " << (many - few) / 30000 << " bytes");
  CHECK((many - few) / 30000 < 0.3 * 1024);
}

TEST_CASE("a document with more spans than max-spans fails by name, and the others are written") {
  const TempFolder temp;
  std::string names;
  for (int i = 0; i < 12; ++i) names += "Nvidia met Huawei. ";
  temp.write("in/few.txt", "Nvidia met Huawei in the morning. " + good_text);
  temp.write("in/many.txt", names + good_text);
  std::string paragraphs;
  for (int i = 0; i < 30; ++i) paragraphs += good_text + "\n";
  temp.write("in/paragraphs.txt", paragraphs);
  const std::string articles = std::string(DOCMILL_SOURCE_DIR) + "/pipelines/articles.toml";
  const ProgramResult result = run_docmill({"run", articles, "--set", "input.max-spans=20", "--input",
                                            (temp / "in").string(), "--output", (temp / "out").string()});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  auto failures = read_json_lines(temp / "out/failures.jsonl");
  REQUIRE(failures.size() == 2);
  CHECK(str(failures[0]["id"]) == "many.txt");
  CHECK(str(failures[0]["code"]) == "too-many-spans");
  CHECK(str(failures[0]["message"]) ==
        "more than 20 words of this document may be names; split the document or raise [input] max-spans");
  CHECK(str(failures[1]["id"]) == "paragraphs.txt");
  CHECK(str(failures[1]["code"]) == "too-many-spans");
  CHECK(str(failures[1]["message"]) ==
        "'language-tagger' finds more than 20 spans for 'paragraph_languages' in this document; split the document or "
        "raise [input] max-spans");
  auto records = read_json_lines(temp / "out/records/documents.jsonl");
  REQUIRE(records.size() == 1);
  CHECK(str(records[0]["id"]) == "few.txt");
}

TEST_CASE("records of many megabytes, which leave the writer in pieces, are whole") {
  const TempFolder temp;
  std::string names;
  constexpr rapidjson::SizeType n = 30000;
  for (rapidjson::SizeType i = 0; i < n; ++i) names += i % 8 == 7 ? "They met Nvidia.\n\n" : "They met Nvidia. ";
  temp.write("in/many.txt", names);
  const std::string annotations = std::string(DOCMILL_SOURCE_DIR) + "/pipelines/annotations.toml";
  const ProgramResult result =
      run_docmill({"run", annotations, "--input", (temp / "in").string(), "--output", (temp / "out").string()});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const auto page = read_json(temp / "out/records/annotations/many.txt.jsonld");
  REQUIRE(page["items"].Size() == n);
  CHECK(str(page["items"][n - 1]["target"]["selector"][1]["exact"]) == "Nvidia");
  CHECK(std::filesystem::file_size(temp / "out/records/annotations/many.txt.jsonld") > 10u << 20);
  auto records = read_json_lines(temp / "out/records/documents.jsonl");
  REQUIRE(records.size() == 1);
  CHECK(records[0]["entities"].Size() == n);
  // One file for each document, however many pieces it came in.
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(temp / "out/records"))
    if (entry.is_regular_file()) files.push_back(entry.path().filename().string());
  std::sort(files.begin(), files.end());
  CHECK(files == std::vector<std::string>{"annotations.sha256", "brat.sha256", "documents.conllu", "documents.jsonl",
                                          "documents.records.schema.json", "documents.ttl", "many.txt.ann",
                                          "many.txt.jsonld", "many.txt.txt", "many.txt.xml", "tei.sha256"});
}

TEST_CASE("what a writer packs are the records: the JSON Schema beside them stays one that a validator reads") {
  const TempFolder temp;
  temp.write("in/a.jsonl", article(1));
  for (const auto& packing : {std::pair{"none", ""}, {"gzip", ".gz"}, {"zstd", ".zst"}}) {
    const char* const compress = packing.first;
    const char* const end = packing.second;
    CAPTURE(compress);
    temp.write("p.toml",
               std::string("[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"writer\"\ncompress "
                           "= \"") +
                   compress + "\"\n");
    REQUIRE(run_docmill({"run", (temp / "p.toml").string(), "--quiet"}).status == 0);
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(temp / "out/records"))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    CHECK(names == std::vector<std::string>{std::string("documents.jsonl") + end, "documents.schema.json"});
    CHECK(read_json(temp / "out/records/documents.schema.json").IsObject());
  }
}
