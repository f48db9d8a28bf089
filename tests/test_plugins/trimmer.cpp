// A second rewrite: takes the digits out of `text` and provides `text` again, so that the older one becomes
// text@cleaner for those who see every layer.
#include <docmill/sdk/stage.hpp>

#include <cstdint>
#include <string_view>

namespace {

struct Trimmer {
  static constexpr docmill::Info info{"trimmer", "1.0.0", "removes digits", docmill::pure};
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the text before"));
  static constexpr auto provided = docmill::ports(docmill::port::rewrite("text", "text", "the text without digits"));

  void process(docmill::Document in, docmill::Output& out) const {
    const std::string_view text = in.text(0);
    const auto size = static_cast<uint32_t>(text.size());
    docmill::Edits& edits = out.rewrite(0);
    for (uint32_t start = 0; start < size; ++start) {
      uint32_t end = start;
      while (end < size && text[end] >= '0' && text[end] <= '9') ++end;
      if (end == start) continue;
      edits.remove(start, end);
      start = end;  // what stands there is no digit
    }
  }
};

}  // namespace

DOCMILL_STAGES(Trimmer);
