// Programs as stages, from the pipeline file to the record. How single programs misbehave is tested beside the plugin.
#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <thread>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

const std::string source = DOCMILL_SOURCE_DIR;
const std::string first = "Nvidia sold the H100 and – before that – the A100 and the H20 in China. Ende: 光.";

// Documents, a program and a pipeline around it.
struct Workspace {
  TempFolder temp;
  std::string pipeline;

  Workspace(const std::string& program, const std::string& keys, const std::string& before = "") {
    temp.write("in/1.txt", first);
    temp.write("in/2.txt", "This text holds POISON and is otherwise as long as any other one here, more or less.");
    temp.write("in/3.txt", "Huawei makes the chip 910B. It is sold at home, and the numbers are not known to anyone.");
    if (!program.empty()) temp.write("pipeline/program", program);
    pipeline =
        temp.write("pipeline/p.toml",
                   "[input]\nfrom = [\"../in\"]\n[output]\nto = \"../out\"\n[[stage]]\nuse = \"cleaner\"\n" + before +
                       "[[stage]]\nuse = \"process\"\nname = \"own\"\n" + keys + "\n[[stage]]\nuse = \"writer\"\n")
            .string();
  }
  ProgramResult run(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"run", pipeline, "--plugin-dir", DOCMILL_TEST_PLUGIN_DIR};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_docmill(arguments);
  }
  std::vector<rapidjson::Document> records() const { return read_json_lines(temp / "out/records/documents.jsonl"); }
  std::vector<rapidjson::Document> failures() const { return read_json_lines(temp / "out/failures.jsonl"); }
  rapidjson::Document manifest() const { return read_json(temp / "out/run.json"); }
};

// A shell program that answers {"summary": "seen"}, and does something else on a document with the word POISON.
std::string shell(const std::string& on_poison) {
  return "read -r greeting\necho '{\"ready\":true}'\n"
         "answer() { n=${line#*:}; n=${n%%,*}; echo \"{\\\"n\\\":$n,\\\"layers\\\":{\\\"summary\\\":\\\"seen\\\"}}\"; "
         "}\n"
         "while read -r line; do case $line in *POISON*) " +
         on_poison + ";; *) answer;; esac; done\n";
}

const std::string summary =
    "command = [\"sh\", \"program\"]\nfiles = [\"program\"]\nrequires = [\"text\"]\nprovides = { summary = \"text\" "
    "}\n";

}  // namespace

TEST_CASE("a program reads and gives layers of every kind, in code points") {
  const Workspace workspace(read_file(source + "/plugins/process/tests/programs/every_kind.py"),
                            R"(command = ["python3", "program"]
files = ["program"]
requires = ["text", "chips", "raw", "summary?"]
pure = true
[stage.provides]
marked = { kind = "rewrite", over = "text" }
marks = { kind = "spans", over = "marked", fields = { length = "integer" } }
facts = { kind = "attributes", fields = { chips = "integer", first = "string", any = "boolean", share = "number" } }
list = "json"
shout = "text"
size = "json"
)",
                            "[[stage]]\nuse = \"chip-finder\"\n");
  const ProgramResult result = workspace.run();
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(read_file(workspace.temp / "out/failures.jsonl").empty());
  const auto records = workspace.records();
  REQUIRE(records.size() == 3);
  const auto& record = records[0];
  CHECK(str(record["marked"]) ==
        "Nvidia sold the ⟦H100⟧ and – before that – the ⟦A100⟧ and the ⟦H20⟧ in China. Ende: 光.");
  CHECK(str(record["shout"]).find("ENDE: 光.") != std::string::npos);
  CHECK(to_text(record["list"]) == R"(["H100","A100","H20"])");
  CHECK(to_text(record["facts"]) == R"({"chips":3,"first":"H100","any":true,"share":0.375})");
  CHECK(to_text(record["size"]) == "{\"bytes\":" + std::to_string(first.size()) + "}");
  REQUIRE(record["marks"].Size() == 3);
  const auto& mark = record["marks"][1];
  CHECK(str(mark["text"]) == "⟦A100⟧");
  CHECK(str(mark["label"]) == "Nvidia");
  CHECK(mark["length"].GetInt() == 4);
  // Through the rewrite of the program and that of the cleaner down to the bytes of the file.
  const std::size_t start = mark["source_start"].GetUint64();
  CHECK(first.substr(start, mark["source_end"].GetUint64() - start) == "A100");
  CHECK(str(record["layers"]["marks"]["by"]) == "own (process 1.0.0)");
  CHECK(workspace.manifest()["reproducible"].GetBool());
}

