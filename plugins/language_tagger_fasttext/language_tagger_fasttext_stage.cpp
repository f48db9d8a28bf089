// The stage: language of the document and of its paragraphs by a fastText model. The logic is in fasttext_tagger.hpp.
#include <docmill/sdk/stage.hpp>

#include <memory>
#include <stdexcept>

#include "fasttext_tagger.hpp"

namespace {

using docmill::language::FastTextJudgement;
using docmill::language::FastTextParagraph;
using docmill::language::FastTextResult;
using docmill::language::FastTextTagger;

struct LanguageTaggerFastText {
  static constexpr docmill::Info info{"language-tagger-fasttext", "1.0.0",
                                      "tells the language of the text and of each paragraph (a fastText model)",
                                      docmill::pure};

  struct Config {
    docmill::Resource model;
    bool paragraphs = true;
    int64_t minimum_letters = 20;
    double minimum_confidence = 0;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::model>(
          "model", nullptr,
          "file of a supervised fastText model whose labels are languages: lid.176.bin, OpenLID, GlotLID, your own"),
      docmill::option<&Config::paragraphs>("paragraphs", "true", "give a span with its language for every paragraph"),
      docmill::option<&Config::minimum_letters>(
          "minimum-letters", "20",
          "paragraphs with fewer letters take the document's language where their script is the same; an ideograph or "
          "syllable counts as three letters")
          .between(0, 10000),
      docmill::option<&Config::minimum_confidence>("minimum-confidence", "0.0",
                                                   "an answer with a lower probability becomes und")
          .between(0, 1));
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the clean text"));
  static constexpr auto provided = docmill::ports(
      docmill::port::attributes(
          "language", "the language of most of the text",
          docmill::field::string("tag", "BCP 47 tag, e.g. en, zh-Hans, sr-Latn; und when nothing can be said"),
          docmill::field::string("script", "ISO 15924 code of most letters, e.g. Latn, Hani; null without letters"),
          docmill::field::number("score", "how sure, 0 to 1: share of the language times mean probability")),
      docmill::port::spans("paragraph_languages", "text", "each paragraph, labelled with its language",
                           docmill::field::string("script", "ISO 15924 code of most letters"))
          .without_value()
          .only_if("paragraphs"));

  struct Worker {
    FastTextResult result;
  };

  explicit LanguageTaggerFastText(Config config) : with_paragraphs(config.paragraphs), tagger(tagger_of(config)) {}

  static std::unique_ptr<const FastTextTagger> tagger_of(const Config& config) {
    try {
      return std::make_unique<FastTextTagger>(config.model.bytes, static_cast<uint64_t>(config.minimum_letters),
                                              config.minimum_confidence);
    } catch (const std::runtime_error& e) {
      throw docmill::ConfigError("model", e.what());
    }
  }

  std::string_view tag_of(const FastTextJudgement& j) const {
    return j.label < 0 ? std::string_view("und") : std::string_view(tagger->tag_of(j.label).tag);
  }

  void process(Worker& worker, docmill::Document in, docmill::Output& out) const {
    FastTextResult& result = worker.result;
    tagger->tag(in.text(0), result);
    docmill::Attributes& attributes = out.attributes(0);
    attributes.string(0, tag_of(result.document)).number(2, result.document.score);
    if (result.document.script != USCRIPT_UNKNOWN)
      attributes.string(1, docmill::language::script_code(result.document.script));
    if (!with_paragraphs) return;
    docmill::Spans& spans = out.spans(1);
    for (const FastTextParagraph& p : result.paragraphs)
      spans.add({p.range.start, p.range.end, tag_of(p.judgement), {}, p.judgement.score})
          .string(0, docmill::language::script_code(p.judgement.script));
  }

  bool with_paragraphs;
  std::unique_ptr<const FastTextTagger> tagger;
};

}  // namespace

DOCMILL_STAGES(LanguageTaggerFastText);
