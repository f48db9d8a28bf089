#!/usr/bin/env python3
"""Train the cleaner's model from folders of pages. Python 3, standard library, and the programs cleaner_dev and cleaner_train.

    plugins/cleaner/tools/train_model.py [--programs build/release/bin] [-o plugins/cleaner/model/cleaner_model.tsv] DATA...

A DATA folder holds collections (aeb, wcxb, segments), each with ground-truth.json, {page: {"articleBody" or "text": the expected
text, or "with" and "without": snippets that must and must not be in it}}, and the pages in html/ (PAGE.html, also .gz). A folder
text-full/ in a collection holds whole pages as plain text (PAGE.txt, also .gz).

Blocks of pages are learned by cleaner_train (trees, two looks), lines of plain text here: logistic regression by stochastic gradient
descent with AdaGrad, sparse and with a pull towards zero, in a fixed order. For those the text of every page with a whole expected
text is taken as well, articles and documentation alone. The same pages give the same file. It holds numbers only, no word of the pages.
"""
import argparse
import collections
import gzip
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
WORD = re.compile(r"\w+")
COLLECTIONS = ("aeb", "wcxb", "segments")
TEXT_TYPES = ("", "article", "documentation")
EPOCHS = 14
RATE = 0.25
PULL = 0.00002     # towards zero, for each step
LEAST_SEEN = 8     # a feature that fewer units have weighs nothing
LEAST_PAGES = 4    # likewise


def shingles(tokens, n=4):
    return [tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1)]


def labels_of(texts, expected):
    """Which units are body: most of their shingles stand in the expected text; a short one must be a line of it, between
    two long ones. Of a stretch that stands several times on the page the one in the largest run counts."""
    tokens = [WORD.findall(t) for t in texts]
    want = set(shingles(WORD.findall(expected)))
    lines = {tuple(WORD.findall(x)) for x in expected.split("\n")}
    label = []
    for t in tokens:
        s = shingles(t)
        label.append(sum(x in want for x in s) >= 0.6 * len(s) if s else None)
    sure = [i for i, x in enumerate(label) if x]
    first, last = (sure[0], sure[-1]) if sure else (0, -1)
    for i, t in enumerate(tokens):
        if label[i] is None:
            label[i] = bool(t) and first <= i <= last and tuple(t) in lines
    # The run with the largest sum of words.
    best, total, start, run = 0, 0, 0, (0, -1)
    for i, t in enumerate(tokens):
        if total <= 0:
            total, start = 0, i
        total += len(t) if label[i] else -min(len(t), 30) - 1
        if total > best:
            best, run = total, (start, i)
    inside = {tuple(t) for i, t in enumerate(tokens) if run[0] <= i <= run[1] and label[i]}
    for i, t in enumerate(tokens):
        if label[i] and not run[0] <= i <= run[1] and tuple(t) in inside:
            label[i] = False
    return label, [len(t) for t in tokens]


