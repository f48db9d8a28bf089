// Documents that are zip files inside are not listed as archives where the reader that they need is not there.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"
#include "support/zip_files.hpp"

using namespace docmill::test;

namespace {

namespace fs = std::filesystem;

// A docmill that has been installed with a writer and the reader of archives alone.
struct SmallInstall {
  TempFolder temp;

  SmallInstall() {
    fs::create_directories(temp / "bin");
    fs::create_directories(temp / "plugins");
    fs::copy_file(DOCMILL_PROGRAM, temp / "bin/docmill");
    for (const char* name : {"writer.so", "reader_archive.so"})
      fs::create_symlink(fs::path(DOCMILL_PLUGIN_DIR) / name, temp / "plugins" / name);
  }
  ProgramResult run(const std::string& file) const {
    temp.write("p.toml",
               "[input]\nfrom = [\"" + file +
                   "\"]\n[output]\nto = \"out\"\n[[reader]]\nuse = \"archive\"\n[[stage]]\nuse = \"writer\"\n");
    return run_program({(temp / "bin/docmill").string(), "run", "p.toml"}, {temp.path(), {}, ""});
  }
};

bool says(const ProgramResult& result, const std::string& text) { return result.err.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("a document that begins like a zip file is refused with the reader that it needs, a zip file is taken") {
  const SmallInstall small;
  const std::string zip =
      ZipFile().add("word/document.xml", "<w:document/>").add("readme.txt", "A text of its own.").whole();
  for (const char* name : {"a.docx", "a.odt", "A.EPUB"}) {
    CAPTURE(name);
    small.temp.write(name, zip);
    const ProgramResult result = small.run(name);
    CHECK(result.status == 2);
    CHECK_MESSAGE(says(result, std::string("'") + name + "' is of a kind that is not read"), result.err);
    CHECK_MESSAGE(says(result, name[0] == 'A' ? "the reader 'epub' takes .epub, and is not installed"
                                              : "the reader 'office' takes ."),
                  result.err);
  }
  small.temp.write("a.xlsx", zip);
  CHECK_MESSAGE(says(small.run("a.xlsx"), "no reader of docmill takes .xlsx"), small.run("a.xlsx").err);
  small.temp.write("backup.2026", zip);
  const ProgramResult taken = small.run("backup.2026");
  CHECK_MESSAGE(taken.status == 0, taken.err);
  CHECK_MESSAGE(says(taken, "1 document written"), taken.err);
}
