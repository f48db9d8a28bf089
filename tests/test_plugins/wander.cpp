// A stage that changes the working folder of the whole program, which no stage may: when its library is loaded (with
// WANDER_WHEN_LOADED in the environment), when it is created, or at its first document.
#include <unistd.h>
#include <docmill/sdk/stage.hpp>

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace {

void wander() {
  if (::chdir("/") != 0) throw std::runtime_error("cannot go to /");
}

const bool wandered_when_loaded = [] {
  const bool wish = std::getenv("WANDER_WHEN_LOADED") != nullptr;
  if (wish) wander();
  return wish;
}();

struct Wander {
  static constexpr docmill::Info info{"wander", "1.0.0", "changes the working folder", docmill::pure};
  static constexpr auto required = docmill::ports(docmill::port::text("id", "the document's id"));
  static constexpr auto provided = docmill::ports(
      docmill::port::attributes("wandered", "that it did", docmill::field::boolean("loaded", "when it was loaded")));

  struct Config {
    std::string at = "process";
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::at>("at", "\"process\"", "when it does so").one_of("create", "process", "never"));
  struct Worker {};

  explicit Wander(Config c) : config(std::move(c)) {
    if (config.at == "create") wander();
  }
  void process(Worker&, docmill::Document, docmill::Output& out) const {
    if (config.at == "process") wander();
    out.attributes(0).boolean(0, wandered_when_loaded);
  }

  Config config;
};

}  // namespace

DOCMILL_STAGES(Wander);
