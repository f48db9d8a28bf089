"""Documents that somebody made to do harm to whoever writes them out, in a folder of inputs.

make(folder, scale): `scale` 1 is a few megabytes; 20 has a document of 200,000 names and words of megabytes.
"""
import json

CONTROLS = "".join(map(chr, [*range(1, 32), *range(0x7F, 0xA0)])) + "\u2028\u2029\ufeff\u00ad\u200b"
DIRECTIONS = "\u202eleft\u202c \u2066isolate\u2069 \u200f\u200e\u061c \u202a\u202b\u202d never closed"
MARKUP = ("</script><script>alert(1)</script> <img src=x onerror=alert(1)> ]]> --> <!-- <![CDATA[ &amp; &#0; \" ' \\ \\u0000 ` ``` "
          "<?php ?> {{7*7}} ${x} %s %n =cmd|'/c calc'!A1 @SUM(1) +1 -1 \"\"\" <http://x> . ; , ^^xsd: # T1\tchip 0 1\tx | [x](javascript:x)")
SCRIPTS = {
    "arabic": "هذه الجملة مكتوبة بالعربية عن شركة نفيديا وشريحة H100 في الصين. ثم جملة أخرى تأتي بعدها.",
    "hebrew": "המשפט הזה כתוב בעברית על שבב H100 של חברה אחת בסין. ואחריו בא משפט נוסף.",
    "hindi": "यह वाक्य हिन्दी में है और H100 चिप के बारे में है। इसके बाद एक और वाक्य आता है।",
    "thai": "ประโยคนี้เขียนเป็นภาษาไทยเกี่ยวกับชิป H100 ของบริษัทหนึ่งในประเทศจีน",
    "chinese": "这句话是用中文写的，关于英伟达的 H100 芯片。后面还有一句话。",
    "japanese": "この文は日本語で書かれており、H100というチップについて述べている。次の文もある。",
    "korean": "이 문장은 한국어로 쓰였으며 H100 칩에 관한 것이다. 그 뒤에 문장이 하나 더 있다.",
    "amharic": "ይህ ዓረፍተ ነገር በአማርኛ ስለ H100 ቺፕ የተጻፈ ነው። ሌላም ይከተላል።",
    "tibetan": "ཚིག་གྲུབ་འདི་བོད་ཡིག་ནང་བྲིས་པ་རེད། H100",
    "mongolian": "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ H100 ᠪᠢᠴᠢᠭ",
    "cuneiform": "𒀀𒁀𒂀 H100 𒃀𒄀",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈👍🏽 H100 🇨🇳🇺🇸 👨🏿‍🚀",
    "stacked": "Z" + "\u0300\u0301\u0302\u0336" * 50 + "algo H100" + "\u0489" * 200,
    "no characters": "\ufdd0\ufffe\uffff\U0001fffe\U0010ffff\ue000\U000f0000 H100 \ufffd",
}
SENTENCE = "The firm sells the chip H100 in China for 1,200 dollars. "


def line(**members):
    return json.dumps(members, ensure_ascii=False).replace("\u2028", "\\u2028") + "\n"


def deep(levels):
    return '{"a":' * levels + "1" + "}" * levels


def documents(scale):
    """JSON Lines, as texts: what json.dumps would not write stands there, too."""
    for name, text in SCRIPTS.items():
        yield line(id="script " + name, text=(text + "\n") * 5, title=text, author=text)
    yield line(id="controls", text=f"{SENTENCE}{CONTROLS} H100{CONTROLS}A100 {SENTENCE}", title=CONTROLS, author=f"x{CONTROLS}y")
    yield r'{"id":"nul","text":"H100 \u0000 and \u0000H100\u0000 in China.","title":"a\u0000b","\u0000":"\u0000"}' + "\n"
    yield r'{"id":"surrogates","text":"H100 \ud800 in \udc00 China \ud83d\ude00.","title":"\ud800"}' + "\n"
    yield line(id="directions", text=f"{SENTENCE}{DIRECTIONS} H100 {SENTENCE}", title=DIRECTIONS, author=DIRECTIONS)
    yield line(id="markup", text=f"{SENTENCE}{MARKUP} H100 {MARKUP}\n# no heading\n> no quotation\n---\n| a | b |\n1. no list\n", title=MARKUP,
               author=MARKUP, **{MARKUP: MARKUP, "__proto__": {"x": 1}, "constructor": 1, "id2": "\n\r\t"})
    for i in ["../../escape", "/etc/passwd", "..", ".", "a.md/b", "a", "a.txt", "a.xml/b", "con", "nul:", "-rf", "~", "*", "x\ny\tz\r", DIRECTIONS,
              MARKUP, CONTROLS, "\u202egpj.exe", "é", "e\u0301", "%2e%2e%2f", " ", "/".join("d" * 40), "i" * 500]:
        yield line(id=i, text=SENTENCE * 2)
    yield line(id="huge title", text=SENTENCE * 3, title="title " * 20_000 * scale, author="author " * 1000 * scale)
    yield line(id="huge word", text="H100 " + "w" * 100_000 * scale + " China")
    yield line(id="huge word of marks", text="H100 e" + "\u0301" * 50_000 * scale + " China")
    yield line(id="huge word of ideographs", text="H100 " + "硅" * 30_000 * scale)
    yield line(id="huge word of points", text="H100" + "." * 100_000 * scale + "China")
    yield line(id="one line", text=SENTENCE * 2000 * scale)
    yield line(id="line ends", text="H100\n" + "\n\r\n\u2028" * 20_000 * scale + "China")
    yield line(id="short lines", text="H100\n" * 5_000 * scale)
    yield line(id="many names", text="Nvidia, China. " * 5_000 * scale)
    yield line(id="many figures", text="$1.2bn 3.5% 4 May " * 1_000 * scale)
    yield line(id="many members", text=SENTENCE, **{f"member {i}": "x" for i in range(5_000 * scale)})
    yield line(id="huge member", text=SENTENCE, **{"k" * 10_000 * scale: "v" * 100_000 * scale})
    for levels in (100, 400, 900, 100_000):
        yield f'{{"id":"deep {levels}","text":"{SENTENCE}","deep":{deep(levels)}}}\n'
    yield f'{{"id":"deep array","text":"{SENTENCE}","deep":{"[" * 900}{"]" * 900}}}\n'
    yield '{"id":"numbers","text":"H100","n":1e999,"m":-0,"o":123456789012345678901234567890,"p":0.1e-400}\n'
    yield '{"id":"twice","text":"H100","x":1,"x":2,"title":"a","title":"b"}\n'
    yield line(id="empty", text="")
    yield line(id="spaces", text=" \t\n " * 1000)


def make(folder, scale):
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lines.jsonl", "w", encoding="utf-8") as file:
        file.writelines(documents(scale))
    (folder / "bytes.txt").write_bytes(bytes(range(256)) * 20 + b" H100 in China.")
    (folder / "utf16.txt").write_bytes((SENTENCE * 20).encode("utf-16"))
    (folder / "deep.html").write_text("<html><title>" + "t" * 1000 * scale + "</title><body>" + "<div>" * 3000 * scale + SENTENCE * 5)
    (folder / "\u202egpj.\u2066x\n<b>.txt").write_text(SENTENCE * 3)
