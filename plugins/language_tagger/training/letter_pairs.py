#!/usr/bin/env python3
"""Makes the table of letter_pairs.cpp: how many bits it takes to say that one letter follows another, in the language where that is easiest.

  letter_pairs.py CORPUS      CORPUS: what extract.py wrote.  Row and column: the end of a word, a to z; hexadecimal digits

Standard library only.  The same corpus gives the same table.
"""
import collections, glob, math, os, sys

LETTERS = "abcdefghijklmnopqrstuvwxyz"
PLACE = {c: i + 1 for i, c in enumerate(LETTERS)}


def pairs(text):
    before = 0
    for c in text.lower() + " ":
        place = PLACE.get(c, -1 if c.isalpha() else 0)  # another letter than these is skipped with its pairs
        if (before or place) and before >= 0 and place >= 0:
            yield before, place
        before = place


def is_latin(text):
    return sum(c in PLACE for c in text.lower()) * 2 > sum(c.isalpha() for c in text)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.splitlines()[2].strip())
    best = [[0.0] * 27 for _ in range(27)]
    with open(f"{sys.argv[1]}/languages.txt") as f:
        languages = f.read().split()
    for language in languages:
        count, total = collections.Counter(), collections.Counter()
        for kind, step in (("lines", 1), ("words", 4)):
            path = f"{sys.argv[1]}/{language}.{kind}"
            if not os.path.exists(path):
                continue
            with open(path, encoding="utf-8") as f:
                rows = f.read().splitlines()[::step]
            if not is_latin(" ".join(rows[:200])):
                continue
            for row in rows:
                for a, b in pairs(row.strip()):
                    count[a, b] += 1
                    total[a] += 1
        for (a, b), n in count.items():
            if n >= 5:
                best[a][b] = max(best[a][b], n / (total[a] + 200))
    for row in best:
        print("".join("%x" % min(15, round(-math.log2(max(p, 2**-15)))) for p in row))


main()
