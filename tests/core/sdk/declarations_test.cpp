// Declarations become constant C tables: ports, flags, fields, options, choices; and options are bound to members.
#include <doctest/doctest.h>

#include <cstring>

#include "docmill/sdk/stage.hpp"
#include "host/documents/arena.hpp"

using namespace docmill;

namespace {

struct Everything {
  static constexpr Info info{"every-thing", "1.2.3", "declares one of each", pure};

  struct Config {
    bool flag = false;
    int32_t count = 0;
    int64_t big = 0;
    uint64_t natural = 0;
    double share = 0;
    float small_share = 0;
    std::string word;
    std::vector<std::string> words;
    Resource file;
    std::vector<Resource> files;
  };
  static constexpr auto options = docmill::options(
      option<&Config::flag>("flag", "true", "a boolean"),
      option<&Config::count>("count", "3", "an integer").between(-1, 9),
      option<&Config::big>("big", "0", "a large integer"), option<&Config::natural>("natural", "1", "no sign"),
      option<&Config::share>("share", "0.5", "a number").between(0, 1),
      option<&Config::small_share>("small-share", "0.25", "a smaller number"),
      option<&Config::word>("word", "\"a\"", "a word").one_of("a", "b", "c"),
      option<&Config::words>("words", "[]", "several words"), option<&Config::file>("file-of-it", "\"\"", "a file"),
      option<&Config::files>("files", nullptr, "several files, which the user must say"));
  static constexpr auto required =
      ports(port::text("text", "the text"),
            port::spans("marks", nullptr, "spans over any text", field::boolean("sure", "is it"),
                        field::number("weight", "how much"))
                .optional(),
            port::json("extra", "anything").optional(), port::bytes("raw", "the source"));
  static constexpr auto provided =
      ports(port::rewrite("text", "text", "the text anew"),
            port::spans("found", "text", "what was found", field::string("name", "its name"))
                .without_label()
                .without_value()
                .without_score(),
            port::attributes("facts", "facts", field::integer("words", "how many")).only_if("flag"));

  explicit Everything(Config c) : config(std::move(c)) {}
  void process(Document, Output&) const {}
  Config config;
};

struct Nothing {
  static constexpr Info info{"nothing", "0.0.1", "neither ports nor options", external | reads_all};
  void process(Document, Output&) const {}
};

using EverythingAdapter = detail::Adapter<Everything>;
constexpr const docmill_stage& table = EverythingAdapter::stage;

docmill_value value_of(uint32_t type) {
  docmill_value v{};
  v.type = type;
  return v;
}

template <auto Member>
auto bound(const docmill_value& v) {
  Everything::Config config{};
  Bound<Member>::set(config, v);
  return config.*Member;
}

}  // namespace

TEST_CASE("the table says who the stage is") {
  CHECK(table.size == sizeof(docmill_stage));
  CHECK(std::string_view(table.id) == "every-thing");
  CHECK(std::string_view(table.version) == "1.2.3");
  CHECK(std::string_view(table.summary) == "declares one of each");
  CHECK(table.flags == DOCMILL_PURE);
  CHECK(detail::Adapter<Nothing>::stage.flags == (DOCMILL_EXTERNAL | DOCMILL_READS_ALL));
}

TEST_CASE("ports stand in the table in order of declaration, and say their size and kind") {
  REQUIRE(table.n_requires == 4);
  const uint32_t kinds[] = {DOCMILL_KIND_TEXT, DOCMILL_KIND_SPANS, DOCMILL_KIND_JSON, DOCMILL_KIND_BYTES};
  for (uint32_t i = 0; i < 4; ++i) {
    CHECK(table.requires_ports[i]->size == sizeof(docmill_port));
    CHECK(table.requires_ports[i]->kind == kinds[i]);
  }
  REQUIRE(table.n_provides == 3);
  CHECK(table.provides_ports[0]->kind == DOCMILL_KIND_REWRITE);
  CHECK(std::string_view(table.provides_ports[0]->over) == "text");
  CHECK(table.provides_ports[2]->kind == DOCMILL_KIND_ATTRIBUTES);
  CHECK((table.provides_ports[2]->over == nullptr));
  CHECK(std::string_view(table.provides_ports[2]->summary) == "facts");
}

TEST_CASE("flags of ports: optional, columns never set, hanging on an option") {
  CHECK(table.requires_ports[0]->flags == 0);
  CHECK(table.requires_ports[1]->flags == DOCMILL_PORT_OPTIONAL);
  CHECK((table.requires_ports[1]->over == nullptr));
  CHECK(table.provides_ports[1]->flags == (DOCMILL_PORT_NO_LABEL | DOCMILL_PORT_NO_VALUE | DOCMILL_PORT_NO_SCORE));
  CHECK((table.provides_ports[1]->only_if == nullptr));
  CHECK(std::string_view(table.provides_ports[2]->only_if) == "flag");
}

