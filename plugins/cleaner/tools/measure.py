#!/usr/bin/env python3
"""Print how well and how fast the cleaner does on the pages beside the project. Python 3, standard library only.

    plugins/cleaner/tools/measure.py [--worst N] [--data FOLDER] [--dev PROGRAM] [--model FILE] [--only COLLECTION]

FOLDER (default: ../shared/data/cleaner-dev beside the tree) holds collections, each with ground-truth.json and html/; its README says
what the figures mean: shingle F1, accuracy and the mean of the worst tenth of pages; word F1; segment F1. "tune" are the pages
that rules and weights were made on, "aside" those kept aside, a third, by the hash of their names (train_model.py). Speeds
are of the logic alone, processor time of one core, the best of three.
"""
import argparse
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from train_model import WORD, files_in, part_of, read_bytes, shingles  # noqa: E402

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
SPACE = re.compile(r"\s+")
# name, collection, folder of the pages, metric, types of pages
SETS = [("aeb", "aeb", "html", "shingle", None), ("aeb text-full", "aeb", "text-full", "shingle", None),
        ("aeb text-light", "aeb", "text-light", "shingle", None), ("wcxb articles", "wcxb", "html", "word", ("article",)),
        ("wcxb documentation", "wcxb", "html", "word", ("documentation",)), ("wcxb others", "wcxb", "html", "word", "others"),
        ("segments", "segments", "html", "segment", None), ("readability", "readability", "html", "shingle", None)]


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


def total(rows, metric):
    worst = sorted(r["f1"] for r in rows)[:max(1, len(rows) // 10)]
    if metric == "segment":
        tp, fp, fn = (sum(r["counts"][i] for r in rows) for i in range(3))
        f1 = 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0
    elif metric == "word":
        f1 = mean(r["f1"] for r in rows)
    else:
        p, r = mean(r["precision"] for r in rows), mean(r["recall"] for r in rows)
        f1 = 2 * p * r / (p + r) if p + r else 0.0
    return f1, mean(float(r["same"]) for r in rows), mean(worst)


def unpack(folder, extension, to):
    pages = {}
    for page, path in files_in(folder, extension).items():
        pages[page] = os.path.join(to, page + extension)
        with open(pages[page], "wb") as f:
            f.write(read_bytes(path))
    return pages


def cleaned(dev, pages, model):
    """-> the clean text of each page"""
    out = tempfile.mkdtemp(prefix="measure_")
    subprocess.run([dev] + model + ["--batch", out] + sorted(pages.values()), check=True)
    texts = {}
    for page in pages:
        with open(os.path.join(out, page + ".txt"), encoding="utf-8", newline="") as f:
            texts[page] = f.read()
    shutil.rmtree(out)
    return texts


def speed(dev, files, model, times):
    if not files:
        return 0.0
    found = []
    for _ in range(3):
        r = subprocess.run([dev] + model + ["--time", str(times)] + files, stdout=subprocess.PIPE, check=True)
        found.append(float(r.stdout.decode().rstrip().rsplit("\n", 1)[-1].split()[1]))
    return max(found)


def show(name, rows, pages, worst):
    metric, scores = rows
    line = "%-20s" % name
    for part in ("all", "tune", "aside"):
        some = [r for p, r in scores.items() if part == "all" or part_of(p) == part]
        line += "  %-5s %3d  %.3f / %.2f / %.2f" % ((part, len(some)) + total(some, metric)) if some else ""
    print(line)
    for page in sorted(scores, key=lambda p: (scores[p]["f1"], p))[:worst]:
        print("    %.3f  %-5s  %s  %s" % (scores[page]["f1"], part_of(page), page[:16], pages[page].get("url", "")))


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--data", default=os.path.join(TREE, "..", "shared", "data", "cleaner-dev"))
    ap.add_argument("--dev", default=os.path.join(TREE, "build", "release", "bin", "cleaner_dev"))
    ap.add_argument("--model", help="a file of weights, or none")
    ap.add_argument("--worst", type=int, default=0, help="list so many pages of each collection, the worst first")
    ap.add_argument("--only", help="the sets whose name begins so")
    a = ap.parse_args()
    if not os.path.isdir(a.data):
        print("there is no %s: nothing to measure" % os.path.normpath(a.data))
        return 0
    if not os.path.exists(a.dev):
        print("there is no %s: build the target cleaner_dev, or name it with --dev" % a.dev, file=sys.stderr)
        return 2
    model = ["--model", a.model] if a.model else []
    with tempfile.TemporaryDirectory(prefix="measure_") as work:
        print("                            pages  F1    / acc. / worst tenth")
        files, clean = {}, []
        for name, collection, folder, metric, types in SETS:
            if a.only and not name.startswith(a.only):
                continue
            with open(os.path.join(a.data, collection, "ground-truth.json"), encoding="utf-8") as f:
                truth = {(v.get("file", k)[:-5] if v.get("file", k).endswith(".html") else v.get("file", k)): dict(v, url=v.get("url", k))
                         for k, v in json.load(f).items()}
            if types:
                known = ("article", "documentation")
                truth = {k: v for k, v in truth.items()
                         if (v.get("type") not in known if types == "others" else v.get("type") in types)}
            key = collection + "-" + folder
            if key not in files:
                os.mkdir(os.path.join(work, key))
                files[key] = unpack(os.path.join(a.data, collection, folder), ".html" if folder == "html" else ".txt",
                                    os.path.join(work, key))
            pages = {k: p for k, p in files[key].items() if k in truth}
            texts = cleaned(a.dev, pages, model)
            show(name, (metric, {k: page_score(truth[k], t, metric) for k, t in texts.items()}), truth, a.worst)
            if name == "aeb text-light":
                os.mkdir(os.path.join(work, "clean"))
                for k, v in truth.items():
                    clean.append(os.path.join(work, "clean", k + ".txt"))
                    with open(clean[-1], "w", encoding="utf-8") as f:
                        f.write(v["articleBody"])
        for key in sorted(files):
            if key.endswith("-html") or key.endswith("-full"):
                print("%-20s  %5.0f MB/s" % (key, speed(a.dev, sorted(files[key].values()), model, 3)))
        if clean:
            print("%-20s  %5.0f MB/s" % ("clean plain text", speed(a.dev, sorted(clean), model, 60)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
