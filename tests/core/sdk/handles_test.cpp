// Handles: names of layers and fields that the compiler checks; and what happens at run time where numbers are used.
#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "fake_host.hpp"

using namespace docmill;
using namespace docmill::test;

namespace {

struct Tagged {
  static constexpr Info info{"tagged", "1.0.0", "gives one of each", pure};
  static constexpr auto required = ports(
      port::text("text", "the text"),
      port::attributes("language", "of the text", field::string("tag", "a tag"), field::number("score", "how sure"),
                       field::boolean("mixed", "several"), field::integer("letters", "how many"))
          .optional(),
      port::spans("names", "text", "names", field::integer("rank", "from 1"), field::string("key", "of an entry")));
  static constexpr auto provided = ports(
      port::rewrite("text", "text", "anew"), port::text("title", "the title"), port::json("extra", "anything"),
      port::spans("found", "text", "what was found", field::string("name", "its name"),
                  field::integer("count", "how often"), field::number("share", "of all"),
                  field::boolean("sure", "is it")),
      port::attributes("figures", "figures", field::integer("words", "how many"), field::string("longest", "word")));
  static constexpr Requires<required, "text"> text{};
  static constexpr Requires<required, "language"> language{};
  static constexpr Requires<required, "names"> names{};
  static constexpr Provides<provided, "text"> new_text{};
  static constexpr Provides<provided, "title"> title{};
  static constexpr Provides<provided, "extra"> extra{};
  static constexpr Provides<provided, "found"> found{};
  static constexpr Provides<provided, "figures"> figures{};

  void process(Document, Output&) const {}
};

// ---- what compiles and what does not
template <class B, Name Field, class V>
concept takes = requires(B b, const V& v) {
  b.template set<Field>(v);
};
using Found = SpansOf<Tagged::found>;
using Figures = AttributesOf<Tagged::figures>;

static_assert(takes<Found, "count", int> && takes<Found, "count", uint64_t> && takes<Found, "count", char>);
static_assert(!takes<Found, "count", double> && !takes<Found, "count", float>);
static_assert(!takes<Found, "count", std::string> && !takes<Found, "count", const char*>);
static_assert(takes<Found, "share", double> && takes<Found, "share", float> && takes<Found, "share", int>);
static_assert(!takes<Found, "share", std::string>);
static_assert(takes<Found, "sure", bool> && takes<Found, "sure", std::vector<bool>::reference>);
static_assert(!takes<Found, "sure", int> && !takes<Found, "sure", const char*> && !takes<Found, "sure", double>);
static_assert(takes<Found, "name", std::string> && takes<Found, "name", std::string_view> &&
              takes<Found, "name", char[3]>);
static_assert(!takes<Found, "name", int> && !takes<Found, "name", bool> && !takes<Found, "name", std::nullptr_t>);
static_assert(takes<Figures, "words", std::optional<int64_t>> && !takes<Figures, "words", std::optional<double>>);
static_assert(takes<Figures, "longest", std::optional<std::string>> && !takes<Figures, "longest", std::optional<int>>);

template <class O, class H>
concept gives_spans = requires(O out, H handle) {
  out.spans(handle);
};
template <class O, class H>
concept gives_text = requires(O out, H handle) {
  out.text(handle, "");
};
template <class D, class H>
concept reads_text = requires(D in, H handle) {
  in.text(handle);
};
template <class D, class H>
concept reads_attributes = requires(D in, H handle) {
  in.attributes(handle);
};
static_assert(gives_spans<Output, decltype(Tagged::found)> && !gives_spans<Output, decltype(Tagged::figures)>);
static_assert(gives_text<Output, decltype(Tagged::title)> && !gives_text<Output, decltype(Tagged::extra)>);
static_assert(!gives_text<Output, decltype(Tagged::new_text)> && !gives_text<Output, decltype(Tagged::text)>);
static_assert(reads_text<Document, decltype(Tagged::text)> && !reads_text<Document, decltype(Tagged::names)>);
static_assert(!reads_text<Document, decltype(Tagged::new_text)> && !reads_text<Document, decltype(Tagged::title)>);
static_assert(reads_attributes<Document, decltype(Tagged::language)> &&
              !reads_attributes<Document, decltype(Tagged::text)>);

// Number setters refuse what would be cut, too.
template <class V>
concept integer_takes = requires(Spans s, Attributes a, V v) {
  s.integer(0, v), a.integer(0, v);
};
template <class V>
concept boolean_takes = requires(Spans s, Attributes a, V v) {
  s.boolean(0, v), a.boolean(0, v);
};
template <class V>
concept string_takes = requires(Spans s, Attributes a, V v) {
  s.string(0, v), a.string(0, v);
};
static_assert(integer_takes<int16_t> && integer_takes<uint64_t> && !integer_takes<double> && !integer_takes<float>);
static_assert(boolean_takes<bool> && !boolean_takes<int> && !boolean_takes<const char*>);
static_assert(string_takes<const char*> && !string_takes<std::nullptr_t>);

// The stage's builders, as the adapter makes them, in a pipeline that calls the layers otherwise.
struct Builders {
  std::vector<std::string> names = {"text", "headline", "extra", "findings", "numbers"};
  std::vector<docmill_catalogue_entry> entries;
  std::vector<const docmill_catalogue_entry*> outputs, inputs;
  std::optional<FakeSetup> setup;
  std::vector<Output::Builder> all;

