#!/usr/bin/env python3
"""Takes the text out of unpacked Debian packages: one file of word forms and one of lines for each language.

  extract.py words|lines ROOT SHORT_TEXTS OUT

ROOT: where fetch.sh unpacked the packages of sources.tsv.  OUT gets TAG.words and TAG.lines (UTF-8, sorted, no line
twice), the input of train_model.  Standard library only; word lists of tesseract are unpacked with Debian's
combine_tessdata and dawg2wordlist (package tesseract-ocr).  The same packages give the same files.
"""
import collections, glob, html, os, re, struct, subprocess, sys, tempfile, unicodedata, zipfile

# Folder names and tesseract's three letters to the tags that the model tells apart.
TAGS = {
    "no": "nb", "nb_NO": "nb", "nb-NO": "nb", "nn_NO": "nn", "nn-NO": "nn", "gug": "gn", "kmr": "ku", "pa_IN": "pa", "fy_NL": "fy", "ga_IE": "ga",
    "hy_AM": "hy", "sv_SE": "sv", "es_ES": "es", "pt_BR": "pt", "pt_PT": "pt", "en_GB": "en", "en_US": "en", "C": "en", "sr@latin": "sr-Latn",
    "sr_Latn": "sr-Latn", "sr@Latn": "sr-Latn", "plt": "mg", "afr": "af", "ara": "ar", "aze": "az", "aze_cyrl": "az-Cyrl", "bel": "be",
    "bos": "bs", "bre": "br", "bul": "bg", "cat": "ca", "ces": "cs", "cos": "co", "cym": "cy", "dan": "da", "deu": "de",
    "eng": "en", "epo": "eo", "est": "et", "eus": "eu", "fao": "fo", "fas": "fa", "fil": "tl", "fin": "fi", "fra": "fr",
    "fry": "fy", "gla": "gd", "gle": "ga", "glg": "gl", "hat": "ht", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "hye": "hy",
    "ind": "id", "isl": "is", "ita": "it", "jav": "jv", "kat": "ka", "kaz": "kk", "kir": "ky", "lat": "la",
    "lav": "lv", "lit": "lt", "ltz": "lb", "mar": "mr", "mkd": "mk", "mlt": "mt", "mon": "mn", "mri": "mi", "msa": "ms",
    "nep": "ne", "nld": "nl", "nor": "nb", "oci": "oc", "pol": "pl", "por": "pt", "pus": "ps", "que": "qu", "ron": "ro",
    "rus": "ru", "slk": "sk", "slv": "sl", "snd": "sd", "spa": "es", "sqi": "sq", "srp": "sr", "srp_latn": "sr-Latn", "sun": "su",
    "swa": "sw", "swe": "sv", "tat": "tt", "tgk": "tg", "ton": "to", "tur": "tr", "uig": "ug", "ukr": "uk", "urd": "ur",
    "uzb": "uz", "uzb_cyrl": "uz-Cyrl", "vie": "vi", "yid": "yi", "yor": "yo", "sr-Cyrl": "sr", "quz": "qu", "fil": "tl",
}
LANGUAGES = """
af az bs ca cs cy da de en eo es et eu fi fr ga hr hu id is it la lg lt lv mi ms nb nl nn pl pt ro sk sl so sq sr-Latn st
sv sw tl tn tr ts vi xh yo zu gl br fy gd oc lb mt fo be bg kk mk mn ru sr uk ky tg tt ar fa ur ps hi mr ne
""".split()  # those whose scripts are shared and for which there is text enough
MAX_WORDS = 60000  # word forms of one language, evenly from its list
MAX_BYTES = 500000  # of lines for one language


def tag_of(name):
    name = name.replace("-", "_") if "@" not in name else name
    if name in TAGS:
        return TAGS[name]
    base = name.split(".")[0]
    if base in TAGS:
        return TAGS[base]
    if "@" in base:
        return None
    base = base.split("_")[0]
    return TAGS.get(base, base)


