#!/usr/bin/env python3
"""Every writer over documents that were made to do harm (make_corpus.py): what it writes must be read by a standard
parser, hold what the record holds, and take no more than 200 MB of memory beyond what the stages before it need.

    hostile_outputs_test.py DOCMILL SOURCE [--no-memory]

DOCMILL_HOSTILE=20 makes the documents 20 times as large: one has 200,000 names then. Python's standard library only.
"""
import collections
import csv
import io
import json
import os
import pathlib
import re
import sqlite3
import sys
import tempfile
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
import check_annotations
import make_corpus

MOST_MEMORY = 200_000_000
STAGES = """
[input]
from = ["in"]
[output]
to = "{out}"
[[stage]]
use = "cleaner"
{cleaner}
[[stage]]
use = "language-tagger"
[[stage]]
use = "entity-linker"
knowledge = ["{source}/plugins/entity_linker/knowledge/ai-chips.tsv"]
{rest}
[[stage]]
"""
# A cleaner that changes as little as it can leaves more for the writers.
KINDS = {"cleaned": ("", '[[stage]]\nuse = "quantities"\n[[stage]]\nuse = "summarizer"\n'),
         "bare": ('cut = "nothing"\nnfc = false\nremove-invisible = false\nplain-spaces = false\nsqueeze-spaces = false', "")}
mistakes = []


def expect(condition, *what):
    if not condition:
        mistakes.append(" ".join(str(w)[:200] for w in what))


def once(pairs):
    expect(len(dict(pairs)) == len(pairs), "a key stands there twice:", [k for k, _ in pairs][:20])
    return dict(pairs)


def no_constant(name):
    raise ValueError(name + " is no JSON")


def json_of(text):
    return json.loads(text, object_pairs_hook=once, parse_constant=no_constant)


def lines_of(path):
    text = path.read_bytes().decode("utf-8")
    expect(text.endswith("\n"), path, "does not end with its line")
    return text.split("\n")[:-1]


def files_in(folder, end):
    """By content: names are made of ids, and these are hostile."""
    return [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name.endswith(end)]


def check_jsonl(records, out):
    expect([json_of(line) for line in lines_of(out / "documents.jsonl")] == records, "jsonl")
    json_of((out / "documents.schema.json").read_text(encoding="utf-8"))


def check_opensearch(records, out):
    lines = [json_of(line) for line in lines_of(out / "documents.ndjson")]
    expect([line["index"]["_id"] for line in lines[::2]] == [r["id"] for r in records], "opensearch: ids")
    expect([line["text"] for line in lines[1::2]] == [r["text"] for r in records], "opensearch: texts")
    json_of((out / "documents.mapping.json").read_text(encoding="utf-8"))


