#include <docmill/sdk/stage.hpp>

struct MyStage {
  static constexpr docmill::Info info{"my-stage", "0.1.0", "counts the vowels of the text", docmill::pure};
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the clean text"));
  static constexpr auto provided = docmill::ports(docmill::port::attributes(
      "vowels", "figures about vowels", docmill::field::integer("count", "how many there are")));

  void process(docmill::Document in, docmill::Output& out) const {
    int64_t count = 0;
    for (const char c : in.text(0)) count += std::string_view("aeiouAEIOU").find(c) != std::string_view::npos ? 1 : 0;
    out.attributes(0).integer(0, count);
  }
};

DOCMILL_STAGES(MyStage);
