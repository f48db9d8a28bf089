#include "non_language.hpp"
#include "repetition.hpp"

#include <doctest/doctest.h>

#include "kinds_of.hpp"

using namespace docmill::language;

TEST_CASE("tokens for machines") {
  for (const char* token : {"#millday",
                            "@ada_tern",
                            "/usr/share/doc",
                            "~/notes.txt",
                            "C:\\Users\\ada",
                            "src/main/java/App.java",
                            "report.pdf",
                            "example.com",
                            "(see.html)",
                            "snake_case",
                            "std::vector",
                            "key=value",
                            "print()",
                            "${HOME}",
                            "Content-Length:",
                            "X-Powered-By:",
                            "Connection:",
                            "text/html;",
                            "e3b0c44298fc1c149afbf4c8996fb924",
                            "TWFuIGlzIGRpc3Rpbmd1aXNoZWQ",
                            "0x1F3a9b2c"}) {
    CAPTURE(token);
    CHECK(is_machine_token(token));
  }
}

TEST_CASE("words stay words") {
  for (const char* token : {"and/or",   "e.g.",     "3rd",         "don't",  "A4",
                            "Mr.",      "end.",     "U.S.A.",      "(well)", "\"quoted\"",
                            "1st,",     "km/h",     "C++",         "#1",     "Donaudampfschifffahrtsgesellschaft",
                            "McDonald", "COVID-19", "l'été",       "#",      "@",
                            "5G",       "E-Mail:",  "Rhein-Main:", "text:"}) {
    CAPTURE(token);
    CHECK(!is_machine_token(token));
  }
}

TEST_CASE("lines of code are told by their signs") {
  for (const char* line : {"for (int i = 0; i < n; ++i) {", "def main(argv):", "print(handle.read().strip())", "}",
                           "const x = a[0];", "#include <vector>", "</div>", "<?php", "return f(x) * (y + 1);",
                           "SELECT name, city", "INSERT INTO mills (name)"}) {
    CAPTURE(line);
    if (std::string_view(line).size() >= 3) CHECK(is_code(line));
  }
}

TEST_CASE("prose is no code") {
  for (const char* line :
       {"The wheel (the old one) turned; nobody knew why.", "Mitarbeiter(innen)", "He paid $5 & left.",
        "Preise:", "Мельница стоит у реки (с 1790 года).", "Q: What is it? A: A mill.", "50 % off * today only",
        "SELECT YOUR LANGUAGE", "Select name and city"}) {
    CAPTURE(line);
    CHECK(!is_code(line));
  }
}

TEST_CASE("only short lines in ASCII that end as no sentence does can go with code") {
  CHECK(is_like_code("import os"));
  CHECK(!is_like_code("He paid and left."));
  CHECK(!is_like_code("Le moulin à marée"));
  CHECK(!is_like_code("the mill stands by the river and the wheel has turned since"));
}

TEST_CASE("names with dots are no language") {
  CHECK(is_machine_token("java.lang.NullPointerException"));
  CHECK(is_machine_token("org.example.mill"));
  CHECK_FALSE(is_machine_token("e.g.the"));
  CHECK_FALSE(is_machine_token("well...then"));
}

TEST_CASE("letters over and over are no language") {
  for (const char* text :
       {"hahaha haha hahaha", "jajajajaja", "blah blah blah", "zzzzzz", "ыва ыва ыва ыва", "ХАХАХА"}) {
    CAPTURE(std::string(text));
    CHECK(is_repetition(text));
  }
  for (const char* text : {"papa mama", "haha", "hahaha that was good", "banana", "Titicaca", "no no", "couscous"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(is_repetition(text));
  }
  CHECK(is_numerals("I II III IV V VI XIX MCMXC"));
  CHECK_FALSE(is_numerals("I MIX"));
  CHECK_FALSE(is_numerals("I like it"));
  CHECK_FALSE(is_numerals("IIII VV IC"));
}