  Builders() {
    for (const std::string& name : names) {
      entries.push_back(catalogue_entry(DOCMILL_KIND_TEXT));
      entries.back().layer = str(name);
    }
    for (const docmill_catalogue_entry& entry : entries) outputs.push_back(&entry);
    setup.emplace(std::vector<docmill_value>{}, outputs);
    all = detail::Adapter<Tagged>::builders_of(Setup(&setup->raw));
  }
};

std::string thrown(const std::function<void()>& call) {
  try {
    call();
  } catch (const std::logic_error& e) {
    return e.what();
  } catch (const std::exception& e) {
    return std::string("not a logic_error: ") + e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a handle is the place of its port, and costs nothing") {
  CHECK(Tagged::language.index == 1);
  CHECK(Tagged::new_text.index == 0);
  CHECK(Tagged::figures.index == 4);
  CHECK(Tagged::found.field<"share">() == 2);
  CHECK(Tagged::found.type<"share">() == DOCMILL_TYPE_NUMBER);
  CHECK(sizeof(Tagged::found) == 1);
  CHECK(sizeof(SpansOf<Tagged::found>) == sizeof(void*));
}

TEST_CASE("fields set by name stand where fields set by number do") {
  Builders builders;
  FakeOutput host;
  Output out(&host.raw, 0, &builders.all);
  auto spans = out.spans(Tagged::found);
  spans.add({1, 2, "a"}).set<"name">("Nvidia").set<"count">(7u).set<"share">(0.5f).set<"sure">(true);
  spans.add({2, 3}).set<"name">(std::optional<std::string>()).set<"share">(std::optional(2));
  out.attributes(Tagged::figures).set<"longest">(std::string("word")).set<"words">(std::optional<int64_t>(3));

  Spans by_number(4);
  by_number.add({1, 2, "a"}).string(0, "Nvidia").integer(1, 7).number(2, 0.5).boolean(3, true);
  by_number.add({2, 3}).number(2, 2.0);
  const docmill_layer a = static_cast<Spans&>(spans).layer(), b = by_number.layer();
  REQUIRE(a.n_rows == b.n_rows);
  REQUIRE(a.row_size == b.row_size);
  CHECK(std::memcmp(a.rows, b.rows, std::size_t{a.n_rows} * a.row_size) == 0);
  CHECK(std::string_view(a.pool, a.pool_size) == std::string_view(b.pool, b.pool_size));

  out.text(Tagged::title, "a title");
  out.json(Tagged::extra, "{}");
  out.rewrite(Tagged::new_text).remove(0, 1);
  out.commit();
  CHECK(host.said == std::vector<std::string>{"put 0 1 0 a title", "put 0 2 0 {}", "put 0 0 1 ", "put 0 3 2 aNvidia",
                                              "put 0 4 1 word"});
}

TEST_CASE("numbers find out what is wrong when the stage runs, by the names of layer and field") {
  Builders builders;
  FakeOutput host;
  Output out(&host.raw, 0, &builders.all);
  Spans& spans = out.spans(3).add({0, 1});
  CHECK(thrown([&] { spans.number(1, 1.5); }) == "'count' of 'findings' is an integer, and is set as a number");
  CHECK(thrown([&] { spans.string(3, "yes"); }) == "'sure' of 'findings' is a boolean, and is set as a string");
  CHECK(thrown([&] { spans.integer(2, 1); }) == "'share' of 'findings' is a number, and is set as an integer");
  CHECK(thrown([&] { spans.integer(4, 1); }) ==
        "field 4 of 'findings' is set, but there are only 4 fields, counted from 0");
  spans.number(2, 1);
  CHECK(thrown([&] { spans.string(0, "late"); }) ==
        "'name' of 'findings': fields of a span are set after add(), once, in order of declaration");
  Attributes& figures = out.attributes(4);
  CHECK(thrown([&] { figures.number(0, 1.5); }) == "'words' of 'numbers' is an integer, and is set as a number");
  CHECK(thrown([&] { figures.boolean(1, true); }) == "'longest' of 'numbers' is a string, and is set as a boolean");
  CHECK(thrown([&] { figures.integer(2, 1); }) ==
        "field 2 of 'numbers' is set, but there are only 2 fields, counted from 0");
  CHECK(thrown([&] { out.spans(4); }) == "'numbers' is attributes, and is given as spans");
  CHECK(thrown([&] { out.text(2, "x"); }) == "'extra' is JSON, and is given as text");
  CHECK(thrown([&] { out.text(0, "x"); }) == "'text' is a rewrite, and is given as text");
  CHECK(thrown([&] { out.json(5, "{}"); }) == "layer 5 is given, but the stage provides only 5, counted from 0");
  CHECK(host.said.empty());
}

TEST_CASE("a value that its field cannot hold is refused, not cut") {
  Builders builders;
  FakeOutput host;
  Output out(&host.raw, 0, &builders.all);
  auto figures = out.attributes(Tagged::figures);
  CHECK(thrown([&] { figures.set<"words">(UINT64_MAX); }) ==
        "18446744073709551615 is more than an integer field holds");
  figures.set<"words">(uint64_t{INT64_MAX});
  const docmill_layer layer = static_cast<Attributes&>(figures).layer();
  CHECK(AttributesView(&layer).integer(0) == INT64_MAX);
  auto spans = out.spans(Tagged::found);
  spans.add({0, 1});
  CHECK(thrown([&] { spans.set<"share">((int64_t{1} << 53) + 1); }) ==
        "9007199254740993 has more digits than a number field holds");
  CHECK(thrown([&] { spans.set<"share">(INT64_MAX); }) != "");
  CHECK(thrown([&] { spans.set<"share">(INFINITY); }) != "");
  spans.set<"share">(int64_t{1} << 60);
  const docmill_layer rows = static_cast<Spans&>(spans).layer();
  CHECK(SpansView(&rows)[0].number(2) == 1152921504606846976.0);
}

TEST_CASE("a handle of another list is refused") {
  Builders builders;
  FakeOutput host;
  Output out(&host.raw, 0, &builders.all);
  static constexpr auto others = ports(port::text("title", "of another stage"));
  static constexpr Provides<others, "title"> other{};
  CHECK(thrown([&] { out.text(other, "x"); }) ==
        "a layer is given by a handle that is not of the stage's list of provided ports");
  CHECK(thrown([&] { out.text(1, "x"); }) == "");
}

TEST_CASE("a field is found where the layer has it, though others stand before it") {
  // The provider has a field of its own, and another order.
  const docmill_field more{sizeof(docmill_field), DOCMILL_TYPE_STRING, "script", ""};
  const docmill_field tag{sizeof(docmill_field), DOCMILL_TYPE_STRING, "tag", ""};
  const docmill_field score{sizeof(docmill_field), DOCMILL_TYPE_NUMBER, "score", ""};
  const docmill_field mixed{sizeof(docmill_field), DOCMILL_TYPE_BOOLEAN, "mixed", ""};
  const docmill_field letters{sizeof(docmill_field), DOCMILL_TYPE_INTEGER, "letters", ""};
  const docmill_field* fields[] = {&letters, &more, &mixed, &score, &tag};
  docmill_catalogue_entry text = catalogue_entry(DOCMILL_KIND_TEXT);
  docmill_catalogue_entry language = catalogue_entry(DOCMILL_KIND_ATTRIBUTES, 5);
  language.layer = str("lang");
  language.fields = fields;
  const docmill_field rank{sizeof(docmill_field), DOCMILL_TYPE_INTEGER, "rank", ""};
  const docmill_field key{sizeof(docmill_field), DOCMILL_TYPE_STRING, "key", ""};
  const docmill_field* name_fields[] = {&key, &rank};
  docmill_catalogue_entry names = catalogue_entry(DOCMILL_KIND_SPANS, 2);
  names.fields = name_fields;
  const std::vector<const docmill_catalogue_entry*> entries = {&text, &language, &names};
  FakeSetup setup({}, {}, entries);
  const detail::Inputs inputs = detail::Adapter<Tagged>::inputs_of(Setup(&setup.raw));

  Attributes values(5);
  values.integer(0, 40).string(1, "Latn").boolean(2, true).number(3, 0.75).string(4, "en");
  Spans rows(2);
  rows.add({0, 1}).string(0, "nvidia").integer(1, 2);
  rows.add({1, 2});
  const docmill_layer language_layer = values.layer(), names_layer = rows.layer();
  const docmill_layer* layers[] = {nullptr, &language_layer, &names_layer};
  const docmill_document raw{sizeof(docmill_document), 3, layers};
  const Document in(raw, &inputs);

  CHECK_FALSE(in.has(Tagged::text));
  CHECK(in.text(Tagged::text) == "");
  const auto view = in.attributes(Tagged::language);
  CHECK(view.get<"tag">() == "en");
  CHECK(view.get<"score">() == 0.75);
  CHECK(view.get<"mixed">() == true);
  CHECK(view.get<"letters">() == 40);
  std::string all;
  for (const auto name : in.spans(Tagged::names))
    all += std::string(name.get<"key">().value_or("none")) + " " + std::to_string(name.get<"rank">().value_or(0)) +
           " " + std::to_string(name.start()) + "; ";
  CHECK(all == "nvidia 2 0; none 0 1; ");

  // By number: as the catalogue has it, and by type.
  CHECK(in.attributes(1).string(1) == "Latn");
  CHECK(thrown([&] { in.attributes(1).integer(4); }) == "'tag' of 'lang' is a string, and is read as an integer");
  CHECK(thrown([&] { in.attributes(1).string(5); }) ==
        "field 5 of 'lang' is read, but there are only 5 fields, counted from 0");
  CHECK(thrown([&] { in.spans(2)[0].number(1); }) == "'rank' of a layer is an integer, and is read as a number");
  CHECK(thrown([&] { in.spans(1); }) == "'lang' is attributes, and is read as spans");
  CHECK(thrown([&] { in.text(2); }) == "layer 2 is spans, and is read as text");
  CHECK(thrown([&] { in.text(3); }) == "layer 3 is read, but there are only 3, counted from 0");
}

TEST_CASE("where nothing provides an optional layer, its fields are null") {
  docmill_catalogue_entry text = catalogue_entry(DOCMILL_KIND_TEXT), nobody = catalogue_entry(0);
  docmill_catalogue_entry names = catalogue_entry(DOCMILL_KIND_SPANS);
  const std::vector<const docmill_catalogue_entry*> entries = {&text, &nobody, &names};
  FakeSetup setup({}, {}, entries);
  const detail::Inputs inputs = detail::Adapter<Tagged>::inputs_of(Setup(&setup.raw));
  const docmill_layer* layers[] = {nullptr, nullptr, nullptr};
  const docmill_document raw{sizeof(docmill_document), 3, layers};
  const Document in(raw, &inputs);
  CHECK_FALSE(in.attributes(Tagged::language).get<"tag">());
  CHECK_FALSE(in.attributes(Tagged::language).get<"letters">());
  CHECK(in.spans(Tagged::names).empty());
  for (const auto name : in.spans(Tagged::names)) CHECK(name.start() == 99);  // there is none
}

TEST_CASE("key_of says when a layer that is there has no such field") {
  docmill_catalogue_entry nobody = catalogue_entry(0), there = catalogue_entry(DOCMILL_KIND_ATTRIBUTES);
  there.layer = str("language");
  CHECK(key_of(nobody, "tag") == 0);
  CHECK(thrown([&] { key_of(there, "tag"); }) == "the layer 'language' has no 'tag'");
}
