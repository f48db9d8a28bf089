#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <optional>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "cli/terminal.hpp"
#include "host/cluster/slurm_job.hpp"
#include "host/output/output_file.hpp"
#include "host/run/mill.hpp"

extern char** environ;

namespace docmill::cli {
namespace {

namespace fs = std::filesystem;

struct Settings {
  PipelineFlags pipeline;
  uint64_t shards = 0;
  uint64_t threads = 0;  // 0: as the cluster gives
  std::vector<std::string> options;
  std::string only;
  bool dry_run = false;
};

// Runs a program and gives what it printed; the status is a sentence. What it says on standard error is the user's.
Result<std::string> output_of(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return Status(Trouble::io, std::strerror(errno));
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  std::string out;
  std::array<char, 512> buffer{};
  for (ssize_t n; error == 0 && (n = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
    out.append(buffer.data(), static_cast<std::size_t>(n));
  ::close(ends[0]);
  if (error == ENOENT)
    return Status(Trouble::io,
                  fmt::format("{} is not on PATH; this must be a machine that hands jobs to Slurm (Debian: "
                              "slurm-client), or use --dry-run",
                              command[0]));
  if (error != 0) return Status(Trouble::io, fmt::format("{} cannot be run: {}", command[0], std::strerror(error)));
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return Status(Trouble::io, fmt::format("'{}' failed; what it said stands above", fmt::join(command, " ")));
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out;
}

// The words behind `docmill run`. Paths stay as they were typed: the jobs start in this working folder.
std::vector<std::string> run_arguments(const PipelineFlags& p) {
  std::vector<std::string> words = {p.pipeline};
  const auto add_each = [&](const char* flag, const std::vector<std::string>& values) {
    for (const std::string& value : values) words.insert(words.end(), {flag, value});
  };
  add_each("--set", p.sets);
  add_each("--input", p.inputs);
  if (!p.output.empty()) words.insert(words.end(), {"--output", p.output});
  add_each("--plugin-dir", p.plugins.plugin_dirs);
  return words;
}

// "3,7,9" within 1 to `shards`; nothing when it is written otherwise.
std::optional<std::vector<uint64_t>> shard_list(const std::string& text, uint64_t shards) {
  std::vector<uint64_t> numbers;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const std::string word = text.substr(from, comma - from);
    if (word.empty() || word.size() > 9 || word.find_first_not_of("0123456789") != std::string::npos)
      return std::nullopt;
    numbers.push_back(std::stoull(word));
    if (numbers.back() < 1 || numbers.back() > shards) return std::nullopt;
    from = comma + 1;
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

void print_plan(const host::SlurmRun& run, const std::string& array_file, const std::string& merge_file) {
  terminal::print("# {}\n{}\n# {}\n{}\n", array_file, host::slurm_array_script(run), merge_file,
                  host::slurm_merge_script(run));
  const auto line = [](const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + host::shell_word(word);
    return out;
  };
  terminal::print("# {}\n# {}\n", line(host::sbatch_command(array_file, "")),
                  line(host::sbatch_command(merge_file, "JOB")));
}

int submit(const Settings& settings) {
  Messages messages({});
  const auto fail = [&](const Status& status) {
    messages.error(status.message());
    return code_of(status.trouble());
  };
  if (settings.shards == 0) return fail({Trouble::usage, "'submit slurm' needs --shards N, how many shares to cut"});
  // A mistake is found here, not sixteen times on the cluster.
  host::Diagnostics diagnostics;
  const std::unique_ptr<host::Mill> mill =
      host::make_mill(settings.pipeline.request(), settings.pipeline.plugins.search(), nullptr, diagnostics);
  messages.diagnostics(diagnostics);
  if (diagnostics.has_errors()) return mill->load_failed ? plugin_error : usage_error;
  if (!mill->plan.file.to) return fail({Trouble::usage, "nowhere to write: give [output] to, or --output"});
  const std::optional<std::vector<uint64_t>> only = shard_list(settings.only, settings.shards);
  if (!only)
    return fail({Trouble::usage, fmt::format("--only: '{}' is no list of shards from 1 to {}, such as 3,7",
                                             settings.only, settings.shards)});

  std::error_code error;
  fs::path out = fs::absolute(mill->plan.file.to->resolved(), error).lexically_normal();
  if (!out.has_filename()) out = out.parent_path();
  const fs::path folder = out.string() + ".slurm";
  host::SlurmRun run;
  run.program = fs::read_symlink("/proc/self/exe", error).string();
  run.arguments = run_arguments(settings.pipeline);
  run.working_folder = fs::current_path(error).string();
  run.output = out.string();
  run.logs = folder.string();
  run.name = mill->plan.file.name;
  run.shards = settings.shards;
  run.only = *only;
  run.processors = settings.threads;
  run.options = settings.options;
  const std::string array_file = (folder / "shards.sh").string(), merge_file = (folder / "merge.sh").string();
  if (settings.dry_run) {
    print_plan(run, array_file, merge_file);
    return done;
  }
  fs::create_directories(folder, error);
  if (error) return fail({Trouble::io, fmt::format("{}: {}", folder.string(), error.message())});
  for (const auto& [file, text] :
       {std::pair(array_file, host::slurm_array_script(run)), std::pair(merge_file, host::slurm_merge_script(run))}) {
    fs::remove(file, error);
    if (const Status s = host::write_whole_file(file, file, text); !s.ok()) return fail(s);
  }
  const Result<std::string> array = output_of(host::sbatch_command(array_file, ""));
  if (!array.ok()) return fail(array.status());
  // "123" or "123;cluster"
  const std::string number = array.value().substr(0, array.value().find(';'));
  const Result<std::string> merge = output_of(host::sbatch_command(merge_file, number));
  if (!merge.ok()) {
    messages.error(merge.status().message());
    messages.say(fmt::format("the shards run all the same, as job {}; when they are done: docmill merge {}", number,
                             host::shell_word(run.output)));
    return code_of(merge.status().trouble());
  }
  terminal::print("{} shards: job {}; merge: job {}\n", run.only.empty() ? run.shards : run.only.size(), number,
                  merge.value().substr(0, merge.value().find(';')));
  terminal::print(
      "  squeue -j {}                  how far they are\n  {}/  what they said\n  docmill missing {}  shards to run "
      "again, if any\n",
      number, run.logs, host::shell_word(run.output));
  return done;
}

}  // namespace

Command submit_slurm_command() {
  const auto s = std::make_shared<Settings>();
  std::vector<Flag> flags = {
      flag("--shards", "N", &s->shards, "How many shares the input is cut into", whole_number(1, 100000)),
      flag("--threads", "N", &s->threads, "Processors and threads for each shard (default: what the cluster gives)",
           whole_number(1, 1024)),
      flag("--only", "K,L", &s->only, "Only these shards, as `docmill missing` names them"),
      flag("--sbatch", "OPTION", &s->options, "An option for sbatch, such as --partition=long (may be repeated)"),
      flag("--dry-run", &s->dry_run, "Print the jobs instead of submitting them"),
  };
  return {"submit slurm", "Run a pipeline as an array of jobs on Slurm, with a merge behind it",
          joined({s->pipeline.flags(), std::move(flags)}), [s] { return submit(*s); }};
}

}  // namespace docmill::cli
