// encoding = "detect": what a file says of its encoding is believed as long as its bytes do not say otherwise.
#include <doctest/doctest.h>

#include <string>

#include "host/input/input.hpp"

using namespace docmill::host;

namespace {

SourceDocument parse(InputFormat format, const std::string& bytes, const std::string& encoding = "detect") {
  InputFile file;
  file.name = "a";
  file.format = format;
  RawDocument raw;
  raw.bytes = bytes;
  SourceDocument out;
  DocumentParser(ParseSettings{{}, encoding}).parse(file, raw, out);
  return out;
}

SourceDocument page(const std::string& bytes) { return parse(InputFormat::html, bytes); }
SourceDocument text(const std::string& bytes) { return parse(InputFormat::text, bytes); }

// "CODE" of the only note, "" for none.
std::string note_of(const SourceDocument& d) {
  if (d.problem) return "problem " + d.problem->code;
  std::string codes;
  for (const Problem& note : d.notes) codes += (codes.empty() ? "" : " ") + note.code;
  return codes;
}

std::string source_of(const SourceDocument& d) { return d.source_is_raw ? d.raw : d.source; }

std::string wide(const std::u16string& text, bool little) {
  std::string out;
  for (const char16_t c : text) {
    const char low = static_cast<char>(c & 0xFF), high = static_cast<char>(c >> 8);
    (out += little ? low : high) += little ? high : low;
  }
  return out;
}

// "Приливная мельница в бухте молола ячмень двести лет."
const std::string russian_1251 =
    "\xCF\xF0\xE8\xEB\xE8\xE2\xED\xE0\xFF \xEC\xE5\xEB\xFC\xED\xE8\xF6\xE0 \xE2 \xE1\xF3\xF5\xF2\xE5 "
    "\xEC\xEE\xEB\xEE\xEB\xE0 \xFF\xF7\xEC\xE5\xED\xFC \xE4\xE2\xE5\xF1\xF2\xE8 \xEB\xE5\xF2.";
const std::string russian_koi8 =
    "\xF0\xD2\xC9\xCC\xC9\xD7\xCE\xC1\xD1 \xCD\xC5\xCC\xD8\xCE\xC9\xC3\xC1 \xD7 \xC2\xD5\xC8\xD4\xC5 "
    "\xCD\xCF\xCC\xCF\xCC\xC1 \xD1\xDE\xCD\xC5\xCE\xD8 \xC4\xD7\xC5\xD3\xD4\xC9 \xCC\xC5\xD4.";
const std::string russian = "Приливная мельница в бухте молола ячмень двести лет.";
const std::string german_1252 =
    "Windr\xE4\x64\x65r \xFC\x62\x65r S\xFC\x64\x62\x61\x64\x65n sind \x84gro\xDF\x93 \x96 und laut.";
const std::string german = "Windräder über Südbaden sind „groß“ – und laut.";
const std::string polish_1250 = "Za\xBF\xF3\xB3\xE6 g\xEA\x9Cl\xB9 ja\x9F\xF1, powiedzia\xB3 m\xB3ynarz znad rzeki.";
const std::string polish = "Zażółć gęślą jaźń, powiedział młynarz znad rzeki.";
const std::string greek_1253 = "\xCF \xEC\xFD\xEB\xEF\xF2 \xF4\xE7\xF2 \xEC\xE9\xEA\xF1\xDE\xF2 \xF0\xFC\xEB\xE7\xF2.";
const std::string greek = "Ο μύλος της μικρής πόλης.";
const std::string chinese_gbk =
    "\xD5\xE2\xD7\xF9\xD0\xA1\xB3\xC7\xB5\xC4\xC4\xA5\xB7\xBB\xD2\xD1\xBE\xAD\xD3\xD0\xB6\xFE\xB0\xD9\xC4\xEA\xC1\xCB"
    "\xA1\xA3";
const std::string chinese = "这座小城的磨坊已经有二百年了。";
const std::string japanese_sjis =
    "\x82\xB1\x82\xCC\x92\xAC\x82\xCC\x90\x85\x8E\xD4\x82\xCD\x93\xF1\x95\x53\x94\x4E\x82\xCC\x97\xF0\x8E\x6A\x82\xAA"
    "\x82\xA0"
    "\x82\xE9\x81\x42";
const std::string japanese = "この町の水車は二百年の歴史がある。";

}  // namespace

TEST_CASE("detect: a page that declares UTF-8 and is something else") {
  const SourceDocument d = page("<meta charset=utf-8><p>" + russian_1251);
  CHECK(source_of(d) == "<meta charset=utf-8><p>" + russian);
  CHECK(d.charset == "windows-1251");
  CHECK(note_of(d) == "wrong-charset");
  CHECK(d.notes.at(0).message == "the page declares utf-8, but its bytes are windows-1251, as which it was read");
  CHECK(source_of(page("<meta charset=utf-8><p>" + german_1252)).ends_with(german));
  CHECK(source_of(page("<meta charset=utf-8><p>" + polish_1250)).ends_with(polish));
  CHECK(source_of(page("<meta charset=utf-8><p>" + chinese_gbk)).ends_with(chinese));
  CHECK(source_of(page("<meta charset=utf-8><p>" + japanese_sjis)).ends_with(japanese));
}

