// Whole pipelines over the seeds. Golden files are accepted by ./dev golden, which shows the difference.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "docmill/base/utf8.hpp"
#include "pipelines/readable_record.hpp"
#include "readers/web_archives.hpp"
#include "support/golden.hpp"
#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

const std::filesystem::path source = DOCMILL_SOURCE_DIR;
const std::filesystem::path golden = source / "tests/pipelines/golden";

// Runs a shipped pipeline over its own input and gives the folder of records.
std::filesystem::path run(const TempFolder& temp, const std::string& name, std::vector<std::string> more = {}) {
  const std::filesystem::path out = temp / name;
  std::vector<std::string> arguments = {"run", (source / "pipelines" / (name + ".toml")).string(), "--quiet",
                                        "--output", out.string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const ProgramResult result = run_docmill(arguments);
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(read_file(out / "failures.jsonl").empty());
  return out / "records";
}

std::string readable(const std::filesystem::path& records) {
  const std::string lines = read_file(records);
  std::string out;
  for (std::size_t from = 0; from < lines.size();) {
    const std::size_t end = lines.find('\n', from);
    out += readable_record(std::string_view(lines).substr(from, end - from));
    from = end + 1;
  }
  return out;
}

void check_golden(const std::string& name, const std::string& got) {
  const std::string difference = compare_with_golden(golden / name, got);
  CHECK_MESSAGE(difference.empty(), difference);
}

void check_schema(const std::filesystem::path& records) {
  const ProgramResult result =
      run_program({"/usr/bin/python3", (source / "tests/support/validate_records.py").string(),
                   (records / "documents.schema.json").string(), (records / "documents.jsonl").string()});
  CHECK_MESSAGE(result.status == 0, result.out << result.err);
}

// Some seeds are there because their bytes are not those of the clean text: other encodings, soft hyphens, loose
// accents.
bool in_plain_form(const std::string& name) {
  for (const char* trait : {"crlf", "utf-16", "decomposed"})
    if (name.find(trait) != std::string::npos) return false;
  return true;
}

std::string code_points(const std::string& text, std::size_t from, std::size_t to) {
  std::size_t at = 0, n = 0, start = 0;
  while (n < to && at < text.size()) {
    if (n == from) start = at;
    docmill::utf8::next(text, at);
    ++n;
  }
  return from == to ? "" : text.substr(start, at - start);
}

}  // namespace

TEST_CASE("articles.toml") {
  const TempFolder temp;
  const std::filesystem::path records = run(temp, "articles");
  check_golden("articles.txt", readable(records / "documents.jsonl"));
  check_schema(records);
  check_golden("article-page.md", read_file(records / "pages/en-captions-and-credits.txt.md"));
}

TEST_CASE("warc.toml: pages and texts out of a packed archive") {
  const TempFolder temp;
  const std::string page =
      "<!doctype html><html lang=\"en\"><head><title>The mill at the bridge</title></head><body><nav><a href=\"/\">"
      "Home</a> <a href=\"/about\">About us</a></nav><article><h1>The mill at the bridge</h1><p>The old mill grinds "
      "wheat again, ten years after its wheel had stopped. Whoever comes in the morning is shown how it works, and may "
      "take home a bag of flour.</p><p>In winter it rests, and so does the caf\xE9 beside "
      "it.</p></article></body></html>";
  temp.write("crawl.warc.gz",
             gzip_member(warc_record("warcinfo", "info", "application/warc-fields", "software: a test\r\n")) +
                 gzip_member(response_record("mill", "200 OK\r\nContent-Type: text/html; charset=windows-1252", page)) +
                 gzip_member(response_record("picture", "200 OK\r\nContent-Type: image/png", "\x89PNG")) +
                 gzip_member(wet_record("ferry",
                                        "The ferry goes twice a day, and not on Sundays. Nobody in the village "
                                        "can remember a winter in which it did not stop for some weeks.\n")));
  const std::filesystem::path records = run(temp, "warc", {"--input", (temp / "crawl.warc.gz").string()});
  check_golden("warc.txt", readable(records / "documents.jsonl"));
  check_schema(records);
}

TEST_CASE("minimal.toml") {
  const TempFolder temp;
  const std::filesystem::path records = run(temp, "minimal");
  check_golden("minimal.txt", readable(records / "documents.jsonl"));
  check_schema(records);
}

