#include <doctest/doctest.h>

#include <filesystem>
#include <set>

#include "core/input/input_fixture.hpp"
#include "core/input/map_units.hpp"
#include "docmill/base/utf8.hpp"

using namespace docmill::host;
using namespace docmill::host::test;

namespace {

SourceDocument parse(const std::string& name, InputFormat format, const std::string& bytes,
                     const std::string& encoding = "strict", uint64_t line = 0) {
  InputFile file;
  file.name = name;
  file.format = format;
  RawDocument raw;
  raw.bytes = bytes;
  raw.line = line;
  SourceDocument out;
  DocumentParser(ParseSettings{{}, encoding}).parse(file, raw, out);
  return out;
}

SourceDocument parse_text(const std::string& bytes, const std::string& encoding = "strict") {
  return parse("a.txt", InputFormat::text, bytes, encoding);
}

SourceDocument parse_page(const std::string& bytes, const std::string& encoding = "strict") {
  return parse("a.html", InputFormat::html, bytes, encoding);
}

SourceDocument parse_line(const std::string& line) { return parse("a.jsonl", InputFormat::jsonl, line, "detect", 7); }

// Bytes as packed data has them: no encoding has text like that.
std::string rubbish() {
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes += static_cast<char>(i * 7919 >> 3);
  return bytes;
}

std::string problem_of(const SourceDocument& document) {
  return document.problem ? document.problem->code + ": " + document.problem->message : "";
}

const std::string french =
    "L'\xE9t\xE9 \xE0 No\xEBl, o\xF9 qu'il f\xFBt, \xE9tait trop court pour les gar\xE7ons; c\x92\x65st dit.";
const std::string russian_text =  // windows-1251
    "\xCF\xF0\xE8\xE2\xE5\xF2, \xEA\xE0\xEA \xE4\xE5\xEB\xE0? \xDD\xF2\xEE \xEF\xF0\xEE\xF1\xF2\xEE\xE9 "
    "\xF2\xE5\xEA\xF1\xF2 "
    "\xE4\xEB\xFF \xEF\xF0\xEE\xE2\xE5\xF0\xEA\xE8 \xEA\xEE\xE4\xE8\xF0\xEE\xE2\xEA\xE8 \xE8 \xED\xE8\xF7\xE5\xE3\xEE "
    "\xE1\xEE\xEB\xFC\xF8\xE5.";

}  // namespace

TEST_CASE("parse: valid UTF-8 is its own source") {
  const SourceDocument document = parse_text("caf\xC3\xA9");
  CHECK(document.id == "a.txt");
  CHECK(document.file == "a.txt");
  CHECK_FALSE(document.line);
  CHECK(document.raw == "caf\xC3\xA9");
  CHECK(document.source_is_raw);
  CHECK(document.source == "");
  REQUIRE(document.map.size() == 1);
  CHECK(document.map[0].unit == 1);
  CHECK(document.media_type == "text/plain");
  CHECK(document.charset == "utf-8");
  CHECK(document.metadata == "{}");
  CHECK(problem_of(document) == "");
}

TEST_CASE("parse: media types") {
  CHECK(parse("a", InputFormat::markdown, "x").media_type == "text/markdown");
  CHECK(parse("a", InputFormat::html, "x").media_type == "text/html");
}

TEST_CASE("parse: an empty document has an empty map") {
  CHECK(parse_line(R"({"text":""})").map.empty());
  CHECK(parse_text("\xEF\xBB\xBF").map.empty());
  CHECK_FALSE(parse_text("\xEF\xBB\xBF").source_is_raw);
}

TEST_CASE("parse: a byte order mark goes, the map begins behind it") {
  const SourceDocument document = parse_text("\xEF\xBB\xBFhello");
  CHECK(document.source == "hello");
  CHECK_FALSE(document.source_is_raw);
  REQUIRE(document.map.size() == 1);
  CHECK(document.map[0].source_start == 3);
  CHECK(document.raw.size() == 8);
}

