#include "machine_lines.hpp"

#include <doctest/doctest.h>

using namespace docmill::language;

TEST_CASE("lines of logs have a time and a level, or a process") {
  for (const char* line : {"2024-05-01 12:00:00 DEBUG org.example.Main - started", "2024-05-01T12:00:00Z INFO ready",
                           "[2024-03-01 08:00:01] production.ERROR: Uncaught Exception in the mill",
                           "Nov 12 09:14:55 host42 sshd[2217]: Accepted publickey for root from 10.0.0.5",
                           "Nov  2 09:14:55 host42 cron[17]: job done", "2024/03/01 08:00:01 [WARN] slow query"}) {
    CAPTURE(line);
    CHECK(is_log_line(line));
  }
}

TEST_CASE("what people write behind a date is no log") {
  for (const char* line : {"2024-05-01 12:00:00 Anna: are you coming to the mill?", "2024-05-01 The mill opens again.",
                           "Nov 12 was a cold day, and the ERROR was ours.", "ERROR", "", "2024-05-01 12:00:00",
                           "May 1 12:00:00", "On 2024-05-01 12:00:00 INFO was written"}) {
    CAPTURE(line);
    CHECK(!is_log_line(line));
  }
}

TEST_CASE("bytes in hexadecimal digits") {
  CHECK(is_hex_line("2d 71 16 42 b7 26 b0 44 01 62 7c a9"));
  CHECK(is_hex_line("de:ad:be:ef:00:01:12:34"));
  CHECK(!is_hex_line("a cafe, a face"));
  CHECK(!is_hex_line("add a bead 1234"));  // more letters than digits
  CHECK(!is_hex_line("1 2 3"));
  CHECK(!is_hex_line(""));
}
