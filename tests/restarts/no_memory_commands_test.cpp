// Memory runs out at moments of the commands that look at a finished run, make one of shards or go on with one: they
// give what they give otherwise, or say so and end with the code of an error, never with another verdict. What a merge
// or a resumed run has not ended is ended by the same command. DOCMILL_OUT_OF_MEMORY=2000 tries more moments of each.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <regex>
#include <string>

#include "docmill/base/sanitizers.hpp"
#include "restarts/no_memory.hpp"
#include "restarts/restarts.hpp"

using namespace docmill::test;

namespace {

namespace fs = std::filesystem;

// Without the milliseconds that were measured.
std::string steady(const std::string& text) { return std::regex_replace(text, std::regex(" [0-9.]+ ms"), ""); }

struct Commands {
  TempFolder temp;
  std::string expected;  // of a whole run

  Commands() {
    write_input(temp, 2);
    write_pipeline(temp);
    expected = whole(temp);
    for (const char* shard : {"1/2", "2/2"}) REQUIRE(run_in(temp, {"s", {"--shard", shard}, ""}).status == 0);
    REQUIRE(run_in(temp, {"k", {"--threads", "1"}, "kill:12"}).status != 0);
    REQUIRE(fs::exists(temp / "k.partial"));
    fs::rename(temp / "k.partial", temp / "killed");
    fs::create_directory(temp / "other");
    temp.write("in/a.txt", good_text + " Nobody knows why.");
    REQUIRE(run_in(temp, {"other/whole", {}, ""}).status == 0);
    temp.write("in/a.txt", good_text);
  }

  ProgramResult docmill(std::vector<std::string> arguments, const std::string& wish) const {
    ProgramSettings settings;
    settings.working_folder = temp.path();
    settings.environment = no_memory_environment(wish);
    return run_docmill(std::move(arguments), settings);
  }

  long allocations(const std::vector<std::string>& arguments) const {
    (void)docmill(arguments, count_wish(temp));
    return count_in(temp);
  }
};

// Before each try, and behind it with the status.
struct Around {
  std::function<void()> prepare = [] {};
  std::function<void(int)> look = [](int) {};
};

void try_command(const Commands& all, const std::vector<std::string>& arguments, int in_suite,
                 const Around& around = {}) {
  CAPTURE(arguments[0]);
  const char* wanted = std::getenv("DOCMILL_OUT_OF_MEMORY");
  const int n = wanted != nullptr ? std::atoi(wanted) : in_suite;
  around.prepare();
  const ProgramResult right = all.docmill(arguments, "");
  REQUIRE_MESSAGE(right.status < 2, right.err);
  around.prepare();
  const long moments = all.allocations(arguments);
  REQUIRE(moments > n);
  int ended = 0;
  for (const char* kind : {"once:", "from:"})
    for (int i = 0; i < n; ++i) {
      const std::string wish = kind + std::to_string(1 + moments * i / n);
      CAPTURE(wish);
      around.prepare();
      const ProgramResult result = all.docmill(arguments, wish);
      CHECK_MESSAGE(result.status < 126, result.status, result.err);
      if (result.status == right.status) {
        CHECK(steady(result.out) == steady(right.out));
      } else {
        ++ended;
        CHECK_MESSAGE(result.status > 1, result.status, result.out, result.err);
        CHECK_FALSE(result.err.empty());
      }
      around.look(result.status);
    }
  CHECK(ended > 0);
  if (wanted != nullptr)
    MESSAGE(arguments[0], ": ", 2 * n, " moments of ", moments, ", ", ended, " ended it with a sentence");
}

}  // namespace

TEST_CASE("memory that runs out in a command that looks changes no verdict") {
  if (docmill::is_sanitized) return;  // which brings allocation functions of its own
  const Commands all;
  const std::vector<std::string> plugins = {"--plugin-dir", DOCMILL_TEST_PLUGIN_DIR};
  const auto with_plugins = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), plugins.begin(), plugins.end());
    return arguments;
  };
  try_command(all, {"verify", "whole"}, 4);
  try_command(all, {"verify", "whole", "--json"}, 4);
  try_command(all, {"diff", "whole", "other/whole"}, 4);
  try_command(all, {"stats", "whole"}, 4);
  try_command(all, {"failures", "whole"}, 4);
  try_command(all, {"show", "whole", "a.txt"}, 4);
  try_command(all, with_plugins({"check", "p.toml"}), 4);
  try_command(all, with_plugins({"plan", "p.toml"}), 4);
  try_command(all, with_plugins({"explain", "p.toml", "in/a.txt"}), 4);
}

TEST_CASE("memory that runs out in a merge, a resumed run or a report leaves what can be ended") {
  if (docmill::is_sanitized) return;  // as above
  const Commands all;
  const auto ended_by = [&](const std::string& out, std::vector<std::string> again) {
    return [&all, out, again = std::move(again)](int status) {
      if (status != 0) {
        const ProgramResult result = all.docmill(again, "");
        CHECK_MESSAGE(result.status == 0, result.err);
      }
      check_same(folder_content(all.temp / out), all.expected);
    };
  };
  const auto copy_shards = [&all] {
    remove_all_of(all.temp, "m");
    fs::copy(all.temp / "s.shards", all.temp / "m.shards", fs::copy_options::recursive);
  };
  const std::vector<std::string> merge = {"merge", "m", "--quiet", "--threads", "1"};
  try_command(all, merge, 5, {copy_shards, ended_by("m", merge)});

  const auto copy_killed = [&all] {
    remove_all_of(all.temp, "k");
    fs::copy(all.temp / "killed", all.temp / "k.partial", fs::copy_options::recursive);
  };
  const std::vector<std::string> resume = {"run", "p.toml",      "--quiet",      "--threads",
                                           "1",   "--log-level", "error",        "--output",
                                           "k",   "--resume",    "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR};
  try_command(all, resume, 8, {copy_killed, ended_by("k", resume)});
}
