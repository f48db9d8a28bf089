"""Gives a layer of every kind, made out of layers of every kind."""
import base64
import json
import sys

setup = json.loads(sys.stdin.readline())
print("set up as", json.dumps(setup), file=sys.stderr)
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    document = json.loads(line)
    layers = document["layers"]
    text = layers["text"]
    chips = [text[chip["start"]:chip["end"]] for chip in layers["chips"]]
    # Every chip is put in brackets; the new text holds two characters more for each.
    edits, marks, shift = [], [], 0
    for chip in layers["chips"]:
        edits += [{"start": chip["start"], "end": chip["start"], "with": "⟦"},
                  {"start": chip["end"], "end": chip["end"], "with": "⟧"}]
        marks.append({"start": chip["start"] + shift, "end": chip["end"] + shift + 2, "label": chip["vendor"],
                      "value": chip["value"], "score": 0.5, "length": chip["end"] - chip["start"]})
        shift += 2
    print(json.dumps({"n": document["n"], "notes": ["seen"], "layers": {
        "marked": edits,
        "marks": marks[::-1],
        "facts": {"chips": len(chips), "first": chips[0] if chips else None, "any": bool(chips),
                  "share": round(len(chips) / 8, 4)},
        "list": chips,
        "shout": text.upper(),
        "size": {"bytes": len(base64.b64decode(layers["raw"]))} if document["n"] else None,
    }}), flush=True)
