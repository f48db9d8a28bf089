// Programs that behave and programs that do not: what becomes of each document, word for word. The programs are shell
// scripts, so that each test shows the whole misbehaviour.
#include "program.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "answer.hpp"
#include "question.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::process;

namespace {

// Answers each line rightly; "misbehave N COMMAND" does something else on the document that holds doc-N.
const std::string prelude = R"sh(
read -r greeting
ready() { echo '{"ready":true}'; }
answer() { n=${line#*:}; n=${n%%,*}; echo "{\"n\":$n,\"layers\":{}}"; }
go_on() { while read -r line; do case $line in *doc-"$1\""*) shift; "$@";; *) answer;; esac; done; }
)sh";

struct Talk {
  Launcher launcher;
  ProgramSettings settings;
  std::mutex mutex;
  std::vector<std::string> log;
  std::unique_ptr<Program> program;
  std::vector<Reply> replies;

  explicit Talk(const std::string& script) : Talk(std::vector<std::string>{"sh", "-c", prelude + script}) {}
  explicit Talk(std::vector<std::string> arguments) {
    settings.launch = {"/bin/" + arguments[0], std::move(arguments), {"PATH=/usr/bin:/bin"}, "/tmp", {}, {}};
    settings.end_milliseconds = 200;
    settings.log = [this](uint32_t level, std::string_view message) {
      const std::lock_guard lock(mutex);
      log.push_back(std::to_string(level) + " " + std::string(message));
    };
    program = std::make_unique<Program>(
        launcher, settings,
        Language{"{}\n", [](std::string_view line) { read_ready(line); }, question_head, check_envelope});
  }
  bool ask(
      std::size_t n, const std::function<bool()>& stop = [] { return false; }) {
    return program->ask(
        n, [](std::size_t i) { return "\"layers\":{\"text\":\"doc-" + std::to_string(i) + "\"}}\n"; }, replies, stop);
  }
  // What became of each document: "+", or the code and the message.
  std::vector<std::string> outcomes(std::size_t n) {
    REQUIRE(ask(n));
    std::vector<std::string> all;
    for (const Reply& reply : replies)
      all.push_back(reply.answered ? "+" : reply.trouble.code + ": " + reply.trouble.message);
    return all;
  }
};

using Outcomes = std::vector<std::string>;

// Document 2 of 0..4 is lost with this; the others are answered.
void check_one_lost(const std::string& script, const std::string& how) {
  Talk talk(script);
  const Outcomes outcomes = talk.outcomes(5);
  for (std::size_t i = 0; i < 5; ++i) CHECK(outcomes[i] == (i == 2 ? how : "+"));
}

}  // namespace

TEST_CASE("a program that behaves answers all documents, over many batches, and is started once") {
  Talk talk("ready; echo started >&2; go_on none");
  for (int batch = 0; batch < 5; ++batch) CHECK(talk.outcomes(7) == Outcomes(7, "+"));
  talk.program.reset();
  CHECK(talk.log == std::vector<std::string>{"1 started"});
}

TEST_CASE("documents and answers far larger than a pipe do not block each other") {
  // cat-like: the answer is as long as the question; nothing is read before all is written on neither side.
  Talk talk("ready; while read -r line; do answer; printf '%s\\n' \"$line\" >&2; done");
  const std::string large(200000, 'x');
  std::vector<Reply> replies;
  REQUIRE(talk.program->ask(
      4, [&](std::size_t) { return "\"layers\":{\"text\":\"" + large + "\"}}\n"; }, replies, [] { return false; }));
  for (const Reply& reply : replies) CHECK(reply.answered);
}

TEST_CASE("it says nothing and ends at the start") {
  Talk talk("echo 'ImportError: no module named torch' >&2; exit 3");
  const std::string how =
      "program-not-started: the program ended with status 3; it last said: 'ImportError: no module named torch'";
  CHECK(talk.outcomes(5) == Outcomes(5, how));
  CHECK(
      talk.log.back() ==
      "3 the program could not be started 3 times in a row and is not tried again: the program ended with status 3; it "
      "last said: 'ImportError: no module named torch'");
  CHECK(std::count(talk.log.begin(), talk.log.end(), "1 ImportError: no module named torch") == 3);
}

TEST_CASE("it cannot be executed") {
  Talk talk(std::vector<std::string>{"no-such-program"});
  CHECK(talk.outcomes(1) ==
        Outcomes{"program-not-started: '/bin/no-such-program' cannot be executed: No such file or directory"});
}

TEST_CASE("its first answer is not that it is ready") {
  Talk talk("echo Loading model; go_on none");
  CHECK(talk.outcomes(1) ==
        Outcomes{"program-not-started: the program's first answer is not JSON (byte 0 is not valid JSON): 'Loading "
                 "model'; what it prints for people must go to standard error"});
  Talk other("echo '{\"ready\":false}'; go_on none");
  CHECK(
      other.outcomes(1) ==
      Outcomes{"program-not-started: the program's first answer is '{\"ready\":false}'; it must be {\"ready\": true}"});
}

