// The table of checks, how they are chosen, and the page that lists them.
#include "checker/check_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::checker;

TEST_CASE("ids are kebab-case, GROUP-NAME, each once, and groups stand together") {
  std::set<std::string> ids;
  for (const Check& check : all_checks()) {
    const std::string id = check.id;
    CAPTURE(id);
    CHECK(ids.insert(id).second);
    CHECK(id.find('-') != std::string::npos);
    CHECK(std::all_of(id.begin(), id.end(),
                      [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }));
    CHECK((check.run != nullptr));
    for (const std::string sentence : {check.sentence, check.remedy}) {
      CHECK(sentence.size() > 8);
      CHECK(sentence.back() != '.');
    }
  }
  const std::vector<std::string> groups = groups_of_checks();
  CHECK(std::set<std::string>(groups.begin(), groups.end()).size() == groups.size());
}

TEST_CASE("checks are chosen by id and by group; loading always comes first") {
  const auto ids_of = [](const std::vector<std::string>& words) {
    std::vector<std::string> unknown, ids;
    for (const Check* check : choose_checks(words, unknown)) ids.emplace_back(check->id);
    CHECK(unknown.empty());
    return ids;
  };
  CHECK(ids_of({}).size() == all_checks().size());
  CHECK(ids_of({"input-odd"}) == std::vector<std::string>{"binary-loads", "input-odd"});
  CHECK(ids_of({"hosts", "input-odd"}) ==
        std::vector<std::string>{"binary-loads", "input-odd", "hosts-older", "hosts-newer"});
  CHECK(ids_of({"binary-no"}) == std::vector<std::string>{"binary-loads", "binary-no-unique-symbols",
                                                          "binary-no-thread", "binary-no-output",
                                                          "binary-no-open-file"});
  std::vector<std::string> unknown;
  choose_checks({"inp", "input", ""}, unknown);
  CHECK(unknown == std::vector<std::string>{"inp", ""});
}

TEST_CASE("the README lists the checks as --list does") {
  const auto list = docmill::test::run_docmill({"check-stage", "--list"});
  CHECK(list.status == 0);
  CHECK(docmill::test::read_file(DOCMILL_SOURCE_DIR "/core/checker/README.md").find("```\n" + list.out + "```\n") !=
        std::string::npos);
}
