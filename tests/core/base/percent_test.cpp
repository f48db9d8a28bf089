#include "docmill/base/percent.hpp"

#include <doctest/doctest.h>

using namespace docmill;

TEST_CASE("percent: two digits are a byte, all else stays") {
  CHECK(percent_decoded("a%20b%2Fc%2f") == "a b/c/");
  CHECK(percent_decoded("100%") == "100%");
  CHECK(percent_decoded("%4") == "%4");
  CHECK(percent_decoded("%4g%zz%%41") == "%4g%zz%A");
  CHECK(percent_decoded("%C3%A9%ff") == "\xC3\xA9\xFF");
  CHECK(percent_decoded(std::string_view("%00", 3)) == std::string(1, '\0'));
  CHECK(percent_decoded("") == "");
}
