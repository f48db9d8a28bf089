// The documents index, read again.
#include "host/formats/documents_index.hpp"

#include <doctest/doctest.h>

#include "sample_run.hpp"

using namespace docmill;
using namespace docmill::host;
using docmill::test::TempFolder;

namespace {

const std::string first =
    R"({"id":"a","source":"a.jsonl","line":3,"sha256":"f0","outcome":"written","errors":[{"stage":"s","code":"c","message":"m"}],"layers":{"text":{"by":"cleaner 1.0.0","sha256":"01"},"z":{"by":"b 1","sha256":"02"},"aa":{"by":"b 1","sha256":"03"}}})";
const std::string second =
    R"({"id":"b","source":"b.txt","line":null,"sha256":"f1","outcome":"failed","stage":"input","code":"not-utf-8","message":"byte","notes":[{"stage":"x","code":"d","message":"n"}],"layers":{}})";

const std::string third =
    R"({"id":"c.zip:2#1","source":"c.zip","line":2,"part":1,"locator":"entry a/\"b\".html","sha256":"f2","outcome":"failed","stage":"s","code":"c","message":"m","layers":{}})";

std::string trouble_of(const TempFolder& temp) {
  const auto index = DocumentsIndex::open(temp / "out");
  REQUIRE(index.ok());
  IndexEntry entry;
  while (index.value()->next(entry)) continue;
  CHECK_FALSE(index.value()->next(entry));  // it stays at the end
  return index.value()->trouble().message();
}

}  // namespace

TEST_CASE("entries come in order, with all that they say") {
  TempFolder temp;
  test::write_sample_index(temp, first + "\n" + second + "\n");
  const auto index = DocumentsIndex::open(temp / "out");
  REQUIRE(index.ok());
  IndexEntry entry;
  REQUIRE(index.value()->next(entry));
  CHECK(entry.text == first);
  CHECK(entry.id == "a");
  CHECK(entry.place() == "a.jsonl:3");
  CHECK(entry.outcome == DocumentOutcome::written);
  CHECK_FALSE(entry.error.has_value());
  CHECK(entry.survived == std::vector<IndexedError>{{"s", "c", "m"}});
  REQUIRE(entry.layers.size() == 3);
  CHECK(entry.layers[1].name == "z");  // pipeline order, not that of the alphabet
  CHECK(entry.layers[0].by == "cleaner 1.0.0");
  CHECK(entry.layers[2].sha256 == "03");

  REQUIRE(index.value()->next(entry));
  CHECK(entry.place() == "b.txt");
  CHECK(entry.outcome == DocumentOutcome::failed);
  CHECK(entry.error == IndexedError{"input", "not-utf-8", "byte"});
  CHECK(entry.survived.empty());
  CHECK(entry.notes.size() == 1);
  CHECK(entry.layers.empty());
  CHECK_FALSE(index.value()->next(entry));
  CHECK(index.value()->trouble().ok());
}

TEST_CASE("an index without documents ends at once, without trouble") {
  TempFolder temp;
  test::write_sample_index(temp, "");
  CHECK(trouble_of(temp).empty());
}

TEST_CASE("a damaged index says where") {
  TempFolder temp;
  const std::string path = (temp / "out/documents.jsonl.zst").string();
  test::write_sample_index(temp, first + "\n" + first.substr(0, 40) + "\n");
  CHECK(trouble_of(temp) == path +
                                ":2: no JSON (Missing a closing quotation mark in string. at byte 40); copy the "
                                "output folder again, or repeat the run");
}

TEST_CASE("an index whose last line has no end says so") {
  TempFolder temp;
  test::write_sample_index(temp, first + "\n" + second);
  CHECK(trouble_of(temp) == (temp / "out/documents.jsonl.zst").string() +
                                ": it breaks off in line 2; copy the output folder again, or repeat the run");
}

TEST_CASE("a packed index that breaks off is trouble, wherever it does") {
  TempFolder temp;
  test::write_sample_index(temp, first + "\n" + second + "\n");
  const std::string whole = test::read_file(temp / "out/documents.jsonl.zst");
  for (std::size_t size = 1; size < whole.size(); size += 5) {
    temp.write("out/documents.jsonl.zst", std::string_view(whole).substr(0, size));
    CHECK_MESSAGE(!trouble_of(temp).empty(), size);
  }
}

