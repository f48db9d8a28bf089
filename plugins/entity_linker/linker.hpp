// The linker as one call: text in, links out. Pure logic: no host, no files.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "disambiguation/disambiguation.hpp"
#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"
#include "mentions/unknown_names.hpp"
#include "text/capitalisation.hpp"

namespace docmill::linker {

// A verdict in a few words: "linked", "no support".
std::string_view verdict_text(Verdict verdict);

struct LinkerOptions {
  bool nil = true;  // give the names that the base does not have as well
  DisambiguationOptions disambiguation{};
  bool explain = false;  // give the forms of the base that were not linked as well, in the state weak
};

// The scratch space of one thread. After a few documents nothing is allocated any more.
struct LinkerScratch {
  Analysis analysis;
  std::string with_headline;  // headline, blank line and text
  CapitalisationScratch capitalisation;
  UnknownNamesScratch names;
  DisambiguationScratch disambiguation;
  // Gives back what one huge document needed: all, or what is of no use any more once its names are linked.
  void trim() {
    if (is_large()) *this = {};
  }
  void trim_search() {
    if (!is_large()) return;
    capitalisation = {};
    names = {};
    disambiguation = {};
    analysis.lower_case = {};
    analysis.starts = analysis.capitals = {};
    std::vector<Candidate>(analysis.candidates).swap(analysis.candidates);
  }
  bool is_large() const { return analysis.tokens.capacity() > kept_tokens; }
  static constexpr std::size_t kept_tokens = std::size_t{1} << 18;
};

// Immutable; may be used by many threads, each with its own scratch space.
class Linker {
 public:
  Linker(KnowledgeBase base, LinkerOptions options) : base_(std::move(base)), options_(options) {}

  // Links `text` (valid UTF-8, below 4 GiB). The result lies in `scratch.analysis`: mentions sorted and disjoint, in
  // the states linked or nil, with `explain` also weak; of those with n_candidates > 0 the candidates with their
  // points. Borrowed until the next call. False when more than `most_mentions` names came up, linked in the end or not:
  // then there is no result. `language`: a BCP 47 tag, where somebody knows it.
  bool link(std::string_view text, LinkerScratch& scratch, std::size_t most_mentions = SIZE_MAX,
            std::string_view language = {}) const;
  // Links a headline together with its text, each evidence for the other. `scratch.analysis.text` is then both, the
  // headline first; `scratch.analysis.headline` says where the text begins. Without a headline like link().
  bool link_article(std::string_view headline, std::string_view text, LinkerScratch& scratch,
                    std::size_t most_mentions = SIZE_MAX, std::string_view language = {}) const;

  // The type guess of a mention that is not linked.
  std::string_view nil_label(const Analysis& analysis, const Mention& mention) const;
  // Puts the candidates of a mention in order of their points, ties by key.
  void rank_candidates(Analysis& analysis, const Mention& mention) const;
  // Score of the k-th candidate of a mention whose candidates were ranked: 0 to 1, 4 decimals.
  double candidate_score(const Analysis& analysis, const Mention& mention, uint32_t k) const;

  const KnowledgeBase& base() const { return base_; }
  const LinkerOptions& options() const { return options_; }

 private:
  bool link_analysed(LinkerScratch& scratch, std::string_view language) const;
  bool given(const Analysis& analysis, Mention& mention) const;
  KnowledgeBase base_;
  LinkerOptions options_;
};

}  // namespace docmill::linker
