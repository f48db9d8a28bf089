#!/usr/bin/env python3
"""Whether what the papers in a folder link to is there: links_test.py FOLDER. Code and addresses of the web do not count."""
import pathlib
import re
import sys

papers = pathlib.Path(sys.argv[1])
dead, links = [], 0
for paper in papers.rglob("*.md"):
    text = re.sub(r"^```.*?^```$", "", paper.read_text(encoding="utf-8"), flags=re.M | re.S)
    for link in re.findall(r"\]\(<?([^)#> ]+)", re.sub(r"`[^`\n]*`", "", text)):
        if re.match(r"[a-z]+:", link):
            continue
        links += 1
        if not (paper.parent / link).exists():
            dead.append(f"{paper.relative_to(papers)} links to {link}, which is not there")
if dead:
    sys.exit("\n".join(dead))
if links < 20:
    sys.exit(f"only {links} links were found in {papers}")
