#include "disambiguation/relatedness.hpp"

#include <algorithm>
#include <array>

#include "knowledge_base/link_share.hpp"
#include "mentions/type_context.hpp"

namespace docmill::linker {
namespace {

constexpr uint32_t fine = 64;  // fine points in a point
constexpr uint32_t full_belief = 1 << 16;
constexpr uint32_t one_common = 256;
constexpr uint32_t most_common = 8 * one_common;
constexpr uint32_t direct = UINT32_MAX;  // stands for a relation until links are merged
constexpr int typical_root = 160;        // in 16ths: of a hundred relations
constexpr int n_rounds = 4;
constexpr int most_points = 2000;
// Of entities with more relations common neighbours say nothing, and would be many to look at.
constexpr std::size_t most_relations = 1024;
constexpr std::size_t most_at_neighbour = 64;  // candidates that share one neighbour
constexpr std::size_t most_mentions = 2048;    // looked at together; longer documents are cut into parts
constexpr std::size_t most_links = 1 << 18;    // of a document, by common neighbours

uint32_t square_root(uint64_t x) {
  uint64_t root = 0;
  for (uint64_t bit = uint64_t{1} << 31; bit != 0; bit >>= 1)
    if ((root | bit) * (root | bit) <= x) root |= bit;
  return static_cast<uint32_t>(root);
}

// How much a neighbour with so many relations says: less by the logarithm of their number, in whole steps of it.
uint32_t neighbour_weight(std::size_t n_relations) {
  uint32_t log = 1;
  while ((std::size_t{2} << log) <= n_relations + 2) ++log;
  return one_common * 3 / 2 / (log + 1);
}

// Falls by a tenth from point to point: full_belief * 0.907^d.
constexpr auto belief_by_distance = [] {
  std::array<uint32_t, 256> table{};
  uint64_t x = uint64_t{full_belief} << 20;
  for (uint32_t& entry : table) {
    entry = static_cast<uint32_t>(x >> 20);
    x = x / 1000 * 907;
  }
  return table;
}();

// More mentions of a form make it louder, in 16ths: 1 + 0.45 ln(n).
uint32_t loudness(uint32_t n_mentions) {
  constexpr std::array<uint32_t, 9> table = {16, 16, 21, 24, 26, 28, 29, 30, 31};
  return table[std::min<std::size_t>(n_mentions, table.size() - 1)];
}

}  // namespace

void Relatedness::weigh(const KnowledgeBase& base, const Weights& weights, const Analysis& analysis) {
  weights_ = weights;
  points_.clear();
  for (std::size_t from = 0; from < analysis.mentions.size(); from += most_mentions)
    weigh_part(base, analysis, from, std::min(from + most_mentions, analysis.mentions.size()));
}

void Relatedness::weigh_part(const KnowledgeBase& base, const Analysis& analysis, std::size_t from, std::size_t to) {
  if (!group_mentions(base, analysis, from, to)) return;
  find_links(base);
  if (links_.empty()) return give_points(analysis);
  for (Option& option : options_) option.support = 0;
  for (int round = 0; round < n_rounds; ++round) {
    believe();
    for (uint32_t k = 0; k < options_.size(); ++k)
      if (is_ambiguous_[options_[k].node] != 0) options_[k].support = support_of(k);
  }
  give_points(analysis);
}

// False when there is nothing to choose, or nothing to choose by.
bool Relatedness::group_mentions(const KnowledgeBase& base, const Analysis& a, std::size_t from, std::size_t to) {
  order_.clear();
  bool any_ambiguous = false;
  for (std::size_t i = from; i < to; ++i) {
    const Mention& m = a.mentions[i];
    if (m.n_candidates == 0) continue;
    any_ambiguous |= m.n_candidates > 1;
    uint64_t sequence = 0;
    for (uint32_t t = m.first_token; t <= m.last_token; ++t)
      sequence = extend_sequence(sequence, a.tokens[t], t == m.first_token);
    order_.emplace_back(sequence, static_cast<uint32_t>(i));
  }
  if (!any_ambiguous || order_.size() < 2) return false;
  std::sort(order_.begin(), order_.end());
  groups_.clear();
  options_.clear();
  group_of_.clear();
  entities_.clear();
  for (const auto& [sequence, i] : order_) {
    if (groups_.empty() || groups_.back().sequence != sequence)
      groups_.push_back({sequence, static_cast<uint32_t>(options_.size()), 0, 0});
    Group& group = groups_.back();
    ++group.n_mentions;
    const Mention& m = a.mentions[i];
    const bool contest = m.n_candidates > 1 && stands_in_contest(a, m);
    for (uint32_t k = m.first_candidate; k < m.first_candidate + m.n_candidates; ++k) {
      const uint32_t entity = a.candidates[k].entity;
      const auto from = options_.begin() + group.first;
      const auto known = std::find_if(from, options_.end(), [&](const Option& o) { return o.node == entity; });
      if (known != options_.end() && (!contest || known->plays)) continue;
      const bool plays = contest && is_side(base.entity(entity));
      const auto side = plays ? static_cast<uint32_t>(weights_.contest) : 0;
      if (known != options_.end()) {
        known->plays = plays;
        known->prior += side;
        continue;
      }
      const int prior =
          prior_of_form(base.entity(entity).prior, a.candidates[k].form_flags) * weights_.prominence / 100;
      options_.push_back({entity, static_cast<uint32_t>(prior) + side, 0, 0, 0, plays});
      group_of_.push_back(static_cast<uint32_t>(groups_.size() - 1));
      entities_.push_back(entity);
      ++group.n;
    }
  }
  std::sort(entities_.begin(), entities_.end());
  entities_.erase(std::unique(entities_.begin(), entities_.end()), entities_.end());
  places_.clear();
  loudest_.assign(groups_.size(), 0);
  for (uint32_t k = 0; k < options_.size(); ++k) {
    Option& option = options_[k];
    option.node =
        static_cast<uint32_t>(std::lower_bound(entities_.begin(), entities_.end(), option.node) - entities_.begin());
    places_.emplace_back(option.node, k);
  }
  is_ambiguous_.assign(entities_.size(), 0);
  for (const Group& group : groups_)
    for (uint32_t k = group.first; group.n > 1 && k < group.first + group.n; ++k) is_ambiguous_[options_[k].node] = 1;
  std::sort(places_.begin(), places_.end());
  first_place_.assign(entities_.size() + 1, static_cast<uint32_t>(places_.size()));
  for (std::size_t k = places_.size(); k-- > 0;) first_place_[places_[k].first] = static_cast<uint32_t>(k);
  return groups_.size() >= 2;
}

// What connects the candidates of ambiguous forms with all candidates.
void Relatedness::find_links(const KnowledgeBase& base) {
  links_.clear();
  neighbours_.clear();
  degree_.clear();
  in_document_.clear();
  for (const uint32_t entity : entities_) in_document_.add(entity);
  near_ambiguous_.clear();
  for (uint32_t node = 0; node < entities_.size(); ++node) {
    degree_.push_back(static_cast<uint32_t>(base.n_relations(entities_[node])));
    if (is_ambiguous_[node] != 0) find_links_from(base, node);
  }
  if (neighbours_.empty()) return merge_links();
  for (uint32_t node = 0; node < entities_.size(); ++node) {
    if (is_ambiguous_[node] != 0 || degree_[node] > most_relations) continue;
    base.for_each_related(entities_[node], [&](uint32_t other) {
      if (near_ambiguous_.may_hold(other)) neighbours_.push_back({other, node});
      return true;
    });
  }
  add_common_neighbours(base);
  merge_links();
}

void Relatedness::find_links_from(const KnowledgeBase& base, uint32_t node) {
  const uint32_t id = entities_[node];
  if (degree_[node] > most_relations) {
    for (uint32_t other = 0; other < entities_.size(); ++other)
      if (other != node && base.related(id, entities_[other])) links_.push_back({node, other, direct});
    return;
  }
  base.for_each_related(id, [&](uint32_t other) {
    neighbours_.push_back({other, node});
    near_ambiguous_.add(other);
    if (!in_document_.may_hold(other) || other == id) return true;
    const auto at = std::lower_bound(entities_.begin(), entities_.end(), other);
    if (at != entities_.end() && *at == other)
      links_.push_back({node, static_cast<uint32_t>(at - entities_.begin()), direct});
    return true;
  });
}

void Relatedness::add_common_neighbours(const KnowledgeBase& base) {
  std::sort(neighbours_.begin(), neighbours_.end(), [](const Neighbour& x, const Neighbour& y) {
    return x.entity != y.entity ? x.entity < y.entity : x.node < y.node;
  });
  const std::size_t limit = links_.size() + most_links;
  for (std::size_t i = 0, end = 0; i < neighbours_.size(); i = end) {
    while (end < neighbours_.size() && neighbours_[end].entity == neighbours_[i].entity) ++end;
    if (end - i < 2 || end - i > most_at_neighbour) continue;
    const uint32_t weight = neighbour_weight(base.n_relations(neighbours_[i].entity));
    for (std::size_t k = i; k < end && links_.size() < limit; ++k) {
      if (is_ambiguous_[neighbours_[k].node] == 0) continue;
      for (std::size_t l = i; l < end; ++l)
        if (neighbours_[k].node != neighbours_[l].node)
          links_.push_back({neighbours_[k].node, neighbours_[l].node, weight});
    }
  }
}

// One link for each pair; the weight falls with the root of the relations that the supporter has.
void Relatedness::merge_links() {
  degree_root_.clear();
  for (const uint32_t degree : degree_) {
    const uint32_t root = square_root((uint64_t{degree} + 1) * 256);  // in 16ths
    degree_root_.push_back(typical_root + (static_cast<int>(root) - typical_root) * weights_.specificity / 100);
  }
  std::sort(links_.begin(), links_.end(), [](const Link& x, const Link& y) {
    return x.from != y.from ? x.from < y.from : x.to != y.to ? x.to < y.to : x.weight > y.weight;
  });
  std::size_t n = 0;
  for (std::size_t i = 0, end = 0; i < links_.size(); i = end) {
    const Link first = links_[i];
    bool related = false;
    uint32_t common = 0;
    for (end = i; end < links_.size() && links_[end].from == first.from && links_[end].to == first.to; ++end) {
      if (links_[end].weight == direct) related = true;
      else common += links_[end].weight;
    }
    const uint64_t weight =
        uint64_t{related ? static_cast<uint32_t>(weights_.relation) * fine : 0} +
        static_cast<uint64_t>(weights_.common_neighbour) * fine * std::min(common, most_common) / one_common;
    links_[n++] = {first.from, first.to, static_cast<uint32_t>(weight * 16 / degree_root_[first.to])};
  }
  links_.resize(n);
  first_link_.assign(entities_.size() + 1, static_cast<uint32_t>(n));
  for (std::size_t k = n; k-- > 0;) first_link_[links_[k].from] = static_cast<uint32_t>(k);
  for (std::size_t node = entities_.size(); node-- > 0;)
    first_link_[node] = std::min(first_link_[node], first_link_[node + 1]);
}

// Beliefs of a group follow prominence and support, by their distance from the best.
void Relatedness::believe() {
  for (const Group& group : groups_) {
    const auto from = options_.begin() + group.first, to = from + group.n;
    const auto strength = [&](const Option& o) { return o.prior * fine + o.support; };
    uint32_t best = 0;
    for (auto o = from; o != to; ++o) best = std::max(best, strength(*o));
    uint64_t sum = 0;
    for (auto o = from; o != to; ++o) {
      o->belief = belief_by_distance[std::min<std::size_t>(
          uint64_t{best - strength(*o)} * static_cast<uint32_t>(weights_.certainty) / (100 * fine),
          belief_by_distance.size() - 1)];
      sum += o->belief;
    }
    for (auto o = from; o != to; ++o) o->loud = square_root(uint64_t{o->belief} * full_belief / sum);
  }
}

// What the other forms give the option: of each the candidate that speaks loudest.
uint32_t Relatedness::support_of(uint32_t option) {
  touched_.clear();
  const uint32_t node = options_[option].node;
  for (uint32_t l = first_link_[node]; l < first_link_[node + 1]; ++l) {
    const Link& link = links_[l];
    for (uint32_t p = first_place_[link.to]; p < places_.size() && places_[p].first == link.to; ++p) {
      const uint32_t other = places_[p].second, group = group_of_[other];
      if (group == group_of_[option]) continue;
      const auto gain = static_cast<uint32_t>(
          uint64_t{link.weight} * options_[other].loud * loudness(groups_[group].n_mentions) >> 12);
      if (gain == 0) continue;
      if (loudest_[group] == 0) touched_.push_back(group);
      loudest_[group] = std::max(loudest_[group], gain);
    }
  }
  uint64_t sum = 0;
  for (const uint32_t group : touched_) {
    sum += loudest_[group];
    loudest_[group] = 0;
  }
  return static_cast<uint32_t>(std::min<uint64_t>(sum, most_points * fine));
}

void Relatedness::give_points(const Analysis& a) {
  points_.resize(a.candidates.size(), 0);
  std::size_t group = 0;
  for (const auto& [sequence, i] : order_) {
    while (groups_[group].sequence != sequence) ++group;
    const Mention& m = a.mentions[i];
    if (m.n_candidates < 2) continue;
    // "beat Ann Smith (Latvia)": the country.
    const bool in_brackets = m.first_token > 0 && a.tokens[m.first_token - 1].is_punctuation('(');
    const int elsewhere = in_brackets ? 0 : weights_.contest_elsewhere;
    for (uint32_t k = groups_[group].first; k < groups_[group].first + groups_[group].n; ++k)
      for (uint32_t c = m.first_candidate; c < m.first_candidate + m.n_candidates; ++c)
        if (entities_[options_[k].node] == a.candidates[c].entity)
          points_[c] =
              static_cast<int16_t>(static_cast<int>(options_[k].support / fine) + (options_[k].plays ? elsewhere : 0));
  }
}

}  // namespace docmill::linker
