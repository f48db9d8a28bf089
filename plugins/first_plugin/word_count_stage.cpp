// The smallest whole plugin: counts the words of the clean text. Copy this folder to begin your own.
#include <docmill/sdk/stage.hpp>

struct WordCount {
  static constexpr docmill::Info info{"word-count", "1.0.0", "counts the words of the text", docmill::pure};

  struct Config {
    int64_t minimum = 1;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::minimum>("minimum", "1", "shortest word that counts, in bytes").between(1, 100));
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the clean text"));
  static constexpr auto provided = docmill::ports(docmill::port::attributes(
      "statistics", "figures about the text", docmill::field::integer("words", "words between white space")));
  static constexpr docmill::Requires<required, "text"> text{};
  static constexpr docmill::Provides<provided, "statistics"> statistics{};

  explicit WordCount(Config c) : config(c) {}

  void process(docmill::Document in, docmill::Output& out) const {
    int64_t words = 0, length = 0;
    for (const char c : in.text(text)) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (space && length >= config.minimum) ++words;
      length = space ? 0 : length + 1;
    }
    if (length >= config.minimum) ++words;
    out.attributes(statistics).set<"words">(words);
  }

  Config config;
};

DOCMILL_STAGES(WordCount);
