#!/usr/bin/env python3
"""Print how well and how fast the cleaner does on pages that it was not made from. Python 3, standard library only.

    plugins/cleaner/tools/measure.py [--folds N] [--weights FILE] [--set SETTING=VALUE]... [--only COLLECTION] [--worst N] [--data FOLDER]... [--save FILE]

A data FOLDER (default: ../shared/data/cleaner-dev and cleaner-train beside the tree) holds collections, each with ground-truth.json
and html/; its README says what the metrics mean. Collections of one name are one.

Figures are out of fold: the pages of all folders are put in N folds (default 5) by the host of their address, a fold by the hash of
its name; the weights are trained (train_model.py) on the pages of the other folds, bounds and choices included, and the fold is
cleaned with those. --weights FILE takes one file for all pages instead: quick, and true only of pages that FILE was not made from.

Behind each figure stands the interval that holds 95 of 100 bootstrap samples (whole sites are drawn, 500 times, the same each
time). Speed is of the logic alone, processor time of one core, the best of three.
"""
import argparse
import collections
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from train_model import WORD, files_in, read_bytes, shingles, site_of, train_weights, truth_of  # noqa: E402

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
SPACE = re.compile(r"\s+")
DATA = [os.path.join(TREE, "..", "shared", "data", name) for name in ("cleaner-dev", "cleaner-train")]
# name, collection, folder of the pages, metric
SETS = [("aeb", "aeb", "html", "shingle"), ("aeb text-full", "aeb", "text-full", "shingle"),
        ("aeb text-light", "aeb", "text-light", "shingle"), ("wcxb", "wcxb", "html", "word"),
        ("segments", "segments", "html", "segment"), ("readability", "readability", "html", "shingle")]


def bag(text, metric):
    if metric == "word":
        return collections.Counter(WORD.findall(text.lower()))
    tokens = WORD.findall(text)
    return collections.Counter(shingles(tokens) or ([tuple(tokens)] if tokens else []))