TEST_CASE("detect: a page that declares another charset than it has") {
  const SourceDocument cyrillic = page("<meta charset=iso-8859-1><p>" + russian_1251);
  CHECK(source_of(cyrillic).ends_with(russian));
  CHECK(note_of(cyrillic) == "wrong-charset");
  CHECK(source_of(page("<meta charset=windows-1251><p>" + russian_koi8)).ends_with(russian));
  CHECK(source_of(page("<meta charset=iso-8859-1><p>" + chinese_gbk)).ends_with(chinese));
  const SourceDocument utf8 = page("<meta charset=iso-8859-1><p>Windräder");
  CHECK(utf8.charset == "utf-8");
  CHECK(utf8.source_is_raw);
  CHECK(utf8.notes.at(0).message == "the page declares windows-1252, but its bytes are utf-8, as which it was read");
  // Too little to overrule a page: two characters of GBK happen to be UTF-8 as well.
  CHECK(page("<meta charset=gbk><p>\xC3\xA9\xC3\xA8").charset == "gbk");
}

TEST_CASE("detect: what a page declares and is stays, without a note") {
  for (const auto& [charset, bytes, expected] : {std::tuple{"windows-1251", russian_1251, russian},
                                                 {"koi8-r", russian_koi8, russian},
                                                 {"windows-1252", german_1252, german},
                                                 {"windows-1250", polish_1250, polish},
                                                 {"windows-1253", greek_1253, greek},
                                                 {"gb2312", chinese_gbk, chinese},
                                                 {"shift_jis", japanese_sjis, japanese}}) {
    const SourceDocument d = page("<meta charset=" + std::string(charset) + "><p>" + bytes);
    CHECK(source_of(d).ends_with(expected));
    CHECK(note_of(d) == "");
  }
}

TEST_CASE("detect: UTF-8 with a few broken places stays UTF-8, and the places are counted") {
  const SourceDocument d = page("<meta charset=utf-8><p>Windräder über Südbaden \x92 und");
  CHECK(source_of(d) == "<meta charset=utf-8><p>Windräder über Südbaden \xEF\xBF\xBD und");
  CHECK(note_of(d) == "replaced-bytes");
  const SourceDocument plain = text("Windräder über Südbaden \x92 und");
  CHECK(source_of(plain) == "Windräder über Südbaden \xEF\xBF\xBD und");
  CHECK(plain.notes.at(0).message ==
        "1 place is not utf-8 as the rest is (the first at byte 27); U+FFFD stands for it");
  CHECK(note_of(text("\xEF\xBB\xBF"
                     "a\x92")) == "replaced-bytes");
  CHECK(note_of(parse(InputFormat::text,
                      "\xEF\xBB\xBF"
                      "a\x92",
                      "strict")) == "problem not-decodable");
}

TEST_CASE("detect: pages and texts that declare nothing") {
  for (const auto& [bytes, expected, charset] : {std::tuple{russian_1251, russian, "windows-1251"},
                                                 {russian_koi8, russian, "koi8-r"},
                                                 {german_1252, german, "windows-1252"},
                                                 {polish_1250, polish, "windows-1250"},
                                                 {greek_1253, greek, "windows-1253"},
                                                 {chinese_gbk, chinese, "gbk"},
                                                 {japanese_sjis, japanese, "shift_jis"}})
    for (const InputFormat format : {InputFormat::text, InputFormat::html, InputFormat::markdown}) {
      const SourceDocument d = parse(format, bytes);
      CHECK(source_of(d) == expected);
      CHECK(d.charset == charset);
      CHECK(note_of(d) == "encoding-detected");
      CHECK(note_of(parse(format, bytes, "strict")) == "problem not-utf-8");
    }
}