def check_csv(records, out):
    csv.field_size_limit(1 << 30)
    with open(out / "documents.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    expect(all(len(row) == 4 for row in rows), "csv: columns")
    wanted = [[r["id"], r["text"], (r["article"] or {}).get("title") or ""] for r in records]
    expect([row[:3] for row in rows[1:]] == wanted, "csv: cells")
    for row in rows[1:]:
        json_of(row[3])


def check_markdown(records, out):
    pages = files_in(out / "markdown", ".md")
    expect(len(pages) >= len(records), "markdown: pages")
    for page in pages:
        text = page.read_bytes().decode("utf-8")
        outside = re.sub(r"^(`{3,}).*?^\1$|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)", "", text, flags=re.M | re.S)
        found = re.search(r"(?<!\\)<(?!https?://)[A-Za-z/!?]", outside)
        expect(not found, page, "HTML:", found and outside[found.start():])


def check_annotation_pages(records, out):
    pages = [json_of(p.read_bytes().decode("utf-8")) for p in files_in(out / "annotations", ".jsonld")]
    by_id = {page["id"]: page for page in pages}
    expect(len(by_id) == len(records), "web-annotation: pages", len(by_id), len(records))
    for r in records:
        page = by_id.get(check_annotations.iri_of(r) + "#annotations")
        expect(page, "web-annotation: no page of", ascii(r["id"]))
        found = [(*a["target"]["selector"][0].values(), a["target"]["selector"][1]["exact"]) for a in page["items"]] if page else []
        expect([f[1:] for f in found] == [(e["start"], e["end"], e["text"]) for e in r["entities"]], "web-annotation:", ascii(r["id"]))


def check_brat(records, out):
    texts = collections.Counter()
    for path in files_in(out / "brat", ".txt"):
        text = path.read_bytes().decode("utf-8")
        lines = path.with_suffix(".ann").read_bytes().decode("utf-8").split("\n")[:-1]
        texts[text, sum(line.startswith("T") for line in lines)] += 1
        for line in lines:
            columns = line.split("\t")
            expect(len(columns) == 3, "brat:", ascii(line))
            if line[0] == "T":
                parts = [tuple(map(int, part.split(" "))) for part in columns[1].split(" ", 1)[1].split(";")]
                expect(" ".join(text[s:e] for s, e in parts) == columns[2], "brat:", ascii(line))
    expect(texts == collections.Counter((r["text"], len(r["entities"])) for r in records), "brat: texts")


def check_conllu(records, out):
    for line in lines_of(out / "documents.conllu"):
        expect(not line or line[0] == "#" or len(line.split("\t")) == 10, "conllu:", ascii(line))
    check_annotations.check_conllu(records, out / "documents.conllu")


def xml_text(text):
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def check_tei(records, out):
    tei, found = check_annotations.TEI, collections.Counter()
    for path in files_in(out / "tei", ".xml"):
        root = xml.etree.ElementTree.parse(path).getroot()
        lines = tuple("".join(p.itertext()) for p in root.iter(tei + "p") if p.get(check_annotations.XML + "id"))
        spans = sum(1 for tag in ("rs", "span") for _ in root.iter(tei + tag))
        found[root.find(f".//{tei}idno").text, hash(lines), spans] += 1
    wanted = collections.Counter((xml_text(r["id"]), hash(tuple(xml_text(l) for l in r["text"].split("\n") if l)), len(r["entities"])) for r in records)
    expect(found == wanted, "tei:", list((found - wanted).items())[:3], list((wanted - found).items())[:3])


def check_nif(records, out):
    subjects = check_annotations.read_turtle((out / "documents.ttl").read_bytes().decode("utf-8"))
    for r in records:
        context = subjects.get("%s#char=0,%d" % (check_annotations.iri_of(r), len(r["text"])))
        expect(context and dict(context)["nif:isString"] == r["text"], "nif:", ascii(r["id"]))


def check_sqlite(records, out):
    database = sqlite3.connect(out / "documents.sqlite")
    expect(database.execute("PRAGMA integrity_check").fetchone() == ("ok",), "sqlite: damaged")
    database.execute("INSERT INTO search(search) VALUES ('integrity-check')")
    expect(database.execute("SELECT id, text FROM documents ORDER BY document").fetchall() == [(r["id"], r["text"]) for r in records], "sqlite: texts")
    expect(database.execute("SELECT count(*) FROM entities").fetchone()[0] == sum(len(r["entities"]) for r in records), "sqlite: entities")
    invalid = database.execute("SELECT id FROM documents WHERE NOT json_valid(metadata)").fetchall()
    expect(not invalid, "sqlite: metadata that SQLite does not read:", invalid)
    for (view,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
        database.execute(f"SELECT * FROM {view} LIMIT 3").fetchall()


def check_report(records, out):
    """What the scripts of the report hand to the page."""
    data = re.compile(r'docmill_data\("([a-z0-9-]+)",(".*")\);\n', re.S)

    def read(path):
        name, text = data.fullmatch(path.read_bytes().decode("utf-8")).groups()
        expect(path.stem == name, "report:", path)
        return json.loads(json.loads(text))

    documents = []
    for n in range(len(list(out.glob("data/docs-*.js")))):
        documents += read(out / f"data/docs-{n}.js")
    documents = [read(out / f"data/doc-{n}.js") if "apart" in d else d for n, d in enumerate(documents)]
    expect([d["record"] for d in documents if d["record"]] == records, "report: records")
    rows = [row for n in range(read(out / "data/overview.js")["lists"]) for row in read(out / f"data/list-{n}.js")]
    expect(len(rows) == len(documents), "report: list")


def spans_writer(name, spans="entities"):
    return f'use = "writer"\nformat = "{name}"\nspans = ["{spans}"]\n'


IRI = 'document-iri = "https://example.org/articles/"\nvalue-iri = "https://example.org/entries/"\n'
WRITERS = {
    "ids alone": ('use = "writer"\nformat = "csv"\ncolumns = ["id"]\n', lambda records, out: None),  # what the stages need
    "jsonl": ('use = "writer"\n', check_jsonl),
    "opensearch": ('use = "writer"\nformat = "opensearch"\n', check_opensearch),
    "csv": ('use = "writer"\nformat = "csv"\ncolumns = ["id", "text", "article.title", "metadata"]\n', check_csv),
    "markdown": ('use = "writer"\nformat = "markdown"\n', check_markdown),
    "web-annotation": (spans_writer("web-annotation") + IRI, check_annotation_pages),
    "nif": (spans_writer("nif") + IRI, check_nif),
    "brat": (spans_writer("brat"), check_brat),
    "conllu": (spans_writer("conllu"), check_conllu),
    "tei": (spans_writer("tei"), check_tei),
    "sqlite": ('use = "writer-sqlite"\n', check_sqlite),
    "sqlite-trigrams": ('use = "writer-sqlite"\nsearch = "trigrams"\n', check_sqlite),
}


def run(what, arguments, folder, without=None):
    """Runs docmill to its end and says what it took, in bytes. `without`: what it takes without the writer; None: memory is
    not judged."""
    log = folder / "log"
    with open(log, "wb") as file:
        child = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, file.fileno(), 1), (os.POSIX_SPAWN_DUP2, file.fileno(), 2)])
        _, status, usage = os.wait4(child, 0)
    most = usage.ru_maxrss * 1024
    print(f"{what:24} {most / 1e6:8.1f} MB  {usage.ru_utime + usage.ru_stime:7.2f} s", flush=True)
    expect(status == 0, what, "ended with", status, log.read_text(errors="replace")[-600:])
    expect(without is None or most - without <= MOST_MEMORY, what, f"took {most / 1e6:.0f} MB")
    return most if status == 0 else None