TEST_CASE("one document of a program costs one document, and the bytes are the same for any number of threads") {
  const std::pair<const char*, const char*> ways[] = {
      {"exit 4", "program-ended"},
      {"echo garbage", "bad-answer"},
      {"n=${line#*:}; n=${n%%,*}; echo \"{\\\"n\\\":$n,\\\"layers\\\":{\\\"sumary\\\":\\\"x\\\"}}\"", "bad-answer"},
      {"n=${line#*:}; n=${n%%,*}; echo \"{\\\"n\\\":$n,\\\"fail\\\":\\\"poison\\\"}\"", "failed-by-program"}};
  for (const auto& each : ways) {
    const char *const way = each.first, *const code = each.second;
    CAPTURE(way);
    const Workspace workspace(shell(way), summary + "pure = true\n");
    std::string one;
    for (const char* threads : {"1", "2"}) {
      const ProgramResult result = workspace.run({"--threads", threads});
      REQUIRE_MESSAGE(result.status == 0, result.err);
      CHECK(workspace.records().size() == 2);
      const auto failures = workspace.failures();
      REQUIRE(failures.size() == 1);
      CHECK(str(failures[0]["id"]) == "2.txt");
      CHECK(str(failures[0]["stage"]) == "own");
      CHECK(str(failures[0]["code"]) == code);
      const std::string all = folder_content(workspace.temp / "out");
      if (one.empty()) one = all;
      CHECK(all == one);
    }
    CHECK(workspace.manifest()["reproducible"].GetBool());
  }
}

TEST_CASE("on-error = keep writes the article whose call failed, without the layer and with the reason") {
  const Workspace workspace(shell("exit 4"), summary + "pure = true\non-error = \"keep\"\n");
  REQUIRE(workspace.run().status == 0);
  const auto records = workspace.records();
  REQUIRE(records.size() == 3);
  CHECK(records[1]["summary"].IsNull());
  CHECK(str(records[1]["errors"][0]["message"]) == "the program ended with status 4");
  CHECK(str(records[2]["summary"]) == "seen");
}

TEST_CASE("a document lost to the clock marks the run as not reproducible") {
  const Workspace workspace(shell("sleep 30"),
                            summary + "pure = true\ntime-limit = 5\n");  // the others answer within it
  REQUIRE(workspace.run().status == 0);
  const auto failures = workspace.failures();
  REQUIRE(failures.size() == 1);
  CHECK(str(failures[0]["code"]) == "time-limit");
  CHECK(str(failures[0]["message"]) == "the program did not answer within 5 s and was ended");
  const auto manifest = workspace.manifest();
  CHECK_FALSE(manifest["reproducible"].GetBool());
  CHECK(to_text(manifest["not_reproducible_because"]) == R"(["documents were lost to a time limit"])");
}

TEST_CASE("a program that does not start fails every document, and the run is marked") {
  const Workspace workspace("echo 'no module named torch' >&2; exit 1\n", summary + "pure = true\n");
  const ProgramResult result = workspace.run();
  CHECK(result.status == 0);
  CHECK(result.err.find("not tried again: the program ended with status 1; it last said: 'no module named torch'") !=
        std::string::npos);
  CHECK(workspace.failures().size() == 3);
  CHECK(to_text(workspace.manifest()["not_reproducible_because"]) ==
        R"(["documents were lost to a program that did not start"])");
}

