#!/usr/bin/env python3
"""Print how often title, author and date of pages are those that a person noted. Python 3, standard library only.

    plugins/cleaner/tools/measure_facts.py [--data FOLDER]... [--dev PROGRAM] [--list HALF]

The articles of the collection wcxb in each data FOLDER (as of measure.py) are read by cleaner_dev. A date is right when it is that day, an
author when the names are the same and no others, a title when its letters and digits are, in upper or lower case. Sites are in two halves by
the hash of their host: rules are made by reading the misses of the development half; the other is the figure to believe. --list
prints the misses of one half: development or held-out.
"""
import argparse
import collections
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from measure import TREE, Collection, fold_of, what_to_measure  # noqa: E402

HALVES = ("development", "held-out")
JOINER = re.compile(r",|;|/|&|\||\band\b|\bund\b")


def plain(text):
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text)).casefold().strip()


def names(text):
    return {plain(n) for n in JOINER.split(text) if plain(n)}


# what it is called here, in the collection, by cleaner_dev; when two are the same
FACTS = [("author", "author", "byline", lambda a, b: names(a) == names(b)),
         ("date", "publish_date", "date", lambda a, b: a[:10] == b[:10]),
         ("title", "title", "title", lambda a, b: plain(a) == plain(b))]


def articles(dev, files):
    """-> the facts of each file, in order"""
    out = subprocess.run([dev, "--article"] + files, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    found = []
    for line in out.splitlines():
        name, _, value = line.partition("\t")
        if name == "title":
            found.append({})
        found[-1][name] = value
    return found


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--data", action="append")
    ap.add_argument("--dev", default=os.path.join(TREE, "build", "release", "bin", "cleaner_dev"))
    ap.add_argument("--list", choices=HALVES)
    a = ap.parse_args()
    data, status = what_to_measure(a)
    if not data:
        return status
    right, all_of = collections.Counter(), collections.Counter()
    with tempfile.TemporaryDirectory(prefix="measure_") as work:
        pages = Collection("wcxb", "html", data, work)
        wanted = sorted(p for p in pages.files if pages.truth[p].get("type") == "article")
        for page, got in zip(wanted, articles(a.dev, [pages.files[p] for p in wanted])):
            half = HALVES[fold_of(pages.sites[page], 2)]
            for fact, key, name, same in FACTS:
                want = pages.truth[page].get(key) or ""
                if not want:
                    continue
                ok = same(want, got[name])
                right[fact, half] += ok
                all_of[fact, half] += 1
                if not ok and a.list == half:
                    print("%s %s: wanted %r, got %r, %s" % (page, fact, want[:120], got[name][:120], pages.sites[page]))
    for fact, _, _, _ in FACTS:
        print("%-8s" % fact + "  ".join("%s %d of %d" % (h, right[fact, h], all_of[fact, h]) for h in HALVES))
    return 0


if __name__ == "__main__":
    sys.exit(main())
