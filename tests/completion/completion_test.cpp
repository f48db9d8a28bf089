// What real shells offer behind `docmill`.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

const std::string here = DOCMILL_SOURCE_DIR "/tests/completion/";
const std::string program_folder = std::filesystem::path(DOCMILL_PROGRAM).parent_path().string();

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A folder with files to complete, and the script of a shell.
struct Desk {
  TempFolder temp;
  std::string script;

  explicit Desk(const std::string& shell) {
    const ProgramResult made = run_docmill({"completion", shell});
    REQUIRE_MESSAGE(made.status == 0, made.err);
    script = temp.write("script", made.out).string();
    for (const char* name : {"news.toml", "new ideas.toml", "news.txt", "nested/deep.toml", "one.so"})
      temp.write(name, "");
  }
  ProgramSettings settings() const {
    const std::string path = std::getenv("PATH");
    return {temp.path(), {"PATH=" + program_folder + ":" + path, "TMPDIR=" + temp.path().string()}, ""};
  }
};

class Bash : Desk {
 public:
  Bash() : Desk("bash") {}
  // The last word is the one being typed.
  std::vector<std::string> offers(std::vector<std::string> words) const {
    std::vector<std::string> command = {"bash", here + "complete.bash", script, DOCMILL_PROGRAM};
    command.insert(command.end(), words.begin(), words.end());
    const ProgramResult result = run_program(command, settings());
    CHECK_MESSAGE(result.err.empty(), result.err);
    return lines_of(result.out);
  }
};

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("bash: commands, and commands of a group") {
  const Bash bash;
  const Words all = bash.offers({""});
  for (const char* command : {"run", "check", "describe", "new", "completion"}) CHECK(holds(all, command));
  CHECK(!holds(all, "stage"));
  CHECK(bash.offers({"des"}) == Words{"describe"});
  CHECK(holds(bash.offers({"new", ""}), "stage"));
  CHECK(bash.offers({"--v"}) == Words{"--version"});
}

TEST_CASE("bash: every flag that the help tells, and no other") {
  const Bash bash;
  int commands = 0;
  for (const std::string& command : bash.offers({""})) {
    const ProgramResult help = run_docmill({command, "--help"});
    if (help.status != 0 || help.out.find("SUBCOMMAND") != std::string::npos) continue;
    Words told;
    for (const std::string& line : lines_of(help.out)) {
      const std::size_t at = line.find("--");
      if (at == std::string::npos || line.find_first_not_of(" -h,") < at) continue;
      told.push_back(line.substr(at, line.find_first_of(" =[{,", at) - at));
    }
    Words offered = bash.offers({command, "--"});
    std::erase_if(offered, [](const std::string& flag) { return flag.find('=') != std::string::npos; });
    std::sort(told.begin(), told.end());
    CHECK_MESSAGE(offered == told, command << " --help tells:\n" << help.out);
    ++commands;
  }
  CHECK(commands >= 5);
}

TEST_CASE("bash: pipelines, with blanks in their names, and the folders on the way") {
  const Bash bash;
  CHECK(bash.offers({"run", ""}) == Words{"nested", "new ideas.toml", "news.toml"});
  CHECK(bash.offers({"check", "new"}) == Words{"new ideas.toml", "news.toml"});
  CHECK(bash.offers({"plan", "nested/"}) == Words{"nested/deep.toml"});
  CHECK(bash.offers({"run", "news.toml", ""}).empty());  // there is one pipeline
}

TEST_CASE("bash: the values of flags") {
  const Bash bash;
  CHECK(bash.offers({"run", "p.toml", "--log-level", ""}) == Words{"debug", "error", "info", "warning"});
  CHECK(bash.offers({"run", "--log-level", "d"}) == Words{"debug"});
  CHECK(bash.offers({"run", "--threads", ""}).empty());
  CHECK(bash.offers({"run", "--output", "n"}) == Words{"nested"});
  CHECK(holds(bash.offers({"run", "--input", "n"}), "news.txt"));
  // What stands behind a flag is its value and not the pipeline.
  CHECK(bash.offers({"run", "--threads", "2", "news"}) == Words{"news.toml"});
  CHECK(bash.offers({"run", "--quiet", "news"}) == Words{"news.toml"});
  CHECK(holds(bash.offers({"new", "stage", "x", "--language", ""}), "rust"));
  CHECK(holds(bash.offers({"new", "stage", "--"}), "--requires"));
  CHECK(bash.offers({"completion", ""}) == Words{"bash", "zsh"});
}

