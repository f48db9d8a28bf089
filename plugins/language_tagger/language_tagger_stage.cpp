// The stage: language of the document and of its paragraphs. The logic is in tagger.hpp.
#include <docmill/sdk/stage.hpp>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "hints.hpp"
#include "stage_parts.hpp"
#include "tagger.hpp"

namespace {

namespace language = docmill::language;
using docmill::language::Granularity;
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
    Granularity granularity = Granularity::paragraph;
    int64_t minimum_letters = 20;
    bool split = true;
    bool shares = false;
    docmill::Resource model;
    std::vector<std::string> languages;
    std::vector<std::string> hints;
    double minimum_confidence = 0;
  };
  static constexpr auto options = docmill::options(
      language::option_paragraphs<&Config::paragraphs>(),
      docmill::option<&Config::granularity>("granularity", "\"paragraph\"",
                                            "what gets a span and a language of its own in paragraph_languages")
          .one_of(docmill::choice("document", Granularity::document),
                  docmill::choice("paragraph", Granularity::paragraph),
                  docmill::choice("sentence", Granularity::sentence), docmill::choice("quote", Granularity::quote)),
      language::option_minimum_letters<&Config::minimum_letters>(),
      docmill::option<&Config::split>(
          "split", "true",
          "cut a paragraph where its language changes, with a span for each stretch (granularity \"paragraph\")"),
      docmill::option<&Config::shares>("shares", "false",
                                       "give the layer language_shares: how much of the letters is in each language"),
      docmill::option<&Config::model>("model", "\"plugin:languages.model\"",
                                      "file of the character n-gram model that is asked before CLD2; an empty file: "
                                      "CLD2 stands alone"),
      docmill::option<&Config::languages>(
          "languages", "[]",
          "the languages that can be answered, as primary subtags: [\"en\", \"zh\"]; empty: all that are known"),
      docmill::option<&Config::hints>(
          "hints", "[\"page\", \"host\"]",
          "what counts beside the text, as evidence: \"page\", the language that the page says it is in; \"host\", "
          "the country of its address; [] for neither"),
      language::option_minimum_confidence<&Config::minimum_confidence>());
  static constexpr auto required = docmill::ports(
      language::port_text(), docmill::port::attributes("article", "what the page says of itself, for the hints",
                                                       docmill::field::string("language", "BCP 47 tag"),
                                                       docmill::field::string("url", "the address of the page"))
                                 .optional());
  static constexpr auto provided = docmill::ports(
      language::port_language(), language::port_paragraph_languages(),
      docmill::port::json("language_shares", "an object: share of the letters, 0 to 1, by tag, the largest first")
          .only_if("shares"));
  static constexpr docmill::Requires<required, "text"> text{};
  static constexpr docmill::Requires<required, "article"> article{};
  static constexpr docmill::Provides<provided, "language"> document_language{};
  static constexpr docmill::Provides<provided, "paragraph_languages"> paragraph_languages{};
  static constexpr docmill::Provides<provided, "language_shares"> language_shares{};

  struct Worker {
    TaggedText tagged;
    std::string shares;
  };

  explicit LanguageTagger(Config config)
      : with_paragraphs(config.paragraphs),
        with_shares(config.shares),
        tagger({static_cast<uint64_t>(config.minimum_letters), config.split, config.granularity,
                config.minimum_confidence},
               model_of(config.model.bytes)) {
    const std::string trouble = language::trouble_with_tables();
    if (!trouble.empty()) throw std::runtime_error(trouble);
    const std::string unknown = tagger.restrict_to(config.languages);
    if (!unknown.empty())
      throw docmill::ConfigError("languages",
                                 "'" + unknown +
                                     "' is no language that is known here; the primary subtag "
                                     "is wanted, as in \"zh\" for zh-Hant",
                                 place_of(unknown, config.languages));
    for (const std::string& hint : config.hints) {
      if (hint == "page") hints.page = true;
      else if (hint == "host") hints.host = true;
      else
        throw docmill::ConfigError("hints", "'" + hint + "' is no hint; there are \"page\" and \"host\"",
                                   place_of(hint, config.hints));
    }
  }

  static uint32_t place_of(const std::string& value, const std::vector<std::string>& list) {
    return static_cast<uint32_t>(std::find(list.begin(), list.end(), value) - list.begin());
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
    const auto about = in.attributes(article);
    language::find_hints(hints.page ? about.get<"language">().value_or("") : "",
                         hints.host ? about.get<"url">().value_or("") : "", tagger.tags(), worker.tagged.judge.hints);
    tagger.tag(in.text(text), worker.tagged);
    const Judgement& document = worker.tagged.document;
    const Tag tag = tagger.tags().tag(document.language, document.script);
    language::put_language(out.attributes(document_language), tag.tag, tag.script, document.score);
    if (with_paragraphs) put_paragraphs(worker.tagged, out.spans(paragraph_languages));
    if (with_shares) out.json(language_shares, shares_of(worker));
  }

  void put_paragraphs(const TaggedText& tagged, docmill::SpansOf<paragraph_languages> spans) const {
    Tag tag;
    const Judgement* last = nullptr;  // whose tag that is: most paragraphs have that of the one before
    for (const Paragraph& p : tagged.paragraphs) {
      const Judgement& j = p.judgement;
      if (last == nullptr || j.language != last->language || j.script != last->script)
        tag = tagger.tags().tag(j.language, j.script);
      last = &j;
      language::put_stretch(spans, p.range.start, p.range.end, tag.tag, tag.script, p.judgement.score);
    }
  }

  std::string_view shares_of(Worker& worker) const {
    std::string& json = worker.shares;
    json = "{";
    for (const language::Share& s : worker.tagged.shares) {
      if (json.size() > 1) json += ',';
      json += '"' + tagger.tags().tag(s.language, s.script).tag + "\":";
      const std::string digits = std::to_string(10000 + static_cast<int>(s.share * 10000 + 0.5));
      json += digits.substr(0, digits.size() - 4) == "2" ? "1.0" : "0." + digits.substr(1);
    }
    return json += '}';
  }

  bool with_paragraphs, with_shares;
  struct {
    bool page = false, host = false;
  } hints;
  Tagger tagger;
};

}  // namespace

DOCMILL_STAGES(LanguageTagger);