TEST_CASE("parse: UTF-16 and UTF-32 with a mark, whatever the pipeline says") {
  const SourceDocument document = parse_text(std::string("\xFF\xFEh\0i\0", 6), "windows-1252");
  CHECK(document.source == "hi");
  CHECK(document.charset == "utf-16le");
  CHECK(document.map[0].source_start == 2);
  CHECK(parse_text(std::string("\0\0\xFE\xFF\0\0\0A", 8)).source == "A");
  CHECK(problem_of(parse_text(std::string("\xFF\xFEh\0\0\xDE", 6))) ==
        "not-decodable: bytes 0x00 0xDE at 4 are not utf-16le, as its byte order mark says; set [input] encoding to "
        "the encoding of the file");
  CHECK(problem_of(parse_text("\xEF\xBB\xBF"
                              "a\x92"))
            .starts_with("not-decodable: byte 0x92 at 4 is not utf-8, as its byte order mark"));
}

TEST_CASE("parse: text that is not UTF-8 says the byte, its place and what it looks like") {
  CHECK(problem_of(parse_text(std::string(1170, 'x') + french)) ==
        "not-utf-8: byte 0xE9 at 1172 is not UTF-8 (looks like windows-1252); set [input] encoding = \"detect\" or "
        "\"windows-1252\"");
  CHECK(problem_of(parse_text(russian_text)) ==
        "not-utf-8: byte 0xCF at 0 is not UTF-8 (looks like windows-1251); set [input] encoding = \"detect\" or "
        "\"windows-1251\"");
  const SourceDocument document = parse_text(russian_text);
  CHECK(document.id == "a.txt");
  CHECK(document.raw == "");
  CHECK(document.map.empty());
}

TEST_CASE("parse: binary rubbish is called that, not guessed at") {
  const std::string bytes = rubbish();
  CHECK(
      problem_of(parse_text("\x89PNG\r\n\x1A\n" + bytes)) ==
      "not-utf-8: byte 0x89 at 0 is not UTF-8 and the bytes look binary, not like text; add the file to [input] skip");
  CHECK(problem_of(parse_text(bytes, "detect")).find("look binary") != std::string::npos);
}

TEST_CASE("parse: packed data whose name does not say so") {
  const std::string gzip = std::string("\x1F\x8B\x08\0\0\0\0\0\0\3", 10), rest = rubbish();
  CHECK(problem_of(parse_text(gzip + rest, "detect")) == "not-utf-8: it begins like gzip data; add .gz to its name");
  CHECK(problem_of(parse_text("\x28\xB5\x2F\xFD" + rest)) ==
        "not-utf-8: it begins like zstd data; add .zst to its name");
  CHECK(problem_of(parse_text("BZh91AY&SY" + rest)) == "not-utf-8: it begins like bzip2 data; add .bz2 to its name");
  CHECK(problem_of(parse_text(std::string("\xFD\x37zXZ\0", 6) + rest)) ==
        "not-utf-8: it begins like xz data; add .xz to its name");
  CHECK(problem_of(parse_text("BZh9: a text that begins so")) == "");
  CHECK(problem_of(parse("a.jsonl", InputFormat::jsonl, gzip + rest, "detect", 1)) ==
        "bad-json: it begins like gzip data; add .gz to its name");
}

