// Archives through the whole program: what is read, what is listed, and that a folder of pages in an archive is the
// folder.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "docmill/base/base64.hpp"
#include "packed_archives.hpp"
#include "reader_run.hpp"
#include "support/zip_files.hpp"

using namespace docmill::test;

namespace {

const std::string html = "<html><body><p>Caf\xC3\xA9 and more of it.</p></body></html>";
const auto contains = ReaderRun::contains;
const auto count = ReaderRun::count;

// Pages and texts as people have them; in the order in which folders are read.
const NamedTexts pages{
    {"a/index.html", html},
    {"a/old.htm", "<html><head><meta charset=\"windows-1252\"></head><body><p>Caf\xE9</p></body></html>"},
    {"b.md", "# A heading\n\nA text."},
    {"c.txt",
     "\xEF\xBB\xBF"
     "A text with a mark before it."},
    {"d.xhtml", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>X</p></body></html>"}};

std::string zip_of(const NamedTexts& entries, bool sizes_follow = false) {
  ZipFile zip;
  for (const auto& [name, content] : entries) zip.add({name, content, true, sizes_follow});
  return zip.whole();
}

// The records of a file, or of the files in a folder, without what says where they come from.
std::string records_from(const std::string& records, const std::string& source) {
  std::string out;
  for (std::size_t at = 0; at < records.size();) {
    const std::size_t end = records.find('\n', at) + 1;
    const std::string line = records.substr(at, end - at);
    if (contains(line, "\"source\":\"" + source)) out += line.substr(line.find("\"text\""));
    at = end;
  }
  return out;
}

std::string records_of(const std::string& file, const std::string& bytes, const std::string& options = "") {
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("archive", options));
  temp.write("in/" + file, bytes);
  const ReaderRun run(temp);
  CHECK_MESSAGE(run.failures.empty(), run.failures);
  return run.records;
}

// What a run over one archive lists as failed.
std::string failures_of(const std::string& file, const std::string& bytes) {
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("archive"));
  temp.write("in/" + file, bytes);
  return ReaderRun(temp).failures;
}

}  // namespace

TEST_CASE("archive: a folder of pages gives the same records packed as lying there") {
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("archive"));
  for (const auto& [name, content] : pages) temp.write("in/folder/" + name, content);
  const NamedTexts archives{
      {"a.zip", zip_of(pages)},
      {"streamed.zip", zip_of(pages, true)},
      {"a.tar", tar_of(pages)},
      {"a.tar.gz", tar_of(pages, ARCHIVE_FILTER_GZIP)},
      {"a.tgz", tar_of(pages, ARCHIVE_FILTER_GZIP)},
      {"a.tar.xz", tar_of(pages, ARCHIVE_FILTER_XZ)},
      {"a.tar.xz.xz", packed_archive(ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_XZ, {{"a", tar_of(pages, ARCHIVE_FILTER_XZ)}})},
      {"a.tar.bz2", tar_of(pages, ARCHIVE_FILTER_BZIP2)},
      {"a.tar.zst", tar_of(pages, ARCHIVE_FILTER_ZSTD)},
      {"a.7z", seven_zip_of(pages)}};
  for (const auto& [name, bytes] : archives) temp.write("in/" + name, bytes);
  const ReaderRun run(temp);
  CHECK_MESSAGE(run.failures.empty(), run.failures);
  const std::string folder = records_from(run.records, "folder/");
  CHECK(count(folder, "\n") == 5);
  for (const auto& archive : archives) {
    const std::string& name = archive.first;
    CAPTURE(name);
    const bool same = records_from(run.records, name + "\"") == folder;
    CHECK(same);
  }
}

TEST_CASE("archive: what is no page is passed over and counted by kind, in all formats alike") {
  const NamedTexts entries{{"a/", ""},
                           {"a/page.html", html},
                           {"a/picture.PNG", "\x89PNG"},
                           {"a/style.css", "p {}"},
                           {"a/strange.thing", "?"},
                           {"__MACOSX/a/._page.html", "\x00\x05"},
                           {"readme", "no end that says what it is"}};
  for (const auto& archive : NamedTexts{{"p.zip", zip_of(entries)},
                                        {"p.tar", tar_of(entries)},
                                        {"p.tar.xz", tar_of(entries, ARCHIVE_FILTER_XZ)},
                                        {"p.7z", seven_zip_of(entries)}}) {
    const std::string& file = archive.first;
    CAPTURE(file);
    const TempFolder temp;
    temp.write("p.toml", pipeline_with("archive"));
    temp.write("in/" + file, archive.second);
    const ReaderRun run(temp);
    CHECK_MESSAGE(
        contains(run.err, "6 records passed over by reader 'archive': 1 css, 1 folder, 1 mac-metadata, 2 other, 1 png"),
        run.err);
    CHECK(count(run.records, "\n") == 1);
    CHECK(contains(run.records, "\"metadata\":{\"entry\":\"a/page.html\",\"modified\":\"2026-01-02T03:04:06"));
  }
}

