// The promise: same input, same pipeline, same bytes; for every number of threads, in any locale, time zone, folder and
// order in which the disk lists its files.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <string>
#include <vector>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"
#include "support/turkish_locale.hpp"

using namespace docmill::test;

namespace {

const std::string pipelines = std::string(DOCMILL_SOURCE_DIR) + "/pipelines/";

std::string run(const std::string& pipeline, const TempFolder& temp, const std::string& out,
                std::vector<std::string> more = {}, const ProgramSettings& settings = {}) {
  std::vector<std::string> arguments = {"run", pipeline, "--quiet", "--output", (temp / out).string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const ProgramResult result = run_docmill(arguments, settings);
  REQUIRE_MESSAGE(result.status == 0, result.err);
  return folder_content(temp / out);
}

}  // namespace

TEST_CASE("one thread, two and eight write the same folder") {
  const TempFolder temp;
  const std::string one = run(pipelines + "articles.toml", temp, "one", {"--threads", "1"});
  CHECK(one.find("documents.jsonl") != std::string::npos);
  CHECK(run(pipelines + "articles.toml", temp, "two", {"--threads", "2"}) == one);
  CHECK(run(pipelines + "articles.toml", temp, "eight", {"--threads", "8"}) == one);
}

TEST_CASE("locale, time zone, working folder and memory filling do not show") {
  const TempFolder temp;
  const std::string plain = run(pipelines + "articles.toml", temp, "plain");
  ProgramSettings settings;
  settings.working_folder = "/";
  // Made here, where it is not installed: without the locale the variables alone would mean nothing.
  if (docmill::test::turkish_locale_folder().empty()) MESSAGE("no Turkish locale can be made here (package locales)");
  settings.environment = {"LOCPATH=" + docmill::test::turkish_locale_folder(),
                          "LANG=tr_TR.UTF-8",
                          "LC_ALL=tr_TR.UTF-8",
                          "TZ=Pacific/Kiritimati",
                          "MALLOC_PERTURB_=165",
                          "HOME=/nowhere"};
  CHECK(run(pipelines + "articles.toml", temp, "turkish", {}, settings) == plain);
  settings.environment = {"LANG=C", "LC_ALL=C", "TZ=UTC"};
  CHECK(run(pipelines + "articles.toml", temp, "c", {}, settings) == plain);
}

TEST_CASE("the order in which files were made does not show") {
  const TempFolder temp;
  std::vector<std::string> names;
  for (int i = 0; i < 60; ++i)
    names.push_back("d" + std::to_string(i % 7) + "/n" + std::to_string(i * 37 % 60) + ".txt");
  const auto write_all = [&](const std::string& root, bool backwards) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string& name = names[backwards ? names.size() - 1 - i : i];
      temp.write(root + "/" + name,
                 "Nvidia sells chips. This is the text of " + name + ", which is long enough to be one.\n");
    }
  };
  write_all("forwards", false);
  write_all("backwards", true);
  const std::string a = run(pipelines + "minimal.toml", temp, "a", {"--input", (temp / "forwards").string()});
  const std::string b = run(pipelines + "minimal.toml", temp, "b", {"--input", (temp / "backwards").string()});
  CHECK(a == b);
}

TEST_CASE("a thousand documents in many batches come out in input order with any number of threads") {
  const TempFolder temp;
  std::string lines;
  for (int i = 0; i < 3000; ++i) {
    lines += "{\"id\":\"doc-" + std::to_string(i * 7919 % 3000) + "\",\"text\":\"";
    for (int k = 0; k < i % 40; ++k) lines += "Huawei and Nvidia make chips number " + std::to_string(k) + ". ";
    lines += "The end of the document.\",\"n\":" + std::to_string(i) + "}\n";
  }
  temp.write("in/all.jsonl", lines);
  const std::vector<std::string> input = {"--input", (temp / "in").string()};
  const std::string one = run(pipelines + "articles.toml", temp, "one", {input[0], input[1], "--threads", "1"});
  CHECK(run(pipelines + "articles.toml", temp, "eight", {input[0], input[1], "--threads", "8"}) == one);
  const auto records = read_json_lines(temp / "eight/records/documents.jsonl");
  REQUIRE(records.size() == 3000);
  for (int i = 0; i < 3000; ++i) REQUIRE(records[static_cast<std::size_t>(i)]["metadata"]["n"].GetInt() == i);
}

TEST_CASE("nothing in the manifest names a machine, a time or an absolute path") {
  const TempFolder temp;
  run(pipelines + "articles.toml", temp, "out");
  const std::string manifest = read_file(temp / "out/run.json");
  CHECK(manifest.find(temp.path().string()) == std::string::npos);
  CHECK(manifest.find(DOCMILL_SOURCE_DIR) == std::string::npos);
  CHECK(manifest.find("\"/") == std::string::npos);
  CHECK(manifest.find("thread") == std::string::npos);
}

TEST_CASE("the hashes in the manifest are those of the files") {
  const TempFolder temp;
  run(pipelines + "articles.toml", temp, "out");
  const rapidjson::Document manifest = read_json(temp / "out/run.json");
  std::string sums;
  for (const auto& file : manifest["outputs"].GetArray()) {
    const std::string name = str(file["name"]);
    if (name.back() != '/') sums += str(file["sha256"]) + "  " + name + "\n";
  }
  for (const auto& file : manifest["inputs"]["files"].GetArray())
    sums += str(file["sha256"]) + "  " + DOCMILL_SOURCE_DIR + "/seeds/" + str(file["name"]) + "\n";
  temp.write("sums", sums);
  const ProgramResult check =
      run_program({"sha256sum", "-c", "--quiet", (temp / "sums").string()}, {temp / "out", {}, {}});
  CHECK_MESSAGE(check.status == 0, check.out);
}