TEST_CASE("parse: standard input, which has no name and cannot be skipped") {
  const std::string gzip = std::string("\x1F\x8B\x08\0\0\0\0\0\0\3", 10), rest = rubbish();
  const auto problem = [](InputFormat format, const std::string& bytes, uint64_t line) {
    InputFile file;
    file.name = "stdin";
    file.path = "-";
    file.format = format;
    RawDocument raw;
    raw.bytes = bytes;
    raw.line = line;
    SourceDocument out;
    DocumentParser(ParseSettings{{}, "detect"}).parse(file, raw, out);
    return problem_of(out);
  };
  CHECK(problem(InputFormat::jsonl, "The old mill.", 1) ==
        "bad-json: byte column 1: a line must be an object: {\"text\": \"...\"}; other text is read with [input] "
        "stdin-format = \"text\", \"html\" or \"markdown\"");
  CHECK(problem(InputFormat::jsonl, "The old mill.", 2) ==
        "bad-json: byte column 1: a line must be an object: {\"text\": \"...\"}");
  CHECK(problem(InputFormat::jsonl, gzip + rest, 1) ==
        "bad-json: it begins like gzip data; unpack it on the way: gzip -dc FILE | docmill run ...");
  CHECK(problem(InputFormat::text, gzip + rest, 0) ==
        "not-utf-8: it begins like gzip data; unpack it on the way: gzip -dc FILE | docmill run ...");
  CHECK(problem(InputFormat::text, "\x89PNG\r\n\x1A\n" + rest, 0) ==
        "not-utf-8: byte 0x89 at 0 is not UTF-8 and the bytes look binary, not like text");
}

TEST_CASE("parse: NUL and other control characters are fine in valid UTF-8") {
  const SourceDocument document = parse_text(std::string("a\0b\x01", 4));
  CHECK(problem_of(document) == "");
  CHECK(document.raw.size() == 4);
}

TEST_CASE("parse: a named encoding decodes texts and must fit") {
  const SourceDocument document = parse_text(french, "iso-8859-1");
  CHECK(document.charset == "windows-1252");
  CHECK(document.source.starts_with("L'\xC3\xA9t\xC3\xA9"));
  CHECK(document.notes.empty());
  CHECK(problem_of(parse_text("ab\xD6", "gbk")) ==
        "not-decodable: byte 0xD6 at 2 is not gbk; set [input] encoding to the encoding of the file");
  CHECK(parse_text("plain", "shift_jis").charset == "shift_jis");
}

TEST_CASE("parse: detect leaves UTF-8 alone, and notes what it guessed") {
  CHECK(parse_text("caf\xC3\xA9", "detect").notes.empty());
  CHECK(parse_text("caf\xC3\xA9", "detect").source_is_raw);
  const SourceDocument document = parse_text(russian_text, "detect");
  CHECK(document.charset == "windows-1251");
  REQUIRE(document.notes.size() == 1);
  CHECK(document.notes[0].code == "encoding-detected");
  CHECK(document.notes[0].message ==
        "read as windows-1251, which was guessed; set [input] encoding = \"windows-1251\" to be sure");
  CHECK(document.source.starts_with("\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82"));
}

TEST_CASE("parse: detect sees what stands behind a long ASCII stretch") {
  CHECK(parse_text(std::string(100000, 'x') + "\n" + russian_text, "detect").charset == "windows-1251");
}

TEST_CASE("parse: detect knows UTF-16 without a mark") {
  std::string wide;
  for (const char c : std::string("A text without a mark, caf\xE9.")) (wide += c) += '\0';
  const SourceDocument document = parse_text(wide, "detect");
  CHECK(document.charset == "utf-16le");
  CHECK(document.source == "A text without a mark, caf\xC3\xA9.");
}

TEST_CASE("parse: a strict page is decoded as it declares, also where it would be UTF-8") {
  const SourceDocument document = parse_page("<meta charset=iso-8859-1><p>\xC3\xA9");
  CHECK(document.charset == "windows-1252");
  CHECK(document.source == "<meta charset=iso-8859-1><p>\xC3\x83\xC2\xA9");
  CHECK(parse_page("<meta charset=utf-8>\xC3\xA9").source_is_raw);
  CHECK(parse_page("<meta charset=gb2312>\xD6\xD0").source.ends_with("\xE4\xB8\xAD"));
  CHECK(parse_page("\xEF\xBB\xBF<meta charset=koi8-r>\xC3\xA9").charset == "utf-8");
}

