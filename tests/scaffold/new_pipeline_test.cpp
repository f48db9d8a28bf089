// `docmill new pipeline`: what it writes fits the folder, passes check, and runs.
#include <doctest/doctest.h>

#include <string>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

const std::string sentence = "Nvidia sold the A100 to Alibaba in 2021, and the market hardly noticed it at all.\n";

// The pipeline made for the folder `in`; it has passed check and run without a failed document.
std::string made(const TempFolder& temp, std::vector<std::string> more = {}) {
  std::vector<std::string> command = {"new", "pipeline", "--input", "in"};
  command.insert(command.end(), more.begin(), more.end());
  const ProgramResult result = run_docmill(command, {temp.path(), {}, ""});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const ProgramResult check = run_docmill({"check", "pipeline.toml"}, {temp.path(), {}, ""});
  CHECK_MESSAGE(check.status == 0, check.err);
  for (int i = 0; i < 2; ++i) {  // again, when there is an output folder already
    const ProgramResult run = run_docmill({"run", "pipeline.toml", "--strict", "--quiet"}, {temp.path(), {}, ""});
    CHECK_MESSAGE(run.status == 0, run.err);
  }
  return read_file(temp / "pipeline.toml");
}

bool has(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("text files in UTF-8 need nothing but their folder") {
  const TempFolder temp;
  temp.write("in/a.txt", sentence);
  temp.write("in/b/c.md", sentence);
  const std::string text = made(temp);
  CHECK(has(text, "# Found: 1 markdown, 1 text.\n"));
  CHECK(has(text, "[input]\nfrom = [\"in\"]\n\n[output]\nto = \"out\"\n"));
  CHECK(has(text, "use = \"cleaner\"\n\n[[stage]]\nuse = \"language-tagger\"\n\n[[stage]]\nuse = \"entity-linker\""));
  CHECK(!has(text, "encoding"));
  CHECK(!has(text, "csv"));
}

TEST_CASE("another encoding is detected, and said") {
  const TempFolder temp;
  temp.write("in/a.txt", sentence);
  temp.write("in/b.txt", "Le caf\xE9 est ferm\xE9, et la soci\xE9t\xE9 n'a pas \xE9t\xE9 pr\xE9venue \xE0 temps.\n");
  CHECK(has(made(temp), "encoding = \"detect\"                  # not UTF-8: 1 windows-1252;"));
}

TEST_CASE("members of JSON Lines are mapped, and the short ones become a table") {
  const TempFolder temp;
  for (const char* n : {"1", "2"})
    temp.write(std::string("in/") + n + ".jsonl", std::string(R"({"url":"http://x/)") + n + R"(","date":"2024-01-0)" +
                                                      n + R"(","content":")" + sentence.substr(0, sentence.size() - 1) +
                                                      "\"}\n");
  const std::string text = made(temp);
  CHECK(has(text, "fields = { id = \"url\", text = \"content\" }\n"));
  CHECK(has(text, "columns = [\"id\", \"metadata.date\", \"article.title\", \"language.tag\"]"));
  CHECK(has(read_file(temp / "out/records/documents.csv"), "http://x/2,2024-01-02"));
}

TEST_CASE("what is no document is skipped or counted") {
  const TempFolder temp;
  temp.write("in/page.html", "<html><body><p>" + sentence + "</p></body></html>");
  temp.write("in/page_files/part.html", "<p>");
  temp.write("in/.git/note.txt", "x");
  temp.write("in/README.md", "About these files.\n");
  temp.write("in/slides.ppt", "x");
  const std::string text = made(temp);
  CHECK(has(text, "skip = [\"**/*_files/**\", \"**/.*/**\", \"**/README.md\"]\n"));
  CHECK(has(text, "# Found: 1 html.\n# 1 file not read: 1 .ppt.\n"));
}

TEST_CASE("archives get the reader that takes them, also one that is named alone") {
  const std::string archive =
      "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:a>\r\nContent-Type: text/plain\r\n"
      "Content-Length: " +
      std::to_string(sentence.size()) + "\r\n\r\n" + sentence + "\r\n\r\n";
  const TempFolder temp;
  temp.write("in/a.txt", sentence);
  temp.write("in/crawl.wet", archive);
  const std::string text = made(temp);
  CHECK(has(text, "# Found: 1 text, 1 warc.\n"));
  CHECK(has(text, "to = \"out\"\n\n[[reader]]\nuse = \"warc\"\n\n[[stage]]\nuse = \"cleaner\"\n"));
  CHECK(has(read_file(temp / "out/records/documents.jsonl"), "\"id\":\"urn:uuid:a\""));
  const ProgramResult alone =
      run_docmill({"new", "pipeline", "--input", "in/crawl.wet", "alone.toml"}, {temp.path(), {}, ""});
  CHECK_MESSAGE(alone.status == 0, alone.err);
  CHECK(has(read_file(temp / "alone.toml"), "[[reader]]\nuse = \"warc\"\n"));
}

TEST_CASE("an output folder within the input is not read again") {
  const TempFolder temp;
  temp.write("in/a.txt", sentence);
  CHECK(has(
      made(temp, {"--output", "in/results"}),
      "skip = [\"results/**\", \"results.partial/**\", \"results.previous/**\"]\n\n[output]\nto = \"in/results\"\n"));
}

TEST_CASE("names that mean something to globs or to TOML mean themselves") {
  const TempFolder temp;
  temp.write("in/a.txt", sentence);
  std::filesystem::rename(temp / "in", temp / "a [\"b\"]*");
  const ProgramResult result =
      run_docmill({"new", "pipeline", "sub/p.toml", "--input", "a [\"b\"]*"}, {temp.path(), {}, ""});
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const ProgramResult check = run_docmill({"check", "sub/p.toml"}, {temp.path(), {}, ""});
  CHECK_MESSAGE(check.status == 0, check.err);
  CHECK(has(check.out, "1 input file"));
}

TEST_CASE("an empty folder gives a pipeline that waits for documents") {
  const TempFolder temp;
  std::filesystem::create_directory(temp / "in");
  const ProgramResult result = run_docmill({"new", "pipeline", "--input", "in"}, {temp.path(), {}, ""});
  CHECK_MESSAGE(result.status == 0, result.err);
  CHECK(has(read_file(temp / "pipeline.toml"), "# Found: nothing yet.\n"));
}

TEST_CASE("hostile files do no harm") {
  const TempFolder temp;
  temp.write("in/broken.jsonl", "{\n[\nnot json\n\xFF\n{\"text\":\"" + sentence.substr(0, 40) + "\"}\n");
  temp.write("in/empty.txt", "");
  temp.write("in/binary.txt", std::string(5000, '\0'));
  temp.write("in/cut.txt.gz", "\x1F\x8B");
  const ProgramResult result = run_docmill({"new", "pipeline", "--input", "in"}, {temp.path(), {}, ""});
  CHECK_MESSAGE(result.status == 0, result.err);
  CHECK(run_docmill({"check", "pipeline.toml"}, {temp.path(), {}, ""}).status == 0);
}

TEST_CASE("mistakes on the command line") {
  const TempFolder temp;
  temp.write("in/a.txt", sentence);
  temp.write("there.toml", "mine\n");
  const auto said = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"new", "pipeline"});
    const ProgramResult result = run_docmill(arguments, {temp.path(), {}, ""});
    CHECK(result.status == 2);
    return result.err;
  };
  CHECK(said({}) == "docmill: 'new pipeline' needs --input DIR, the folder that the pipeline is to fit\n");
  CHECK(said({"--input", "nowhere"}) == "docmill: 'nowhere' does not exist\n");
  CHECK(said({"p.json", "--input", "in"}) == "docmill: 'p.json' is no name for a pipeline file; write p.json.toml\n");
  CHECK(said({"there.toml", "--input", "in"}) ==
        "docmill: there.toml is there already and is left as it is; name another file\n");
  CHECK(read_file(temp / "there.toml") == "mine\n");
}
