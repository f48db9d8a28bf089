// The texts of jobs: what is quoted, what is asked of Slurm.
#include "tooling/cluster/slurm_job.hpp"

#include <doctest/doctest.h>

using namespace docmill::host;
using namespace docmill::tooling;

namespace {

SlurmRun sample() {
  SlurmRun run;
  run.program = "/opt/docmill/bin/docmill";
  run.arguments = {"news.toml", "--set", "cleaner.keep-title=true", "--output", "out/it's here"};
  run.working_folder = "/data/news";
  run.output = "/data/news/out/it's here";
  run.logs = "/data/news/out/it's here.slurm";
  run.name = "news";
  run.shards = 16;
  return run;
}

bool has_line(const std::string& script, const std::string& line) {
  return ("\n" + script).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("a word for the shell is quoted when it must be") {
  CHECK(shell_word("news.toml") == "news.toml");
  CHECK(shell_word("--set=a.b=3") == "--set=a.b=3");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("two words") == "'two words'");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("$HOME") == "'$HOME'");
  CHECK(shell_word("a;b") == "'a;b'");
  CHECK(shell_word("~") == "'~'");
}

TEST_CASE("the array has a task for each shard, and each goes on from where it stood") {
  const std::string script = slurm_array_script(sample(), {0, "1-16"});
  CHECK(script.starts_with("#!/bin/bash\n#SBATCH "));
  CHECK(has_line(script, "#SBATCH --array=1-16"));
  CHECK(has_line(script, "#SBATCH --requeue"));
  CHECK(has_line(script, "#SBATCH --open-mode=append"));
  CHECK(has_line(script, "#SBATCH --chdir=/data/news"));
  CHECK(has_line(script, "#SBATCH --output=\"/data/news/out/it's here.slurm/shard-%a.log\""));
  CHECK(has_line(script,
                 "/opt/docmill/bin/docmill run news.toml --set cleaner.keep-title=true --output "
                 "'out/it'\\''s here' --shard \"$SLURM_ARRAY_TASK_ID/16\" --resume"));
  CHECK(script.find("--cpus-per-task") == std::string::npos);
  CHECK(script.find("scontrol requeue \"$SLURM_JOB_ID\"") != std::string::npos);
  CHECK(script.ends_with("exit \"$status\"\n"));
}

TEST_CASE("some shards alone, processors, options of the user's") {
  SlurmRun run = sample();
  run.only = {3, 4, 9};
  run.processors = 4;
  run.options = {"--partition=long", "--mem=8G"};
  const std::vector<SlurmArray> arrays = slurm_arrays(run, usual_max_array_size);
  REQUIRE(arrays.size() == 1);
  const std::string script = slurm_array_script(run, arrays[0]);
  CHECK(has_line(script, "#SBATCH --array=3,4,9"));
  CHECK(has_line(script, "#SBATCH --cpus-per-task=4"));
  CHECK(has_line(script, "#SBATCH --partition=long"));
  CHECK(script.find(" --threads 4 --shard \"$SLURM_ARRAY_TASK_ID/16\"") != std::string::npos);
  const std::string merge = slurm_merge_script(run);
  CHECK(has_line(merge, "#SBATCH --mem=8G"));
  CHECK(has_line(merge, "/opt/docmill/bin/docmill merge '/data/news/out/it'\\''s here'"));
  CHECK(merge.find("--array") == std::string::npos);
}

TEST_CASE("the merge waits for all arrays and goes when a shard has failed") {
  const std::vector<std::string> end = {"--kill-on-invalid-dep=yes", "m.sh"};
  CHECK(sbatch_command("a.sh", {}) == std::vector<std::string>{"sbatch", "--parsable", "a.sh"});
  CHECK(sbatch_command("m.sh", {"17"}) ==
        std::vector<std::string>{"sbatch", "--parsable", "--dependency=afterok:17", end[0], end[1]});
  CHECK(sbatch_command("m.sh", {"17", "18"})[2] == "--dependency=afterok:17:18");
}

TEST_CASE("what scontrol says of arrays") {
  CHECK(max_array_size_in("MaxArraySize            = 1001\nMaxBatchRequeue = 5\n") == 1001);
  CHECK(max_array_size_in("MaxArraySize=4000001") == 4000001);
  CHECK(!max_array_size_in("MaxBatchRequeue = 5\n"));
  CHECK(!max_array_size_in("MaxArraySize = (null)"));
  CHECK(!max_array_size_in("MaxArraySize"));
}

TEST_CASE("every shard stands in one array, below the number that Slurm takes") {
  SlurmRun run = sample();
  const auto arrays_of = [&](uint64_t shards, uint64_t max_array_size) {
    run.shards = shards;
    std::string text;
    for (const SlurmArray& a : slurm_arrays(run, max_array_size))
      text += std::to_string(a.offset) + "+" + a.tasks + " ";
    return text;
  };
  CHECK(arrays_of(1, 1001) == "0+1-1 ");
  CHECK(arrays_of(1000, 1001) == "0+1-1000 ");
  CHECK(arrays_of(1001, 1001) == "0+1-1000 1000+1-1 ");
  CHECK(arrays_of(5000, 1001) == "0+1-1000 1000+1-1000 2000+1-1000 3000+1-1000 4000+1-1000 ");
  CHECK(arrays_of(3, 2) == "0+1-1 1+1-1 2+1-1 ");
  run.only = {3, 1000, 1001, 4321};
  CHECK(arrays_of(5000, 1001) == "0+3,1000 1000+1 4000+321 ");
}
