// PDF through the whole program. Where poppler-utils is not installed the cases say so and look at nothing.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "reader_run.hpp"
#include "readers/web_archives.hpp"
#include "small_pdf.hpp"

using namespace docmill::test;

namespace {

bool has_poppler() {
  const bool is_there = std::filesystem::exists("/usr/bin/pdftotext");
  if (!is_there) MESSAGE("skipped: /usr/bin/pdftotext is not installed (poppler-utils; ./dev setup brings it)");
  return is_there;
}

const std::vector<PdfText> first_page = {{72, 60, 20, "Of mills and men"},
                                         {72, 100, 10, "The old mill at the bridge has ground corn"},
                                         {72, 112, 10, "for two hundred years, and nobody in the vil-"},
                                         {72, 124, 10, "lage remembers another one, which is why it"},
                                         {330, 100, 10, "was kept when the road became a road for"},
                                         {330, 112, 10, "carts. It stands there still, and its wheel"},
                                         {330, 124, 10, "turns on the days on which there is water and"}};
const std::vector<PdfText> second_page = {{72, 100, 10, "somebody who has the time to open the gate."},
                                          {72, 140, 10, "In winter it stands still, for the river freezes."}};

}  // namespace

TEST_CASE("pdf: columns, hyphens and pages become paragraphs, the same however it is run") {
  if (!has_poppler()) return;
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("pdf"));
  temp.write("in/a.pdf", pdf_of({first_page, second_page}));
  temp.write("in/b.pdf", pdf_of({second_page}));
  temp.write("in/c.PDF", pdf_of({second_page, {}}));
  const ReaderRun run(temp);
  CHECK(ReaderRun::count(run.records, "\n") == 3);
  CHECK(run.failures.empty());
  CHECK(ReaderRun::contains(
      run.records,
      "The old mill at the bridge has ground corn for two hundred years, and nobody in the village remembers another "
      "one, which is why it was kept when the road became a road for carts. It stands there still, and its wheel turns "
      "on "
      "the days on which there is water and somebody who has the time to open the gate.\\n"));
  CHECK(ReaderRun::contains(run.records,
                            "\"title\":\"Of mills\",\"author\":\"A. Miller\",\"pages\":2,\"page_starts\":["));
  CHECK(ReaderRun::contains(run.records, "\"made_by\":\"pdftotext "));
  CHECK(ReaderRun::contains(run.content, "there is no text on page 2: pictures, or scanned"));
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{"--threads", "3"}, {"--isolate"}, {"--keep"}, {"--keep"}}) {
    CAPTURE(more[0]);
    const bool same = ReaderRun(temp, more, "other").content == run.content;
    CHECK(same);
  }
}

TEST_CASE("pdf: what cannot be read is listed with what would be right") {
  if (!has_poppler()) return;
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("pdf", "max-pages = 3\n"));
  const std::string whole = pdf_of({first_page});
  temp.write("in/cut.pdf", whole.substr(0, 600));
  temp.write("in/scanned.pdf", pdf_of({{}, {}}));
  temp.write("in/no.pdf", "no PDF at all");
  temp.write("in/empty.pdf", "");
  temp.write("in/large.pdf", whole + std::string(2'000'000, 'x'));
  temp.write("in/long.pdf", pdf_of({second_page, second_page, second_page, second_page}));
  temp.write("in/three.pdf", pdf_of({second_page, second_page, second_page}));
  PdfExtras locked;
  locked.encrypt =
      "<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + std::string(64, '1') + "> /U <" + std::string(64, '2') + "> >>";
  temp.write("in/locked.pdf", pdf_of({first_page}, locked));
  const ReaderRun run(temp);
  CHECK(ReaderRun::count(run.records, "\n") == 1);
  CHECK(ReaderRun::count(run.failures, "\n") == 7);
  for (const char* sentence :
       {"\"code\":\"damaged\",\"message\":\"poppler cannot read it: Syntax Error: ",
        "there is no text on its 2 pages: it was scanned; run OCR first (ocrmypdf makes a PDF with text)",
        "it does not begin like a PDF; take it off the files of this [[reader]]", "the file is empty",
        "over the limit of", "it has more than 3 pages; raise max-pages if it is what you want",
        "the PDF is encrypted; save it without a password first"}) {
    CAPTURE(sentence);
    CHECK(ReaderRun::contains(run.failures, sentence));
  }
}

TEST_CASE("pdf: of a packed PDF that breaks off nothing is read, and one failure says why") {
  if (!has_poppler()) return;
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("pdf"));
  const std::string packed = gzip_member(pdf_of({first_page, second_page}));
  for (const std::size_t lost : {std::size_t{4}, std::size_t{60}, packed.size() / 3}) {
    CAPTURE(lost);
    temp.write("in/a.pdf.gz", packed.substr(0, packed.size() - lost));
    const ReaderRun run(temp);
    CHECK(run.records.empty());
    CHECK_MESSAGE(ReaderRun::count(run.failures, "\n") == 1, run.failures);
    CHECK(ReaderRun::contains(run.failures, "\"code\":\"truncated\""));
  }
}

TEST_CASE("pdf: another program than pdftotext, or another version than is wanted, is refused before the run") {
  if (!has_poppler()) return;
  const TempFolder temp;
  temp.write("in/a.pdf", pdf_of({first_page}));
  const auto said_of = [&](const std::string& options) {
    temp.write("p.toml", pipeline_with("pdf", options));
    const ProgramResult result = run_docmill({"check", (temp / "p.toml").string()});
    CHECK(result.status == 3);
    return result.err;
  };
  CHECK(ReaderRun::contains(said_of("program = \"/bin/true\"\n"),
                            "it does not say that it is poppler's pdftotext; install "
                            "poppler-utils, or name the program pdftotext"));
  CHECK(ReaderRun::contains(said_of("program = \"/bin/sleep\"\n"), "poppler's pdftotext (it says: pdftotext: "));
  CHECK(ReaderRun::contains(said_of("program = \"p.toml\"\n"), "it is no program; install poppler-utils"));
  CHECK(ReaderRun::contains(said_of("version = \"0.1\"\n"), "install 0.1, or take this one: results may differ"));
}
