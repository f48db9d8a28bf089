#include "catalogue/name_lists.hpp"

#include <doctest/doctest.h>

using docmill::writer::did_you_mean;
using docmill::writer::list_names;
using docmill::writer::nearest_name;

TEST_CASE("names are listed with commas") {
  CHECK(list_names({"a", "b"}) == "a, b");
  CHECK(list_names({"a"}) == "a");
  CHECK(list_names({}) == "none");
}

TEST_CASE("a slip finds its name") {
  const std::vector<std::string> names{"article.title", "article.byline", "entities", "id"};
  CHECK(nearest_name("article.titel", names) == "article.title");
  CHECK(nearest_name("entites", names) == "entities");
  CHECK(nearest_name("enttiies", names) == "entities");
  CHECK(nearest_name("ids", names) == "id");
}

TEST_CASE("what is far from everything finds nothing") {
  CHECK(nearest_name("summary", {"id", "entities"}).empty());
  CHECK(nearest_name("x", {}).empty());
  CHECK(did_you_mean("zzz", {"id"}).empty());
  CHECK(nearest_name(std::string(100000, 'a'), {std::string(100000, 'a') + "b"}).empty());
}

TEST_CASE("of equally near names the first is meant") {
  CHECK(nearest_name("text_x", {"text_b", "text_c"}) == "text_b");
  CHECK(did_you_mean("text_x", {"text_b"}) == " (did you mean 'text_b'?)");
}
