// Where OUT is: links, slashes, mount points, folders whose parent cannot be written to.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "small_run.hpp"

using namespace docmill::test;

namespace {

// Runs a shell line in a mount namespace of its own, as root of it; nothing where that is not allowed.
std::optional<ProgramResult> in_namespace(const SmallRun& here, const std::string& line) {
  std::vector<std::string> unshare = {"unshare", "--mount"};
  if (::geteuid() != 0) unshare.insert(unshare.end(), {"--user", "--map-root-user"});
  const auto run = [&](const std::string& text) {
    std::vector<std::string> command = unshare;
    command.insert(command.end(), {"sh", "-c", text});
    return run_program(command,
                       {here.temp.path(), {"DOCMILL=" DOCMILL_PROGRAM, "DOCMILL_PLUGIN_PATH=" DOCMILL_PLUGIN_DIR}, ""});
  };
  if (run("mkdir -p probe && mount --bind probe probe").status != 0) {
    MESSAGE("no mount namespaces here; skipped");
    return std::nullopt;
  }
  return run("set -e\n" + line);
}

}  // namespace

TEST_CASE("OUT that is a link goes on being one, and OUT.partial and OUT.previous stand where it leads") {
  const SmallRun here;
  fs::create_directories(here.temp / "disk");
  fs::create_directory_symlink("disk/today", here.temp / "out");  // leads nowhere yet
  here.good();
  CHECK(fs::is_symlink(here.temp / "out"));
  CHECK(here.documents("disk/today") == 2);
  here.good({"--keep"});
  for (const char* shard : {"1/2", "2/2"}) here.good({"--output", "out/", "--shard", shard});
  CHECK(here.docmill({"merge", "out", "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR}).status == 0);
  CHECK(fs::is_symlink(here.temp / "out"));
  CHECK(here.names("disk") == Names{"today", "today.previous", "today.shards"});
  CHECK(here.names() == Names{"disk", "in", "out", "p.toml"});
  CHECK(here.docmill({"verify", "out"}).status == 0);
  const SmallRun around(".", "out");
  fs::create_directory_symlink("disk/today", around.temp / "out");
  around.good();
  CHECK(around.documents() == 2);
  fs::create_symlink("b", here.temp / "a");
  fs::create_symlink("a", here.temp / "b");
  CHECK(here.run({"--output", "a"}).err == "docmill: a: is a link that leads in a circle\n");
}

TEST_CASE("a link counts from where its folder is, not from the link to that folder") {
  const SmallRun here;
  fs::create_directories(here.temp / "disk/year/day");
  fs::create_directory_symlink("disk/year/day", here.temp / "today");
  fs::create_directory_symlink("../articles", here.temp / "disk/year/day/link");
  here.good({"--output", "today/link"});
  CHECK(here.names("disk/year") == Names{"articles", "day"});
  CHECK(here.docmill({"verify", "today/link"}).status == 0);
  here.good({"--output", "today/link"});
  CHECK(here.names("disk/year") == Names{"articles", "articles.previous", "day"});
  CHECK(here.names() == Names{"disk", "in", "p.toml", "today"});
}

TEST_CASE("one folder, however it is written") {
  const SmallRun here;
  const std::string full = (here.temp / "out").string();
  for (const std::string& out : {std::string("out"), std::string("out/"), std::string("./out//"),
                                 std::string("in/../out"), std::string("out/."), full, full + "/"}) {
    CAPTURE(out);
    here.good({"--output", out});
    here.good({"--output", out, "--shard", "1/1"});
    CHECK(here.docmill({"missing", out}).status == 0);
    CHECK(here.names() == (out == "out" ? Names{"in", "out", "out.shards", "p.toml"}
                                        : Names{"in", "out", "out.previous", "out.shards", "p.toml"}));
  }
  for (const char* out : {".", "..", "../..", "/", "in/.."}) {
    CAPTURE(out);
    const ProgramResult result = here.run({"--output", out});
    CHECK(result.status != 0);
    CHECK(result.status != 5);
    CHECK(!here.exists("..partial"));
  }
}

TEST_CASE("a mount point is written into from inside, with all that belongs to a run") {
  const SmallRun here;
  here.good({"--output", "plain"});
  const auto result = in_namespace(here, R"(
mkdir out
mount -t tmpfs none out
for i in 1 2 3; do "$DOCMILL" run p.toml --quiet; done
cp -r out copy
"$DOCMILL" run p.toml --quiet --shard 1/2
"$DOCMILL" run p.toml --quiet --shard 2/2
"$DOCMILL" missing out
"$DOCMILL" merge out --quiet
"$DOCMILL" run p.toml --quiet --keep
"$DOCMILL" verify out --rerun
cp -r out last
echo mine >out/notes.txt
! "$DOCMILL" run p.toml
)");
  if (!result) return;
  CHECK_MESSAGE(result->status == 0, result->err);
  CHECK(says(result->err, "out: the run would remove what docmill has not put there: notes.txt;"));
  CHECK(!here.exists("out.partial"));
  CHECK(!here.exists("out.shards"));
  CHECK(here.names("copy/.docmill") == Names{"previous"});
  CHECK(here.documents("copy/.docmill/previous") == 2);
  for (const char* copy : {"copy", "last"}) {
    fs::remove_all(here.temp / copy / ".docmill");
    const bool same = folder_content(here.temp / copy) == folder_content(here.temp / "plain");
    CHECK(same);
  }
}

TEST_CASE("so is a folder below one that cannot be written to") {
  const SmallRun here("in", "room/out");
  const auto result = in_namespace(here, R"(
mkdir -p room/out
mount --bind room room
mount --bind room/out room/out
mount -o remount,bind,ro room
for i in 1 2; do "$DOCMILL" run p.toml --quiet; done
)");
  if (!result) return;
  CHECK_MESSAGE(result->status == 0, result->err);
  CHECK(here.documents("room/out") == 2);
  CHECK(here.names("room") == Names{"out"});
  // Once inside, always inside, also without the mount: nothing of the last runs is overlooked.
  here.good();
  CHECK(here.names("room") == Names{"out"});
}

TEST_CASE("where no folder can be made, check says what run says") {
  const SmallRun here("in", "room/deep/out");
  const std::string read_only = "mkdir -p room\nmount --bind room room\nmount -o remount,bind,ro room\n";
  for (const char* command : {"check", "run"}) {
    CAPTURE(command);
    const auto result = in_namespace(here, read_only + "\"$DOCMILL\" " + command + " p.toml");
    if (!result) break;  // the rest needs no namespace
    CHECK(result->status != 0);
    CHECK_MESSAGE(
        result->err.find("room/deep/out.partial: cannot be written: Read-only file system\n") != std::string::npos,
        result->err);
  }
  fs::remove(here.temp / "room");
  here.temp.write("room", "a file");
  for (const char* command : {"check", "run"}) {
    CAPTURE(command);
    const ProgramResult result = here.docmill({command, "p.toml"});
    CHECK(result.status != 0);
    CHECK_MESSAGE(result.err.find("room/deep/out.partial: cannot be written: Not a directory\n") != std::string::npos,
                  result.err);
  }
}

TEST_CASE("an exchange inside a folder that was interrupted is finished by the next run, at whatever moment") {
  const SmallRun here;
  here.good({"--output", "plain"});
  const std::string expected = folder_content(here.temp / "plain");
  const Names entries = here.names("plain");
  // As exchange() goes: run.json of the old one, the rest of it, timings.json of the new one, the rest, its run.json.
  for (std::size_t n_old = 0; n_old <= entries.size(); ++n_old)
    for (std::size_t n_new = 0; n_new < entries.size(); ++n_new) {
      if (n_new != 0 && n_old != entries.size()) continue;
      CAPTURE(n_old);
      CAPTURE(n_new);
      fs::remove_all(here.temp / "out");
      fs::copy(here.temp / "plain", here.temp / "out", fs::copy_options::recursive);
      fs::create_directories(here.temp / "out/.docmill/previous");
      fs::copy(here.temp / "plain", here.temp / "out/.docmill/partial", fs::copy_options::recursive);
      const auto in_order = [&](const std::string& first, const std::string& last) {
        Names order = entries;
        std::stable_partition(order.begin(), order.end(), [&](const std::string& n) { return n == first; });
        std::stable_partition(order.begin(), order.end(), [&](const std::string& n) { return n != last; });
        return order;
      };
      const Names old = in_order("run.json", ""), fresh = in_order("timings.json", "run.json");
      for (std::size_t i = 0; i < n_old; ++i)
        fs::rename(here.temp / "out" / old[i], here.temp / "out/.docmill/previous" / old[i]);
      for (std::size_t i = 0; i < n_new; ++i)
        fs::rename(here.temp / "out/.docmill/partial" / fresh[i], here.temp / "out" / fresh[i]);
      here.good({"--quiet"});
      CHECK(here.names("out/.docmill") == Names{"previous"});
      CHECK(here.documents("out/.docmill/previous") == 2);
      fs::remove_all(here.temp / "out/.docmill");
      const bool same = folder_content(here.temp / "out") == expected;
      CHECK(same);
    }
}
