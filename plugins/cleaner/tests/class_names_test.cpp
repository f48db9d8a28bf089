#include "html/class_names.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "html/name_words.hpp"

using docmill::cleaner::has_body_name_at;
using docmill::cleaner::name_word;
using docmill::cleaner::NameReading;
using docmill::cleaner::NameTable;
using docmill::cleaner::NameWord;
using docmill::cleaner::Role;

namespace {

const NameWord& word(std::string_view w) {
  const std::string padded = std::string(w) + std::string(docmill::cleaner::longest_name_word + 4, '-');
  return name_word(padded.data(), w.size());
}

NameReading read(std::string_view names) {
  NameTable table;
  return table.read(names);
}

}  // namespace

TEST_CASE("a word says all that any list has it for") {
  CHECK(word("ad").role == Role::advert);
  CHECK(word("widgets").role == Role::related);
  CHECK(word("signaturecontainer").role == Role::author);
  CHECK(word("text").says == (NameWord::text | NameWord::article | NameWord::frame));
  CHECK(word("tooltiptext").says == (NameWord::tooltip | NameWord::text));
  CHECK(word("no").says == (NameWord::describes | NameWord::number));
  CHECK(word("footer").role == Role::navigation);
  CHECK(word("footer").says == NameWord::frame);
  CHECK((word("screen").first_halves & word("reader").second_halves) != 0);
  CHECK((word("screen").first_halves & word("text").second_halves) == 0);
}

TEST_CASE("a word that is in no list says nothing") {
  for (const char* const w : {"header", "adx", "a-word-of-more-letters-than-any", "", "z"}) {
    CAPTURE(w);
    CHECK(word(w).role == Role::none);
    CHECK(word(w).first_halves == 0);
    CHECK(word(w).second_halves == 0);
  }
  CHECK(word("shadow").says == 0);
}

TEST_CASE("words of a name are parted by marks and by capitals") {
  CHECK(read("relatedPosts").role == Role::related);
  CHECK(read("relatedPosts").plain);
  CHECK(read("Related_work").role == Role::related);
  CHECK_FALSE(read("Related_work").plain);
  CHECK(read("shadow header").role == Role::none);
  CHECK(read("content-with-sidebar").role == Role::none);
  CHECK(read("author-box").role == Role::author);
  CHECK(read("sr-only").hides);
  CHECK(read("screenReaderText").hides);
  CHECK_FALSE(read("not-sr-only").hides);
  CHECK_FALSE(read("print:sr-only").hides);
  CHECK(read("tooltip-body").hides);
  CHECK(read("line-numbers").numbers_lines);
  CHECK_FALSE(read("line-height").numbers_lines);
  CHECK(read("widget2").role == Role::related);
  CHECK(read("v18by0nav").role == Role::none);
  CHECK(read("fb-col").role == Role::none);
  CHECK(read("fb-share").role == Role::share);
  CHECK(read(std::string(30, 'a') + "Nav").role == Role::navigation);
  CHECK_FALSE(read(std::string(30, 'a') + "Nav").plain);
  CHECK(read("cookie-banner").consents);
  CHECK(read("cookieConsent").consents);
  CHECK(read("gdpr-notice").consents);
  CHECK_FALSE(read("cookie-recipe").consents);
  CHECK_FALSE(read("cookies notice").consents);
  CHECK_FALSE(read("notice-banner").consents);
  CHECK(read("x admonition tip").remark);
  CHECK_FALSE(read("note-list").remark);
  CHECK(read("a whitespace-pre-line").keeps_lines);
}

TEST_CASE("names of an article's body, of dates and of authors stand anywhere in a value") {
  CHECK(read("x article-body").article_body);
  CHECK(read("Entry-Content2").article_body);
  CHECK_FALSE(read("particle-body").article_body);
  CHECK_FALSE(read("article-bodyguard").article_body);
  CHECK(has_body_name_at("td-post-content", 0));
  CHECK(has_body_name_at("td-post-content", 3));
  CHECK_FALSE(has_body_name_at("td-post-content", 1));
  CHECK(read("entryDate").dates);
  CHECK(read("unpublished").dates);
  CHECK(read("x posted-on").dates);
  CHECK_FALSE(read("posted on").dates);
  CHECK(read("coauthors").authors);
  CHECK(read("p-byline").authors);
}

TEST_CASE("what falls on one place of the table is told apart") {
  std::vector<std::string> names;
  for (int n = 0; n < 3000; ++n) names.push_back((n % 2 == 0 ? "nav-" : "share-") + std::to_string(n));
  NameTable table;
  for (int turn = 0; turn < 2; ++turn)
    for (const std::string& name : names) {
      const std::string passing = name;  // the page is gone when the next one is read
      CHECK(table.read(passing).role == (name[0] == 'n' ? Role::navigation : Role::share));
    }
  const std::string most = std::string(1024, '-');
  CHECK(table.read("").number == NameTable().read("").number);
  CHECK(table.read(most + " nav").role == Role::none);
  CHECK(table.read(most).number == table.read(most + " nav").number);
}
