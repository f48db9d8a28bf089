#include "tooling/cluster/slurm_job.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace docmill::tooling {
namespace {

std::string shell_words(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += ' ';
    out += shell_word(word);
  }
  return out;
}

// A value of a #SBATCH line; Slurm reads double quotes there.
std::string directive(const std::string& key, const std::string& value) {
  const bool plain = value.find_first_of(" \t\"'#") == std::string::npos;
  return plain ? fmt::format("#SBATCH --{}={}\n", key, value) : fmt::format("#SBATCH --{}=\"{}\"\n", key, value);
}

std::string head(const SlurmRun& run, const std::string& job, const std::string& log) {
  std::string out = "#!/bin/bash\n";
  out += directive("job-name", run.name + "-" + job);
  out += directive("chdir", run.working_folder);
  out += directive("output", run.logs + "/" + log);
  // A requeued task goes on in its log instead of wiping out why it was requeued.
  out += "#SBATCH --open-mode=append\n";
  for (const std::string& option : run.options) out += fmt::format("#SBATCH {}\n", option);
  return out;
}

}  // namespace

std::string shell_word(const std::string& word) {
  constexpr std::string_view safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
  if (!word.empty() && word.find_first_not_of(safe) == std::string::npos) return word;
  std::string out = "'";
  for (const char c : word) {
    if (c == '\'') out += "'\\''";
    else out += c;
  }
  return out + "'";
}

std::optional<uint64_t> max_array_size_in(std::string_view config) {
  constexpr std::string_view key = "MaxArraySize";
  std::size_t at = config.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  at = config.find_first_not_of(" =", at + key.size());
  if (at == std::string_view::npos) return std::nullopt;
  uint64_t size = 0;
  const auto [end, error] = std::from_chars(config.data() + at, config.data() + config.size(), size);
  return error == std::errc() ? std::optional(size) : std::nullopt;
}

std::vector<SlurmArray> slurm_arrays(const SlurmRun& run, uint64_t max_array_size) {
  const uint64_t most = max_array_size - 1;  // tasks 1 to this one; 0 is not used
  std::vector<SlurmArray> arrays;
  if (run.only.empty()) {
    for (uint64_t offset = 0; offset < run.shards; offset += most)
      arrays.push_back({offset, fmt::format("1-{}", std::min(most, run.shards - offset))});
    return arrays;
  }
  for (const uint64_t shard : run.only) {
    const uint64_t offset = (shard - 1) / most * most;
    if (arrays.empty() || arrays.back().offset != offset) arrays.push_back({offset, ""});
    std::string& tasks = arrays.back().tasks;
    tasks += fmt::format("{}{}", tasks.empty() ? "" : ",", shard - offset);
  }
  return arrays;
}

std::string slurm_array_script(const SlurmRun& run, const SlurmArray& array) {
  const bool is_first = array.offset == 0;
  const std::string task =
      is_first ? "$SLURM_ARRAY_TASK_ID" : fmt::format("$((SLURM_ARRAY_TASK_ID + {}))", array.offset);
  std::string out = head(run, "shard", is_first ? "shard-%a.log" : fmt::format("shard-{}+%a.log", array.offset));
  out += fmt::format("#SBATCH --array={}\n", array.tasks);
  out += "#SBATCH --requeue\n";
  if (run.processors != 0) out += fmt::format("#SBATCH --cpus-per-task={}\n", run.processors);
  std::vector<std::string> command = {run.program, "run"};
  command.insert(command.end(), run.arguments.begin(), run.arguments.end());
  if (run.processors != 0) command.insert(command.end(), {"--threads", std::to_string(run.processors)});
  out += fmt::format("\n{} --shard \"{}/{}\" --resume\nstatus=$?\n", shell_words(command), task, run.shards);
  // `scancel --signal` and a plain exit end the task for good, and the merge with it; scontrol requeue does not.
  out += fmt::format(R"(
# Ended by a signal: once more, from where it stood.
if [ "$status" -ge 128 ] && [ "${{SLURM_RESTART_COUNT:-0}}" -lt {} ]; then
  echo "shard {} was ended by signal $((status - 128)); put back into the queue"
  scontrol requeue "$SLURM_JOB_ID" && sleep 60
fi
exit "$status"
)",
                     most_requeues, task);
  return out;
}

std::string slurm_merge_script(const SlurmRun& run) {
  return head(run, "merge", "merge.log") + fmt::format("\n{}\n", shell_words({run.program, "merge", run.output}));
}

std::vector<std::string> sbatch_command(const std::string& script, const std::vector<std::string>& after) {
  std::vector<std::string> words = {"sbatch", "--parsable"};
  if (!after.empty()) {
    words.push_back(fmt::format("--dependency=afterok:{}", fmt::join(after, ":")));
    // Without it the merge would wait for ever when a shard has failed.
    words.push_back("--kill-on-invalid-dep=yes");
  }
  words.push_back(script);
  return words;
}

}  // namespace docmill::tooling