TEST_CASE("bash: the commands and flags of docmill kb, a program of its own") {
  const Bash bash;
  CHECK(bash.offers({"kb", ""}) == Words{"build", "completion", "lookup", "merge", "show", "stats"});
  CHECK(bash.offers({"kb", "build", "--m"}) == Words{"--memory", "--min-sitelinks"});
  CHECK(bash.offers({"kb", "build", "--format", ""}) == Words{"csv", "jsonl", "skos", "tsv", "wikidata", "wikipedia"});
  CHECK(bash.offers({"kb", "build", "-o", "n"}) == Words{"nested", "new ideas.toml", "news.toml", "news.txt"});
  CHECK(bash.offers({"stages", "--p"}) == Words{"--plugin-dir"});
}

TEST_CASE("bash: the stages that are installed") {
  const Bash bash;
  CHECK(bash.offers({"describe", "summ"}) == Words{"summarizer", "summarizer-frequency", "summarizer-stub"});
}

namespace {

class Zsh : Desk {
 public:
  Zsh() : Desk("zsh") {}
  static bool is_there() {
    if (run_program({"sh", "-c", "command -v zsh"}).status == 0) return true;
    MESSAGE("skipped: there is no zsh (./dev setup brings it)");
    return false;
  }
  // What the terminal shows.
  std::string shows(const std::string& line) const {
    const ProgramResult result = run_program({"zsh", here + "complete.zsh", script, line}, settings());
    CHECK_MESSAGE(result.status == 0, result.out << result.err);
    return result.out;
  }
};

bool has(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("zsh: commands with what they do, flags with what they mean, files, stages, values") {
  if (!Zsh::is_there()) return;
  const Zsh zsh;
  const std::string commands = zsh.shows("docmill ");
  CHECK_MESSAGE(has(commands, "-- Run a pipeline over its input"), commands);
  CHECK(has(commands, "-- Begin a stage, a reader or a pipeline of your own"));
  CHECK(has(zsh.shows("docmill new "), "-- Begin a stage: a folder with source"));
  const std::string flags = zsh.shows("docmill run --");
  CHECK_MESSAGE(has(flags, "-- Say nothing but errors"), flags);
  CHECK(has(flags, "-- Read this instead of [input] from: a file, folder, glob or -"));
  const std::string files = zsh.shows("docmill run n");
  CHECK(has(files, "news.toml"));
  CHECK(!has(files, "news.txt"));
  CHECK(has(zsh.shows("docmill describe summ"), "summarizer-frequency"));
  CHECK(has(zsh.shows("docmill run news.toml --log-level "), "warning"));
}

TEST_CASE("commands of their own are programs beside docmill, and nothing else that begins like one") {
  const TempFolder temp;
  std::filesystem::create_directories(temp / "bin/docmill-plugins");
  const std::string program = (temp / "bin/docmill").string();
  std::filesystem::copy_file(DOCMILL_PROGRAM, program);
  for (const char* name : {"docmill-grinder", "docmill-grinder.old", "docmill-", "docmill-notes"}) {
    const auto file = temp.write(std::string("bin/") + name, "#!/bin/sh\necho ground\n");
    if (std::string(name) != "docmill-notes")
      std::filesystem::permissions(file, std::filesystem::perms::owner_exec, std::filesystem::perm_options::add);
  }
  const std::string help = run_program({program, "--help"}).out;
  CHECK(help.find("a program of its own: grinder (docmill grinder --help)") != std::string::npos);
  CHECK(help.find("a program of its own", help.find("a program of its own") + 1) == std::string::npos);
  CHECK(run_program({program, "grinder"}).out == "ground\n");
  CHECK(run_program({program, "grindr"}).err.starts_with("docmill: no command 'grindr', did you mean 'grinder'?\n"));
  for (const char* name : {"plugins", "plugin"}) {
    const ProgramResult result = run_program({program, name});
    CHECK(result.status == 2);
    CHECK_MESSAGE(result.err.starts_with("docmill: no command '" + std::string(name) + "'\n"), result.err);
  }
  CHECK(run_program({program, "notes"}).err == "docmill: docmill-notes cannot be run: Permission denied\n");
}
