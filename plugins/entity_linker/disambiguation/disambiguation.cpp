#include "disambiguation/disambiguation.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "disambiguation/form_evidence.hpp"
#include "disambiguation/names_in_document.hpp"
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
 public:
  Disambiguator(const KnowledgeBase& base, const DisambiguationOptions& options, Analysis& analysis,
                DisambiguationScratch& scratch)
      : base_(base), options_(options), a_(analysis), s_(scratch) {}

  void run() {
    s_.words.gather(base_, a_.tokens);
    s_.entities.clear();
    s_.relatedness.weigh(base_, options_.weights, a_);
    first_guess();
    for (int round = 0; round < 2; ++round) {
      std::swap(names_, later_names_);
      names_.clear();
      for (std::size_t i = 0; i < a_.mentions.size(); ++i) decide(i, round == 0);
      // A headline is short: what stands in full below it is known to it as well.
      for (std::size_t i = 0; i < a_.mentions.size() && a_.in_headline(a_.mentions[i]); ++i) decide(i, round == 0);
      count_links();
    }
  }

 private:
  Candidate* begin(const Mention& m) const { return a_.candidates.data() + m.first_candidate; }
  Candidate* end(const Mention& m) const { return begin(m) + m.n_candidates; }

  // ---- words of descriptions in the text

  static bool stands_near(std::span<const uint32_t> positions, const Mention& m) {
    const uint32_t from = m.first_token > near_tokens ? m.first_token - near_tokens : 0;
    const auto at = std::lower_bound(positions.begin(), positions.end(), from);
    return at != positions.end() && *at <= m.last_token + near_tokens;
  }

  int context_points(const Mention& m, uint32_t entity) const {
    int near = 0, anywhere = 0;
    bool beside = false;
    const uint32_t before = lower_case_token(word_before(a_, m)), behind = lower_case_token(word_behind(a_, m));
    for (const uint32_t term : base_.terms(entity)) {
      const std::span<const uint32_t> positions = s_.words.positions(term);
      if (positions.empty()) continue;
      (stands_near(positions, m) ? near : anywhere) += term_points(term);
      beside |= stands_at(positions, before) || stands_at(positions, behind);
    }
    return std::min(near + std::min(anywhere / 3, 20), context_cap) + (beside ? beside_points : 0);
  }

  uint32_t lower_case_token(const Token* t) const {
    return t != nullptr && t->lower_case() ? static_cast<uint32_t>(t - a_.tokens.data()) : UINT32_MAX;
  }

  static bool stands_at(std::span<const uint32_t> positions, uint32_t token) {
    return token != UINT32_MAX && std::binary_search(positions.begin(), positions.end(), token);
  }

  // ---- relations

  // Connected entities anywhere in the document; the same for all mentions of an entity in a round.
  int document_coherence(uint32_t entity) {
    const DocumentEntities::Known& known = s_.entities.of(entity);
    if (known.coherence >= 0) return known.coherence;
    constexpr int points[] = {0, 25, 40, 50, document_coherence_cap};
    const int coherence = points[connected(entity)] + (known.sure ? sure_points : 0);
    s_.entities.of(entity).coherence = static_cast<int16_t>(coherence);
    return coherence;
  }

  // How many connected entities were decided for, up to 4.
  std::size_t connected(uint32_t entity) {
    constexpr std::size_t many = 256;  // a country has a hundred thousand: then the document is the shorter list
    std::array<uint32_t, 4> found;
    std::size_t n = 0;
    const auto count = [&](uint32_t other) {
      if (std::find(found.begin(), found.begin() + n, other) == found.begin() + n) found[n++] = other;
      return n < found.size();
    };
    if (base_.n_relations(entity) <= many) {
      base_.for_each_related(entity, [&](uint32_t other) { return s_.entities.mentions(other) == 0 || count(other); });
    } else {
      s_.entities.for_each([&](const DocumentEntities::Known& other) {
        if (n < found.size() && other.mentions != 0 && base_.related(entity, other.entity)) count(other.entity);
      });
    }
    return n;
  }

  // Connected entities among the neighbours; a maker right before ("Nvidia's H20") or behind ("Sora from OpenAI").
  int near_coherence(std::size_t i, uint32_t entity) const {
    const Mention& m = a_.mentions[i];
    const DocumentEntities::Known& known = s_.entities.of(entity);
    if (known.coherence <= (known.sure ? sure_points : 0)) return 0;  // none of its relations is in the document
    int best = 0;
    for (std::size_t k = i; k > 0 && i - k < near_mentions && best < beside_points; --k) {
      const Mention& other = a_.mentions[k - 1];
      const uint32_t distance = m.first_token - other.last_token;
      if (distance > near_tokens) break;
      best = std::max(best, neighbour_points(entity, other, distance));
    }
    for (std::size_t k = i + 1; k < a_.mentions.size() && k - i <= near_mentions && best < beside_points; ++k) {
      const Mention& other = a_.mentions[k];
      const uint32_t distance = other.first_token - m.last_token;
      if (distance > near_tokens) break;
      best = std::max(best, neighbour_points(entity, other, distance));
    }
    return best;
  }

  int neighbour_points(uint32_t entity, const Mention& other, uint32_t distance) const {
    const uint32_t theirs = other.entity;
    if (theirs == no_entity || theirs == entity || !base_.related(entity, theirs)) return 0;
    return distance <= beside_tokens ? beside_points : 25;
  }

  // ---- one mention

  void rate(std::size_t i) {
    const Mention& m = a_.mentions[i];
    const Weights& w = options_.weights;
    const bool contest = m.n_candidates > 1 && stands_in_contest(a_, m);
    for (Candidate* c = begin(m); c != end(m); ++c) {
      const Entity e = base_.entity(c->entity);
      c->prior = static_cast<int16_t>(prior_of_form(e.prior, c->form_flags) * w.prominence / 100);
      c->name_match = static_cast<int16_t>(name_points(*c, m, options_.weights) + version_points(m, e));
      const int namesake = is_called_like_another(base_, a_, m, *c) ? w.namesake : 0;
      const int side = contest && is_side(e) ? w.contest : 0;
      c->type_fit = static_cast<int16_t>(type_context_points(base_, a_, m, e, c->article) * w.type_context / 100 +
                                         side - namesake);
      c->context = static_cast<int16_t>(context_points(m, c->entity) * w.description / 100);
      const int connected =
          document_coherence(c->entity) * w.connected / 100 + near_coherence(i, c->entity) * w.near / 100;
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
    if (s_.entities.mentions(c.entity) != 0) points += 30;
    return points + (m.extended ? 20 : 0);
  }

  void decide(std::size_t i, bool first_round) {
    Mention& m = a_.mentions[i];
    if (m.n_candidates == 0) {
      if (m.state == MentionState::nil && !take_linked_name(m)) names_.add_unknown(base_.words(), a_, m);
      return;
    }
    if (first_round && m.entity != no_entity) {  // the first guess was sure; its score is for the second round
      names_.add_linked(base_.words(), a_, m, base_.entity(m.entity).type_class);
      return;
    }
    rate(i);
    const NamesInDocument::Known* known = known_in_document(m);
    if (known != nullptr) {
      if (known->entity == no_entity) return settle_unknown(m, *known);
      for (Candidate* c = begin(m); c != end(m); ++c)
        if (c->entity == known->entity)
          c->coherence = static_cast<int16_t>(std::max<int>(c->coherence, through(m, *c)) + known_points);
    }
    const Ranking r = rank(m);
    const int second = r.second != nullptr ? r.second->total() : 0;
    m.score = link_score(r.best->total(), second);
    const int lead = r.best->total() - second;
    const double margin =
        lead <= 0 ? 0 : rounded(static_cast<double>(lead) / (std::min(r.best->total(), most_margin_points) + nobody));
    const bool weak =
        needs_support(base_, a_, m, *r.best) &&
        (support(m, *r.best) < enough_support || (known == nullptr && begins_with_a_word(a_, m, *r.best)));
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
    if (base_.entity(named.entity).type_class != TypeClass::organisation ||
        acts_like(base_.words(), a_, m) == Acts::person)
      return most;
    for (const Candidate* c = begin(m); c != end(m); ++c)
      if ((c->form_flags & form_flag::part_of_name) != 0 && base_.related(c->entity, named.entity))
        most = std::max<int>(most, c->coherence);
    return most;
  }

  // A company and its chatbot of the same name: between these the better one is taken, however close.
  bool same_family(const Candidate& x, const Candidate& y) const {
    return x.total() > y.total() && base_.related(x.entity, y.entity) &&
           base_.entity(x.entity).type_class != TypeClass::person;
  }

  void settle(Mention& m, Verdict verdict, const Candidate* c) {
    const bool linked = verdict == Verdict::linked;
    m.verdict = verdict;
    m.state = linked ? MentionState::linked : MentionState::nil;
    m.entity = linked ? c->entity : no_entity;
    if (linked) names_.add_linked(base_.words(), a_, m, base_.entity(c->entity).type_class);
  }

  // The longer name, earlier in the document, that a word stands for: the last that has it.
  const NamesInDocument::Known* known_in_document(const Mention& m) const {
    bool weak = false, may_be_place = false, ordinary = false;
    const Candidate* company = nullptr;
    for (const Candidate* c = begin(m); c != end(m); ++c) {
      weak |= (c->form_flags & (form_flag::part_of_name | form_flag::short_form | form_flag::homonym)) != 0;
      ordinary |= (c->form_flags & form_flag::common_word) != 0;
      const TypeClass type = base_.entity(c->entity).type_class;
      may_be_place |= type == TypeClass::place;
      if (type == TypeClass::organisation && (c->form_flags & form_flag::part_of_name) == 0) company = c;
    }
    const NamesInDocument::Known* known = names_.find(a_, m);
    if (known == nullptr && company != nullptr) {  // a headline or the first sentence comes before the full name
      known = later_names_.find(a_, m);
      if (known != nullptr && known->entity != company->entity) known = nullptr;
    }
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
      const bool alone = company != nullptr && !may_be_place && !stands_beside_organisation(m) &&
                         company->context + company->coherence <= sure_points;
      return acts || alone ? known : nullptr;
    }
    // "in Washington" after "George Washington"
    if (may_be_place && before != nullptr && base_.words().is(before->hash, word_class::place_word)) return nullptr;
    // "Jobs at the plant" after "Steve Jobs"
    const bool no_verb = behind == nullptr || base_.words().is(behind->hash, word_class::function);
    return ordinary && no_verb && a_.tokens[m.first_token].is(token_flag::sentence_start) ? nullptr : known;
  }

  // "chips by Intel and AMD"
  bool stands_beside_organisation(const Mention& m) const {
    const std::size_t i = static_cast<std::size_t>(&m - a_.mentions.data());
    const auto is_near = [&](std::size_t k, uint32_t tokens) {
      const Mention& other = a_.mentions[k];
      return tokens <= beside_tokens && std::any_of(begin(other), end(other), [&](const Candidate& c) {
               return base_.entity(c.entity).type_class == TypeClass::organisation;
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
    const NamesInDocument::Known* known = names_.find(a_, m);
    if (known == nullptr || known->entity == no_entity) return false;
    if (base_.entity(known->entity).type_class != TypeClass::person) return false;
    Candidate c;
    c.entity = known->entity;
    c.form_flags = form_flag::derived | form_flag::part_of_name | form_flag::one_token;
    c.case_match = CaseMatch::exact;
    c.prior = static_cast<int16_t>(base_.entity(c.entity).prior);
    c.coherence = 60;
    c.name_match = static_cast<int16_t>(name_points(c, m, options_.weights));
    m.first_candidate = static_cast<uint32_t>(a_.candidates.size());
    m.n_candidates = 1;
    a_.candidates.push_back(c);
    m.score = link_score(c.total(), 0);
    settle(m, Verdict::linked, &c);
    return true;
  }

  // ---- rounds

  // Before the first round: what is linked without a doubt, so that the others have something to hold on to.
  void first_guess() {
    for (Mention& m : a_.mentions) {
      if (m.state != MentionState::open || m.n_candidates == 0) continue;
      const Candidate* best = nullptr;
      bool clear = true;
      for (const Candidate* c = begin(m); c != end(m); ++c) {
        clear &= !needs_support(base_, a_, m, *c) || m.n_candidates > 1;
        if (best == nullptr || base_.entity(c->entity).weight > base_.entity(best->entity).weight) best = c;
      }
      for (const Candidate* c = begin(m); c != end(m); ++c)
        if (c != best && base_.entity(c->entity).weight + 2 > base_.entity(best->entity).weight) clear = false;
      if (clear && !needs_support(base_, a_, m, *best)) m.entity = best->entity;
    }
    count_links();
    remember_sure();
  }

  // What the first guess was sure of speaks for itself wherever else it may be meant.
  void remember_sure() {
    s_.entities.for_each([](DocumentEntities::Known& known) { known.sure = known.mentions != 0; });
  }

  void count_links() {
    s_.entities.for_each([](DocumentEntities::Known& known) {
      known.mentions = 0;
      known.coherence = -1;
    });
    for (const Mention& m : a_.mentions)
      if (m.entity != no_entity) ++s_.entities.of(m.entity).mentions;
  }

  const KnowledgeBase& base_;
  const DisambiguationOptions& options_;
  Analysis& a_;
  DisambiguationScratch& s_;
  NamesInDocument names_, later_names_;  // so far in this round; of the whole document, from the round before
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
