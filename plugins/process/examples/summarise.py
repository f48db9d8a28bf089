"""A summariser in place of docmill's: the sentences whose words are the most frequent in the text, in their order."""
import collections
import json
import re
import sys


def words(text):
    return [word.casefold() for word in re.findall(r"\w{4,}", text)]


def summarise(text, count):
    sentences = re.findall(r"\S.*?(?:[.!?。！？]+(?=\s|$|[^\x00-\x7f])|$)", text, re.MULTILINE)
    frequency = collections.Counter(words(text))

    def weight(i):
        own = words(sentences[i])
        return sum(frequency[word] for word in own) / len(own) if len(own) > 3 else 0

    # Equal weights: the earlier sentence. Rounded, so that the choice hangs on no last bit of a float.
    best = sorted(range(len(sentences)), key=lambda i: (-round(weight(i), 4), i))[:count]
    return " ".join(sentences[i] for i in sorted(best))


setup = json.loads(sys.stdin.readline())
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    document = json.loads(line)
    summary = summarise(document["layers"]["text"], setup["settings"].get("sentences", 3))
    print(json.dumps({"n": document["n"], "layers": {"summary": summary}}), flush=True)
