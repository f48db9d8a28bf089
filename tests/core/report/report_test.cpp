// The folder of `docmill report`: what its data files hold, and that nothing of a document is code in them.
#include "tooling/report/report.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "../formats/sample_run.hpp"
#include "docmill/base/json_text.hpp"
#include "host/formats/documents_index.hpp"

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
                           R"(,"<b>","written","de",14,["A 100"],"",""],)"
                           R"(["b.txt","","dropped","",0,[],"first","too-short"]])"));
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
}
