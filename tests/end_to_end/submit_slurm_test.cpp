// docmill submit slurm before programs that answer as Slurm's do: what is handed over, in which order.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <string>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

struct Cluster {
  TempFolder temp;

  // sbatch answers 101, 102, ... and notes its arguments; from `failing` on it fails.
  explicit Cluster(const std::string& max_array_size, int failing = 1000) {
    temp.write("in/a.txt", "text");
    temp.write("p.toml",
               "[input]\nfrom = [\"in\"]\n[output]\nto = \"${SCRATCH}/out\"\n[[stage]]\nuse = \"cleaner\"\n"
               "[[stage]]\nuse = \"writer\"\n");
    program("scontrol",
            "echo 'Configuration data as of now'\necho 'MaxArraySize            = " + max_array_size + "'\n");
    program("sbatch", "echo \"$@\" >>\"$LOG\"\nn=$(wc -l <\"$LOG\")\n[ $n -lt " + std::to_string(failing) +
                          " ] || { echo 'sbatch: error: no' >&2; exit 1; }\necho $((100 + n))\n");
  }
  void program(const std::string& name, const std::string& text) const {
    ::chmod(temp.write("bin/" + name, "#!/bin/sh\n" + text).c_str(), 0700);
  }
  ProgramResult submit(std::vector<std::string> more) const {
    more.insert(more.begin(), {"submit", "slurm", "p.toml"});
    return run_docmill(more, {temp.path(),
                              {"PATH=" + (temp / "bin").string() + ":/usr/bin:/bin", "LOG=" + (temp / "log").string(),
                               "SCRATCH=" + (temp / "scratch").string()},
                              ""});
  }
  std::string script(const std::string& name) const { return read_file(temp / ("scratch/out.slurm/" + name)); }
};

bool says(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("few shards are one array") {
  const Cluster cluster("1001");
  const ProgramResult result = cluster.submit({"--shards", "1000"});
  CHECK_MESSAGE(result.status == 0, result.err);
  CHECK(says(result.out, "1000 shards: job 101; merge: job 102\n"));
  const std::string folder = (cluster.temp / "scratch/out.slurm/").string();
  CHECK(read_file(cluster.temp / "log") ==
        "--parsable " + folder + "shards.sh\n--parsable --dependency=afterok:101 --kill-on-invalid-dep=yes " + folder +
            "merge.sh\n");
  CHECK(says(cluster.script("shards.sh"), "#SBATCH --array=1-1000\n"));
  // What SCRATCH is here, whatever it is on the nodes.
  CHECK(says(cluster.script("shards.sh"), " --output " + (cluster.temp / "scratch/out").string() + " "));
}

TEST_CASE("more than Slurm takes in one array are several, with one merge behind all") {
  const Cluster cluster("1001");
  const ProgramResult result = cluster.submit({"--shards", "2500"});
  CHECK_MESSAGE(result.status == 0, result.err);
  CHECK(says(result.out, "2500 shards: jobs 101, 102, 103; merge: job 104\n"));
  CHECK(says(result.out, "3 arrays, because this Slurm takes at most 1000 tasks in one (MaxArraySize)\n"));
  CHECK(says(result.out, "squeue -j 101,102,103 "));
  CHECK(
      says(read_file(cluster.temp / "log"), "--parsable --dependency=afterok:101:102:103 --kill-on-invalid-dep=yes "));
  CHECK(says(cluster.script("shards-1.sh"), " --shard \"$SLURM_ARRAY_TASK_ID/2500\" --resume\n"));
  CHECK(says(cluster.script("shards-3.sh"), " --shard \"$((SLURM_ARRAY_TASK_ID + 2000))/2500\" --resume\n"));
  CHECK(says(cluster.script("shards-3.sh"), "#SBATCH --array=1-500\n"));
  CHECK(says(cluster.script("shards-3.sh"), "/out.slurm/shard-2000+%a.log\n"));
}

TEST_CASE("shards that are run again stand in the array of their number") {
  const Cluster cluster("101");
  const ProgramResult result = cluster.submit({"--shards", "250", "--only", "250,7,201"});
  CHECK_MESSAGE(result.status == 0, result.err);
  CHECK(says(result.out, "3 shards: jobs 101, 102; merge: job 103\n"));
  CHECK(says(cluster.script("shards-1.sh"), "#SBATCH --array=7\n"));
  CHECK(says(cluster.script("shards-2.sh"), "#SBATCH --array=1,50\n"));
  CHECK(says(cluster.script("shards-2.sh"), "$((SLURM_ARRAY_TASK_ID + 200))/250"));
}

TEST_CASE("an array that is refused ends the submission, and what runs already is told") {
  const Cluster cluster("101", 3);
  const ProgramResult result = cluster.submit({"--shards", "250"});
  CHECK(result.status == 4);
  CHECK(says(result.err, "2 of 4 jobs run all the same (101, 102); docmill missing "));
  CHECK(!says(read_file(cluster.temp / "log"), "merge.sh"));
}

TEST_CASE("a Slurm without arrays is told from one that says nothing, and a dry run needs none") {
  const ProgramResult refused = Cluster("0").submit({"--shards", "2"});
  CHECK(refused.status == 4);
  CHECK(says(refused.err, "this Slurm takes no arrays of jobs ('scontrol show config' says MaxArraySize = 0)"));
  const Cluster cluster("x");
  CHECK(says(cluster.submit({"--shards", "1001", "--dry-run"}).out, "#SBATCH --array=1-1000\n"));
  CHECK(!std::filesystem::exists(cluster.temp / "scratch"));
  cluster.program("scontrol", "exit 1\n");
  CHECK(says(cluster.submit({"--shards", "1001", "--dry-run"}).out, "--dependency=afterok:JOB1:JOB2 "));
}
