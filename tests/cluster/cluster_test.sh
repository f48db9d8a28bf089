#!/usr/bin/env bash
# A run of 16 shards on a cluster that misbehaves - a worker is killed, a node goes down - and its merge, against the
# same run on one machine: the folders must be the same to the byte, timings.json aside.
#   cluster_test.sh DOCMILL TEST_PLUGINS       exit code 77: Slurm is not installed here
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin
docmill=$1
plugins=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for program in slurmctld slurmd sbatch munged python3; do
  command -v "$program" >/dev/null || { echo "skipped: $program is not installed (./dev test-cluster installs Slurm)"; exit 77; }
done

work=$(mktemp -d)
stop() {
  "$here/throwaway_slurm.sh" down "$work/cluster" || true
  if [ -n "${DOCMILL_KEEP:-}" ]; then echo "kept: $work"; else rm -rf "$work"; fi
}
trap stop EXIT

# 17 MB: one large file of JSON Lines, which shards must share, and many small files behind it.
python3 - "$work/input" <<'PYTHON'
import json, os, random, sys
root = sys.argv[1]
os.makedirs(root + "/notes")
chance = random.Random(4)
words = "chip export rule licence ministry foundry wafer model training cluster Nvidia H20 Huawei Veldhoven Taipei order".split()
def article(n):
    sentences = [" ".join(chance.choices(words, k=12)).capitalize() + "." for _ in range(n)]
    return "\n\n".join(" ".join(sentences[i:i + 5]) for i in range(0, n, 5))
with open(root + "/large.jsonl", "w") as out:
    for i in range(330):
        out.write(json.dumps({"id": f"large-{i}", "text": article(440), "n": i}) + "\n")
for i in range(180):
    with open(f"{root}/notes/{i:03}.txt", "w") as out:
        out.write(article(440))
PYTHON
cat >"$work/news.toml" <<'TOML'
[input]
from = ["input"]

[output]
to = "out"

[[stage]]
use = "cleaner"

[[stage]]
use = "slow"
milliseconds = 30

[[stage]]
use = "counter"

[[stage]]
use = "writer"
TOML

cd "$work"
"$docmill" run news.toml --plugin-dir "$plugins" --output whole --quiet

"$here/throwaway_slurm.sh" up "$work/cluster"
export SLURM_CONF=$work/cluster/slurm.conf
"$docmill" submit slurm news.toml --plugin-dir "$plugins" --shards 16 --threads 1 | tee submitted
array=$(sed -n 's/^16 shards: job \([0-9]*\); merge: job \([0-9]*\)$/\1/p' submitted)
merge=$(sed -n 's/^16 shards: job \([0-9]*\); merge: job \([0-9]*\)$/\2/p' submitted)

# One worker dies, as if the kernel had killed it for its memory.
killed=
for _ in $(seq 1 400); do
  killed=$(pgrep -f -- "$docmill run news.toml .*--shard [0-9]+/16 --resume" | head -n 1 || true)
  [ -n "$killed" ] && break
  sleep 0.05
done
[ -n "$killed" ] || { echo "no worker was seen at work"; cat out.slurm/*.log; exit 1; }
sleep 0.3
kill -9 "$killed"
# One node goes down and comes back; Slurm puts its tasks back into the queue.
sleep 1
scontrol update nodename=n2 state=down reason=test
sleep 1
scontrol update nodename=n2 state=resume 2>/dev/null || true # where it has not come back by itself

state=
for _ in $(seq 1 1200); do
  state=$(squeue -h -t all -j "$merge" -o %T 2>/dev/null || true)
  case "$state" in COMPLETED | FAILED | CANCELLED) break ;; esac
  sleep 0.25
done
if [ "$state" != COMPLETED ]; then
  echo "the merge ended as '$state'"
  squeue -t all -j "$array" || true
  tail -n 20 out.slurm/*.log
  exit 1
fi
grep -h "put back into the queue" out.slurm/shard-*.log || { echo "no shard was put back after its worker had died"; exit 1; }
"$docmill" missing out
if diff -r -x timings.json whole out; then echo "16 shards on the cluster: the same folder as one run"; else exit 1; fi
