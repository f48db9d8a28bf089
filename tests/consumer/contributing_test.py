#!/usr/bin/env python3
"""Follows "Your first plugin in ten minutes" of an installed CONTRIBUTING.md word for word, in an empty folder.

    contributing_test.py PAPER SANITIZERS

Every command of a block `sh` must succeed. Of a block `console` every command runs, and prints what stands below it,
"…" for any lines; it succeeds unless the last line shown tells of a failure. A block `cpp` takes the place of the
function of that name in shouting.cpp, a line of a block `toml` that of the key in pipeline.toml. docmill is the one on
PATH. With a sanitized docmill check-stage is left out: it wants sanitized plugins.
"""
import os
import re
import subprocess
import sys
import tempfile

paper, sanitizers = sys.argv[1], sys.argv[2]
with open(paper, encoding="utf-8") as f:
    section = f.read().split("## Your first plugin in ten minutes", 1)[1].split("\n## ", 1)[0]
blocks = re.findall(r"^```(\w+)\n(.*?)^```$", section, re.M | re.S)
counts = {"commands": 0, "edits": 0}


def fail(what):
    sys.exit(f"{paper}: {what}")


class Desk:
    """A folder in which commands run, the one from which `cd` leads on."""

    def __init__(self, folder):
        self.folder = folder

    def run(self, command, must_succeed=True):
        counts["commands"] += 1
        if command.startswith("cd "):
            self.folder = os.path.join(self.folder, command.split()[1])
            return ""
        if sanitizers and command.startswith("ctest "):
            command += " -E check-stage"
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, capture_output=True, text=True)
        if must_succeed and done.returncode != 0:
            fail(f"'{command}' ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        if not must_succeed and done.returncode == 0:
            fail(f"'{command}' was to fail and did not:\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def edit(self, name, change):
        counts["edits"] += 1
        path = os.path.join(self.folder, name)
        with open(path, encoding="utf-8") as f:
            before = f.read()
        after = change(before)
        if after == before:
            fail(f"{name} is as it was after an edit that the paper asks for")
        with open(path, "w", encoding="utf-8") as f:
            f.write(after)


def without_comment(line):
    return re.sub(r"\s+# .*", "", line).strip()


def looks_like(shown, printed):
    pattern = "".join(r"(?:.*\n)*?" if line == "…\n" else re.escape(line) for line in shown.splitlines(True))
    return re.fullmatch(pattern, printed) is not None


def tells_of_failure(shown):
    return re.search(r"[1-9]\d* failed\n$|[1-9]\d* mistakes?\n$", shown) is not None


def put_function(code):
    head = code.split("(", 1)[0]
    return lambda source: re.sub(re.escape(head) + r"\(.*?^  \}\n", lambda _: code, source, count=1, flags=re.M | re.S)


def put_key(line):
    key = line.split("=", 1)[0]
    return lambda source: re.sub(rf"^{re.escape(key)}=.*\n", lambda _: line, source, count=1, flags=re.M)


def follow(desk, kind, text):
    if kind == "sh":
        for line in text.splitlines():
            desk.run(without_comment(line))
    elif kind == "cpp":
        desk.edit("shouting.cpp", put_function(text))
    elif kind == "toml":
        for line in text.splitlines(True):
            desk.edit("pipeline.toml", put_key(line))
    elif kind == "console":
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.M):
            printed = desk.run(command, must_succeed=not tells_of_failure(shown))
            if not sanitizers and not looks_like(shown, printed):
                fail(f"'{command}' prints\n{printed}and not\n{shown}")
    else:
        fail(f"nobody knows how to follow a block '{kind}'")


with tempfile.TemporaryDirectory() as folder:
    desk = Desk(folder)
    for kind, text in blocks:
        follow(desk, kind, text)
    with open(os.path.join(desk.folder, "out/records/documents.jsonl"), encoding="utf-8") as f:
        if '"shouts":' not in f.read():
            fail("there is no layer shouts in the record")
if counts["commands"] < 10 or counts["edits"] < 2:
    fail(f"the walkthrough was not found: {counts}")
print(f"followed: {counts['commands']} commands, {counts['edits']} edits")