TEST_CASE("archive: options say which entries are read and what they are called") {
  const NamedTexts entries{
      {"one/a.html", html}, {"one/two/b.html", html}, {"three/c.txt", "A text."}, {"three/page", html}};
  CHECK(count(records_of("p.zip", zip_of(entries), "entries = [\"one\"]\n"), "\n") == 2);
  CHECK(count(records_of("p.zip", zip_of(entries), "entries = [\"one/*.html\", \"**/c.*\"]\n"), "\n") == 2);
  const std::string got = records_of("p.zip", zip_of(entries), "id = \"entry\"\nother-entries = \"html\"\n");
  CHECK(contains(got, "\"id\":\"one/two/b.html\""));
  CHECK(contains(got, "\"id\":\"three/page\""));
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("archive", "entries = [\"/one\"]\n"));
  temp.write("in/p.zip", zip_of(entries));
  const ProgramResult result = run_docmill({"check", (temp / "p.toml").string()});
  CHECK(result.status != 0);
  CHECK_MESSAGE(contains(result.err, "names in archives do not begin with '/'; take it off"), result.err);
}

TEST_CASE("archive: names are data: nothing is written, and each is shown") {
  const NamedTexts entries{{"../../up.txt", "One."},
                           {"/etc/absolute.txt", "Two."},
                           {"line\nend.txt", "Three."},
                           {"caf\xC3\xA9.txt", "Four."},
                           {"caf\xE9.txt", "Five."}};
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("archive"));
  temp.write("in/p.zip", zip_of(entries));
  temp.write("in/q.tar", tar_of(entries));
  const ReaderRun run(temp);
  CHECK_MESSAGE(run.failures.empty(), run.failures);
  for (const std::string name :
       {"../../up.txt", "/etc/absolute.txt", "line%0Aend.txt", "caf\xC3\xA9.txt", "caf%E9.txt"})
    CHECK_MESSAGE(count(run.records, "\"entry\":\"" + name + "\"") == 2, name);
  CHECK(contains(records_of("p.7z", seven_zip_of({{"caf\xC3\xA9/\xE4\xB8\xAD.txt", "Six."}})),
                 "\"entry\":\"caf\xC3\xA9/\xE4\xB8\xAD.txt\""));
}

TEST_CASE("archive: encrypted entries are listed, the others read") {
  ZipFile zip;
  zip.add("a.txt", "First.")
      .add({"secret.txt", "Second.", false, false, 1})
      .add({"also.txt", "Third.", false, true, 1})
      .add({"picture.png", "x", false, false, 1})
      .add("z.txt", "Last.");
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("archive"));
  temp.write("in/p.zip", zip.whole());
  const ReaderRun run(temp);
  CHECK(count(run.records, "\n") == 2);
  CHECK(count(run.failures, " is encrypted; unpack the archive first with its password") == 2);
  CHECK(contains(run.failures, "entry secret.txt is encrypted"));
  CHECK(contains(run.err, "1 png"));
}

