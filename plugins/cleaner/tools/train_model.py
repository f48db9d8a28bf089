#!/usr/bin/env python3
"""Train the cleaner's model from folders of pages. Python 3, standard library, and the program cleaner_train.

    plugins/cleaner/tools/train_model.py [--trainer build/release/bin/cleaner_train] [-o plugins/cleaner/model/cleaner_model.tsv]
                                         [--set SETTING=VALUE]... [--only MODEL] DATA...

A DATA folder holds collections (aeb, wcxb, segments), each with ground-truth.json, {page: {"articleBody" or "text": the expected
text, or "with" and "without": snippets that must and must not be in it}}, and the pages in html/ (PAGE.html, also .gz). A folder
text-full/ in a collection holds whole pages as plain text (PAGE.txt, also .gz).

cleaner_train grows the trees; its head says what SETTINGs there are. The same pages give the same file. It holds numbers only, no
word of the pages. --only MODEL ("line", "block", "confidence", a type of page) puts the new trees of that model in place of those
that the output file has, and leaves the others as they are.
"""
import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
WORD = re.compile(r"\w+")
COLLECTIONS = ("aeb", "wcxb", "segments")


def shingles(tokens, n=4):
    return [tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1)]


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


def write_list(data, wanted, work):
    """Unpacks the pages into `work` and writes the list that cleaner_train reads; -> its path"""
    rows, files = [], {}

    def add(kind, path, extension, told, page, truth, folder):
        unpacked = os.path.join(work, "%05d%s" % (len(rows), extension))
        with open(unpacked, "wb") as f:
            f.write(read_bytes(path))
        rows.append("\t".join((unpacked, kind, told, site_of(page, truth), truth.get("type") or os.path.basename(folder))))

    for folder, page, truth in pages_of(data, wanted):
        if folder not in files:
            files[folder] = files_in(os.path.join(folder, "html"), ".html"), files_in(os.path.join(folder, "text-full"), ".txt")
        html, text = files[folder]
        expected = truth.get("articleBody") or truth.get("text") or ""
        if page not in html or not (expected or "with" in truth):
            continue
        told = os.path.join(work, "%05d.told" % len(rows))
        with open(told, "w", encoding="utf-8", newline="") as f:
            f.write(expected or "".join("%s%s\n" % (sign, " ".join(snippet.split())) for sign, key in (("+", "with"), ("-", "without"))
                                        for snippet in truth[key]))
        add("text" if expected else "snippets", html[page], ".html", told, page, truth, folder)
        if expected and page in text:
            add("plain", text[page], ".txt", told, page, truth, folder)
    path = os.path.join(work, "list")
    with open(path, "w", encoding="utf-8") as f:
        f.write("".join(r + "\n" for r in rows))
    return path


def train_weights(trainer, data, output, wanted, settings=()):
    """Trains on the pages that `wanted(page, truth)` takes, and writes the model file."""
    with tempfile.TemporaryDirectory(prefix="train_model_") as work:
        trees = os.path.join(work, "trees")
        subprocess.run([trainer, write_list(data, wanted, work), trees] + list(settings), check=True)
        with open(trees, encoding="utf-8") as f, open(output, "w", encoding="utf-8", newline="\n") as out:
            out.write("# What the cleaner learned from pages: what the lines mean stands in classify/block_model.hpp. "
                      "Made by tools/train_model.py.\n")
            out.write(f.read())


def with_trees_of(model, old, new):
    """The lines `old` with those of `model` replaced by what `new` has of it, in their place."""
    def is_of(line):
        return line.startswith(model + "\t")
    first = next((i for i, line in enumerate(old) if is_of(line)), len(old))
    return old[:first] + [line for line in new if is_of(line)] + [line for line in old[first:] if not is_of(line)]


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("data", nargs="+", metavar="DATA")
    ap.add_argument("--trainer", default=os.path.join(TREE, "build", "release", "bin", "cleaner_train"))
    ap.add_argument("-o", "--output", default=os.path.join(TREE, "plugins", "cleaner", "model", "cleaner_model.tsv"))
    ap.add_argument("--set", action="append", default=[], metavar="SETTING=VALUE", help="a setting of cleaner_train")
    ap.add_argument("--only", metavar="MODEL", help="the one model whose trees are put in place of those in the output file")
    a = ap.parse_args()
    if not a.only:
        train_weights(a.trainer, a.data, a.output, lambda page, truth: True, a.set)
        return 0
    with tempfile.TemporaryDirectory(prefix="train_model_") as work:
        made = os.path.join(work, "made")
        train_weights(a.trainer, a.data, made, lambda page, truth: True, a.set)
        with open(a.output, encoding="utf-8") as old, open(made, encoding="utf-8") as new:
            lines = with_trees_of(a.only, old.readlines(), new.readlines())
    if not any(line.startswith(a.only + "\t") for line in lines):
        print("there is no model '%s'" % a.only, file=sys.stderr)
        return 2
    with open(a.output, "w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
