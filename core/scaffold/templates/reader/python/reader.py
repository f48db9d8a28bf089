#!/usr/bin/env python3
"""@{name}: @{summary}. It works as it is. Yours to replace are entries() and records().

docmill starts this program for each file, unpacked, as standard input, and reads a line of JSON for each record from standard
output. What goes to standard error stands in docmill's log. Try it by hand: python3 @{file}.py <documents/example@{suffix}
"""
import json
import sys


def title_of(line, mark):
    """The title in the line that begins an entry, without the mark; None for any other line."""
    return line[len(mark):].decode("utf-8", "replace").rstrip("\r\n") if line.startswith(mark) else None


def entries(file, mark):
    """Title, text, and where it begins of each entry; what stands before the first has no title."""
    title, lines, begin, offset = None, [], 0, 0
    for line in file:
        next_title = title_of(line, mark)
        if next_title is None:
            lines.append(line)
        else:
            yield title, b"".join(lines), begin
            title, lines, begin = next_title, [], offset
        offset += len(line)
    yield title, b"".join(lines), begin


def records(file, mark):
    """A record for each entry of a list: a line that begins with the mark is its title, what follows up to the next its text."""
    number = 0
    for title, text, begin in entries(file, mark):
        if title is None and not text.strip():
            continue
        number += 1
        # Where a person finds it in the file, and where it begins, in bytes: large files are shared out by that.
        record = {"locator": f"entry {number}", "offset": begin}
        if title is None:
            reason = "no entry begins here; what stands before the first is not read"
            yield record | {"problem": {"code": "no-entry", "message": reason}}
            continue
        try:
            yield record | {"metadata": {"title": title}, "text": text.decode("utf-8")}
        except UnicodeDecodeError:  # costs this entry
            yield record | {"problem": {"code": "not-utf-8", "message": f"the text of entry {number} is not UTF-8"}}


def main():
    mark = (sys.argv[1] if len(sys.argv) > 1 else "== ").encode("utf-8")
    for record in records(sys.stdin.buffer, mark):
        print(json.dumps(record, ensure_ascii=False))


sys.stdout.reconfigure(encoding="utf-8")
main()