TEST_CASE("parse: a page without a declaration is UTF-8, or what the pipeline says") {
  CHECK(parse_page("<p>\xC3\xA9", "windows-1252").charset == "utf-8");
  CHECK(parse_page("<p>" + russian_text, "windows-1251").charset == "windows-1251");
  CHECK(parse_page("<p>" + russian_text, "detect").charset == "windows-1251");
  CHECK(problem_of(parse_page("<p>" + russian_text)).starts_with("not-utf-8: byte 0xCF at 3"));
}

TEST_CASE("parse: bytes that a page's encoding does not have are replaced and counted") {
  const std::string page = "<meta charset=utf-8>a\x92z\xE4\xBD.";
  const SourceDocument document = parse_page(page);
  CHECK(problem_of(document) == "");
  CHECK(document.source == "<meta charset=utf-8>a\xEF\xBF\xBDz\xEF\xBF\xBD.");
  REQUIRE(document.notes.size() == 1);
  CHECK(document.notes[0].code == "replaced-bytes");
  CHECK(document.notes[0].message ==
        "2 places are not utf-8 as the page declares (the first at byte 21); U+FFFD stands for them");
  std::string wrong;
  const auto units = units_of(document.map, document.source.size(), page.size(), wrong);
  CHECK(wrong == "");
  CHECK(units[units.size() - 2].source_end - units[units.size() - 2].source_start == 2);
}

TEST_CASE("parse: one replaced place is said in the singular") {
  CHECK(parse_page("<meta charset=utf-8>a\x92z").notes.at(0).message ==
        "1 place is not utf-8 as the page declares (the first at byte 21); U+FFFD stands for it");
}

TEST_CASE("parse: a JSON line") {
  const SourceDocument document = parse_line(R"({"id":"x","text":"caf\u00e9","url":"u"})");
  CHECK(document.id == "x");
  CHECK(*document.line == 7);
  CHECK(document.file == "a.jsonl");
  CHECK(document.raw == "caf\xC3\xA9");
  CHECK(document.source_is_raw);
  CHECK(document.map.size() == 1);
  CHECK(document.metadata == R"({"url":"u"})");
  CHECK(document.media_type == "text/plain");
  CHECK(parse_line(R"({"html":"<meta charset=koi8-r>\u00e9"})").media_type == "text/html");
  CHECK(parse_line(R"({"html":"<meta charset=koi8-r>\u00e9"})").charset == "utf-8");
}

TEST_CASE("parse: a JSON line without an id is named by its place") {
  CHECK(parse_line(R"({"text":"t"})").id == "a.jsonl:7");
  CHECK(parse_line("rubbish").id == "a.jsonl:7");
  CHECK(*parse_line("rubbish").line == 7);
  CHECK(parse_line(R"({"id":"known","text":1})").id == "known");
  CHECK(problem_of(parse_line("rubbish")).starts_with("bad-json: byte column 1:"));
}

TEST_CASE("parse: a problem of the reader is handed on with id, file and line") {
  InputFile file;
  file.name = "x/a.jsonl.gz";
  RawDocument raw;
  raw.line = 12;
  raw.problem = Problem{"truncated", "it breaks off"};
  SourceDocument out;
  DocumentParser(ParseSettings{}).parse(file, raw, out);
  CHECK(out.id == "x/a.jsonl.gz:12");
  CHECK(*out.line == 12);
  CHECK(problem_of(out) == "truncated: it breaks off");
}

