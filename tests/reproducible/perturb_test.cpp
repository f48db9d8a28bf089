// docmill verify --perturb: the shipped pipelines pass, and a stage that breaks the promise is caught and named.
#include "docmill/base/sanitizers.hpp"
#include "mill_folder.hpp"
#include "support/turkish_locale.hpp"

using namespace docmill::test;

namespace {

// What `verify --perturb` says of the check, for a pipeline with the unsteady stage.
std::string caught(const std::string& on, const std::string& check, MillFolder& mill) {
  mill.stages = "[[stage]]\nuse = \"unsteady\"\nname = \"wobbly\"\non = \"" + on + "\"\n";
  mill.write_pipeline();
  mill.run({"--threads", "2"});
  const ProgramResult result = mill.docmill({"verify", "out", "--perturb"});
  CHECK(result.status == 1);
  // The stage, the layer and the document; and not the other documents.
  CHECK_MESSAGE(contains(result.out, "  wobbly: note of b.txt differs\n"), on, ":\n", result.out, result.err);
  CHECK_FALSE(contains(result.out, "note of a.txt"));
  CHECK_FALSE(contains(result.out, "note of c.txt"));
  const auto at = result.out.find(check + " ");
  REQUIRE_MESSAGE(at != std::string::npos, result.out);
  return result.out.substr(at, result.out.find('\n', at) - at);
}

void must_differ(const std::string& on, const std::string& check) {
  MillFolder mill;
  const std::string line = caught(on, check, mill);
  CHECK_MESSAGE(contains(line, " difference"), on, ": ", line);
}

}  // namespace

TEST_CASE("a stage that hangs on the time zone is caught") { must_differ("time-zone", "time zone UTC+13:37"); }

TEST_CASE("a stage that hangs on the working folder is caught") {
  must_differ("folder", "another working folder, home and user");
}

TEST_CASE("a stage that hangs on its place in the batch is caught") { must_differ("batch", "batches of one document"); }

TEST_CASE("a stage that hangs on what its worker has seen is caught") {
  MillFolder mill;
  for (int i = 0; i < 60; ++i) mill.document("a" + std::to_string(i) + ".txt", "x");
  CHECK(contains(caught("worker", "folders and batches in another order", mill), " difference"));
}

TEST_CASE("a stage that counts in a global variable is caught") {
  MillFolder mill;
  for (int i = 0; i < 40; ++i) mill.document("d" + std::to_string(i) + ".txt", "unsteady, like b");
  // One document alone would always be the first: it takes others whose order changes.
  mill.stages = "[[stage]]\nuse = \"unsteady\"\non = \"counter\"\n";
  mill.write_pipeline();
  mill.run({"--threads", "1"});
  const ProgramResult result = mill.docmill({"verify", "out", "--perturb"});
  CHECK(result.status == 1);
  CHECK_MESSAGE(contains(result.out, "  unsteady: note of d"), result.out);
}

TEST_CASE("a stage that hangs on an address is caught") { must_differ("address", "one thread"); }

TEST_CASE("a stage that reads memory it has not written is caught") {
  if (docmill::has_sanitizer_allocator) return;  // glibc's is not there to be perturbed
  must_differ("memory", "memory filled with rubbish");
}

TEST_CASE("a stage that hangs on the locale is caught") {
  MillFolder mill;
  if (turkish_locale_folder().empty()) {
    MESSAGE("skipped: no Turkish locale can be made here (package locales)");
    return;
  }
  mill.settings.environment = {"LOCPATH=" + turkish_locale_folder(), "LC_ALL=C"};
  CHECK(contains(caught("locale", "locale tr_TR.UTF-8", mill), " difference"));
}

TEST_CASE("a stage that keeps the promise passes") {
  MillFolder mill;
  mill.stages = "[[stage]]\nuse = \"unsteady\"\n";
  mill.write_pipeline();
  mill.run();
  const ProgramResult result = mill.docmill({"verify", "out", "--perturb"});
  CHECK_MESSAGE(result.status == 0, result.out, result.err);
}

TEST_CASE("the shipped pipelines pass over the seeds") {
  for (const char* name :
       {"articles", "every-option", "minimal", "two-cleaners", "swap-summarizer", "metadata-csv", "database"}) {
    const TempFolder temp;
    const std::string out = (temp / "out").string();
    const std::string pipeline = std::string(DOCMILL_SOURCE_DIR) + "/pipelines/" + name + ".toml";
    const ProgramResult run = run_docmill({"run", pipeline, "--quiet", "--output", out});
    REQUIRE_MESSAGE(run.status == 0, run.err);
    const ProgramResult result = run_docmill({"verify", out, "--perturb"});
    CHECK_MESSAGE(result.status == 0, name, ":\n", result.out, result.err);
    if (docmill::is_sanitized && name == std::string_view("every-option"))
      break;  // which have every stage of the others
  }
}

TEST_CASE("articles.toml passes over other people's articles") {
  const std::string seeds = std::string(DOCMILL_SHARED_DIR) + "/seeds";
  if (!std::filesystem::exists(seeds)) {
    MESSAGE("skipped: no " << seeds);
    return;
  }
  const TempFolder temp;
  const std::string out = (temp / "out").string();
  REQUIRE(run_docmill({"run", std::string(DOCMILL_SOURCE_DIR) + "/pipelines/articles.toml", "--quiet", "--input", seeds,
                       "--output", out})
              .status == 0);
  const ProgramResult result = run_docmill({"verify", out, "--perturb"});
  CHECK_MESSAGE(result.status == 0, result.out, result.err);
}
