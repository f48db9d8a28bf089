// Records and columns of tables. What the reader does with whole files: tests/readers.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "columns.hpp"
#include "csv_record.hpp"

using namespace docmill::csv;

namespace {

using State = ScannedRecord::State;

// The fields of the first record, and what is left.
std::vector<std::string> fields_of(const std::string& bytes, Dialect dialect = {}, bool is_end = true) {
  std::vector<Field> fields;
  const ScannedRecord record = scan_record(bytes, is_end, dialect, fields);
  if (record.state == State::unfinished) return {"unfinished"};
  if (record.state == State::broken) return {"broken", bytes.substr(0, record.size), record.mistake};
  std::vector<std::string> out;
  for (const Field& field : fields) out.push_back(value_of(bytes, field));
  out.push_back("rest:" + bytes.substr(record.size));
  return out;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("fields between separators, quoted or not, and every line end") {
  CHECK(fields_of("a,b\nc") == Words{"a", "b", "rest:c"});
  CHECK(fields_of("a,b\r\nc") == Words{"a", "b", "rest:c"});
  CHECK(fields_of("a,b") == Words{"a", "b", "rest:"});
  CHECK(fields_of("a,b\r") == Words{"a", "b", "rest:"});
  CHECK(fields_of("a,") == Words{"a", "", "rest:"});
  CHECK(fields_of("\"a,\r\nb\",\"\"\"\"\nc") == Words{"a,\r\nb", "\"", "rest:c"});
  CHECK(fields_of("\"\",x") == Words{"", "x", "rest:"});
  CHECK(fields_of("\"a\"\r") == Words{"a", "rest:"});
  CHECK(fields_of("5\" disk,b") == Words{"5\" disk", "b", "rest:"});
  CHECK(fields_of("a;\"b;c\"", {';', true}) == Words{"a", "b;c", "rest:"});
  CHECK(fields_of("\"a\t\"b", {'\t', false}) == Words{"\"a", "\"b", "rest:"});
}

TEST_CASE("a record whose end is not there yet waits for more") {
  for (const char* begun : {"", "a", "a,b", "a,b\r", "\"a", "\"a\"", "\"a\"\r", "a,\"b\"\""})
    CHECK_MESSAGE(fields_of(begun, {}, false) == Words{"unfinished"}, begun);
}

TEST_CASE("broken records say which field is wrong and end with their first line") {
  CHECK(fields_of("a,\"b\nc,d\n") ==
        Words{"broken", "a,\"b\n",
              "a quote is opened in field 2 and not closed; a quote within quotes is written twice"});
  CHECK(fields_of("\"a\"b,c\nd") ==
        Words{"broken", "\"a\"b,c\n",
              "behind the closing quote of field 1 stands more text; a quote within quotes is written twice"});
}

TEST_CASE("a record is passed over in pieces as it is read in one") {
  const std::string table = "\"a\"\"\n,\",b\"c\n\"\"\nrest\n";
  for (std::size_t piece = 1; piece <= table.size(); ++piece) {
    CAPTURE(piece);
    RecordSkipper skipper({});
    std::size_t n = 0;
    for (std::size_t at = 0; !skipper.has_ended() && at < table.size(); at += piece)
      n += skipper.take(std::string_view(table).substr(at, piece));
    CHECK(n == table.find("\"\"\nrest"));
  }
}

TEST_CASE("the separator is that which the first line has most of, quotes aside") {
  CHECK(guess_separator("a,b;c,d") == ',');
  CHECK(guess_separator("a;b;\"c,d,e,f\"") == ';');
  CHECK(guess_separator("a\tb") == '\t');
  CHECK(guess_separator("a|b|c,d") == '|');
  CHECK(guess_separator("text") == ',');
}

TEST_CASE("columns: names are made distinct, the text is found or asked for") {
  const FoundColumns odd = find_columns({" a ", "", "a", "a", "text"}, {"", ""});
  REQUIRE(odd.columns.has_value());
  CHECK(odd.columns->names == Words{"a", "column_2", "a_2", "a_3", "text"});
  CHECK(odd.columns->text == 4);
  CHECK(odd.columns->is_guessed);
  CHECK(find_columns({"Summary", "CONTENT"}, {}).columns->text == 1);
  CHECK(find_columns({"anything"}, {}).columns->text == 0);
  CHECK(find_columns({"a", "b"}, {"b", "a"}).columns->id == 0);
  CHECK(find_columns({"a", "b"}, {"b", "c"}).mistake == "it has no column 'c' (id); its columns are: a, b");
  CHECK(find_columns({"a", "b"}, {"B", ""}).mistake == "it has no column 'B' (text); its columns are: a, b");
  CHECK(find_columns({"a", "b"}, {}).mistake.starts_with("no column has a name that texts usually have (text, "));
  const FoundColumns many = find_columns(Words(50'000, "same"), {"none", ""});
  CHECK(many.mistake.size() < 600);
}
