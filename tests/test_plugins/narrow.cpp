// Options that go into members of few bits, and a field that is set as another type than it is declared, when told so.
#include <docmill/sdk/stage.hpp>

#include <cstdint>

namespace {

enum class Set { as_declared, as_number, as_string };

struct Narrow {
  static constexpr docmill::Info info{"narrow", "1.0.0", "has options of few bits", docmill::pure};

  struct Config {
    uint32_t natural = 3;
    int16_t small = 3;
    std::size_t size = 3;
    float share = 0.5f;
    Set set = Set::as_declared;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::natural>("natural", "3", "32 bits without a sign"),
      docmill::option<&Config::small>("small", "3", "16 bits with a sign"),
      docmill::option<&Config::size>("size", "3", "64 bits without a sign"),
      docmill::option<&Config::share>("share", "0.5", "a number of 32 bits"),
      docmill::option<&Config::set>("set", "\"as-declared\"", "as what the field is set")
          .one_of(docmill::choice("as-declared", Set::as_declared), docmill::choice("as-number", Set::as_number),
                  docmill::choice("as-string", Set::as_string)));
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the text"));
  static constexpr auto provided = docmill::ports(docmill::port::attributes(
      "options", "the options again", docmill::field::integer("natural", "as told"),
      docmill::field::integer("small", "as told"), docmill::field::number("share", "as told")));
  static constexpr docmill::Provides<provided, "options"> told{};

  explicit Narrow(Config c) : config(c) {}

  void process(docmill::Document, docmill::Output& out) const {
    out.attributes(told).set<"natural">(config.natural).set<"small">(config.small).set<"share">(config.share);
    if (config.set == Set::as_number) out.attributes(0).number(1, 1.5);
    if (config.set == Set::as_string) out.attributes(0).string(2, "a half");
  }

  Config config;
};

}  // namespace

DOCMILL_STAGES(Narrow);
