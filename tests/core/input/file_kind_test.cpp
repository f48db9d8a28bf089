#include "host/input/file_kind.hpp"

#include <doctest/doctest.h>

using namespace docmill::host;

TEST_CASE("kinds: every extension, case aside") {
  CHECK(kind_of_name("a.txt")->format == InputFormat::text);
  CHECK(kind_of_name("a.TEXT")->format == InputFormat::text);
  CHECK(kind_of_name("a.md")->format == InputFormat::markdown);
  CHECK(kind_of_name("a.Markdown")->format == InputFormat::markdown);
  CHECK(kind_of_name("a.html")->format == InputFormat::html);
  CHECK(kind_of_name("a.HTM")->format == InputFormat::html);
  CHECK(kind_of_name("a.xhtml")->format == InputFormat::html);
  CHECK(kind_of_name("a.jsonl")->format == InputFormat::jsonl);
  CHECK(kind_of_name("x/y.z/a.ndjson")->format == InputFormat::jsonl);
}

TEST_CASE("kinds: packed files keep the kind below") {
  CHECK(kind_of_name("a.txt")->packing == Packing::none);
  CHECK(kind_of_name("a.txt.gz")->packing == Packing::gzip);
  CHECK(kind_of_name("a.jsonl.GZ")->format == InputFormat::jsonl);
  CHECK(kind_of_name("a.html.zst")->packing == Packing::zstd);
  CHECK(kind_of_name("a.html.zst")->format == InputFormat::html);
  CHECK(kind_of_name("a.jsonl.bz2")->packing == Packing::bzip2);
  CHECK(kind_of_name("a.md.XZ")->packing == Packing::xz);
  CHECK(packing_of_name("a.tar.xz") == Packing::xz);
  CHECK(has_suffix("a.warc.bz2", ".warc"));
  CHECK(has_suffix("a.tar.XZ", ".tar"));
  CHECK(has_suffix("a.tar.xz", ".tar.xz"));
  CHECK(has_suffix("a.tar.xz.gz", ".tar.xz"));
  CHECK_FALSE(has_suffix(".tar.xz", ".tar.xz"));
}

TEST_CASE("kinds: other files are of none") {
  for (const char* name :
       {"a.pdf", "a", "txt", ".txt", "a.gz", "a.bz2", "a.txt.7z", "a.txt~", "a.json", "a.txt.gz.gz", "x.txt/a", ""})
    CHECK_FALSE_MESSAGE(kind_of_name(name).has_value(), name);
}

TEST_CASE("kinds: what is not read is counted in one line") {
  CHECK(describe_not_read({}) == "");
  CHECK(describe_not_read({"a.pdf"}) == "1 file not read: 1 .pdf");
  CHECK(describe_not_read({"a.docx", "b.pdf", "c.PDF", "x/d.pdf"}) == "4 files not read: 3 .pdf, 1 .docx");
  CHECK(describe_not_read({"b.zip", "a.csv"}) == "2 files not read: 1 .csv, 1 .zip");
  CHECK(describe_not_read({"LICENSE", ".bashrc", "x."}) == "3 files not read: 3 without extension");
  CHECK(describe_not_read({"Mr. Smith goes"}) == "1 file not read: 1 without extension");
}

TEST_CASE("kinds: many kinds are not all named") {
  std::vector<std::string> names;
  for (char c = 'a'; c <= 'l'; ++c) names.push_back(std::string("x.") + c);
  CHECK(describe_not_read(names) ==
        "12 files not read: 1 .a, 1 .b, 1 .c, 1 .d, 1 .e, 1 .f, 1 .g, 1 .h, 4 of other kinds");
}
