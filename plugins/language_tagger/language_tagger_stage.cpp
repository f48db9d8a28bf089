// The stage: language of the document and of its paragraphs. The logic is in tagger.hpp.
#include <docmill/sdk/stage.hpp>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "tagger.hpp"

namespace {

using docmill::language::Judgement;
using docmill::language::Paragraph;
using docmill::language::Tag;
using docmill::language::TaggedText;
using docmill::language::Tagger;

struct LanguageTagger {
  static constexpr docmill::Info info{"language-tagger", "1.0.0",
                                      "tells the language of the text and of each paragraph (own n-gram model, CLD2)",
                                      docmill::pure};

  struct Config {
    bool paragraphs = true;
    int64_t minimum_letters = 20;
    bool split = true;
    docmill::Resource model;
    std::vector<std::string> languages;
    double minimum_confidence = 0;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::paragraphs>("paragraphs", "true", "give a span with its language for every paragraph"),
      docmill::option<&Config::minimum_letters>(
          "minimum-letters", "20",
          "paragraphs with fewer letters take the document's language where their script allows; an ideograph or "
          "syllable counts as three letters")
          .between(0, 10000),
      docmill::option<&Config::split>("split", "true",
                                      "cut a paragraph where its language changes, with a span for each stretch"),
      docmill::option<&Config::model>("model", "\"plugin:languages.model\"",
                                      "file of the character n-gram model that is asked before CLD2; an empty file: "
                                      "CLD2 stands alone"),
      docmill::option<&Config::languages>(
          "languages", "[]",
          "the languages that can be answered, as primary subtags: [\"en\", \"zh\"]; empty: all that are known"),
      docmill::option<&Config::minimum_confidence>("minimum-confidence", "0.0",
                                                   "an answer with a lower score becomes und, with score 0")
          .between(0, 1));
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the clean text"));
  static constexpr auto provided = docmill::ports(
      docmill::port::attributes(
          "language", "the language of most of the text",
          docmill::field::string("tag", "BCP 47 tag, e.g. en, zh-Hans, sr-Latn; und when nothing can be said"),
          docmill::field::string("script",
                                 "ISO 15924 code of most letters, e.g. Latn, Hans, Jpan; null without letters"),
          docmill::field::number("score", "how sure, 0 to 1: share of the language times mean confidence")),
      docmill::port::spans("paragraph_languages", "text", "each paragraph, labelled with its language",
                           docmill::field::string("script", "ISO 15924 code of most letters"))
          .without_value()
          .only_if("paragraphs"));
  static constexpr docmill::Requires<required, "text"> text{};
  static constexpr docmill::Provides<provided, "language"> language{};
  static constexpr docmill::Provides<provided, "paragraph_languages"> paragraph_languages{};

  struct Worker {
    TaggedText tagged;
  };

  explicit LanguageTagger(Config config)
      : with_paragraphs(config.paragraphs),
        tagger(static_cast<uint64_t>(config.minimum_letters), config.split, model_of(config.model.bytes)) {
    const std::string trouble = docmill::language::trouble_with_tables();
    if (!trouble.empty()) throw std::runtime_error(trouble);
    const std::string unknown = tagger.restrict_to(config.languages);
    if (!unknown.empty())
      throw docmill::ConfigError(
          "languages",
          "'" + unknown +
              "' is no language that is known here; the primary subtag "
              "is wanted, as in \"zh\" for zh-Hant",
          static_cast<uint32_t>(std::find(config.languages.begin(), config.languages.end(), unknown) -
                                config.languages.begin()));
    tagger.set_minimum_confidence(config.minimum_confidence);
  }

  static std::shared_ptr<const docmill::language::NgramModel> model_of(std::string_view bytes) {
    if (bytes.empty()) return nullptr;
    try {
      return std::make_shared<docmill::language::NgramModel>(bytes);
    } catch (const std::runtime_error& e) {
      throw docmill::ConfigError("model", std::string("this is no language model: ") + e.what());
    }
  }

  void process(Worker& worker, docmill::Document in, docmill::Output& out) const {
    // With one more than the host takes the document fails, and need not be looked at to its end.
    worker.tagged.max_paragraphs = with_paragraphs ? out.max_spans() : SIZE_MAX;
    tagger.tag(in.text(text), worker.tagged);
    put_document(worker.tagged.document, out.attributes(language));
    if (with_paragraphs) put_paragraphs(worker.tagged, out.spans(paragraph_languages));
  }

  void put_document(const Judgement& document, docmill::AttributesOf<language> attributes) const {
    const Tag tag = tagger.tags().tag(document.language, document.script);
    attributes.set<"tag">(tag.tag).set<"score">(document.score);
    if (!tag.script.empty()) attributes.set<"script">(tag.script);
  }

  void put_paragraphs(const TaggedText& tagged, docmill::SpansOf<paragraph_languages> spans) const {
    for (const Paragraph& p : tagged.paragraphs) {
      const Tag tag = tagger.tags().tag(p.judgement.language, p.judgement.script);
      spans.add({p.range.start, p.range.end, tag.tag, {}, p.judgement.score}).set<"script">(tag.script);
    }
  }

  bool with_paragraphs;
  Tagger tagger;
};

}  // namespace

DOCMILL_STAGES(LanguageTagger);
