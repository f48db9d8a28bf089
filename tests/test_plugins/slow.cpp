// An expensive stage: it waits for each document, and says how long it was told to. For tests that must meet a run
// under way.
#include <docmill/sdk/stage.hpp>

#include <chrono>
#include <cstdint>
#include <thread>

namespace {

struct Slow {
  static constexpr docmill::Info info{"slow", "1.0.0", "waits for each document", docmill::pure};

  struct Config {
    int64_t milliseconds = 10;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::milliseconds>("milliseconds", "10", "how long, in milliseconds").between(0, 60000));
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the text"));
  static constexpr auto provided =
      docmill::ports(docmill::port::attributes("wait", "how long", docmill::field::integer("milliseconds", "as told")));

  Slow(Config c, const docmill::Setup& s) : config(c), setup(s) {}

  void process(docmill::Document, docmill::Output& out) const {
    setup.log(DOCMILL_LEVEL_DEBUG, "waits");
    std::this_thread::sleep_for(std::chrono::milliseconds(config.milliseconds));
    out.attributes(0).integer(0, config.milliseconds);
  }

  Config config;
  docmill::Setup setup;
};

}  // namespace

DOCMILL_STAGES(Slow);
