#!/usr/bin/env python3
"""The report of a small run in headless Chromium: browser_test.mjs opens, searches, filters and clicks.

    browser_test.py DOCMILL SOURCE BUILD

Exit code 77 (skipped): there is no Chromium, no node or no playwright-core. `./dev` fetches the last where npm is.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

program, source, build = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
library = build.parent / "playwright" / "node_modules" / "playwright-core"
browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
for there, what in ((browser, "Chromium"), (shutil.which("node"), "node"), (library.exists(), "playwright-core")):
    if not there:
        print(f"skipped: there is no {what}; ./dev setup fetches playwright-core with npm, apt-get install chromium")
        sys.exit(77)

evil = r"<img src=x onerror=alert(1)></script><script>alert(2)</script>\u202e"
with tempfile.TemporaryDirectory() as folder:
    here = pathlib.Path(folder)
    (here / "in").mkdir()
    (here / "in/a.txt").write_text(
        "A chip for one market\n\nNvidia sells the H100 and the slower H20, and the café at the corner sells coffee. "
        "The rules of October 2023 ended the sale of the first in China, as everybody knows.\n")
    (here / "in/b.txt").write_text("")
    (here / "in/c.jsonl").write_text(
        f'{{"id":"{evil}","text":"{evil} Huawei went on with its Ascend 910B, which SMIC makes in Shanghai, and that '
        f'is all there is to be said about it.","{evil}":"{evil}","__proto__":{{"x":1}}}}\n')
    (here / "p.toml").write_text(
        '[input]\nfrom = ["in"]\n[output]\nto = "out"\n[[stage]]\nuse = "cleaner"\n[[stage]]\nuse = "language-tagger"\n'
        f'[[stage]]\nuse = "entity-linker"\nknowledge = ["{source}/plugins/entity_linker/knowledge/ai-chips.tsv"]\n'
        '[[stage]]\nuse = "writer"\n')
    for call in (["run", "p.toml", "--quiet"], ["report", "out"]):
        subprocess.run([program, *call], cwd=here, check=True, timeout=300, stdout=subprocess.DEVNULL)
    environment = {**os.environ, "PLAYWRIGHT_CORE": str(library), "CHROMIUM": browser}
    sys.exit(subprocess.run(["node", str(pathlib.Path(__file__).with_suffix(".mjs")), str(here / "out.report")],
                            env=environment, timeout=500).returncode)
