#!/usr/bin/env python3
"""Asks a database the questions that stand in a README, and compares the answers that stand there.

    ask_database.py [--write] README DATABASE

Every block of ```sql is a question, the block of ```text behind it the answer. Prints what is otherwise; with --write the
README gets the new answers. Ends with 1 when the database is damaged, a question cannot be answered, or an answer is
another. Python's standard library only.
"""
import re
import sqlite3
import sys
from pathlib import Path

PAIR = re.compile(r"^```sql\n(?P<question>.*?)^```\n\n```text\n(?P<answer>.*?)^```$", re.M | re.S)


def answer_of(connection, question):
    rows = connection.execute(question)
    lines = [" | ".join(column[0] for column in rows.description)]
    lines += [" | ".join("" if cell is None else str(cell).replace("\n", " ") for cell in row) for row in rows]
    return "\n".join(lines) + "\n"


def main():
    arguments = [a for a in sys.argv[1:] if a != "--write"]
    readme, database = Path(arguments[0]), Path(arguments[1])
    text = readme.read_text(encoding="utf-8")
    connection = sqlite3.connect("file:%s?mode=ro" % database.resolve().as_posix(), uri=True)
    (damage,) = connection.execute("PRAGMA integrity_check").fetchone()
    if damage != "ok":
        print("damaged:", damage)
        return 1
    pairs = [(m, answer_of(connection, m["question"])) for m in PAIR.finditer(text)]
    others = [(m, answer) for m, answer in pairs if m["answer"] != answer]
    for m, answer in others:
        print(m["question"] + "- " + m["answer"].replace("\n", "\n- ") + "\n+ " + answer.replace("\n", "\n+ "))
    if "--write" in sys.argv:
        answers = iter(pairs)
        readme.write_text(PAIR.sub(lambda m: m.group(0).replace("```text\n" + m["answer"], "```text\n" + next(answers)[1]), text),
                          encoding="utf-8")
        return 0
    return 1 if others or len(pairs) != text.count("```sql") or not pairs else 0


if __name__ == "__main__":
    sys.exit(main())
