#include "disambiguation/disambiguation.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "disambiguation/form_evidence.hpp"
#include "disambiguation/known_people.hpp"
#include "knowledge_base/link_share.hpp"
#include "mentions/type_context.hpp"

namespace docmill::linker {
namespace {

constexpr uint32_t near_tokens = 40;   // words this near to a mention count double
constexpr uint32_t near_mentions = 6;  // mentions on either side that are looked at for near relations
constexpr uint32_t beside_tokens = 4;  // "Nvidia's H20" is three tokens on
constexpr int beside_points = 60;
constexpr int context_cap = 60;
constexpr int known_points = 70;  // the name stood in full before
constexpr int document_coherence_cap = 60;
constexpr int sure_points = 20;
constexpr int enough_support = 20;       // one telling word near by is enough
constexpr int most_margin_points = 120;  // a lead is a share of no more: a long document makes all points large
constexpr int nobody = 12;               // points of "none of these": keeps lone weak candidates from a perfect score

// To 4 decimals; x is not negative.
double rounded(double x) { return static_cast<double>(static_cast<int64_t>(x * 10000 + 0.5)) / 10000; }

class Disambiguator {
  using Known = DocumentEntities::Known;

 public:
  Disambiguator(const KnowledgeBase& base, const DisambiguationOptions& options, Analysis& analysis,
                DisambiguationScratch& scratch)
      : base_(base), options_(options), a_(analysis), s_(scratch) {}

  void run() {
    s_.entities.gather(base_, a_);
    s_.words.gather(base_, s_.entities, a_.tokens);
    s_.relatedness.weigh(base_, options_.weights, a_, s_.entities);
    s_.names.clear(base_.characters());
    first_guess();
    for (int round = 0; round < 2; ++round) {
      std::swap(s_.names, s_.names_before);
      s_.names.clear(base_.characters());
      for (std::size_t i = 0; i < a_.mentions.size(); ++i) decide(i, round == 0);
      // A headline is short: what stands in full below it is known to it as well.
      for (std::size_t i = 0; i < a_.mentions.size() && a_.in_headline(a_.mentions[i]); ++i) decide(i, round == 0);
      s_.entities.count(a_.mentions, false);
    }
  }

 private:
  Candidate* begin(const Mention& m) const { return a_.candidates.data() + m.first_candidate; }
  Candidate* end(const Mention& m) const { return begin(m) + m.n_candidates; }

  Known& known(const Candidate& c) const { return s_.entities[c.known]; }
  const EntityKind& kind(const Candidate& c) const { return known(c).kind; }

  // ---- words of descriptions in the text

  // Before context_points() of its candidates.
  struct Surroundings {
    uint32_t before, behind;  // the words beside the mention, as DocumentWords counts them
  };
  Surroundings look_around(const Mention& m, const WordsBeside& words) {
    s_.words.look_at(m.first_token > near_tokens ? m.first_token - near_tokens : 0, m.last_token + near_tokens);
    return {lower_case_word(words.before), lower_case_word(words.behind)};
  }
  uint32_t lower_case_word(const Token* t) const {
    return t != nullptr && t->lower_case() ? s_.words.word_at(*t) : DocumentWords::none;
  }

  int context_points(const Candidate& c, const Surroundings& around) const {
    int near = 0, all = 0;
    bool beside = false;
    for (const DocumentWords::Term& term : s_.words.terms(c.known)) {
      all += term.points;
      near += static_cast<int>(s_.words.is_there(term)) * term.points;
      beside |= (term.word == around.before) | (term.word == around.behind);
    }
    return std::min(near + std::min((all - near) / 3, 20), context_cap) + (beside ? beside_points : 0);
  }

  // ---- relations

  // Connected entities anywhere in the document; the same for all mentions of an entity in a round.
  int document_coherence(const Candidate& c) const {
    Known& entity = known(c);
    if (entity.coherence < 0) {
      constexpr int points[] = {0, 25, 40, 50, document_coherence_cap};
      entity.coherence = static_cast<int16_t>(points[s_.entities.connected(base_, c.known, std::size(points) - 1)] +
                                              (entity.sure ? sure_points : 0));
    }
    return entity.coherence;
  }

