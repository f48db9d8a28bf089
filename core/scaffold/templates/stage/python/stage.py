#!/usr/bin/env python3
"""@{name}: @{summary}. It works as it is. Yours to replace are the functions make_...().

docmill starts this program, writes a line of JSON for each document to it, and reads a line with the layers that it makes.
Standard output is for answers alone; what goes to standard error stands in docmill's log. An exception fails its document
with its text as reason, and the program goes on.
"""
import json
%% if has_text
import re
%% end
import sys
import traceback
%% if has_text


def words(text, minimum):
    """The words of at least `minimum` characters, as matches. Offsets are code points, as Python counts them."""
    return [match for match in re.finditer(r"[0-9A-Za-z\x80-\U0010ffff]+", text) if len(match.group()) >= minimum]
%% end
%% if any_measures


def size_of(kind, layer):
    """How much a layer holds: characters, spans, members of a JSON value, one for attributes; None where it is absent."""
    if layer is None:
        return None
    if kind == "attributes":
        return 1  # layer["KEY"] is a key of it
    return len(layer) if isinstance(layer, (str, list, dict)) else 1
%% end
%% for p in provides


%% if p.kind == spans
def make_@{p.layer}(text, settings):
    """A span for each word that counts. Offsets are code points of @{p.over}."""
    found = words(text, settings["minimum"])
    return [{"start": match.start(), "end": match.end(), "value": match.group()} for match in found]
%% elif p.kind == rewrite
def make_@{p.layer}(layers, kinds, settings):
    """Edits of the text: the words that count in capitals (of ASCII). What no edit names is kept."""
    edits = []
    for match in words(layers["@{text_layer}"], settings["minimum"]):
        capitals = re.sub("[a-z]+", lambda letters: letters.group().upper(), match.group())
        if capitals != match.group():
            edits.append({"start": match.start(), "end": match.end(), "with": capitals})
    return edits
%% elif p.kind == attributes
def make_@{p.layer}(layers, kinds, settings):
    """Figures; None is null."""
    keys = {}
%% if has_text
    found = [match.group() for match in words(layers["@{text_layer}"], settings["minimum"])]
    keys["words"] = len(found)
    keys["longest"] = max(found, key=len, default=None)
%% end
%% for o in others
    keys["@{o.layer}_size"] = size_of(kinds.get("@{o.layer}"), layers["@{o.layer}"])
%% end
    return keys
%% elif p.kind == json
def make_@{p.layer}(layers, kinds, settings):
    """Any JSON value."""
    value = {}
%% if has_text
    value["words"] = len(words(layers["@{text_layer}"], settings["minimum"]))
%% end
%% for o in others
    value["@{o.layer}"] = size_of(kinds.get("@{o.layer}"), layers["@{o.layer}"])
%% end
    return value
%% else
def make_@{p.layer}(layers, kinds, settings):
%% if has_text
    """The words that count, one blank between them."""
    parts = [" ".join(match.group() for match in words(layers["@{text_layer}"], settings["minimum"]))]
%% else
    """How much there is of each layer."""
    parts = []
%% end
%% for o in others
    size = size_of(kinds.get("@{o.layer}"), layers["@{o.layer}"])
    if size is not None:
        parts.append(f"@{o.layer}: {size}")
%% end
    return "; ".join(part for part in parts if part)
%% end
%% end


%% if own_rewrite
def edited(text, edits):
    """The text as it will be: spans over a layer that takes the place of another lie over the new text."""
    parts, copied = [], 0
    for edit in edits:
        parts += [text[copied:edit["start"]], edit["with"]]
        copied = edit["end"]
    return "".join(parts) + text[copied:]


%% end
%% if filter
def is_wanted(layers, settings):
    """What is not wanted is dropped: counted, listed in the index, and not written."""
    return len(words(layers["@{text_layer}"], settings["minimum"])) >= settings["fewest-words"]


%% end
def prepare(settings):
    """Called once, before the program says that it is ready. What takes long, such as a model, is loaded here."""
    return settings


def work_on(layers, kinds, settings):
    """The answer to one document, but for its number."""
%% if filter
    if not is_wanted(layers, settings):
        return {"drop": {"code": "too-few-words", "message": "the document has too few words"}}
%% end
    made = {}
%% for p in provides
%% if p.kind == spans
%% if own_rewrite
    made["@{p.layer}"] = make_@{p.layer}(edited(layers["@{text_layer}"], made["@{own_layer}"]), settings)
%% elif own
    made["@{p.layer}"] = make_@{p.layer}(made["@{own_layer}"], settings)
%% else
    made["@{p.layer}"] = make_@{p.layer}(layers["@{text_layer}"], settings)
%% end
%% else
    made["@{p.layer}"] = make_@{p.layer}(layers, kinds, settings)
%% end
%% end
    return {"layers": made}


def main():
    setup = json.loads(sys.stdin.readline())
    # What kind each layer is that this pipeline has; a layer with "?" that nothing provides is null.
    kinds = {layer: told["kind"] for layer, told in setup["requires"].items() if told is not None}
    settings = prepare(setup["settings"])
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        document = json.loads(line)
        try:
            answer = work_on(dict.fromkeys(setup["requires"]) | document["layers"], kinds, settings)
        except Exception as error:  # costs this document; what was prepared is not prepared again
            traceback.print_exc()
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            answer = {"fail": {"code": "exception", "message": reason}}
        print(json.dumps({"n": document["n"]} | answer), flush=True)


main()
