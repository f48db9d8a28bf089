#!/usr/bin/env python3
"""Every relative link in every .md of a tree leads to a file or folder that is there, and every anchor to a heading.

links_test.py TREE    the source tree, or the papers as they are installed; exit code 1 and a line for each dead link; first it proves on a tree of its own that it finds them.
"""
import os
import re
import sys
import tempfile
import urllib.parse

FENCE = re.compile(r"^\s*(```|~~~)")
INLINE_CODE = re.compile(r"(`+)(?:(?!\1).)+?\1")
LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^()\s>]+(?:\([^()\s]*\)[^()\s>]*)?)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCE = re.compile(r"^\s{0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s+\".*\")?\s*$")
HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
ANCHOR = re.compile(r"<a\s+(?:name|id)=\"([^\"]+)\"")
SKIPPED_FOLDERS = {"build", "out", "node_modules", "__pycache__", "golden", "corpus"}


def lines_of(text):
    """(number, line) outside of fenced code."""
    fence = None
    for number, line in enumerate(text.splitlines(), 1):
        found = FENCE.match(line)
        if found and fence in (None, found.group(1)):
            fence = None if fence else found.group(1)
        elif fence is None:
            yield number, line


def slug(heading):
    """As GitHub makes it: links and code without their marks, lower case, punctuation gone, '-' for blanks."""
    heading = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").replace("*", "")
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors_of(path):
    seen, anchors = {}, set()
    with open(path, encoding="utf-8") as file:
        for _, line in lines_of(file.read()):
            anchors.update(ANCHOR.findall(line))
            heading = HEADING.match(line)
            if heading:
                name = slug(heading.group(1))
                anchors.add(name if name not in seen else f"{name}-{seen[name]}")
                seen[name] = seen.get(name, 0) + 1
    return anchors


def papers_of(tree):
    for folder, folders, files in os.walk(tree):
        folders[:] = sorted(f for f in folders if f not in SKIPPED_FOLDERS and (not f.startswith(".") or f == ".github"))
        for name in sorted(files):
            if name.endswith(".md") and (name == "README.md" or os.path.basename(folder) != "seeds"):  # seeds are documents
                yield os.path.join(folder, name)


def links_of(path):
    with open(path, encoding="utf-8") as file:
        for number, line in lines_of(file.read()):
            reference = REFERENCE.match(line)
            for target in [reference.group(1)] if reference else LINK.findall(INLINE_CODE.sub(lambda m: " " * len(m.group()), line)):
                if not re.match(r"[a-z][a-z0-9+.-]*:", target):
                    yield number, target


def dead_links(tree):
    """Lists what is dead, and counts what was looked at."""
    dead, n_links = [], 0
    for paper in papers_of(tree):
        for number, target in links_of(paper):
            n_links += 1
            path, _, anchor = target.partition("#")
            path = urllib.parse.unquote(path)
            base = tree if path.startswith("/") else os.path.dirname(paper)
            file = os.path.normpath(os.path.join(base, path.lstrip("/"))) if path else paper
            where = f"{os.path.relpath(paper, tree)}:{number}: {target}"
            if not os.path.exists(file):
                dead.append(f"{where}: there is no {os.path.relpath(file, tree)}")
            elif anchor and file.endswith(".md") and urllib.parse.unquote(anchor) not in anchors_of(file):
                dead.append(f"{where}: no heading of {os.path.relpath(file, tree)} makes this anchor")
    return dead, n_links


def prove():
    """A test that finds nothing must be known to find something."""
    with tempfile.TemporaryDirectory() as tree:
        os.mkdir(os.path.join(tree, "part"))
        with open(os.path.join(tree, "part", "b.md"), "w", encoding="utf-8") as file:
            file.write("# The `part`, and more\n\n```\n# no heading [no](link.md)\n```\n")
        with open(os.path.join(tree, "a.md"), "w", encoding="utf-8") as file:
            file.write("[right](part/b.md#the-part-and-more) `[code](gone.md)` [folder](part/) [net](https://x.test/)\n"
                       "[dead](part/gone.md) [anchor](part/b.md#no-heading) [own](#nowhere)\n\n[ref]: gone-too.md\n")
        dead, n_links = dead_links(tree)
        found = [line.split(": ")[1] for line in dead]
        assert n_links == 6, n_links
        assert found == ["part/gone.md", "part/b.md#no-heading", "#nowhere", "gone-too.md"], dead


def main():
    prove()
    tree = os.path.abspath(sys.argv[1])
    dead, n_links = dead_links(tree)
    n_papers = len(list(papers_of(tree)))
    print(*dead, sep="\n")
    print(f"{n_papers} papers, {n_links} relative links, {len(dead)} dead")
    return 1 if dead or n_links < 20 else 0


if __name__ == "__main__":
    sys.exit(main())
