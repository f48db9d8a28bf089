#!/usr/bin/env python3
"""Shows doxygen the comments of a header as documentation: doxygen_filter.py FILE writes the file with `//` and `/* */` as `///` and `/** */`.

The headers are read as they are, so they have no marks of a tool in them. Kept for doxygen: the comment before a declaration, and the one behind it
on its line. A blank line or a line of dashes ends what a comment belongs to. Lines are neither added nor taken away, so that warnings name the right one.
"""
import re
import sys


def is_comment(line):
    return re.match(r"\s*//", line) is not None


def of_cpp(lines):
    shown = list(lines)
    in_heading = False
    for i, line in enumerate(lines):
        in_heading = is_comment(line) and (in_heading or re.match(r"\s*// ----", line) is not None)
        if in_heading:
            continue
        if is_comment(line):
            end = i
            while end < len(lines) and is_comment(lines[end]):
                end += 1
            belongs = end < len(lines) and lines[end].strip() not in ("", "}") and (not lines[end].startswith("#") or lines[end].startswith("#define"))
            if belongs:
                shown[i] = line.replace("//", "///", 1)
            elif i == 0:
                shown[i] = line.replace("//", "/// \\file \\ilinebr", 1)
        else:
            behind = re.match(r"(.*[;,{})])(\s*)// (.*)$", line)
            if behind and not re.match(r".*// (NOLINT|IWYU)", line):
                shown[i] = f"{behind.group(1)}{behind.group(2)}///< {behind.group(3)}"
    return shown


def of_c(lines):
    shown = list(lines)
    for i, line in enumerate(lines):
        if re.match(r"\s*/\* ----", line):
            continue
        if i == 0:
            shown[i] = line.replace("/*", "/** \\file \\ilinebr", 1)
        elif re.match(r"\s*/\*", line):
            shown[i] = line.replace("/*", "/**", 1)
        else:
            shown[i] = re.sub(r"(\S.*?)/\* ", r"\1/**< ", line, count=1)
    return shown


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = file.read().split("\n")
    print("\n".join(of_c(lines) if sys.argv[1].endswith(".h") else of_cpp(lines)), end="")


if __name__ == "__main__":
    main()