// Two texts of ours, packed by `7z a -psecret`, and with -mhe=on, which encrypts the names as well: libarchive writes
// none.
TEST_CASE("archive: an encrypted 7z is refused in words, by entry where its names can be read") {
  const auto bytes = [](const char* base64) {
    std::string out;
    REQUIRE(docmill::from_base64(base64, out));
    return out;
  };
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("archive"));
  temp.write(
      "in/entries.7z",
      bytes("N3q8ryccAARNiaG/xwAAAAAAAAAiAAAAAAAAAI1Q/O/KUCskj6x91brVxizyJV0+QE4XS8deI9b09WZqwBdTUWliIamxg0/0cdiW"
            "Ub2BpKzdoqR6fzi+Hq/RHVGi84VhAACBMweuD9Hy+/1Au5RkOzmkeudqI0WtDKBGFVfdTyo9HRJttzu+qJcQegJDLTm0YhJiWa0B"
            "jhS09iErEbc30HmbiDgFYoReJJlVx7lhGKrRniabQIu7wKMJ/dn9ql1w1c5ul6pZ8PoqRb20bvie7k5zmjjq7grDJUmqWu5BopSk"
            "/Q8DAAAAFwZAAQmAhwAHCwEAASMDAQEFXQAQAAAMgJ4KAQCdmq4AAA=="));
  temp.write(
      "in/names.7z",
      bytes("N3q8ryccAATygjKx0AAAAAAAAAA+AAAAAAAAACD4P3J/Wd5+SSoxBrtWM2A80w+4k9CdjwldIp8KT/adi1oBRNtAK7elwRQl8YGk"
            "x9P/NZy4morGhM3gw2twipyL57Bakwvbb/728NgVhUzMM+aKh8Peb8f538jXbMpnZVSzAF2Hu5FsH0lZYh6HO2c+qyRPHuvFcpyq"
            "qEIK8HNrS3UdVnWMVWp4NVRkeKK2UU3jVUlpE8XHxsKVE8oSYLou2iQ5dgJmBfqpnKOj2R2ddk9BCaFC68DVoIEXjHheCdFwztYi"
            "YulgpoSDo/faiNadbjncFwZAAQmAkAAHCwEAAiQG8QcBElMPJg45JOn0fOBb/heH0fRDkiMDAQEFXQAQAAABAAyAh4CeCgE0UxmI"
            "AAA="));
  const ReaderRun run(temp);
  CHECK(run.records.empty());
  CHECK(count(run.failures, "\n") == 3);
  CHECK_MESSAGE(contains(run.failures, "entry in/a.html is encrypted; unpack the archive first with its password"),
                run.failures);
  CHECK(contains(run.failures, "entry in/b.txt is encrypted; unpack the archive first with its password"));
  CHECK(contains(run.failures, "the archive is encrypted; unpack it first with its password"));
}

TEST_CASE("archive: each broken entry is listed, and all others are read") {
  ZipFile zip;
  for (int i = 0; i < 60; ++i) {
    ZipEntry e{"e" + std::to_string(i) + ".txt", "The text of entry " + std::to_string(i) + ", which is long enough.",
               i % 2 == 0, i % 3 == 0};
    if (i % 20 == 5) e.is_checksum_wrong = true;
    if (i % 20 == 9) e.method = 14;
    zip.add(e);
  }
  std::string bytes = zip.whole();
  bytes[zip.begins[10]] = 'X';          // no entry begins there
  bytes[zip.begins[31] + 18] = '\x7F';  // a size that reaches into the others
  bytes[zip.begins[47] + 20] = '\x08';  // one that reaches beyond the end
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("archive"));
  temp.write("in/p.zip", bytes);
  const ReaderRun run(temp);
  for (int i = 0; i < 60; ++i) {
    CAPTURE(i);
    const bool is_bad = i % 20 == 5 || i % 20 == 9 || i == 10 || i == 31 || i == 47;
    CHECK(contains(run.records, "\"entry\":\"e" + std::to_string(i) + ".txt\"") != is_bad);
  }
  CHECK(count(run.failures, "\n") == 9);
  CHECK(count(run.failures, "\"code\":\"damaged\"") == 3);
  CHECK(count(run.failures, " is packed by lzma, which is not read: pack it anew with deflate, as `zip` does") == 3);
  CHECK(count(run.failures, "\"code\":\"no-entry\"") == 1);
  CHECK(count(run.failures, "\"code\":\"bad-size\"") + count(run.failures, "\"code\":\"too-large\"") == 2);
}

TEST_CASE("archive: of one that is cut in the middle everything before is read, and the rest is listed") {
  NamedTexts entries;
  for (int i = 0; i < 20; ++i)
    entries.emplace_back("e" + std::to_string(i) + ".txt", std::string(700, static_cast<char>('a' + i)));
  ZipFile zip;
  for (const auto& [name, content] : entries) zip.add({name, content, false});
  const std::string tar = tar_of(entries);
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("archive"));
  temp.write("in/inside.zip", zip.bytes.substr(0, zip.begins[10] + 200));
  temp.write("in/between.zip", zip.bytes.substr(0, zip.begins[10]));
  temp.write("in/head.zip", zip.bytes.substr(0, zip.begins[10] + 20));
  temp.write("in/inside.tar", tar.substr(0, tar.size() / 2));
  temp.write("in/inside.tar.gz", [&] {
    const std::string packed = tar_of(entries, ARCHIVE_FILTER_GZIP);
    return packed.substr(0, packed.size() / 2);
  }());
  temp.write("in/inside.7z", [&] {
    const std::string packed = seven_zip_of(entries);
    return packed.substr(0, packed.size() / 2);
  }());
  const ReaderRun run(temp);
  for (const std::string file : {"inside.zip", "between.zip", "head.zip"}) {
    CAPTURE(file);
    CHECK(count(run.records, "\"source\":\"" + file + "\"") == 10);
    CHECK(count(run.failures, "\"source\":\"" + file + "\"") == 1);
  }
  CHECK(count(run.records, "\"source\":\"inside.tar\"") >= 8);
  CHECK(count(run.failures, "\"source\":\"inside.tar\"") == 1);
  CHECK(count(run.failures, "\"source\":\"inside.tar.gz\"") == 1);
  CHECK(count(run.failures, "\"source\":\"inside.7z\"") == 1);
  CHECK(contains(run.failures, "the archive ends inside entry e10.txt; fetch it again"));
  CHECK(contains(run.failures, "the archive ends without its directory"));
  CHECK(contains(run.failures, "the gzip data break off at byte"));
}