  // Connected entities among the neighbours; a maker right before ("Nvidia's H20") or behind ("Sora from OpenAI").
  int near_coherence(std::size_t i, const Candidate& c) const {
    const Mention& m = a_.mentions[i];
    if (known(c).coherence <= (known(c).sure ? sure_points : 0)) return 0;  // none of its relations is in the document
    const std::size_t before = i - std::min<std::size_t>(i, near_mentions);
    const std::size_t behind = std::min(a_.mentions.size(), i + near_mentions + 1);
    int best = 0;
    look_at_near(
        c, before, i, [&](const Mention& other) { return m.first_token - other.last_token; }, best);
    look_at_near(
        c, i + 1, behind, [&](const Mention& other) { return other.first_token - m.last_token; }, best);
    return best;
  }

  // Of the mentions [from, to) at these distances. Which of them may count is found out without a branch, for nobody
  // foresees it.
  template <class Distance>
  void look_at_near(const Candidate& c, std::size_t from, std::size_t to, Distance&& distance, int& best) const {
    uint32_t may_count = 0;
    for (std::size_t k = from; k < to; ++k) {
      const Mention& other = a_.mentions[k];
      const bool decided = (other.entity != no_entity) & (other.entity != c.entity);
      const bool related = s_.entities.may_be_related(c.known, other.known);
      may_count |= static_cast<uint32_t>(decided & related & (distance(other) <= near_tokens)) << (k - from);
    }
    for (; may_count != 0 && best < beside_points; may_count &= may_count - 1) {
      const Mention& other = a_.mentions[from + static_cast<std::size_t>(std::countr_zero(may_count))];
      const int points = distance(other) <= beside_tokens ? beside_points : 25;
      if (points > best && s_.entities.related(base_, c.known, other.known)) best = points;
    }
  }

  // ---- one mention

  void rate(std::size_t i) {
    const Mention& m = a_.mentions[i];
    const Weights& w = options_.weights;
    const WordsBeside beside = words_beside(base_.words(), a_, m);
    const Surroundings around = look_around(m, beside);
    const bool contest = m.n_candidates > 1 && stands_in_contest(a_, m);
    for (Candidate* c = begin(m); c != end(m); ++c) {
      c->prior = static_cast<int16_t>(prior_of_form(kind(*c).prior, c->form_flags) * w.prominence / 100);
      c->name_match =
          static_cast<int16_t>(name_points(*c, m, w) + (m.extended ? version_points(m, base_.entity(c->entity)) : 0));
      const int namesake = is_called_like_another(base_, a_, m, *c) ? w.namesake : 0;
      const int side = contest && is_side(base_.entity(c->entity)) ? w.contest : 0;
      const int type_points = type_context_points(base_.words(), a_, m, beside, kind(*c), c->article);
      c->type_fit = static_cast<int16_t>(type_points * w.type_context / 100 + side - namesake);
      c->context = static_cast<int16_t>(context_points(*c, around) * w.description / 100);
      const int anywhere = document_coherence(*c), near = near_coherence(i, *c);
      const int connected = anywhere * w.connected / 100 + near * w.near / 100;
      const int together = s_.relatedness.points(static_cast<uint32_t>(c - a_.candidates.data()));
      c->coherence = static_cast<int16_t>(connected + together);
    }
  }

  // The best and the second best of a rated mention; ties go to the smaller key, which stands first.
  struct Ranking {
    Candidate* best = nullptr;
    Candidate* second = nullptr;
  };
  Ranking rank(const Mention& m) {
    Ranking r;
    for (Candidate* c = begin(m); c != end(m); ++c) {
      if (r.best == nullptr || c->total() > r.best->total()) {
        r.second = r.best;
        r.best = c;
      } else if (r.second == nullptr || c->total() > r.second->total()) {
        r.second = c;
      }
    }
    return r;
  }

  int support(const Mention& m, const Candidate& c) const {
    int points = c.context + c.coherence;
    if ((c.form_flags & form_flag::part_of_name) != 0) points = c.coherence / 2 + c.context / 2;
    if (known(c).mentions != 0) points += 30;
    return points + (m.extended ? 20 : 0);
  }

