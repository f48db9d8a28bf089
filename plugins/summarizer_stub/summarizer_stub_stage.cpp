// The stage: the first sentences as a summary, made to be swapped for a better one. The logic is in lead.hpp.
#include <docmill/sdk/stage.hpp>

#include "lead.hpp"

namespace {

struct SummarizerStub {
  static constexpr docmill::Info info{"summarizer-stub", "1.0.0",
                                      "gives the first sentences as the summary (the lead baseline)", docmill::pure};

  struct Config {
    int64_t sentences = 3;
    int64_t max_characters = 0;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::sentences>("sentences", "3", "how many sentences").between(1, 100),
      docmill::option<&Config::max_characters>(
          "max-characters", "0", "longest summary in code points, kept by leaving out whole sentences; 0 is no limit")
          .between(0, 1000000));
  static constexpr auto required =
      docmill::ports(docmill::port::text("text", "the clean text"),
                     docmill::port::attributes("language", "the language, for the rules of sentence ends",
                                               docmill::field::string("tag", "BCP 47 tag"))
                         .optional());
  static constexpr auto provided = docmill::ports(
      docmill::port::text("summary", "the first sentences of the text, headings left out"),
      docmill::port::attributes("summary_basis", "what the summary is made of",
                                docmill::field::string("kind", docmill::sentences::basis_of_meaning),
                                docmill::field::integer("sentences", "how many are in the summary"),
                                docmill::field::boolean("shortened", "its only sentence was cut short")));
  static constexpr docmill::Requires<required, "text"> text{};
  static constexpr docmill::Requires<required, "language"> language{};
  static constexpr docmill::Provides<provided, "summary"> summary{};
  static constexpr docmill::Provides<provided, "summary_basis"> basis{};

  struct Worker {
    docmill::sentences::SentenceSplitter splitter;
    std::vector<docmill::sentences::Sentence> found;
    std::string summary;
  };

  explicit SummarizerStub(Config config)
      : lead_options{static_cast<std::size_t>(config.sentences), static_cast<std::size_t>(config.max_characters)} {}

  void process(Worker& worker, docmill::Document in, docmill::Output& out) const {
    const std::string_view tag = in.attributes(language).get<"tag">().value_or("");
    const docmill::summary::Lead done =
        docmill::summary::lead(in.text(text), tag, lead_options, worker.splitter, worker.found, worker.summary);
    out.text(summary, worker.summary);
    out.attributes(basis)
        .set<"kind">(docmill::sentences::name_of(done.basis))
        .set<"sentences">(static_cast<int64_t>(done.sentences))
        .set<"shortened">(done.shortened);
  }

  docmill::summary::LeadOptions lead_options;
};

}  // namespace

DOCMILL_STAGES(SummarizerStub);
