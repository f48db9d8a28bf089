#include "words/dates.hpp"

#include <doctest/doctest.h>

#include "test_cues.hpp"

using namespace docmill::cleaner;

namespace {
std::string iso(std::string_view text) {
  std::string folded;
  fold(text, folded);
  const auto date = find_date(folded, test_cues());
  return date ? (date->iso.empty() ? "unclear" : date->iso) : "none";
}
bool date_line(std::string_view text) {
  std::string folded;
  fold(text, folded);
  const auto date = find_date(folded, test_cues());
  return date && is_date_line(folded, *date, test_cues().match(folded));
}
}  // namespace

TEST_CASE("numeric dates with the year first") {
  CHECK(iso("2024-08-01") == "2024-08-01");
  CHECK(iso("2024/8/1") == "2024-08-01");
  CHECK(iso("2024.08.01 12:30") == "2024-08-01");
  CHECK(iso("2019-11-19T22:31:00Z") == "2019-11-19");
  CHECK(iso("2024\u5e748\u67081\u65e5") == "2024-08-01");
  CHECK(iso("2024\ub144 8\uc6d4 1\uc77c") == "2024-08-01");
}

TEST_CASE("numeric dates with the day first") {
  CHECK(iso("1.8.2024") == "2024-08-01");
  CHECK(iso("01. 08. 2024") == "2024-08-01");
  CHECK(iso("31/12/2024") == "2024-12-31");
  CHECK(iso("12/31/2024") == "2024-12-31");
}

TEST_CASE("day and month that cannot be told apart stay unknown") {
  CHECK(iso("01/08/2024") == "unclear");
  CHECK(iso("05/05/2024") == "2024-05-05");
}

TEST_CASE("dates with the name of the month") {
  CHECK(iso("Aug. 1, 2024") == "2024-08-01");
  CHECK(iso("August 1st, 2024") == "2024-08-01");
  CHECK(iso("1 August 2024") == "2024-08-01");
  CHECK(iso("1. M\u00e4rz 2024") == "2024-03-01");
  CHECK(iso("1er ao\u00fbt 2024") == "2024-08-01");
  CHECK(iso("22 de outubro de 2010") == "2010-10-22");
  CHECK(iso("1 \u0430\u0432\u0433\u0443\u0441\u0442\u0430 2024") == "2024-08-01");
  CHECK(iso("1 A\u011fustos 2024") == "2024-08-01");
}

TEST_CASE("what is no date is none") {
  CHECK(iso("in 2024") == "none");
  CHECK(iso("31 February 2024") == "none");
  CHECK(iso("29.2.2023") == "none");
  CHECK(iso("version 1.2.2024.5") == "2024-02-01");
  CHECK(iso("12024-08-01") == "none");
  CHECK(iso("August 2024") == "none");
  CHECK(iso("") == "none");
}

TEST_CASE("leap years") {
  CHECK(iso("29.2.2024") == "2024-02-29");
  CHECK(iso("29.2.2000") == "2000-02-29");
  CHECK(iso("29.2.1900") == "none");
}

TEST_CASE("a date line holds a date and little else") {
  CHECK(date_line("2024-08-01"));
  CHECK(date_line("Updated: Tue., Nov. 19, 2019"));
  CHECK(date_line("Friday, November 19, 2019, 10:31 pm CST"));
  CHECK_FALSE(date_line("On 19 November 2019 the parliament met for the last time before the vote"));
}