TEST_CASE("archive: of tars that were joined each is read, with the zeros between them") {
  const std::string one = tar_of({{"a.txt", "The first text."}, {"b.txt", "The second."}});
  const std::string two = tar_of({{"c.txt", "The third text."}});
  for (const std::string& joined : {one + two, one + std::string(20480, '\0') + two}) {
    const std::string got = records_of("p.tar", joined, "");
    CHECK(count(got, "\n") == 3);
    CHECK_MESSAGE(contains(got, "\"entry\":\"c.txt\""), got);
  }
  // What is no tar stands behind many: fill of a tape, a line end.
  for (const std::string& behind : {std::string("\n"), std::string(512, 'x'), std::string(100'000, '\0') + "x"})
    CHECK(records_of("p.tar", one + behind, "") == records_of("p.tar", one, ""));
}

TEST_CASE("archive: bombs and files that are none") {
  const std::string bomb = failures_of(
      "b.zip", zip_of({{"big.txt", std::string(50'000'000, ' ')}, {"big2.txt", std::string(500'000, 'x')}}));
  CHECK(count(bomb, "\"code\":\"too-large\"") == 2);
  CHECK(count(failures_of("b.zip", zip_of({{"big.txt", std::string(50'000'000, ' ')}}, true)),
              "\"code\":\"too-large\"") == 1);
  NamedTexts zeros;
  for (int i = 0; i < 4; ++i) zeros.emplace_back("zeros" + std::to_string(i) + ".bin", std::string(25'000'000, '\0'));
  zeros.emplace_back("a.txt", "Behind them.");
  CHECK(contains(failures_of("b.tar.xz", tar_of(zeros, ARCHIVE_FILTER_XZ)),
                 "the archive unpacks to more than 1000 times its size up to here"));
  CHECK(contains(failures_of("b.7z", seven_zip_of(zeros)), "\"code\":\"bomb\""));
  for (const std::string file : {"a.zip", "a.tar", "a.7z", "a.tgz"}) {
    CAPTURE(file);
    CHECK(contains(failures_of(file, "this is no archive at all"), "\"code\":\"no-record\""));
    CHECK(contains(failures_of(file, ""), "\"code\":\"empty\""));
    CHECK(contains(failures_of(file, std::string(3000, '\xFF')), "\"code\":\"no-record\""));
  }
  std::string large = "7z\xBC\xAF\x27\x1C" + std::string(1'200'000, 'x');
  CHECK(contains(failures_of("a.7z", large), "a 7z archive must be held whole, and this one has 2 MiB"));
}

TEST_CASE("archive: shards, threads, worker processes and --keep end with the same bytes") {
  NamedTexts entries;
  for (int i = 0; i < 3000; ++i)
    entries.emplace_back("e" + std::to_string(i) + ".txt", "The text of entry " + std::to_string(i));
  const TempFolder temp;
  temp.write("p.toml", pipeline_with("archive"));
  temp.write("in/a.zip", zip_of(entries));
  temp.write("in/b.tar.xz", tar_of(entries, ARCHIVE_FILTER_XZ));
  temp.write("in/c.7z", seven_zip_of(entries));
  const ReaderRun whole(temp, {"--threads", "1"});
  CHECK(count(whole.records, "\n") == 9000);
  CHECK_MESSAGE(whole.failures.empty(), whole.failures);
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{"--threads", "3"}, {"--isolate"}, {"--keep"}, {"--keep"}}) {
    CAPTURE(more[0]);
    const bool same = ReaderRun(temp, more, "other").content == whole.content;
    CHECK(same);
  }
  for (int shard = 3; shard >= 1; --shard) {
    const ProgramResult result = run_docmill({"run", (temp / "p.toml").string(), "--output", (temp / "s").string(),
                                              "--shard", std::to_string(shard) + "/3", "--quiet"});
    REQUIRE_MESSAGE(result.status == 0, result.err);
  }
  const ProgramResult merged = run_docmill({"merge", (temp / "s").string(), "--quiet"});
  REQUIRE_MESSAGE(merged.status == 0, merged.err);
  const bool same = folder_content(temp / "s") == whole.content;
  CHECK(same);
}