  void decide(std::size_t i, bool first_round) {
    Mention& m = a_.mentions[i];
    if (m.n_candidates == 0) {
      if (m.state == MentionState::nil && !take_linked_name(m)) s_.names.add_unknown(base_.words(), a_, m);
      return;
    }
    if (first_round && m.entity != no_entity) {  // the first guess was sure; its score is for the second round
      s_.names.add_linked(base_.words(), a_, m, s_.entities[m.known].kind.type_class);
      return;
    }
    rate(i);
    const NamesInDocument::Known *now = s_.names.find(a_, m), *later = s_.names_before.find(a_, m);
    if (now != nullptr && is_acting_person(base_, a_, m, *now)) return link_to_known(m, *now);
    const NamesInDocument::Known* name = known_in_document(m, now, later);
    if (name != nullptr) {
      if (name->entity == no_entity) return settle_unknown(m, *name);
      for (Candidate* c = begin(m); c != end(m); ++c)
        if (c->entity == name->entity)
          c->coherence = static_cast<int16_t>(std::max<int>(c->coherence, through(m, *c)) + known_points);
    }
    const Ranking r = rank(m);
    const int second = r.second != nullptr ? r.second->total() : 0;
    m.score = link_score(r.best->total(), second);
    const int lead = r.best->total() - second;
    const double margin =
        lead <= 0 ? 0 : rounded(static_cast<double>(lead) / (std::min(r.best->total(), most_margin_points) + nobody));
    const bool weak = needs_support(base_, a_, m, *r.best, kind(*r.best)) &&
                      (support(m, *r.best) < enough_support || (name == nullptr && begins_with_a_word(a_, m, *r.best)));
    Verdict verdict = Verdict::linked;
    if (weak) verdict = Verdict::no_support;
    else if (r.best->total() <= 0 || m.score < options_.minimum_score) verdict = Verdict::low_score;
    else if (r.second != nullptr && margin < options_.margin && !same_family(*r.best, *r.second))
      verdict = Verdict::close_second;
    settle(m, verdict, r.best);
  }

  // Of a company that was named in full: what its relations give to the people who are called like it, who were not, is
  // for itself as well. "Ford Motor Co. said Ford sold more" is not about Henry Ford.
  int through(const Mention& m, const Candidate& named) const {
    int most = 0;
    if (kind(named).type_class != TypeClass::organisation || acts_like(base_.words(), a_, m) == Acts::person)
      return most;
    for (const Candidate* c = begin(m); c != end(m); ++c)
      if ((c->form_flags & form_flag::part_of_name) != 0 && base_.related(c->entity, named.entity))
        most = std::max<int>(most, c->coherence);
    return most;
  }

  // A company and its chatbot of the same name: between these the better one is taken, however close.
  bool same_family(const Candidate& x, const Candidate& y) const {
    return x.total() > y.total() && base_.related(x.entity, y.entity) && kind(x).type_class != TypeClass::person;
  }

  void settle(Mention& m, Verdict verdict, const Candidate* c) {
    const bool linked = verdict == Verdict::linked;
    m.verdict = verdict;
    m.state = linked ? MentionState::linked : MentionState::nil;
    m.entity = linked ? c->entity : no_entity;
    m.known = c->known;
    if (linked) s_.names.add_linked(base_.words(), a_, m, kind(*c).type_class);
  }

  // The longer name, earlier in the document, that a word stands for: the last that has it.
  // `now`: of the names so far; `later`: of those of the whole document.
  const NamesInDocument::Known* known_in_document(const Mention& m, const NamesInDocument::Known* now,
                                                  const NamesInDocument::Known* later) const {
    if (now == nullptr && later == nullptr) return nullptr;
    bool weak = false, may_be_place = false, ordinary = false;
    const Candidate* company = nullptr;
    for (const Candidate* c = begin(m); c != end(m); ++c) {
      weak |= (c->form_flags & (form_flag::part_of_name | form_flag::short_form | form_flag::homonym)) != 0;
      ordinary |= (c->form_flags & form_flag::common_word) != 0;
      const TypeClass type = kind(*c).type_class;
      may_be_place |= type == TypeClass::place;
      if (type == TypeClass::organisation && (c->form_flags & form_flag::part_of_name) == 0) company = c;
    }
    const NamesInDocument::Known* known = now;
    // A headline or the first sentence comes before the full name.
    if (known == nullptr && company != nullptr && later->entity == company->entity) known = later;
    if (known == nullptr && may_be_later(a_, m, *later)) known = later;
    if (known == nullptr) return nullptr;
    // "shares of Dell" after "Michael Dell"
    if (company != nullptr && known->entity != company->entity && acts_like(base_.words(), a_, m) == Acts::company)
      return nullptr;
    const Token *before = word_before(a_, m), *behind = word_behind(a_, m);
    if (!weak) {
      // "Lam said" after "Carrie Lam" is she, and "Lam's plan" where nothing connected with the company is mentioned.
      if (known->entity != no_entity || known->nil_type != nil_person) return nullptr;
      const bool acts = (before != nullptr && is_title(base_.words(), *before)) ||
                        (behind != nullptr && base_.words().is(behind->hash, word_class::said));
      const bool alone = company != nullptr && !may_be_place && !stands_beside_organisation(m, company->entity) &&
                         company->context + company->coherence <= sure_points;
      return acts || alone ? known : nullptr;
    }
    // "in Washington" after "George Washington"
    if (may_be_place && before != nullptr && base_.words().is(before->hash, word_class::place_word)) return nullptr;
    // "Jobs at the plant" after "Steve Jobs"
    const bool no_verb = behind == nullptr || base_.words().is(behind->hash, word_class::function);
    return ordinary && no_verb && a_.tokens[m.first_token].is(token_flag::sentence_start) ? nullptr : known;
  }

