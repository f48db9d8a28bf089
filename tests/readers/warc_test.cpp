// Web archives through the whole program: what is read, what is listed, and that shards, --resume, --keep, threads and
// worker processes end with the same bytes.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"
#include "web_archives.hpp"

using namespace docmill::test;

namespace {

const std::string pipeline =
    "[input]\nfrom = [\"in\"]\nmax-document = 100000\n[output]\nto = \"out\"\n[[reader]]\nuse = \"warc\"\n"
    "[[stage]]\nuse = \"writer\"\nschema = false\n";

ProgramResult run(const TempFolder& temp, const std::string& out, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"run", (temp / "p.toml").string(), "--output", (temp / out).string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_docmill(arguments);
}

std::string whole(const TempFolder& temp, const std::string& out = "whole", std::vector<std::string> more = {}) {
  const ProgramResult result = run(temp, out, std::move(more));
  REQUIRE_MESSAGE(result.status == 0, result.err);
  return folder_content(temp / out);
}

std::string records(const TempFolder& temp, const std::string& out = "whole") {
  return read_file(temp / (out + "/records/documents.jsonl"));
}
std::string failures(const TempFolder& temp, const std::string& out = "whole") {
  return read_file(temp / (out + "/failures.jsonl"));
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t n = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
  return n;
}
bool contains(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("pages and texts with their metadata; other records are passed over and counted") {
  const TempFolder temp;
  temp.write("p.toml", pipeline);
  temp.write(
      "in/a.warc",
      warc_record("warcinfo", "w", "application/warc-fields", "software: a test\r\n") +
          response_record("page", "200 OK\r\nContent-Type: text/html; charset=windows-1252",
                          "<html><body><p>Caf\xE9</p></body></html>") +
          warc_record("request", "q", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n") +
          response_record("image", "200 OK\r\nContent-Type: image/png", "\x89PNG") +
          response_record("gone", "404 Not Found\r\nContent-Type: text/html", "<p>gone</p>") +
          response_record(
              "chunked", "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip",
              [] {
                const std::string packed = gzip_member("<p>in chunks</p>");
                std::string body;
                for (std::size_t at = 0; at < packed.size(); at += 10) {
                  const std::string piece = packed.substr(at, 10);
                  body += (piece.size() == 10 ? "a" : std::to_string(piece.size())) + "\r\n" + piece + "\r\n";
                }
                return body + "0\r\n\r\n";
              }()) +
          warc_record("revisit", "again", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\n\r\n") +
          wet_record("text", "A text of a page."));
  const ProgramResult result = run(temp, "whole");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(contains(result.err, "3 documents written, 0 failed"));
  CHECK(contains(
      result.err,
      "5 records passed over by reader 'warc': 1 http-status, 1 other-media-type, 1 request, 1 revisit, 1 warcinfo"));
  const std::string got = records(temp);
  CHECK(contains(got, "\"id\":\"urn:uuid:page\""));
  CHECK(contains(got,
                 "\"metadata\":{\"url\":\"https://example.org/page\",\"date\":\"2026-01-02T03:04:05Z\",\"record_id\":"
                 "\"urn:uuid:page\",\"record_type\":\"response\",\"http_status\":200}"));
  CHECK(contains(got, "\"line\":2"));  // the second record of the file
  CHECK(contains(got, "\"line\":8"));
  const ProgramResult page = run_docmill({"explain", (temp / "p.toml").string(), (temp / "in/a.warc").string() + ":2"});
  CHECK_MESSAGE(page.status == 0, page.err);
  CHECK(contains(page.out, "windows-1252"));
}

TEST_CASE("every good record is read and every bad one listed, packed or not") {
  const TempFolder temp;
  temp.write("p.toml", pipeline);
  std::string plain;
  for (int i = 0; i < 300; ++i) {
    std::string record = wet_record("r" + std::to_string(i), noise(static_cast<uint64_t>(i), 40));
    const auto change = [&](const std::string& from, const std::string& to) {
      record.replace(record.find(from), from.size(), to);
    };
    if (i % 10 == 3 && i % 50 == 3) change("Content-Length: ", "Content-Length: x");
    else if (i % 50 == 13) change("WARC-Type: conversion\r\n", "");
    else if (i % 50 == 23) change("Content-Length: ", "Content-Length: 1");  // too long: it reaches into the next ones
    else if (i % 50 == 33) change("WARC/1.0", "WARC/7.0");
    else if (i % 50 == 43) record.erase(record.size() - 60);  // the end is missing
    plain += record;
  }
  temp.write("in/plain.warc", plain);
  std::vector<int> damaged;
  for (int i = 5; i < 200; i += 10) damaged.push_back(i);
  temp.write("in/packed.warc.gz", packed_records(200, damaged));
  const ProgramResult result = run(temp, "whole");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const std::string got = records(temp), bad = failures(temp);
  for (int i = 0; i < 300; ++i) {
    CAPTURE(i);
    const std::string id = "\"id\":\"urn:uuid:r" + std::to_string(i) + "\",\"source\":\"plain.warc\"";
    CHECK(contains(got, id) == (i % 10 != 3));
  }
  CHECK(count(bad, "\"source\":\"plain.warc\"") == 30);
  for (int i = 0; i < 200; ++i) {
    CAPTURE(i);
    const std::string id = "\"id\":\"urn:uuid:r" + std::to_string(i) + "\",\"source\":\"packed.warc.gz\"";
    CHECK(contains(got, id) == (i % 10 != 5));
  }
  CHECK(count(bad, "\"source\":\"packed.warc.gz\"") == 20);
  CHECK(count(bad, "the gzip data are damaged near byte") == 20);
}

TEST_CASE("1,000 broken records among 10,000: each good one is read, each bad one listed with its place") {
  constexpr int n_records = 10000, n_plain = 5000;
  const TempFolder temp;
  temp.write("p.toml", pipeline);
  const auto is_broken = [](int i) { return i % 10 == 3; };
  std::string plain, packed;
  for (int i = 0; i < n_records; ++i) {
    std::string record = wet_record("r" + std::to_string(i), noise(static_cast<uint64_t>(i), 40));
    if (i >= n_plain) {
      std::string member = gzip_member(record);
      const std::size_t at = 20 + static_cast<std::size_t>(i) * 7 % (member.size() - 30);
      if (is_broken(i)) member[at] = static_cast<char>(member[at] ^ 0x55);
      packed += member;
      continue;
    }
    if (is_broken(i)) record.replace(record.find("Content-Length: ") + 16, 1, i % 20 == 3 ? "x" : "-");
    plain += record;
  }
  temp.write("in/a.warc", plain);
  temp.write("in/b.warc.gz", packed);
  const ProgramResult result = run(temp, "whole");
  REQUIRE_MESSAGE(result.status == 0, result.err);
  CHECK(contains(result.err, "9,000 documents written, 1,000 failed"));
  int n_good = 0;
  for (const auto& record : read_json_lines(temp / "whole/records/documents.jsonl")) {
    const int i = std::stoi(str(record["id"]).substr(std::string("urn:uuid:r").size()));
    n_good += !is_broken(i);
  }
  CHECK(n_good == 9000);
  // A record is known by its number in the file; that of a plain one is its place in the row.
  int n_placed = 0;
  for (const auto& failure : read_json_lines(temp / "whole/failures.jsonl")) {
    const bool is_plain = str(failure["source"]) == "a.warc";
    const std::string message = str(failure["message"]);
    if (is_plain) n_placed += is_broken(failure["line"].GetInt() - 1) && str(failure["code"]) == "bad-head";
    else n_placed += failure["line"].GetInt() > 0 && contains(message, "the gzip data are damaged near byte ");
  }
  CHECK(n_placed == 1000);
}

TEST_CASE("of a file that is cut in the middle everything before is read, and the rest is listed") {
  const TempFolder temp;
  temp.write("p.toml", pipeline);
  const std::string packed = packed_records(20);
  temp.write("in/a.warc.gz", packed.substr(0, packed.size() - 300));
  std::string plain;
  for (int i = 0; i < 20; ++i) plain += wet_record("p" + std::to_string(i), noise(static_cast<uint64_t>(i), 50));
  temp.write("in/b.warc", plain.substr(0, plain.size() - 200));
  temp.write("in/c.wet", "this is no archive at all");
  temp.write("in/d.warc", "");
  temp.write("in/e.warc.gz", "nor is this");
  whole(temp);
  CHECK(count(records(temp), "\"id\":\"urn:uuid:r") == 19);
  CHECK(count(records(temp), "\"id\":\"urn:uuid:p") == 19);
  const std::string bad = failures(temp);
  CHECK(count(bad, "\n") == 5);
  CHECK(contains(bad, "the gzip data break off at byte"));
  CHECK(contains(bad, "\"code\":\"cut-off\""));
  CHECK(contains(bad, "\"code\":\"no-record\""));
  CHECK(contains(bad, "\"code\":\"empty\""));
  CHECK(contains(bad, "\"code\":\"not-packed\""));
}

TEST_CASE("1, 3 and 16 shards of one packed file make the folder of the whole run") {
  const TempFolder temp;
  temp.write("p.toml", pipeline);
  temp.write("in/a.warc.gz", packed_records(4000, {700, 701, 2500}));
  temp.write("in/b.txt", "a text beside it");
  REQUIRE(std::filesystem::file_size(temp / "in/a.warc.gz") > (5u << 20));  // several chunks
  const std::string expected = whole(temp);
  for (const int of : {1, 3, 16}) {
    CAPTURE(of);
    std::filesystem::remove_all(temp / "s");
    std::filesystem::remove_all(temp / "s.shards");
    for (int shard = of; shard >= 1; --shard) {
      const ProgramResult result =
          run(temp, "s", {"--shard", std::to_string(shard) + "/" + std::to_string(of), "--quiet"});
      REQUIRE_MESSAGE(result.status == 0, result.err);
    }
    const ProgramResult merged = run_docmill({"merge", (temp / "s").string(), "--quiet"});
    REQUIRE_MESSAGE(merged.status == 0, merged.err);
    const bool same = folder_content(temp / "s") == expected;
    CHECK(same);
  }
}

TEST_CASE("threads, worker processes and --keep end with the same bytes") {
  const TempFolder temp;
  temp.write("p.toml", pipeline);
  temp.write("in/a.warc.gz", packed_records(300, {17, 200}));
  const std::string expected = whole(temp, "whole", {"--threads", "1"});
  CHECK(whole(temp, "other", {"--threads", "3"}) == expected);
  CHECK(whole(temp, "other", {"--isolate"}) == expected);
  CHECK(whole(temp, "other", {"--keep"}) == expected);
  CHECK(read_json(temp / "other/timings.json")["kept_documents"].GetUint64() == 298);
  // Another option of the reader: nothing is kept.
  whole(temp, "other", {"--keep", "--set", "warc.id=\"url\""});
  CHECK(read_json(temp / "other/timings.json")["kept_documents"].GetUint64() == 0);
  CHECK(contains(records(temp, "other"), "\"id\":\"https://example.org/r3\""));
}

TEST_CASE("a payload that unpacks to more than max-document is refused by name") {
  const TempFolder temp;
  temp.write("p.toml", pipeline);
  temp.write("in/a.warc", response_record("bomb", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
                                          gzip_member(std::string(50'000'000, ' '))) +
                              wet_record("large", std::string(2'000'000, 'x')) + wet_record("good", "Good."));
  whole(temp);
  CHECK(count(failures(temp), "\"code\":\"too-large\"") == 2);
  CHECK(contains(records(temp), "urn:uuid:good"));
}

TEST_CASE("without a [[reader]] archives are passed by, and check says who would read them") {
  const TempFolder temp;
  temp.write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"writer\"\n");
  temp.write("in/a.warc.gz", packed_records(2));
  temp.write("in/b.txt", "a text");
  const ProgramResult result = run_docmill({"check", (temp / "p.toml").string()});
  CHECK(result.status == 0);
  CHECK_MESSAGE(
      contains(result.err, "  a.warc.gz is passed by; the reader 'warc' takes it: add [[reader]] use = \"warc\"\n"),
      result.err);
}

TEST_CASE("a run over files that are passed by says so, too, and where `files` leaves them out") {
  const TempFolder temp;
  temp.write("p.toml", "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[[stage]]\nuse = \"writer\"\n");
  for (const char* name : {"in/a.warc.gz", "in/b.warc.gz", "in/c.wet.gz"}) temp.write(name, packed_records(2));
  temp.write("in/b.txt", "a text");
  ProgramResult result = run(temp, "whole");
  CHECK(contains(
      result.err,
      "  a.warc.gz and 2 others are passed by; the reader 'warc' takes them: add [[reader]] use = \"warc\"\n"));
  temp.write("p.toml", pipeline.substr(0, pipeline.find("[[stage]]")) + "files = [\"*.wet.gz\"]\n" +
                           pipeline.substr(pipeline.find("[[stage]]")));
  result = run(temp, "whole");
  CHECK(contains(result.err,
                 "  a.warc.gz and 1 other are passed by; the `files` of the [[reader]] 'warc' leave them out\n"));
}

TEST_CASE("files = [...] says what a reader takes") {
  const TempFolder temp;
  std::string text = pipeline;
  text.insert(text.find("[[stage]]"), "files = [\"crawl/*\"]\n");
  temp.write("p.toml", text);
  temp.write("in/crawl/strange-name", wet_record("a", "A text."));
  temp.write("in/b.warc", wet_record("b", "Another."));
  whole(temp);
  CHECK(contains(records(temp), "urn:uuid:a"));
  CHECK_FALSE(contains(records(temp), "urn:uuid:b"));
  CHECK(contains(read_file(temp / "whole/run.json"), "\"crawl/*\""));
}
