#include <docmill/sdk/stage.hpp>

#include <string>

// An option that has no default: it can be checked only with one that somebody says.
struct MyAskingStage {
  static constexpr docmill::Info info{"my-asking-stage", "0.1.0", "says whether a word is there", docmill::pure};
  struct Config {
    std::string word;
  };
  static constexpr auto options =
      docmill::options(docmill::option<&Config::word>("word", nullptr, "the word that is looked for"));
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the clean text"));
  static constexpr auto provided = docmill::ports(docmill::port::attributes(
      "asked", "what was looked for", docmill::field::boolean("found", "whether it is there")));
  static constexpr docmill::Requires<required, "text"> text{};
  static constexpr docmill::Provides<provided, "asked"> answer{};

  explicit MyAskingStage(Config c) : config(std::move(c)) {}
  void process(docmill::Document in, docmill::Output& out) const {
    out.attributes(answer).set<"found">(in.text(text).find(config.word) != std::string_view::npos);
  }
  Config config;
};

DOCMILL_STAGES(MyAskingStage);
