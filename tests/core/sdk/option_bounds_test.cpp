// Options and the members they are bound to: bounds come from the type, and nothing is cut to fit.
#include <doctest/doctest.h>

#include <cfloat>
#include <limits>
#include <string>

#include "fake_host.hpp"

using namespace docmill;
using namespace docmill::test;

namespace {

enum class Cut { nothing = 0, light = 5, all = -3 };

struct Narrow {
  static constexpr Info info{"narrow", "1.0.0", "has members of every size", pure};
  struct Config {
    int8_t tiny = 0;
    uint8_t octet = 0;
    int16_t small = 0;
    uint16_t port = 0;
    int32_t middle = 0;
    uint32_t natural = 0;
    int64_t large = 0;
    std::size_t size = 0;
    float share = 0;
    double exact = 0;
    Cut cut = Cut::nothing;
    uint32_t some = 0;
  };
  static constexpr auto options = docmill::options(
      option<&Config::tiny>("tiny", "0", "x"), option<&Config::octet>("octet", "0", "x"),
      option<&Config::small>("small", "0", "x"), option<&Config::port>("port", "0", "x"),
      option<&Config::middle>("middle", "0", "x"), option<&Config::natural>("natural", "0", "x"),
      option<&Config::large>("large", "0", "x"), option<&Config::size>("size", "0", "x"),
      option<&Config::share>("share", "0", "x"), option<&Config::exact>("exact", "0", "x"),
      option<&Config::cut>("cut", "\"light\"", "x")
          .one_of(choice("nothing", Cut::nothing), choice("light", Cut::light), choice("all", Cut::all)),
      option<&Config::some>("some", "1", "x").between(1, 4294967295u));

  explicit Narrow(Config c) : config(c) {}
  void process(Document, Output&) const {}
  Config config;
};

constexpr const docmill_stage& bounds_table = detail::Adapter<Narrow>::stage;

// What create makes of one value: "" and the stage, or what it said.
struct Made {
  std::vector<docmill_value> values;
  std::string said;
  Narrow::Config config;

  explicit Made(std::size_t option, int64_t integer, double number = 0, std::string_view word = "light") {
    const docmill_str strings[] = {str(word)};
    for (uint32_t i = 0; i < bounds_table.n_options; ++i) {
      docmill_value v{};
      v.type = bounds_table.options[i]->type;
      v.integer = i == option ? integer : 1;
      v.number = i == option ? number : 0;
      v.n_items = 1;
      v.strings = strings;
      values.push_back(v);
    }
    FakeSetup setup(values, {});
    void* model = nullptr;
    const int32_t status = bounds_table.create(&bounds_table, &setup.raw, &model);
    if (status == DOCMILL_OK) {
      config = static_cast<detail::Adapter<Narrow>::Model*>(model)->stage.config;
      bounds_table.destroy(model);
    } else {
      said = std::to_string(status) + ": " + (setup.diagnosed.empty() ? "nothing" : setup.diagnosed.front());
    }
  }
};

}  // namespace

TEST_CASE("bounds follow from the type of the member") {
  const std::pair<double, double> bounds[] = {{-128, 127},
                                              {0, 255},
                                              {-32768, 32767},
                                              {0, 65535},
                                              {-2147483648.0, 2147483647},
                                              {0, 4294967295.0},
                                              {0, 0},  // int64_t: none
                                              {0, 9223372036854774784.0},
                                              {-FLT_MAX, FLT_MAX},
                                              {0, 0},  // double: none
                                              {0, 0},
                                              {1, 4294967295.0}};
  for (uint32_t i = 0; i < bounds_table.n_options; ++i) {
    INFO(bounds_table.options[i]->name);
    CHECK(bounds_table.options[i]->minimum == bounds[i].first);
    CHECK(bounds_table.options[i]->maximum == bounds[i].second);
  }
}

TEST_CASE("what a host lets through is refused by the name of the option, not cut") {
  CHECK(Made(0, 128).said == "3: 3 tiny 0 0 0: 128 is beyond what it can be");
  CHECK(Made(1, -1).said == "3: 3 octet 0 0 0: -1 is beyond what it can be");
  CHECK(Made(2, 70000).said == "3: 3 small 0 0 0: 70000 is beyond what it can be");
  CHECK(Made(5, -1).said == "3: 3 natural 0 0 0: -1 is beyond what it can be");
  CHECK(Made(5, int64_t{1} << 32).said != "");
  CHECK(Made(7, -1).said == "3: 3 size 0 0 0: -1 is beyond what it can be");
  CHECK(Made(8, 0, 1e300).said != "");
  CHECK(Made(8, 0, 1e-300).said != "");
  CHECK(Made(0, -128).config.tiny == -128);
  CHECK(Made(5, 4294967295).config.natural == 4294967295u);
  CHECK(Made(6, INT64_MIN).config.large == INT64_MIN);
  CHECK(Made(7, INT64_MAX).config.size == std::size_t{INT64_MAX});
  CHECK(Made(8, 0, 0.1).config.share == 0.1f);
  CHECK(Made(8, 0, FLT_MAX).config.share == FLT_MAX);
  CHECK(Made(9, 0, 1e-300).config.exact == 1e-300);
}

TEST_CASE("an enumeration is a string with choices, and each word its value") {
  const docmill_option& cut = *bounds_table.options[10];
  CHECK(cut.type == DOCMILL_OPTION_STRING);
  REQUIRE((cut.choices != nullptr));
  CHECK(std::string_view(cut.choices[1]) == "light");
  CHECK((cut.choices[3] == nullptr));
  CHECK(Made(10, 0, 0, "light").config.cut == Cut::light);
  CHECK(Made(10, 0, 0, "all").config.cut == Cut::all);
  CHECK(Made(10, 0, 0, "nothing").config.cut == Cut::nothing);
  CHECK(Made(10, 0, 0, "much").said == "3: 3 cut 0 0 0: it is none of its choices");
}

// In the constant of a stage each of these stops the compiler; here they are made at run time.
TEST_CASE("bounds that cannot be are a mistake of the author") {
  using C = Narrow::Config;
  CHECK_THROWS_AS(option<&C::small>("x", "0", "x").between(0, 70000), std::logic_error);
  CHECK_THROWS_AS(option<&C::natural>("x", "0", "x").between(-1, 5), std::logic_error);
  CHECK_THROWS_AS(option<&C::large>("x", "0", "x").between(5, 1), std::logic_error);
  CHECK_THROWS_AS(option<&C::large>("x", "0", "x").between(0, 0), std::logic_error);
  CHECK_THROWS_AS(option<&C::large>("x", "0", "x").between(0.5, 3), std::logic_error);
  CHECK_THROWS_AS(option<&C::large>("x", "0", "x").between(0, INT64_MAX), std::logic_error);
  CHECK_THROWS_AS(option<&C::share>("x", "0", "x").between(0, 1e300), std::logic_error);
  CHECK_THROWS_AS(option<&C::exact>("x", "0", "x").between(std::numeric_limits<double>::quiet_NaN(), 1),
                  std::logic_error);
  CHECK_NOTHROW(option<&C::exact>("x", "0", "x").between(0, 1e300));
  CHECK_THROWS_AS(docmill::options(option<&C::cut>("x", "\"a\"", "x")), std::logic_error);
}