TEST_CASE("parse: a parser and its buffers are used again without a trace of the document before") {
  DocumentParser used{ParseSettings{{}, "detect"}};
  SourceDocument out;
  const std::vector<std::pair<InputFormat, std::string>> documents{
      {InputFormat::html, "<meta charset=utf-8>\x92"},
      {InputFormat::text, russian_text},
      {InputFormat::jsonl, R"({"id":"i","text":"t","x":1})"},
      {InputFormat::jsonl, "rubbish"},
      {InputFormat::text, "plain"},
      {InputFormat::text, "\xEF\xBB\xBFmarked"},
      {InputFormat::jsonl, R"({"html":"h"})"}};
  for (int round = 0; round < 3; ++round) {
    for (const auto& [format, bytes] : documents) {
      InputFile file;
      file.name = "f";
      file.format = format;
      RawDocument raw;
      raw.bytes = bytes;
      raw.line = format == InputFormat::jsonl ? 1 : 0;
      used.parse(file, raw, out);
      const SourceDocument fresh = parse("f", format, bytes, "detect", format == InputFormat::jsonl ? 1 : 0);
      CHECK(out.id == fresh.id);
      CHECK(out.line == fresh.line);
      CHECK(out.metadata == fresh.metadata);
      CHECK(out.raw == fresh.raw);
      CHECK(out.source == fresh.source);
      CHECK(out.source_is_raw == fresh.source_is_raw);
      CHECK(out.charset == fresh.charset);
      CHECK(out.media_type == fresh.media_type);
      CHECK(out.map.size() == fresh.map.size());
      CHECK(out.notes.size() == fresh.notes.size());
      CHECK(problem_of(out) == problem_of(fresh));
    }
  }
}

TEST_CASE("input: rubbish of every kind among good documents") {
  TemporaryFolder folder;
  folder.write("00-good.txt", "fine");
  folder.write("01-empty.txt", "");
  folder.write("02-nul.txt", std::string(100, '\0'));
  std::string noise;
  for (uint32_t state = 1, i = 0; i < 3000; ++i)
    noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  folder.write("03-noise.txt", noise);
  folder.write("04-noise.jsonl", noise);
  folder.write("05-noise.txt.gz", noise);
  folder.write("06-cr.jsonl", "{\"text\":\"a\"}\r{\"text\":\"b\"}\r");
  folder.write("07-cut.jsonl.gz", gzipped("{\"text\":\"a\"}\n{\"text\":\"b\"}\n").substr(0, 12));
  std::filesystem::create_symlink("gone", folder.path() / "08-gone.txt");
  std::filesystem::create_directory(folder.path() / "09-folder.txt");
  folder.write("10-good.jsonl", "{\"text\":\"fine\"}\n");

  const InputList list = list_of({"."}, folder.path());
  DocumentParser parser{ParseSettings{}};
  std::vector<std::string> good;
  std::set<std::string> codes;
  for (RawDocument& raw : read_all(list)) {
    SourceDocument document;
    parser.parse(list.files[raw.file], raw, document);
    CHECK(document.file == list.files[raw.file].name);
    if (document.problem) codes.insert(document.problem->code);
    else good.push_back(document.id);
  }
  CHECK(good == Lines{"00-good.txt", "02-nul.txt", "10-good.jsonl:1"});
  CHECK(codes == std::set<std::string>{"empty", "not-utf-8", "bad-json", "not-packed", "truncated", "dangling-link",
                                       "folder-named-like-a-file"});
}

TEST_CASE("input: the articles of ../shared are read, when they are there") {
  const std::filesystem::path seeds = std::filesystem::path(DOCMILL_SHARED_DIR) / "seeds";
  if (!std::filesystem::is_directory(seeds)) {
    MESSAGE("skipped: no ../shared/seeds");
    return;
  }
  const InputList list = list_of({"."}, seeds);
  CHECK(list.files.size() >= 4);
  DocumentParser parser{ParseSettings{}};
  for (RawDocument& raw : read_all(list)) {
    SourceDocument document;
    parser.parse(list.files[raw.file], raw, document);
    CHECK(problem_of(document) == "");
    CHECK(docmill::utf8::is_valid(document.source_is_raw ? document.raw : document.source));
  }
}
