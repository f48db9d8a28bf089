// A filter: provides nothing, drops what is empty.
#include <docmill/sdk/stage.hpp>

namespace {

struct Dropper {
  static constexpr docmill::Info info{"dropper", "1.0.0", "drops empty documents", docmill::pure};
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the text"));
  static constexpr docmill::Requires<required, "text"> text{};

  void process(docmill::Document in, docmill::Output& out) const {
    if (in.text(text).empty()) out.drop("empty", "the text is empty");
  }
};

}  // namespace

DOCMILL_STAGES(Dropper);
