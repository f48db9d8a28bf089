// Tables through the whole program.
#include <doctest/doctest.h>

#include <string>

#include "reader_run.hpp"

using namespace docmill::test;

TEST_CASE("csv: a document for each record, the other columns as metadata") {
  const ReaderRun csv("use = \"csv\"\ntext = \"body\"\nid = \"nr\"");
  csv.write("a.csv",
            "\xEF\xBB\xBFnr,title,body\r\n"
            "m1,\"The mill, again\",\"It said \"\"open\"\".\r\nIt was.\"\r\n"
            "\r\n"
            "m2,,A second text.\r\n"
            "m3,nothing,\r\n");
  CHECK(has_text(csv.good(), "3 records passed over by reader 'csv': 1 blank-line, 1 header, 1 no-text"));
  const std::string got = csv.records();
  CHECK(count_text(got, "\n") == 2);
  CHECK_MESSAGE(has_text(got, "\"id\":\"m1\""), got);
  CHECK(has_text(got, "\"metadata\":{\"title\":\"The mill, again\"}"));
  CHECK(has_text(got, "It said \\\"open\\\"."));
  CHECK(has_text(got, "\"id\":\"m2\",\"source\":\"a.csv\",\"line\":4,\"metadata\":{\"title\":\"\"}"));
  CHECK(csv.failures().empty());
}

TEST_CASE("csv: tabs, semicolons, names of columns in the pipeline, HTML in a column") {
  const ReaderRun csv("use = \"csv\"\nmedia-type = \"html\"");
  csv.write("a.tsv", "text\tplace\n<p>One &amp; two, three</p>\there\n");
  csv.write("b.csv", "Place;Text\nthere;<p>Four; five</p>;x\nthere;\"<p>Six; seven</p>\"\n");
  csv.good();
  const std::string got = csv.records();
  CHECK_MESSAGE(has_text(got, "One & two, three"), got);
  CHECK(has_text(got, "Six; seven"));
  CHECK(has_text(csv.failures(),
                 "the record at line 2 (byte 11) has 4 fields where the table has 2 columns; a field that holds the "
                 "separator or a line end stands in quotes"));

  const ReaderRun bare("use = \"csv\"\ncolumns = [\"nr\", \"text\"]\nseparator = \"pipe\"\nquotes = false");
  bare.write("a.csv", "1|Not a \"header\nb|\"Nor quoted\n");
  bare.good();
  CHECK(has_text(bare.records(), "\"text\":\"Not a \\\"header"));
  CHECK(has_text(bare.records(), "\"text\":\"\\\"Nor quoted"));
}

TEST_CASE("csv: blank lines before the header, and the line that names the separator, are passed over") {
  const ReaderRun csv("use = \"csv\"");
  csv.write("a.csv", "\xEF\xBB\xBF\r\n\nid,text\n1,One; two\n");
  csv.write("b.csv", "\xEF\xBB\xBFsep=|\r\nid|text\r\n1|a,b;c,d;e\r\n");
  csv.write("c.csv", "sep=ab,text\n1,Five\n");
  CHECK(has_text(csv.good(), "6 records passed over by reader 'csv': 2 blank-line, 3 header, 1 separator"));
  const std::string got = csv.records();
  CHECK_MESSAGE(has_text(got, "\"source\":\"a.csv\",\"line\":4,\"metadata\":{\"id\":\"1\"}"), got);
  CHECK(has_text(got, "One; two"));
  CHECK(has_text(got, "a,b;c,d;e"));
  CHECK(has_text(got, "\"metadata\":{\"sep=ab\":\"1\"}"));
  CHECK(csv.failures().empty());
}