def entries_of_mo(path):
    """(msgid, msgstr) pairs of a gettext catalogue."""
    with open(path, "rb") as f:
        b = f.read()
    if len(b) < 28:
        return
    order = "<" if b[:4] == b"\xde\x12\x04\x95" else ">"
    n, ids, strings = struct.unpack(order + "3I", b[8:20])
    for i in range(n):
        size, at = struct.unpack(order + "2I", b[ids + 8 * i:ids + 8 * i + 8])
        tsize, tat = struct.unpack(order + "2I", b[strings + 8 * i:strings + 8 * i + 8])
        if size:
            key = b[at:at + size].split(b"\4")[-1].split(b"\0")[0]
            yield key.decode("utf-8", "replace"), b[tat:tat + tsize].decode("utf-8", "replace")


MARKUP = re.compile(r"<[^<>]*>|&\w+;|\{[^{}]*\}|%[\w.$()#-]*|\$\([^)]*\)|\$\[[^\]]*\]|\$\w+|https?://\S+|\S+@\S+|\w*[/\\][\w/\\]*")
WORD = re.compile(r"[^\W\d_][\w\u0900-\u0963]*(?:['’ʻ`-][^\W\d_]+)*")


def clean(line):
    line = html.unescape(re.sub(r"&(lt|gt|amp|quot|nbsp|#\d+);", lambda m: html.unescape(m[0]), line))
    line = re.sub(r"(?<=\w)[~_&](?=\w)|[~_&](?=\w)|\(_?\w\)", "", line)
    return " ".join(MARKUP.sub(" ", line).split())


class Corpus:
    def __init__(self):
        self.lines = collections.defaultdict(dict)  # tag -> {line: None}, in order
        self.sizes = collections.Counter()
        self.english = set()

    def full(self, tag):
        return tag not in LANGUAGES or self.sizes[tag] > MAX_BYTES

    def add(self, tag, text, english=None):
        if text == english or self.full(tag):
            return
        for part in re.split(r"[\n\0]+", text):
            part = clean(unicodedata.normalize("NFC", part))
            words = WORD.findall(part)
            letters = sum(map(len, words))
            if letters < 4 or letters * 10 < len(part.replace(" ", "")) * 7 or part.isupper():
                continue
            if tag != "en" and part in self.english:
                continue
            part = part[:600]
            if part not in self.lines[tag]:
                self.lines[tag][part] = None
                self.sizes[tag] += len(part.encode())


