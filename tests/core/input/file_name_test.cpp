#include "host/input/file_name.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "docmill/base/utf8.hpp"

using docmill::host::name_of_path;

TEST_CASE("names: ordinary paths are their own name") {
  CHECK(name_of_path("a/b c.txt") == "a/b c.txt");
  CHECK(name_of_path("\xE4\xBD\xA0.txt") == "\xE4\xBD\xA0.txt");
  CHECK(name_of_path("100% sure.txt") == "100% sure.txt");
  CHECK(name_of_path("an%20url%2Fas%20name.html") == "an%20url%2Fas%20name.html");
  CHECK(name_of_path("%E4%BD%A0.html") == "%E4%BD%A0.html");
}

TEST_CASE("names: bytes that are not UTF-8 and control characters are written as codes") {
  CHECK(name_of_path("a\xFF.txt") == "a%FF.txt");
  CHECK(name_of_path("a\nb.txt") == "a%0Ab.txt");
  CHECK(name_of_path("a\xC2\x85.txt") == "a%C2%85.txt");
  CHECK(name_of_path("50%\xE4.txt") == "50%25%E4.txt");
  CHECK(name_of_path("\x7F") == "%7F");
}

TEST_CASE("names: a path that reads like an escaped name is escaped itself") {
  CHECK(name_of_path("a%FF.txt") == "a%25FF.txt");
  CHECK(name_of_path("a%25FF.txt") == "a%2525FF.txt");
}

TEST_CASE("names: no two paths have one name, and every name is clean") {
  const std::string letters = "%25FA\xFF\n";
  std::map<std::string, std::string> path_of;
  for (std::size_t code = 0; code < 7u * 7 * 7 * 7 * 7 * 7; ++code) {
    std::string path;
    for (std::size_t rest = code; rest > 0; rest /= 7) path += letters[rest % 7];
    const std::string name = name_of_path(path);
    REQUIRE(docmill::utf8::is_valid(name));
    REQUIRE(name.find('\n') == std::string::npos);
    const auto [it, is_new] = path_of.emplace(name, path);
    if (!is_new) REQUIRE(it->second == path);
  }
}

TEST_CASE("names: a name of nothing but codes is done quickly") {
  std::string path;
  while (path.size() < 4000) path += "%25";
  CHECK(name_of_path(path) == path);
}
