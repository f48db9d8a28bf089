#!/usr/bin/env python3
"""What an editor says of pipeline files: taplo is what VS Code, Helix, Neovim and Emacs check TOML with.

    taplo_test.py DOCMILL SOURCE BUILD

The shipped pipelines are taken; of each mistake below taplo names what is wrong, where it stands, and nothing else.
Exit code 77 (skipped): there is no taplo. `./dev` fetches it where npm is there; any other on PATH does as well.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

program, source, build = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
fetched = build.parent / "taplo" / "node_modules" / ".bin" / "taplo"
taplo = str(fetched) if fetched.exists() and shutil.which("node") else shutil.which("taplo")
if taplo is None:
    print("skipped: there is no taplo; with npm, ./dev setup fetches it")
    sys.exit(77)


def said(schema, files):
    """By file the errors: message, line, column. One call for all: half of the time goes into starting."""
    done = subprocess.run([taplo, "lint", "--no-auto-config", "--schema", schema.as_uri(), *map(str, files)],
                          capture_output=True, text=True, timeout=500)
    text = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    # error: MESSAGE
    #   ┌─ FILE:LINE:COLUMN
    found = re.findall(r"^error: (.*)\n\s*┌─ (.*):(\d+):(\d+)$", text, re.M)
    if (done.returncode == 0) != (not found):
        sys.exit(f"taplo ended with {done.returncode} and said what nobody understands:\n{text}")
    errors = {str(file): [] for file in files}
    for message, file, line, column in found:
        errors[file].append((message, int(line), int(column)))
    return errors


HEAD = '[input]\nfrom = ["in"]\n[output]\nto = "out"\n[[stage]]\nuse = "cleaner"\n'  # six lines
STUB = '[[stage]]\nuse = "summarizer-stub"\n'
# What is wrong, the file, the place, what the message must hold.
MISTAKES = [
    ("a choice", HEAD + 'cut = "lite"\n', (7, 7), ['"lite" is not one of ', '"light"']),
    ("a choice of the host", HEAD + 'on-error = "skip"\n', (7, 12), ['"skip" is not one of ', '"keep"']),
    ("a type", HEAD + 'keep-title = "yes"\n', (7, 14), ['"yes" is not of type "boolean"']),
    ("above its bound", HEAD + STUB + "sentences = 101\n", (9, 13), ["101 is greater than the maximum of 100"]),
    ("a misspelt option", HEAD + 'cutt = "light"\n', (7, 1), ["'cutt' was unexpected"]),
    ("another stage's option", HEAD + "sentences = 3\n", (7, 1), ["'sentences' was unexpected"]),
    ("an unknown stage", HEAD + '[[stage]]\nuse = "claner"\n', (8, 7), ['"claner" is not one of ', '"cleaner"']),
    ("no use", HEAD + '[[stage]]\nname = "second"\n', (7, 1), ['"use" is a required property']),
    ("a required option", HEAD + '[[stage]]\nuse = "process"\nrequires = ["text"]\nprovides = { x = "text" }\n', (7, 1),
     ['"command" is a required property']),
    ("a kind of layer",
     HEAD + '[[stage]]\nuse = "process"\ncommand = ["cat"]\nrequires = ["text"]\nprovides = { x = "txt" }\n', (11, 18),
     ['"txt" is not one of ["text","json"]']),
    ("a type for a size", HEAD.replace("[output]", "max-document = true\n[output]"), (3, 16), ["true is not of types "]),
    ("a size", HEAD.replace("[output]", 'max-document = "much"\n[output]'), (3, 16), ['"much" does not match ']),
    ("a share", HEAD + '[run]\nmax-failures = "101%"\n', (8, 16), ['"101%" does not match ']),
    ("a key of a table", HEAD.replace("from", "form"), (2, 1), ["'form' was unexpected"]),
]

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    schema = folder / "schema.json"
    schema.write_text(subprocess.run([program, "schema"], capture_output=True, text=True, check=True).stdout)
    json.loads(schema.read_text())
    own = folder / "own.toml"
    own.write_text(HEAD + '[[stage]]\nuse = "my-own"\nplugin = "my_own.so"\nanything = [1, 2]\n')
    right = [*sorted((source / "pipelines").glob("*.toml")), own]
    files = [folder / f"mistake-{i}.toml" for i in range(len(MISTAKES))]
    for file, mistake in zip(files, MISTAKES):
        file.write_text(mistake[1])
    found = said(schema, right + files)
    wrong = [f"{file}: {error}" for file in right for error in found[str(file)]]
    for file, (what, _, place, words) in zip(files, MISTAKES):
        errors = found[str(file)]
        messages = {message for message, _, _ in errors}
        if len(messages) != 1:
            wrong.append(f"{what}: one mistake was expected, taplo says {errors}")
            continue
        message = messages.pop()
        # Of a table taplo names all its lines.
        places = [(line, column) for _, line, column in errors]
        if place not in places or (len(places) != 1 and "unexpected" not in message and "required" not in message):
            wrong.append(f"{what}: {message} stands at {places}, not at {place}")
        wrong += [f"{what}: '{word}' is not in: {message}" for word in words if word not in message]
if wrong:
    sys.exit("\n".join(wrong))
print(f"{len(MISTAKES)} mistakes told where they are")