TEST_CASE("fields stand in the table by type, name and sentence; without fields there is no list") {
  const docmill_port& marks = *table.requires_ports[1];
  REQUIRE(marks.n_fields == 2);
  CHECK(marks.fields[0]->size == sizeof(docmill_field));
  CHECK(marks.fields[0]->type == DOCMILL_TYPE_BOOLEAN);
  CHECK(std::string_view(marks.fields[0]->name) == "sure");
  CHECK(marks.fields[1]->type == DOCMILL_TYPE_NUMBER);
  CHECK(std::string_view(marks.fields[1]->summary) == "how much");
  CHECK(table.provides_ports[1]->fields[0]->type == DOCMILL_TYPE_STRING);
  CHECK(table.provides_ports[2]->fields[0]->type == DOCMILL_TYPE_INTEGER);
  CHECK((table.requires_ports[0]->fields == nullptr));
}

TEST_CASE("the type of an option is that of the member it is bound to") {
  const uint32_t types[] = {DOCMILL_OPTION_BOOLEAN, DOCMILL_OPTION_INTEGER, DOCMILL_OPTION_INTEGER,
                            DOCMILL_OPTION_INTEGER, DOCMILL_OPTION_NUMBER,  DOCMILL_OPTION_NUMBER,
                            DOCMILL_OPTION_STRING,  DOCMILL_OPTION_STRINGS, DOCMILL_OPTION_FILE,
                            DOCMILL_OPTION_FILES};
  REQUIRE(table.n_options == 10);
  for (uint32_t i = 0; i < 10; ++i) {
    INFO(table.options[i]->name);
    CHECK(table.options[i]->type == types[i]);
    CHECK(table.options[i]->size == sizeof(docmill_option));
  }
}

TEST_CASE("options have their default, bounds and choices") {
  CHECK(std::string_view(table.options[0]->fallback) == "true");
  CHECK((table.options[9]->fallback == nullptr));
  CHECK(table.options[1]->minimum == -1);
  CHECK(table.options[1]->maximum == 9);
  CHECK(table.options[2]->minimum == 0);
  CHECK(table.options[2]->maximum == 0);
  const char* const* choices = table.options[6]->choices;
  REQUIRE((choices != nullptr));
  CHECK(std::string_view(choices[0]) == "a");
  CHECK(std::string_view(choices[2]) == "c");
  CHECK((choices[3] == nullptr));
  CHECK((table.options[7]->choices == nullptr));
}

TEST_CASE("a stage without ports and options has empty tables that may be read") {
  const docmill_stage& nothing = detail::Adapter<Nothing>::stage;
  CHECK(nothing.n_requires == 0);
  CHECK(nothing.n_provides == 0);
  CHECK(nothing.n_options == 0);
  CHECK((nothing.requires_ports[0] == nullptr));
  CHECK((nothing.options[0] == nullptr));
}

TEST_CASE("booleans and integers are bound") {
  docmill_value v = value_of(DOCMILL_OPTION_BOOLEAN);
  CHECK_FALSE(bound<&Everything::Config::flag>(v));
  v.integer = 1;
  CHECK(bound<&Everything::Config::flag>(v));
  v.integer = -7;
  CHECK(bound<&Everything::Config::count>(v) == -7);
  v.integer = INT64_MAX;
  CHECK(bound<&Everything::Config::big>(v) == INT64_MAX);
  CHECK(bound<&Everything::Config::natural>(v) == uint64_t{INT64_MAX});
}

TEST_CASE("numbers are bound") {
  docmill_value v = value_of(DOCMILL_OPTION_NUMBER);
  v.number = 0.125;
  CHECK(bound<&Everything::Config::share>(v) == 0.125);
  CHECK(bound<&Everything::Config::small_share>(v) == 0.125f);
}

TEST_CASE("strings are bound, with NUL and without terminator") {
  const char bytes[] = {'a', '\0', 'b', 'c'};
  const docmill_str strings[] = {{bytes, 3}, {nullptr, 0}, {bytes + 2, 2}};
  docmill_value v = value_of(DOCMILL_OPTION_STRING);
  v.strings = strings;
  v.n_items = 1;
  CHECK(bound<&Everything::Config::word>(v) == std::string("a\0b", 3));
  v.n_items = 3;
  CHECK(bound<&Everything::Config::words>(v) == std::vector<std::string>{std::string("a\0b", 3), "", "bc"});
  v.n_items = 0;
  v.strings = nullptr;
  CHECK(bound<&Everything::Config::words>(v).empty());
}

TEST_CASE("files are bound; no file is an empty resource") {
  const docmill_resource resources[] = {{str("a.tsv"), str("bytes"), str("0f")}, {str("b.tsv"), str(""), str("1f")}};
  docmill_value v = value_of(DOCMILL_OPTION_FILE);
  CHECK(bound<&Everything::Config::file>(v).name == "");
  CHECK((bound<&Everything::Config::file>(v).bytes.data() == nullptr));
  v.resources = resources;
  v.n_items = 1;
  CHECK(bound<&Everything::Config::file>(v).bytes == "bytes");
  CHECK((bound<&Everything::Config::file>(v).bytes.data() == resources[0].bytes.data));  // borrowed, not copied
  v.n_items = 2;
  const auto files = bound<&Everything::Config::files>(v);
  REQUIRE(files.size() == 2);
  CHECK(files[1].name == "b.tsv");
  CHECK(files[1].sha256 == "1f");
}
