// The stage: the sentences whose words are frequent in the text (SumBasic). The logic is in sum_basic.hpp.
#include <docmill/sdk/stage.hpp>

#include "sentences/sentence_splitter.hpp"
#include "sentences/summary_basis.hpp"
#include "sentences/summary_text.hpp"
#include "sum_basic.hpp"

namespace {

namespace sentences = docmill::sentences;
namespace summary = docmill::summary;

// Sentences beyond are not looked at: bounds the time of a document of any size.
constexpr std::size_t max_sentences = 5000;

struct SummarizerFrequency {
  static constexpr docmill::Info info{"summarizer-frequency", "1.0.0",
                                      "gives the sentences whose words are frequent in the text (SumBasic)",
                                      docmill::pure};

  struct Config {
    int64_t sentences = 3;
  };
  static constexpr auto options =
      docmill::options(docmill::option<&Config::sentences>("sentences", "3", "how many sentences").between(1, 100));
  static constexpr auto required =
      docmill::ports(docmill::port::text("text", "the clean text"),
                     docmill::port::attributes("language", "the language, for sentence ends and function words",
                                               docmill::field::string("tag", "BCP 47 tag"))
                         .optional());
  static constexpr auto provided = docmill::ports(
      docmill::port::text("summary", "the chosen sentences, in the order of the text"),
      docmill::port::attributes("summary_basis", "what the summary is made of",
                                docmill::field::string("kind", sentences::basis_of_meaning),
                                docmill::field::integer("sentences", "how many are in the summary"),
                                docmill::field::boolean("shortened", "its only sentence was cut short")));
  static constexpr docmill::Requires<required, "text"> text{};
  static constexpr docmill::Requires<required, "language"> language{};
  static constexpr docmill::Provides<provided, "summary"> chosen{};
  static constexpr docmill::Provides<provided, "summary_basis"> basis{};

  struct Worker {
    sentences::SentenceSplitter splitter;
    std::vector<sentences::Sentence> found;
    docmill::words::FunctionWordLists function_words;
    summary::SentenceWords words;
    summary::SumBasic sum_basic;
    std::string folded, text;
  };

  explicit SummarizerFrequency(Config config) : n_sentences(static_cast<std::size_t>(config.sentences)) {}

  void process(Worker& worker, docmill::Document in, docmill::Output& out) const {
    const std::string_view whole = in.text(text);
    const bool headings = read_sentences(whole, in.attributes(language).get<"tag">().value_or(""), worker);
    worker.text.clear();
    const std::vector<uint32_t>& places = worker.sum_basic.choose(worker.words, n_sentences);
    for (const uint32_t place : places) {
      const sentences::Sentence s = worker.found[place];
      sentences::append_sentence(worker.text, whole.substr(s.start, s.end - s.start));
    }
    out.text(chosen, worker.text);
    out.attributes(basis)
        .set<"kind">(sentences::name_of(sentences::basis_of(worker.found.size(), places.size(), headings)))
        .set<"sentences">(static_cast<int64_t>(places.size()))
        .set<"shortened">(false);  // whole sentences only
  }

  // Are they headings, since there is nothing else?
  bool read_sentences(std::string_view text, std::string_view tag, Worker& worker) const {
    const bool headings = worker.splitter.split(text, tag, max_sentences, worker.found);
    worker.words.clear();
    const auto& function_words = worker.function_words.of(sentences::primary_language(tag));
    for (const sentences::Sentence& s : worker.found) {
      docmill::words::add_content_words(text.substr(s.start, s.end - s.start), function_words, worker.folded,
                                        worker.words.words);
      worker.words.ends.push_back(static_cast<uint32_t>(worker.words.words.size()));
    }
    return headings;
  }

  std::size_t n_sentences;
};

}  // namespace

DOCMILL_STAGES(SummarizerFrequency);
