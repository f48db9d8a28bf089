// Documents of word processors and e-books through the whole program.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "reader_run.hpp"
#include "readers/web_archives.hpp"
#include "support/epub_files.hpp"
#include "support/office_files.hpp"

using namespace docmill::test;

namespace {

const std::string some_docx =
    "<w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr><w:r><w:t>The mill</w:t></w:r></w:p><w:p><w:r><w:t>The old "
    "mill "
    "at the bridge has ground corn for two hundred years, and nobody in the village remembers another "
    "one.</w:t></w:r></w:p>";
const std::string some_odt =
    "<text:h text:outline-level=\"1\">The bridge</text:h><text:p>The bridge beside the mill was built of wood at "
    "first, and "
    "of stone when the road became a road for carts.</text:p>";

// The same bytes whatever runs them.
void check_same_bytes(const TempFolder& temp, const ReaderRun& whole) {
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{"--threads", "3"}, {"--isolate"}, {"--keep"}, {"--keep"}}) {
    CAPTURE(more[0]);
    const bool same = ReaderRun(temp, more, "other").content == whole.content;
    CHECK(same);
  }
}

}  // namespace

TEST_CASE("office: documents become text with their properties; broken ones are listed") {
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("office"));
  const std::string docx = docx_file(some_docx).whole();
  temp.write("in/a.docx", docx);
  temp.write("in/b.odt", odt_file(some_odt).whole());
  temp.write("in/cut.docx", docx.substr(0, docx.size() / 2));
  temp.write("in/old.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(2000, 'x'));
  temp.write("in/blank.docx", docx_file("<w:p/>").whole());
  temp.write("in/empty.docx", "");
  temp.write("in/large.docx", std::string(2'000'000, 'x'));
  docmill::test::ZipFile macros = docx_file(some_docx);
  temp.write("in/macros.docm", macros.add("word/vbaProject.bin", "x").add("word/embeddings/a.xlsx", "x").whole());
  const ReaderRun run(temp);
  CHECK(ReaderRun::count(run.records, "\n") == 3);
  CHECK(ReaderRun::contains(run.records,
                            "\"metadata\":{\"title\":\"A title & more\",\"author\":\"A. Writer\",\"created\":"
                            "\"2026-01-02T03:04:05Z\",\"language\":\"en-GB\"}"));
  CHECK(ReaderRun::contains(run.records, "The old mill at the bridge has ground corn"));
  CHECK(ReaderRun::contains(run.records, "of stone when the road became a road for carts."));
  CHECK(ReaderRun::contains(run.records, "it has embedded objects, which were left out"));
  CHECK(ReaderRun::contains(run.records, "it has macros, which were left out"));
  CHECK(ReaderRun::count(run.failures, "\n") == 5);
  CHECK(ReaderRun::contains(run.failures, "the file ends before its directory; fetch or save it again"));
  CHECK(ReaderRun::contains(run.failures, "it is a document of an old Word (.doc); save it as .docx first"));
  CHECK(ReaderRun::contains(run.failures, "there is no text in it: pictures alone, or nothing"));
  CHECK(ReaderRun::contains(run.failures, "\"code\":\"too-large\""));
  CHECK(ReaderRun::contains(run.failures, "\"code\":\"empty\""));
  check_same_bytes(temp, run);
}

TEST_CASE("epub: a document for each chapter; broken books and chapters are listed") {
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("epub"));
  const std::string book = epub_file().whole();
  temp.write("in/a.epub", book);
  temp.write("in/cut.epub", book.substr(0, book.size() / 2));
  docmill::test::ZipFile locked = epub_file();
  std::string encryption;
  for (const char* name : {"OEBPS/text/a.xhtml", "OEBPS/text/b%20b.xhtml"})
    encryption +=
        "<EncryptedData><CipherData><CipherReference URI=\"" + std::string(name) + "\"/></CipherData></EncryptedData>";
  temp.write("in/drm.epub",
             locked.add("META-INF/encryption.xml", "<encryption>" + encryption + "</encryption>").whole());
  docmill::test::ZipFile one = epub_file();
  temp.write("in/missing.epub", [&] {
    std::string bytes = book;
    for (std::size_t at = bytes.find("text/a.xhtml"); at != std::string::npos; at = bytes.find("text/a.xhtml", at + 1))
      bytes[at + 5] = 'z';
    return bytes;
  }());
  temp.write("in/empty.epub", "");
  const ReaderRun run(temp);
  CHECK(ReaderRun::count(run.records, "\"source\":\"a.epub\"") == 2);
  CHECK(ReaderRun::contains(
      run.records,
      "\"id\":\"a.epub:3\",\"source\":\"a.epub\",\"line\":3,\"metadata\":{\"title\":\"A book\",\"author\":"
      "\"A. Writer\",\"language\":\"en\",\"identifier\":\"urn:isbn:1\",\"entry\":\"OEBPS/text/b b.xhtml\","
      "\"chapter\":3}"));
  CHECK(run.records.find("It begins.") < run.records.find("Caf\xC3\xA9."));
  CHECK(ReaderRun::contains(run.failures, "the book is encrypted with DRM; get one without"));
  CHECK(ReaderRun::contains(run.failures, "the file ends before its directory, or is no e-book; fetch it again"));
  CHECK(ReaderRun::count(run.records, "\"source\":\"missing.epub\"") == 1);
  CHECK(ReaderRun::contains(run.failures, "the book names OEBPS/text/a.xhtml, and has none; fetch the book again"));
  CHECK(ReaderRun::count(run.failures, "\n") == 4);
  check_same_bytes(temp, run);
}

TEST_CASE("office, epub: of a packed file that breaks off nothing is read, and one failure says why") {
  struct Packed {
    std::string reader, name, bytes;
  };
  for (const Packed& file : {Packed{"office", "a.docx.gz", docx_file(some_docx).whole()},
                             Packed{"epub", "a.epub.gz", epub_file().whole()}}) {
    CAPTURE(file.name);
    const TempFolder temp;
    temp.write("p.toml", pipeline_with(file.reader));
    const std::string packed = gzip_member(file.bytes);
    // The second lacks the checksum alone.
    for (const std::size_t lost : {packed.size() / 2, std::size_t{4}}) {
      temp.write("in/" + file.name, packed.substr(0, packed.size() - lost));
      const ReaderRun run(temp);
      if (lost != 4 || file.reader == "office") CHECK(run.records.empty());
      CHECK_MESSAGE(ReaderRun::count(run.failures, "\n") == 1, run.failures);
      CHECK(ReaderRun::contains(run.failures, "\"code\":\"truncated\""));
    }
  }
}