def texts_of_page(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        body = f.read()
    body = re.sub(r"(?s)<(script|style|code|cmd|head|info)\b.*?</\1>|<!--.*?-->", " ", body)
    for block in re.split(r"(?i)</?(?:p|title|h\d|li|td|div|item|section|tr|table|ul|body|html|note|list|steps)\b[^>]*>", body):
        text = " ".join(re.sub(r"<[^>]*>", "", block).split())
        if text:
            yield html.unescape(text)


def texts_of_langpack(path):
    with zipfile.ZipFile(path) as z:
        for name in sorted(z.namelist()):
            if not name.endswith((".ftl", ".properties")):
                continue
            for line in z.read(name).decode("utf-8", "replace").splitlines():
                if line.startswith("#"):
                    continue
                m = re.match(r"\s*\.?[\w.-]+\s*=\s*(.+)", line)
                yield m[1] if m else (line.strip() if line.startswith("    ") and "=" not in line and "[" not in line else "")


def texts_of_cldr(path):
    """CLDR's key words for signs, and names of languages, countries and scripts."""
    with open(path, encoding="utf-8") as f:
        for m in re.finditer(r"<(annotation|language|territory|script)\b[^<>]*>([^<>]+)</", f.read()):
            if "\u2191" not in m[2]:  # an arrow: the same as in another file
                yield html.unescape(m[2]).replace(" | ", ", ")


def lines(root, short_texts):
    c = Corpus()
    find = lambda pattern: sorted(glob.glob(os.path.join(root, pattern), recursive=True))
    catalogues = find("usr/**/LC_MESSAGES/*.mo")
    for path in find("usr/share/help/C/**/*.page"):
        for t in texts_of_page(path):
            c.add("en", t)
    for path in find("usr/share/libreoffice/help/en-US/text/**/*.html")[::4]:
        if c.full("en"):
            break
        for t in texts_of_page(path):
            c.add("en", t)
    for path in catalogues:
        if c.full("en"):
            break
        for key, _ in entries_of_mo(path):
            c.add("en", key)
    c.english = set(c.lines["en"])
    for path in sorted(glob.glob(os.path.join(short_texts, "*.txt"))):
        with open(path, encoding="utf-8", errors="replace") as f:
            c.add(tag_of(os.path.basename(path)[:-4]), f.read())
    for path in sorted(catalogues, key=lambda p: ("libreoffice" in p, "iso_" in p, p)):
        tag = tag_of(path.split("/")[-3])
        if tag == "en" or c.full(tag) or ("/iso_" in path and c.sizes[tag] > 200000):
            continue
        for key, value in entries_of_mo(path):
            c.add(tag, value, key)
    for path in find("usr/lib/firefox-esr/browser/extensions/langpack-*.xpi"):
        tag = tag_of(re.match(r"langpack-(.*)@", os.path.basename(path))[1])
        for t in texts_of_langpack(path):
            c.add(tag, t)
    for path in find("usr/share/help/*/**/*.page") + find("usr/share/libreoffice/help/*/text/**/*.html"):
        m = re.search(r"/help/([^/]+)/", path)
        tag = tag_of(m[1])
        if tag == "en" or c.full(tag):
            continue
        for t in texts_of_page(path):
            c.add(tag, t)
    # Of little worth beside prose, but much for languages that few programs speak (Somali, Yoruba, Zulu).
    for path in find("usr/share/unicode/cldr/common/annotations/*.xml"):
        name = os.path.basename(path)[:-len(".xml")]
        tag = TAGS.get(name, name)
        if tag not in LANGUAGES or c.full(tag):
            continue
        for part in ("annotations", "main"):
            for t in texts_of_cldr(path.replace("annotations", part)):
                c.add(tag, t)
    return c.lines


def words(root):
    found = collections.defaultdict(set)
    for path in sorted(glob.glob(os.path.join(root, "usr/share/tesseract-ocr/*/tessdata/*.traineddata"))):
        name = os.path.basename(path)[:-len(".traineddata")]
        if TAGS.get(name) not in LANGUAGES:
            continue
        with tempfile.TemporaryDirectory() as work:
            run = lambda *a: subprocess.run(a, check=True, capture_output=True)
            run("combine_tessdata", "-u", path, f"{work}/m.")
            run("dawg2wordlist", f"{work}/m.lstm-unicharset", f"{work}/m.lstm-word-dawg", f"{work}/words")
            with open(f"{work}/words", encoding="utf-8", errors="replace") as f:
                found[TAGS[name]] |= {unicodedata.normalize("NFC", w.strip()) for w in f}
    for tag, name in (("nn", "nn_NO"), ("nb", "nb_NO")):
        for path in glob.glob(os.path.join(root, f"usr/share/hunspell/{name}.dic")):
            with open(path, encoding="iso-8859-1") as f:
                found["dic-" + tag] |= {w.split("/")[0].strip() for w in f}
    # Norwegian: tesseract's list is of both written forms; what only Nynorsk's dictionary has is not Bokmål.
    only_nn, only_nb = found["dic-nn"] - found["dic-nb"], found["dic-nb"] - found["dic-nn"]
    found["nn"] |= only_nn | (found["nb"] & found["dic-nn"])
    found["nb"] = (found["nb"] - only_nn) | only_nb
    for key in ("dic-nn", "dic-nb"):
        found.pop(key, None)
    result = {}
    for tag, forms in found.items():
        rows = sorted(w for w in forms if len(w) > 1 and not any(c.isdigit() or c == "_" for c in w) and WORD.fullmatch(w) and not (w.isupper() and w.lower() != w.upper()))
        result[tag] = rows[::1 + len(rows) // MAX_WORDS]
    return result


def main():
    if len(sys.argv) != 5 or sys.argv[1] not in ("words", "lines"):
        sys.exit(__doc__.splitlines()[2].strip())
    kind, root, short_texts, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    with open(f"{out}/languages.txt", "w") as f:
        f.writelines(t + "\n" for t in LANGUAGES)
    by_tag = words(root) if kind == "words" else lines(root, short_texts)
    for tag, rows in by_tag.items():
        if rows:
            with open(f"{out}/{tag}.{kind}", "w", encoding="utf-8") as f:
                f.writelines(r + "\n" for r in (rows if kind == "words" else sorted(rows)))


main()