TEST_CASE("instances: so many programs for any number of threads, and the same bytes") {
  // Each tells who it is, and takes its time, so that with one for each thread there would be several.
  const std::string program =
      "read -r greeting\necho '{\"ready\":true}'\n"
      "while read -r line; do sleep 0.01; n=${line#*:}; n=${n%%,*}; "
      "echo \"{\\\"n\\\":$n,\\\"layers\\\":{\\\"summary\\\":\\\"$$\\\"}}\"; done\n";
  const auto run = [&](const std::string& instances) {
    Workspace workspace(program, summary + "instances = " + instances + "\nallow = [\"external\"]\n");
    for (int i = 0; i < 200; ++i)
      workspace.temp.write("in/more/" + std::to_string(i) + ".txt", std::string(20000, 'a') + " b");
    const ProgramResult result = workspace.run({"--threads", "4"});
    CHECK_MESSAGE(result.status == 0, result.err);
    std::set<std::string> seen;
    for (const auto& record : workspace.records()) seen.insert(str(record["summary"]));
    CHECK(workspace.records().size() == 203);
    return seen.size();
  };
  CHECK(run("1") == 1);
  CHECK(run("2") <= 2);
  CHECK(run("0") <= 4);
}

TEST_CASE("without pure = true the program is of the world: it must be allowed, and the run is marked") {
  const Workspace refused(shell("answer"), summary);
  const ProgramResult result = refused.run();
  CHECK(result.status == 2);
  CHECK(result.err.find("'own' is not said to be pure, so the run cannot promise the same bytes") != std::string::npos);
  const Workspace workspace(shell("answer"), summary + "allow = [\"external\"]\n");
  REQUIRE(workspace.run().status == 0);
  CHECK(to_text(workspace.manifest()["not_reproducible_because"]) ==
        R"(["'own' depends on the world outside the documents"])");
}

TEST_CASE("what the program reads is what was hashed: files stand in the manifest and change the run") {
  const Workspace workspace(shell("answer"), summary + "pure = true\n");
  REQUIRE(workspace.run().status == 0);
  const std::string stage = to_text(workspace.manifest()["pipeline"]["stages"][1]);
  CHECK(stage.find("\"program\"") != std::string::npos);
  CHECK(stage.find("sha256") != std::string::npos);
}

TEST_CASE("standard error goes into the log, line by line, under the stage's name") {
  const Workspace workspace("echo loading >&2\n" + shell("answer; echo poison seen >&2"), summary + "pure = true\n");
  const ProgramResult result = workspace.run({"--threads", "1", "--log-level", "info"});
  CHECK(result.err.find("own: loading") != std::string::npos);
  CHECK(result.err.find("own: poison seen") != std::string::npos);
}

TEST_CASE("programs without a JSON library") {
  const Workspace workspace(
      read_file(source + "/plugins/process/examples/paragraphs.pl"),
      "command = [\"perl\", \"program\"]\nfiles = [\"program\"]\nrequires = [\"text\"]\n"
      "provides = { paragraphs = { kind = \"attributes\", fields = { count = \"integer\" } } }\npure = true\n");
  workspace.temp.write(
      "in/4.txt", "One \\n\\n is no break.\n\nTwo stands here, and it is long enough.\n\nThree is the last of these.");
  REQUIRE(workspace.run().status == 0);
  CHECK(workspace.records()[3]["paragraphs"]["count"].GetInt() == 3);
}