TEST_CASE("detect: files of Mac and DOS, where the bytes are no text of Windows") {
  for (const auto& [bytes, expected, charset] :
       {std::tuple{"Die R\x8A"
                   "der der M\x9Fhle drehen sich f\x9Fr die gr\x9A\xA7te Stadt.",
                   "Die Räder der Mühle drehen sich für die größte Stadt.", "macintosh"},
        {"Die R\x84"
         "der der M\x81hle drehen sich f\x81r die gr\x94\xE1te Stadt.",
         "Die Räder der Mühle drehen sich für die größte Stadt.", "ibm850"},
        {"M\x88yn nad rzek\xA5 zn\xA2w si\xA9 kr\xA9"
         "ci, m\xA2wi m\x88ynarz.",
         "Młyn nad rzeką znów się kręci, mówi młynarz.", "ibm852"},
        {"De\xA7irmen yeniden \x87"
         "al\x8D\x9F\x8Dyor, \x87\x81nk\x81 i\x9Fler g\x81zel.",
         "Değirmen yeniden çalışıyor, çünkü işler güzel.", "ibm857"},
        {"\x8E \xA3\xE7\xA2\xA6\xAA \xAB\x9E\xAA \xA3\xA0\xA1\xA8\xE3\xAA \xA7\xE6\xA2\x9E\xAA.",
         "Ο μύλος της μικρής πόλης.", "ibm737"}}) {
    const SourceDocument d = text(bytes);
    CHECK(source_of(d) == expected);
    CHECK(d.charset == charset);
    CHECK(source_of(page("<meta charset=utf-8><p>" + std::string(bytes))).ends_with(expected));
  }
  // Quotation marks and dashes of Windows are letters there.
  CHECK(source_of(text("It\x92s the mill\x92s first day \x96 \x93"
                       "at last\x94")) == "It’s the mill’s first day – “at last”");
}

TEST_CASE("detect: hardly anything beyond ASCII is what browsers fall back to") {
  CHECK(source_of(text("It\x92s here \x96 \xA9 2003")) == "It’s here – © 2003");
  CHECK(source_of(text("caf\xE9")) == "café");
  CHECK(source_of(text("\xA9")) == "©");
  CHECK(source_of(text("'\x92n' Ou man s\xEA niks")) == "'’n' Ou man sê niks");
  CHECK(text("\xFF").charset == "windows-1252");
}

TEST_CASE("detect: the language of a page decides where letters do not") {
  const std::string zn = "Janez je \xE8\x61kal.";  // č in windows-1250, è in windows-1252
  CHECK(source_of(page("<html lang=sl><p>" + zn)).ends_with("čakal."));
  CHECK(source_of(page("<html xml:lang=\"fr-FR\"><p>" + zn)).ends_with("èakal."));
}

TEST_CASE("detect: a declaration far down the page counts where the bytes are not UTF-8") {
  const std::string late = "<html><!--" + std::string(2000, 'x') + "--><meta charset=koi8-u><p>";
  const SourceDocument d = page(late + russian_koi8);
  CHECK(d.charset == "koi8-u");
  CHECK(note_of(d) == "");
  CHECK(page(late + "Windräder").charset == "utf-8");
}

TEST_CASE("detect: UTF-16 without a mark, whatever a page declares") {
  for (const bool little : {true, false}) {
    const SourceDocument d = page(wide(u"<meta charset=utf-8><p>Windräder", little));
    CHECK(source_of(d) == "<meta charset=utf-8><p>Windräder");
    CHECK(d.charset == (little ? "utf-16le" : "utf-16be"));
    CHECK(note_of(text(wide(u"only ASCII in here", little))) == "encoding-detected");
    CHECK(source_of(text(wide(u"Приливная мельница в бухте", little))) == "Приливная мельница в бухте");
    CHECK(source_of(text(wide(u"这座小城的磨坊已经有二百年了。\n这座小城的磨坊已经有二百年了。\n", little))) ==
          "这座小城的磨坊已经有二百年了。\n这座小城的磨坊已经有二百年了。\n");
  }
  // A NUL here and there is rubbish inside UTF-8.
  CHECK(text(std::string("a\0bcdefg caf\xC3\xA9", 14)).charset == "utf-8");
}

TEST_CASE("detect: seven-bit Japanese with escape sequences") {
  const SourceDocument d = text("\x1B$B$3$N\x1B(B");
  CHECK(source_of(d) == "この");
  CHECK(note_of(d) == "encoding-detected");
  const SourceDocument declared = page("<meta charset=utf-8><p>\x1B$B$3$N\x1B(B");
  CHECK(source_of(declared) == "<meta charset=utf-8><p>この");
  CHECK(note_of(declared) == "wrong-charset");
  CHECK(note_of(page("<meta charset=iso-2022-jp><p>\x1B$B$3$N\x1B(B")) == "");
  CHECK(text("\x1B[31mred\x1B[0m").charset == "utf-8");
}

TEST_CASE("detect: a named encoding and \"strict\" do as the pipeline says") {
  CHECK(parse(InputFormat::text, german_1252, "windows-1251").charset == "windows-1251");
  const std::string declared = "<meta charset=utf-8><p>" + russian_1251;
  CHECK(note_of(parse(InputFormat::html, declared, "strict")) == "replaced-bytes");
  CHECK(note_of(parse(InputFormat::html, declared, "windows-1251")) == "replaced-bytes");
  CHECK_FALSE(check_encoding_name("strict"));
  CHECK_FALSE(check_encoding_name("detect"));
}