  // "chips by Intel and AMD"; one other than `than`.
  bool stands_beside_organisation(const Mention& m, uint32_t than) const {
    const std::size_t i = static_cast<std::size_t>(&m - a_.mentions.data());
    const auto is_near = [&](std::size_t k, uint32_t tokens) {
      const Mention& other = a_.mentions[k];
      return tokens <= beside_tokens && std::any_of(begin(other), end(other), [&](const Candidate& c) {
               return c.entity != than && kind(c).type_class == TypeClass::organisation;
             });
    };
    return (i > 0 && is_near(i - 1, m.first_token - a_.mentions[i - 1].last_token)) ||
           (i + 1 < a_.mentions.size() && is_near(i + 1, a_.mentions[i + 1].first_token - m.last_token));
  }

  void settle_unknown(Mention& m, const NamesInDocument::Known& known) {
    m.state = MentionState::nil;
    m.entity = no_entity;
    m.nil_type = known.nil_type;
    m.verdict = Verdict::unknown_name;
    m.score = 0;
  }

  // A single word that is no form of the base, but the surname of somebody who was named in full: Miller.
  bool take_linked_name(Mention& m) {
    const NamesInDocument::Known* name = person_of(base_, a_, m, s_.names, s_.names_before);
    if (name == nullptr) return false;
    link_to_known(m, *name);
    return true;
  }

  void link_to_known(Mention& m, const NamesInDocument::Known& name) {
    Candidate c;
    c.entity = name.entity;
    c.known = s_.entities.find(c.entity);
    c.form_flags = form_flag::derived | form_flag::part_of_name | form_flag::one_token;
    c.case_match = CaseMatch::exact;
    c.prior = kind(c).prior;
    c.coherence = 60;
    c.name_match = static_cast<int16_t>(name_points(c, m, options_.weights));
    m.first_candidate = static_cast<uint32_t>(a_.candidates.size());
    m.n_candidates = 1;
    a_.candidates.push_back(c);
    m.score = link_score(c.total(), 0);
    settle(m, Verdict::linked, &c);
  }

  // ---- rounds

  // Before the first round: what is linked without a doubt, so that the others have something to hold on to.
  void first_guess() {
    for (Mention& m : a_.mentions) {
      if (m.state != MentionState::open || m.n_candidates == 0) continue;
      const Candidate* best = nullptr;
      bool clear = true;
      for (const Candidate* c = begin(m); c != end(m); ++c) {
        clear &= m.n_candidates > 1 || !needs_support(base_, a_, m, *c, kind(*c));
        if (best == nullptr || kind(*c).weight > kind(*best).weight) best = c;
      }
      for (const Candidate* c = begin(m); c != end(m); ++c)
        if (c != best && kind(*c).weight + 2 > kind(*best).weight) clear = false;
      if (!clear || needs_support(base_, a_, m, *best, kind(*best))) continue;
      m.entity = best->entity;
      m.known = best->known;
    }
    s_.entities.count(a_.mentions, true);
  }

  const KnowledgeBase& base_;
  const DisambiguationOptions& options_;
  Analysis& a_;
  DisambiguationScratch& s_;
};

}  // namespace

double link_score(int points, int other) {
  if (points <= 0) return 0;
  const double rival = other > 0 ? static_cast<double>(other) * other / (2.0 * points) : 0;
  return rounded(points / (points + nobody + rival));
}

void disambiguate(const KnowledgeBase& base, const DisambiguationOptions& options, Analysis& analysis,
                  DisambiguationScratch& scratch) {
  Disambiguator(base, options, analysis, scratch).run();
}

}  // namespace docmill::linker
