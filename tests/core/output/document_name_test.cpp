// Ids are anybody's; the names made of them must stay below the folder.
#include "host/output/document_name.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "docmill/base/utf8.hpp"

using docmill::host::file_name_for;

TEST_CASE("ordinary ids are their own names") {
  CHECK(file_name_for("en-captions.txt") == "en-captions.txt");
  CHECK(file_name_for("2024/08/a.html") == "2024/08/a.html");
  CHECK(file_name_for("batch.jsonl:12") == "batch.jsonl_12");
  CHECK(file_name_for("\xE4\xB8\xAD\xE5\x9B\xBD") == "\xE4\xB8\xAD\xE5\x9B\xBD");
}

TEST_CASE("nothing leads upwards or to the root") {
  for (const char* id : {"../../etc/passwd", "/etc/passwd", "..", ".", "a/../../b", "//", "...", "~root", "-rf", ""}) {
    CAPTURE(id);
    const std::string name = file_name_for(id);
    CHECK(!name.empty());
    CHECK(name.front() != '/');
    CHECK(name.front() != '.');
    CHECK(name.front() != '-');
    CHECK(("/" + name + "/").find("/../") == std::string::npos);
    CHECK(("/" + name + "/").find("/./") == std::string::npos);
    CHECK(name.find("//") == std::string::npos);
  }
}

TEST_CASE("controls and awkward characters become underscores") {
  CHECK(file_name_for("a\nb\tc") == "a_b_c");
  CHECK(file_name_for(std::string_view("nul\0here", 8)) == "nul_here");
  CHECK(file_name_for("c:\\temp*?") == "c__temp__");
}

TEST_CASE("long parts are cut on a code point border and told apart by their hash") {
  std::string id;
  for (int i = 0; i < 200; ++i) id += "\xC3\xA9";
  const std::string name = file_name_for(id);
  CHECK(name.size() <= 200);
  CHECK(docmill::utf8::is_valid(name));
  CHECK(name != file_name_for(id + "x"));
}

TEST_CASE("a thousand parts make a path of bounded depth") {
  std::string id;
  for (int i = 0; i < 1000; ++i) id += "d/";
  const std::string name = file_name_for(id);
  CHECK(std::count(name.begin(), name.end(), '/') < 16);
}