TEST_CASE("csv: a line that names what cannot stand between fields names nothing") {
  for (const char* line : {"sep=\r\n", "sep=\n", "sep=\"\n", "sep=\r\r\n", "sep=\x01\r\n"}) {
    const ReaderRun csv("use = \"csv\"");
    csv.write("a.csv", std::string(line) + "id,text\n1,\"One, two\"\n");
    CHECK(has_text(csv.good(), "2 records passed over by reader 'csv': 1 header, 1 separator"));
    CHECK_MESSAGE(has_text(csv.records(), "\"line\":3,\"metadata\":{\"id\":\"1\"}"), csv.records());
    CHECK(has_text(csv.records(), "\"text\":\"One, two"));
    CHECK(csv.failures().empty());
  }
  const ReaderRun csv("use = \"csv\"");
  csv.write("a.csv", "sep=\t\nid\ttext\n1\tOne, two, three\n");
  csv.good();
  CHECK(has_text(csv.records(), "\"text\":\"One, two, three"));
}

TEST_CASE("csv: every good record is read and every bad one listed") {
  const ReaderRun csv("use = \"csv\"");
  std::string table = "id,text\n";
  for (int i = 0; i < 300; ++i) {
    const std::string n = std::to_string(i);
    if (i % 50 == 10) table += n + "\n";
    else if (i % 50 == 20) table += n + ",text,more\n";
    else if (i % 50 == 30) table += n + ",\"a quote\" in the middle\n";
    else table += n + ",\"text number " + n + ".\nIn two lines\"\n";
  }
  csv.write("a.csv", table + "300,\"not closed\n301,last\n");
  csv.good();
  CHECK(count_text(csv.records(), "\n") == 300 - 18 + 1);
  CHECK(has_text(csv.records(), "\"text\":\"last"));
  const std::string bad = csv.failures();
  CHECK(count_text(bad, "\"code\":\"field-count\"") == 12);
  CHECK(count_text(
            bad, "behind the closing quote of field 2 stands more text; a quote within quotes is written twice") == 6);
  CHECK(count_text(bad, "a quote is opened in field 2 and not closed; a quote within quotes is written twice") == 1);
  CHECK(count_text(bad, "\n") == 19);
}

TEST_CASE("csv: empty fields behind the last column are none, as spreadsheets write them") {
  const ReaderRun csv("use = \"csv\"\nid = \"id\"");
  csv.write("a.csv", "id,text\r\n1,One mill.,,\r\n2,\"Two, mills.\",\"\"\r\n,,,,\r\n3,Three,,x\r\n4,Four.,");
  CHECK(has_text(csv.good(), "2 records passed over by reader 'csv': 1 header, 1 no-text"));
  CHECK(count_text(csv.records(), "\n") == 3);
  CHECK_MESSAGE(has_text(csv.records(), "\"id\":\"2\",\"source\":\"a.csv\",\"line\":3,\"metadata\":{}"), csv.records());
  CHECK(has_text(csv.records(), "\"id\":\"4\""));
  CHECK(has_text(csv.failures(), "the record at line 5 (byte 50) has 4 fields where the table has 2 columns"));
}

TEST_CASE("csv: lines of old Macs, which end in a carriage return alone, are told by name") {
  for (const char* table : {"id,text\r1,One.\r2,Two.\r", "\"id\",\"text\"\r\"1\",\"One.\""}) {
    const ReaderRun csv("use = \"csv\"");
    csv.write("a.csv", table);
    csv.good();
    CHECK_MESSAGE(has_text(csv.failures(),
                           "\"code\":\"line-ends\",\"message\":\"its lines end in a carriage return alone, as old Macs "
                           "wrote them, and are not read; end them with a line feed (tr '\\\\r' '\\\\n')\""),
                  csv.failures());
  }
  // Not where lines end otherwise, too.
  for (const char* table : {"id,size 5\",text\n1,a,one\r two\n", "id,text\n1,a\rb\n"}) {
    const ReaderRun csv("use = \"csv\"");
    csv.write("a.csv", table);
    csv.good();
    CHECK_MESSAGE(!has_text(csv.failures(), "line-ends"), csv.failures());
  }
}

