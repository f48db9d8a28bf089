// Nothing of a stranger's steers the terminal: every command of the program over ids, paths, texts, members and
// messages full of escape sequences, C1 controls, bidirectional controls and bytes that are no UTF-8.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "docmill/base/printable.hpp"
#include "docmill/base/utf8.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;
namespace fs = std::filesystem;

namespace {

// Sets the title, conceals, C1 CSI, right-to-left override, isolate, line separator, DEL.
const std::string evil =
    "\x1b]0;owned\x07\x1b[8m\xC2\x9B"
    "31m\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\xA8\x7F";
const std::string evil_json = R"(\u001b]0;owned\u0007\u001b[8m\u009b31m\u202e\u2066\u2028\u007f)";

// What of `text` a terminal would obey, or nobody would see; empty: nothing.
std::string found_in(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (docmill::utf8::valid_length(text, at) == 0) return "a byte that is no UTF-8 at " + std::to_string(at);
    const char32_t c = docmill::utf8::next(text, at);
    if (docmill::is_hidden(c) && c != '\n' && c != '\t')
      return "U+" + std::to_string(static_cast<unsigned>(c)) +
             " behind: " + text.substr(begin > 60 ? begin - 60 : 0, std::min<std::size_t>(begin, 60));
  }
  return "";
}

// The commands that `docmill --help` lists.
std::set<std::string> listed_commands() {
  std::set<std::string> names;
  std::istringstream help(run_docmill({"--help"}).out);
  bool inside = false;
  for (std::string line; std::getline(help, line);) {
    if (line == "Subcommands:") inside = true;
    else if (line.empty()) inside = false;
    else if (inside && line.size() > 2 && line[2] != ' ') names.insert(line.substr(2, line.find(' ', 2) - 2));
  }
  return names;
}

const std::string stages = R"(
[[stage]]
use = "cleaner"

[[stage]]
use = "writer"
)";

struct Place {
  TempFolder temp;
  fs::path folder = temp / ("work " + evil + "\x9B");

  Place() {
    fs::create_directories(folder);
    const std::string named = (folder / ("in/t " + evil + ".txt")).string();
    fs::create_directories(folder / "in");
    write("in/t " + evil + ".txt", "A text with " + evil + " in it, and a second sentence that is long enough.\n");
    write("in/u " + evil + ".txt", "");  // fails: empty
    write("in/v.html", "<html><meta charset=utf-8><title>" + evil + "</title><p>caf\xE9 and more of it, long enough.");
    std::string lines;
    for (int i = 0; i < 30; ++i)  // the same id again and again
      lines += "{\"id\":\"" + evil_json + "\",\"text\":\"words " + evil_json + "\",\"" + evil_json + "\":\"" +
               evil_json + "\"}\n";
    write("in/w.jsonl", lines + "{\"id\":\"" + evil_json + "\",\"x\":1}\nrubbish " + evil + "\n");
    write("in/x." + evil, "of an unknown kind");
    write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n" + stages);
    write("q.toml",
          "[input]\nfrom = [\"in\"]\n[output]\nto = \"out2\"\n[[stage]]\nuse = \"cleaner\"\ncut = \"nothing\"\n"
          "[[stage]]\nuse = \"writer\"\n");
    write("bad.toml", "[input]\nfrom = [\"gone " + evil_json + "\"]\n\"" + evil_json + "\" = 1\n[[stage]]\nuse = \"" +
                          evil_json + "\"\n");
    write("t.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n" + stages + "[[test]]\nname = \"" + evil_json +
                        "\"\ninput = \"words\"\nexpect = { text = \"" + evil_json + "\" }\n");
    write("talk.toml",
          "[input]\nfrom = [\"in/v.html\"]\n[output]\nto = \"out3\"\n[[stage]]\nuse = \"cleaner\"\n[[stage]]\n"
          "use = \"process\"\nname = \"talk\"\nallow = [\"external\"]\nrequires = [\"text\"]\nprovides = { summary = "
          "\"text\" }\ncommand = [\"sh\", \"-c\", 'printf \"\\033]0;x\\007 \\233\" >&2; printf \"\\033[31mno "
          "\\302\\233\\n\"; cat >/dev/null']\n[[stage]]\nuse = \"writer\"\n");
    write("kb.tsv", "label\ttype\tkey\taliases\n" + evil + "name\tperson\tk" + evil + "\tOther" + evil + "\n");
  }

  void write(const std::string& name, const std::string& content) const {
    std::ofstream(folder / name, std::ios::binary) << content;
  }

