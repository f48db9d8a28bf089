// Has an option that the pipeline must say: keeps the documents that hold a word, drops the others.
#include <docmill/sdk/stage.hpp>

#include <string>
#include <string_view>

namespace {

struct NeedsAWord {
  static constexpr docmill::Info info{"needs-a-word", "1.0.0", "drops documents without a word", docmill::pure};

  struct Config {
    std::string word;
  };
  static constexpr auto options =
      docmill::options(docmill::option<&Config::word>("word", nullptr, "the word that a document must hold"));
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the text"));

  explicit NeedsAWord(Config c) : config(std::move(c)) {
    if (config.word.empty()) throw docmill::ConfigError("word", "an empty word is in every document; say which");
  }

  void process(docmill::Document in, docmill::Output& out) const {
    if (in.text(0).find(config.word) == std::string_view::npos)
      out.drop("no-word", "does not hold '" + config.word + "'");
  }

  Config config;
};

}  // namespace

DOCMILL_STAGES(NeedsAWord);
