#!/usr/bin/env python3
"""A soak of `docmill run --isolate`, for hand: N small documents of which 1 in 1,000 crashes, hangs or balloons its stage.

usage: soak.py BUILD_FOLDER [N] [--folder WORK] [--threads T] [--hangs H] [--log FILE]

Runs the good documents alone and then all of them, and says: whether every bad one is listed with the code it must have,
and nothing else; whether the records are those of the good ones alone, to the byte; how memory, descriptors and processes
of docmill went; whether a process is left. Exit code 0 when all of that is right. With N = 1,000,000 (the default) it
needs 1 GB of disk and, for its 333 hangs of 1 s of processor time each, twice in a row, a quarter of an hour at least (on
a machine that is busy with other things as many times that as its share is small). --hangs 10: every tenth bad document
hangs, not every third. --log: resident KiB and descriptors of each process, every ten seconds.
"""
import argparse, hashlib, json, os, pathlib, shutil, subprocess, sys, tempfile, time

CRASH, HANG, BALLOON = DEEDS = [("segfault", "crash-sigsegv"), ("loop", "hang"), ("balloon", "memory-limit")]
SIGN = "DOCMILL_SOAK"
hangs = 3  # one of as many bad documents


def deed_of(i):
    """None for a good document."""
    if i % 1000 != 777:
        return None
    number = i // 1000
    return HANG if number % hangs == 1 % hangs else CRASH if number % 2 == 0 else BALLOON


def write_input(folder, n, with_bad):
    """A bad document is a file of its own, so that the lines of the others keep their numbers without it."""
    (folder / "in").mkdir(parents=True)
    for first in range(0, n, 1000):
        with open(folder / "in" / f"part{first // 1000:04}.jsonl", "w") as out:
            for i in range(first, min(n, first + 1000)):
                deed = deed_of(i)
                text = f"POISON {deed[0]}" if deed else f"Rain is expected in the north on day {i}. It will be cold."
                line = json.dumps({"id": f"d{i}", "text": text}) + "\n"
                if not deed:
                    out.write(line)
                elif with_bad:
                    (folder / "in" / f"part{first // 1000:04}-bad.jsonl").write_text(line)


def write_pipeline(folder, breaker):
    (folder / "p.toml").write_text(f"""
[input]
from = ["in"]
[output]
to = "out"
[run]
isolation = "process"
max-seconds = 1
max-memory = "64 MiB"
[[stage]]
use = "breaker"
plugin = "{breaker}"
in = {{ text = "source" }}
deed = "said"
[[stage]]
use = "writer"
""")


def status_of(pid):
    """Resident KiB and open descriptors; None when it has ended."""
    try:
        resident = next(int(l.split()[1]) for l in open(f"/proc/{pid}/status") if l.startswith("VmRSS"))
        return resident, len(os.listdir(f"/proc/{pid}/fd"))
    except (OSError, StopIteration):
        return None


def with_sign(sign):
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if f"{SIGN}={sign}".encode() in open(f"/proc/{name}/environ", "rb").read():
                found.append(int(name))
        except OSError:
            pass
    return found


def log_processes(log, sign):
    found = {pid: status_of(pid) for pid in with_sign(sign)}
    print(time.strftime("%H:%M:%S"), *(f"{pid}:{now[0]}KiB/{now[1]}" for pid, now in found.items() if now), file=log, flush=True)


def run(program, folder, threads, log):
    sign = f"{os.getpid()}-{folder.name}"
    environment = dict(os.environ, **{SIGN: sign})
    said = open(folder / "said.txt", "w")
    start, cpu = time.time(), os.times()
    child = subprocess.Popen([program, "run", "p.toml", "--quiet", "--threads", str(threads)], cwd=folder, env=environment,
                             stdout=said, stderr=said)
    seen = []
    most_processes, logged = 0, 0
    while child.poll() is None:
        if log and time.time() - logged >= 10:
            log_processes(log, sign)
            logged = time.time()
        if now := status_of(child.pid):
            seen.append(now)
        most_processes = max(most_processes, len(with_sign(sign)))
        time.sleep(0.1 if time.time() - start < 5 else 0.5)
    after = os.times()
    time.sleep(0.5)
    return {"status": child.returncode, "seconds": time.time() - start, "left": with_sign(sign),
            "processor": after.children_user + after.children_system - cpu.children_user - cpu.children_system,
            "memory": [m for m, _ in seen], "descriptors": [d for _, d in seen], "processes": most_processes}


def quarters(values):
    """The highest of each quarter of the run."""
    n = len(values)
    return [max(values[n * q // 4:max(n * (q + 1) // 4, n * q // 4 + 1)], default=0) for q in range(4)] if n else [0] * 4


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("build", type=pathlib.Path)
    arguments.add_argument("n", type=int, nargs="?", default=1_000_000)
    arguments.add_argument("--folder", type=pathlib.Path)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--hangs", type=int, default=3)
    arguments.add_argument("--log", type=argparse.FileType("w"))
    a = arguments.parse_args()
    global hangs
    hangs = a.hangs
    build = a.build.resolve()
    work = pathlib.Path(tempfile.mkdtemp(prefix="docmill-soak-", dir=a.folder))
    wrong = []

    def expect(holds, sentence):
        print(("right  " if holds else "WRONG  ") + sentence, flush=True)
        if not holds:
            wrong.append(sentence)

    results = {}
    for name, with_bad in (("good", False), ("all", True)):
        folder = work / name
        write_input(folder, a.n, with_bad)
        write_pipeline(folder, build / "test-plugins/breaker.so")
        results[name] = r = run(str(build / "bin/docmill"), folder, a.threads, a.log)
        memory, descriptors = quarters(r["memory"]), quarters(r["descriptors"])
        print(f"{name}: {r['seconds']:.0f} s, {r['processor']:.0f} s of processor time; the highest of each quarter of the "
              f"run: {'/'.join(f'{m / 1024:.1f}' for m in memory)} MiB, {'/'.join(map(str, descriptors))} descriptors; "
              f"{r['processes']} processes at most", flush=True)
        expect(r["status"] == 0, f"{name}: exit code {r['status']}")
        expect(not r["left"], f"{name}: {len(r['left'])} processes left")

    bad = {f"d{i}": deed_of(i)[1] for i in range(a.n) if deed_of(i)}
    listed = {}
    with open(work / "all/out/failures.jsonl") as lines:
        for line in lines:
            failure = json.loads(line)
            listed[failure["id"]] = failure["code"]
    counts = {code: sum(c == code for c in listed.values()) for _, code in DEEDS}
    expect(listed == bad, f"{len(listed)} documents listed of {len(bad)} bad ones: {counts}")
    document_counts = json.load(open(work / "all/out/run.json"))["documents"]
    expect(document_counts["written"] == a.n - len(bad) and document_counts["failed"] == len(bad),
           f"{document_counts['written']} of {a.n} documents written, {document_counts['failed']} failed")
    records = [sha256(work / name / "out/records/documents.jsonl") for name in ("good", "all")]
    expect(records[0] == records[1], "the records are those of the good documents alone, to the byte")
    memory, descriptors = quarters(results["all"]["memory"]), quarters(results["all"]["descriptors"])
    plain = max(results["good"]["memory"], default=0)
    expect(max(memory) <= plain * 1.25 + 16384, f"memory: {max(memory) / 1024:.1f} MiB at most, {plain / 1024:.1f} MiB without the bad ones")
    expect(descriptors[3] <= descriptors[0] + 4, "descriptors do not grow")
    if not wrong:
        shutil.rmtree(work)
    return 1 if wrong else 0


sys.exit(main())