  // Runs it and looks at all that it said.
  ProgramResult say(const std::vector<std::string>& arguments) const {
    const ProgramResult result = run_docmill(arguments, {folder, {"TERM=xterm"}, ""});
    std::string command;
    for (const std::string& a : arguments) command += docmill::printable(a) + ' ';
    CAPTURE(command);
    CHECK(found_in(result.out) == "");
    CHECK(found_in(result.err) == "");
    CHECK_MESSAGE(result.status < 64, "ended by a signal");
    return result;
  }
};

}  // namespace

TEST_CASE("terminal: all commands, with all that a stranger can name") {
  const Place place;
  const std::string document = "in/t " + evil + ".txt", plugin = std::string(DOCMILL_TEST_PLUGIN_DIR) + "/trimmer.so";
  const std::map<std::string, std::vector<std::vector<std::string>>> calls = {
      {"run",
       {{"p.toml", "--log-level", "debug"},
        {"p.toml", "--json", "--log-file", "log " + evil},
        {"q.toml"},
        {"talk.toml", "--log-level", "debug"},
        {"bad.toml"},
        {"p.toml", "--shard", "1/1", "--output", "shards"},
        {"p.toml", "--input", "gone " + evil},
        {"gone " + evil + ".toml"}}},
      {"merge", {{"shards"}, {"gone" + evil}}},
      {"missing", {{"shards"}, {"gone" + evil}}},
      {"check", {{"p.toml"}, {"bad.toml"}, {"bad.toml", "--json"}, {"p.toml", "--set", evil}}},
      {"plan", {{"p.toml"}, {"p.toml", "--json"}, {"bad.toml"}}},
      {"test", {{"t.toml"}, {"t.toml", "--json"}, {"bad.toml"}}},
      {"explain",
       {{"p.toml", document},
        {"p.toml", evil},
        {"p.toml", "in/w.jsonl:1"},
        {"p.toml", "in/v.html"},
        {"talk.toml", "in/v.html"},
        {"p.toml", "gone" + evil},
        {"bad.toml", evil}}},
      {"layers", {{}, {"--json"}, {"--plugin-dir", "gone" + evil}}},
      {"stages", {{}, {"--json"}, {"--plugin-dir", "gone" + evil}}},
      {"describe", {{"cleaner"}, {"cleaner", "--json"}, {"cleaner", "--markdown"}, {evil}, {"gone/" + evil + ".so"}}},
      {"new",
       {{"stage", evil},
        {"pipeline", "--input", "in", "new " + evil + ".toml"},
        {"pipeline", "--input", "gone" + evil},
        {evil}}},
      {"check-stage",
       {{"gone" + evil + ".so"},
        {"p.toml"},
        {plugin, "--only", evil},
        {plugin, "--document", evil},
        {"--list"},
        {plugin, "--only", "declaration", "--document", document}}},
      {"schema", {{}, {"--plugin-dir", "gone" + evil}}},
      {"completion", {{"bash"}, {"zsh"}, {evil}}},
      {"cache", {{"--cache", "cache" + evil}, {"--json"}, {evil}}},
      {"lock", {{"p.toml"}, {"p.toml", "--json"}, {"bad.toml"}}},
      {"bundle", {{"out", "--output", "b" + evil + ".tar.zst"}, {"gone" + evil}, {"in"}}},
      {"verify",
       {{"out"}, {"out", "--json"}, {"out", "--rerun"}, {"out", "--sample", evil}, {"gone" + evil}, {document}}},
      {"diff",
       {{"out", "out2"},
        {"out", "out2", "--json"},
        {"out", "gone" + evil},
        {"out", "--layers", "text,source"},
        {"out", "--layers", evil}}},
      {"why",
       {{"out", evil, "cleaner"},
        {"out", document, "cleaner"},
        {"out", evil, "cleaner", "--json"},
        {"out", "in/w.jsonl:2", evil},
        {"gone" + evil, "x", "y"}}},
      {"replay", {{"gone" + evil}, {document}, {"in"}, {"gone" + evil, "--json"}}},
      {"report", {{"out", "--to", "r" + evil}, {"out", "--to", "in"}, {"gone" + evil}}},
      {"stats", {{"out"}, {"out", "--json"}, {"out2"}, {"gone" + evil}}},
      {"show",
       {{"out", evil}, {"out", evil, "--json"}, {"out", "in/w.jsonl:31"}, {"out", "x" + evil}, {"gone" + evil, "x"}}},
      {"failures",
       {{"out"}, {"out", "--dropped", "--json"}, {"out", "--rerun"}, {"out", "--rerun", "--json"}, {"gone" + evil}}},
      {"submit",
       {{"slurm", "p.toml", "--shards", "2", "--dry-run"}, {"slurm", "gone" + evil, "--shards", "2"}, {evil}}},
  };
  std::set<std::string> called;
  // In the order in which one needs what another makes.
  for (const char* first : {"run", "merge"})
    for (std::vector<std::string> arguments : calls.at(first)) {
      arguments.insert(arguments.begin(), first);
      place.say(arguments);
      called.insert(first);
    }
  REQUIRE(fs::exists(place.folder / "out/run.json"));
  for (const auto& [name, lists] : calls)
    for (std::vector<std::string> arguments : lists) {
      if (!called.insert(name).second && (name == "run" || name == "merge")) continue;
      arguments.insert(arguments.begin(), name);
      place.say(arguments);
    }
  CHECK(called == listed_commands());
  CHECK(run_docmill({"--help"}).out.find("\nA command as well, a program of its own: kb (docmill kb --help)\n") !=
        std::string::npos);
  CHECK(run_docmill({"help", "run"}).out == run_docmill({"run", "--help"}).out);
  place.say({evil});
  place.say({"--" + evil});
  place.say({"kb", "build", "kb.tsv", "-o", "k" + evil + ".kb"});
  place.say({"kb", "show", "kb.tsv"});
  place.say({"kb", "show", "kb.tsv", "--json"});
  place.say({"kb", "show", "kb.tsv", evil});
  place.say({"kb", "lookup", "kb.tsv", evil + "name"});
  place.say({"kb", "lookup", "kb.tsv", evil + "name", "--json"});
  place.say({"kb", "lookup", "kb.tsv", "nobody" + evil});
  place.say({"kb", "stats", "kb.tsv"});
  place.say({"kb", evil});
}

