// Names, patterns and entries on their way. What the reader does with whole files: tests/readers.
#include <doctest/doctest.h>

#include <string>

#include "entry_names.hpp"
#include "packed_entry.hpp"

using namespace docmill::archive;

TEST_CASE("what an entry is, its name says") {
  const auto kind = [](const char* name) {
    const EntryKind k = kind_of_entry(name, Others::pass_over);
    return k.media_type + k.code;
  };
  CHECK(kind("a/b.HTML") == "text/html");
  CHECK(kind("b.xhtml") == "text/html");
  CHECK(kind("b.markdown") == "text/markdown");
  CHECK(kind("b.txt") == "text/plain");
  CHECK(kind("a/") == "folder");
  CHECK(kind("a/b.jpeg") == "jpeg");
  CHECK(kind("x.7z") == "sevenzip");
  CHECK(kind(".html") == "other");  // nothing but an extension, as for files in folders
  CHECK(kind("") == "other");
  CHECK(kind("a.html/b") == "other");
  CHECK(kind("a/._b.html") == "mac-metadata");
  CHECK(kind_of_entry("index.php?id=3", Others::html).media_type == "text/html");
  CHECK(kind_of_entry("index", Others::text).media_type == "text/plain");
  CHECK(kind_of_entry("a.png", Others::text).code == "png");
}

TEST_CASE("names are shown without what steers a terminal, and cut off where they are too long") {
  CHECK(shown_name("a/b c.html") == "a/b c.html");
  CHECK(shown_name("\x1B[2J\n\xC2\x9B") == "%1B[2J%0A%C2%9B");
  CHECK(shown_name("\xFF\xC3\xA9\xC3") == "%FF\xC3\xA9%C3");
  CHECK(locator_of(std::string(5000, 'x')).size() <= 1000);
  CHECK(locator_of("a") == "entry a");
}

TEST_CASE("what is wanted is what one of the patterns fits, or a folder above it; without patterns all") {
  const std::vector<docmill::Glob> patterns{docmill::Glob("a/**/*.html"), docmill::Glob("caf?")};
  CHECK(is_wanted(patterns, "a/b.html"));
  CHECK(is_wanted(patterns, "a/x/y/b.html"));
  CHECK(is_wanted(patterns, "caf\xC3\xA9/menu.txt"));
  CHECK(is_wanted(patterns, "caf\xE9"));  // a name of other bytes than UTF-8
  CHECK_FALSE(is_wanted(patterns, "b.html"));
  CHECK_FALSE(is_wanted(patterns, "caf\xC3\xA9s"));
  CHECK(is_wanted({}, "anything"));
}

TEST_CASE("an entry comes out as it went in") {
  std::string bytes;
  write_entry({"a\n.html", "2026-01-02T03:04:05Z", 8, 0xDEADBEEF, std::string_view("\0\1", 2)}, bytes);
  const auto entry = read_entry(bytes);
  REQUIRE(entry);
  CHECK(entry->name == "a\n.html");
  CHECK(entry->modified == "2026-01-02T03:04:05Z");
  CHECK(entry->method == 8);
  CHECK(entry->checksum == 0xDEADBEEF);
  CHECK(entry->packed == std::string_view("\0\1", 2));
  for (std::size_t n = 0; n < 16; ++n) CHECK_FALSE(read_entry(bytes.substr(0, n)));
  bytes[8] = '\xFF';
  CHECK_FALSE(read_entry(bytes));
}
