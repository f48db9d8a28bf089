#!/usr/bin/env bash
# A Slurm of two nodes on this machine, for a test, as the calling user; everything it makes lies in DIR.
#   throwaway_slurm.sh up DIR      starts it and returns when both nodes are idle; then: export SLURM_CONF=DIR/slurm.conf
#   throwaway_slurm.sh down DIR    stops exactly what `up` has started
# Root talks through munge, as anybody who reaches the ports could otherwise run jobs as root; everybody else needs no
# authentication. It listens on loopback only.
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin
action=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)
base=${SLURM_BASE_PORT:-27000}
host=$(hostname -s)

up() {
  mkdir -p "$dir"/{state,log,spool,run}
  local authentication="AuthType=auth/none
AuthInfo=cred_expire=5
CredType=cred/none"
  if [ "$(id -u)" -eq 0 ]; then
    chmod 0755 "$dir" "$dir/run"
    (umask 077 && head -c 1024 /dev/urandom >"$dir/munge.key")
    munged --force --key-file="$dir/munge.key" --socket="$dir/run/munge.sock" --pid-file="$dir/run/munged.pid" \
      --log-file="$dir/log/munged.log" --seed-file="$dir/run/munged.seed"
    authentication="AuthType=auth/munge
AuthInfo=socket=$dir/run/munge.sock,cred_expire=5
CredType=cred/munge"
  fi
  cat >"$dir/slurm.conf" <<CONF
ClusterName=docmilltest
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$base
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
$authentication
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool/%n
SlurmctldPidFile=$dir/run/slurmctld.pid
SlurmdPidFile=$dir/run/slurmd-%n.pid
SlurmctldLogFile=$dir/log/slurmctld.log
SlurmdLogFile=$dir/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=$dir/log/jobcomp.txt
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/builtin
SchedulerParameters=batch_sched_delay=0,sched_interval=1
SlurmdParameters=config_overrides
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
ReturnToService=2
SlurmctldTimeout=10
SlurmdTimeout=10
InactiveLimit=0
KillWait=2
MinJobAge=300
JobRequeue=1
PropagateResourceLimits=NONE
NodeName=n[1-2] NodeHostname=$host NodeAddr=127.0.0.1 Port=[$((base + 1))-$((base + 2))] CPUs=2 RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
  export SLURM_CONF="$dir/slurm.conf"
  slurmctld -c -i
  slurmd -N n1
  slurmd -N n2
  for _ in $(seq 1 400); do
    [ "$(sinfo -h -N -o '%t' 2>/dev/null | grep -c '^idle$')" = 2 ] && return
    sleep 0.05
  done
  echo "the nodes did not come up:"
  sinfo -N -l || true
  tail -5 "$dir"/log/*.log
  exit 1
}

# The controller first: it would wait for its nodes otherwise.
down() {
  for file in "$dir"/run/slurmctld.pid "$dir"/run/slurmd-*.pid "$dir"/run/munged.pid; do
    [ -s "$file" ] || continue
    local pid
    pid=$(cat "$file")
    kill "$pid" 2>/dev/null || continue
    for _ in $(seq 1 100); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.05
    done
    kill -9 "$pid" 2>/dev/null || true
  done
}

"$action"