TEST_CASE("it does not answer the first line in time") {
  Talk talk("echo thinking >&2; sleep 30");
  talk.settings.start_milliseconds = 150;
  CHECK(talk.outcomes(1) == Outcomes{"program-not-started: the program was not ready within 0.15 s; it must answer the "
                                     "first line with {\"ready\": true}; it last said: 'thinking'"});
}

TEST_CASE("a start that fails once is made good") {
  const docmill::test::TempFolder temp;
  Talk talk("f=" + (temp / "seen").string() + "; [ -e $f ] || { touch $f; exit 1; }; ready; go_on none");
  CHECK(talk.outcomes(3) == Outcomes{"program-not-started: the program ended with status 1", "+", "+"});
}

TEST_CASE("it ends in the middle of a document") {
  check_one_lost("ready; go_on 2 exit 7", "program-ended: the program ended with status 7");
}

TEST_CASE("it ends with status 0 and the answer half said") {
  const auto half = R"(half() { printf '{"n":1,"lay'; exit 0; }; ready; go_on 2 half)";
  check_one_lost(half, "program-ended: the program ended with status 0 in the middle of a line: '{\"n\":1,\"lay'");
}

TEST_CASE("it crashes") {
  check_one_lost("crash() { echo about to crash >&2; kill -SEGV $$; }; ready; go_on 2 crash",
                 "program-ended: the program ended by signal 11 (Segmentation fault); it last said: 'about to crash'");
}

TEST_CASE("it crashes on a later document than the one that it was just given: only the guilty one is lost") {
  // Reads everything that is there before it answers anything, as a program with its own batches does.
  check_one_lost(R"sh(ready
while read -r line; do
  kept=$line
  case $line in *'"more":true'*) while read -r more; do kept="$kept
$more"; case $more in *'"more":false'*) break;; esac; done;; esac
  case $kept in *doc-2*) exit 9;; esac
  printf '%s\n' "$kept" | while read -r line; do answer; done
done)sh",
                 "program-ended: the program ended with status 9");
}

TEST_CASE("a program that ends after each document loses none, only time") {
  Talk talk("ready; read -r line; answer");
  CHECK(talk.outcomes(4) == Outcomes(4, "+"));
  CHECK(talk.log[0] == "1 the program ended with status 0; it is started again");
}

TEST_CASE("it hangs") {
  Talk talk("ready; go_on 2 sleep 30");
  talk.settings.answer_milliseconds = 300;
  const Outcomes outcomes = talk.outcomes(5);
  for (std::size_t i = 0; i < 5; ++i)
    CHECK(outcomes[i] == (i == 2 ? "time-limit: the program did not answer within 0.3 s and was ended" : "+"));
}

TEST_CASE("it closes its standard output and lives on") {
  check_one_lost("close() { exec >&-; sleep 30; }; ready; go_on 2 close",
                 "program-ended: the program closed its standard output and did not end");
}

TEST_CASE("it prints for people on standard output") {
  check_one_lost("babble() { echo 'processing...'; answer; }; ready; go_on 2 babble",
                 "bad-answer: the program's answer is not JSON (byte 0 is not valid JSON): 'processing...'; what it "
                 "prints for people must go to standard error");
}

TEST_CASE("it answers with an empty line") {
  check_one_lost(
      "ready; go_on 2 echo",
      "bad-answer: the program's answer is not JSON (byte 0 is not valid JSON): ''; what it prints for people "
      "must go to standard error");
}

TEST_CASE("it answers with what is not UTF-8") {
  check_one_lost(R"(bytes() { printf '{"n":1,"\377"}\n'; }; ready; go_on 2 bytes)",
                 "bad-answer: the program's answer is not JSON (byte 8 is not valid UTF-8): '{\"n\":1,\"?\"}'; what it "
                 "prints for people must go to standard error");
}

TEST_CASE("it answers with NaN, which is not JSON") {
  check_one_lost(R"(nan() { echo '{"n":1,"layers":{"score":NaN}}'; }; ready; go_on 2 nan)",
                 "bad-answer: the program's answer is not JSON (byte 25 is not valid JSON): "
                 "'{\"n\":1,\"layers\":{\"score\":NaN}}'; what it prints for people must go to standard error");
}

TEST_CASE("it answers with an array") {
  check_one_lost("array() { echo '[1]'; }; ready; go_on 2 array",
                 "bad-answer: the program's answer is not a JSON object: '[1]'");
}

TEST_CASE("it leaves the number out") {
  check_one_lost(
      "none() { echo '{\"layers\":{}}'; }; ready; go_on 2 none",
      "bad-answer: the program's answer has no \"n\"; every line must be answered once, in order, with its n");
}

