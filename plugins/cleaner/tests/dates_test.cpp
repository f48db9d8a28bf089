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

TEST_CASE("months of languages without a cue file of their own, and the forms around them") {
  for (const char* date :
       {"9. b\u0159ezna 2024", "9. marts 2024", "9. maaliskuuta 2024", "9 martie 2024", "9. o\u017eujka 2024.",
        "9 de mar\u00e7 de 2024", "9. m\u00e4rts 2024", "9. \u043c\u0430\u0440\u0442 2024.",
        "9 \u05d1\u05de\u05e8\u05e5 2024", "9 \u0441\u0430\u043a\u0430\u0432\u0456\u043a\u0430 2024",
        "2024. m\u00e1rcius 9.", "2024 m. kovo 9 d.", "2024. gada 9. marts", "9 th\u00e1ng 3 n\u0103m 2024",
        "9 th\u00e1ng 3, 2024", "9 \u0e21\u0e35\u0e19\u0e32\u0e04\u0e21 2567", "9 \u0e21\u0e35.\u0e04. 2567",
        "9 \u0e21\u0e35\u0e19\u0e32\u0e04\u0e21 2024"})
    CHECK_MESSAGE(iso(date) == "2024-03-09", std::string(date));
  CHECK(iso("2024. 9 march") == "2024-03-09");
  for (const char* date : {"9. listopada 2024.", "9.listopada 2024."})
    CHECK_MESSAGE(iso(date) == "2024-10-09", std::string(date));
  for (const char* date : {"9 listopada 2024", "9. listopadu 2024", "9. studenog 2024.", "9. studenoga 2024."})
    CHECK_MESSAGE(iso(date) == "2024-11-09", std::string(date));
  CHECK(iso("9 march 2567") == "none");
  CHECK(iso("9 th\u00e1ng 13, 2024") == "none");
  CHECK(iso("in 2024. march") == "none");
}

TEST_CASE("a day without marks, and seconds since 1970") {
  CHECK(compact_day("20240309") == "2024-03-09");
  CHECK(compact_day("20240309T0800") == "2024-03-09");
  CHECK(compact_day("1709971200") == "2024-03-09");
  CHECK(compact_day("1709971200000") == "2024-03-09");
  CHECK(compact_day("1709971200 ") == "");
  CHECK(compact_day("170997120") == "");
  CHECK(compact_day("20241309") == "");
  CHECK(compact_day("2024030912") == "2024-03-09");
  CHECK(compact_day("1999123123") == "1999-12-31");
  CHECK(compact_day("2024030924") == "");
  CHECK(compact_day("2000000000") == "2033-05-18");
  for (const char* none : {"2000000001", "9999999999", "9999999999999", "0631151999", "0000000000", "2024133112"})
    CHECK_MESSAGE(compact_day(none) == "", std::string(none));
}

TEST_CASE("a year before a day with a name gives way to the year behind it") {
  CHECK(iso("\u00a9 2019 May 5, 2024") == "2024-05-05");
  CHECK(iso("\u00a9 2019 May 5th, 2024") == "2024-05-05");
  CHECK(iso("Spring 2023 9 March 2024") == "2024-03-09");
  CHECK(iso("Oct 2023 5 Nov 2024") == "2024-11-05");
  CHECK(iso("2019 9 \u0e21\u0e35\u0e19\u0e32\u0e04\u0e21 2567") == "2024-03-09");
  // The year behind it begins a day of its own.
  CHECK(iso("2023. december 31. 2024. janu\u00e1r 1.") == "2023-12-31");
  CHECK(iso("2023. december 31., 2024. 01. 01.") == "2023-12-31");
  CHECK(iso("2023. gada 9. marts, 2024. gada 1. marts") == "2023-03-09");
}

TEST_CASE("a year of two digits behind full stops") {
  CHECK(short_day("09.03.24") == "2024-03-09");
  CHECK(short_day("09.03.69 um 8 uhr") == "2069-03-09");
  CHECK(short_day("09.03.70") == "1970-03-09");
  for (const char* none : {"09.03.2024", "9.3.24", "09.13.24", "09.03.24.1", "09/03/24", "09.03.2", ""})
    CHECK_MESSAGE(short_day(none) == "", std::string(none));
  CHECK(short_day("24.03.09", true) == "2024-03-09");
  CHECK(short_day("24.03.09. 10:15", true) == "2024-03-09");
  for (const char* none : {"24.13.09", "24.03.32", "24.03.091", "24.03.09.1", "24.03.09.."})
    CHECK_MESSAGE(short_day(none, true) == "", std::string(none));
  CHECK(short_day("09/03/24", false, '/') == "2024-03-09");
  for (const char* none : {"09.03.24", "09/03/24/1", "09/03/2024"})
    CHECK_MESSAGE(short_day(none, false, '/') == "", std::string(none));
}

TEST_CASE("days of Taiwan, of years written as words, of Persian months and short Thai years") {
  CHECK(iso("民國113年3月9日") == "2024-03-09");
  CHECK(iso("二〇二四年三月九日") == "2024-03-09");
  CHECK(iso("一九九八年十二月三十一日") == "1998-12-31");
  CHECK(iso("二零二四年十月二十日") == "2024-10-20");
  CHECK(iso("二〇二四年十三月一日") == "none");
  CHECK(iso("二〇二四") == "none");
  CHECK(iso("۱۹ اسفند ۱۴۰۲") == "2024-03-09");
  CHECK(iso("1 فروردین 1400") == "2021-03-21");
  CHECK(iso("30 اسفند 1403") == "2025-03-20");
  CHECK(iso("30 اسفند 1402") == "none");  // no leap year
  CHECK(iso("9 มี.ค. 67 10:30 น.") == "2024-03-09");
  CHECK(iso("9 มีนาคม พ.ศ. 2567") == "2024-03-09");
  CHECK(iso("5. Mrz. 2024") == "2024-03-05");
  CHECK(persian_day_of_numbers("1402/12/19") == "2024-03-09");
  CHECK(persian_day_of_numbers("1402-12-19") == "2024-03-09");
  for (const char* none : {"2024/03/09", "1402/13/01", "1402/12", "1402/12/", "1402/12/190", ""})
    CHECK_MESSAGE(persian_day_of_numbers(none) == "", std::string(none));
}
