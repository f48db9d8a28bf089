// Any number of shards, in any order, killed or not: the merged folder is that of the run that was not divided.
#include <signal.h>

#include "restarts.hpp"

using namespace docmill::test;

namespace {

std::string share(int shard, int of) { return std::to_string(shard) + "/" + std::to_string(of); }

void run_shards(const TempFolder& temp, int of, const std::vector<std::string>& more = {}) {
  for (int shard = of; shard >= 1; --shard) {
    std::vector<std::string> arguments = {"--shard", share(shard, of)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const ProgramResult result = run_in(temp, {"s", arguments, ""});
    REQUIRE_MESSAGE(result.status == 0, result.err);
  }
}

ProgramResult merge(const TempFolder& temp, const std::string& threads = "2") {
  return run_docmill({"merge", (temp / "s").string(), "--quiet", "--threads", threads});
}

ProgramResult missing(const TempFolder& temp) { return run_docmill({"missing", (temp / "s").string()}); }

}  // namespace

TEST_CASE("1, 2, 7 and 16 shards make the folder of the whole run") {
  const TempFolder temp;
  write_input(temp, 12);
  write_pipeline(temp);
  const std::string expected = whole(temp);
  for (const int of : {1, 2, 7, 16}) {
    CAPTURE(of);
    remove_all_of(temp, "s");
    run_shards(temp, of);
    CHECK(missing(temp).status == 0);
    const ProgramResult merged = merge(temp, of == 7 ? "1" : "2");
    REQUIRE_MESSAGE(merged.status == 0, merged.err);
    check_same(folder_content(temp / "s"), expected);
  }
}

TEST_CASE("what an ORDERED stage and those behind it do is done by the merge") {
  const TempFolder temp;
  write_input(temp, 6);
  write_pipeline(temp, ordered_stage);
  const std::string expected = whole(temp);
  CHECK(expected.find("documents: ") != std::string::npos);  // what the stage says at the end
  for (const int of : {1, 3, 7}) {
    remove_all_of(temp, "s");
    run_shards(temp, of);
    const ProgramResult merged = merge(temp);
    REQUIRE_MESSAGE(merged.status == 0, merged.err);
    check_same(folder_content(temp / "s"), expected);
  }
}

TEST_CASE("ids that came in another shard, refused or told, come out as in a whole run") {
  const TempFolder temp;
  write_input(temp, 12);
  write_pipeline(temp);
  const std::vector<std::string> more = {"--set", "input.duplicates=error"};
  const std::string expected = whole(temp, more);
  CHECK(expected.find("stands already at") != std::string::npos);
  run_shards(temp, 3, more);
  REQUIRE(merge(temp).status == 0);
  check_same(folder_content(temp / "s"), expected);
}

TEST_CASE("failures are counted over all shards, in input order") {
  const TempFolder temp;
  write_input(temp, 12);
  write_pipeline(temp);
  const std::vector<std::string> more = {"--set", "run.max-failures=9"};
  const ProgramResult undivided = run_in(temp, {"whole", more, ""});
  CHECK(undivided.status == 5);
  run_shards(temp, 4, more);
  const ProgramResult merged = merge(temp);
  CHECK(merged.status == 5);
  const auto sentence = [](const ProgramResult& r) { return r.err.substr(r.err.find("more than max-failures") - 30); };
  CHECK(sentence(merged) == sentence(undivided));
  CHECK(!std::filesystem::exists(temp / "s"));
}

TEST_CASE("missing names the shards that have not ended, and merge refuses until they have") {
  const TempFolder temp;
  write_input(temp, 8);
  write_pipeline(temp);
  const std::string expected = whole(temp);
  CHECK(missing(temp).status == 4);
  CHECK(missing(temp).err.find("there are no shards; docmill run PIPELINE --shard 1/16 makes the first of sixteen") !=
        std::string::npos);
  for (const int shard : {1, 4}) REQUIRE(run_in(temp, {"s", {"--shard", share(shard, 5)}, ""}).status == 0);
  REQUIRE(run_in(temp, {"s", {"--shard", "3/5"}, "kill:8"}).status == 128 + SIGKILL);
  const ProgramResult named = missing(temp);
  CHECK(named.status == 1);
  CHECK(named.out == "2/5\n3/5\n5/5\n");
  CHECK(run_docmill({"missing", (temp / "s").string(), "--json"}).out == "{\"of\":5,\"missing\":[2,3,5],\"why\":[]}\n");
  const ProgramResult refused = merge(temp);
  CHECK(refused.status == 1);
  CHECK(refused.err.find("3 of 5 shards are missing: 2-3, 5; docmill missing lists them") != std::string::npos);
  CHECK(!std::filesystem::exists(temp / "s"));
  // As a scheduler would: all of them again with --resume; those that are done stay as they are.
  for (int shard = 1; shard <= 5; ++shard)
    REQUIRE(run_in(temp, {"s", {"--resume", "--shard", share(shard, 5)}, ""}).status == 0);
  REQUIRE(merge(temp).status == 0);
  check_same(folder_content(temp / "s"), expected);
}

TEST_CASE("a shard that is killed again and again ends with the same bytes") {
  const TempFolder temp;
  write_input(temp, 8);
  write_pipeline(temp, ordered_stage);
  run_shards(temp, 1);
  const std::string expected = folder_content(temp / "s.shards/1-of-1");
  std::filesystem::remove_all(temp / "s.shards");
  int n_killed = 0;
  while (run_in(temp, {"s", {"--resume", "--shard", "1/1"}, "kill:" + std::to_string(9 + n_killed)}).status != 0)
    REQUIRE(++n_killed < 100);
  CHECK(n_killed >= 3);
  check_same(folder_content(temp / "s.shards/1-of-1"), expected);
}

TEST_CASE("shards of another pipeline or list, edited or damaged ones are not merged") {
  const TempFolder temp;
  write_input(temp, 4);
  write_pipeline(temp);
  run_shards(temp, 2);
  const auto check_refused = [&](const std::string& sentence) {
    const ProgramResult refused = merge(temp);
    CHECK(refused.status == 1);
    CHECK_MESSAGE(refused.err.find(sentence) != std::string::npos, refused.err);
    CHECK(missing(temp).out == "2/2\n");
    CHECK(!std::filesystem::exists(temp / "s"));
  };
  REQUIRE(run_in(temp, {"s", {"--shard", "2/2", "--set", "input.max-document=50000"}, ""}).status == 0);
  check_refused("2-of-2: is of another pipeline than 1-of-2: [input] max-document is 50000 now, 100000 before");
  temp.write("in/zz.txt", good_text);
  REQUIRE(run_in(temp, {"s", {"--shard", "2/2"}, ""}).status == 0);
  check_refused("2-of-2: was cut from another list of input files than 1-of-2");
  std::filesystem::remove(temp / "in/zz.txt");
  REQUIRE(run_in(temp, {"s", {"--shard", "2/2"}, ""}).status == 0);
  const std::filesystem::path manifest = temp / "s.shards/2-of-2/shard.json";
  const std::string good = read_file(manifest);
  temp.write("s.shards/2-of-2/shard.json", good.substr(0, good.size() / 2));
  check_refused("2-of-2/shard.json");
  std::string edited = good;
  edited.replace(edited.find("\"shard\": 2"), 10, "\"shard\": 1");
  temp.write("s.shards/2-of-2/shard.json", edited);
  check_refused("2-of-2/shard.json");
  temp.write("s.shards/2-of-2/shard.json", good);

  const std::filesystem::path spool = temp / "s.shards/2-of-2/spool.zst";
  std::filesystem::resize_file(spool, std::filesystem::file_size(spool) - 1);
  const ProgramResult damaged = merge(temp);
  CHECK(damaged.status == 4);
  CHECK(damaged.err.find("2-of-2/spool.zst: is damaged; run the shard again") != std::string::npos);
  CHECK(!std::filesystem::exists(temp / "s"));
}

TEST_CASE("a pipeline that has changed since does not merge the shards") {
  const TempFolder temp;
  write_input(temp, 2);
  write_pipeline(temp);
  run_shards(temp, 1);
  std::string text = read_file(temp / "p.toml");
  text.replace(text.find("100000"), 6, "90000");
  temp.write("p.toml", text);
  const ProgramResult refused = merge(temp);
  CHECK(refused.status == 2);
  CHECK(refused.err.find("the pipeline is not what it was when the shards were run: [input] max-document is "
                         "90000 now, 100000 before; run them again") != std::string::npos);
}

TEST_CASE("mistakes with --shard are told") {
  const TempFolder temp;
  write_input(temp, 1);
  write_pipeline(temp);
  for (const char* wrong : {"0/4", "5/4", "3", "a/b", "1/0", "-1/2", "1/2/3"}) {
    const ProgramResult result = run_in(temp, {"s", {"--shard", wrong}, ""});
    CHECK(result.status == 2);
    CHECK(result.err.find("--shard is '" + std::string(wrong) +
                          "', which is no share such as 3/16 (the third of sixteen)") != std::string::npos);
  }
  CHECK(run_in(temp, {"s", {"--shard", "1/2", "--limit", "3"}, ""})
            .err.find("--limit counts documents from the first one") != std::string::npos);
  CHECK(
      run_in(temp, {"s", {"--shard", "1/2", "--input", "-"}, ""}).err.find("standard input cannot be read by shards") !=
      std::string::npos);
  run_shards(temp, 2);
  REQUIRE(run_in(temp, {"s", {"--shard", "1/3"}, ""}).status == 0);
  CHECK(
      merge(temp).err.find("holds shards of different divisions: *-of-2 (2 of 2), *-of-3 (1 of 3); remove the folders "
                           "that are not wanted") != std::string::npos);
}