TEST_CASE("it answers out of order") {
  // Alone and first, document 2 is answered as n = 5.
  check_one_lost(
      "other() { echo '{\"n\":5,\"layers\":{}}'; }; ready; go_on 2 other",
      "bad-answer: the program answered n = 5 where n = 1 was due; every line must be answered once, in order, "
      "with its n");
}

TEST_CASE("it answers twice: nothing is lost, as each is asked again") {
  Talk talk("twice() { answer; answer; }; ready; go_on 2 twice");
  CHECK(talk.outcomes(5) == Outcomes(5, "+"));
  CHECK(
      talk.log[0] ==
      "1 the program answered n = 3 where n = 4 was due; every line must be answered once, in order, with its n; it is "
      "started again");
}

TEST_CASE("its line does not end") {
  Talk talk("flood() { head -c 3000000 /dev/zero | tr '\\0' x; sleep 30; }; ready; go_on 2 flood");
  talk.settings.longest_line = 1000000;
  const Outcomes outcomes = talk.outcomes(4);
  CHECK(outcomes[2] == "bad-answer: the program's answer passes 1000000 bytes without a line end");
  CHECK(outcomes[3] == "+");
}

TEST_CASE("it floods standard error: the log stays bounded, and nothing blocks") {
  Talk talk("flood() { yes complaint | head -n 200000 >&2; answer; }; ready; go_on 2 flood");
  CHECK(talk.outcomes(5) == Outcomes(5, "+"));
  talk.program.reset();
  CHECK(talk.log.size() == 1001);
  CHECK(talk.log.back() == "2 the program has written 1000 lines to standard error; further ones are left out");
}

TEST_CASE("a line of standard error without an end is cut, and lines of nothing are not told") {
  Talk talk("head -c 100000 /dev/zero | tr '\\0' e >&2; echo >&2; echo '  ' >&2; echo end >&2; ready; go_on none");
  CHECK(talk.outcomes(1) == Outcomes{"+"});
  talk.program.reset();
  for (const std::string& line : talk.log) CHECK(line.size() <= 4098);
  CHECK(talk.log.back() == "1 end");
}

TEST_CASE("it is told to stop by another thread while it hangs") {
  Talk talk("ready; go_on 0 sleep 30");
  std::atomic<bool> stop = false;
  std::thread later([&] {
    usleep(100000);
    stop = true;
  });
  CHECK_FALSE(talk.ask(3, [&] { return stop.load(); }));
  later.join();
}

TEST_CASE("it does not end when there is nothing more to read: it is killed, and what it started as well") {
  const docmill::test::TempFolder temp;
  Talk talk("sleep 1000 & echo $! > " + (temp / "pid").string() + "; ready; go_on none; sleep 1000");
  CHECK(talk.outcomes(1) == Outcomes{"+"});
  talk.program.reset();
  CHECK(talk.log.back() ==
        "2 the program did not end within 0.2 s after its standard input was closed, and was killed");
  const pid_t grandchild = std::stoi(docmill::test::read_file(temp / "pid"));
  // Gone, or dead and not yet waited for by whoever inherited it.
  const auto lives = [&] {
    std::ifstream stat("/proc/" + std::to_string(grandchild) + "/stat");
    std::string line;
    return std::getline(stat, line) && line.find(") Z ") == std::string::npos;
  };
  for (int i = 0; i < 100 && lives(); ++i) usleep(10000);
  CHECK_FALSE(lives());
}

TEST_CASE("it inherits its three streams and nothing else") {
  const int leaked = dup(0);  // without O_CLOEXEC, as a library might
  Talk talk("ready; read -r line; ls /proc/self/fd >&2; answer; go_on none");
  CHECK(talk.outcomes(1) == Outcomes{"+"});
  talk.program.reset();
  close(leaked);
  // ls itself opens the folder as 3.
  CHECK(talk.log == std::vector<std::string>{"1 0", "1 1", "1 2", "1 3"});
}

TEST_CASE("no descriptor, no process and no pending signal stays behind") {
  const auto count = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
  };
  const auto before = count();
  for (const char* script : {"ready; go_on none", "ready; go_on 1 exit 1", "exit 1", "ready; go_on 1 exec 0<&-"}) {
    Talk talk(script);
    (void)talk.outcomes(3);
  }
  CHECK(count() == before);
  CHECK(waitpid(-1, nullptr, WNOHANG) == -1);  // no child is left
  sigset_t pending;
  sigpending(&pending);
  CHECK(sigismember(&pending, SIGPIPE) == 0);
}

TEST_CASE("the name of the private folder does not show in what it says") {
  const docmill::test::TempFolder temp;
  Talk talk("echo \"$PWD/summarise.py: no\" >&2; exit 1");
  talk.settings.launch.folder = temp.path().string();
  CHECK(talk.outcomes(1) ==
        Outcomes{"program-not-started: the program ended with status 1; it last said: './summarise.py: no'"});
}