def run_all(program, source, here, kind, memory):
    """Every writer over the documents; gives what each has written, and how to check it."""
    written, cleaner, rest = [], *KINDS[kind]
    floor = None
    for name, (writer, check) in WRITERS.items():
        out, pipeline = here / f"{kind}-{name}", here / "p.toml"
        pipeline.write_text(STAGES.format(out=out.name, cleaner=cleaner, rest=rest, source=source) + writer)
        took = run(f"{kind} {name}", [program, "run", str(pipeline), "--quiet"], here, floor)
        floor = took if memory and floor is None else floor
        if took:
            written.append((check, out / "records"))
    if run(f"{kind} report", [program, "report", str(here / f"{kind}-jsonl")], here, 0 if memory else None):
        written.append((check_report, here / f"{kind}-jsonl.report"))
    return written


def main():
    program, source = sys.argv[1], sys.argv[2]
    memory = "--no-memory" not in sys.argv
    with tempfile.TemporaryDirectory(dir=os.environ.get("DOCMILL_HOSTILE_DIR")) as temporary:
        here = pathlib.Path(temporary)
        scale = int(os.environ.get("DOCMILL_HOSTILE", "1"))
        make_corpus.make(here / "in", scale)
        # All runs first: a child counts as large as its parent, which is small as long as it has read nothing.
        for kind, written in [(kind, run_all(program, source, here, kind, memory)) for kind in KINDS]:
            records = [json.loads(line) for line in lines_of(here / f"{kind}-jsonl/records/documents.jsonl")]
            expect(len(records) > 60, "only", len(records), "records")
            expect(max(len(r["entities"]) for r in records) == 10_000 * scale, "the document of many names has others")
            for check, out in written:
                try:
                    check(records, out)
                except Exception as mistake:
                    expect(False, out, type(mistake).__name__, mistake)
    mistakes.extend(check_annotations.mistakes)
    print("\n".join(mistakes[:40]))
    print(f"{len(records)} documents, {len(mistakes)} mistakes")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