TEST_CASE("terminal: no other file of the program writes to it") {
  for (const char* folder : {"/core/cli", "/core/command_line", "/plugins/entity_linker/kb"})
    for (const fs::directory_entry& entry : fs::directory_iterator(std::string(DOCMILL_SOURCE_DIR) + folder)) {
      const std::string name = entry.path().filename().string();
      if (!entry.is_regular_file() || name == "terminal.cpp" || name == "say.hpp" || name == "CMakeLists.txt") continue;
      CAPTURE(name);
      const std::string source = read_file(entry.path());
      for (const char* writer :
           {"fmt::print", "std::printf", "fprintf", "fputs", "fputc", "std::puts", "fwrite(", "std::cout", "std::cerr"})
        CHECK_MESSAGE(source.find(writer) == std::string::npos, writer);
    }
}

TEST_CASE("terminal: what is hidden is shown as JSON writes it, and an id takes one line") {
  const Place place;
  const ProgramResult result = place.say({"run", "p.toml"});
  CHECK(result.err.find(evil_json + " (w.jsonl:") != std::string::npos);
  CHECK(result.err.find("): input: the id '" + evil_json + "' of ") != std::string::npos);
  const ProgramResult why = place.say({"why", "out", evil, "cleaner"});
  CHECK(why.out.substr(0, evil_json.size() + 2) == evil_json + ": ");
  // A log file is read at a terminal as well.
  CHECK(place.say({"run", "p.toml", "--log-file", "log.txt"}).status == 0);
  CHECK(found_in(read_file(place.folder / "log.txt")) == "");
}

TEST_CASE("terminal: a log that finds no room is told of, and output that failed") {
  const Place place;
  const ProgramResult result = place.say({"run", "p.toml", "--log-file", "/dev/full"});
  CHECK(result.status == 4);
  CHECK(result.err.find("docmill: /dev/full: the log cannot be written: No space left on device\n") !=
        std::string::npos);
  CHECK(place.say({"run", "p.toml", "--log-file", "no/such/folder/log.txt"}).status == 0);
  CHECK(std::filesystem::exists(place.folder / "no/such/folder/log.txt"));
}

TEST_CASE("terminal: of each code the first messages are shown, the others counted") {
  const TempFolder temp;
  std::string lines;
  for (int i = 0; i < 150; ++i)
    lines += "{\"id\":\"same\",\"text\":\"words enough\"}\n\xEF\xBB\xBF{\"id\":\"x" + std::to_string(i) + "\"}\n";
  temp.write("in/a.jsonl", lines);
  temp.write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n" + stages);
  const ProgramResult result =
      run_docmill({"run", "p.toml", "--log-level", "info", "--log-file", "log.txt"}, {temp.path(), {}, ""});
  CHECK(result.status == 0);
  const auto count = [](const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; ++at) ++n;
    return n;
  };
  for (const auto& each :
       std::map<std::string, std::size_t>{{"duplicate-id", 149}, {"no-text", 150}, {"byte-order-mark", 150}}) {
    const std::string code = each.first;
    const std::size_t total = each.second;
    CAPTURE(code);
    CHECK(count(result.err, " [" + code + "]\n") == 20);
    CHECK(result.err.find("further [" + code + "] are counted, not shown\n") != std::string::npos);
    CHECK(result.err.find(std::to_string(total - 20) + " more [" + code + "] not shown\n") != std::string::npos);
    CHECK(count(read_file(temp / "log.txt"), " [" + code + "]\n") == total);
  }
}

