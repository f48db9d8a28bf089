#!/usr/bin/env python3
"""Reads what pipelines/annotations.toml wrote as the tools would, and compares it with the records beside it.

    check_annotations.py RECORDS_FOLDER

Web Annotation: JSON, the keys that the recommendation asks for, both selectors choose the same words. NIF: every token of
the Turtle file, offsets of each phrase cut its anchor out of its context. brat: columns, ids, offsets, the words at them.
CoNLL-U: columns, ids, places of words, white space; mentions over the words of the spans. TEI: well-formed, lines and spans.
Prints every mistake; ends with 1 when there is one. Python's standard library only.
"""
import json
import re
import sys
import urllib.parse
import xml.etree.ElementTree
from pathlib import Path

DOCUMENT, ENTRY, ITEM = "https://example.org/articles/", "https://example.org/entries/", "http://www.wikidata.org/entity/"
mistakes = []


def expect(condition, *what):
    if not condition:
        mistakes.append(" ".join(str(w) for w in what))


def meaning(entity):
    if entity["wikidata"]:
        return ITEM + entity["wikidata"]
    return ENTRY + urllib.parse.quote(entity["value"], safe="/") if entity["value"] else None


def iri_of(record):
    return DOCUMENT + urllib.parse.quote(record["id"], safe="/")