TEST_CASE("summaries.toml: a real summary in the place of the stub, and keywords") {
  const TempFolder temp;
  const std::filesystem::path records = run(temp, "summaries");
  check_schema(records);
  std::string summaries;
  for (const auto& record : read_json_lines(records / "documents.jsonl")) {
    summaries += str(record["id"]) + "\n  " + str(record["summary"]) + "\n  " + to_text(record["summary_basis"]) + "\n";
    for (const auto& k : record["keywords"].GetArray())
      summaries += "    " + std::to_string(k["rank"].GetInt()) + ". " + str(k["value"]) + " " + to_text(k["score"]) +
                   " x" + std::to_string(k["count"].GetInt()) + "\n";
  }
  check_golden("summaries.txt", summaries);
}

TEST_CASE("quantities.toml") {
  const TempFolder temp;
  check_golden("quantities.txt", read_file(run(temp, "quantities") / "quantities.csv"));
}

TEST_CASE("sections.toml: parts of the articles, with their headings and the bytes that they stand for") {
  const TempFolder temp;
  const std::filesystem::path records = run(temp, "sections");
  check_schema(records);
  std::string parts;
  for (const auto& record : read_json_lines(records / "documents.jsonl"))
    for (const auto& s : record["sections"].GetArray())
      parts += str(record["id"]) + "  " + to_text(s["source_start"]) + "-" + to_text(s["source_end"]) + "  " +
               to_text(s["label"]) + " " + to_text(s["value"]) + " " + to_text(s["path"]) + "\n";
  check_golden("sections.txt", parts);
}

TEST_CASE("process-summary.toml") {
  const TempFolder temp;
  const std::filesystem::path records = run(temp, "process-summary");
  check_schema(records);
  const auto lines = read_json_lines(records / "documents.jsonl");
  std::string summaries;
  for (const auto& record : lines) summaries += str(record["id"]) + "\n  " + str(record["summary"]) + "\n";
  check_golden("process-summary.txt", summaries);
}

TEST_CASE("two-cleaners.toml") {
  const TempFolder temp;
  const std::filesystem::path records = run(temp, "two-cleaners", {"--limit", "12"});
  check_golden("two-cleaners.txt", readable(records / "documents.jsonl"));
  check_schema(records);
}

TEST_CASE("metadata-csv.toml") {
  const TempFolder temp;
  check_golden("metadata-csv.txt", read_file(run(temp, "metadata-csv") / "entities.csv"));
}

TEST_CASE("annotations.toml: read back as the tools would, the formats say what the records say") {
  const TempFolder temp;
  const std::filesystem::path records = run(temp, "annotations");
  check_golden("annotations.jsonld", read_file(records / "annotations/zh-2024-12-hunyuan.jsonld"));
  check_golden("annotations.ann", read_file(records / "brat/zh-2024-12-hunyuan.ann"));
  check_golden("annotations.xml", read_file(records / "tei/zh-2024-12-hunyuan.xml"));
  const std::string words = read_file(records / "documents.conllu");
  const std::size_t from = words.find("# newdoc id = zh-2024-12-hunyuan");
  check_golden("annotations.conllu", words.substr(from, words.find("# newdoc", from + 1) - from));
  const ProgramResult result =
      run_program({"/usr/bin/python3", (source / "tests/support/check_annotations.py").string(), records.string()});
  CHECK_MESSAGE(result.status == 0, result.out << result.err);
}

TEST_CASE("database.toml: the questions of its README have the answers that stand there") {
  const TempFolder temp;
  const std::filesystem::path database = run(temp, "database") / "documents.sqlite";
  std::vector<std::string> ask = {"/usr/bin/python3", (source / "tests/support/ask_database.py").string(),
                                  (source / "plugins/writer_sqlite/README.md").string(), database.string()};
  if (std::getenv("DOCMILL_BLESS") != nullptr) ask.emplace_back("--write");
  const ProgramResult result = run_program(ask);
  CHECK_MESSAGE(result.status == 0, result.out << result.err);
}

TEST_CASE("every-option.toml") {
  const TempFolder temp;
  const std::filesystem::path records = run(temp, "every-option", {"--limit", "6"});
  check_golden("every-option.txt", readable(records / "documents.jsonl"));
  check_schema(records);
}

