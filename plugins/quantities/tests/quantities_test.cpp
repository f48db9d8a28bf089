#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <ctime>

#include "quantity_gold.hpp"

using namespace docmill::quantities;

namespace {

const Date tuesday{2024, 5, 14};

std::vector<Quantity> found_in(std::string_view text, std::string_view language = "en",
                               std::optional<Date> anchor = tuesday) {
  Finder finder(gold::tables());
  std::vector<Quantity> found;
  finder.find(text, language, anchor, SIZE_MAX, found);
  return found;
}

// "label value" of each, with a semicolon between.
std::string told(std::string_view text, std::string_view language = "en", std::optional<Date> anchor = tuesday) {
  std::string all;
  for (const Quantity& q : found_in(text, language, anchor)) {
    if (!all.empty()) all += "; ";
    all += std::string(name_of(q.kind)) + ' ' + q.value();
    if (q.other) all += " or " + q.other->text();
  }
  return all;
}

std::vector<TableProblem> problems_of(std::string_view table) {
  Lexicon lexicon;
  return lexicon.read(table);
}

double processor_seconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

}  // namespace

TEST_CASE("amounts are exact decimals") {
  CHECK(Amount{12, 8}.text() == "1200000000");
  CHECK(Amount{350, -2}.text() == "3.5");
  CHECK(Amount{5, -2}.text() == "0.05");
  CHECK(Amount{0, 6}.text() == "0");
  CHECK(Amount{100, -2}.text() == "1");
}

TEST_CASE("days, weekdays and weeks of the calendar") {
  CHECK(day_number({1970, 1, 1}) == 0);
  CHECK(day_number({2000, 3, 1}) == 11017);
  CHECK(weekday({2024, 5, 14}) == 2);
  CHECK(weekday({1969, 12, 31}) == 3);
  for (int64_t day = -719000; day < 800000; day += 397) CHECK(day_number(date_of(day)) == day);
  CHECK(step({2024, 3, 1}, Period::day, -1)->text() == "2024-02-29");
  CHECK(step({2024, 1, 31}, Period::month, -1)->text() == "2023-12");
  CHECK(step({2024, 1, 1}, Period::week, 0)->text() == "2024-W01");
  CHECK(step({2021, 1, 1}, Period::week, 0)->text() == "2020-W53");
  CHECK(step({2024, 12, 30}, Period::week, 0)->text() == "2025-W01");
  CHECK(step({2024, 1, 1}, Period::year, -10)->text() == "2014");
  CHECK_FALSE(step({1, 1, 1}, Period::day, -1));
  CHECK_FALSE(step({2024, 1, 1}, Period::year, 9999));
  CHECK_FALSE(exists({2023, 2, 29}));
  CHECK_FALSE(parse_date("2024-13-01"));
  CHECK_FALSE(parse_date("2024-1-01"));
  CHECK_FALSE(parse_date("2024-01-011"));
  CHECK(parse_date("2024-02-29"));
}

TEST_CASE("the decimal sign is that of the language") {
  CHECK(told("1.500 km", "en") == "count 1.5 km");
  CHECK(told("1.500 km", "de") == "count 1500 km");
  CHECK(told("1,500 km", "en") == "count 1500 km");
  CHECK(told("1,500 km", "fr") == "count 1.5 km");
  CHECK(told("1 500,25 km", "fr") == "count 1500.25 km");
  CHECK(told("1\u00A0500 km", "en") == "count 1500 km");
  CHECK(told("1’500’000 km", "de") == "count 1500000 km");
  CHECK(told("3.5 %", "de") == "percent 3.5");
}

TEST_CASE("the examples of the issue") {
  CHECK(told("$1.2bn", "en") == "money USD 1200000000");
  CHECK(told("1,2 Mrd. Euro", "de") == "money EUR 1200000000");
  CHECK(told("12 млн рублей", "ru") == "money RUB 12000000");
  CHECK(told("3,5 %", "fr") == "percent 3.5");
  CHECK(told("三亿美元", "zh") == "money USD 300000000");
  CHECK(told("last November", "en") == "date 2023-11");
  CHECK(told("yesterday", "en") == "date 2024-05-13");
  CHECK(told("am Montag", "de") == "date 2024-05-13");
}

TEST_CASE("day and month that cannot be told apart are said to be so, and read as the language does") {
  CHECK(told("03/04/2024", "en") == "date 2024-03-04 or 2024-04-03");
  CHECK(told("03/04/2024", "fr") == "date 2024-04-03 or 2024-03-04");
  CHECK(told("03-04-2024", "nl") == "date 2024-04-03 or 2024-03-04");
  CHECK(told("13/04/2024", "en") == "date 2024-04-13");
  CHECK(told("04/13/2024", "fr") == "date 2024-04-13");
  CHECK(told("04/04/2024", "en") == "date 2024-04-04");
  CHECK(told("03.04.2024", "de") == "date 2024-04-03");
  CHECK(told("2024-04-03", "en") == "date 2024-04-03");
}