def check_web_annotation(record, path):
    page = json.loads(path.read_text(encoding="utf-8"))
    iri, text = iri_of(record), record["text"]
    expect(page["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage", path, "head")
    expect(len({a["id"] for a in page["items"]} | {page["id"]}) == len(page["items"]) + 1, path, "an id twice")
    expect(len(page["items"]) == len(record["entities"]), path, "not every span is there")
    for a, entity in zip(page["items"], record["entities"]):
        expect(a["type"] == "Annotation" and a["target"]["source"] == iri, path, a["id"])
        position, quote = a["target"]["selector"]
        expect(position["type"] == "TextPositionSelector" and quote["type"] == "TextQuoteSelector", path, a["id"])
        start, end = position["start"], position["end"]
        expect(text[start:end] == quote["exact"] == entity["text"], path, a["id"], "other words")
        expect(text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"]), path, a["id"])
        bodies = {b["purpose"]: b for b in a["body"]}
        expect(bodies["tagging"]["value"] == entity["label"], path, a["id"], "label")
        source = bodies["identifying"]["source"] if "identifying" in bodies else None
        expect(source == meaning(entity), path, a["id"], "meaning", source)
        expect(a.get("score") == entity["score"], path, a["id"], "score")


TURTLE = re.compile(r"""\s+|(?P<prefix>@prefix)|<(?P<iri>[^\x00-\x20<>"{}|^`\\]*)>|"(?P<string>(?:[^"\\\n\r]|\\[tbnrf"'\\])*)"
                        |\^\^|(?P<name>[a-z]+:[A-Za-z0-9]*)|(?P<a>a)(?=\s)|(?P<mark>[.;,])""", re.X)
ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def read_turtle(source):
    """Subjects with their predicates and objects; every character must be part of a token."""
    at, statement, subjects = 0, [], {}
    while at < len(source):
        m = TURTLE.match(source, at)
        if m is None:
            raise ValueError("no Turtle at character %d: %r" % (at, source[at:at + 60]))
        at = m.end()
        if m.lastgroup == "string":
            statement.append(("string", re.sub(r"\\(.)", lambda e: ESCAPES[e.group(1)], m["string"])))
        elif m.lastgroup == "mark" and m["mark"] == ".":
            if statement and statement[0][0] != "prefix":
                add_statement(subjects, statement)
            statement = []
        elif m.lastgroup:
            statement.append((m.lastgroup, m[m.lastgroup]))
    expect(not statement, "the Turtle file breaks off")
    return subjects


def add_statement(subjects, statement):
    kind, subject = statement[0]
    expect(kind == "iri", "no subject:", statement[:2])
    properties = subjects.setdefault(subject, [])
    predicate = None
    for kind, value in statement[1:]:
        if kind == "mark":
            predicate = None if value == ";" else predicate
        elif predicate is None:
            predicate = value
        elif not value.startswith("xsd:"):
            properties.append((predicate, value))


def check_nif(records, path):
    subjects = read_turtle(path.read_text(encoding="utf-8"))
    n_phrases = 0
    for record in records:
        iri, text = iri_of(record), record["text"]
        context = "%s#char=0,%d" % (iri, len(text))
        expect(dict(subjects[context])["nif:isString"] == text, iri, "text")
        for entity in record["entities"]:
            start, end = entity["start"], entity["end"]
            phrase = dict(subjects["%s#char=%d,%d" % (iri, start, end)])
            n_phrases += 1
            expect(phrase["nif:referenceContext"] == context, iri, start, "context")
            expect((phrase["nif:beginIndex"], phrase["nif:endIndex"]) == (str(start), str(end)), iri, start)
            expect(phrase["nif:anchorOf"] == text[start:end], iri, start, "anchor")
            expect(phrase.get("itsrdf:taIdentRef") == meaning(entity), iri, start, "meaning")
    expect(len(subjects) == len(records) + n_phrases, path, "has subjects of no record")


def check_brat(record, path):
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    expect(text == record["text"], path, "text")
    spans, meanings, ids = [], {}, set()
    for line in path.read_bytes().decode("utf-8").splitlines():
        columns = line.split("\t")
        expect(len(columns) == 3 and columns[0] not in ids, path, line)
        ids.add(columns[0])
        if line[0] == "T":
            label, offsets = columns[1].split(" ", 1)
            expect(re.fullmatch(r"[A-Za-z0-9_-]+", label), path, line)
            places = [tuple(map(int, part.split(" "))) for part in offsets.split(";")]
            expect(" ".join(text[s:e] for s, e in places) == columns[2], path, line)
            spans.append((places[0][0], places[-1][1], label))
        elif line[0] == "N":
            kind, target, reference = columns[1].split(" ")
            expect(kind == "Reference" and target in ids and ":" in reference, path, line)
            meanings[target] = reference
        else:
            expect(re.fullmatch(r"#\d+", columns[0]) and columns[1].split(" ")[1] in ids, path, line)
    expect(spans == [(e["start"], e["end"], e["label"]) for e in record["entities"]], path, "spans")
    for i, e in enumerate(record["entities"]):
        wanted = "Wikidata:" + e["wikidata"] if e["wikidata"] else "docmill:" + e["value"] if e["value"] else None
        expect(meanings.get("T%d" % (i + 1)) == wanted, path, "meaning of", e["text"])


def misc_of(columns):
    return dict(part.split("=", 1) for part in columns[9].split("|"))


WHITE = {"s": " ", "t": "\t", "r": "\r", "n": "\n", "p": "|", "\\": "\\"}


def unescaped(text):
    return re.sub(r"\\(.)", lambda e: WHITE[e.group(1)], text)


def white(misc, key):
    return unescaped(misc.get(key, ""))


MENTION = re.compile(r"\((?P<open>e\d+(?:\[\d+/\d+\])?)-(?P<type>[^()-]*)-(?P<value>[^()-]*)-(?P<score>[^()-]*)(?P<one>\))?"
                     r"|(?P<close>e\d+(?:\[\d+/\d+\])?)\)")


def check_conllu(records, path):
    """Sentences and words of each document; mentions, put together from their parts, are the entities of the record."""
    documents = path.read_bytes().decode("utf-8").split("# newdoc id = ")[1:]
    expect(len(documents) == len(records), path, "number of documents")
    for record, written in zip(records, documents):
        lines, text, words, mentions, open_mentions = written.split("\n"), "", [], [], []
        expect(unescaped(lines[0]) == record["id"] and lines[1] == "# global.Entity = eid-etype-identity-score", path, lines[0])
        number = 0
        for line in lines[2:]:
            if not line or line[0] == "#":
                number = 0
                continue
            columns, number = line.split("\t"), number + 1
            misc = misc_of(columns)
            start, end = map(int, misc["TokenRange"].split(":"))
            expect(len(columns) == 10 and columns[0] == str(number) and columns[1], path, line)
            expect(record["text"][start:end] == columns[1], record["id"], "words at", start)
            text += white(misc, "SpacesBefore") + columns[1]
            text += white(misc, "SpacesAfter") or ("" if misc.get("SpaceAfter") == "No" else " ")
            at = 0
            for m in MENTION.finditer(misc.get("Entity", "")):
                expect(m.start() == at, record["id"], "mentions", misc["Entity"])
                at = m.end()
                if m["open"]:
                    mention = [start, end, urllib.parse.unquote(m["type"]), urllib.parse.unquote(m["value"]), m["score"]]
                    mentions.append(mention)
                    if not m["one"]:
                        open_mentions.append((m["open"], mention))
                else:
                    i = max(i for i, (name, _) in enumerate(open_mentions) if name == m["close"])
                    open_mentions.pop(i)[1][1] = end
        expect(text == record["text"] and not open_mentions, record["id"], "text of", path)
        expect(len(mentions) == len(record["entities"]), record["id"], "mentions of", path)
        for mention, e in zip(mentions, record["entities"]):
            expect(mention[0] <= e["start"] and mention[1] >= e["end"], record["id"], mention)
            expect(mention[2:] == [e["label"], e["wikidata"] or e["value"] or "", "" if e["score"] is None else str(e["score"])], record["id"], mention, e)


TEI, XML = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}"


def check_tei(record, path):
    root = xml.etree.ElementTree.parse(path).getroot()
    expect(root.tag == TEI + "TEI" and root.find(".//%sidno" % TEI).text == record["id"], path, "head")
    paragraphs = root.findall("%stext/%sbody/%sp" % (TEI, TEI, TEI))
    lines = [line for line in record["text"].split("\n") if line]
    expect(["".join(p.itertext()) for p in paragraphs if len(p) or p.text] == lines, path, "lines")
    expect([p.get(XML + "id") for p in paragraphs] == ["p%d" % (i + 1) for i in range(len(lines))] or not lines, path, "ids")
    found = sorted(("".join(s.itertext()), s.get("type"), s.get("ref", s.get("corresp")), s.get("cert"))
                   for tag in ("rs", "span") for s in root.iter(TEI + tag))
    wanted = sorted((e["text"], e["label"], meaning(e), str(e["score"])) for e in record["entities"])
    expect([tuple(map(str, f)) for f in found] == [tuple(map(str, w)) for w in wanted], path, "spans")


def main():
    folder = Path(sys.argv[1])
    records = [json.loads(line) for line in (folder / "documents.jsonl").read_text(encoding="utf-8").split("\n") if line]
    for record in records:
        check_web_annotation(record, folder / "annotations" / (record["id"] + ".jsonld"))
        check_brat(record, folder / "brat" / (record["id"] + ".ann"))
        check_tei(record, folder / "tei" / (record["id"] + ".xml"))
    check_nif(records, folder / "documents.ttl")
    check_conllu(records, folder / "documents.conllu")
    print("\n".join(mistakes[:20]))
    print("%d documents, %d spans, %d mistakes" % (len(records), sum(len(r["entities"]) for r in records), len(mistakes)))
    return 1 if mistakes or not records else 0


if __name__ == "__main__":
    sys.exit(main())
