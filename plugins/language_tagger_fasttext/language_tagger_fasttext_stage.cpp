// The stage: language of the document and of its paragraphs by a fastText model. The logic is in fasttext_tagger.hpp.
#include <docmill/sdk/stage.hpp>

#include <memory>
#include <stdexcept>

#include "fasttext_tagger.hpp"
#include "stage_parts.hpp"

namespace {

namespace language = docmill::language;
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
      language::option_paragraphs<&Config::paragraphs>(), language::option_minimum_letters<&Config::minimum_letters>(),
      language::option_minimum_confidence<&Config::minimum_confidence>());
  static constexpr auto required = docmill::ports(language::port_text());
  static constexpr auto provided = docmill::ports(language::port_language(), language::port_paragraph_languages());
  static constexpr docmill::Requires<required, "text"> text{};
  static constexpr docmill::Provides<provided, "language"> document_language{};
  static constexpr docmill::Provides<provided, "paragraph_languages"> paragraph_languages{};

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
    tagger->tag(in.text(text), result);
    language::put_language(out.attributes(document_language), tag_of(result.document), script_of(result.document),
                           result.document.score);
    if (!with_paragraphs) return;
    auto spans = out.spans(paragraph_languages);
    for (const FastTextParagraph& p : result.paragraphs)
      language::put_stretch(spans, p.range.start, p.range.end, tag_of(p.judgement), script_of(p.judgement),
                            p.judgement.score);
  }

  static std::string_view script_of(const FastTextJudgement& j) {
    return j.script == USCRIPT_UNKNOWN ? std::string_view() : language::script_code(j.script);
  }

  bool with_paragraphs;
  std::unique_ptr<const FastTextTagger> tagger;
};

}  // namespace

DOCMILL_STAGES(LanguageTaggerFastText);