TEST_CASE("when docmill is killed, its programs die with it; when it is interrupted, it ends them") {
  for (const int signal : {SIGKILL, SIGINT}) {
    CAPTURE(signal);
    const Workspace workspace(shell("echo $$ > \"$PIDS\"; sleep 600"),
                              summary + "pure = true\ntime-limit = 0\nenvironment = [\"PIDS\"]\n");
    const std::string pids = (workspace.temp / "pid").string();
    const pid_t docmill = fork();
    if (docmill == 0) {
      setenv("PIDS", pids.c_str(), 1);
      setenv("TMPDIR", workspace.temp.path().c_str(), 1);
      execl(DOCMILL_PROGRAM, DOCMILL_PROGRAM, "run", workspace.pipeline.c_str(), "--plugin-dir", DOCMILL_PLUGIN_DIR,
            "--quiet", nullptr);
      _exit(127);
    }
    const auto program = [&] {
      std::ifstream file(pids);
      pid_t pid = 0;
      file >> pid;
      return pid;
    };
    for (int i = 0; i < 12000 && program() == 0; ++i) usleep(10000);
    REQUIRE(program() != 0);
    kill(docmill, signal);
    const int status = docmill::test::wait_for_exit(docmill);
    const auto lives = [&] {
      std::ifstream stat("/proc/" + std::to_string(program()) + "/stat");
      std::string line;
      return std::getline(stat, line) && line.find(") Z ") == std::string::npos;
    };
    for (int i = 0; i < 12000 && lives(); ++i) usleep(10000);
    CHECK_FALSE(lives());
    CHECK(status == 128 + signal);
    if (signal == SIGKILL) continue;
    for (const auto& entry : std::filesystem::directory_iterator(workspace.temp.path()))
      CHECK(entry.path().filename().string().find("docmill-process") == std::string::npos);
  }
}

namespace {

const std::string tells_what_it_may = R"py(import json, os, socket, sys

def attempt(deed):
    try:
        deed()
        return "yes"
    except OSError as error:
        return error.strerror

def write(path):
    with open(path, "w") as file:
        file.write("here")

sys.stdin.readline()
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    document = json.loads(line)
    said = {
        "own": attempt(lambda: write("beside-me")),
        "temporary": attempt(lambda: write(os.environ["TMPDIR"] + "/there")),
        "outside": attempt(lambda: write(os.environ["OUTSIDE"])),
        "net": attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()),
        "local": attempt(lambda: socket.socketpair()),
    }
    print(json.dumps({"n": document["n"], "layers": {"summary": json.dumps(said)}}), flush=True)
)py";

// Processes whose environment holds the text.
std::size_t processes_with(const std::string& text) {
  std::size_t n = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    if (entry.path().filename().string().find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream file(entry.path() / "environ", std::ios::binary);
    const std::string environment((std::istreambuf_iterator<char>(file)), {});
    n += environment.find(text) != std::string::npos;
  }
  return n;
}

template <class Condition>
bool comes_true(Condition&& condition) {
  for (int i = 0; i < 3000 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return condition();
}

}  // namespace

TEST_CASE("without network = true a program has no network and changes files in its folder and TMPDIR alone") {
  for (const bool free : {false, true}) {
    const Workspace workspace(tells_what_it_may, "");
    const std::string outside = (workspace.temp / "outside").string();
    std::filesystem::create_directory(workspace.temp / "tmp");
    workspace.temp.write(
        "pipeline/p.toml",
        "[input]\nfrom = [\"../in/1.txt\"]\n[output]\nto = \"../out\"\n[[stage]]\nuse = \"process\"\nname = "
        "\"own\"\ncommand = "
        "[\"python3\", \"program\"]\nfiles = [\"program\"]\nrequires = [\"source\"]\nprovides = { summary = \"text\" "
        "}\nallow = [\"external\", \"network\"]\nenvironment = [\"OUTSIDE=" +
            outside + "\"]\nnetwork = " + (free ? "true" : "false") + "\n[[stage]]\nuse = \"writer\"\n");
    const ProgramResult result =
        run_docmill({"run", workspace.pipeline, "--quiet"}, {{}, {"TMPDIR=" + (workspace.temp / "tmp").string()}, ""});
    REQUIRE_MESSAGE(result.status == 0, result.err);
    const auto records = workspace.records();
    REQUIRE(records.size() == 1);
    rapidjson::Document said;
    said.Parse(str(records[0]["summary"]).c_str());
    REQUIRE_MESSAGE(!said.HasParseError(), str(records[0]["summary"]));
    for (const char* what : {"own", "temporary", "local"}) CHECK(str(said[what]) == "yes");
    if (free) {
      CHECK(str(said["outside"]) == "yes");
      CHECK(str(said["net"]) == "yes");
      continue;
    }
    const std::string plan = run_docmill({"plan", workspace.pipeline}).out;
    CHECK_MESSAGE(plan.find("network") != std::string::npos, plan);
    if (plan.find("Landlock") != std::string::npos && plan.find("no Landlock") == std::string::npos)
      CHECK(str(said["outside"]) == "Permission denied");
    else MESSAGE("this kernel has no Landlock");
    if (plan.find("seccomp") != std::string::npos && plan.find("no seccomp") == std::string::npos)
      CHECK(str(said["net"]) == "Permission denied");
    else MESSAGE("this kernel has no seccomp");
  }
}