def read_bytes(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as f:
        raw = f.read()
    try:
        raw.decode("utf-8")
        return raw
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").encode("utf-8")


def files_in(folder, extension):
    found = {}
    if os.path.isdir(folder):
        for name in sorted(os.listdir(folder)):
            bare = name[:-3] if name.endswith(".gz") else name
            if bare.endswith(extension):
                found[bare[:-len(extension)]] = os.path.join(folder, name)
    return found


def site_of(page, truth):
    return urllib.parse.urlsplit(truth.get("url") or "").hostname or page


def truth_of(path):
    """-> page, what is expected of it; pages are named by their files"""
    with open(path, encoding="utf-8") as f:
        for key, value in json.load(f).items():
            name = value.get("file", key)
            yield name[:-5] if name.endswith(".html") else name, dict(value, url=value.get("url", key))


def pages_of(data, wanted):
    """-> collection folder, page, truth, of those that `wanted(page, truth)` takes, in a fixed order"""
    for base in data:
        for collection in COLLECTIONS:
            path = os.path.join(base, collection, "ground-truth.json")
            if os.path.exists(path):
                for page, truth in sorted(truth_of(path), key=lambda x: x[0]):
                    if wanted(page, truth):
                        yield os.path.join(base, collection), page, truth


def train_trees(program, data, wanted, work):
    """-> lines of the model file"""
    rows, files = [], {}
    for folder, page, truth in pages_of(data, wanted):
        if folder not in files:
            files[folder] = files_in(os.path.join(folder, "html"), ".html")
        expected = truth.get("articleBody") or truth.get("text") or ""
        snippets = "with" in truth and not expected
        if page not in files[folder] or not (expected or snippets):
            continue
        html, told = os.path.join(work, "%05d.html" % len(rows)), os.path.join(work, "%05d.txt" % len(rows))
        with open(html, "wb") as f:
            f.write(read_bytes(files[folder][page]))
        with open(told, "w", encoding="utf-8", newline="") as f:
            squeeze = lambda s: " ".join(s.split())  # noqa: E731
            f.write(expected if expected else "".join("+%s\n" % squeeze(s) for s in truth["with"]) +
                    "".join("-%s\n" % squeeze(s) for s in truth["without"]))
        rows.append("\t".join((html, "snippets" if snippets else "text", told, site_of(page, truth), truth.get("type") or os.path.basename(folder))))
    with open(os.path.join(work, "list"), "w", encoding="utf-8") as f:
        f.write("".join(r + "\n" for r in rows))
    subprocess.run([program, os.path.join(work, "list"), os.path.join(work, "trees")], check=True)
    with open(os.path.join(work, "trees"), encoding="utf-8") as f:
        return f.read()


def units_of(dev, path):
    r = subprocess.run([dev, "--units", path], stdout=subprocess.PIPE, check=True)
    features, texts = [], []
    for row in r.stdout.decode("utf-8").split("\n")[:-1]:
        names, _, text = row.partition("\t")
        features.append(names.split(","))
        texts.append(text)
    return features, texts


def text_samples(dev, data, wanted, work):
    """-> pages, each a list of (features, label, weight); every page weighs the same and long lines more than short ones"""
    samples = []
    path, page_path = os.path.join(work, "page.txt"), os.path.join(work, "page.html")
    for folder, page, truth in pages_of(data, wanted):
        expected = truth.get("articleBody") or truth.get("text") or ""
        if not expected or (truth.get("type") or "") not in TEXT_TYPES:
            continue
        texts = []
        for kind, extension in (("html", ".html"), ("text-full", ".txt")):
            for suffix in ("", ".gz"):
                file = os.path.join(folder, kind, page + extension + suffix)
                if not os.path.exists(file):
                    continue
                raw = read_bytes(file)
                if kind == "html":
                    with open(page_path, "wb") as f:
                        f.write(raw)
                    raw = subprocess.run([dev, "--whole", page_path], stdout=subprocess.PIPE, check=True).stdout
                texts.append(raw)
        for raw in texts:
            with open(path, "wb") as f:
                f.write(raw)
            features, lines = units_of(dev, path)
            label, sizes = labels_of(lines, expected)
            if any(label):
                weights = [math.sqrt(min(max(n, 1), 60)) for n in sizes]
                samples.append([(f, y, w / sum(weights)) for f, y, w in zip(features, label, weights)])
    return samples


def train(pages):
    seen, on_pages = collections.Counter(), collections.Counter()
    for page in pages:
        seen.update(f for unit in page for f in unit[0])
        on_pages.update({f for unit in page for f in unit[0]})
    used = {f for f in seen if seen[f] >= LEAST_SEEN and on_pages[f] >= LEAST_PAGES}
    units = [([f for f in fs if f in used], y, w) for page in pages for fs, y, w in page]
    scale = len(units) / len(pages)
    weight = {f: 0.0 for f in sorted(used)}
    square = {f: 1.0 for f in weight}
    mean = {f: 0.0 for f in weight}
    order = list(range(len(units)))
    state = 12345
    for epoch in range(EPOCHS):
        for i in range(len(order) - 1, 0, -1):      # a shuffle of our own: random's may change between versions
            state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
            j = (state >> 33) % (i + 1)
            order[i], order[j] = order[j], order[i]
        for i in order:
            fs, y, w = units[i]
            z = sum(weight[f] for f in fs)
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
            g = (p - y) * w * scale
            for f in fs:
                step = g + PULL * weight[f]
                square[f] += step * step
                weight[f] -= RATE * step / math.sqrt(square[f])
        if epoch >= EPOCHS // 2:                    # the mean of the later epochs is steadier than the last one
            for f in weight:
                mean[f] += weight[f] / (EPOCHS - EPOCHS // 2)
    right = sum(w for fs, y, w in units if (sum(mean[f] for f in fs) > 0) == y)
    print("  %d pages, %d units, %d features; %.1f%% of the weight is right on the pages themselves"
          % (len(pages), len(units), len(used), 100 * right / len(pages)))
    return mean


def lines_in(path):
    """-> the weights of plain text in a model file"""
    with open(path, encoding="utf-8") as f:
        return {r.split("\t")[1]: int(r.split("\t")[2]) / 100 for r in f if r.startswith("text\t")}


def train_weights(programs, data, output, wanted, lines_from=None):
    """Trains on the pages that `wanted(page, truth)` takes, and writes the model file. `lines_from`: a model file whose weights
    of plain text are taken as they are."""
    dev, trainer = os.path.join(programs, "cleaner_dev"), os.path.join(programs, "cleaner_train")
    with tempfile.TemporaryDirectory(prefix="train_model_") as work:
        trees = train_trees(trainer, data, wanted, work)
        weights = lines_in(lines_from) if lines_from else train(text_samples(dev, data, wanted, work))
    with open(output, "w", encoding="utf-8", newline="\n") as out:
        out.write("# What the cleaner learned from pages: what the lines mean stands in classify/block_model.hpp. Made by tools/train_model.py.\n")
        out.write(trees)
        for feature, weight in weights.items():
            n = round(100 * weight)
            if n:
                out.write("text\t%s\t%d\n" % (feature, n))


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("data", nargs="+", metavar="DATA")
    ap.add_argument("--programs", default=os.path.join(TREE, "build", "release", "bin"))
    ap.add_argument("-o", "--output", default=os.path.join(TREE, "plugins", "cleaner", "model", "cleaner_model.tsv"))
    ap.add_argument("--lines-from", metavar="FILE", help="take the weights of plain text from this model file instead of training")
    a = ap.parse_args()
    train_weights(a.programs, a.data, a.output, lambda page, truth: True, a.lines_from)


if __name__ == "__main__":
    sys.exit(main())