TEST_CASE("csv: tables that cannot be read say in one sentence why") {
  const ReaderRun csv("use = \"csv\"\ntext = \"body\"");
  csv.write("a.csv", "id,title\n1,x\n");
  csv.write("b.csv", "");
  csv.write("b2.csv", std::string("i\0d\0,\0", 6));
  csv.write("c.csv", std::string("\xFF\xFE"
                                 "b\0o\0",
                                 6));
  csv.write("d.csv", std::string(300'000, 'x'));
  csv.write("e.csv", "body,\"title\n1,2\n");
  csv.good();
  const std::string bad = csv.failures();
  CHECK(count_text(bad, "\n") == 6);
  CHECK(count_text(bad, "the table is in UTF-16") == 2);
  CHECK_MESSAGE(has_text(bad, "this table is not read: it has no column 'body' (text); its columns are: id, title"),
                bad);
  CHECK(has_text(bad, "the table is in UTF-16, which is not read; save it as CSV in UTF-8"));
  CHECK(has_text(bad, "the first line is longer than 256 KiB, which is no header of a table"));
  CHECK(has_text(bad, "the header, line 1, is broken: a quote is opened in field 2 and not closed"));

  const ReaderRun guessing("use = \"csv\"\n");
  guessing.write("a.csv", "name,age\nx,1\n");
  guessing.good();
  CHECK(has_text(guessing.failures(),
                 "no column has a name that texts usually have (text, content, body, article, html, "
                 "markdown, abstract, description, summary, message, comment); say text = "
                 "\\\"...\\\" with one of its columns: name, age"));
}

TEST_CASE("csv: options that cannot be are refused with their place") {
  const ReaderRun charset("use = \"csv\"\ncharset = \"utf-88\"");
  charset.write("a.csv", "text\nx\n");
  CHECK(has_text(charset.run().err,
                 "p.toml:8:11: 'charset' of 'csv': no encoding is called 'utf-88'; one is \"windows-1252\""));
  const ReaderRun columns("use = \"csv\"\ncolumns = [\"a\", \"b\"]\ntext = \"c\"");
  columns.write("a.csv", "text\nx\n");
  CHECK(has_text(columns.run().err, "it has no column 'c' (text); its columns are: a, b"));
}

TEST_CASE("csv: a record above max-document is listed, and those behind it are read") {
  const ReaderRun csv("use = \"csv\"\n");
  csv.write("a.csv", "text,n\n\"" + std::string(3'000'000, 'x') + "\"\"\n\",1\nnext,2\n" + std::string(200'000, 'y') +
                         ",3\nlast,4\n");
  csv.good();
  CHECK(count_text(csv.failures(), "\"code\":\"too-large\"") == 2);
  CHECK(has_text(csv.records(), "\"text\":\"next"));
  CHECK(has_text(csv.records(), "\"text\":\"last"));
}

TEST_CASE("csv: threads, worker processes and shards end with the same bytes") {
  const ReaderRun csv("use = \"csv\"\n");
  std::string table = "text,n\n";
  for (int i = 0; i < 20'000; ++i) {
    table += "\"a text of some length, so that there are several chunks\",number ";
    table += std::to_string(i) + (i % 777 == 3 ? ",x\n" : "\n");
  }
  REQUIRE(table.size() > (1u << 20));
  csv.write("a.csv", table);
  csv.write("b.tsv", "text\tn\nx\ty\n");
  csv.check_same_however_it_is_run();
}

TEST_CASE("csv: other columns are read by the encoding that is said") {
  const ReaderRun csv("use = \"csv\"\ncharset = \"windows-1252\"");
  csv.write("a.csv",
            "title,text\nM\xFChle,Caf\xE9 an der Br\xFC"
            "cke\n");
  csv.good();
  CHECK_MESSAGE(has_text(csv.records(), "\"metadata\":{\"title\":\"Mühle\"}"), csv.records());
  CHECK(has_text(csv.records(), "Café an der Brücke"));
}