TEST_CASE(
    "what a program has started in a session of its own ends with it, and with docmill by force; no folder stays") {
  // The first two documents are answered; the third is waited for, for ever.
  const std::string program =
      "setsid sleep 1000 </dev/null >/dev/null 2>&1 &\n" + shell("setsid sleep 1000 & while :; do sleep 1; done");
  for (const bool isolated : {false, true}) {
    CAPTURE(isolated);
    const Workspace workspace(program, summary + "allow = [\"external\"]\nenvironment = [\"DOCMILL_TEST_SIGN\"]\n");
    std::filesystem::create_directory(workspace.temp / "tmp");
    const std::string sign = "DOCMILL_TEST_SIGN=" + workspace.temp.path().string(),
                      tmp = "TMPDIR=" + (workspace.temp / "tmp").string();
    const pid_t child = ::fork();
    if (child == 0) {
      ::putenv(const_cast<char*>(sign.c_str()));
      ::putenv(const_cast<char*>(tmp.c_str()));
      ::execl(DOCMILL_PROGRAM, DOCMILL_PROGRAM, "run", workspace.pipeline.c_str(), "--quiet", "--threads", "1",
              isolated ? "--isolate" : nullptr, nullptr);
      ::_exit(127);
    }
    // docmill, warden, program, both sleepers, the sleep of the loop.
    CHECK(comes_true([&] { return processes_with(sign) >= (isolated ? 8u : 6u); }));
    CHECK_FALSE(std::filesystem::is_empty(workspace.temp / "tmp"));
    ::kill(child, SIGKILL);
    CHECK(wait_for_exit(child) == 128 + SIGKILL);
    CHECK(comes_true([&] { return processes_with(sign) == 0; }));
    CHECK(comes_true([&] { return std::filesystem::is_empty(workspace.temp / "tmp"); }));
  }

  const Workspace workspace("setsid sleep 1000 </dev/null >/dev/null 2>&1 &\n" + shell("answer"),
                            summary + "allow = [\"external\"]\nenvironment = [\"DOCMILL_TEST_SIGN\"]\n");
  const std::string sign = "DOCMILL_TEST_SIGN=" + workspace.temp.path().string();
  const ProgramResult result = run_docmill({"run", workspace.pipeline, "--quiet"}, {{}, {sign}, ""});
  CHECK_MESSAGE(result.status == 0, result.err);
  CHECK(processes_with(sign) == 0);
}

TEST_CASE("a folder that a killed docmill could not remove goes when the next is made") {
  const Workspace workspace(shell("answer"), summary + "allow = [\"external\"]\n");
  workspace.temp.write("tmp/docmill-process-AbCdEf/program", "exit 1\n");
  workspace.temp.write("tmp/somebody-elses/file", "stays\n");
  const std::string tmp = "TMPDIR=" + (workspace.temp / "tmp").string();
  CHECK(run_docmill({"run", workspace.pipeline, "--quiet"}, {{}, {tmp}, ""}).status == 0);
  CHECK_FALSE(std::filesystem::exists(workspace.temp / "tmp/docmill-process-AbCdEf"));
  CHECK(std::filesystem::exists(workspace.temp / "tmp/somebody-elses/file"));
}
