// Every template is whole for every shape: nothing is left to fill in, and what stands in each file is of the shape.
#include "scaffold/stage_project.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

#include "scaffold/installed_stages.hpp"
#include "scaffold/write_project.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::scaffold;
using docmill::host::LayerKind;

namespace {

StageShape shape_of(const std::string& language, std::vector<std::string> required, std::vector<std::string> provided) {
  docmill::test::InstalledStages stages;
  const KnownLayers layers(stages.list());
  std::vector<std::string> mistakes, remarks;
  StageShape shape = read_shape({"my-stage", language, std::move(required), std::move(provided)}, layers, stages.list(),
                                mistakes, remarks);
  for (const std::string& mistake : mistakes) FAIL(mistake);
  return shape;
}

std::string content(const std::vector<ProjectFile>& files, const std::string& path) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const ProjectFile& f) { return f.path == path; });
  return found == files.end() ? "" : found->content;
}

}  // namespace

TEST_CASE("nothing is left to fill in, whatever is asked for") {
  const std::vector<std::string> kinds = {"spans", "text", "attributes", "json", "rewrite"};
  int made = 0;
  for (const std::string& language : languages()) {
    for (const auto& required : std::vector<std::vector<std::string>>{
             {"text"}, {"text,language?"}, {"language"}, {"entities,text,metadata"}, {"id,raw?"}}) {
      const bool has_text =
          required[0].find("text") != std::string::npos || required[0].find("id") != std::string::npos;
      for (std::size_t subset = 1; subset < 32; ++subset) {
        if (!has_text && (subset & 17) != 0) continue;  // spans and rewrites need a text
        std::vector<std::string> provided;
        for (std::size_t k = 0; k < kinds.size(); ++k)
          if ((subset >> k & 1) != 0) provided.push_back("out_" + kinds[k] + ":" + kinds[k]);
        for (const ProjectFile& file :
             make_stage_project(shape_of(language, required, provided), {{"cleaner", {}}}, "0.1.0")) {
          CAPTURE(file.path);
          CHECK(file.content.find("@{") == std::string::npos);
          CHECK(file.content.find("%%") == std::string::npos);
          CHECK(!file.content.empty());
        }
        ++made;
      }
    }
  }
  CHECK(made > 300);
}

TEST_CASE("nothing is left to fill in, whatever the stage may be") {
  docmill::test::InstalledStages stages;
  const KnownLayers layers(stages.list());
  for (const std::string& language : languages())
    for (unsigned manner = 0; manner < 16; ++manner)
      for (const char* provided : {"", "text:rewrite,x:spans", "x:spans,gist:text", "x:json,new:rewrite"}) {
        const bool ordered = (manner & 1) != 0, external = (manner & 2) != 0;
        const bool filter = (manner & 4) != 0, writer = (manner & 8) != 0;
        if ((ordered && external) || (language == "python" && (ordered || writer))) continue;
        std::vector<std::string> mistakes, remarks;
        const std::string over = std::string(provided) == "x:spans,gist:text" ? "gist" : "";
        StageWish wish{"my-stage", language, {"text,language?"}, {}, over, ordered, external, filter, writer};
        if (*provided != '\0') wish.provided = {provided};
        const StageShape shape = read_shape(wish, layers, stages.list(), mistakes, remarks);
        REQUIRE(mistakes.empty());
        for (const ProjectFile& file : make_stage_project(shape, {{"cleaner", {}}}, "0.1.0")) {
          CAPTURE(file.path);
          CHECK(file.content.find("@{") == std::string::npos);
          CHECK(file.content.find("%%") == std::string::npos);
        }
      }
}

TEST_CASE("a project has a source, a build file, a pipeline, a document and a README") {
  for (const auto& each :
       {std::pair{"c++", "my_stage.cpp"}, {"c", "my_stage.c"}, {"rust", "my_stage.rs"}, {"python", "my_stage.py"}}) {
    const char *const language = each.first, *const source = each.second;
    const auto files =
        make_stage_project(shape_of(language, {}, {}), {{"cleaner", {}}, {"linker", {"explain"}}}, "0.1.0");
    for (const char* path : {source, "pipeline.toml", "documents/example.txt", "README.md", ".gitignore"})
      CHECK_MESSAGE(!content(files, path).empty(), language << " lacks " << path);
    CHECK(content(files, "pipeline.toml").find("use = \"cleaner\"\n\n[[stage]]\nuse = \"linker\"\nexplain = true\n") !=
          std::string::npos);
    CHECK(content(files, "README.md").find("`minimum`") != std::string::npos);
  }
}

TEST_CASE("a project is written into a new folder only") {
  const docmill::test::TempFolder temp;
  const std::vector<ProjectFile> files = {{"a.txt", "one\n", false}, {"b/c.sh", "two\n", true}};
  REQUIRE(write_project(temp / "x/new", files).ok());
  CHECK(docmill::test::read_file(temp / "x/new/a.txt") == "one\n");
  CHECK(docmill::test::read_file(temp / "x/new/b/c.sh") == "two\n");
  CHECK((std::filesystem::status(temp / "x/new/b/c.sh").permissions() & std::filesystem::perms::owner_exec) !=
        std::filesystem::perms::none);

  temp.write("x/new/a.txt", "mine\n");
  const docmill::Status again = write_project(temp / "x/new", files);
  CHECK(again.message() ==
        (temp / "x/new").string() + " is there already and is left as it is; name another folder by --folder");
  CHECK(again.trouble() == docmill::Trouble::usage);
  CHECK(docmill::test::read_file(temp / "x/new/a.txt") == "mine\n");

  std::filesystem::create_symlink("nowhere", temp / "link");
  CHECK(!write_project(temp / "link", files).ok());
  temp.write("file", "");
  const docmill::Status below_a_file = write_project(temp / "file/new", files);
  CHECK(below_a_file.trouble() == docmill::Trouble::io);
}

TEST_CASE("of several that make a project of one name at the same time one does, and nobody removes it") {
  const docmill::test::TempFolder temp;
  std::vector<ProjectFile> files;
  for (int i = 0; i < 20; ++i) files.push_back({"file" + std::to_string(i) + ".txt", "x\n", false});
  for (int round = 0; round < 50; ++round) {
    const std::filesystem::path folder = temp / ("new" + std::to_string(round) + "/");
    std::vector<docmill::Status> said(4);
    std::vector<std::thread> makers;
    for (docmill::Status& status : said)
      makers.emplace_back([&status, &folder, &files] { status = write_project(folder, files); });
    for (std::thread& maker : makers) maker.join();
    CHECK(std::count_if(said.begin(), said.end(), [](const auto& s) { return s.ok(); }) == 1);
    CHECK(std::count_if(said.begin(), said.end(), [](const auto& s) {
            return s.message().ends_with(" is there already and is left as it is; name another folder by --folder");
          }) == 3);
    CHECK(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()) == 20);
  }
}

TEST_CASE("of a project that cannot be written whole nothing stays, so that the next try is the first again") {
  const docmill::test::TempFolder temp;
  const std::string too_long(300, 'x');
  const docmill::Status status = write_project(temp / "new", {{"a.txt", "one\n", false}, {too_long, "two\n", false}});
  CHECK(status.message() == (temp / "new/" / too_long).string() + ": cannot be written: File name too long");
  CHECK(!std::filesystem::exists(temp / "new"));
  CHECK(write_new_file(temp / too_long, "x").message() ==
        (temp / too_long).string() + ": cannot be written: File name too long");
  CHECK(write_new_file("/dev/full/x", "x").message() == "/dev/full: cannot be written: Not a directory");
}
