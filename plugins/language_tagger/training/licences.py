#!/usr/bin/env python3
"""Reads each source's licence out of its Debian package's copyright file and compares it with sources.tsv.

  licences.py FOLDER [--write]      FOLDER: where fetch.sh unpacked the packages.  Exit 1 when one differs

Of a machine-readable file (DEP 5) the last stanza counts that matches the column "files": that is the part of the source
package which the text comes from ("*": no part of its own).  Of other files a person read the licence: the column then holds "read".
"""
import fnmatch, os, re, sys


def stanzas(text):
    for stanza in re.split(r"\n[ \t]*\n", text):
        files = re.search(r"(?ms)^Files:(.*?)(?=^\S)", stanza + "\nX")
        licence = re.search(r"(?m)^License:[ \t]*(\S.*?)[ \t]*$", stanza)
        if files and licence:
            yield files[1].split(), licence[1]


def licence_of(path, part):
    with open(path, encoding="utf-8", errors="replace") as f:
        found = None
        for patterns, licence in stanzas(f.read()):
            if any(fnmatch.fnmatchcase(part, p) for p in patterns):
                found = licence
        return found


def copyright_of(folder, package):
    for name in (package, re.sub(r"-data$", "", package)):
        path = os.path.join(folder, "root/usr/share/doc", name, "copyright")
        if os.path.exists(path):
            return path
    return None


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.splitlines()[2].strip())
    table = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sources.tsv")
    with open(table, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    wrong = 0
    for row in rows[1:]:
        package, _, _, files, written = row
        if files == "read":
            continue
        path = copyright_of(sys.argv[1], package)
        found = path and licence_of(path, files)
        if found != written:
            wrong += 1
            print(f"{package}: sources.tsv says {written}, {path or 'no copyright file'} says {found}")
            if "--write" in sys.argv and found:
                row[4] = found
    if "--write" in sys.argv:
        with open(table, "w", encoding="utf-8") as f:
            f.writelines("\t".join(r) + "\n" for r in rows)
    print(f"{len(rows) - 1} sources, {wrong} differ")
    sys.exit(1 if wrong else 0)


main()
