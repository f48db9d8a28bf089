// Heads of records and answers, chunks and packed payloads. What a reader does with whole files: tests/readers.
#include <doctest/doctest.h>

#include <deque>
#include <string>

#include "http_message.hpp"
#include "payload.hpp"
#include "support/deflated.hpp"
#include "warc_record.hpp"

using namespace docmill;
using namespace docmill::warc;
using docmill::test::deflated;
using docmill::test::DeflateWrapping;
using docmill::test::gzipped;

namespace {

std::string unpacked(const std::string& body, const std::string& encoding, Unpacked expected = Unpacked::whole) {
  std::string out;
  CHECK(unpack_payload(body, encoding, [&](std::string_view bytes) {
          out += bytes;
          return true;
        }) == expected);
  return out;
}

std::string joined(const std::string& body, bool expected_cut_off = false) {
  bool is_cut_off = false;
  std::string out = join_chunks(body, is_cut_off);
  CHECK(is_cut_off == expected_cut_off);
  return out;
}

// A head views the text it was read from: the texts live as long as the test.
RecordHead head_of(const std::string& type, const std::string& fields) {
  static std::deque<std::string> texts;
  const ParsedHead parsed = parse_record_head(
      texts.emplace_back("WARC/1.0\r\nWARC-Type: " + type + "\r\nContent-Length: 0\r\n" + fields + "\r\n"));
  REQUIRE_MESSAGE(parsed.head.has_value(), parsed.mistake);
  return *parsed.head;
}

std::string mistake_of(const std::string& head) {
  const ParsedHead parsed = parse_record_head(head);
  return parsed.head ? "-" : parsed.mistake;
}

}  // namespace

TEST_CASE("a head ends at its empty line, whatever its line ends are") {
  CHECK(end_of_head("a: b\r\n\r\nc") == 8);
  CHECK(end_of_head("a: b\n\nc") == 6);
  CHECK(end_of_head("a: b\r\n") == std::string_view::npos);
  CHECK(end_of_head("") == std::string_view::npos);
}

TEST_CASE("fields are found whatever their case, and go on in lines that begin with white space") {
  const HeaderFields fields("One:  1 \r\ntwo: a\r\n  b\r\nno colon\r\nONE: 2\r\n");
  CHECK(fields.get("one") == "1");
  CHECK(fields.get("Two") == "a b");
  CHECK(fields.get("three").empty());
}

TEST_CASE("media types and encodings") {
  CHECK(parse_media_type("Text/HTML; Charset=\"UTF-8\"").type == "text/html");
  CHECK(parse_media_type("Text/HTML; Charset=\"UTF-8\"").charset == "utf-8");
  CHECK(parse_media_type("text/html;x=1; charset = utf-8").charset.empty());
  CHECK(parse_media_type("text/html;x=1;charset='windows-1252' ").charset == "windows-1252");
  CHECK(parse_media_type("text/html; charset=a b").charset.empty());
  CHECK(parse_media_type("nonsense").type.empty());
  CHECK(parse_media_type("").type.empty());
}

TEST_CASE("heads of records that are none say why") {
  CHECK(mistake_of("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 12\r\n\r\n") == "-");
  CHECK(mistake_of("WARC/1.1\nWARC-Type: response\nContent-Length: 12\n\n") == "-");
  CHECK(mistake_of("WARC/2.0\r\nWARC-Type: response\r\nContent-Length: 1\r\n\r\n") ==
        "its version is not WARC/1.0 or WARC/1.1");
  CHECK(mistake_of("WARC/1.0\r\nContent-Length: 1\r\n\r\n") == "it has no WARC-Type");
  for (const char* length : {"", "-1", "1x", "0x10", "9999999999999999999"})
    CHECK(mistake_of(std::string("WARC/1.0\r\nWARC-Type: x\r\nContent-Length: ") + length + "\r\n\r\n") ==
          "its Content-Length is missing or no number");
}

TEST_CASE("the next record begins at a line of its own") {
  CHECK(find_record("x WARC/1.0\r\nWARC/1.0", 0) == 12);
  CHECK(find_record("WARC/1.0\nWARC/1.1", 1) == 9);
  CHECK(find_record("lost its endWARC/1.0\r\nWARC-Type: x", 0) == 12);
  CHECK(find_record("WARC/9.0\nWARC/", 0) == std::string_view::npos);
}

