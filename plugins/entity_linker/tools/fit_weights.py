#!/usr/bin/env python3
"""Fits the weights of the entity linker (disambiguation/weights.hpp) by cross-validation.  Python 3, standard library only.

  fit_weights.py --bin FOLDER [--linker-dev FOLDER] [--folds 10] [--ablation]

FOLDER of --bin has docmill and linker_weights (build/release/bin).  The sets: the gold paragraphs of tests/gold with the
starter table, and, where --linker-dev is given, texts with the candidates given (documents.jsonl, gold.json, knowledge.jsonl).
Each set is cut into folds by whole texts.  For each fold the weights are chosen on the others, one weight after the other, by the
mean of the scores of all sets: right links of the mentions found for linker-dev, F1 for the gold paragraphs.  Of equal ones those
nearer to the present ones win.  What is printed counts only texts that the choice has not seen; the interval is that of 2000
draws of whole texts.  --ablation prints the present weights, and what is lost without each kind of evidence.
"""
import argparse, json, os, random, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
GRID = {"prominence": [60, 80, 100, 120, 150], "canonical_name": [0, 5, 10, 15, 20, 30], "type_context": [50, 100, 150, 200],
        "description": [50, 100, 150], "connected": [25, 50, 100], "relation": [70, 90, 110, 140, 180],
        "common_neighbour": [15, 25, 34, 45, 60, 80], "specificity": [60, 80, 100, 120, 130], "near": [50, 75, 100], "certainty": [75, 100, 125], "contest": [0, 20, 40, 60, 90, 130], "contest_elsewhere": [0, 30, 60, 90], "namesake": [0, 40, 100, 300]}
WITHOUT = {"prominence": "prominence=0", "relations": "relation=0", "common neighbours": "common_neighbour=0",
           "relations and common neighbours": "relation=0 common_neighbour=0", "specificity": "specificity=0",
           "connected entities": "connected=0 near=0", "the canonical name": "canonical_name=0",
           "the type by the words beside": "type_context=0", "the words of the description": "description=0",
           "the sides of a game": "contest=0 contest_elsewhere=0", "the namesake": "namesake=0"}


def marked(line):
    """A line of the gold with [[name|keys]] in it: the plain line and (start, end, keys) in bytes."""
    text, mentions = b"", []
    for part in re.split(r"(\[\[.*?\]\])", line):
        if part.startswith("[[") and part.endswith("]]"):
            name, _, keys = part[2:-2].partition("|")
            start = len(text)
            text += name.encode()
            optional = keys.endswith("?")
            keys = keys.rstrip("?")
            mentions.append((start, len(text), (keys or "-") + ("?" if optional else "")))
        else:
            text += part.encode()
    return text + b"\n", mentions


def gold_texts(path):
    texts = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("=="):
            texts.append((b"", []))
        elif line and texts:
            text, mentions = texts[-1]
            more, found = marked(line)
            texts[-1] = (text + more, mentions + [(s + len(text), e + len(text), k) for s, e, k in found])
    return texts


def linker_dev_texts(folder):
    gold = {g["id"]: g["mentions"] for g in json.load(open(f"{folder}/gold.json", encoding="utf-8"))}
    texts = []
    for d in map(json.loads, open(f"{folder}/documents.jsonl", encoding="utf-8")):
        at = lambda n: len(d["text"][:n].encode())
        texts.append((d["text"].encode(), [(at(m["start"]), at(m["end"]), m["key"]) for m in gold[d["id"]] if m["key"] and m["in_base"]]))
    return texts


