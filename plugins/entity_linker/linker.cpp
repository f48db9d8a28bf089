#include "linker.hpp"

#include <algorithm>

#include "mentions/abbreviations.hpp"
#include "mentions/mention_finder.hpp"
#include "text/capitalisation.hpp"

namespace docmill::linker {
namespace {

// A form of the base that was not linked is a NIL mention only where its capital says that it is a name.
bool is_name(const WordLists& words, const Analysis& a, const Mention& m) {
  const Token& first = a.tokens[m.first_token];
  if (!first.is(token_flag::has_upper)) return false;
  if (m.first_token != m.last_token) return !first.is(token_flag::heading);
  if (m.ordinary || words.is(first.hash, word_class::ordinary)) return false;
  return !first.is(token_flag::sentence_start) && !first.is(token_flag::heading) && first.size() >= 2;
}

}  // namespace

bool Linker::link(std::string_view text, LinkerScratch& scratch, std::size_t most_mentions,
                  std::string_view language) const {
  return link_article({}, text, scratch, most_mentions, language);
}

bool Linker::link_article(std::string_view headline, std::string_view text, LinkerScratch& scratch,
                          std::size_t most_mentions, std::string_view language) const {
  Analysis& a = scratch.analysis;
  a.text = text;
  a.headline = 0;
  a.most_mentions = most_mentions;
  if (!headline.empty()) {
    scratch.with_headline.assign(headline).append("\n\n");
    a.headline = static_cast<uint32_t>(scratch.with_headline.size());
    a.text = scratch.with_headline.append(text);
  }
  return link_analysed(scratch, language);
}

bool Linker::link_analysed(LinkerScratch& scratch, std::string_view language) const {
  Analysis& a = scratch.analysis;
  scan_tokens(base_.characters(), a.text, a.tokens);
  mark_capitalisation(base_.words(), a.tokens, scratch.capitalisation, told_language(language));
  find_mentions(base_, a);
  if (a.has_too_many(a.mentions)) return false;
  find_unknown_names(base_, a, scratch.names);
  if (a.has_too_many(scratch.names.found)) return false;
  bind_abbreviations(base_, a);
  disambiguate(base_, options_.disambiguation, a, scratch.disambiguation);
  a.mentions.erase(std::remove_if(a.mentions.begin(), a.mentions.end(), [&](Mention& m) { return !given(a, m); }),
                   a.mentions.end());
  scratch.trim_search();
  return true;
}

// Is it among the results?
bool Linker::given(const Analysis& a, Mention& m) const {
  if (m.state == MentionState::linked) return true;
  if (m.state != MentionState::nil) return false;
  const bool form = m.n_candidates != 0;
  if (options_.nil && (!form || m.verdict == Verdict::unknown_name || is_name(base_.words(), a, m))) return true;
  m.state = MentionState::weak;
  return form && options_.explain;
}

std::string_view Linker::nil_label(const Analysis& a, const Mention& m) const {
  if (m.n_candidates == 0) return nil_types[m.nil_type];
  // Of a form of the base that was not linked: the type, where all candidates have the same.
  const std::string_view type = base_.entity(a.candidates[m.first_candidate].entity).type;
  for (uint32_t k = 1; k < m.n_candidates; ++k)
    if (base_.entity(a.candidates[m.first_candidate + k].entity).type != type) return nil_types[nil_name];
  return type;
}

std::string_view verdict_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::linked: return "linked";
    case Verdict::unknown_name: return "an unknown name before";
    case Verdict::no_support: return "no support";
    case Verdict::low_score: return "low score";
    case Verdict::close_second: return "close second";
    case Verdict::no_entry: break;
  }
  return "no entry";
}

void Linker::rank_candidates(Analysis& a, const Mention& m) const {
  const auto first = a.candidates.begin() + m.first_candidate;
  std::sort(first, first + m.n_candidates, [this](const Candidate& x, const Candidate& y) {
    return x.total() != y.total() ? x.total() > y.total() : base_.before(x.entity, y.entity);
  });
}

double Linker::candidate_score(const Analysis& a, const Mention& m, uint32_t k) const {
  int other = 0;
  for (uint32_t i = 0; i < m.n_candidates && i < k + 2; ++i)
    if (i != k) other = std::max(other, a.candidates[m.first_candidate + i].total());
  return link_score(a.candidates[m.first_candidate + k].total(), other);
}

}  // namespace docmill::linker
