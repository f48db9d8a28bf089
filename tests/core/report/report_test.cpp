// The folder of `docmill report`: what its data files hold, and that nothing of a document is code in them.
#include "tooling/report/report.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "../formats/sample_run.hpp"
#include "docmill/base/json_text.hpp"
#include "docmill/base/json_writer.hpp"
#include "host/formats/documents_index.hpp"
#include "json_parser/json_document.hpp"
#include "tooling/report/differing_figures.hpp"

using namespace docmill;
using namespace docmill::host;
using namespace docmill::tooling;
using docmill::test::TempFolder;

namespace {

std::string text_in(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string data(const std::string& name, const std::string& json) {
  std::string out = "docmill_data(\"" + name + "\",";
  append_json_string(out, json);
  return out + ");\n";
}

// One document written, one dropped; the written one is hostile.
struct ReportedRun {
  TempFolder temp;
  const std::string record =
      R"({"id":"</script>\u2028\"","text":"A100 </script>","article":{"title":"<b>","date":"2024-05-06","confidence":0.97},)"
      R"("language":{"tag":"de"},"__proto__":{"x":1},"found":[{"start":0,"end":4,"value":"a100","name":"A 100"}],)"
      R"("layers":{"text":{"by":"x"},"found":{"by":"x","over":"text"}}})";

  ReportedRun() {
    std::string manifest = test::sample_manifest();
    const std::string option = R"("options": {"keep-title": false,)";
    manifest.replace(manifest.find(option), option.size(), R"("options": {"format": "jsonl",)");
    manifest.replace(manifest.find(R"("stage": "writer")"), 17, R"("stage": "first")");
    test::write_sample_manifest(temp, sealed(manifest));
    IndexEntry written, dropped;
    written.id = "</script>\xE2\x80\xA8\"";
    written.source = "a.txt";
    dropped.id = dropped.source = "b.txt";
    dropped.outcome = DocumentOutcome::dropped;
    dropped.error = IndexedError{"first", "too-short", "it has 3 words"};
    std::string lines;
    for (IndexEntry* e : {&written, &dropped}) {
      e->sha256 = "00";
      append_index_line(lines, *e);
      lines += '\n';
    }
    test::write_sample_index(temp, lines);
    temp.write("out/records/documents.jsonl", record + "\n");
  }
  Result<ReportSummary> report(const char* to) const { return write_report({temp / "out", temp / to, nullptr}); }
};

}  // namespace

TEST_CASE("the report: a row and a document for each line of the index, as JSON in strings") {
  const ReportedRun run;
  const auto summary = run.report("site");
  REQUIRE_MESSAGE(summary.ok(), summary.status().message());
  CHECK(summary.value().documents == 2);
  CHECK(summary.value().with_source == 0);
  std::string id;
  append_json_string(id, "</script>\xE2\x80\xA8\"");
  CHECK(text_in(run.temp / "site/data/list-0.js") ==
        data("list-0", "[[" + id +
                           R"(,"<b>","written","de",14,["A 100"],"","",0],)"
                           R"(["b.txt","","dropped","",0,[],"first","too-short",0]])"));
  const std::string documents = text_in(run.temp / "site/data/docs-0.js");
  CHECK(documents.starts_with("docmill_data(\"docs-0\",\"[{\\\"id\\\":"));
  CHECK(documents.find(R"(\"error\":{\"stage\":\"first\",\"code\":\"too-short\",\"message\":\"it has 3 words\"},)") !=
        std::string::npos);
  CHECK(documents.find(R"(\"record\":null})") != std::string::npos);
  const std::string overview = text_in(run.temp / "site/data/overview.js");
  CHECK(overview.find(
            R"(\"months\":[{\"name\":\"2024-05\",\"count\":1}],\"confidence\":[{\"name\":\"0.9\",\"count\":1}])") !=
        std::string::npos);
  CHECK(overview.find(R"(\"names\":{\"a100\":\"A 100\"})") != std::string::npos);
}

TEST_CASE("the report: a date that is any text is no month") {
  ReportedRun run;
  run.temp.write("out/records/documents.jsonl",
                 R"({"id":"</script>\u2028\"","text":"A100","article":{"title":"t","date":"6. März 2024"},)"
                 R"("layers":{"text":{"by":"x"},"article":{"by":"x"}}})"
                 "\n");
  const auto summary = run.report("site");
  REQUIRE_MESSAGE(summary.ok(), summary.status().message());
  CHECK(text_in(run.temp / "site/data/overview.js").find(R"(\"months\":[])") != std::string::npos);
}

