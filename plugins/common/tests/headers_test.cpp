#include <doctest/doctest.h>

#include <string>

#include "headers/header_fields.hpp"
#include "headers/mail_date.hpp"

using namespace docmill;

TEST_CASE("dates of mails in the forms that programs write") {
  CHECK(iso_date("Fri, 2 Jan 2026 03:04:05 +0100 (CET)") == "2026-01-02T03:04:05+01:00");
  CHECK(iso_date("02 January 2026 3:04 GMT") == "2026-01-02T03:04:00Z");
  CHECK(iso_date("Fri, 02 Jan 26 03:04:05 -0000") == "2026-01-02T03:04:05Z");
  CHECK(iso_date("Sat, 2 Jan 99 03:04:05 EST") == "1999-01-02T03:04:05-05:00");
  CHECK(iso_date("2 Jan 2026 03:04:05") == "2026-01-02T03:04:05");
  CHECK(iso_date("Fri Jan  2 03:04:05 2026") == "2026-01-02T03:04:05");
  CHECK(iso_date("Jan 2 03:04:05 EST 2026") == "2026-01-02T03:04:05-05:00");
  CHECK(iso_date("Fri Jan 02 03:04:05 +0000 2026") == "2026-01-02T03:04:05Z");
  CHECK(iso_date("Fri Jan 02 03:04:05 2026 +0100") == "2026-01-02T03:04:05+01:00");
  for (const char* none :
       {"", "yesterday", "Fri, 32 Jan 2026 03:04:05 +0100", "2 Foo 2026 03:04:05", "2 Jan 2026 25:00:00",
        "2 Jan 2026 3", "2026-01-02T03:04:05Z", "2 Jan 99999 03:04:05", "2 Jan 2026 1:2:3:4"})
    CHECK_MESSAGE(iso_date(none).empty(), none);
}