TEST_CASE("answers of servers") {
  const auto response = parse_response("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nbody");
  REQUIRE(response.has_value());
  CHECK(response->status == 404);
  CHECK(response->fields.get("content-type") == "text/html");
  CHECK(response->body == "body");
  CHECK(parse_response("HTTP/1.0 200\n\nx")->status == 200);
  CHECK(parse_response("HTTP/1.1 200 OK\r\nA: b")->body.empty());
  const auto second = parse_response(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\nA: "
      "b\r\n\r\nx");
  CHECK(second->status == 200);
  CHECK(second->fields.get("a") == "b");
  CHECK(second->body == "x");
  CHECK(parse_response("HTTP/1.1 100 Continue\r\n\r\nHTTP of old")->status == 100);
  CHECK(parse_response("HTTP/1.1 101 Switching\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")->status == 101);
  for (const char* broken :
       {"", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1 700\n\n"})
    CHECK_FALSE(parse_response(broken).has_value());
}

TEST_CASE("what becomes of a record") {
  const std::string http = "Content-Type: application/http; msgtype=response\r\n";
  const std::string page = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=latin1\r\n\r\n<p>";
  const Judgement document = judge(head_of("response", http), page, false);
  CHECK(document.kind == Judgement::Kind::document);
  CHECK(document.media.charset == "latin1");
  CHECK(document.body == "<p>");
  CHECK(judge(head_of("warcinfo", ""), "", false).code == "warcinfo");
  CHECK(judge(head_of("revisit", http), page, false).code == "revisit");
  CHECK(judge(head_of("strange", http), page, false).code == "other-type");
  CHECK(judge(head_of("response", http), "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx", false).code ==
        "other-media-type");
  CHECK(judge(head_of("response", http), "HTTP/1.1 200 OK\r\n\r\nx", false).code == "no-media-type");
  CHECK(judge(head_of("response", http + "WARC-Identified-Payload-Type: text/html\r\n"), "HTTP/1.1 200 OK\r\n\r\nx",
              false)
            .kind == Judgement::Kind::document);
  const std::string lost = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nx";
  CHECK(judge(head_of("response", http), lost, false).code == "http-status");
  CHECK(judge(head_of("response", http), lost, true).kind == Judgement::Kind::document);
  CHECK(judge(head_of("response", http), "nonsense", false).kind == Judgement::Kind::broken);
  CHECK(judge(head_of("conversion", "Content-Type: text/plain\r\n"), "text", false).body == "text");
  CHECK(judge(head_of("conversion", "Content-Type: text/plain\r\n"), "", false).code == "no-payload");
  CHECK(judge(head_of("resource", "Content-Type: application/xhtml+xml\r\n"), "<p>", false).media.type == "text/html");
}

TEST_CASE("chunks are put together; a body that has none is taken as it is") {
  CHECK(joined("4\r\nWiki\r\n5;x=y\r\npedia\r\n0\r\n\r\n") == "Wikipedia");
  CHECK(joined("A\n0123456789\n0\n\n") == "0123456789");
  CHECK(joined("<html>") == "<html>");
  CHECK(joined("") == "");
  CHECK(joined("4\r\nWiki\r\n9\r\nped", true) == "Wikiped");
  CHECK(joined("4\r\nWiki\r\n", true) == "Wiki");
  CHECK(joined("FFFFFFFFFFFFFFFF\r\nx", true) == "x");
}

TEST_CASE("packed payloads") {
  const std::string text(200'000, 'x');
  CHECK(unpacked(gzipped(text), "gzip") == text);
  CHECK(unpacked(gzipped(text), "X-GZIP") == text);
  CHECK(unpacked(deflated(text, DeflateWrapping::zlib), "deflate") == text);
  CHECK(unpacked(deflated(text, DeflateWrapping::none), "deflate") == text);
  CHECK(unpacked(deflated(gzipped(text), DeflateWrapping::zlib), "gzip, deflate") == text);
  CHECK(unpacked("<p>", "gzip") == "<p>");  // unpacked already, the field was left
  CHECK(unpacked("<p>", "") == "<p>");
  CHECK(unpacked("x", "zstd-of-the-future", Unpacked::not_known).empty());
  const std::string half = gzipped(text).substr(0, 100);
  CHECK(unpacked(half, "gzip", Unpacked::cut_off).size() > 1000);
}

TEST_CASE("payloads packed by Brotli") {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "<p>The old mill by the river grinds wheat.</p>";
  // As the tool `brotli` packs it.
  const std::string body(
      "\x1B\x2F\x07\x00\x04\xFE\xF3\x96\xEA\x0B\xE9\x42\xBA\x29\x49\x88\x67\xDC\xF6\x61\x04\xB0\x01\x07\x0E\xA9\x05"
      "\x14\x30\xCE\x34\x6C\x8C\x9D\x29\x88\x63\xD5\xEC\xA7\xD4\xD1\xD8\x0A\x66\x4A\x4C\x3A\x45\xC2\xF4\x9B\x2B\x1E"
      "\x3F\x6A\xEC\xE2\xFC\x77\x25\x00",
      62);
  CHECK(unpacked(body, "br") == text);
  CHECK(unpacked(gzipped(body), "br, gzip") == text);
  CHECK(text.starts_with(unpacked(body.substr(0, 50), "br", Unpacked::cut_off)));
  CHECK(unpacked("\n<p>plain</p>", "br") == "\n<p>plain</p>");  // unpacked already, the field was left
  CHECK(unpacked("", "br").empty());
}

TEST_CASE("who wants no more bytes gets none") {
  const std::string bomb = gzipped(std::string(10'000'000, '0'));
  std::size_t n = 0;
  (void)unpack_payload(bomb, "gzip", [&](std::string_view bytes) {
    n += bytes.size();
    return n < 100'000;
  });
  CHECK(n < 200'000);
}
