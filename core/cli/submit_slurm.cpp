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
#include "command_line/terminal.hpp"
#include "host/output/output_places.hpp"
#include "host/pipeline/path_text.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/support/file_system.hpp"
#include "host/support/working_folder.hpp"
#include "host/support/write_text.hpp"
#include "tooling/cache/result_cache.hpp"
#include "tooling/cluster/slurm_job.hpp"

extern char** environ;

namespace docmill::cli {
namespace {

namespace fs = std::filesystem;

struct SubmitSlurmSettings {
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

// The words behind `docmill run`. Paths stay as they were typed: the jobs start in this working folder. Those with a
// variable are given as they are here, for it may be another one on the nodes.
std::vector<std::string> run_arguments(const PipelineFlags& p, const host::PipelineFile& file) {
  std::vector<std::string> words = {p.pipeline};
  const auto add_each = [&](const char* flag, const std::vector<std::string>& values) {
    for (const std::string& value : values) words.insert(words.end(), {flag, value});
  };
  add_each("--set", p.sets);
  if (std::any_of(file.from.begin(), file.from.end(), [](const auto& path) { return path.is_expanded; })) {
    for (const host::WrittenPath& path : file.from)
      words.insert(words.end(), {"--input", host::literal_path(host::anchored(path.resolved()).string())});
  } else {
    add_each("--input", p.inputs);
  }
  if (file.to->is_expanded)
    words.insert(words.end(), {"--output", host::literal_path(host::anchored(file.to->resolved()).string())});
  else if (!p.output.empty()) words.insert(words.end(), {"--output", p.output});
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

// A script and what it is of.
struct Job {
  std::string file, text;
};

std::vector<Job> array_jobs(const tooling::SlurmRun& run, uint64_t max_array_size) {
  const std::vector<tooling::SlurmArray> arrays = tooling::slurm_arrays(run, max_array_size);
  std::vector<Job> jobs;
  for (const tooling::SlurmArray& array : arrays) {
    const std::string number = arrays.size() == 1 ? "" : fmt::format("-{}", jobs.size() + 1);
    jobs.push_back({fmt::format("{}/shards{}.sh", run.logs, number), tooling::slurm_array_script(run, array)});
  }
  return jobs;
}

void print_plan(const std::vector<Job>& arrays, const Job& merge) {
  const auto line = [](const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + tooling::shell_word(word);
    return out;
  };
  for (const Job& job : arrays) terminal::print("# {}\n{}\n", job.file, job.text);
  terminal::print("# {}\n{}\n", merge.file, merge.text);
  std::vector<std::string> numbers;
  for (const Job& job : arrays) {
    terminal::print("# {}\n", line(tooling::sbatch_command(job.file, {})));
    numbers.push_back(arrays.size() == 1 ? "JOB" : fmt::format("JOB{}", numbers.size() + 1));
  }
  terminal::print("# {}\n", line(tooling::sbatch_command(merge.file, numbers)));
}

// How large an array may be here. With --dry-run this may be a machine without Slurm.
Result<uint64_t> max_array_size(bool is_dry) {
  constexpr const char* command = "scontrol show config";
  const Result<std::string> config = output_of({"scontrol", "show", "config"});
  if (!config.ok()) return is_dry ? Result<uint64_t>(tooling::usual_max_array_size) : config.status();
  const uint64_t size = tooling::max_array_size_in(config.value()).value_or(tooling::usual_max_array_size);
  if (size >= 2) return size;
  return Status(Trouble::io, fmt::format("this Slurm takes no arrays of jobs ('{}' says MaxArraySize = {}), which the "
                                         "shards are",
                                         command, size));
}

// Hands the script to sbatch and gives the number of the job.
Result<std::string> submit_job(const Job& job, const std::vector<std::string>& after) {
  Result<std::string> answer = output_of(tooling::sbatch_command(job.file, after));
  if (!answer.ok()) return answer;
  return answer.value().substr(0, answer.value().find(';'));  // "123" or "123;cluster"
}

// Each node opens the cache for itself; here it is only told what they will find.
void say_cache(const host::PreparedPipeline& prepared, Messages& messages) {
  if (!host::wants_cache(prepared)) return;
  const fs::path folder = tooling::ResultCache::folder_for("");
  if (const std::string network = host::network_file_system(folder); !network.empty())
    messages.say(
        fmt::format("the cache of stages with cache = true, {}, lies on {}: all nodes share it and one writes "
                    "at a time; with DOCMILL_CACHE each node may have its own, on its own disk",
                    folder.string(), network));
}

int submit(const SubmitSlurmSettings& settings) {
  Messages messages({});
  const auto fail = [&](const Status& status) {
    messages.error(status.message());
    return code_of(status.trouble());
  };
  if (settings.shards == 0) return fail({Trouble::usage, "'submit slurm' needs --shards N, how many shares to cut"});
  // A mistake is found here, not sixteen times on the cluster.
  host::Diagnostics diagnostics;
  const std::unique_ptr<host::PreparedPipeline> prepared =
      host::prepare_pipeline(settings.pipeline.request(), settings.pipeline.plugins.search(), nullptr, diagnostics);
  messages.diagnostics(diagnostics);
  if (diagnostics.has_errors()) return prepared->load_failed ? plugin_error : usage_error;
  if (!prepared->plan.file.to) return fail({Trouble::usage, "nowhere to write: give [output] to, or --output"});
  const std::optional<std::vector<uint64_t>> only = shard_list(settings.only, settings.shards);
  if (!only)
    return fail({Trouble::usage, fmt::format("--only: '{}' is no list of shards from 1 to {}, such as 3,7",
                                             settings.only, settings.shards)});

  const Result<host::OutputPlaces> places = host::places_of(prepared->plan.file.to->resolved());
  if (!places.ok()) return fail(places.status());
  std::error_code error;
  tooling::SlurmRun run;
  run.program = fs::read_symlink("/proc/self/exe", error).string();
  run.arguments = run_arguments(settings.pipeline, prepared->plan.file);
  run.working_folder = host::working_folder().string();
  run.output = places.value().out.path.string();
  run.logs = places.value().jobs.path.string();
  run.name = prepared->plan.file.name;
  run.shards = settings.shards;
  run.only = *only;
  run.processors = settings.threads;
  run.options = settings.options;
  const Result<uint64_t> array_size = max_array_size(settings.dry_run);
  if (!array_size.ok()) return fail(array_size.status());
  const std::vector<Job> arrays = array_jobs(run, array_size.value());
  const Job merge{run.logs + "/merge.sh", tooling::slurm_merge_script(run)};
  if (settings.dry_run) {
    print_plan(arrays, merge);
    return done;
  }
  fs::create_directories(run.logs, error);
  if (error) return fail({Trouble::io, fmt::format("{}: {}", run.logs, error.message())});
  std::vector<Job> all = arrays;
  all.push_back(merge);
  for (const Job& job : all)
    if (const Status s = host::write_text(job.file, job.text); !s.ok()) return fail(s);
  std::vector<std::string> numbers;
  for (const Job& job : all) {
    const Result<std::string> number = submit_job(job, &job == &all.back() ? numbers : std::vector<std::string>());
    if (number.ok()) {
      numbers.push_back(number.value());
      continue;
    }
    messages.error(number.status().message());
    if (!numbers.empty())
      messages.say(
          fmt::format("{} of {} jobs run all the same ({}); docmill missing {} tells which shards are to be run "
                      "with --only; when all are done: docmill merge {}",
                      numbers.size(), all.size(), fmt::join(numbers, ", "), tooling::shell_word(run.output),
                      tooling::shell_word(run.output)));
    return code_of(number.status().trouble());
  }
  const std::string merge_number = numbers.back();
  numbers.pop_back();
  terminal::print("{} shards: job{} {}; merge: job {}\n", run.only.empty() ? run.shards : run.only.size(),
                  numbers.size() == 1 ? "" : "s", fmt::join(numbers, ", "), merge_number);
  if (numbers.size() > 1)
    terminal::print("  {} arrays, because this Slurm takes at most {} tasks in one (MaxArraySize)\n", numbers.size(),
                    array_size.value() - 1);
  terminal::print(
      "  squeue -j {}                  how far they are\n  {}/  what they said\n  docmill missing {}  shards to run "
      "again, if any\n",
      fmt::join(numbers, ","), run.logs, tooling::shell_word(run.output));
  say_cache(*prepared, messages);
  return done;
}

}  // namespace

Command submit_slurm_command() {
  const auto s = std::make_shared<SubmitSlurmSettings>();
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
