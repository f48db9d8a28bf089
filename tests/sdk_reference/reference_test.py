#!/usr/bin/env python3
"""Builds the reference of the headers that authors of stages include, and fails where a public symbol is not documented.

reference_test.py TREE [FOLDER]    with FOLDER also as HTML, to read. Exit code 77 (skipped) without doxygen.

Before that it shows that an undocumented function, member and macro would be found.
"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PARTS = ("sdk", "abi", "base")

SETTINGS = """
PROJECT_NAME = docmill
INPUT = {inputs}
RECURSIVE = YES
FILE_PATTERNS = *.h *.hpp *.dox
INPUT_FILTER = "{python} {filter}"
STRIP_FROM_PATH = {tree}
STRIP_FROM_INC_PATH = {inputs}
EXCLUDE_SYMBOLS = docmill::detail docmill::detail::* docmill::utf8::detail::*
MACRO_EXPANSION = YES
EXPAND_ONLY_PREDEF = YES
PREDEFINED = DOCMILL_NOEXCEPT= DOCMILL_STATIC_ASSERT(condition,message)=
EXTRACT_STATIC = YES
AUTOLINK_SUPPORT = NO
JAVADOC_AUTOBRIEF = YES
GENERATE_LATEX = NO
GENERATE_HTML = {html}
GENERATE_XML = {xml}
OUTPUT_DIRECTORY = {output}
QUIET = YES
WARN_IF_UNDOCUMENTED = YES
WARN_IF_DOC_ERROR = YES
WARN_NO_PARAMDOC = NO
WARN_IF_INCOMPLETE_DOC = NO
"""


def warnings_of(tree, output, html=False):
    inputs = [os.path.join(tree, "core", part, "include") for part in PARTS] + [os.path.join(HERE, "namespaces.dox")]
    settings = SETTINGS.format(
        inputs=" ".join(f'"{path}"' for path in inputs), python=sys.executable, filter=os.path.join(HERE, "doxygen_filter.py"),
        tree=tree, html="YES" if html else "NO", xml="NO" if html else "YES", output=output)
    done = subprocess.run(["doxygen", "-"], input=settings, capture_output=True, text=True, check=False, cwd=tree)
    if done.returncode != 0:
        sys.exit(f"doxygen failed: {done.stderr}")
    return [line.replace(tree + "/", "") for line in done.stderr.splitlines() if line.strip()]


def prove(tree, folder):
    """On a copy with four symbols that nobody has described."""
    copy = os.path.join(folder, "copy")
    for part in PARTS:
        shutil.copytree(os.path.join(tree, "core", part, "include"), os.path.join(copy, "core", part, "include"))
    undocumented = {
        "core/abi/include/docmill/stage_abi.h": ("/* ---- layers", "#define DOCMILL_PROOF 1\n\n/* ---- layers"),
        "core/sdk/include/docmill/sdk/setup.hpp": (" private:\n", "  void proof_member() const {}\n\n private:\n"),
        "core/sdk/include/docmill/sdk/catalogue.hpp": ("}  // namespace docmill", "inline void proof_function() {}\n\n}  // namespace docmill"),
        "core/base/include/docmill/base/status.hpp": ("}  // namespace docmill", "struct ProofOfStruct {\n  int proof;\n};\n\n}  // namespace docmill"),
    }
    for name, (before, after) in undocumented.items():
        path = os.path.join(copy, name)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        assert before in text, name
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(before, after, 1))
    found = "\n".join(warnings_of(copy, os.path.join(folder, "proof")))
    for symbol in ("DOCMILL_PROOF", "proof_member", "proof_function", "ProofOfStruct"):
        if symbol not in found:
            sys.exit(f"an undocumented {symbol} would not be found; doxygen said:\n{found}")


def main():
    if shutil.which("doxygen") is None:
        print("skipped: doxygen is not installed (./dev setup brings it)")
        return 77
    tree = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        prove(tree, folder)
        warnings = warnings_of(tree, sys.argv[2] if len(sys.argv) > 2 else folder, html=len(sys.argv) > 2)
    print(*warnings, sep="\n")
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.exit(main())