TEST_CASE("terminal: a line end in what a plugin says of itself makes no line that looks like docmill's") {
  const TempFolder temp;
  std::string plugin = read_file(std::string(DOCMILL_TEST_PLUGIN_DIR) + "/trimmer.so");
  // Of the same length: the summaries of the stage and of its layer.
  for (const auto& [said, forged] : std::map<std::string, std::string>{
           {"removes digits", "x\nFORGED: yes."}, {"the text without digits", "x\nFORGED: the summary.."}}) {
    REQUIRE(said.size() == forged.size());
    REQUIRE(plugin.find(said) != std::string::npos);
    for (std::size_t at = 0; (at = plugin.find(said, at)) != std::string::npos;)
      plugin.replace(at, said.size(), forged);
  }
  temp.write("plugins/trimmer.so", plugin);
  temp.write("a.txt", "a text that is long enough");
  temp.write("p.toml",
             "[input]\nfrom = [\"a.txt\"]\nfields = { id = \"a\\nFORGED: all is well\" }\n[output]\nto = \"out\"\n" +
                 std::string(stages));
  const std::vector<std::pair<std::string, std::vector<std::string>>> calls = {
      {"x\\nFORGED: yes.", {"stages"}},
      {"x\\nFORGED: the summary..", {"layers"}},
      {"x\\nFORGED: the summary..", {"describe", "trimmer"}},
      {"a\\nFORGED: all is well", {"plan", "p.toml"}}};
  for (const auto& [shown, arguments] : calls) {
    std::vector<std::string> call = arguments;
    call.insert(call.end(), {"--plugin-dir", (temp / "plugins").string()});
    const ProgramResult result = run_docmill(call, {temp.path(), {}, ""});
    CAPTURE(call[0]);
    CAPTURE(result.err);
    CAPTURE(result.out);
    CHECK(result.status == 0);
    CHECK(result.out.find(shown) != std::string::npos);
    CHECK(("\n" + result.out).find("\nFORGED") == std::string::npos);
  }
}

TEST_CASE("terminal: a line end in an id, a name or a message makes no line that looks like docmill's") {
  const Place place;
  const std::string forged = "a\\nFORGED: all is well";
  std::string lines;
  for (const char* text : {"one", "two"})
    lines += "{\"id\":\"" + forged + "\",\"text\":\"" + text + "\"}\n";  // a duplicate, too
  place.write("f.jsonl", lines + "{\"id\":\"" + forged + "\",\"x\":1}\n");
  const std::string head = "[input]\nfrom = [\"f.jsonl\"]\n[output]\nto = \"forged\"\n";
  place.write("f.toml", head + stages + "[[test]]\nname = \"" + forged + "\"\ninput = \"words\"\nexpect = { text = \"" +
                            forged + "\" }\n");
  place.write("g.toml", head + "[[stage]]\nuse = \"cleaner\"\nkeep-title = true\n[[stage]]\nuse = \"writer\"\n");
  const std::string id = "a\nFORGED: all is well";
  for (const std::vector<std::string>& call :
       std::vector<std::vector<std::string>>{{"run", "f.toml"},
                                             {"run", "f.toml", "--set", "run.max-failures=0"},
                                             {"run", "f.toml"},
                                             {"run", "g.toml", "--output", "other"},
                                             {"explain", "f.toml", id},
                                             {"why", "forged", id, "cleaner"},
                                             {"why", "forged", "f.jsonl:3", "cleaner"},
                                             {"stats", "forged"},
                                             {"show", "forged", id},
                                             {"failures", "forged"},
                                             {"failures", "forged", "--rerun"},
                                             {"diff", "forged", "other"},
                                             {"verify", "forged", "--rerun"},
                                             {"test", "f.toml"}}) {
    const ProgramResult result = place.say(call);
    std::string command;
    for (const std::string& a : call) command += a + ' ';
    CAPTURE(command);
    CAPTURE(result.err);
    CAPTURE(result.out);
    CHECK(result.status != 2);  // it did what it was called for
    CHECK(("\n" + result.out + "\n" + result.err).find("\nFORGED") == std::string::npos);
  }
}
