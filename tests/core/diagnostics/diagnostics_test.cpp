// Collecting, counting and sorting diagnostics.
#include "host/diagnostics/diagnostics.hpp"

#include <doctest/doctest.h>

using namespace docmill::host;

namespace {

std::shared_ptr<const SourceText> text(std::string name) {
  return std::make_shared<const SourceText>(SourceText{std::move(name), "x\n"});
}

std::string messages(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& d : diagnostics.all()) out += d.message + " ";
  return out;
}

}  // namespace

TEST_CASE("warnings are no errors") {
  Diagnostics d;
  CHECK_FALSE(d.has_errors());
  d.warning({}, "odd");
  CHECK_FALSE(d.has_errors());
  d.error({}, "wrong");
  CHECK(d.has_errors());
  CHECK(d.n_errors() == 1);
  CHECK(d.all().size() == 2);
}

TEST_CASE("diagnostics are sorted by file as first met, then by place") {
  const auto b = text("b.toml"), a = text("a.toml");
  Diagnostics d;
  d.error({b, 9, 1}, "b9");
  d.error({a, 2, 7}, "a2:7");
  d.error({b, 1, 1}, "b1");
  d.error({a, 2, 3}, "a2:3");
  d.error({b, 0, 0}, "b0");
  d.sort();
  CHECK(messages(d) == "b0 b1 b9 a2:3 a2:7 ");
}

TEST_CASE("what has no place stays where it is") {
  const auto a = text("a.toml");
  Diagnostics d;
  d.error({a, 3, 1}, "three");
  d.error({}, "first");
  d.error({a, 1, 1}, "one");
  d.error({}, "second");
  d.error({a, 2, 1}, "two");
  d.sort();
  CHECK(messages(d) == "one first two second three ");
}

TEST_CASE("mistakes of one place keep the order in which they were found") {
  const auto a = text("a.toml");
  Diagnostics d;
  for (const char* message : {"z", "m", "a"}) d.error({a, 1, 1}, message);
  d.sort();
  CHECK(messages(d) == "z m a ");
}

TEST_CASE("duplicates go and are not counted") {
  const auto a = text("a.toml");
  Diagnostics d;
  d.error({a, 1, 1}, "same");
  d.warning({a, 1, 1}, "same");
  d.error({a, 1, 1}, "same");
  d.error({a, 1, 2}, "same");
  d.error({a, 1, 1}, "same", {"with a detail"});
  d.error({}, "no place");
  d.error({}, "no place");
  d.sort();
  CHECK(d.all().size() == 5);
  CHECK(d.n_errors() == 4);
}