TEST_CASE("a large document has a file of its own; names beyond those that are searched are counted") {
  ReportedRun run;
  std::string found;
  for (int i = 0; i < 3000; ++i)
    found += (i == 0 ? "" : ",") + (R"({"start":0,"end":4,"value":"v)" + std::to_string(i) + R"(","name":"name )") +
             std::to_string(i) + std::string(400, 'n') + "\"}";
  run.temp.write("out/records/documents.jsonl",
                 R"({"id":"</script>\u2028\"","text":"A100","found":[)" + found +
                     R"(],"layers":{"text":{"by":"x"},"found":{"by":"x","over":"text"}}})" + "\n");
  const auto summary = run.report("site");
  REQUIRE_MESSAGE(summary.ok(), summary.status().message());
  CHECK(text_in(run.temp / "site/data/docs-0.js")
            .starts_with(R"(docmill_data("docs-0","[{\"apart\":true},{\"id\":\"b.txt\",)"));
  const std::string apart = text_in(run.temp / "site/data/doc-0.js");
  CHECK(apart.starts_with(R"(docmill_data("doc-0","{\"id\":)"));
  CHECK(apart.ends_with(R"(\"over\":\"text\"}}}}");)"
                        "\n"));
  CHECK(text_in(run.temp / "site/data/list-0.js").find(R"(\"],\"\",\"\",2980],)") != std::string::npos);
}

TEST_CASE("figures: two documents of one thing, with different amounts") {
  const char* const texts[] = {"The factory in Hsinchu makes 12,000 wafers every month, Nvidia says today.",
                               "The factory in Hsinchu makes 15,000 wafers every month, Nvidia says today.",
                               "Nobody counted the 15,000 people who came to see Nvidia last week."};
  DifferingFigures figures;
  JsonDocument json;
  for (uint64_t i = 0; i < 3; ++i) {
    const std::string text = texts[i];
    const auto at = [&](const char* what) { return std::to_string(text.find(what)); };
    const char* const amount = i == 0 ? "12,000" : "15,000";
    REQUIRE(json.parse(R"({"text":")" + text + R"(","offsets":"codepoint","entities":[{"start":)" + at("Nvidia") +
                       R"(,"end":)" + std::to_string(text.find("Nvidia") + 6) +
                       R"(,"value":"nvidia","name":"Nvidia"}],"quantities":[{"start":)" + at(amount) + R"(,"end":)" +
                       std::to_string(text.find(amount) + 6) + R"(,"label":"count","amount":")" +
                       (i == 0 ? "12000" : "15000") +
                       R"(","unit":"piece"}],"layers":{"entities":{"over":"text"},"quantities":{"over":"text"}}})"));
    figures.add(json.root(), i);
  }
  std::string out;
  JsonWriter w(out);
  w.object();
  figures.write(w);
  w.end();
  CHECK(out == std::string(
                   R"({"figures":[{"name":"Nvidia","unit":"piece","one":{"document":0,"words":"12,000","sentence":")") +
                   std::string(texts[0]).substr(0, std::string(texts[0]).size() - 1) +
                   R"("},"other":{"document":1,"words":"15,000","sentence":")" +
                   std::string(texts[1]).substr(0, std::string(texts[1]).size() - 1) +
                   R"("}}],"figures_found":1,"figures_left_out":0})");
}

TEST_CASE("the page forbids all but the files beside it, and writes no HTML out of a text") {
  const ReportedRun run;
  REQUIRE(run.report("site").ok());
  CHECK(text_in(run.temp / "site/index.html").find("content=\"default-src 'none'; script-src 'self' file:;") !=
        std::string::npos);
  const std::string script = text_in(run.temp / "site/report.js");
  for (const char* never : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch("})
    CHECK_MESSAGE(script.find(never) == std::string::npos, never);
}

TEST_CASE("the same run gives the same bytes; a folder of somebody else is left alone") {
  const ReportedRun run;
  REQUIRE(run.report("one").ok());
  REQUIRE(run.report("two").ok());
  for (const char* name :
       {"index.html", "report.css", "report.js", "data/overview.js", "data/list-0.js", "data/docs-0.js"})
    CHECK_MESSAGE(text_in(run.temp / "one" / name) == text_in(run.temp / "two" / name), name);
  CHECK(run.report("one").ok());  // an older report is replaced
  run.temp.write("mine/notes.txt", "mine");
  CHECK(run.report("mine").status().message() ==
        (run.temp / "mine").string() +
            ": is there, and no report of docmill; give another folder with --to, or remove it");
  CHECK(text_in(run.temp / "mine/notes.txt") == "mine");
  for (const std::string file : {"one/notes.txt", "one/data/table.csv"}) {
    run.temp.write(file, "mine");
    CHECK(run.report("one").status().message() ==
          (run.temp / file).string() +
              ": is no file of the report there, which a new one takes the place of; move it away, or give another "
              "folder with --to");
    CHECK(text_in(run.temp / file) == "mine");
    std::filesystem::remove(run.temp / file);
  }
  CHECK(run.report("one").ok());
}