class Set:
    def __init__(self, name, base, texts, work, program, links_only):
        self.name, self.links_only, self.size = name, links_only, len(texts)
        path = f"{work}/{name}.texts"
        with open(path, "wb") as f:
            for text, mentions in texts:
                f.write(b"text %d %d\n%s\n" % (len(text), len(mentions), text))
                f.writelines(b"%d %d %s\n" % (s, e, k.encode()) for s, e, k in mentions)
        self.process = subprocess.Popen([program, base, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.known = {}

    def counts(self, weights):
        """Per text: mentions, found, right, missed, wrong."""
        if weights not in self.known:
            self.process.stdin.write(weights + "\n")
            self.process.stdin.flush()
            n = list(map(int, self.process.stdout.readline().split()))
            if len(n) != 5 * self.size: sys.exit(f"fit_weights: linker_weights failed on {self.name} with {weights}")
            self.known[weights] = [n[i:i + 5] for i in range(0, len(n), 5)]
        return self.known[weights]

    def score(self, counts):
        known, found, right, missed, wrong = map(sum, zip(*counts))
        if self.links_only: return right / max(found, 1)
        return 2 * right / max(2 * right + missed + wrong, 1)

    def found(self, counts):
        known, found, *_ = map(sum, zip(*counts))
        return found / max(known, 1)


def interval(s, counts):
    draw = random.Random(1)
    scores = sorted(s.score(draw.choices(counts, k=len(counts))) for _ in range(2000))
    return scores[50], scores[1949]


def text_of(weights):
    return " ".join(f"{k}={v}" for k, v in sorted(weights.items()))


def fit(sets, seen, present):
    mean = lambda w: sum(s.score([c for i, c in enumerate(s.counts(text_of(w))) if seen(i)]) for s in sets) / len(sets)
    weights, best = dict(present), mean(present)
    for _ in range(2):
        before = dict(weights)
        for name, values in GRID.items():
            for v in sorted(values, key=lambda v: abs(v - weights[name])):
                score = mean({**weights, name: v})
                if score > best + 1e-9: best, weights = score, {**weights, name: v}
        if weights == before: break
    return weights


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bin", required=True); p.add_argument("--linker-dev"); p.add_argument("--folds", type=int, default=10)
    p.add_argument("--ablation", action="store_true"); p.add_argument("--try", dest="tries", action="append", default=[])
    a = p.parse_args()
    present = {n: int(v) for n, v in re.findall(r"int (\w+) = (\d+);", open(f"{HERE}/../disambiguation/weights.hpp").read())}
    with tempfile.TemporaryDirectory() as work:
        program, table = f"{a.bin}/linker_weights", f"{HERE}/../knowledge/ai-chips.tsv"
        sets = [Set(n, table, gold_texts(f"{HERE}/../tests/gold/{n}.txt"), work, program, False)
                for n in ("paragraphs", "ambiguous", "languages", "held_out")]
        if a.linker_dev:
            base = f"{work}/linker-dev.kb"
            subprocess.run([f"{a.bin}/docmill", "kb", "build", f"{a.linker_dev}/knowledge.jsonl", "-o", base], check=True, stdout=subprocess.DEVNULL)
            sets.append(Set("linker-dev", base, linker_dev_texts(a.linker_dev), work, program, True))
        def show(what, weights):
            print(f"{what:34}", "  ".join(f"{s.name} {100 * s.score(s.counts(weights)):.2f}" for s in sets), flush=True)
        if a.ablation or a.tries:
            show("as it is", "")
            for t in a.tries: show(t, t)
            if a.ablation:
                for what, weights in WITHOUT.items(): show("without " + what, weights)
            return
        out_of_fold = [[None] * s.size for s in sets]
        for fold in range(a.folds):
            weights = fit(sets, lambda i: i % a.folds != fold, present)
            print(f"fold {fold}: " + (" ".join(f"{k}={v}" for k, v in weights.items() if v != present[k]) or "the present weights"), flush=True)
            for counts, s in zip(out_of_fold, sets): counts[fold::a.folds] = s.counts(text_of(weights))[fold::a.folds]
        for counts, s in zip(out_of_fold, sets):
            low, high = interval(s, counts)
            print(f"{s.name:12} {s.size} texts  {'right' if s.links_only else 'F1'} out of fold {100 * s.score(counts):.2f} "
                  f"({100 * low:.1f} to {100 * high:.1f})  found {100 * s.found(counts):.2f}")
        weights = fit(sets, lambda i: True, present)
        print("on all texts: " + text_of(weights))


main()
