// An EXTERNAL stage: what it provides hangs on the moment of the run.
#include <docmill/sdk/stage.hpp>

#include <chrono>
#include <cstdint>

namespace {

struct World {
  static constexpr docmill::Info info{"world", "1.0.0", "says what time it is", docmill::external};
  static constexpr auto provided = docmill::ports(docmill::port::attributes(
      "clock", "the time of processing", docmill::field::integer("seconds", "since the beginning of 1970")));

  void process(docmill::Document, docmill::Output& out) const {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    out.attributes(0).integer(0, std::chrono::duration_cast<std::chrono::seconds>(now).count());
  }
};

}  // namespace

DOCMILL_STAGES(World);