TEST_CASE("what is no date, or does not exist, is none") {
  CHECK(told("31/02/2024") == "");
  CHECK(told("30 February 2024") == "date 2024-02");  // which is there
  CHECK(told("13/13/2024") == "");
  CHECK(told("1.2.3.4 and version 2.4.1 and 10:30") == "");
  CHECK(told("H100 A4 B52s 3rd 555-1234") == "");
  CHECK(told("He may 5 times march on.") == "");
  CHECK(told("Euro 2024") == "");
}

TEST_CASE("several years are no year") {
  CHECK(told("Am Ende dieser Jahre, in den letzten Wochen und diese Tage.", "de") == "");
  CHECK(told("In the past years, and the last months.") == "");
  CHECK(told("In deze jaren en afgelopen weken.", "nl") == "");
  CHECK(told("В прошлом году и прошлой недели.", "ru") == "date 2023; date 2024-W19");
  CHECK(told("Letzte Woche, dieses Jahr, vor drei Jahren, in zwei Wochen.", "de") ==
        "date 2024-W19; date 2024; date 2021; date 2024-W22");
  CHECK(told("hace dos años y tres años atrás", "es") == "date 2022; date 2021");
}

TEST_CASE("without the day of the document what counts from it has no value, and is told") {
  const auto found = found_in("Yesterday and on 5 March 2020", "en", std::nullopt);
  REQUIRE(found.size() == 2);
  CHECK(found[0].value() == "");
  CHECK(found[0].anchored);
  CHECK(found[1].value() == "2020-03-05");
  CHECK_FALSE(found[1].anchored);
}

TEST_CASE("a day without a year is the nearest one") {
  CHECK(told("on 20 December", "en", Date{2024, 1, 10}) == "date 2023-12-20");
  CHECK(told("on 20 February", "en", Date{2024, 1, 10}) == "date 2024-02-20");
  CHECK(told("on February 29", "en", Date{2023, 4, 1}) == "date 2024-02-29");
}

TEST_CASE("a language without a table has the signs of all") {
  CHECK(told("€ 12 and 5 % and 3 km and 2024-03-04", "fi") == "money EUR 12; percent 5; count 3 km; date 2024-03-04");
}

TEST_CASE("Chinese numerals") {
  CHECK(told("二百六十亿元", "zh") == "money CNY 26000000000");
  CHECK(told("一万二千户", "zh") == "count 12000 house");
  CHECK(told("二〇二四年三月四日", "zh") == "date 2024-03-04");
  CHECK(told("百分之零点八", "zh") == "percent 0.8");
  CHECK(told("两千五百公里", "zh") == "count 2500 km");
}

TEST_CASE("no more than are wanted") {
  Finder finder(gold::tables());
  std::vector<Quantity> found;
  finder.find("1 km 2 km 3 km", "en", tuesday, 2, found);
  CHECK(found.size() == 2);
}

TEST_CASE("mistakes in a table are told with their line") {
  CHECK(problems_of("language\txx\nunit\tkm\tkm\n").empty());
  const auto missing = problems_of("# nothing\n");
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].message == "there is no line 'language'");
  const auto wrong = problems_of("language\txx\nmonht\t1\tmay\nmonth\t13\tmay\nunit\tkm\nscale\tten\tz\n\xFF\n");
  REQUIRE(wrong.size() == 5);
  CHECK(wrong[0].line == 2);
  CHECK(wrong[0].message == "'monht' is no kind of line");
  CHECK(wrong[1].message == "the second column of 'month' is to hold a number from 1 to 12");
  CHECK(wrong[2].message == "the forms are missing: KIND, VALUE and FORM|FORM are parted by tabs");
  CHECK(wrong[3].line == 5);
  CHECK(wrong[4].message == "not valid UTF-8");
}

TEST_CASE("time grows as the text does, and is told beside that of memcpy") {
  std::string article;
  for (const gold::Text& text : gold::read("held_out"))
    if (text.language == "en")
      for (const gold::Sentence& s : text.sentences)
        article += s.text + " Nobody had said a word about it until then.\n";
  std::string text;
  while (text.size() < 4000000) text += article;
  Finder finder(gold::tables());
  std::vector<Quantity> found;
  const auto seconds = [&](const std::string& t) {
    found.clear();
    const double before = processor_seconds();
    finder.find(t, "en", tuesday, SIZE_MAX, found);
    return processor_seconds() - before;
  };
  const double quarter = std::min(seconds(text.substr(0, 1000000)), seconds(text.substr(0, 1000000)));
  const double whole = std::min(seconds(text), seconds(text));
  std::string copy(text.size(), ' ');
  const double before = processor_seconds();
  for (int i = 0; i < 20; ++i) {
    std::memcpy(copy.data(), text.data(), text.size());
    copy[static_cast<std::size_t>(i)] ^= 1;
  }
  const double copied = (processor_seconds() - before) / 20;
  MESSAGE("quantities ", 4.0 / whole, " MB/s, memcpy ", 4.0 / copied, " MB/s of the processor");
  CHECK(whole < 16 * quarter);
  for (const char* hostile : {"1 ", "1,", "9", "1/", "a million ", "三", "last ", "in ", "1 mil mil ", "年", "$"}) {
    CAPTURE(hostile);
    std::string many;
    while (many.size() < 300000) many += hostile;
    CHECK(seconds(many) < 5);
  }
}
