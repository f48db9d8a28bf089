// Puts other layers in the place of those that it reads, under their own names: without a name.
#include <docmill/sdk/stage.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace {

struct Redactor {
  static constexpr docmill::Info info{"redactor", "1.0.0", "takes a name out of the text and of what goes with it",
                                      docmill::pure};
  struct Config {
    std::string word;
  };
  static constexpr auto options =
      docmill::options(docmill::option<&Config::word>("word", nullptr, "the name that nobody shall read"));
  static constexpr auto required =
      docmill::ports(docmill::port::text("text", "the text before"),
                     docmill::port::attributes("article", "the byline before", docmill::field::string("byline", "")),
                     docmill::port::json("metadata", "the metadata before"));
  static constexpr auto provided = docmill::ports(
      docmill::port::rewrite("text", "text", "the text without the name"),
      docmill::port::attributes("article", "the byline without the name", docmill::field::string("byline", "")),
      docmill::port::json("metadata", "nothing but that there was some"));

  Redactor(Config c, const docmill::Setup& setup)
      : config(std::move(c)), byline(docmill::key_of(*setup.inputs()[1], "byline")) {}

  void process(docmill::Document in, docmill::Output& out) const {
    docmill::Edits& edits = out.rewrite(0);
    const std::string_view text = in.text(0);
    for (std::size_t at = text.find(config.word); at != std::string_view::npos; at = text.find(config.word, at + 1))
      edits.replace(static_cast<uint32_t>(at), static_cast<uint32_t>(at + config.word.size()), "N. N.");
    if (in.attributes(1).string(byline)) out.attributes(1).string(0, "N. N.");
    else out.attributes(1);
    out.json(2, R"({"redacted":true})");
  }

  Config config;
  uint32_t byline;
};

}  // namespace

DOCMILL_STAGES(Redactor);