def page_score(truth, text, metric):
    """-> precision, recall, F1, identical; of segments the four counts instead of the first two."""
    if metric == "segment":
        flat = SPACE.sub(" ", text)
        found = [[SPACE.sub(" ", s).strip() in flat for s in truth.get(k) or []] for k in ("with", "without")]
        tp, fp, fn = sum(found[0]), sum(found[1]), len(found[0]) - sum(found[0])
        return {"counts": (tp, fp, fn), "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 1.0, "same": fp + fn == 0}
    expected = truth.get("articleBody") or truth.get("text") or ""
    want, got = bag(expected, metric), bag(text, metric)
    common, n_want, n_got = sum((want & got).values()), sum(want.values()), sum(got.values())
    f1 = 2 * common / (n_want + n_got) if n_want + n_got else 1.0
    precision = common / n_got if n_got else None
    recall = common / n_want if n_want else None
    if metric == "word":       # an empty page counts there
        precision, recall = (precision or 0.0, recall or 0.0) if n_want else (float(not n_got),) * 2
    same = want == got if metric == "word" else WORD.findall(expected) == WORD.findall(text)
    return {"precision": precision, "recall": recall, "f1": f1, "same": same}


def mean(values):
    values = [v for v in values if v is not None]
    return sum(values) / len(values) if values else 0.0


def f1_of(rows, metric):
    if metric == "segment":
        tp, fp, fn = (sum(r["counts"][i] for r in rows) for i in range(3))
        return 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0
    if metric == "word":
        return mean(r["f1"] for r in rows)
    p, r = mean(r["precision"] for r in rows), mean(r["recall"] for r in rows)
    return 2 * p * r / (p + r) if p + r else 0.0


def interval(rows, sites, metric, times=500):
    by_site = collections.defaultdict(list)
    for page in sorted(rows):
        by_site[sites[page]].append(rows[page])
    groups, draw, values = [by_site[s] for s in sorted(by_site)], random.Random(1), []
    for _ in range(times):
        some = [r for _ in groups for r in groups[int(draw.random() * len(groups))]]
        values.append(f1_of(some, metric))
    values.sort()
    return values[times * 25 // 1000], values[times * 975 // 1000 - 1]


def fold_of(site, folds):
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % folds


class Collection:
    """The pages of one set: where they are, unpacked, and what is expected of them."""

    def __init__(self, name, folder, data, work):
        self.truth, self.files = {}, {}
        extension = ".html" if folder == "html" else ".txt"
        place = os.path.join(work, name + "-" + folder)
        os.makedirs(place, exist_ok=True)
        for base in data:
            if not os.path.isdir(os.path.join(base, name)):
                continue
            found = files_in(os.path.join(base, name, folder), extension)
            for page, truth in truth_of(os.path.join(base, name, "ground-truth.json")):
                if page not in found:
                    continue
                self.truth[page] = truth
                self.files[page] = os.path.join(place, page + extension)
                if not os.path.exists(self.files[page]):
                    with open(self.files[page], "wb") as f:
                        f.write(read_bytes(found[page]))
        self.sites = {page: site_of(page, truth) for page, truth in self.truth.items()}

    def clean(self, dev, weights_of):
        """-> {page: (text, facts)}, each page with the weights of its fold"""
        groups = collections.defaultdict(list)
        for page in sorted(self.files):
            groups[weights_of(self.sites[page])].append(page)
        texts = {}
        for weights in sorted(groups):
            with tempfile.TemporaryDirectory(prefix="measure_") as out:
                subprocess.run([dev, "--model", weights, "--batch", out] + [self.files[p] for p in groups[weights]], check=True)
                for page in groups[weights]:
                    with open(os.path.join(out, page + ".txt"), encoding="utf-8", newline="") as f:
                        texts[page] = f.read()
        return texts


def speed(dev, files, weights, times):
    found = []
    for _ in range(3):
        r = subprocess.run([dev, "--model", weights, "--time", str(times)] + files, stdout=subprocess.PIPE, check=True)
        found.append(float(r.stdout.decode().rstrip().rsplit("\n", 1)[-1].split()[1]))
    return max(found)


def show(name, rows, sites, metric):
    low, high = interval(rows, sites, metric)
    values = sorted(r["f1"] for r in rows.values())
    print("%-22s %4d  %.3f (%.3f-%.3f)  %.2f  %.2f  %4d" % (
        name, len(rows), f1_of(rows.values(), metric), low, high, mean(float(r["same"]) for r in rows.values()),
        mean(values[:max(1, len(values) // 10)]), sum(v < 0.8 for v in values)))


def what_to_measure(a):
    """-> the data folders that there are, or none and the exit status, with a sentence."""
    data = [d for d in a.data or DATA if os.path.isdir(d)]
    if not data:
        print("there is no %s: nothing to measure" % " and no ".join(os.path.normpath(d) for d in a.data or DATA))
        return [], 0
    if not os.path.exists(a.dev):
        print("there is no %s: build the target cleaner_dev, or name it with --dev" % a.dev, file=sys.stderr)
        return [], 2
    return data, 0


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--data", action="append")
    ap.add_argument("--dev", default=os.path.join(TREE, "build", "release", "bin", "cleaner_dev"))
    ap.add_argument("--folds", type=int, default=5)
    ap.add_argument("--weights", help="one file of weights for all pages instead of training")
    ap.add_argument("--set", action="append", default=[], metavar="SETTING=VALUE", help="a setting of cleaner_train, in training")
    ap.add_argument("--only", help="the sets whose name begins so")
    ap.add_argument("--worst", type=int, default=0, help="list so many pages of each set, the worst first")
    ap.add_argument("--work", help="a folder for unpacked pages and trained weights, to use again")
    ap.add_argument("--save", help="write the F1 of every page to this file, as JSON")
    ap.add_argument("--no-speed", action="store_true")
    a = ap.parse_args()
    data, status = what_to_measure(a)
    if not data:
        return status
    with tempfile.TemporaryDirectory(prefix="measure_") as temporary:
        work = a.work or temporary
        made = {}

        def weights_of(site):
            if a.weights:
                return a.weights
            fold = fold_of(site, a.folds)
            if fold not in made:
                made[fold] = os.path.join(work, "fold-%d.tsv" % fold)
                if not os.path.exists(made[fold]):
                    train_weights(os.path.join(os.path.dirname(a.dev), "cleaner_train"), data, made[fold],
                                  lambda page, truth: fold_of(site_of(page, truth), a.folds) != fold, a.set)
            return made[fold]

        print("%-22s pages   F1    (95 %%)         same  worst  < .80" % "")
        saved = {}
        for name, collection, folder, metric in SETS:
            if a.only and not name.startswith(a.only):
                continue
            pages = Collection(collection, folder, data, work)
            if not pages.files:
                continue
            rows = {p: page_score(pages.truth[p], t, metric) for p, t in pages.clean(a.dev, weights_of).items()}
            show(name, rows, pages.sites, metric)
            kinds = sorted({t.get("type") for t in pages.truth.values() if t.get("type")})
            for kind in kinds:
                show("  " + kind, {p: r for p, r in rows.items() if pages.truth[p].get("type") == kind}, pages.sites, metric)
            saved[name] = {p: round(r["f1"], 4) for p, r in rows.items()}
            for page in sorted(rows, key=lambda p: (rows[p]["f1"], p))[:a.worst]:
                print("    %.3f  %s  %s  %s" % (rows[page]["f1"], page[:16], pages.truth[page].get("type", ""), pages.sites[page]))
            if not a.no_speed and folder != "text-light":
                some = sorted(pages.files)[:200]
                print("    %.0f MB/s" % speed(a.dev, [pages.files[p] for p in some], weights_of(pages.sites[some[0]]), 2))
        if a.save:
            with open(a.save, "w", encoding="utf-8") as f:
                json.dump(saved, f, indent=0, sort_keys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
