#!/usr/bin/env python3
"""Train the weights of the cleaner's model from folders of pages. Python 3, standard library only.

    plugins/cleaner/tools/train_model.py --dev build/release/bin/cleaner_dev -o plugins/cleaner/model/cleaner_model.tsv FOLDER...

A FOLDER holds ground-truth.json, {page: {"articleBody" or "text": the expected text}}, and the pages in html/ (PAGE.html,
also .gz). A folder text-full/ in it holds whole pages as plain text (PAGE.txt, also .gz) for the model "text"; the text of
every page in html/ is taken for it as well. With --type only the pages whose "type" in ground-truth.json is one of
those (or is not given) are read; with --part only the pages of one part of the split by name.

Logistic regression by stochastic gradient descent with AdaGrad, sparse and with a pull towards zero, in a fixed order:
the same pages give the same weights. What is written holds numbers only, no word of the pages.
"""
import argparse
import collections
import gzip
import hashlib
import json
import math
import os
import re
import subprocess
import sys
import tempfile

WORD = re.compile(r"\w+")
EPOCHS = 14
RATE = 0.25
PULL = 0.00002     # towards zero, for each step
LEAST_SEEN = 8     # a feature that fewer units have weighs nothing
LEAST_PAGES = 4    # likewise


def part_of(page):
    """The pages kept aside are a third of all, by the hash of their names."""
    return "aside" if int(hashlib.sha256(page.encode()).hexdigest(), 16) % 3 == 0 else "tune"


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


class Reader:
    def __init__(self, dev):
        self.dev = dev
        self.folder = tempfile.TemporaryDirectory(prefix="train_model_")

    def ask(self, mode, raw, extension):
        path = os.path.join(self.folder.name, "page" + extension)
        with open(path, "wb") as f:
            f.write(raw)
        r = subprocess.run([self.dev, "--model", "none", mode, path], stdout=subprocess.PIPE, check=True)
        return r.stdout

    def units(self, raw, extension):
        rows = self.ask("--units", raw, extension).decode("utf-8").split("\n")[:-1]
        features, texts = [], []
        for row in rows:
            names, _, text = row.partition("\t")
            features.append(names.split(","))
            texts.append(text)
        return features, texts


def read_folders(a):
    """-> {"page": [unit...], "text": [unit...]}; a unit is (features, label, weight), its weight such that every page weighs
    the same and long units more than short ones."""
    reader = Reader(a.dev)
    samples = {"page": [], "text": []}
    for folder in a.folders:
        with open(os.path.join(folder, "ground-truth.json"), encoding="utf-8") as f:
            truth = json.load(f)
        html = files_in(os.path.join(folder, "html"), ".html")
        full = files_in(os.path.join(folder, "text-full"), ".txt")
        for page in sorted(truth):
            value = truth[page]
            expected = value.get("articleBody") or value.get("text") or ""
            kind = value.get("type") or ""
            if not expected or (a.part and part_of(page) != a.part) or (a.type and kind and kind not in a.type):
                continue
            wanted = []
            if page in html:
                raw = read_bytes(html[page])
                wanted.append(("page", raw, ".html"))
                wanted.append(("text", reader.ask("--whole", raw, ".html"), ".txt"))
            if page in full:
                wanted.append(("text", read_bytes(full[page]), ".txt"))
            for model, raw, extension in wanted:
                features, texts = reader.units(raw, extension)
                label, sizes = labels_of(texts, expected)
                if not any(label):
                    continue
                weights = [math.sqrt(min(max(n, 1), 60)) for n in sizes]
                total = sum(weights)
                samples[model].append([(f, y, w / total) for f, y, w in zip(features, label, weights)])
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


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("folders", nargs="+", metavar="FOLDER")
    ap.add_argument("--dev", required=True, help="the program cleaner_dev")
    ap.add_argument("-o", "--output", required=True)
    ap.add_argument("--part", choices=("tune", "aside"))
    ap.add_argument("--type", action="append")
    a = ap.parse_args()
    samples = read_folders(a)
    with open(a.output, "w", encoding="utf-8", newline="\n") as out:
        out.write("# The weights of the cleaner's model, hundredths of the logarithm of the odds: above 0 speaks for body.\n"
                  "# MODEL<tab>FEATURE<tab>WEIGHT; what the columns mean stands in classify/block_model.hpp. Made by tools/train_model.py.\n")
        for model in ("page", "text"):
            if not samples[model]:
                print("no pages for the model '%s'" % model, file=sys.stderr)
                continue
            print(model)
            for feature, weight in train(samples[model]).items():
                n = round(100 * weight)
                if n:
                    out.write("%s\t%s\t%d\n" % (model, feature, n))


if __name__ == "__main__":
    main()
