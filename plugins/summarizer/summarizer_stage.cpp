// The stage: a real summary, and keywords. The logic is in summarizer.hpp and keywords.hpp.
#include <docmill/sdk/stage.hpp>

#include <algorithm>

#include "sentences/summary_text.hpp"
#include "summarizer.hpp"

namespace {

namespace sentences = docmill::sentences;
namespace summary = docmill::summary;

constexpr std::size_t large_text = std::size_t{4} << 20;  // bytes

struct SummarizerStage {
  static constexpr docmill::Info info{"summarizer", "1.0.0",
                                      "gives the central sentences of the text (LexRank, MMR) and its keywords (YAKE)",
                                      docmill::pure};

  struct Config {
    int64_t sentences = 3;
    int64_t max_words = 0;
    summary::Method method = summary::Method::lexrank;
    int64_t keywords = 10;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::sentences>("sentences", "3", "how many sentences").between(1, 100),
      docmill::option<&Config::max_words>("max-words", "0",
                                          "longest summary in words, kept by passing over sentences that would not "
                                          "fit; a Chinese or Japanese character "
                                          "counts as a word; 0 is no limit")
          .between(0, 100000),
      docmill::option<&Config::method>(
          "method", "\"lexrank\"",
          "`lexrank`: central sentences, the beginning, length and figures weighed in, none that repeats another; "
          "`central`: LexRank alone, as published; `lead`: the first sentences")
          .one_of(docmill::choice("lexrank", summary::Method::lexrank),
                  docmill::choice("central", summary::Method::central), docmill::choice("lead", summary::Method::lead)),
      docmill::option<&Config::keywords>("keywords", "10", "how many keywords, at most").between(0, 100));
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
                                docmill::field::boolean("shortened", "its only sentence was cut short")),
      docmill::port::spans("keywords", "text",
                           "words and phrases that the text is about, where each stands first; value is the keyword, "
                           "score 0 to 1, higher is better",
                           docmill::field::integer("rank", "1 for the best"),
                           docmill::field::integer("count", "how often it occurs"))
          .without_label());
  static constexpr docmill::Requires<required, "text"> text{};
  static constexpr docmill::Requires<required, "language"> language{};
  static constexpr docmill::Provides<provided, "summary"> chosen{};
  static constexpr docmill::Provides<provided, "summary_basis"> basis{};
  static constexpr docmill::Provides<provided, "keywords"> keywords{};

  struct Worker {
    summary::Summarizer summarizer;
    std::string text, value;
    std::vector<std::size_t> order;
  };

  explicit SummarizerStage(Config config) : n_keywords(static_cast<std::size_t>(config.keywords)) {
    summary_options.method = config.method;
    summary_options.selection.sentences = static_cast<std::size_t>(config.sentences);
    summary_options.selection.max_words = static_cast<std::size_t>(config.max_words);
  }

  void process(Worker& worker, docmill::Document in, docmill::Output& out) const {
    const std::string_view tag = in.attributes(language).get<"tag">().value_or("");
    const summary::Done done = worker.summarizer.summarize(in.text(text), tag, summary_options, worker.text);
    out.text(chosen, worker.text);
    out.attributes(basis)
        .set<"kind">(sentences::name_of(done.basis))
        .set<"sentences">(static_cast<int64_t>(done.sentences))
        .set<"shortened">(done.shortened);
    put_keywords(worker, in.text(text), worker.summarizer.keywords(in.text(text), tag, n_keywords),
                 out.spans(keywords));
    if (in.text(text).size() > large_text) worker.summarizer = {};  // what it needed is given back
  }

  // In the order of the text, as spans are; the best has rank 1.
  static void put_keywords(Worker& worker, std::string_view text, const std::vector<summary::Keyword>& found,
                           docmill::SpansOf<keywords> spans) {
    worker.order.clear();
    for (std::size_t i = 0; i < found.size(); ++i) worker.order.push_back(i);
    std::sort(worker.order.begin(), worker.order.end(), [&](std::size_t a, std::size_t b) {
      return found[a].start != found[b].start ? found[a].start < found[b].start : a < b;
    });
    for (const std::size_t i : worker.order) {
      const summary::Keyword& k = found[i];
      worker.value.clear();
      sentences::append_sentence(worker.value, text.substr(k.start, k.end - k.start));
      spans.add({k.start, k.end, {}, worker.value, score_of(k)})
          .set<"rank">(static_cast<int64_t>(i + 1))
          .set<"count">(k.count);
    }
  }

  // 1 / (1 + S), to four decimals.
  static double score_of(const summary::Keyword& k) {
    constexpr uint64_t whole = uint64_t{1} << 32;
    return static_cast<double>(((uint64_t{10000} << 20) / ((whole + k.weight) >> 12))) / 10000;
  }

  summary::SummaryOptions summary_options;
  std::size_t n_keywords;
};

}  // namespace

DOCMILL_STAGES(SummarizerStage);