TEST_CASE("swapping the summariser changes the summary and who made it, and nothing else") {
  const TempFolder temp;
  const std::filesystem::path before = run(temp, "articles"), after = run(temp, "swap-summarizer");
  auto a = read_json_lines(before / "documents.jsonl");
  auto b = read_json_lines(after / "documents.jsonl");
  REQUIRE(a.size() == b.size());
  int changed = 0;
  std::string summaries;
  for (std::size_t i = 0; i < a.size(); ++i) {
    changed += a[i]["summary"] != b[i]["summary"];
    summaries += str(b[i]["id"]) + "\n  " + (b[i]["summary"].IsString() ? str(b[i]["summary"]) : "null") + "\n";
    for (auto* record : {&a[i], &b[i]}) {
      for (const char* layer : {"summary", "summary_basis"}) {
        record->RemoveMember(layer);
        (*record)["layers"].RemoveMember(layer);
      }
    }
    CHECK(to_text(a[i]) == to_text(b[i]));
  }
  CHECK(changed > static_cast<int>(a.size()) / 2);
  check_golden("swap-summarizer.txt", summaries);
  check_schema(after);
}

TEST_CASE("slicing the text by code points gives each entity's text") {
  const TempFolder temp;
  int checked = 0;
  for (const auto& record : read_json_lines(run(temp, "articles") / "documents.jsonl")) {
    for (const auto& [list, text] : {std::pair{"entities", "text"}, {"headline_entities", "headline"}}) {
      if (record[list].IsNull()) continue;
      for (const auto& entity : record[list].GetArray()) {
        CHECK(code_points(str(record[text]), entity["start"].GetUint64(), entity["end"].GetUint64()) ==
              str(entity["text"]));
        ++checked;
      }
    }
  }
  CHECK(checked > 300);
}

TEST_CASE("the source bytes of each entity in a plain file hold its surface form") {
  const TempFolder temp;
  int checked = 0, headlines = 0;
  for (const auto& record : read_json_lines(run(temp, "articles") / "documents.jsonl")) {
    const std::string name = str(record["source"]);
    if (!name.ends_with(".txt") || !in_plain_form(name)) continue;
    const std::string file = read_file(source / "seeds" / name);
    for (const char* list : {"entities", "headline_entities"}) {
      if (record[list].IsNull()) continue;
      for (const auto& entity : record[list].GetArray()) {
        const std::size_t start = entity["source_start"].GetUint64(), end = entity["source_end"].GetUint64();
        REQUIRE(end <= file.size());
        const std::string surface = file.substr(start, end - start);
        if (surface.find("\xC2\xA0") != std::string::npos || surface.find("\n") != std::string::npos) continue;
        CHECK_MESSAGE(surface == str(entity["text"]), name << " at " << start);
        checked += 1;
        headlines += list[0] == 'h';
      }
    }
  }
  CHECK(checked > 200);
  CHECK(headlines > 10);
}

TEST_CASE("the articles in ../shared/seeds come out clean, tagged and with exact places") {
  const std::filesystem::path shared = std::filesystem::path(DOCMILL_SHARED_DIR) / "seeds";
  if (!std::filesystem::is_directory(shared)) {
    MESSAGE("skipped: there is no " << shared.string());
    return;
  }
  const TempFolder temp;
  const std::filesystem::path records = run(temp, "articles", {"--input", shared.string()});
  const auto lines = read_json_lines(records / "documents.jsonl");
  REQUIRE(lines.size() == 4);
  check_schema(records);
  const auto text_of = [&](std::size_t i) { return str(lines[i]["text"]); };
  const auto has = [&](std::size_t i, const char* what) { return text_of(i).find(what) != std::string::npos; };
  CHECK(lines[0]["article"]["title"].IsNull());
  CHECK(str(lines[1]["article"]["byline"]) == "SpaceEyeNews");
  CHECK(str(lines[3]["article"]["date"]) == "2024-08-01");
  for (const auto& absent : {std::pair{0, "In case you missed"},
                             {1, "https://"},
                             {1, "Post Comment"},
                             {2, "Image from"},
                             {2, "Reply"},
                             {2, "or to participate"},
                             {2, "Newsletter"},
                             {3, "IC Photo"},
                             {3, "Indonesian"},
                             {3, "reproduced without"}})
    CHECK_MESSAGE(!has(static_cast<std::size_t>(absent.first), absent.second), absent.first << ": " << absent.second);
  for (const auto& record : lines) {
    CHECK(str(record["language"]["tag"]) == "en");
    const std::string file = read_file(shared / str(record["source"]));
    CHECK(record["entities"].Size() > 50);
    for (const auto& entity : record["entities"].GetArray()) {
      const std::size_t start = entity["source_start"].GetUint64(), end = entity["source_end"].GetUint64();
      CHECK(file.substr(start, end - start) == str(entity["text"]));
    }
  }
}
