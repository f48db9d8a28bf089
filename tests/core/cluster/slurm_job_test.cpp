// The texts of jobs: what is quoted, what is asked of Slurm.
#include "host/cluster/slurm_job.hpp"

#include <doctest/doctest.h>

using namespace docmill::host;

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
  const std::string script = slurm_array_script(sample());
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
  const std::string script = slurm_array_script(run);
  CHECK(has_line(script, "#SBATCH --array=3,4,9"));
  CHECK(has_line(script, "#SBATCH --cpus-per-task=4"));
  CHECK(has_line(script, "#SBATCH --partition=long"));
  CHECK(script.find(" --threads 4 --shard \"$SLURM_ARRAY_TASK_ID/16\"") != std::string::npos);
  const std::string merge = slurm_merge_script(run);
  CHECK(has_line(merge, "#SBATCH --mem=8G"));
  CHECK(has_line(merge, "/opt/docmill/bin/docmill merge '/data/news/out/it'\\''s here'"));
  CHECK(merge.find("--array") == std::string::npos);
}

TEST_CASE("the merge waits for the whole array and goes when a shard has failed") {
  CHECK(sbatch_command("a.sh", "") == std::vector<std::string>{"sbatch", "--parsable", "a.sh"});
  CHECK(sbatch_command("m.sh", "17") == std::vector<std::string>{"sbatch", "--parsable", "--dependency=afterok:17",
                                                                 "--kill-on-invalid-dep=yes", "m.sh"});
}