TEST_CASE("a line with another outcome, or without a member, is refused") {
  IndexEntry entry;
  std::string line = second;
  CHECK(read_index_line(line.replace(line.find("failed"), 6, "gone"), entry).message().starts_with("'outcome' is not"));
  CHECK(read_index_line("{}", entry).message().starts_with("'id' is not a string"));
  CHECK(read_index_line("[]", entry).message().starts_with("it is not an object"));
  CHECK(read_index_line("", entry).message().starts_with("no JSON"));
}

TEST_CASE("a folder without an index says so") {
  TempFolder temp;
  CHECK(DocumentsIndex::open(temp.path()).status().message() ==
        (temp / "documents.jsonl.zst").string() + ": no such file");
}

TEST_CASE("what is written is read, and the other way round") {
  for (const std::string& line : {first, second, third}) {
    IndexEntry entry;
    REQUIRE(read_index_line(line, entry).ok());
    std::string again;
    append_index_line(again, entry);
    CHECK(again == line);
  }
}

TEST_CASE("buffers are used again without a trace of the entry before") {
  IndexEntry entry;
  REQUIRE(read_index_line(second, entry).ok());
  REQUIRE(read_index_line(third, entry).ok());
  REQUIRE(read_index_line(first, entry).ok());
  std::string line;
  append_index_line(line, entry);
  CHECK(line == first);
}

TEST_CASE("a line of failures.jsonl") {
  IndexEntry entry;
  REQUIRE(read_index_line(second, entry).ok());
  std::string line;
  append_failure_line(line, entry);
  CHECK(line ==
        "{\"id\":\"b\",\"source\":\"b.txt\",\"line\":null,\"stage\":\"input\",\"code\":\"not-utf-8\",\"message\":"
        "\"byte\"}\n");
}

TEST_CASE("a failed document that a reader has cut says where a person finds it") {
  IndexEntry entry;
  REQUIRE(read_index_line(third, entry).ok());
  CHECK(entry.locator == "entry a/\"b\".html");
  CHECK(entry.place_beside_id() == "c.zip:2  entry a/\"b\".html");
  std::string line;
  append_failure_line(line, entry);
  CHECK(line ==
        "{\"id\":\"c.zip:2#1\",\"source\":\"c.zip\",\"line\":2,\"part\":1,\"locator\":\"entry a/\\\"b\\\".html\","
        "\"stage\":\"s\",\"code\":\"c\",\"message\":\"m\"}\n");
  // What the id says already is not said twice.
  entry.id = "c.zip:2";
  CHECK(entry.place_beside_id() == "entry a/\"b\".html");
  entry.id = entry.locator;
  CHECK(entry.place_beside_id() == "c.zip:2");
  entry.locator.clear();
  entry.id = "c.zip:2";
  CHECK(entry.place_beside_id().empty());
}

TEST_CASE("messages name the file of a record that a reader has cut, unless the id does") {
  CHECK(spoken_name("5", "a.csv:26", "line 27") == "5 (a.csv:26, line 27)");
  CHECK(spoken_name("a.zip:3", "a.zip:3", "entry a/b.html") == "a.zip:3 (entry a/b.html)");
  CHECK(spoken_name("Rain", "w.xml:3", "Rain") == "Rain (w.xml:3)");
  CHECK(spoken_name("a.zip:3", "a.zip:3", "a.zip:3") == "a.zip:3");
  CHECK(spoken_name("a.jsonl:3", "a.jsonl:3", "") == "a.jsonl:3");
  CHECK(spoken_name("5", "a.jsonl:3", "") == "5 (a.jsonl:3)");
  CHECK(spoken_name("a.jsonl:3", "a.jsonl:3", "") == "a.jsonl:3");
  CHECK(spoken_name("a.html#2", "a.html", "") == "a.html#2");
  CHECK(spoken_name("a.jsonl:3#2", "a.jsonl:3", "") == "a.jsonl:3#2");
  CHECK(spoken_name("a.jsonl:30", "a.jsonl:3", "") == "a.jsonl:30 (a.jsonl:3)");
  CHECK(spoken_name("a.html.old", "a.html", "") == "a.html.old (a.html)");
}
