// A sharded run as jobs of Slurm (https://slurm.schedmd.com): arrays with a task for each shard, and a merge that waits
// for all of them. This makes the texts; handing them over is the program's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct SlurmRun {
  std::string program;                 // absolute path of docmill, the same on every node
  std::vector<std::string> arguments;  // of `docmill run`: the pipeline and its flags, without --shard and --resume
  std::string working_folder;          // absolute; paths on the command line count from it
  std::string output;                  // OUT as `docmill merge` is told
  std::string logs;                    // absolute path of the folder for the jobs' logs
  std::string name;                    // of the jobs
  uint64_t shards = 1;
  std::vector<uint64_t> only;        // these shards alone, ascending; empty: all of them
  uint64_t processors = 0;           // --threads and --cpus-per-task; 0: as the cluster gives
  std::vector<std::string> options;  // further options of sbatch, such as "--partition=long", for both jobs
};

// Tasks of an array are numbered below MaxArraySize, so many shards take several arrays: shard = offset + task.
struct SlurmArray {
  uint64_t offset = 0;
  std::string tasks;  // "1-1000", "3,4,9"
};

// What Slurm takes when nobody has told it otherwise.
inline constexpr uint64_t usual_max_array_size = 1001;
// MaxArraySize out of what `scontrol show config` prints; nothing when it is not there.
std::optional<uint64_t> max_array_size_in(std::string_view config);

// The arrays that the shards of the run take, in their order. `max_array_size` from 2.
std::vector<SlurmArray> slurm_arrays(const SlurmRun& run, uint64_t max_array_size);

// The batch script of an array. A worker that a signal has ended (the memory limit, an administrator, a sick node) is
// put back into the queue, at most `most_requeues` times, and goes on from where it stood.
std::string slurm_array_script(const SlurmRun& run, const SlurmArray& array);

// The batch script of the merge.
std::string slurm_merge_script(const SlurmRun& run);

inline constexpr int most_requeues = 5;

// sbatch for a script, as words. An array: `after` empty; the merge: the numbers of the arrays' jobs.
std::vector<std::string> sbatch_command(const std::string& script, const std::vector<std::string>& after);

// A word for a POSIX shell: as it is, or in single quotes.
std::string shell_word(const std::string& word);

}  // namespace docmill::tooling
